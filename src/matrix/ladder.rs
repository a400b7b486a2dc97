//! The ladder from three loops to the fast product, rung by rung. Each rung is one idea.
//!
//! ```text
//! c[i][j] ← fma(a[i][k], b[k][j], c[i][j])     for all i, j and k, each c[i][j] in ascending k
//! ```
//!
//! Every rung does these same multiply-adds, and those of one sum in the same order, so all give the
//! same bits. What changes is which multiply-add comes after which, and with it whether its numbers are in
//! memory, a cache or a register. `purrceptron bench` measures what each idea is worth. The product in
//! `multiply.rs` adds to the last rung only blocks of rows of `A`, groups of micro-panels, and threads.

use super::Matrix;
use super::micro_kernel::NR;
use super::view::{View, assert_shapes};
use crate::processor::{Isa, Line, Loops};
use crate::ranges::blocks;

/// Rows of `B` in a block, the KC of the literature.
pub const BLOCK_ROWS: usize = 256;
/// Columns of `B` in a block, the NC of the literature. `BLOCK_ROWS`·`BLOCK_COLUMNS`·8 bytes = 512 KiB,
/// which a second-level cache holds.
pub const BLOCK_COLUMNS: usize = 256;

/// A rung: `C += A·B` on one thread with these instructions, for `C` `(m, n)`, `A` `(m, k)`, `B` `(k, n)`.
///
/// Panics unless the shapes fit. All but [`naive`] also panic if `B` is the view of a transpose.
pub type Rung = fn(Isa, &mut Matrix, View<'_>, View<'_>);

/// The rungs by name, from the bottom to the top.
pub const RUNGS: [(&str, Rung); 4] =
    [("naive", naive), ("reordered", reordered), ("blocked", blocked), ("packed", packed)];

/// `for i, for j, for k`: the definition, and the oracle of all others.
///
/// Each multiply-add waits for the one before it, which belongs to the same sum. And `b[k][j]`, with `j`
/// fixed, goes down a column: each number comes from another cache line.
pub fn naive(isa: Isa, c: &mut Matrix, a: View<'_>, b: View<'_>) {
    assert_shapes(c.shape(), a.shape(), b.shape());
    isa.run(Unpacked { order: Order::Naive, c, a, b });
}

/// `for i, for k, for j`: the two inner loops change places.
///
/// ```text
/// C[i, :] ← fma(a[i][k], B[k, :], C[i, :])
/// ```
///
/// Now `b` and `c` go along rows, several numbers in one instruction, and the multiply-adds of a row do
/// not wait for each other. But `C[i, :]` is read and written for every `k`, and all of `B` is read for
/// every `i`.
pub fn reordered(isa: Isa, c: &mut Matrix, a: View<'_>, b: View<'_>) {
    assert_shapes(c.shape(), a.shape(), b.shape());
    isa.run(Unpacked { order: Order::Reordered, c, a, b });
}

/// The reordered loops for one block of `B` after another.
///
/// ```text
/// for each block (p, q) of B:  for i, for k in p:  C[i, q] ← fma(a[i][k], B[k, q], C[i, q])
/// ```
///
/// A block stays in the second-level cache until it is multiplied with all rows of `A`. The blocks of a
/// column come in ascending `k`, so no sum changes its order. Still `C` is read and written for every `k`.
pub fn blocked(isa: Isa, c: &mut Matrix, a: View<'_>, b: View<'_>) {
    assert_shapes(c.shape(), a.shape(), b.shape());
    isa.run(Unpacked { order: Order::Blocked, c, a, b });
}

/// The order of the loops.
enum Order {
    Naive,
    Reordered,
    Blocked,
}

/// The three rungs that read their operands where they are.
struct Unpacked<'a> {
    order: Order,
    c: &'a mut Matrix,
    a: View<'a>,
    b: View<'a>,
}

