//! PNG, *Portable Network Graphics (Third Edition)*, W3C 2025.
//!
//! ```text
//! signature  89 50 4e 47 0d 0a 1a 0a
//! chunks     length of the data, big-endian u32; four letters; data; CRC-32 of letters and data
//!   IHDR     width, height, big-endian u32; bit depth; colour type;
//!            compression, filter and interlace method: 0
//!   IDAT     zlib (RFC 1950): 2 bytes of header; deflate (RFC 1951); Adler-32, big-endian, of
//!            each row: the number of its filter, then its bytes
//!   IEND     no data
//! ```

mod encode;

pub use encode::encode;

/// "The first eight bytes of a PNG datastream always contain the following values": PNG, 5.2.
const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
