//! PNG, *Portable Network Graphics (Third Edition)*, W3C 2025.
//!
//! `encode` writes a file, `decode` reads one:
//!
//! ```text
//! signature  89 50 4e 47 0d 0a 1a 0a                                                        5.2
//! chunks     length of the data, big-endian u32; four letters; data; CRC-32 of letters      5.3
//!            and data
//!   IHDR     width and height, big-endian u32; bits of a sample; colour type; methods of    11.2.1
//!            compression, filter and interlace, 0
//!   PLTE     red, green, blue of the colours to which the samples of colour type 3 point    11.2.2
//!   tRNS     which colours are transparent, and how much                                    11.3.1
//!   eXIf     Exif data: the orientation                                                     11.3.4
//!   IDAT     one zlib stream (RFC 1950), which may be split between chunks: 2 bytes of      11.2.3
//!            header; the rows, compressed by deflate (RFC 1951), each of them the number
//!            of its filter and its bytes; Adler-32 of the rows
//!   IEND     no data                                                                        11.2.4
//!
//! colour type  0 grey   2 RGB   3 palette   4 grey and alpha   6 RGB and alpha
//! ```

mod chunks;
mod decode;
mod encode;
mod filter;

pub use decode::decode;
pub use encode::encode;
