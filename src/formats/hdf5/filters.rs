//! IV.A.2.l. The Data Storage - Filter Pipeline Message: what was done with each chunk before it was
//! stored, from the first filter to the last.
//!
//! ```text
//! version 1, number of filters (1 byte each), reserved (6); then of each filter
//! identification, length of name, flags, number of values (2 bytes each); name; values (4 each)
//! and, if their number is odd, 4 bytes of padding
//! ```

use super::cursor::{Cursor, damaged, refused};
use crate::formats::checksums::fletcher32;
use crate::formats::inflate;
use crate::formats::zlib::decompress;

/// A filter; the number is its identification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    /// A zlib stream.
    Deflate = 1,
    /// The first bytes of all elements, then the second bytes, and so on.
    Shuffle = 2,
    /// A checksum follows, little-endian u32.
    Fletcher32 = 3,
}

/// The filters in the message of a dataset.
pub(super) fn parse(mut message: Cursor) -> Result<Vec<Filter>, String> {
    message.version(1)?;
    let count = message.number(1)?;
    message.read(6)?;
    let mut filters = Vec::new();
    for _ in 0..count {
        let (identification, name) = (message.number(2)?, message.number(2)?);
        let (_flags, values) = (message.number(2)?, message.number(2)?);
        message.read(name)?;
        message.read(4 * values.next_multiple_of(2))?;
        let filter = match identification {
            1 => Filter::Deflate,
            2 => Filter::Shuffle,
            3 => Filter::Fletcher32,
            4 => return Err(refused("it is compressed with szip")),
            5 => return Err(refused("it is compressed with the n-bit filter")),
            6 => return Err(refused("it is compressed with the scale-offset filter")),
            32000 => return Err(refused("it is compressed with LZF")),
            other => return Err(refused(&format!("it is stored through filter {other}"))),
        };
        // Twice compressed, a chunk could have a million times as many bytes as the file.
        if filters.contains(&filter) {
            return Err(refused(&format!("it is stored through filter {identification} twice")));
        }
        filters.push(filter);
    }
    Ok(filters)
}

/// The `length` bytes of a chunk that is stored as `stored`. The bit i of `mask` says that filter i
/// was left out. `width` is the size of an element.
pub(super) fn undo(
    filters: &[Filter],
    mask: usize,
    stored: &[u8],
    length: usize,
    width: usize,
) -> Result<Vec<u8>, String> {
    let mut bytes = stored.to_vec();
    for (i, filter) in filters.iter().enumerate().rev() {
        if mask >> i & 1 == 1 {
            continue;
        }
        bytes = match filter {
            Filter::Deflate => inflated(&bytes, length)?,
            Filter::Shuffle => unshuffled(&bytes, width),
            Filter::Fletcher32 => checked(bytes)?,
        };
    }
    if bytes.len() != length {
        return Err(damaged(&format!("it holds {} bytes instead of {length}", bytes.len())));
    }
    Ok(bytes)
}

/// What a zlib stream holds, at most a chunk and its checksum.
fn inflated(zlib: &[u8], chunk: usize) -> Result<Vec<u8>, String> {
    match decompress(zlib, chunk.saturating_add(4)) {
        Ok((bytes, [])) => Ok(bytes),
        Ok((_, after)) => Err(damaged(&format!("{} bytes follow its data", after.len()))),
        Err(error @ inflate::Error::OutOfMemory) => Err(error.to_string()),
        Err(error) => Err(damaged(&error.to_string())),
    }
}

/// Byte b of element i is at `b·elements + i`. Bytes that make no whole element stay at the end.
fn unshuffled(bytes: &[u8], width: usize) -> Vec<u8> {
    let elements = bytes.len() / width;
    let (shuffled, rest) = bytes.split_at(elements * width);
    let order = (0..elements).flat_map(|i| (0..width).map(move |b| b * elements + i));
    order.map(|at| shuffled[at]).chain(rest.iter().copied()).collect()
}

/// The bytes before a checksum, which must be right.
fn checked(mut bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let Some((data, checksum)) = bytes.split_last_chunk() else {
        return Err(damaged("it has no checksum"));
    };
    if u32::from_le_bytes(*checksum) != fletcher32(data) {
        return Err(damaged("its checksum, Fletcher-32, is wrong"));
    }
    bytes.truncate(bytes.len() - 4);
    Ok(bytes)
}
