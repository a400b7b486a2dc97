//! Datasets in chunks: every filter, edges, missing chunks, and files that are wrong or hostile.

use super::hdf5_chunk_parts::{Chunked, DEFLATE, FLETCHER32, SHUFFLE, element};
use super::hdf5_parts::FILL;
use super::png_parts::zlib;
use purrceptron::formats::hdf5::File;

#[test]
fn shapes_with_and_without_edges() {
    for (shape, sizes) in [
        (&[6][..], &[3][..]),
        (&[7], &[3]),
        (&[2], &[1000]),
        (&[4, 6], &[2, 3]),
        (&[5, 7], &[2, 3]),
        (&[5, 7], &[9, 1]),
        (&[2, 3, 4], &[1, 2, 3]),
        (&[3, 4, 5, 3], &[2, 2, 5, 2]),
        (&[1, 1, 1, 1, 1], &[1, 1, 1, 1, 1]),
    ] {
        for nodes in 0..3 {
            let chunked = Chunked { nodes, ..Chunked::new(shape, sizes, &[], 0) };
            assert_eq!(chunked.read(), Ok(chunked.expected()), "{shape:?} {sizes:?} {nodes}");
        }
    }
}

#[test]
fn filters_in_every_order_and_with_every_mask() {
    for filters in [
        &[DEFLATE][..],
        &[SHUFFLE],
        &[FLETCHER32],
        &[SHUFFLE, DEFLATE],
        &[SHUFFLE, DEFLATE, FLETCHER32],
        &[FLETCHER32, SHUFFLE, DEFLATE],
        &[DEFLATE, SHUFFLE, FLETCHER32],
    ] {
        for mask in 0..1 << filters.len() {
            let chunked = Chunked::new(&[5, 7], &[2, 3], filters, mask);
            assert_eq!(chunked.read(), Ok(chunked.expected()), "{filters:?}, mask {mask:b}");
        }
    }
}

/// `create_dataset("x", data=numpy.arange(12, dtype=">u2"), chunks=(8,), compression="gzip",
/// compression_opts=9, shuffle=True, fletcher32=True)`
#[test]
fn chunks_that_h5py_has_stored() {
    let stored: [&[u8]; 2] = [
        b"\x78\xda\x63\x60\x80\x02\x46\x26\x66\x16\x56\x36\x76\0\0\x64\0\x1d\x31\xd5\xd8\x39",
        b"\x78\xda\x63\x60\x80\0\x0e\x4e\x2e\x6e\x10\x0d\0\x01\x02\0\x27\x05\xd2\xe7\x83",
    ];
    let mut chunked = Chunked::new(&[12], &[8], &[SHUFFLE, DEFLATE, FLETCHER32], 0);
    for (chunk, stored) in chunked.chunks.iter_mut().zip(stored) {
        chunk.stored = stored.to_vec();
    }
    let expected: Vec<u8> = (0..12_u16).flat_map(u16::to_be_bytes).collect();
    assert_eq!(chunked.read(), Ok(expected));
}

#[test]
fn missing_chunks_have_the_fill_value() {
    let filled = |fill: Option<&[u8]>, expected: [u8; 2]| {
        let mut chunked = Chunked::new(&[5, 7], &[2, 3], &[DEFLATE], 0);
        chunked.fill = fill.map(<[u8]>::to_vec);
        chunked.chunks.remove(4); // rows 2 and 3, columns 3 to 5
        let mut elements = chunked.expected();
        for (i, element) in elements.as_chunks_mut().0.iter_mut().enumerate() {
            if (2..4).contains(&(i / 7)) && (3..6).contains(&(i % 7)) {
                *element = expected;
            }
        }
        assert_eq!(chunked.read(), Ok(elements));
        chunked.chunks.clear();
        assert_eq!(chunked.read(), Ok(expected.repeat(35)));
        chunked.nodes = 1; // a root without children
        assert_eq!(chunked.read(), Ok(expected.repeat(35)));
    };
    filled(None, [0, 0]);
    filled(Some(&FILL), [0, 0]);
    filled(Some(&[2, 3, 2, 1, 0, 0, 0, 0]), [0, 0]);
    filled(Some(&[2, 3, 2, 1, 2, 0, 0, 0, 0xab, 0xcd]), [0xab, 0xcd]);
    filled(Some(&[1, 3, 2, 1, 2, 0, 0, 0, 0xab, 0xcd]), [0xab, 0xcd]);
}

