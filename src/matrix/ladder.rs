//! The ladder from three loops to the fast product, rung by rung. Each rung is one idea.
//!
//! ```text
//! c[i][j] ← fma(a[i][k], b[k][j], c[i][j])     for all i, j and k, each c[i][j] in ascending k
//! ```
//!
//! Every rung does these same multiply-adds, and those of one sum in the same order, so all give the
//! same bits. What changes from rung to rung is which multiply-add comes after which, where its numbers
//! are by then, and who does it. `purrceptron bench` measures what each idea is worth.
//!
//! Who has understood this file has understood the product. What [`multiply`](super::multiply) adds is
//! more levels of the same blocks, tiles as large as the processor allows, and threads.

use super::multiply::{add_product, assert_shapes};
use super::ranges::blocks;
use super::simd::{Isa, Loops};
use super::threads::Processor;
use super::{Matrix, View};

/// Rows of `B` in a block of [`Rung::Blocked`] and [`Rung::Packed`].
pub const BLOCK_ROWS: usize = 256;
/// Columns of `B` in a block: with 256 rows of 8 bytes they make 256 KiB, which a second-level cache
/// holds.
pub const BLOCK_COLUMNS: usize = 256;
/// Columns of a tile of [`Rung::Packed`].
const NR: usize = 8;

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
    /// column come in ascending `k`, so no sum changes its order. Still `C` is read and written for
    /// every multiply-add.
    Blocked,
    /// A tile of `C` stays in registers for all `k` of a block, and both operands are copied
    /// ("packed") into the order in which the tile reads them, with zeros where a tile reaches over
    /// the edge.
    ///
    /// ```text
    /// for each block (p, q) of B:  pack it
    ///     for each 6 rows i of A:  pack a[i, p];  for each 8 columns j in q:
    ///         for k in p:  C[i, j] ← fma(a[i][k], b[k][j], C[i, j])     6·8 sums in registers
    /// ```
    Packed,
    /// [`Matrix::add_product`] on one thread: the same with the tile that suits the processor.
    Production,
    /// [`Matrix::add_product`] on several threads, each with its own rows or columns of `C`.
    Threads,
}

impl Rung {
    /// From the bottom to the top.
    pub const ALL: [Rung; 6] = [
        Self::Naive,
        Self::Reordered,
        Self::Blocked,
        Self::Packed,
        Self::Production,
        Self::Threads,
    ];

    /// Its name in a word or two.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Naive => "naive",
            Self::Reordered => "reordered",
            Self::Blocked => "blocked",
            Self::Packed => "packed",
            Self::Production => "production",
            Self::Threads => "threads",
        }
    }

    /// `C += A·B` with these instructions. Only [`Rung::Threads`] uses more than one thread.
    ///
    /// # Panics
    ///
    /// Unless the shapes are (m, n), (m, k) and (k, n).
    pub fn add_product(self, processor: Processor, c: &mut Matrix, a: &Matrix, b: &Matrix) {
        assert_shapes(c.shape(), a.shape(), b.shape());
        let isa = processor.isa;
        match self {
            Self::Naive => naive(isa, c, a.view(), b.view()),
            Self::Reordered => isa.run(Reordered { c, a, b }),
            Self::Blocked => isa.run(Blocked { c, a, b }),
            Self::Packed => match isa.mr() {
                10 => packed::<10>(isa, c, a, b),
                _ => packed::<6>(isa, c, a, b),
            },
            Self::Production => {
                let mut rows: Vec<_> = c.rows_mut().collect();
                add_product(isa, &mut rows[..], &a.view(), &b.view());
            }
            Self::Threads => processor.run(|| c.add_product(a, b)),
        }
    }
}

/// The oracle: `C += A·B` as three loops, with the rounding of these instructions.
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn naive(isa: Isa, c: &mut Matrix, a: View<'_>, b: View<'_>) {
    assert_shapes(c.shape(), a.shape(), b.shape());
    isa.run(Naive { c, a, b });
}

