//! The one comparator of all tests.

use approx::relative_eq;
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