#[test]
fn wrong_chunks_are_refused_by_name() {
    let refused = |expected: &str, change: &dyn Fn(&mut Chunked)| {
        let mut chunked = Chunked::small();
        change(&mut chunked);
        let error = chunked.read().unwrap_err();
        assert!(error.starts_with("dataset \"x\": ") && error.contains(expected), "{error}");
    };
    refused("no chunks of [2, 0, 2] can fill the shape [3, 5, 2]", &|x| x.sizes[1] = 0);
    refused("no chunks of [2, 3, 1] can fill", &|x| x.sizes[2] = 1);
    refused("no chunks of [2, 3] can fill", &|x| x.sizes.truncate(2));
    refused("no chunks of [] can fill", &|x| x.sizes.clear());
    refused("no chunks of [2, 3, 2] can fill the shape [2]", &|x| x.shape.clear());
    refused("can fill the shape", &|x| x.sizes = vec![u32::MAX; 3]);
    refused("needs more bytes than", &|x| x.shape = vec![1 << 20, 1 << 20]);
    refused("needs more bytes than", &|x| x.shape = vec![1 << 40, 1 << 40]);
    refused("there can be no chunk at [0, 0, 0]", &|x| x.chunks.swap(0, 1));
    refused("there can be no chunk at [0, 3, 0]", &|x| x.chunks[2] = x.chunks[1].clone());
    refused("there can be no chunk at [0, 1, 0]", &|x| x.chunks[0].start[1] = 1);
    refused("there can be no chunk at [4, 3, 0]", &|x| x.chunks[3].start[0] = 4);
    refused("there can be no chunk at [2, 6, 0]", &|x| x.chunks[3].start[1] = 6);
    refused("there can be no chunk at [2, 18446744073709551615, 0]", &|x| {
        x.chunks[3].start[1] = u64::MAX;
    });
    refused("chunk at [0, 0, 0]: its checksum, Fletcher-32, is wrong", &|x| {
        x.chunks[0].stored[5] ^= 1;
    });
    refused("chunk at [2, 3, 0]: it has no checksum", &|x| x.chunks[3].stored.truncate(3));
    refused("its fill value has 3 bytes instead of 2", &|x| {
        x.fill = Some(vec![2, 3, 2, 1, 3, 0, 0, 0, 1, 2, 3]);
    });
    refused("fill value is of another version", &|x| x.fill = Some(vec![3, 9, 0, 0]));
    // Without the checksum, so that the other filters see what is wrong.
    let without = |expected: &str, stored: Vec<u8>| {
        refused(expected, &|x| {
            *x = Chunked::new(&[3, 5], &[2, 3], &[DEFLATE], 0);
            x.chunks[1].stored = stored.clone();
        });
    };
    without("chunk at [0, 3, 0]: it holds 11 bytes instead of 12", zlib(&[0; 11]));
    without("chunk at [0, 3, 0]: its compressed data is longer than expected", zlib(&[0; 17]));
    without("chunk at [0, 3, 0]: it holds 13 bytes instead of 12", zlib(&[0; 13]));
    without("2 bytes follow its data", [zlib(&[0; 12]), vec![0; 2]].concat());
    without("its compressed data ends too early", zlib(&[0; 12])[..9].to_vec());
    without("does not begin as a zlib stream", b"\x89PNG\r\n\x1a\n".to_vec());
    for (filter, expected) in [
        (4, "it is compressed with szip, which is not read. h5py converts it: `python3 -c"),
        (5, "it is compressed with the n-bit filter, which is not read"),
        (6, "it is compressed with the scale-offset filter, which is not read"),
        (32000, "it is compressed with LZF, which is not read. h5py converts it: `python3 -c"),
        (32001, "it is stored through filter 32001, which is not read"),
        (1, "it is stored through filter 1 twice, which is not read"),
    ] {
        refused(expected, &|x| x.filters.push(filter));
    }
}