struct Naive<'a> {
    c: &'a mut Matrix,
    a: View<'a>,
    b: View<'a>,
}

impl Loops for Naive<'_> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { c, a, b } = self;
        for i in 0..a.rows() {
            for j in 0..b.columns() {
                let mut sum = c[(i, j)];
                for k in 0..a.columns() {
                    sum = fma(a.get(i, k), b.get(k, j), sum);
                }
                c[(i, j)] = sum;
            }
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
    fn run<const WIDTH: usize>(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { c, a, b } = self;
        for (i, c) in c.rows_mut().enumerate() {
            for (k, &a) in a.row(i).iter().enumerate() {
                for (c, &b) in c.iter_mut().zip(b.row(k)) {
                    *c = fma(a, b, *c);
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
    fn run<const WIDTH: usize>(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { c, a, b } = self;
        for p in blocks(b.rows(), BLOCK_ROWS) {
            for q in blocks(b.columns(), BLOCK_COLUMNS) {
                for (i, c) in c.rows_mut().enumerate() {
                    let c = &mut c[q.clone()];
                    for (k, &a) in p.clone().zip(&a.row(i)[p.clone()]) {
                        for (c, &b) in c.iter_mut().zip(&b.row(k)[q.clone()]) {
                            *c = fma(a, b, *c);
                        }
                    }
                }
            }
        }
    }
}

fn packed<const MR: usize>(isa: Isa, c: &mut Matrix, a: &Matrix, b: &Matrix) {
    let mut packed_a = [[0.0; MR]; BLOCK_ROWS];
    let mut packed_b = vec![[[0.0; NR]; BLOCK_ROWS]; BLOCK_COLUMNS / NR];
    for p in blocks(b.rows(), BLOCK_ROWS) {
        for q in blocks(b.columns(), BLOCK_COLUMNS) {
            for (panel, j) in packed_b.iter_mut().zip(q.clone().step_by(NR)) {
                for (row, k) in panel.iter_mut().zip(p.clone()) {
                    *row = padded(&b.row(k)[j..q.end.min(j + NR)]);
                }
            }
            for i in blocks(a.rows(), MR) {
                for (r, i) in i.clone().enumerate() {
                    for (column, &a) in packed_a.iter_mut().zip(&a.row(i)[p.clone()]) {
                        column[r] = a;
                    }
                }
                for (panel, j) in packed_b.iter().zip(q.clone().step_by(NR)) {
                    let j = j..q.end.min(j + NR);
                    let mut sums = [[0.0; NR]; MR];
                    for (row, i) in sums.iter_mut().zip(i.clone()) {
                        *row = padded(&c.row(i)[j.clone()]);
                    }
                    let (a, b) = (&packed_a[..p.len()], &panel[..p.len()]);
                    isa.run(Tile { sums: &mut sums, a, b });
                    for (row, i) in sums.iter().zip(i.clone()) {
                        for (c, &sum) in c.row_mut(i)[j.clone()].iter_mut().zip(row) {
                            *c = sum;
                        }
                    }
                }
            }
        }
    }
}

/// `sums += A·B`, where step `k` adds column `k` of `A` times row `k` of `B`.
struct Tile<'a, const MR: usize> {
    sums: &'a mut [[f64; NR]; MR],
    a: &'a [[f64; MR]],
    b: &'a [[f64; NR]],
}

impl<const MR: usize> Loops for Tile<'_, MR> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let mut sums = *self.sums;
        for (a, b) in self.a.iter().zip(self.b) {
            for (row, &a) in sums.iter_mut().zip(a) {
                for (sum, &b) in row.iter_mut().zip(b) {
                    *sum = fma(a, b, *sum);
                }
            }
        }
        *self.sums = sums;
    }
}

/// The numbers, of which there are at most `NR`, and zeros behind them.
fn padded(numbers: &[f64]) -> [f64; NR] {
    let number = |j| numbers.get(j).copied().unwrap_or(0.0);
    numbers.try_into().unwrap_or_else(|_| std::array::from_fn(number))
}
