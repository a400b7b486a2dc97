//! HDF5 files as the course keeps them, as NumPy saves them again, and as they are refused.

use std::fs;

use super::hdf5_parts::{BOOL, Contents, contiguous, f32s, f64s, file, float, integer, integers};
use crate::common::folder::Folder;
use purrceptron::dataset::{Dataset, FEATURES, import};

const SHAPE: &[u64] = &[2, 64, 64, 3];

/// Two pictures in which every colour is.
fn colours() -> Vec<u8> {
    (0..2 * FEATURES).map(|i| (i * 7 / 3) as u8).collect()
}

type Datasets<'a> = Vec<(&'static str, Contents<'a>)>;

/// The two datasets of a set.
fn set<'a>(split: &str, x: Contents<'a>, y: Contents<'a>) -> Datasets<'a> {
    match split {
        "train" => vec![("train_set_x", x), ("train_set_y", y)],
        _ => vec![("test_set_x", x), ("test_set_y", y)],
    }
}

fn good_x<'a>() -> Contents<'a> {
    contiguous(SHAPE, integer(1, false, false), colours())
}

fn good_y<'a>() -> Contents<'a> {
    contiguous(&[2], integer(8, true, false), integers(&[0, 1], 8, false))
}

/// Imports files of these datasets, `0.h5` and `1.h5`.
fn import_files(files: &[Datasets]) -> Result<Dataset, String> {
    let folder = Folder::new("import");
    let paths: Vec<_> = (0..files.len()).map(|i| folder.path(&format!("{i}.h5"))).collect();
    for (path, datasets) in paths.iter().zip(files) {
        fs::write(path, file(datasets)).unwrap();
    }
    import(&paths).map_err(|error| error.to_string())
}

/// Imports a training set with a good test set.
fn import_train(x: Contents, y: Contents) -> Result<Dataset, String> {
    import_files(&[set("train", x, y), set("test", good_x(), good_y())])
}

#[track_caller]
fn assert_read(x: Contents, y: Contents) {
    let dataset = import_train(x, y).unwrap();
    assert!(dataset.train.pixels == colours() && dataset.test.pixels == colours());
    assert_eq!([&dataset.train.labels, &dataset.test.labels], [&[0, 1], &[0, 1]]);
}

#[track_caller]
fn assert_refused(x: Contents, y: Contents, expected: &str) -> String {
    let error = import_train(x, y).unwrap_err();
    assert!(error.contains("0.h5: ") && error.contains(expected), "{error}");
    error
}

/// Of all widths, signed and unsigned, in both byte orders.
fn integer_types() -> impl Iterator<Item = (u8, bool, bool)> {
    let orders = [1, 2, 4, 8].into_iter().flat_map(|width| [(width, false), (width, true)]);
    orders.flat_map(|(width, big_endian)| [(width, false, big_endian), (width, true, big_endian)])
}

#[test]
fn labels_of_every_type_and_shape() {
    for shape in [&[2][..], &[2, 1], &[1, 2]] {
        for (width, signed, big_endian) in integer_types() {
            let labels = integers(&[0, 1], width, big_endian);
            assert_read(good_x(), contiguous(shape, integer(width, signed, big_endian), labels));
        }
        for big_endian in [false, true] {
            let labels = f32s([-0.0, 1.0].into_iter(), big_endian);
            assert_read(good_x(), contiguous(shape, float(4, big_endian), labels));
            let labels = f64s([0.0, 1.0].into_iter(), big_endian);
            assert_read(good_x(), contiguous(shape, float(8, big_endian), labels));
        }
        assert_read(good_x(), contiguous(shape, BOOL.to_vec(), vec![0, 1]));
    }
}

#[test]
fn labels_that_are_none_are_named() {
    for (width, signed, big_endian) in integer_types() {
        let wrong = if signed { -1 } else { (1 << (8 * width)) - 1 };
        let labels = integers(&[0, wrong], width, big_endian);
        let y = contiguous(&[2], integer(width, signed, big_endian), labels);
        assert_refused(good_x(), y, &format!("train_set_y: label 1 is {wrong}: a label is 1 for"));
    }
    for (wrong, expected) in [(0.5, "0.5"), (f64::NAN, "NaN"), (1.0 + 1e-9, "1.000000001")] {
        let labels = f64s([wrong, 1.0].into_iter(), false);
        let y = contiguous(&[2], float(8, false), labels);
        assert_refused(good_x(), y, &format!("train_set_y: label 0 is {expected}: "));
    }
    let i64 = || integer(8, true, false);
    let y = |labels: &[i128]| integers(labels, 8, false);
    let three = contiguous(&[3], i64(), y(&[0, 1, 0]));
    assert_refused(good_x(), three, "train_set_y: it holds 3 labels for 2 pictures");
    let both = contiguous(&[2, 2], i64(), y(&[0, 1, 1, 0]));
    assert_refused(good_x(), both, "train_set_y: its shape is [2, 2], [m], [m, 1] or [1, m] is");
    let one = contiguous(&[], i64(), y(&[1]));
    assert_refused(good_x(), one, "train_set_y: its shape is []");
    assert_refused(good_x(), contiguous(&[2], i64(), y(&[1, 1])), "all labels are 1");
    let mut other = BOOL.to_vec();
    other[20..24].copy_from_slice(b"true");
    let other = contiguous(&[2], other, vec![0, 1]);
    assert_refused(
        good_x(),
        other,
        "dataset \"train_set_y\": its elements are of type enumeration",
    );
}

