//! The Gram matrix of bytes. It is exact, because its elements are whole numbers far below 2⁵³.
//!
//! ```text
//! G = Xᵀ·X,   g[i][j] = g[j][i] = Σ x[k][i]·x[k][j]
//! ```
//!
//! Whole numbers may be summed in any order, so the compiler takes the instructions that multiply
//! sixteen pairs at a time and add them two by two.

use super::panels::{count_rows, eight_rows};
use crate::matrix::Matrix;
use crate::matrix::micro_kernel::NR;
use crate::processor::Loops;
use crate::processor::Processor;
use crate::processor::in_parallel;
use crate::ranges::blocks;

/// Steps of `k` in a block. An `i32` holds the sum of 33025 products of bytes, and blocks so long of all
/// 209 columns (418 KiB) stay in the second-level cache.
const LENGTH: usize = 2048;
/// The multiply-adds that are worth a thread of their own.
const WORTH_A_THREAD: usize = 1 << 24;

/// `Xᵀ·X`, `(columns, columns)`, of a matrix `X` of bytes, given row by row; on several threads where they
/// are worth it.
///
/// # Panics
///
/// Unless the number of bytes is a multiple of `columns`.
pub(crate) fn byte_gram(bytes: &[u8], columns: usize) -> Matrix {
    let rows = count_rows(bytes, columns);
    let x_t = &transpose(bytes, rows, columns);
    let mut gram = Matrix::zeros(columns, columns);
    // Row i has m − i sums. The rows are dealt out in turn, so that all threads have as many sums.
    let processor = Processor::current();
    let threads = processor.threads_for(rows * columns * columns, WORTH_A_THREAD);
    let mut tasks: Vec<Vec<_>> = (0..threads.min(columns.max(1))).map(|_| vec![]).collect();
    let count = tasks.len();
    for (i, row) in gram.rows_mut().enumerate() {
        tasks[i % count].push((i, row));
    }
    in_parallel(tasks, |gram| processor.isa.run(Upper { x_t, rows, gram }));
    for i in 0..columns {
        for j in 0..i {
            gram[(i, j)] = gram[(j, i)];
        }
    }
    gram
}

/// `Xᵀ`, row by row.
fn transpose(bytes: &[u8], rows: usize, columns: usize) -> Vec<u8> {
    let mut x_t = vec![0; bytes.len()];
    for range in blocks(rows, NR) {
        let eight = eight_rows(bytes, columns, range.start);
        for (i, column) in x_t.chunks_exact_mut(rows).enumerate() {
            let numbers = eight.map(|row| row[i]);
            column[range.clone()].copy_from_slice(&numbers[..range.len()]);
        }
    }
    x_t
}

/// The part of some rows of `G` from the diagonal on.
struct Upper<'a> {
    /// `Xᵀ`, row by row
    x_t: &'a [u8],
    /// Of `X`
    rows: usize,
    /// Rows of `G`, each with its number
    gram: Vec<(usize, &'a mut [f64])>,
}

impl Loops for Upper<'_> {
    #[inline(always)]
    fn run(self, _: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { x_t, rows, mut gram } = self;
        let column = |i: usize| &x_t[i * rows..][..rows];
        for range in blocks(rows, LENGTH) {
            for (i, row) in &mut gram {
                let x = &column(*i)[range.clone()];
                for (j, g) in row.iter_mut().enumerate().skip(*i) {
                    let products = x.iter().zip(&column(j)[range.clone()]);
                    let sum: i32 = products.map(|(&x, &y)| i32::from(x) * i32::from(y)).sum();
                    *g += f64::from(sum);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole numbers: exact in whatever order. 4500 rows are three pieces, the last not whole.
    #[test]
    fn the_gram_matrix_of_bytes_is_that_of_the_numbers_they_are() {
        for (rows, columns) in [(4500, 21), (7, 9), (1, 1), (3, 0), (0, 0)] {
            let bytes: Vec<u8> = (0..rows * columns).map(|i| (i * i % 256) as u8).collect();
            let x = Matrix::from_fn(rows, columns, |i, j| bytes[i * columns + j].into());
            assert_eq!(byte_gram(&bytes, columns), x.t().dot(&x));
        }
    }
}
