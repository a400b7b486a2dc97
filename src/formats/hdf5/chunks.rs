//! Elements that are stored in chunks, boxes of equal shape that cover the array, each of them on its
//! own: IV.A.2.i. Data Layout, class 2, and III.A.1. Version 1 B-trees, node type 1.
//!
//! ```text
//! layout message  version 3, class 2, dimensions (1 byte each); address of the B-tree; sizes of a
//!                 chunk (4 bytes each)
//! key             bytes of the chunk as it is stored, filter mask (4 bytes each); where in the
//!                 array the chunk begins (8 bytes for each dimension)
//! ```
//!
//! Here the bytes of an element are the last dimension. Chunks at the edge of the array are stored
//! whole. Those that were never written are missing, and their elements have the fill value.

use super::cursor::{Cursor, UNDEFINED, damaged};
use super::filters::{self, Filter};
use super::tree::visit_leaves;
use crate::formats::picture::reserve;
use crate::formats::zlib::GREATEST_RATIO;

/// The greatest number of bytes that an array of chunks may have.
const MOST_BYTES: usize = 1 << 28;

/// The elements of an array of this `shape`, each of `width` bytes. `layout` is the layout message
/// after its class; `fill` is what a missing element has, not empty.
///
/// Memory and time are in proportion to the file: chunks must be in ascending order, all of them
/// together are not longer than the file, and none is decompressed to more than 1032 times its
/// length.
pub(super) fn elements(
    file: &[u8],
    (shape, width): (&[usize], usize),
    mut layout: Cursor,
    filters: &[Filter],
    fill: &[u8],
) -> Result<Vec<u8>, String> {
    let (dataset_shape, shape) = (shape, [shape, &[width]].concat());
    let (dimensions, tree) = (layout.number(1)?, layout.number(8)?);
    let sizes: Vec<usize> = (0..dimensions).map(|_| layout.number(4)).collect::<Result<_, _>>()?;
    let fits = sizes.len() > 1 && sizes.len() == shape.len() && sizes.last() == shape.last();
    let chunk_length = product(&sizes)
        .filter(|&length| length > 0 && fits)
        .ok_or_else(|| damaged(&format!("no chunks of {sizes:?} can fill the shape {shape:?}")))?;
    let most = MOST_BYTES.min(file.len().saturating_mul(GREATEST_RATIO));
    let length = product(&shape).filter(|&length| length <= most).ok_or_else(|| {
        format!(
            "its shape {dataset_shape:?} needs more bytes than the {most} that are read from chunks in a \
             file of this size: save fewer or smaller pictures"
        )
    })?;
    let mut array = reserve(length)?;
    array.extend(fill.iter().cycle().take(length));
    if tree == UNDEFINED {
        return Ok(array);
    }
    let (mut last, mut unclaimed) = (Vec::new(), file.len());
    visit_leaves(file, tree, (1, 8 + 8 * shape.len()), &mut |key, address| {
        let mut key = Cursor::at(key, 0, "key of a chunk")?;
        let (stored, mask) = (key.number(4)?, key.number(4)?);
        let start: Vec<usize> =
            (0..shape.len()).map(|_| key.number(8)).collect::<Result<_, _>>()?;
        let mut dimensions = start.iter().zip(&sizes).zip(&shape);
        if start <= last || !dimensions.all(|((at, size), n)| at % size == 0 && at < n) {
            return Err(damaged(&format!("there can be no chunk at {start:?}")));
        }
        let overlap = || damaged("its chunks are longer than the file");
        unclaimed = unclaimed.checked_sub(stored).ok_or_else(overlap)?;
        let stored = Cursor::at(file, address, "chunk")?.read(stored)?;
        let chunk = filters::undo(filters, mask, stored, chunk_length, width)
            .map_err(|error| format!("chunk at {start:?}: {error}"))?;
        place(&mut array, &shape, &chunk, &sizes, &start);
        last = start;
        Ok(())
    })?;
    Ok(array)
}

fn product(sizes: &[usize]) -> Option<usize> {
    sizes.iter().try_fold(1_usize, |product, &size| product.checked_mul(size))
}

/// Copies a chunk of these `sizes`, which begins at `start`, into the array, as far as it lies inside.
fn place(array: &mut [u8], shape: &[usize], chunk: &[u8], sizes: &[usize], start: &[usize]) {
    if shape == sizes {
        return array.copy_from_slice(chunk); // at the latest, the bytes of an element
    }
    let (row, chunk_row) = (array.len() / shape[0], chunk.len() / sizes[0]);
    let rows = array.chunks_exact_mut(row).skip(start[0]);
    for (row, chunk) in rows.zip(chunk.chunks_exact(chunk_row)) {
        place(row, &shape[1..], chunk, &sizes[1..], &start[1..]);
    }
}
