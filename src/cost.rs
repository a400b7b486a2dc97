//! The cost: cross-entropy between the labels and the predicted probabilities.
//!
//! ```text
//! J = −1/m · Σ ( y·ln a + (1 − y)·ln(1 − a) )          a = σ(z)
//!   =  1/m · Σ ( max(z, 0) − y·z + ln(1 + e^−|z|) )
//! ```
//!
//! The first line is the course's (course 1, week 2, `propagate`; week 4, `compute_cost`). When a
//! prediction is so sure that `a` rounds to 0 or 1, it contains the logarithm of 0: the cost is infinite
//! if the prediction is wrong, and 0·∞, NaN, if it is right. The second line is the same number, but
//! finite for every finite `z`: training uses it.

use crate::matrix::Matrix;

/// `compute_cost(AL, Y)`: the course's formula, from the probabilities `al`, `(1, m)`.
///
/// # Panics
///
/// Unless `al` and `y` have the same shape.
pub fn compute_cost(al: &Matrix, y: &Matrix) -> f64 {
    mean(&al.combine(y, |a, y| -(y * a.ln() + (1.0 - y) * (1.0 - a).ln())))
}

/// The same cost from the last layer's `zl`, `(1, m)`, before the sigmoid.
///
/// # Panics
///
/// Unless `zl` and `y` have the same shape.
pub fn cost_from_logits(zl: &Matrix, y: &Matrix) -> f64 {
    mean(&zl.combine(y, |z, y| z.max(0.0) - y * z + (-z.abs()).exp().ln_1p()))
}

/// `1/m · Σ` of the losses, `(1, m)`.
fn mean(losses: &Matrix) -> f64 {
    pairwise_sum(losses.as_slice()) / losses.columns() as f64
}

/// The sum as the sum of both halves, much as in NumPy: it loses fewer digits than adding one number after
/// another.
fn pairwise_sum(numbers: &[f64]) -> f64 {
    match numbers.split_at(numbers.len() / 2) {
        ([], rest) => rest.iter().sum(),
        (left, right) => pairwise_sum(left) + pairwise_sum(right),
    }
}
