//! JPEG: the same samples as Pillow's, whatever the kind, and the rest refused by name.
//!
//! `tests/pictures` holds the same 21×19 picture as libjpeg-turbo 2.1.5's `cjpeg -quality 75 -optimize` writes
//! it: with `-grayscale`, `-rgb`, `-restart 1B`, `-progressive`, and the sampling factors in the names
//! (`-sample 1x1` is 444, `2x1` 422, `1x2` 440, `2x2` 420, `4x1` 411, and "mixed" is `2x2,1x2,2x1`).

use super::decoding::{assert_refused, decode};
use super::png_parts::crc32;

const GREY: &[u8] = include_bytes!("../pictures/grey.jpg");
const GREY_PROGRESSIVE: &[u8] = include_bytes!("../pictures/grey-progressive.jpg");
const FULL: &[u8] = include_bytes!("../pictures/444.jpg");
const HALF: &[u8] = include_bytes!("../pictures/420.jpg");
const RGB: &[u8] = include_bytes!("../pictures/rgb.jpg");
const RESTART: &[u8] = include_bytes!("../pictures/restart.jpg");
const PROGRESSIVE: &[u8] = include_bytes!("../pictures/progressive-420.jpg");

/// Each file with the `zlib.crc32` of Pillow 13's `Image.open(...).convert("RGB").tobytes()`.
const FILES: [(&[u8], u32); 12] = [
    (GREY, 0xe74d_d0ac),
    (GREY_PROGRESSIVE, 0xe74d_d0ac),
    (FULL, 0x4271_d1a9),
    (include_bytes!("../pictures/422.jpg"), 0x3b41_822a),
    (include_bytes!("../pictures/440.jpg"), 0x8091_c501),
    (HALF, 0xdb9d_db86),
    (include_bytes!("../pictures/411.jpg"), 0x9f5b_54f5),
    (include_bytes!("../pictures/mixed.jpg"), 0x3be1_8da6),
    (RGB, 0x4d8f_5f94),
    (RESTART, 0xdb9d_db86),
    (include_bytes!("../pictures/progressive-444.jpg"), 0x349c_387f),
    (PROGRESSIVE, 0x66b1_956e),
];

/// Where the marker is in the file: its FF.
fn find(file: &[u8], marker: u8) -> usize {
    file.windows(2).position(|pair| pair == [0xff, marker]).unwrap()
}

/// The file with these bytes in the place of others, from `offset` after the marker's FF on.
fn patched(file: &[u8], marker: u8, offset: usize, bytes: &[u8]) -> Vec<u8> {
    let mut patched = file.to_vec();
    patched[find(file, marker) + offset..][..bytes.len()].copy_from_slice(bytes);
    patched
}

/// The file with these bytes before the marker.
fn inserted(file: &[u8], marker: u8, bytes: &[u8]) -> Vec<u8> {
    let (before, after) = file.split_at(find(file, marker));
    [before, bytes, after].concat()
}

/// A segment with its length.
fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length, data].concat()
}

#[test]
fn every_kind_as_pillow_reads_it() {
    for (i, (file, expected)) in FILES.into_iter().enumerate() {
        let picture = decode(file).unwrap();
        assert_eq!((picture.width, picture.height, picture.pixels.len()), (21, 19, 1197));
        assert_eq!(crc32(&picture.pixels), expected, "file {i}");
    }
}

#[test]
fn what_may_differ_without_a_difference() {
    let expected = decode(HALF);
    // A quantisation table in two bytes for each element: B.2.4.1.
    let at = find(HALF, 0xdb);
    let elements = HALF[at + 5..][..64].iter().flat_map(|&element| [0, element]);
    let wide = segment(0xdb, &[0x10].into_iter().chain(elements).collect::<Vec<_>>());
    let wide = [&HALF[..at], &wide, &HALF[at + 69..]].concat();
    for file in [
        wide,
        patched(HALF, 0xc0, 1, &[0xc1]),                  // extended
        [HALF, b"a film, perhaps"].concat(),              // bytes after EOI
        HALF[..HALF.len() - 2].to_vec(),                  // no EOI
        inserted(HALF, 0xda, &[0xff; 3]),                 // fill bytes
        inserted(HALF, 0xc4, &segment(0xfe, b"comment")), // COM
        inserted(HALF, 0xc4, &segment(0xe1, b"Exif\0\0MM\0*\0\0")),
        inserted(HALF, 0xc4, &segment(0xcc, &[0, 0])), // DAC, of use only with arithmetic codes
    ] {
        assert_eq!(decode(&file), expected);
    }
}

