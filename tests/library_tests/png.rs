//! PNG: reading files of other programs, writing files for other programs, and refusing the rest by
//! name.

use super::decoding::{assert_refused, decode};
use super::png_parts::{SIGNATURE, chunk, crc32, file, ihdr, zlib};
use purrceptron::formats::png;
use purrceptron::picture::{Note, Picture};

fn idat(rows: &[u8]) -> Vec<u8> {
    chunk(b"IDAT", &zlib(rows))
}

/// 11×10 pixels in rows of all five filters, twice, with these chunks before them.
fn patterned(depth: u8, colour_type: u8, more: &[Vec<u8>]) -> Vec<u8> {
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
    chunks.extend_from_slice(more);
    chunks.push(idat(&(0..10).flat_map(row).collect::<Vec<_>>()));
    file(&chunks)
}

/// Python's pypng 0.20 reads the samples; NumPy scales them to 8 bits, `(510*s + most) // (2*most)`, and lays
/// them on white, `floor((colour*alpha + 255*(255 - alpha))/255 + 0.5)`; then `zlib.crc32`. Without alpha and
/// with up to 8 bits, that is Pillow 13's `Image.open(...).convert("RGB").tobytes()`.
#[test]
fn every_colour_type_and_depth() {
    for (colour_type, depth, transparent, expected) in [
        (0, 1, &[][..], 0x75d0_d2e5),
        (0, 2, &[], 0xdffa_57c3),
        (0, 4, &[], 0xa6dc_2d14),
        (0, 8, &[], 0x7771_0c0c),
        (0, 16, &[], 0x24fc_d6be),
        (2, 8, &[], 0x3d7d_ebae),
        (2, 16, &[], 0xb780_51eb),
        (3, 1, &[], 0xba0c_6f5c),
        (3, 2, &[], 0xba8e_b5f6),
        (3, 4, &[], 0x060c_9af8),
        (3, 8, &[], 0x1518_e1c2),
        (4, 8, &[], 0xe74c_2804),
        (4, 16, &[], 0x36b5_bbf8),
        (6, 8, &[], 0xa202_b3eb),
        (6, 16, &[], 0xcdb3_fc42),
        // tRNS: a grey (of its bits only the lowest two count), a colour, a grey, alphas of a palette.
        (0, 2, &[0xff, 2], 0x48f1_00b9),
        (2, 8, &[0, 58, 0, 220, 0, 121], 0x52a2_fc7e),
        (0, 16, &[0x84, 0x32], 0xda6d_9686),
        (3, 4, &[0, 15, 30, 45, 60, 75, 90, 105, 120, 135], 0x346a_bc5c),
    ] {
        let more = if transparent.is_empty() { vec![] } else { vec![chunk(b"tRNS", transparent)] };
        let (picture, notes) = Picture::decode(patterned(depth, colour_type, &more)).unwrap();
        assert_eq!((picture.width, picture.height, picture.pixels.len()), (11, 10, 330));
        let what = format!("colour type {colour_type}, depth {depth}, {transparent:?}");
        assert_eq!(crc32(&picture.pixels), expected, "{what}");
        let alpha = colour_type >= 4 || !transparent.is_empty();
        assert_eq!(notes, if alpha { vec![Note::Transparent] } else { vec![] }, "{what}");
    }
}

/// 8.1: the rows of the seven passes, one after another, here of pixels with `bits` bits.
#[test]
fn interlaced_pictures_are_the_same() {
    const COLUMNS_AND_ROWS: [[usize; 4]; 7] = [
        [0, 8, 0, 8],
        [4, 8, 0, 8],
        [0, 4, 4, 8],
        [2, 4, 0, 4],
        [0, 2, 2, 4],
        [1, 2, 0, 2],
        [0, 1, 1, 2],
    ];
    for (bits, depth, colour_type) in [(2, 2, 0), (8, 8, 0), (24, 8, 2), (48, 16, 2)] {
        for (width, height) in [(1, 1), (3, 2), (5, 5), (8, 8), (13, 17)] {
            let bit = |x: usize, y: usize, i: usize| (x * x + 3 * y * x + 5 * y + i * i) / 3 % 2;
            let rows = |[first_x, step_x, first_y, step_y]: [usize; 4]| {
                let mut bytes = Vec::new();
                for y in (first_y..height).step_by(step_y).filter(|_| first_x < width) {
                    let xs = (first_x..width).step_by(step_x);
                    let row = xs.flat_map(|x| (0..bits).map(move |i| bit(x, y, i)));
                    bytes.push(0);
                    let byte = |bits: &[usize]| {
                        (0..8).fold(0, |b, i| b << 1 | *bits.get(i).unwrap_or(&0) as u8)
                    };
                    bytes.extend(row.collect::<Vec<_>>().chunks(8).map(byte));
                }
                bytes
            };
            let header = |interlace| {
                let mut header =
                    ihdr(width as u32, height as u32, depth, colour_type)[8..20].to_vec();
                header.push(interlace);
                chunk(b"IHDR", &header)
            };
            let plain = decode(&file(&[header(0), idat(&rows([0, 1, 0, 1]))])).unwrap();
            let passes = COLUMNS_AND_ROWS.map(rows).concat();
            let interlaced = decode(&file(&[header(1), idat(&passes)]));
            assert_eq!(interlaced, Ok(plain), "{width}×{height} of {bits} bits");
        }
    }
}