impl Loops for Unpacked<'_> {
    #[inline(always)]
    fn run(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { order, c, a, b } = self;
        let (block_rows, block_columns) = match order {
            Order::Naive => {
                for i in 0..a.rows() {
                    for j in 0..b.columns() {
                        let mut sum = c[(i, j)];
                        for k in 0..a.columns() {
                            sum = fma(a.get(i, k), b.get(k, j), sum);
                        }
                        c[(i, j)] = sum;
                    }
                }
                return;
            }
            Order::Reordered => (b.rows().max(1), b.columns().max(1)), // all of it is one block
            Order::Blocked => (BLOCK_ROWS, BLOCK_COLUMNS),
        };
        for p in blocks(b.rows(), block_rows) {
            for q in blocks(b.columns(), block_columns) {
                for i in 0..a.rows() {
                    for k in p.clone() {
                        let a = a.get(i, k);
                        for (c, &b) in c.row_mut(i)[q.clone()].iter_mut().zip(&b.row(k)[q.clone()])
                        {
                            *c = fma(a, b, *c);
                        }
                    }
                }
            }
        }
    }
}

/// A tile of `C` stays in registers for all `k` of a block, and both operands are copied ("packed") into
/// the order in which it reads them. What a tile computes beyond the edge of `C` is not stored.
///
/// ```text
/// for each block (p, q) of B:  pack B[p, q]
///     for each MR rows i of A:  pack A[i, p];  for each NR columns j in q:
///         for k in p:  C[i, j] ← fma(A[i, k], B[k, j], C[i, j])      MR·NR sums in registers
/// ```
///
/// MR is 3, 6 or 10, as the number and length of the registers allow.
pub fn packed(isa: Isa, c: &mut Matrix, a: View<'_>, b: View<'_>) {
    assert_shapes(c.shape(), a.shape(), b.shape());
    match isa.mr() {
        10 => packed_tiles::<10>(isa, c, a, b),
        6 => packed_tiles::<6>(isa, c, a, b),
        _ => packed_tiles::<3>(isa, c, a, b),
    }
}

/// The packed rung with tiles of `MR` rows.
fn packed_tiles<const MR: usize>(isa: Isa, c: &mut Matrix, a: View<'_>, b: View<'_>) {
    let mut packed_a = [[0.0; MR]; BLOCK_ROWS];
    let mut packed_b = vec![[Line::ZERO; BLOCK_ROWS]; BLOCK_COLUMNS / NR];
    for p in blocks(b.rows(), BLOCK_ROWS) {
        for q in blocks(b.columns(), BLOCK_COLUMNS) {
            for (panel, j) in packed_b.iter_mut().zip(q.clone().step_by(NR)) {
                for (row, k) in panel.iter_mut().zip(p.clone()) {
                    *row = Line::load(&b.row(k)[j..]);
                }
            }
            for i in blocks(a.rows(), MR) {
                for (r, i) in i.clone().enumerate() {
                    for (column, k) in packed_a.iter_mut().zip(p.clone()) {
                        column[r] = a.get(i, k);
                    }
                }
                for (panel, j) in packed_b.iter().zip(q.clone().step_by(NR)) {
                    let mut sums = [Line::ZERO; MR];
                    for (row, i) in sums.iter_mut().zip(i.clone()) {
                        *row = Line::load(&c.row(i)[j..]);
                    }
                    let (a, b) = (&packed_a[..p.len()], &panel[..p.len()]);
                    isa.run(Tile { sums: &mut sums, a, b });
                    for (row, i) in sums.iter().zip(i.clone()) {
                        row.store(&mut c.row_mut(i)[j..]);
                    }
                }
            }
        }
    }
}

/// `sums += A·B`, where step `k` adds column `k` of `A` times row `k` of `B`.
struct Tile<'a, const MR: usize> {
    sums: &'a mut [Line; MR],
    a: &'a [[f64; MR]],
    b: &'a [Line],
}

impl<const MR: usize> Loops for Tile<'_, MR> {
    #[inline(always)]
    fn run(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let mut sums = self.sums.map(|row| row.0);
        for (a, b) in self.a.iter().zip(self.b) {
            for (row, &a) in sums.iter_mut().zip(a) {
                for (sum, &b) in row.iter_mut().zip(&b.0) {
                    *sum = fma(a, b, *sum);
                }
            }
        }
        *self.sums = sums.map(Line);
    }
}
