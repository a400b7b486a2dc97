//! The Gram matrix of bytes, exactly: its elements are whole numbers, far below 2⁵³.
//!
//! ```text
//! G = Xᵀ·X,   g[i][j] = g[j][i] = Σ x[k][i]·x[k][j]
//! ```
//!
//! Whole numbers may be summed in any order, so the compiler takes the instructions that multiply
//! sixteen pairs at a time and add them two by two.

use super::Matrix;
use super::kernel::{Loops, kernel};
use super::multiply::{blocks, share_out, threads_for};
use super::packed::{byte_rows, rows_together};
use super::tile::NR;

/// Products of bytes summed in an `i32`, which holds 33025 of them; and pieces of all columns so
/// long stay in the second-level cache.
const LENGTH: usize = 2048;

/// `Xᵀ·X` of a matrix of bytes, row by row, on up to [`threads`](super::threads()).
///
/// # Panics
///
/// Unless all rows are as long as `columns`.
#[must_use]
pub fn byte_gram(bytes: &[u8], columns: usize) -> Matrix {
    let rows = byte_rows(bytes, columns);
    let x_t = &transpose(bytes, rows, columns);
    let mut gram = Matrix::zeros(columns, columns);
    // Row i has m − i sums to make: dealt out in turn, all threads have as many.
    let count = threads_for(rows * columns * columns).min(columns.max(1));
    let mut shares: Vec<Vec<_>> = (0..count).map(|_| vec![]).collect();
    for (i, row) in gram.rows_mut().enumerate() {
        shares[i % count].push((i, row));
    }
    share_out(shares, |share| kernel().run(Upper { x_t, rows, share }));
    for i in 0..columns {
        for j in 0..i {
            gram[(i, j)] = gram[(j, i)];
        }
    }
    gram
}

/// Column after column.
fn transpose(bytes: &[u8], rows: usize, columns: usize) -> Vec<u8> {
    let mut x_t = vec![0; bytes.len()];
    for some in blocks(rows, NR) {
        let together = rows_together(bytes, columns, some.start);
        for (i, column) in x_t.chunks_exact_mut(rows).enumerate() {
            let numbers = together.map(|row| row[i]);
            column[some.clone()].copy_from_slice(&numbers[..some.len()]);
        }
    }
    x_t
}

/// Some rows of `G`, from the diagonal on.
struct Upper<'a> {
    x_t: &'a [u8],
    rows: usize,
    share: Vec<(usize, &'a mut [f64])>,
}

impl Loops for Upper<'_> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, _: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { x_t, rows, mut share } = self;
        let column = |i: usize| &x_t[i * rows..][..rows];
        for some in blocks(rows, LENGTH) {
            for (i, row) in &mut share {
                let x = &column(*i)[some.clone()];
                for (j, g) in row.iter_mut().enumerate().skip(*i) {
                    let products = x.iter().zip(&column(j)[some.clone()]);
                    let sum: i32 = products.map(|(&x, &y)| i32::from(x) * i32::from(y)).sum();
                    *g += f64::from(sum);
                }
            }
        }
    }
}