#[test]
fn exif_says_how_a_png_lies() {
    let turned = chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    let (stored, seen) =
        (decode(&patterned(8, 2, &[])).unwrap(), decode(&patterned(8, 2, &[turned])).unwrap());
    assert_eq!((seen.width, seen.height), (10, 11));
    // A quarter turn clockwise: what was the lower left corner is the upper left one.
    assert_eq!(seen.pixels[..3], stored.pixels[3 * 99..][..3]);
    assert_eq!(seen.pixels[27..30], stored.pixels[..3]);
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
    let mut wrong = chunk(b"tEXt", b"Title\0Cat");
    *wrong.last_mut().unwrap() ^= 1;
    let chunks = [
        ihdr(1, 1, 8, 2),
        wrong,
        chunk(b"PLTE", &[1; 10]), // a suggestion only
        chunk(b"tRNS", &[0; 5]),  // one byte short of a colour
        chunk(b"IDAT", start),
        chunk(b"IDAT", &[]),
        chunk(b"IDAT", &[end, &[0; 16]].concat()), // more than the zlib stream
        chunk(b"tIME", &[0; 7]),
    ];
    let whole = file(&chunks);
    let without_end = &whole[..whole.len() - 12];
    for file in [&whole, &[&whole[..], &[0; 512]].concat(), without_end, &whole[..whole.len() - 1]]
    {
        assert_eq!(decode(file).unwrap().pixels, [9, 8, 7]);
    }
}

#[test]
fn palettes_that_are_too_short_or_too_long() {
    let palette = |colours: &[u8], depth, index| {
        let chunks = [ihdr(1, 1, depth, 3), chunk(b"PLTE", colours), idat(&[0, index])];
        decode(&file(&chunks)).unwrap().pixels
    };
    assert_eq!(palette(&[7, 8, 9], 8, 1), [0, 0, 0]);
    assert_eq!(palette(&[1, 2, 3, 4, 5, 6, 7, 8, 9], 1, 0x80), [4, 5, 6]);
}

/// Every byte is covered by a checksum, except for the signature, which is checked itself. A change in a
/// name may make a chunk one that is passed over.
#[test]
fn a_png_file_cut_anywhere_or_with_any_bit_changed_is_refused_or_the_same() {
    for original in [patterned(8, 2, &[]), patterned(2, 3, &[])] {
        let whole = decode(&original);
        for length in 0..original.len() {
            let found = decode(&original[..length]);
            assert!(found.is_err() || found == whole && length + 12 >= original.len(), "{length}");
        }
        for bit in 0..8 * original.len() {
            let mut changed = original.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let found = decode(&changed);
            assert!(found.is_err() || found == whole && bit / 8 + 12 >= original.len(), "{bit}");
        }
    }
    assert_refused(&patterned(8, 2, &[])[..200], "this PNG is damaged: it has no IDAT");
    assert_refused(&SIGNATURE[..5], "a PNG picture: it was cut short");
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
    let cases: [(&[Vec<u8>], &str); 27] = [
        (&[], "it begins with IEND"),
        (&[rows.clone(), head.clone()], "it begins with IDAT"),
        (&[chunk(b"CgBI", &[0; 4]), head.clone()], "it begins with CgBI"),
        (std::slice::from_ref(&head), "it has no IDAT"),
        (&[head.clone(), head.clone(), rows.clone()], "its IHDR is not where it may be"),
        (&[head.clone(), rows.clone(), palette(&[1; 3])], "its PLTE is not where"),
        (&[head.clone(), palette(&[1; 3]), palette(&[1; 3]), rows.clone()], "its PLTE is not"),
        (&[head.clone(), rows.clone(), chunk(b"tEXt", &[]), rows.clone()], "its IDAT is not"),
        (&[head.clone(), rows.clone(), chunk(b"IEND", &[0])], "its IEND is not where"),
        (&[head.clone(), chunk(b"ABCD", &[]), rows.clone()], "a chunk ABCD, which nobody knows"),
        (&[head.clone(), chunk(b"a\x1bcd", &[])], "a\\x1bcd is no name of a chunk"),
        (&[chunk(b"IHDR", &[0; 12])], "its header is not 13 bytes long"),
        (&[ihdr(1, 1, 4, 2)], "colour type 2 of 4 bits"),
        (&[ihdr(1, 1, 16, 3)], "colour type 3 of 16 bits"),
        (&[ihdr(1, 1, 8, 5)], "colour type 5 of 8 bits"),
        (&[chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 1, 0, 0])], "unknown methods (1, 0, 0)"),
        (&[ihdr(0, 1, 8, 2)], "its size is 0×1: there are no pixels"),
        (&[ihdr(1, 0, 8, 2)], "its size is 1×0: there are no pixels"),
        (&[ihdr(10_001, 10_000, 8, 2)], "its size is 10001×10000, more than the 100 megapixels"),
        (&[ihdr(u32::MAX, u32::MAX, 8, 6)], "its size is 4294967295×4294967295, more than"),
        (&[ihdr(1_000_001, 1, 8, 2)], "or 1000000 on a side"),
        (&[ihdr(10_000, 10_000, 8, 2), rows.clone()], "cannot be 10000×10000 pixels"),
        (&[head.clone(), chunk(b"IDAT", &[0; 900])], "does not begin as a zlib stream does"),
        (&[head.clone(), idat(&[0, 1, 2])], "it holds 3 of the 4 bytes of its rows"),
        (&[head.clone(), idat(&[0, 1, 2, 3, 4])], "it holds more than its pixels"),
        (&[head.clone(), idat(&[5, 1, 2, 3])], "there is no filter 5"),
        (&byte_of(8, 3), "it has no palette"),
    ];
    for (chunks, expected) in cases {
        assert_refused(&file(chunks), expected);
    }
    for palette in [&[][..], &[1; 4], &[1; 769]] {
        let chunks = [ihdr(1, 1, 8, 3), chunk(b"PLTE", palette), idat(&[0, 0])];
        assert_refused(&file(&chunks), "a palette of");
    }
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
