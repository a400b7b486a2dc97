//! The course's photographs as the notebooks load and flatten them, and what the tests of whole
//! trainings share. They stand beside "Logistic Regression with a Neural Network mindset" (course
//! 1, week 2), part 2, "Overview of the Problem set".
//!
//! ```python
//! import h5py, numpy as np
//! def load(kind):                                                # "train" or "test"
//!     with h5py.File(kind + "_catvnoncat.h5") as f:
//!         x, y = f[kind + "_set_x"][:], f[kind + "_set_y"][:]    # (209, 64, 64, 3) bytes, (209,)
//!     return x.reshape(x.shape[0], -1).T, y.reshape(1, -1)       # (12288, 209), (1, 209)
//! (X, Y), (XT, YT) = load("train"), load("test")
//! ```
//!
//! One column is one photograph: red, green and blue of its first pixel, then of the pixel to the
//! right of it. The networks train on `X / 255.`.

use crate::common::close::assert_near;
use crate::common::photographs::photograph_files;
use purrceptron::dataset::{Dataset, Name, Pictures, import};
use purrceptron::matrix::Matrix;
use purrceptron::training::Costs;

/// The course's photographs, from their HDF5 files. Without the files a test that calls this fails,
/// therefore these tests are ignored unless they are asked for.
pub fn photographs() -> Dataset {
    let (train, test) = photograph_files();
    import(&[train, test]).unwrap_or_else(|error| panic!("{error}"))
}

/// How far a cost may lie from the expected one, which is given in all digits of an `f64`: NumPy
/// and this crate add the 12288 features in different orders.
pub const COST: f64 = 1e-9;

/// Checks the costs at the iterations 0, 100, 200 …, and the one at the last iteration if `last` is
/// given.
#[track_caller]
pub fn assert_costs(costs: &Costs, expected: &[f64], last: Option<f64>, tolerance: f64) {
    assert_eq!(costs.len(), expected.len() + 1, "{costs:?}");
    for (&(iteration, cost), (i, &expected)) in costs.iter().zip(expected.iter().enumerate()) {
        assert_eq!(iteration, 100 * i);
        assert_near(cost, expected, tolerance);
    }
    if let Some(last) = last {
        assert_near(costs[expected.len()].1, last, tolerance);
    }
}

/// How many predictions are right, and the indices of the pictures whose predictions are wrong.
pub fn right_and_wrong(predictions: &Matrix, pictures: &Pictures) -> (usize, Vec<usize>) {
    let y = pictures.y();
    let wrong: Vec<usize> =
        (0..pictures.count()).filter(|&i| predictions[(0, i)] != y[(0, i)]).collect();
    (pictures.count() - wrong.len(), wrong)
}

/// Printed or asserted by the notebook: the shapes (exercise 1, all releases); the first five
/// values of the first photograph, the "sanity check after reshaping" of v1 to v6a; the first ten
/// values of the second photograph of both sets (exercise 2, since 2021). Not printed, but read
/// from the files as above: the labels of all photographs, and their sums, 72 and 33 cats.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn the_shapes_first_pixels_and_labels_are_the_notebooks() {
    let Dataset { train, test } = photographs();
    assert_eq!((train.count(), test.count(), train.cats(), test.cats()), (209, 50, 72, 33));
    let (x_train, x_test) = (train.x(), test.x());
    assert_eq!((x_train.shape(), x_test.shape()), ((12288, 209), (12288, 50)));
    let column =
        |x: &Matrix, j, n| -> Vec<f64> { (0..n).map(|i| (x[(i, j)] * 255.0).round()).collect() };
    assert_eq!(column(&x_train, 0, 5), [17.0, 31.0, 56.0, 22.0, 33.0]);
    assert_eq!(
        column(&x_train, 1, 10),
        [196.0, 192.0, 190.0, 193.0, 186.0, 182.0, 188.0, 179.0, 174.0, 213.0]
    );
    assert_eq!(
        column(&x_test, 1, 10),
        [115.0, 110.0, 111.0, 137.0, 129.0, 129.0, 155.0, 146.0, 145.0, 159.0]
    );
    assert_eq!(x_train[(0, 0)], 17.0 / 255.0);
    let labels =
        |pictures: &Pictures| -> String { pictures.labels.iter().map(u8::to_string).collect() };
    assert_eq!(
        labels(&train),
        "00100001000101100001000011010100000000100110000100100010110111000000100100000000000110001000111001000010101111110000010001001010110001111100001011101100010010000010101001110011010100000100100010000100100000000"
    );
    assert_eq!(labels(&test), "11111011111110010111100111101011110001001110001110");
}

/// Saved as our own data set and read again, the course's data set is the same and is recognised as
/// the course's; with one bit of one pixel changed it is a custom one.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn the_imported_data_set_is_saved_read_and_recognised() {
    let folder = crate::common::folder::Folder::new("import");
    let imported = photographs();
    imported.save(&folder.path("course")).unwrap();
    let (read, _) = Dataset::find(Some(&folder.path("course"))).unwrap();
    assert!(read == imported);
    assert_eq!(read.name(), Name::Course);
    let mut changed = read;
    changed.test.pixels[0] ^= 1;
    assert_eq!(changed.name(), Name::Custom);
}
