//! Pictures: PPM and PGM, what else a file may be, and the squeezing into few pixels.

use super::decoding::{assert_refused, decode};
use crate::common::folder::Folder;
use purrceptron::dataset::Dataset;
use purrceptron::formats::png;
use purrceptron::picture::{Note, Picture, looks_like, read_x};

#[test]
fn ppm_and_pgm() {
    for (text, size, pixels) in [
        (&b"P6 2 1 255\n\x00\x01\x02\xfd\xfe\xff"[..], (2, 1), &[0, 1, 2, 253, 254, 255][..]),
        (b"P6\n# made by hand\n1 # one\n1\n255\n# 9", (1, 1), b"# 9"),
        (b"P6 1 1 255# a comment\nabc", (1, 1), b"abc"),
        (b"P3\n1\t2 255\n1 2 3\n\n4 5 #six\n6 \n", (1, 2), &[1, 2, 3, 4, 5, 6]),
        (b"P5 2 1 255 \x07\xff", (2, 1), &[7, 7, 7, 255, 255, 255]),
        (b"P2 2 1 255 7 255", (2, 1), &[7, 7, 7, 255, 255, 255]),
        // 7/15, 8/15 and 1/2 of 255 are 119, 136 and 127½.
        (b"P2 3 1 15 7 8 15", (3, 1), &[119, 119, 119, 136, 136, 136, 255, 255, 255]),
        (b"P6 1 1 2 \x00\x01\x02", (1, 1), &[0, 128, 255]),
        // Two bytes each: 0, 1/2 of 65535, and 128.
        (b"P6 1 1 65535 \x00\x00\x7f\xff\x00\x80", (1, 1), &[0, 127, 0]),
        (b"P5 1 1 256 \x01\x00", (1, 1), &[255, 255, 255]),
        (b"P3 1 1 65535 65535 0 32896", (1, 1), &[255, 0, 128]),
        // A final line end.
        (b"P6 1 1 255\nabc\n", (1, 1), b"abc"),
        (b"P5 1 1 255\na\r\n", (1, 1), b"aaa"),
        (b"P6 1 1 255\r\nab", (1, 1), b"\nab"),
    ] {
        let picture = decode(text).unwrap();
        assert_eq!(((picture.width, picture.height), &picture.pixels[..]), (size, pixels));
    }
}

/// "A PPM file consists of a sequence of one or more PPM images."
#[test]
fn of_several_pictures_the_first_is_taken() {
    for text in [&b"P6 1 1 255 abcP6 1 1 255 def"[..], b"P3 1 1 255 97 98 99\nP3 1 1 1 0 0 0"] {
        let (picture, notes) = Picture::decode(text.to_vec()).unwrap();
        assert_eq!((&picture.pixels[..], &notes[..]), (&b"abc"[..], &[Note::FirstOfSeveral][..]));
    }
}

