//! Decompression of streams that zlib has written, and of correct and wrong streams that are built
//! here bit by bit.

use super::png_parts::{Bits, adler32, crc32};
use purrceptron::formats::checksums;
use purrceptron::formats::inflate::{Error, inflate};

/// The output, which may have a megabyte, and the bytes that follow.
fn inflated(compressed: &[u8]) -> Result<(Vec<u8>, &[u8]), String> {
    inflate(compressed, 1 << 20).map_err(|error| error.to_string())
}

#[track_caller]
fn assert_inflates(compressed: &[u8], expected: &[u8]) {
    let followed = [compressed, b"rest"].concat();
    assert_eq!(inflated(&followed), Ok((expected.to_vec(), &b"rest"[..])));
    for length in 0..compressed.len() {
        let error = inflated(&compressed[..length]).unwrap_err();
        assert!(error.contains("cut short") || error.contains("damaged"), "{length}: {error}");
    }
}

#[track_caller]
fn assert_refused(compressed: Bits, expected: &str) {
    // Many more bits follow, so that the stream is not refused because it is cut short.
    let error = inflated(&[&compressed.end()[..], &[0; 99]].concat()).unwrap_err();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn checksums_are_those_of_their_definitions() {
    let bytes: Vec<u8> = (0..12_000_u32).map(|i| (i * i / 7) as u8).collect();
    for length in (0..40).chain([5551, 5552, 5553, 10_551, 12_000]) {
        let bytes = &bytes[..length];
        assert_eq!(checksums::crc32(bytes), crc32(bytes), "{length}");
        assert_eq!(checksums::adler32(bytes), adler32(bytes), "{length}");
    }
    assert_eq!(checksums::adler32(&[255; 12_000]), adler32(&[255; 12_000]), "no overflow");
}

/// `c = zlib.compressobj(9, 8, -15); c.compress(...) + c.flush()`
#[test]
fn what_zlib_has_compressed() {
    let purr = b"\x2b\x28\x2d\x2a\x52\x28\x80\x11\x00";
    assert_inflates(purr, b"purr purr purr");
    assert_inflates(b"\x63\x60\x18\x05\xa3\x60\x14\x0c\x77\x00\x00", &[0; 1000]);
    let squares: Vec<u8> = (0..200).map(|i| b'a' + (i * i / 9 % 7) as u8).collect();
    assert_inflates(SQUARES, &squares);
    assert_eq!(SQUARES[0] & 7, 0b101, "the last block, dynamic codes");
}

/// The letters `a` + (i²/9 mod 7) for i from 0 to 199, compressed.
const SQUARES: &[u8] = b"\xcd\xcb\x41\x01\x00\x31\x0c\x02\x41\xad\xb0\x85\xf8\x77\x70\xb9\xaa\x28\x3c\x19\x24\
    \xd9\xa4\x22\x43\xb4\x75\x51\xf0\x34\x07\x76\xe3\xa4\xb3\x44\xd4\x17\x30\x41\x5d\x62\xfd\x79\xe3\xfe\x01";

/// 3.2.4: blocks of 5, 0 and 3 bytes. Each begins with three bits, which are padded to a byte.
#[test]
fn stored_blocks() {
    let blocks = b"\x00\x05\0\xfa\xffhello\x00\0\0\xff\xff\x01\x03\0\xfc\xff cat";
    assert_inflates(&blocks[..blocks.len() - 1], b"hello ca");
    let wrong = Bits::default().number(1, 8).number(5, 16).number(0xfffb, 16);
    assert_refused(wrong, "two lengths of a stored block");
}

/// Copies of the greatest length, 258, over every distance from 1 to 17: they overlap their output.
#[test]
fn copies_that_overlap() {
    for distance in 1..=17 {
        let start: Vec<u8> = (0..distance).map(|i| b'a' + i as u8).collect();
        // Fixed codes, 3.2.6: bytes below 144 have 8 bits from 0x30 on, length 258 has 0xc5.
        let mut bits = Bits::default().number(1, 1).number(1, 2);
        for &byte in &start {
            bits = bits.code(0x30 + u32::from(byte), 8);
        }
        bits = bits.code(0xc5, 8);
        // 3.2.5: the distances 1 to 4, then two codes for each number of extra bits.
        bits = match distance - 1 {
            d @ 0..4 => bits.code(d, 5),
            d @ 4..8 => bits.code(4 + (d - 4) / 2, 5).number(d % 2, 1),
            d @ 8..16 => bits.code(6 + (d - 8) / 4, 5).number(d % 4, 2),
            d => bits.code(8, 5).number(d - 16, 3),
        };
        let expected: Vec<u8> = start.iter().copied().cycle().take(start.len() + 258).collect();
        assert_inflates(&bits.code(0, 7).end(), &expected);
    }
}

/// A copy reaches back as far as it may, 32768, many times.
#[test]
fn a_long_stream_with_the_farthest_copies() {
    let random: Vec<u8> =
        (0..32_768_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut stored = vec![0, 0, 0x80, 0xff, 0x7f];
    stored.extend(&random);
    let mut bits = Bits::default().number(1, 1).number(1, 2);
    for _ in 0..2000 {
        bits = bits.code(0xc5, 8).code(29, 5).number(8191, 13);
    }
    stored.extend(bits.code(0, 7).end());
    let (bytes, rest) = inflated(&stored).unwrap();
    assert_eq!((bytes.len(), rest.len()), (32_768 + 2000 * 258, 0));
    assert!(bytes.iter().zip(random.iter().cycle()).all(|(a, b)| a == b));
}

/// The beginning of a dynamic block, 3.2.7, with these code lengths, each written in four bits.
fn dynamic(literals: &[u32], distances: &[u32]) -> Bits {
    // The code length code gives the lengths 0 to 15 four bits each, in their order; the order in
    // which the nineteen lengths come begins with 16, 17 and 18.
    let mut bits = Bits::default().number(1, 1).number(2, 2);
    bits = bits.number(literals.len() as u32 - 257, 5).number(distances.len() as u32 - 1, 5);
    bits = bits.number(19 - 4, 4);
    for index in 0..19 {
        bits = bits.number(if index < 3 { 0 } else { 4 }, 3);
    }
    literals.iter().chain(distances).fold(bits, |bits, length| bits.code(*length, 4))
}

/// The code lengths of the first literals and of the end of the block.
fn literals(first: &[u32], end: u32) -> Vec<u32> {
    let mut lengths = vec![0; 257];
    lengths[..first.len()].copy_from_slice(first);
    lengths[256] = end;
    lengths
}

/// Bytes 0 to 14 have codes of 1 to 15 bits; the end of the block has the other code of 15 bits.
#[test]
fn codes_as_long_as_they_may_be() {
    let first: Vec<u32> = (1..=15).collect();
    let mut bits = dynamic(&literals(&first, 15), &[0]);
    let message = [0, 14, 1, 13, 0, 0, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 14, 14, 0];
    for byte in message {
        // Ones and a final zero: 0, 10, 110 …
        bits = bits.code((1 << (byte + 1)) - 2, byte + 1);
    }
    let bits = bits.code((1 << 15) - 1, 15);
    assert_inflates(&bits.end(), &message.map(|byte| byte as u8));
}

#[test]
fn codes_that_are_none() {
    let end_and = |length| literals(&[1], length);
    assert_refused(dynamic(&literals(&[1, 1], 1), &[0]), "over-subscribed");
    assert_refused(dynamic(&end_and(2), &[0]), "incomplete");
    assert_refused(dynamic(&end_and(1), &[1, 1, 1]), "over-subscribed");
    assert_refused(dynamic(&end_and(1), &[2, 2, 2]), "incomplete");
    assert_refused(dynamic(&end_and(1), &[2]), "incomplete");
    assert_refused(dynamic(&literals(&[1, 1], 0), &[0]), "no code for its end");
    assert_refused(dynamic(&[&end_and(1)[..], &[0; 30]].concat(), &[0]), "more codes than");
    assert_refused(dynamic(&end_and(1), &[0; 31]), "more codes than");
    // The code length code itself: a single code, then nineteen of one bit.
    let head = Bits::default().number(0b101, 3).number(0, 10).number(0, 4);
    assert_refused(head.clone().number(0, 9).number(1, 3), "incomplete");
    assert_refused(head.clone().number(0o1111, 12), "over-subscribed");
    // 16 has the code 0 and 18 the code 1: nothing is there to be repeated; too many zeros.
    let head = head.number(0o0101, 12);
    assert_refused(head.clone().code(0, 1), "no code length to repeat");
    assert_refused(head.number(0xff, 8).number(0xff, 8), "too many code lengths");
    assert_refused(Bits::default().number(0b111, 3), "type 3");
}

/// "If only one distance code is used, it is encoded using one bit": the other bit is not defined.
#[test]
fn a_single_distance_code_and_none() {
    // Byte 0 is 0, the end 10, length 3 (symbol 257) 11.
    let mut lengths = literals(&[1], 2);
    lengths.push(2);
    let one = dynamic(&lengths, &[1]).code(0, 1).code(0b11, 2);
    assert_inflates(&one.clone().code(0, 1).code(0b10, 2).end(), &[0; 4]);
    assert_refused(one.code(1, 1), "a distance is not defined");
    let none = dynamic(&lengths, &[0]).code(0, 1);
    assert_inflates(&none.clone().code(0b10, 2).end(), &[0]);
    assert_refused(none.code(0b11, 2), "a distance is not defined");
    // An empty block.
    assert_inflates(&dynamic(&literals(&[], 1), &[0]).code(0, 1).end(), &[]);
}

#[test]
fn symbols_that_are_none_and_copies_from_nowhere() {
    let fixed = Bits::default().number(1, 1).number(1, 2);
    for symbol in [0xc6, 0xc7] {
        assert_refused(fixed.clone().code(symbol, 8), "a length is not defined"); // 286, 287
    }
    let a_byte_and_three = fixed.code(0x30, 8).code(1, 7);
    for distance in [30, 31] {
        let bits = a_byte_and_three.clone().code(distance, 5);
        assert_refused(bits, "a distance is not defined");
    }
    assert_refused(a_byte_and_three.code(1, 5), "before the first byte"); // distance 2
}

/// By a literal, by a copy and by a stored block: the output never becomes longer.
#[test]
fn output_that_is_longer_than_allowed_is_refused() {
    let fixed = Bits::default().number(1, 1).number(1, 2);
    let literals = fixed.clone().code(0x30, 8).code(0x30, 8).code(0, 7).end();
    let copy = fixed.code(0x30, 8).code(0xc5, 8).code(0, 5).code(0, 7).end();
    let stored = b"\x01\x05\0\xfa\xffhello".to_vec();
    for (compressed, length) in [(literals, 2), (copy, 259), (stored, 5), (SQUARES.to_vec(), 200)] {
        assert_eq!(inflate(&compressed, length).unwrap().0.len(), length);
        for most in 0..length {
            assert_eq!(inflate(&compressed, most), Err(Error::TooLong), "{most}");
        }
    }
}

/// No change of a byte causes a panic or an output of unexpected length.
#[test]
fn spoilt_streams_are_refused_or_become_other_bytes() {
    for i in 0..SQUARES.len() {
        for changed in 0..=255 {
            let mut stream = SQUARES.to_vec();
            stream[i] = changed;
            if let Ok((bytes, _)) = inflated(&stream) {
                assert!(bytes.len() < 1032 * stream.len());
            }
        }
    }
}
