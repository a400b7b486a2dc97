//! Decompression: *ZLIB Compressed Data Format Specification version 3.3*, RFC 1950.
//!
//! ```text
//! CMF      4 bits  8: deflate                                                           2.2
//!          4 bits  log₂ of the window's size, less 8: at most 7
//! FLG      5 bits  make CMF·256 + FLG a multiple of 31
//!          1 bit   FDICT: a preset dictionary follows
//!          2 bits  how hard the compressor has tried
//! data     deflate: RFC 1951
//! ADLER32  Adler-32 of the data before compression, big-endian u32
//! ```

use super::checksums::adler32;
use super::inflate::{Error, inflate};

/// The greatest compression ratio of deflate: 258 bytes from 2 bits.
pub const GREATEST_RATIO: usize = 1032;

/// Decompresses the zlib stream with which `zlib` begins into at most `most` bytes. Returns them and
/// the bytes that follow the stream.
///
/// The memory that is needed is in proportion to the input, however large `most` is.
///
/// # Errors
///
/// If the stream is cut short, damaged, has a preset dictionary, or would become more than `most`
/// bytes.
pub fn decompress(zlib: &[u8], most: usize) -> Result<(Vec<u8>, &[u8]), Error> {
    let (&[cmf, flg], deflated) = zlib.split_first_chunk().ok_or(Error::CutShort)?;
    let multiple_of_31 = u16::from_be_bytes([cmf, flg]).is_multiple_of(31);
    if cmf & 15 != 8 || cmf >> 4 > 7 || flg & 0x20 != 0 || !multiple_of_31 {
        return Err(Error::Damaged("it does not begin as a zlib stream does"));
    }
    let possible = deflated.len().saturating_mul(GREATEST_RATIO);
    let (bytes, after) = inflate(deflated, most.min(possible))?;
    let (checksum, after) = after.split_first_chunk().ok_or(Error::CutShort)?;
    if u32::from_be_bytes(*checksum) != adler32(&bytes) {
        return Err(Error::Damaged("its checksum, Adler-32, is wrong"));
    }
    Ok((bytes, after))
}
