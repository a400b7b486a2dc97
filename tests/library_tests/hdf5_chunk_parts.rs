//! Datasets in chunks, from which the tests build files.

use super::hdf5_parts::{Contents, UNDEFINED, dataspace, file, integer, message, words};
use super::png_parts::zlib;
use purrceptron::formats::checksums::fletcher32;
use purrceptron::formats::hdf5::File;

pub const DEFLATE: u16 = 1;
pub const SHUFFLE: u16 = 2;
pub const FLETCHER32: u16 = 3;

/// A chunk as it is stored.
#[derive(Clone)]
pub struct Chunk {
    pub start: Vec<u64>,
    pub mask: u32,
    pub stored: Vec<u8>,
}

/// A dataset of big-endian u16 in chunks.
#[derive(Clone)]
pub struct Chunked {
    pub shape: Vec<u64>,
    /// The sizes of a chunk, at last that of an element.
    pub sizes: Vec<u32>,
    pub filters: Vec<u16>,
    pub fill: Option<Vec<u8>>,
    pub chunks: Vec<Chunk>,
    /// How many nodes of level 0 the B-tree has, below a root of level 1; 0 for a root of level 0.
    pub nodes: usize,
}

/// Element (i, j, …) of every array here: no two bytes are equal in a row.
pub fn element(index: u64) -> [u8; 2] {
    (index as u16).wrapping_mul(0x3b1d).to_be_bytes()
}

/// What a filter makes of the bytes of a chunk, by its definition.
fn filtered(filter: u16, bytes: &[u8]) -> Vec<u8> {
    match filter {
        DEFLATE => zlib(bytes),
        SHUFFLE => {
            let (elements, rest) = bytes.as_chunks::<2>();
            let byte = |b: usize| elements.iter().map(move |element| element[b]);
            byte(0).chain(byte(1)).chain(rest.iter().copied()).collect()
        }
        FLETCHER32 => [bytes, &fletcher32(bytes).to_le_bytes()].concat(),
        _ => panic!("{filter}"),
    }
}

impl Chunked {
    /// All chunks of an array of this shape; `mask` says which filters are left out.
    pub fn new(shape: &[u64], sizes: &[u32], filters: &[u16], mask: u32) -> Self {
        let mut chunks = Vec::new();
        let counts: Vec<u64> =
            shape.iter().zip(sizes).map(|(n, &size)| n.div_ceil(size.into())).collect();
        for number in 0..counts.iter().product() {
            let start: Vec<u64> = coordinates(number, &counts)
                .iter()
                .zip(sizes)
                .map(|(at, &size)| at * u64::from(size))
                .collect();
            let mut stored = Vec::new();
            let sizes: Vec<u64> = sizes.iter().map(|&size| size.into()).collect();
            for inside in 0..sizes.iter().product() {
                let at = coordinates(inside, &sizes);
                let at: Vec<u64> = at.iter().zip(&start).map(|(at, start)| at + start).collect();
                let outside = at.iter().zip(shape).any(|(at, n)| at >= n);
                let index = at.iter().zip(shape).fold(0, |index, (at, n)| index * n + at);
                stored.extend(if outside { [0xee; 2] } else { element(index) });
            }
            for (i, &filter) in filters.iter().enumerate() {
                if mask >> i & 1 == 0 {
                    stored = filtered(filter, &stored);
                }
            }
            chunks.push(Chunk { start, mask, stored });
        }
        let (shape, sizes) = (shape.to_vec(), [sizes, &[2]].concat());
        Self { shape, sizes, filters: filters.to_vec(), fill: None, chunks, nodes: 0 }
    }

    /// A small one for the refusals.
    pub fn small() -> Self {
        Self::new(&[3, 5], &[2, 3], &[SHUFFLE, DEFLATE, FLETCHER32], 0)
    }

    fn tree(&self, bytes: &mut Vec<u8>) -> u64 {
        if self.chunks.is_empty() && self.nodes == 0 {
            return UNDEFINED;
        }
        let key = |chunk: &Chunk| {
            let sizes = [(chunk.stored.len() as u32).to_le_bytes(), chunk.mask.to_le_bytes()];
            [sizes.concat(), words(&chunk.start), words(&[0])].concat()
        };
        let mut children = Vec::new();
        for chunk in &self.chunks {
            children.push((key(chunk), bytes.len() as u64));
            bytes.extend(&chunk.stored);
        }
        let mut node = |level: u8, children: &[(Vec<u8>, u64)]| {
            let at = bytes.len() as u64;
            bytes.extend([b"TREE\x01", &[level, children.len() as u8, 0][..]].concat());
            bytes.extend(words(&[UNDEFINED, UNDEFINED]));
            for (key, child) in children {
                bytes.extend(key.iter().chain(&child.to_le_bytes()));
            }
            at
        };
        if self.nodes == 0 || children.is_empty() {
            return node(0, &children);
        }
        let leaves = children.chunks(children.len().div_ceil(self.nodes));
        let leaves: Vec<_> =
            leaves.map(|children| (children[0].0.clone(), node(0, children))).collect();
        node(1, &leaves)
    }

    fn contents(&self) -> Contents<'_> {
        Box::new(|bytes| {
            let tree = self.tree(bytes);
            let mut layout = vec![3, 2, self.sizes.len() as u8];
            layout.extend(tree.to_le_bytes());
            layout.extend(self.sizes.iter().flat_map(|size| size.to_le_bytes()));
            let mut pipeline = vec![1, self.filters.len() as u8, 0, 0, 0, 0, 0, 0];
            for filter in &self.filters {
                // A name of eight bytes and two values, or no name, one value and padding.
                let (name, values) = if *filter == SHUFFLE { (8, 1) } else { (0, 2) };
                pipeline.extend([*filter, name, 0, values].map(u16::to_le_bytes).concat());
                pipeline.resize(pipeline.len() + usize::from(name) + 8, 0);
            }
            let mut messages = vec![
                dataspace(&self.shape),
                message(3, &integer(2, false, true)),
                message(8, &layout),
            ];
            if !self.filters.is_empty() {
                messages.push(message(11, &pipeline));
            }
            messages.extend(self.fill.as_ref().map(|fill| message(5, fill)));
            messages
        })
    }

    pub fn file(&self) -> Vec<u8> {
        file(&[("x", self.contents())])
    }

    /// The elements as the reader finds them, or the error.
    pub fn read(&self) -> Result<Vec<u8>, String> {
        let bytes = self.file();
        let array = File::open(&bytes)?.array("x")?;
        assert_eq!(array.shape.iter().map(|&n| n as u64).collect::<Vec<_>>(), self.shape);
        Ok(array.bytes.into_owned())
    }

    /// The elements as they should be.
    pub fn expected(&self) -> Vec<u8> {
        (0..self.shape.iter().product()).flat_map(element).collect()
    }
}

/// The coordinates of the element that has this number in C order.
fn coordinates(mut number: u64, shape: &[u64]) -> Vec<u64> {
    let mut coordinates: Vec<u64> = shape
        .iter()
        .rev()
        .map(|n| {
            let coordinate = number % n;
            number /= n;
            coordinate
        })
        .collect();
    coordinates.reverse();
    coordinates
}