#[test]
fn colours_of_every_type() {
    let whole: Vec<i128> = colours().into_iter().map(i128::from).collect();
    for (width, signed, big_endian) in integer_types().filter(|integer| integer.0 > 1) {
        let x = integers(&whole, width, big_endian);
        assert_read(contiguous(SHAPE, integer(width, signed, big_endian), x), good_y());
    }
    for big_endian in [false, true] {
        let divisors = [1.0, 255.0];
        for divisor in divisors {
            let x = f64s(colours().into_iter().map(|c| f64::from(c) / divisor), big_endian);
            assert_read(contiguous(SHAPE, float(8, big_endian), x), good_y());
            let x =
                f32s(colours().into_iter().map(|c| (f64::from(c) / divisor) as f32), big_endian);
            assert_read(contiguous(SHAPE, float(4, big_endian), x), good_y());
        }
    }
}

/// What NumPy computes in 32 bits is what it computes in 64 bits and rounds.
#[test]
fn both_ways_to_divide_by_255_in_32_bits_are_one() {
    for colour in 0..=255_u8 {
        assert_eq!(f32::from(colour) / 255.0, (f64::from(colour) / 255.0) as f32);
    }
}

#[test]
fn a_number_that_is_no_colour_is_named_with_its_place() {
    let (at, place) = (FEATURES + 64 * 3 * 5 + 3 * 9 + 1, "train_set_x[1, 5, 9, 1] is ");
    let refused_f64 = |divisor: f64, wrong: f64, expected: &str| {
        let mut x: Vec<f64> = colours().into_iter().map(|c| f64::from(c) / divisor).collect();
        x[at] = wrong;
        let x = contiguous(SHAPE, float(8, false), f64s(x.into_iter(), false));
        assert_refused(x, good_y(), &format!("{place}{expected}"))
    };
    let third = 85.0 / 255.0 + f64::EPSILON / 4.0;
    let advice = refused_f64(255.0, third, "0.33333333333333337: a colour is a whole number");
    assert!(advice.contains("data=(i[n][()] * 255).round().astype('uint8') if"), "{advice}");
    for (wrong, expected) in [
        (1.5, "1.5"),
        (2.0, "2"),
        (-1.0 / 255.0, "-0.00392156862745098"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "inf"),
    ] {
        let advice = refused_f64(255.0, wrong, expected);
        assert!(advice.ends_with("Take the file that this one was made from"), "{advice}");
    }
    for (wrong, expected) in [(256.0, "256"), (-1.0, "-1"), (0.5, "0.5"), (f64::NAN, "NaN")] {
        let advice = refused_f64(1.0, wrong, expected);
        assert!(advice.ends_with("Take the file that this one was made from"), "{advice}");
    }
    let mut x: Vec<f32> = colours().into_iter().map(|c| f32::from(c) / 255.0).collect();
    x[at] = f32::from_bits((85.0_f32 / 255.0).to_bits() - 1);
    let x = contiguous(SHAPE, float(4, true), f32s(x.into_iter(), true));
    assert_refused(x, good_y(), &format!("{place}0.3333333: a colour"));
    for (wrong, width) in [(-1, 1), (-1, 8), (256, 2), (i128::from(i64::MAX), 8)] {
        let mut x: Vec<i128> = colours().into_iter().map(|c| (c % 128).into()).collect();
        x[at] = wrong;
        let x = contiguous(SHAPE, integer(width, true, false), integers(&x, width, false));
        assert_refused(x, good_y(), &format!("{place}{wrong}: a colour"));
    }
}

/// What `(x / 255).astype('uint8')` leaves, and the same in other types: most of it is 0.
#[test]
fn pictures_of_nothing_but_zeros_and_ones_are_a_question() {
    let ones = || colours().into_iter().map(|c| c / 255);
    let expected = "train_set_x holds nothing but 0 and 1, and colours go up to 255. Were the \
                    pictures divided by 255 and then converted to whole numbers?";
    let u8s = contiguous(SHAPE, integer(1, false, false), ones().collect());
    let advice = assert_refused(u8s, good_y(), expected);
    assert!(advice.contains("Take the original file; or make this one again, and round"));
    let floats = f32s(ones().map(f32::from), false);
    assert_refused(contiguous(SHAPE, float(4, false), floats), good_y(), expected);
    assert_refused(contiguous(SHAPE, BOOL.to_vec(), ones().collect()), good_y(), expected);
    let zeros = contiguous(SHAPE, integer(1, false, false), vec![0; 2 * FEATURES]);
    assert_refused(zeros, good_y(), expected);
}