/// What a B-tree must not be: a circle, a level that does not decrease, an empty node, one of names.
#[test]
fn wrong_trees_are_refused() {
    let good = Chunked { nodes: 2, ..Chunked::small() }.file();
    let nodes: Vec<usize> =
        good.windows(5).enumerate().filter(|(_, w)| w == b"TREE\x01").map(|(at, _)| at).collect();
    let [first, second, root] = nodes[..] else { panic!("{nodes:?}") };
    let key = 8 + 3 * 8;
    let wrong = |at: usize, bytes: &[u8], expected: &str| {
        let mut file = good.clone();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        let error = File::open(&file).unwrap().array("x").unwrap_err();
        assert!(error.contains(expected), "{error}");
    };
    let address = |at: usize| (at as u64).to_le_bytes();
    let begins = "a B-tree node does not begin as it must";
    wrong(first + 5, &[1], begins);
    wrong(second + 6, &[0], begins);
    wrong(root + 4, &[0], begins);
    wrong(root + 5, &[2], begins);
    wrong(root + 24 + key, &address(root), begins);
    wrong(root + 24 + key, &address(good.len()), "the B-tree node needs 5 bytes");
    wrong(root + 24 + key, &address(second), "there can be no chunk at [2, 0, 0]");
    wrong(first + 24 + key, &[255; 8], "the chunk is at byte");
    wrong(first + 24, &(good.len() as u32).to_le_bytes(), "the chunk needs");
}

/// Many chunks that are the same piece of a small file: they would take long, and be very large.
#[test]
fn chunks_that_share_their_bytes_are_refused() {
    let mut chunked = Chunked::new(&[250 * 500], &[500], &[], 0);
    chunked.chunks[1..].iter_mut().for_each(|chunk| chunk.stored.clear());
    let mut bytes = chunked.file();
    let tree = bytes.windows(5).position(|w| w == b"TREE\x01").unwrap();
    for key in (tree + 24..).step_by(32).take(250) {
        bytes[key..key + 4].copy_from_slice(&1000_u32.to_le_bytes());
        bytes[key + 24..key + 32].copy_from_slice(&96_u64.to_le_bytes());
    }
    assert_eq!(bytes[96..100], [element(0), element(1)].concat());
    let error = File::open(&bytes).unwrap().array("x").unwrap_err();
    assert!(error.contains("its chunks are longer than the file"), "{error}");
}

/// A random sequence with a seed: xorshift.
fn random(state: &mut u64, below: usize) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state % below as u64) as usize
}

/// No change causes a panic, and whatever is read has the size that its shape says.
#[test]
fn survives_any_changed_bytes() {
    let filters = [&[][..], &[SHUFFLE], &[SHUFFLE, DEFLATE], &[SHUFFLE, DEFLATE, FLETCHER32]];
    let mut state = 88172645463325252;
    for (nodes, filters) in filters.into_iter().enumerate() {
        let fill = Some(vec![2, 3, 2, 1, 2, 0, 0, 0, 1, 2]);
        let good = Chunked { nodes, fill, ..Chunked::new(&[3, 5], &[2, 3], filters, 0) }.file();
        let read = |bytes: &[u8]| {
            let Ok(array) = File::open(bytes).and_then(|file| file.array("x")) else { return };
            let elements: usize = array.shape.iter().product();
            assert_eq!(array.bytes.len(), elements * array.element.width);
            assert!(array.bytes.len() <= 1032 * bytes.len());
        };
        for at in 0..good.len() {
            for value in [0, 1, 2, 3, 0x7f, 0x80, 0xff, good[at] ^ 1, good[at].wrapping_add(8)] {
                let mut bytes = good.clone();
                bytes[at] = value;
                read(&bytes);
            }
        }
        for _ in 0..20_000 {
            let mut bytes = good.clone();
            for _ in 0..1 + random(&mut state, 4) {
                let at = random(&mut state, bytes.len());
                bytes[at] = random(&mut state, 256) as u8;
            }
            read(&bytes);
        }
    }
}
