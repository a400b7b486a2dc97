//! PNG: reading files of other programs, writing files for other programs, and refusing the rest by
//! name.

use super::decoding::{assert_refused, decode};
use super::png_parts::{SIGNATURE, chunk, crc32, file, ihdr, zlib};
use purrceptron::formats::{Picture, png};

fn idat(rows: &[u8]) -> Vec<u8> {
    chunk(b"IDAT", &zlib(rows))
}

/// 11×10 pixels in rows of all five filters, twice.
fn patterned(depth: u8, colour_type: u8) -> Vec<u8> {
    let channels = [1, 0, 3, 1, 2, 0, 4][usize::from(colour_type)];
    let row_bytes = (11 * channels * u32::from(depth)).div_ceil(8);
    let row = |y: u32| {
        let bytes = (0..row_bytes).map(move |x| (31 * x * x + 17 * y * x + 101 * y) as u8);
        [(y % 5) as u8].into_iter().chain(bytes)
    };
    let mut chunks = vec![ihdr(11, 10, depth, colour_type)];
    if colour_type == 3 {
        let colours: Vec<u8> = (0..3_u32 << depth).map(|i| (5 * i * i + 3) as u8).collect();
        chunks.push(chunk(b"PLTE", &colours));
    }
    chunks.push(idat(&(0..10).flat_map(row).collect::<Vec<_>>()));
    file(&chunks)
}

/// Pillow 13's `Image.open(...).convert("RGB").tobytes()` (without alpha: `im.tobytes()` and every
/// pixel's first samples) of the same pictures, and their `zlib.crc32`.
#[test]
fn every_colour_type_and_depth_as_pillow_reads_it() {
    for (colour_type, depth, expected) in [
        (0, 1, 0x75d0_d2e5),
        (0, 2, 0xdffa_57c3),
        (0, 4, 0xa6dc_2d14),
        (0, 8, 0x7771_0c0c),
        (2, 8, 0x3d7d_ebae),
        (3, 1, 0xba0c_6f5c),
        (3, 2, 0xba8e_b5f6),
        (3, 4, 0x060c_9af8),
        (3, 8, 0x1518_e1c2),
        (4, 8, 0x0e93_00e1),
        (6, 8, 0x3d08_d8d5),
    ] {
        let picture = decode(&patterned(depth, colour_type)).unwrap();
        assert_eq!((picture.width, picture.height, picture.pixels.len()), (11, 10, 330));
        assert_eq!(crc32(&picture.pixels), expected, "colour type {colour_type}, depth {depth}");
    }
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
    assert_eq!(decode(&expected), Ok(picture));
}

#[test]
fn what_is_written_is_read_again() {
    for (width, height) in [(1, 1), (64, 64), (300, 73), (1, 70_000), (500, 400)] {
        let pixels = (0..3 * width * height).map(|i| (i * i / 3) as u8).collect();
        let picture = Picture { width, height, pixels };
        assert!(decode(&png::encode(&picture)).unwrap() == picture, "{width}×{height}");
    }
}

#[test]
fn chunks_in_parts_and_chunks_that_may_be_passed_over() {
    let rows = zlib(&[0, 9, 8, 7]);
    let (start, end) = rows.split_at(7);
    let chunks = [
        ihdr(1, 1, 8, 2),
        chunk(b"tEXt", b"Title\0Cat"),
        chunk(b"PLTE", &[1; 9]), // a suggestion only
        chunk(b"tRNS", &[0; 6]),
        chunk(b"IDAT", start),
        chunk(b"IDAT", &[]),
        chunk(b"IDAT", end),
        chunk(b"tIME", &[0; 7]),
    ];
    assert_eq!(decode(&file(&chunks)).unwrap().pixels, [9, 8, 7]);
}

/// Every byte is covered by a checksum, except for the signature, which is checked itself.
#[test]
fn a_png_file_cut_anywhere_or_with_any_bit_changed_is_refused() {
    for original in [patterned(8, 2), patterned(2, 3)] {
        for length in 0..original.len() {
            assert!(decode(&original[..length]).is_err(), "{length}");
        }
        for bit in 0..8 * original.len() {
            let mut changed = original.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(&changed).is_err(), "{bit}");
        }
    }
    assert_refused(&patterned(8, 2)[..200], "this PNG is damaged: it was cut short");
    assert_refused(&SIGNATURE[..5], "a PNG that was cut short");
}

/// The CRC-32 of the chunk is right here: the Adler-32 inside must find the change.
#[test]
fn compressed_data_with_any_bit_changed_is_refused() {
    let original = zlib(&[0, 1, 2, 3, 2, 4, 5, 6]);
    for bit in 0..8 * original.len() {
        let mut changed = original.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let found = decode(&file(&[ihdr(1, 2, 8, 2), chunk(b"IDAT", &changed)]));
        match found {
            Err(_) => {}
            // The five bits of padding before a stored block may have any value.
            Ok(picture) => {
                assert!(bit / 8 == 2 && bit % 8 > 2, "{bit}");
                assert_eq!(picture.pixels, [1, 2, 3, 5, 7, 9]);
            }
        }
    }
}

