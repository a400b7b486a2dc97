//! PNG, *Portable Network Graphics (Third Edition)*, W3C 2025.
//!
//! A file is written by `encode` and read by `decode`:
//!
//! ```text
//! signature  89 50 4e 47 0d 0a 1a 0a
//! chunks     length of the data, big-endian u32; four letters; data; CRC-32 of letters and data
//!   IHDR     width, height, big-endian u32; bits of a sample; colour type; compression, filter
//!            and interlace method, 0
//!   PLTE     red, green, blue of each colour that the samples of colour type 3 number
//!   IDAT     zlib (RFC 1950), cut anywhere into any number of chunks: 2 bytes of header, deflate
//!            (RFC 1951) of each row, the number of its filter and its bytes; Adler-32 of these
//!   IEND     no data
//!
//! colour type  0 grey   2 RGB   3 palette   4 grey and alpha   6 RGB and alpha
//! ```

mod decode;
mod encode;
mod filter;

pub use decode::decode;
pub use encode::encode;
