//! zlib streams: what Python's `zlib.compress` has written, and streams that are cut, changed or
//! followed by something else.

use super::png_parts::{adler32, zlib};
use purrceptron::formats::inflate::Error;
use purrceptron::formats::zlib::decompress;

/// `zlib.compress(b"purr purr purr", 9)`
const PURR: &[u8] = b"\x78\xda\x2b\x28\x2d\x2a\x52\x28\x80\x11\x00\x2a\x14\x05\x9c";

#[test]
fn a_stream_and_what_follows_it() {
    assert_eq!(adler32(b"purr purr purr").to_be_bytes(), PURR[PURR.len() - 4..]);
    for after in [&b""[..], b"\0", b"rest"] {
        let file = [PURR, after].concat();
        assert_eq!(decompress(&file, 14), Ok((b"purr purr purr".to_vec(), after)));
    }
    for bytes in [&b""[..], b"cat", &[7; 9000]] {
        assert_eq!(decompress(&zlib(bytes), bytes.len()), Ok((bytes.to_vec(), &b""[..])));
    }
}

#[test]
fn a_stream_cut_anywhere_is_refused() {
    for length in 0..PURR.len() {
        assert_eq!(decompress(&PURR[..length], 14), Err(Error::CutShort), "{length}");
    }
}

#[test]
fn more_than_is_expected_is_refused_and_no_memory_is_taken_for_what_cannot_come() {
    assert_eq!(decompress(PURR, 13), Err(Error::TooLong));
    let (bytes, _) = decompress(PURR, usize::MAX).unwrap();
    assert!(bytes.capacity() <= 1032 * PURR.len(), "{}", bytes.capacity());
}

/// Method, window, dictionary and check of the header (2.2), and each byte of the checksum.
#[test]
fn a_wrong_header_or_checksum_is_refused() {
    for header in [[0x77, 0x85], [0x88, 0x1c], [0x78, 0xbb], [0x78, 0xdb], [0x89, 0x50]] {
        let error = decompress(&[&header, &PURR[2..]].concat(), 14).unwrap_err();
        assert!(error.to_string().contains("does not begin as a zlib stream"), "{header:x?}");
    }
    for header in [[0x78, 0x01], [0x78, 0x5e], [0x78, 0x9c], [0x08, 0x1d]] {
        assert!(decompress(&[&header, &PURR[2..]].concat(), 14).is_ok(), "{header:x?}");
    }
    for i in PURR.len() - 4..PURR.len() {
        let mut stream = PURR.to_vec();
        stream[i] ^= 1;
        let error = decompress(&stream, 14).unwrap_err().to_string();
        assert!(error.contains("checksum, Adler-32, is wrong"), "{error}");
    }
}