#[test]
fn png_files_that_are_wrong_or_not_read() {
    let (head, rows) = (ihdr(1, 1, 8, 2), idat(&[0, 1, 2, 3]));
    let palette = |colours: &[u8]| chunk(b"PLTE", colours);
    let byte_of = |depth, colour_type| [ihdr(1, 1, depth, colour_type), idat(&[0, 1])];
    let cases: [(&[Vec<u8>], &str); 33] = [
        (&[], "it begins with IEND"),
        (&[rows.clone(), head.clone()], "it begins with IDAT"),
        (&[chunk(b"CgBI", &[0; 4]), head.clone()], "it begins with CgBI"),
        (std::slice::from_ref(&head), "it has no IDAT"),
        (&[head.clone(), head.clone(), rows.clone()], "its IHDR is not where it may be"),
        (&[head.clone(), rows.clone(), palette(&[1; 3])], "its PLTE is not where"),
        (&[head.clone(), palette(&[1; 3]), palette(&[1; 3]), rows.clone()], "its PLTE is not"),
        (&[head.clone(), rows.clone(), chunk(b"tEXt", &[]), rows.clone()], "its IDAT is not"),
        (&[head.clone(), rows.clone(), chunk(b"IEND", &[0])], "its IEND is not where"),
        (&[head.clone(), rows.clone(), chunk(b"IEND", &[])], "12 bytes too many after its end"),
        (&[head.clone(), chunk(b"ABCD", &[]), rows.clone()], "a chunk ABCD, which is not read"),
        (&[head.clone(), chunk(b"a\x1bcd", &[])], "a\\x1bcd is no name of a chunk"),
        (&[chunk(b"IHDR", &[0; 12])], "its header is not 13 bytes long"),
        (&[ihdr(1, 1, 16, 2)], "its colours have 16 bits, only up to 8 are read: `magick"),
        (&[ihdr(1, 1, 4, 2)], "colour type 2 of 4 bits"),
        (&[ihdr(1, 1, 16, 3)], "colour type 3 of 16 bits"),
        (&[ihdr(1, 1, 8, 5)], "colour type 5 of 8 bits"),
        (&[chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 1])], "it is interlaced, which"),
        (&[chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 1, 0, 0])], "unknown methods (1, 0, 0)"),
        (&[ihdr(0, 1, 8, 2)], "its size is 0×1: there are no pixels"),
        (&[ihdr(1, 0, 8, 2)], "its size is 1×0: there are no pixels"),
        (&[ihdr(10_001, 10_000, 8, 2)], "its size is 10001×10000, more than the 100 megapixels"),
        (&[ihdr(u32::MAX, u32::MAX, 8, 6)], "its size is 4294967295×4294967295, more than"),
        (&[ihdr(1_000_001, 1, 8, 2)], "or 1000000 on a side"),
        (&[ihdr(10_000, 10_000, 8, 2), rows.clone()], "cannot be 10000×10000 pixels"),
        (&[head.clone(), chunk(b"IDAT", &[0; 1200])], "does not begin as compressed data does"),
        (&[head.clone(), idat(&[0, 1, 2])], "it holds 0 of its 1 rows"),
        (&[head.clone(), idat(&[0, 1, 2, 3, 4])], "it holds more than its pixels"),
        (&[head.clone(), idat(&[5, 1, 2, 3])], "there is no filter 5"),
        (&byte_of(8, 3), "it has no palette"),
        (&[ihdr(1, 1, 1, 3), palette(&[1; 9]), idat(&[0, 1])], "a palette of 9 bytes"),
        (&[ihdr(1, 1, 8, 3), palette(&[1; 3]), idat(&[0, 1])], "colour 1 is not in its palette"),
        (&[ihdr(1, 1, 8, 0), palette(&[1; 3]), idat(&[0, 1])], "it is grey and has a palette"),
    ];
    for (chunks, expected) in cases {
        assert_refused(&file(chunks), expected);
    }
    for palette in [&[][..], &[1; 4], &[1; 769]] {
        let chunks = [ihdr(1, 1, 8, 2), chunk(b"PLTE", palette), rows.clone()];
        assert_refused(&file(&chunks), "a palette of");
    }
    let no_end = [SIGNATURE, &head, &rows].concat();
    assert_refused(&no_end, "it was cut short");
}

/// Data that would become far too many bytes, or none, is refused before or during decompression.
#[test]
fn bombs() {
    let zeros = [&[0x78, 1][..], &[0; 100_000]].concat();
    let stored_nothing = [&[0x78, 1][..], &[0, 0, 0, 0xff, 0xff].repeat(20_000)].concat();
    for data in [zeros, stored_nothing] {
        let bomb = file(&[ihdr(100, 1, 8, 2), chunk(b"IDAT", &data)]);
        assert_refused(&bomb, "cannot be 100×1 pixels");
    }
    // Fixed codes: a byte, then copies of it without end, of 258 bytes each from 1 before.
    let mut bits = super::png_parts::Bits::default().number(1, 1).number(1, 2).code(0x30, 8);
    for _ in 0..1500 {
        bits = bits.code(0xc5, 8).code(0, 5);
    }
    let data = [&[0x78, 1][..], &bits.end()].concat();
    let bomb = file(&[ihdr(1000, 1, 8, 2), chunk(b"IDAT", &data)]);
    assert_refused(&bomb, "it holds more than its pixels");
}
