//! Pictures: what is written is what others read, what is read is what was written.

use purrceptron::picture::checksums::{Adler32, crc32};
use purrceptron::picture::{Picture, png};

/// The definition, a bit at a time.
fn crc32_by_division(bytes: &[u8]) -> u32 {
    let bits = bytes.iter().flat_map(|byte| (0..8).map(move |bit| u32::from(byte >> bit & 1)));
    !bits.fold(u32::MAX, |crc, bit| crc >> 1 ^ (0xedb8_8320 * ((crc ^ bit) & 1)))
}

fn adler32(bytes: &[u8]) -> u32 {
    let mut adler = Adler32::default();
    bytes.chunks(5553).for_each(|part| adler.update(part));
    adler.sum()
}

fn adler32_by_definition(bytes: &[u8]) -> u32 {
    let step = |(a, b), &x: &u8| ((a + u32::from(x)) % 65521, (b + a + u32::from(x)) % 65521);
    let (a, b) = bytes.iter().fold((1, 0), step);
    b << 16 | a
}

#[test]
fn checksums_are_those_of_their_definitions() {
    let bytes: Vec<u8> = (0..12_000_u32).map(|i| (i * i / 7) as u8).collect();
    for length in (0..40).chain([5551, 5552, 5553, 10_551, 12_000]) {
        let bytes = &bytes[..length];
        assert_eq!(crc32(bytes), crc32_by_division(bytes), "{length}");
        assert_eq!(adler32(bytes), adler32_by_definition(bytes), "{length}");
    }
    let largest = [255; 12_000];
    assert_eq!(adler32(&largest), adler32_by_definition(&largest), "no overflow");
}

/// With Python's `zlib.crc32` and `zlib.compressobj(0)`; Pillow finds these pixels in it.
#[test]
fn a_picture_of_two_pixels_byte_by_byte() {
    let picture = Picture { width: 1, height: 2, pixels: vec![255, 0, 1, 2, 3, 128] };
    let expected = [
        &b"\x89PNG\r\n\x1a\n"[..],
        b"\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x02\x08\x02\0\0\0\x16\xe3\x21\x70",
        b"\0\0\0\x13IDAT\x78\x01\x01\x08\0\xf7\xff\0\xff\0\x01\0\x02\x03\x80",
        b"\x07\x92\x01\x86\x02\x3d\x39\x54",
        b"\0\0\0\0IEND\xae\x42\x60\x82",
    ]
    .concat();
    assert_eq!(png::encode(&picture), expected);
}
