//! The ladder from three loops to the fast product, rung by rung.
//!
//! ```text
//! c[i][j] ← fma(a[i][k], b[k][j], c[i][j])     for all i, j and k, each c[i][j] in ascending k
//! ```
//!
//! Every rung does these same multiply-adds, and each sum in the same order; so all give the same
//! bits. What changes from rung to rung is which multiply-add comes after which, where its numbers
//! are then, and who does it. `purrceptron bench` measures what each change is worth.

use super::kernel::{Kernel, Loops};
use super::multiply::{assert_shapes, blocks};
use super::{Matrix, multiply_add_with, naive};

/// Rows of `B` in a block of [`Rung::Blocked`].
pub const BLOCK_ROWS: usize = 64;
/// Columns of `B` in a block of [`Rung::Blocked`]: with 64 rows of 8 bytes they make 256 KiB, which
/// a second-level cache holds.
pub const BLOCK_COLUMNS: usize = 512;

/// A way to compute `C += A·B`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// `for i, for j, for k`: the definition, and the oracle of all others.
    ///
    /// A sum waits for each multiply-add before it can have the next, and `b[k][j]`, with `j` fixed,
    /// goes down a column: each number comes from another cache line.
    Naive,
    /// `for i, for k, for j`: the two inner loops change places.
    ///
    /// ```text
    /// C[i, :] ← fma(a[i][k], B[k, :], C[i, :])
    /// ```
    ///
    /// Now `b` and `c` go along rows, several numbers in one instruction, and the multiply-adds of a
    /// row do not wait for each other. But `C[i, :]` is read and written for every `k`, and all of
    /// `B` goes by for every `i`.
    Reordered,
    /// The same for one block of `B` after another.
    ///
    /// ```text
    /// for each block (p, q) of B:  for i, for k in p:  C[i, q] ← fma(a[i][k], B[k, q], C[i, q])
    /// ```
    ///
    /// A block stays in the second-level cache until all rows of `A` have met it. The blocks of a
    /// column come in ascending `k`, so no sum changes its order. It pays where the rows of `C` are
    /// too long for the first-level cache, or `B` comes from main memory; where the CPU fetches `B`
    /// ahead of time anyway, it only costs.
    Blocked,
    /// [`multiply_add_with`] on one thread: a tile of `C` stays in registers for a whole block of
    /// `k`, and `B` is packed in the order in which the tile reads it.
    Packed,
    /// [`multiply_add_with`] on several threads, each with its own part of `C`.
    Threads,
}

impl Rung {
    /// From the bottom to the top.
    pub const ALL: [Rung; 5] =
        [Self::Naive, Self::Reordered, Self::Blocked, Self::Packed, Self::Threads];

    /// In a word or two.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Naive => "naive",
            Self::Reordered => "reordered",
            Self::Blocked => "blocked",
            Self::Packed => "packed kernel",
            Self::Threads => "threads",
        }
    }

    /// `C += A·B`, with the given kernel's instructions. Only [`Rung::Threads`] uses more than one
    /// thread.
    ///
    /// # Panics
    ///
    /// Unless the shapes are (m, n), (m, k) and (k, n).
    pub fn multiply_add(
        self,
        kernel: Kernel,
        threads: usize,
        c: &mut Matrix,
        a: &Matrix,
        b: &Matrix,
    ) {
        assert_shapes(c.shape(), a.shape(), b.shape());
        match self {
            Self::Naive => naive(kernel, c, a.view(), b.view()),
            Self::Reordered => kernel.run(Reordered { c, a, b }),
            Self::Blocked => kernel.run(Blocked { c, a, b }),
            Self::Packed => multiply_add_with(kernel, 1, c, a, b),
            Self::Threads => multiply_add_with(kernel, threads, c, a, b),
        }
    }
}

struct Reordered<'a> {
    c: &'a mut Matrix,
    a: &'a Matrix,
    b: &'a Matrix,
}

impl Loops for Reordered<'_> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { c, a, b } = self;
        for (i, c) in c.rows_mut().enumerate() {
            for (k, &a) in a.row(i).iter().enumerate() {
                for (c, &b) in c.iter_mut().zip(b.row(k)) {
                    *c = multiply_add(a, b, *c);
                }
            }
        }
    }
}

struct Blocked<'a> {
    c: &'a mut Matrix,
    a: &'a Matrix,
    b: &'a Matrix,
}

impl Loops for Blocked<'_> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { c, a, b } = self;
        for p in blocks(b.rows(), BLOCK_ROWS) {
            for q in blocks(b.columns(), BLOCK_COLUMNS) {
                for (i, c) in c.rows_mut().enumerate() {
                    let c = &mut c[q.clone()];
                    for (k, &a) in p.clone().zip(&a.row(i)[p.clone()]) {
                        for (c, &b) in c.iter_mut().zip(&b.row(k)[q.clone()]) {
                            *c = multiply_add(a, b, *c);
                        }
                    }
                }
            }
        }
    }
}