#[test]
fn ppm_and_pgm_files_that_are_wrong_or_not_read() {
    for (text, expected) in [
        (&b"P6"[..], "expected, this is plain text"),
        (b"P6 ", "it ends before its width: it was cut short"),
        (b"P6 2", "it ends before its height"),
        (b"P6 2 2", "it ends before its greatest sample"),
        (b"P6 2 2 255", "no white space before its samples"),
        (b"P6 2 2 255 ", "it holds 0 of 12 bytes of samples: it was cut short"),
        (b"P6 2 2 255 12345678901", "it holds 11 of 12 bytes"),
        (b"P6 2 2 255 1234567890123", "1 byte too many after its last sample"),
        (b"P6 1 1 255#abc", "no white space before its samples"),
        (b"P6 -2 2 255 ", "its width is not a number"),
        (b"P6 2.0 2 255 ", "its height is not a number"),
        (b"P6 1 1234567890 255 ", "its height is not a number of at most 9 digits"),
        (b"P6 0 1 255 ", "its size is 0×1"),
        (b"P6 99999 99999 255 ", "its size is 99999×99999, more than the 100 megapixels"),
        (b"P6 1 1 0 abc", "its greatest sample is 0"),
        (b"P6 1 1 65536 abc", "its greatest sample is 65536"),
        (b"P6 1 1 65535 abcde", "it holds 5 of 6 bytes"),
        (b"P6\r\n1 1\r\n255\r\nabc", "it was written in text mode"),
        (b"P6 1 1 255 abc\n\n", "2 bytes too many after its last sample"),
        (b"P6 1 1 255 abcP9 ", "3 bytes too many after its last sample"),
        (b"P6 1 1 9 \x00\x0a\x00", "a sample is 10, the greatest should be 9"),
        (b"P3 1 1 255 1 2 256", "a sample is 256"),
        (b"P3 1 1 255 1 2 3 4", "1 byte too many after its last sample"),
        (b"P3 1 1 255 1 2", "it is too short for 3 samples"),
        (b"P3 1 1 255 1 2 #", "it ends before its sample"),
        (b"P3 1 1 255 1 2 x", "its sample is not a number"),
        (b"P3 9999 9999 255 1 2 3", "it is too short for 299940003 samples"),
    ] {
        assert_refused(text, expected);
    }
}

/// No change of a byte and no cut causes a panic, or memory out of proportion to the file.
#[test]
fn spoilt_ppm_files_are_refused_or_other_pictures() {
    for original in
        [&b"P3 2 1 15 1 2 3 # x\n4 5 15\n"[..], b"P6 2 1 255\nabcdef", b"P5\n#\n2 2 9 \n\n\n\n"]
    {
        for i in 0..original.len() {
            let _ = decode(&original[..i]);
            for changed in 0..=255 {
                let mut spoilt = original.to_vec();
                spoilt[i] = changed;
                if let Ok(picture) = decode(&spoilt) {
                    assert_eq!(picture.pixels.len(), 3 * picture.width * picture.height);
                }
            }
        }
    }
}

