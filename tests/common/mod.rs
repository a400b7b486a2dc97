//! The one comparator of all tests, the course's photographs, and folders to write to.
#![allow(dead_code)] // each test program uses its own part of this file

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use approx::relative_eq;
use purrceptron::dataset::{Dataset, import};
use purrceptron::matrix::Matrix;

/// Passes only if `|a − b| ≤ tolerance·max(1, |a|, |b|)` everywhere: NaN, infinity and other shapes
/// fail.
#[track_caller]
pub fn assert_close(found: &Matrix, expected: &Matrix, tolerance: f64) {
    assert_eq!(found.shape(), expected.shape(), "the shapes differ");
    let wrong: Vec<String> = found
        .as_slice()
        .iter()
        .zip(expected.as_slice())
        .enumerate()
        .filter(|(_, (a, b))| !close(**a, **b, tolerance))
        .map(|(n, (a, b))| {
            let (i, j) = (n / found.columns(), n % found.columns());
            format!("  at ({i}, {j}): found {a:?}, expected {b:?}")
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} elements differ by more than {tolerance:e}; the first:\n{}",
        wrong.len(),
        found.as_slice().len(),
        wrong[..wrong.len().min(5)].join("\n")
    );
}

/// [`assert_close`] for one number.
#[track_caller]
pub fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert_close(&Matrix::from([[found]]), &Matrix::from([[expected]]), tolerance);
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    a.is_finite()
        && b.is_finite()
        && relative_eq!(a, b, epsilon = tolerance, max_relative = tolerance)
}

/// The golden values are given to the last digit of an `f64`; another order of summation may change
/// the last few bits.
pub const LAST_DIGITS: f64 = 1e-14;

/// The folder that holds the course's two `.h5` files.
const PHOTOGRAPHS: &str = "PURRCEPTRON_PHOTOGRAPHS";

/// The course's photographs, from their HDF5 files. Without them the test fails: it is ignored
/// unless asked for.
pub fn photographs() -> Dataset {
    let (train, test) = photograph_files();
    import(&train, &test).unwrap_or_else(|error| panic!("{error}"))
}

/// The course's two files.
pub fn photograph_files() -> (PathBuf, PathBuf) {
    let folder = std::env::var_os(PHOTOGRAPHS)
        .unwrap_or_else(|| panic!("set {PHOTOGRAPHS} to the folder of the course's .h5 files"));
    let folder = Path::new(&folder);
    (folder.join("train_catvnoncat.h5"), folder.join("test_catvnoncat.h5"))
}

/// A folder of a test's own, removed at its end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = format!("purrceptron-{process}-{count}-{name}");
        let folder = std::env::temp_dir().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