#[test]
fn other_shapes_are_refused_with_what_mends_them() {
    let u8 = || integer(1, false, false);
    for (shape, expected) in [
        (
            &[2, 3, 64, 64][..],
            "h5py; i = h5py.File('IN')|data=i[n][()].transpose(0, 2, 3, 1) if n.endswith('_x') else i[n][()])",
        ),
        (
            &[2, 12288],
            "[2, 12288], [m, 64, 64, 3] is expected|Each picture is flat|i[n][()].reshape(-1, 64, 64, 3) if",
        ),
        (&[12288, 2], "Each picture is a column|i[n][()].T.reshape(-1, 64, 64, 3) if"),
        (&[8, 3072], "Each picture is flat|reshape(-1, 32, 32, 3)"),
        (&[6, 64, 64], "The pictures are grey|import h5py, PIL.Image;|for p in i[n][()]] if"),
        (&[6, 64, 64, 1], "The pictures are grey|for p in i[n][()][..., 0]] if"),
        (
            &[8, 32, 32, 3],
            "The pictures are 32×32|.convert('RGB').resize((64, 64)) for p in i[n][()]] if",
        ),
        (&[6, 32, 32, 4], "The pictures are 32×32|resize((64, 64))"),
        (&[2, 32, 64, 6], "its shape is [2, 32, 64, 6], [m, 64, 64, 3] is expected"),
        (&[2 * 12288], "its shape is [24576], [m, 64, 64, 3] is expected"),
    ] {
        for expected in expected.split('|') {
            let x = contiguous(shape, u8(), colours());
            assert_refused(x, good_y(), expected);
        }
    }
    // The command makes bytes of them, too.
    let divided = || f64s(colours().into_iter().map(|c| f64::from(c) / 255.0), false);
    let expected = "(i[n][()] * 255).round().astype('uint8').reshape(-1, 64, 64, 3) if";
    assert_refused(contiguous(&[2, 12288], float(8, false), divided()), good_y(), expected);
    let whole = f64s(colours().into_iter().map(f64::from), false);
    let expected = "i[n][()].astype('uint8').reshape(-1, 64, 64, 3) if";
    assert_refused(contiguous(&[2, 12288], float(8, false), whole), good_y(), expected);
    let none = contiguous(&[0, 64, 64, 3], u8(), vec![]);
    assert_refused(none, good_y(), "train_set_x: it holds no pictures");
}

#[test]
fn types_that_are_not_read_are_named() {
    let mut half = float(4, false);
    half[4] = 2; // the size
    let half = contiguous(SHAPE, half, vec![0; 4 * FEATURES]);
    let expected = "dataset \"train_set_x\": its elements are of type little-endian 16-bit float, \
                    and only integers of 8 to 64 bits, floats of 32 and 64 bits and bool are read. \
                    h5py converts numbers: `python3 -c";
    let error = assert_refused(half, good_y(), expected);
    assert!(error.contains("i[n][()].astype('f8') if i[n].dtype.kind in 'iuf'"), "{error}");
    let text = contiguous(&[2], [&[0x13, 0, 0, 0, 3], &[0; 11][..]].concat(), b"catdog".to_vec());
    let error = assert_refused(good_x(), text, "of type fixed-length string of 3 bytes, and only");
    assert!(error.ends_with("and bool are read: save them as numbers"), "{error}");
}

#[test]
fn one_file_or_two_in_any_order() {
    let other_y = || contiguous(&[2], integer(1, false, false), vec![1, 0]);
    let train = || set("train", good_x(), good_y());
    let test = || set("test", good_x(), other_y());
    let both = || -> Datasets { test().into_iter().chain(train()).collect() };
    for files in [vec![both()], vec![train(), test()], vec![test(), train()], vec![both(), test()]]
    {
        let dataset = import_files(&files).unwrap();
        assert_eq!([dataset.train.labels, dataset.test.labels], [[0, 1], [1, 0]]);
    }
    // Of two files that hold both, the first is for training, the second for testing.
    let another = || -> Datasets {
        set("test", good_x(), good_y())
            .into_iter()
            .chain(set("train", good_x(), other_y()))
            .collect()
    };
    let dataset = import_files(&[both(), another()]).unwrap();
    assert_eq!([dataset.train.labels, dataset.test.labels], [[0, 1], [0, 1]]);
    for (files, expected) in [
        (
            vec![train()],
            "0.h5: this holds train_set_x and no test_set_x: give the file that holds it, too",
        ),
        (vec![test()], "0.h5: this holds test_set_x and no train_set_x"),
        (vec![train(), train()], "1.h5: this holds train_set_x"),
        (vec![test(), test()], "0.h5: this holds test_set_x"),
    ] {
        let error = import_files(&files).unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
    let named = vec![("X", good_x()), ("train_set_x", good_x())];
    let error = import_files(&[named, test()]).unwrap_err();
    for expected in [
        "0.h5: there is no \"train_set_y\" in it; there are [\"X\", \"train_set_x\"]. If one of",
        "h5py.File('FILE', 'a').move('NAME', 'train_set_y')",
    ] {
        assert!(error.contains(expected), "{error}");
    }
}