#[test]
fn what_else_a_file_may_be() {
    for (bytes, expected) in [
        (&b"RIFF\x10\0\0\0WEBPVP8 "[..], "a WebP picture: it is not read. ImageMagick converts it"),
        (b"GIF89a\x01\0", "a GIF: it is not read"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", "a HEIC picture: it is not read"),
        (b"\0\0\0\x20ftypavif\0\0\0\0", "an AVIF picture: it is not read"),
        (b"BM\x36\0\0\0\0\0", "a BMP picture: it is not read"),
        (b"II*\0\x08\0\0\0", "a TIFF picture: it is not read"),
        (b"MM\0*\0\0\0\x08", "a TIFF picture: it is not read"),
        (b"\xff\x0a\x00", "a JPEG XL picture: it is not read"),
        (b"%PDF-1.7\n", "a PDF document: it is not read"),
        (b"<?xml version=\"1.0\"?>\n<svg xmlns=", "an SVG drawing: it is not read"),
        (b"P4\n8 1\n\xff", "a PBM bitmap: it is not read"),
        (b"P1 8 1 0", "a PBM bitmap: it is not read"),
        (b"BM is no BMP without its numbers", "plain text"),
        (b"P7\nWIDTH 1\n", "a PAM picture: it is not read"),
        (b"", "an empty file"),
        (&[0; 99], "all zeros"),
        (b"\x89PNG\n\x1a\n", "a PNG picture that was converted as if it were text"),
        (b"PF\n1 1\n-1\n", "a PFM picture: it is not read"),
        (b"\xff\xfeP\x006\0\n\0", "text in UTF-16, as PowerShell's `>` writes it"),
        (b"iVBORw0KGgoAAAANSUhEUgAA", "a picture as text in base64"),
        (b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b\x08", "gzip data"),
        (b"\x18\0\0\0\0\0\0\0{\"W1\":", "a safetensors file: the model comes first"),
        (b"<!DOCTYPE html><p>", "a web page"),
        (b"dear cat", "plain text"),
        (b"\x01\x02\x03", "nothing known here"),
    ] {
        assert!(looks_like(bytes).starts_with(expected), "{expected}: {}", looks_like(bytes));
        assert_refused(
            bytes,
            &format!("a JPEG, PNG, PPM or PGM file is expected, this is {expected}"),
        );
    }
    let both_ways = looks_like(b"GIF89a");
    assert!(both_ways.contains("`magick \"IN[0]\" -auto-orient OUT.png`"), "{both_ways}");
    assert!(both_ways.contains("report` in your browser"), "{both_ways}");
}

#[test]
fn files_that_are_none() {
    let folder = Folder::new("pictures");
    let error = Picture::read(&folder.path("")).unwrap_err().to_string();
    assert!(error.ends_with("this is a folder, a file is expected"), "{error}");
    let error = Picture::read(&folder.path("none.png")).unwrap_err().to_string();
    assert!(error.ends_with("none.png: there is no such file or folder"), "{error}");
    std::fs::write(folder.path("a.png"), png::encode(&decode(b"P5 1 1 255 a").unwrap())).unwrap();
    assert_eq!(Picture::read(&folder.path("a.png")).unwrap().pixels, b"aaa");
}

/// The formula, term by term, over all pixels.
fn squeezed(picture: &Picture, columns: usize, rows: usize) -> Vec<u8> {
    let share = |i: usize, n: usize, r: usize, size: usize| {
        (n * (r + 1)).min((i + 1) * size).saturating_sub((n * r).max(i * size))
    };
    let (w, h) = (picture.width, picture.height);
    let mut pixels = Vec::new();
    for (i, j, c) in (0..3 * rows * columns).map(|k| (k / 3 / columns, k / 3 % columns, k % 3)) {
        let mut sum = 0;
        for (r, s) in (0..h * w).map(|k| (k / w, k % w)) {
            let pixel = usize::from(picture.pixels[3 * (w * r + s) + c]);
            sum += share(i, rows, r, h) * share(j, columns, s, w) * pixel;
        }
        pixels.push((sum as f64 / (h * w) as f64).round() as u8);
    }
    pixels
}

#[test]
fn squeezed_pictures_are_averages() {
    for (width, height) in [(1, 1), (2, 3), (6, 4), (7, 5), (9, 8), (40, 31)] {
        let pixels = (0..3 * width * height).map(|i| (i * i * 7 / 3) as u8).collect();
        let picture = Picture { width, height, pixels };
        for (columns, rows) in [(1, 1), (3, 2), (2, 3), (7, 5)] {
            let found = picture.squeezed(columns, rows);
            assert_eq!((found.width, found.height), (columns, rows));
            assert_eq!(found.pixels, squeezed(&picture, columns, rows), "{width}×{height}");
        }
        assert_eq!(picture.squeezed(width, height), picture);
    }
    // The longest that is read, and a grey that stays what it is to the last bit.
    let long = Picture { width: 1, height: 1_000_000, pixels: vec![255; 3_000_000] };
    assert!(long.squeezed(64, 64).pixels.iter().all(|&byte| byte == 255));
}

/// A picture of the data set, written to a file and read again, is the same column of X.
#[test]
fn a_picture_s_x_is_a_column_of_the_data_set_s() {
    let train = Dataset::drawn().train;
    let pixels = train.pixels[12288..2 * 12288].to_vec();
    let folder = Folder::new("x");
    let path = folder.path("cat.png");
    std::fs::write(&path, png::encode(&Picture { width: 64, height: 64, pixels })).unwrap();
    let (found, x) = (read_x(&path).unwrap(), train.x());
    assert_eq!(found.shape(), (12288, 1));
    assert!((0..12288).all(|feature| found[(feature, 0)] == x[(feature, 1)]));
    assert_eq!(
        read_x(&folder.path("none.png")),
        Picture::read(&folder.path("none.png")).map(|_| found)
    );
}
