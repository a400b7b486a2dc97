//! Writing PNG: 8-bit RGB without compression.
//!
//! Rows are not filtered, and the deflate blocks are stored. A 64×64 picture has 12 KB in this
//! form; filters and Huffman codes would reduce it to 8 KB with ten times as much code.

use crate::formats::checksums::{adler32, crc32};
use crate::formats::picture::Picture;
use crate::formats::signatures::PNG;

/// The PNG file of a picture.
///
/// # Panics
///
/// If the picture is empty, a side does not fit in 31 bits, or the pixels are not
/// `3·width·height` bytes.
pub fn encode(picture: &Picture) -> Vec<u8> {
    let Picture { width, height, pixels } = picture;
    assert!(*width > 0 && *height > 0, "{width}×{height}: a PNG file holds a pixel at least");
    assert_eq!(pixels.len(), 3 * width * height, "bytes of a picture of {width}×{height}");
    let side = |side: &usize| i32::try_from(*side).expect("a side of a PNG has 31 bits");
    let mut header = [side(width).to_be_bytes(), side(height).to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]); // 8 bits, RGB, methods: deflate, the five filters, no interlace
    let mut rows = Vec::with_capacity(height * (1 + 3 * width));
    for row in pixels.chunks_exact(3 * width) {
        rows.push(0); // the filter None
        rows.extend(row);
    }
    let mut file = PNG.to_vec();
    chunk(&mut file, b"IHDR", &header);
    chunk(&mut file, b"IDAT", &zlib(&rows));
    chunk(&mut file, b"IEND", &[]);
    file
}

/// Appends a chunk: 5.3.
fn chunk(file: &mut Vec<u8>, letters: &[u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).expect("a chunk's length has 32 bits");
    file.extend(length.to_be_bytes());
    let start = file.len();
    file.extend(letters);
    file.extend(data);
    file.extend(crc32(&file[start..]).to_be_bytes());
}

/// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4): 1 for the last block, otherwise 0;
/// the length and its complement, little-endian u16; the bytes.
fn zlib(bytes: &[u8]) -> Vec<u8> {
    const LONGEST: usize = u16::MAX as usize;
    let mut zlib = vec![0x78, 0x01];
    let count = bytes.len().div_ceil(LONGEST);
    for (i, block) in bytes.chunks(LONGEST).enumerate() {
        let length = block.len() as u16;
        zlib.push(u8::from(i + 1 == count));
        zlib.extend(length.to_le_bytes());
        zlib.extend((!length).to_le_bytes());
        zlib.extend(block);
    }
    zlib.extend(adler32(bytes).to_be_bytes());
    zlib
}