/// T.871: JFIF is YCbCr. Adobe's marker says which it is; without either, the names of the components do.
#[test]
fn colours_are_what_the_markers_say() {
    let rgb = decode(RGB);
    let at = find(RGB, 0xee);
    let unmarked = [&RGB[..at], &RGB[at + 16..]].concat();
    let ycbcr = decode(&patched(RGB, 0xee, 15, &[1]));
    assert_eq!(decode(&unmarked), rgb);
    assert_ne!(ycbcr, rgb);
    assert_eq!(
        decode(&inserted(RGB, 0xdb, &segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"))),
        ycbcr
    );
    let mut renamed = unmarked;
    for (i, id) in [1, 2, 3].into_iter().enumerate() {
        renamed = patched(&renamed, 0xc0, 10 + 3 * i, &[id]);
        renamed = patched(&renamed, 0xda, 5 + 2 * i, &[id]);
    }
    assert_eq!(decode(&renamed), ycbcr);
}

/// Exif 2.32, 4.6.4: where row 0 and column 0 are seen.
#[test]
fn pictures_lie_as_exif_says() {
    let stored = decode(FULL).unwrap();
    let sides =
        ["", "top left", "top right", "bottom right", "bottom left", "left top", "right top"];
    for (orientation, sides) in sides.into_iter().chain(["right bottom", "left bottom"]).enumerate()
    {
        for little in [false, true] {
            let mut tiff =
                if little { b"II*\0\x08\0\0\0".to_vec() } else { b"MM\0*\0\0\0\x08".to_vec() };
            let mut number = |number: u32, bytes: usize| match little {
                true => tiff.extend(&number.to_le_bytes()[..bytes]),
                false => tiff.extend(&number.to_be_bytes()[4 - bytes..]),
            };
            for [tag, kind, count, value] in [[0x10f, 2, 2, 0], [0x112, 3, 1, orientation as u32]] {
                if tag == 0x10f {
                    number(2, 2); // entries
                }
                let entry = [(tag, 2), (kind, 2), (count, 4), (value, 2), (0, 2)];
                entry.into_iter().for_each(|(n, bytes)| number(n, bytes));
            }
            let exif = segment(0xe1, &[b"Exif\0\0", &tiff[..]].concat());
            let seen = decode(&inserted(FULL, 0xdb, &exif)).unwrap();
            let [row_0, column_0] = match sides {
                "" => ["top", "left"], // not defined: as it is stored
                _ => sides.split_once(' ').map(|(row, column)| [row, column]).unwrap(),
            };
            let upright = matches!(row_0, "top" | "bottom");
            let size = if upright { (21, 19) } else { (19, 21) };
            assert_eq!((seen.width, seen.height), size, "{orientation}");
            for (r, c) in (0..seen.height).flat_map(|r| (0..seen.width).map(move |c| (r, c))) {
                let from = |side: &str| match side {
                    "top" => r,
                    "bottom" => seen.height - 1 - r,
                    "left" => c,
                    _ => seen.width - 1 - c,
                };
                let pixel = |pixels: &[u8], i: usize| pixels[3 * i..][..3].to_vec();
                let expected = pixel(&stored.pixels, 21 * from(row_0) + from(column_0));
                assert_eq!(pixel(&seen.pixels, seen.width * r + c), expected, "{orientation}");
            }
        }
    }
}

#[test]
fn jpeg_files_that_are_wrong_or_not_read() {
    let frame = |bytes: &[u8]| patched(HALF, 0xc0, 1, bytes);
    let scan = |bytes: &[u8]| patched(HALF, 0xda, 4, bytes);
    let codes = segment(0xc4, &[&[0, 3][..], &[0; 15], &[1, 2, 3]].concat());
    let two = segment(0xc0, &[8, 0, 9, 0, 9, 2, 1, 0x11, 0, 2, 0x11, 0]);
    let grey = segment(0xc0, &[8, 0, 9, 0, 9, 1, 1, 0x11, 0]);
    for (file, expected) in [
        (b"\xff\xd8\xff".to_vec(), "it was cut short"),
        (b"\xff\xd8\xff\xe0\0\x01".to_vec(), "a segment has 1 bytes"),
        (b"\xff\xd8\xff\xd9".to_vec(), "it was cut short"),
        (frame(&[0xc3]), "it is lossless, and only"),
        (frame(&[0xc6]), "it is hierarchical, and only"),
        (frame(&[0xc9]), "it is arithmetic-coded, and only"),
        (frame(&[0xcb]), "it is lossless, arithmetic-coded, and only"),
        (frame(&[0xf7]), "it is JPEG-LS, and only"),
        (frame(&[0xc1, 0, 17, 12]), "its samples have 12 bits, only"),
        (frame(&[0xc0, 0, 17, 8, 0, 0]), "its size is 21×0: there are no pixels"),
        (frame(&[0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff]), "its size is 65535×65535, more than"),
        (frame(&[0xc0, 0, 17, 8, 10, 0, 10, 0]), "498 bytes cannot be 2560×2560 pixels"),
        (frame(&[0xc0, 0, 17, 8, 0, 19, 0, 21, 4]), "its colours are CMYK, for printing"),
        (frame(&[0xc0, 0, 17, 8, 0, 19, 0, 21, 1]), "its frame header is not as long"),
        (
            frame(&[0xc0, 0, 17, 8, 0, 19, 0, 21, 3, 1, 0x20]),
            "sampling factors are not from 1 to 4",
        ),
        (frame(&[0xc0, 0, 17, 8, 0, 19, 0, 21, 3, 1, 0x22, 3]), "it has no quantisation table"),
        (inserted(&HALF[..find(HALF, 0xc0)], 0xdb, &two), "it has 2 components"),
        (inserted(HALF, 0xda, &grey), "it has more than one frame"),
        (inserted(HALF, 0xc0, &HALF[find(HALF, 0xda)..]), "it has no frame header"),
        (inserted(HALF, 0xc0, HALF), "another picture begins in it"),
        (scan(&[4]), "a scan header is not as long"),
        (scan(&[0]), "a scan header is not as long"),
        (scan(&[3, 7]), "a scan does not name the frame's components"),
        (scan(&[3, 1, 0, 1]), "a scan does not name the frame's components"),
        (scan(&[3, 1, 0x33]), "it has no Huffman code for a component"),
        (patched(HALF, 0xda, 11, &[1]), "a scan of the coefficients 1…63, 0, 0"),
        (patched(HALF, 0xda, 12, &[62]), "a scan of the coefficients 0…62, 0, 0"),
        (patched(HALF, 0xda, 13, &[1]), "a scan of the coefficients 0…63, 0, 1"),
        (patched(GREY_PROGRESSIVE, 0xda, 8, &[5]), "a scan of the coefficients 0…5, 0, 1"),
        (patched(HALF, 0xdb, 4, &[4]), "there is no place 4 for a table"),
        (patched(HALF, 0xdb, 4, &[0x10]), "it was cut short"),
        (inserted(HALF, 0xda, &codes), "a Huffman code has more codes than there are"),
        (patched(HALF, 0xc4, 5, &[0; 16]), "damaged"),
        (patched(RESTART, 0xd0, 1, &[0xd1]), "its restart markers are not in order"),
        (patched(RESTART, 0xdd, 4, &[0, 9]), "damaged"),
    ] {
        assert_refused(&file, expected);
    }
    // A scan costs a look at each block, however short it is.
    let at = find(GREY_PROGRESSIVE, 0xda);
    let scan = &GREY_PROGRESSIVE[at..at + find(&GREY_PROGRESSIVE[at..], 0xc4)];
    let file = [&GREY_PROGRESSIVE[..at], &scan.repeat(101), b"\xff\xd9"].concat();
    assert_refused(&file, "it has more than 100 scans");
}

/// A file without its end is refused, or its picture is whole.
#[test]
fn a_jpeg_file_cut_anywhere_is_refused_or_whole() {
    for (file, _) in FILES {
        let whole = decode(file);
        for length in 0..file.len() {
            let found = decode(&file[..length]);
            assert!(found.is_err() || found == whole && length + 4 > file.len(), "{length}");
        }
    }
    assert_refused(&PROGRESSIVE[..PROGRESSIVE.len() - 2], "it was cut short");
}

/// 100,000 files with some bytes changed, moved, lost or repeated: no panic, no loop without end, and no more
/// pixels than the file can hold.
#[test]
fn spoilt_jpeg_files_are_refused_or_other_pictures() {
    let mut state = 1_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((state >> 33) as usize) % n
    };
    let mut read = 0;
    for _ in 0..100_000 {
        let mut file = FILES[below(FILES.len())].0.to_vec();
        for _ in 0..=below(3) {
            let (at, length) = (below(file.len()), 1 + below(20));
            let end = (at + length).min(file.len());
            match below(6) {
                0 => file[at] ^= 1 << below(8),
                1 => file[at] = [0x00, 0xff, 0xda, 0xd9, 0xc4, 0x7f][below(6)],
                2 => drop(file.drain(at..end)),
                3 => file.extend_from_within(at..end),
                4 => {
                    let part = file[at..end].to_vec();
                    let to = below(file.len());
                    file.splice(to..to, part);
                }
                _ => file[at..end].reverse(),
            }
            if file.is_empty() {
                file.push(0xff);
            }
        }
        if let Ok(picture) = decode(&file) {
            read += 1;
            assert_eq!(picture.pixels.len(), 3 * picture.width * picture.height);
            assert!(picture.width * picture.height <= 64 * 8 * (file.len() + 8), "{}", file.len());
        }
    }
    assert!(read > 1000, "{read}");
}
