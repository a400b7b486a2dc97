//! The product `C += A·B` that everything uses.
//!
//! Every element of `C` is summed in ascending `k`, starting from what it already holds:
//!
//! ```text
//! c[i][j] ← fma(a[i][k], b[k][j], c[i][j])     for k = 0, 1, 2, …
//! ```
//!
//! Blocks, tiles and threads never change the order within one sum. So the results are equal to the last
//! bit, and the naive loop of the [ladder](super::ladder) is an exact oracle.
//!
//! The loops are those of Goto and van de Geijn ("Anatomy of High-Performance Matrix Multiplication",
//! 2008), numbered as in BLIS (Van Zee and van de Geijn, 2015), from the outside to the inside:
//!
//! ```text
//! loop 5   for each block of NC columns of C and B (jc)
//! loop 4     for each block of KC steps of k (pc): pack the block of B     KC × NC, third-level cache
//! loop 3       for each block of MC rows of C and A (ic): pack that of A   MC × KC, second-level cache
//! loop 2         for each group of micro-panels of B (jr; one in BLIS)
//! loop 1           for each micro-panel of A (ir)
//!                    for each micro-panel of the group, or two at a time
//!                      micro-kernel: MR × NR sums for KC steps             registers
//! ```

use std::cell::RefCell;
use std::ops::Range;

use super::Matrix;
use super::ladder::reordered;
use super::micro_kernel::{LhsPanels, NR, Output, PanelRow, RhsPanels, add_strip};
use super::packing::{pack_a, pack_b};
use super::view::{View, assert_shapes};
use crate::processor::{Isa, Line, Processor, in_parallel};
use crate::ranges::{blocks, equal_blocks, nth_of};

/// Steps of `k` in a block, a multiple of 8, if `B` is packed for this product.
const KC: usize = 512;
/// Steps of `k` in a block if `B` is packed already: with no buffer to fill, longer ones are better.
pub(crate) const LONG_KC: usize = 4096;
/// Rows of `A` in a block, a multiple of each [`Isa::mr`]: `MC`·`KC`·8 bytes = 480 KiB.
pub(crate) const MC: usize = 120;
/// Columns of `B` in a block, a multiple of NR: `KC`·`NC`·8 bytes = 4 MiB.
pub(crate) const NC: usize = 1024;
/// Micro-panels of `B` in a group: `GROUP`·`KC`·`NR`·8 bytes = 256 KiB.
const GROUP: usize = 8;
/// So few numbers of `A` that `B` is read hardly more often than packing would read it.
const FEW: usize = 128;
/// The multiply-adds that are worth a thread of their own: half a millisecond of work.
const WORTH_A_THREAD: usize = 1 << 23;

/// The left operand of a product, `(m, k)`, which hands out micro-panels of at most MR rows.
pub(crate) trait Lhs: Sync {
    /// `(rows, columns)`
    fn shape(&self) -> (usize, usize);

    /// The micro-panels of one block, these rows (at most MC) and steps of `k` (at most KC), packed into
    /// `buffer` unless they are already.
    fn micro_panels<'a>(
        &'a self,
        isa: Isa,
        rows: Range<usize>,
        k: Range<usize>,
        buffer: &'a mut Vec<Line>,
    ) -> LhsPanels<'a>;
}

/// The right operand of a product, `(k, n)`, which hands out micro-panels of NR columns.
pub(crate) trait Rhs: Sync {
    /// How a row of a micro-panel is stored.
    type Row: PanelRow;
    /// Steps of `k` in a block.
    const KC: usize;
    /// Columns in a block, a multiple of NR.
    const NC: usize;

    /// `(rows, columns)`
    fn shape(&self) -> (usize, usize);

    /// The micro-panels of one block, these steps of `k` (at most KC) and columns (at most NC), packed
    /// into `buffer` unless they are already.
    fn micro_panels<'a>(
        &'a self,
        k: Range<usize>,
        columns: Range<usize>,
        buffer: &'a mut Vec<Line>,
    ) -> RhsPanels<'a, Self::Row>;
}

impl Lhs for View<'_> {
    fn shape(&self) -> (usize, usize) {
        (self.rows(), self.columns())
    }

    fn micro_panels<'a>(
        &'a self,
        isa: Isa,
        rows: Range<usize>,
        k: Range<usize>,
        buffer: &'a mut Vec<Line>,
    ) -> LhsPanels<'a> {
        let row_lines = k.len().div_ceil(NR);
        let lines = first_lines(buffer, rows.len() * row_lines);
        for panel in equal_blocks(rows.len(), isa.mr()) {
            let place = panel.start * row_lines..panel.end * row_lines;
            let rows = rows.start + panel.start..rows.start + panel.end;
            pack_a(*self, rows, k.clone(), &mut lines[place]);
        }
        LhsPanels { lines, row_lines, first_line: 0 }
    }
}

impl Rhs for View<'_> {
    type Row = Line;
    const KC: usize = KC;
    const NC: usize = NC;

    fn shape(&self) -> (usize, usize) {
        (self.rows(), self.columns())
    }

    fn micro_panels<'a>(
        &'a self,
        k: Range<usize>,
        columns: Range<usize>,
        buffer: &'a mut Vec<Line>,
    ) -> RhsPanels<'a, Line> {
        let (steps, panels) = (k.len(), columns.len().div_ceil(NR));
        let rows = first_lines(buffer, panels * steps);
        pack_b(*self, k, columns, rows);
        RhsPanels { rows, panel_rows: steps, steps }
    }
}

/// The first `count` lines of a buffer, which grows if it must and never shrinks.
pub(crate) fn first_lines(buffer: &mut Vec<Line>, count: usize) -> &mut [Line] {
    if buffer.len() < count {
        buffer.resize(count, Line::ZERO);
    }
    &mut buffer[..count]
}

thread_local! {
    /// Buffers for packing `A` and `B`, kept from one product to the next.
    static BUFFERS: RefCell<(Vec<Line>, Vec<Line>)> = RefCell::default();
}

/// `C += A·B` on one thread: the five loops.
pub(crate) fn add_product<B: Rhs>(isa: Isa, c: &mut impl Output, a: &impl Lhs, b: &B) {
    let ((m, k), (_, n)) = (a.shape(), b.shape());
    let (mut a_buffer, mut b_buffer) = BUFFERS.take();
    for jc in blocks(n, B::NC) {
        for pc in blocks(k, B::KC) {
            let b = b.micro_panels(pc.clone(), jc.clone(), &mut b_buffer);
            for ic in blocks(m, MC) {
                let a = a.micro_panels(isa, ic.clone(), pc.clone(), &mut a_buffer);
                for jr in blocks(jc.len().div_ceil(NR), GROUP) {
                    for ir in equal_blocks(ic.len(), isa.mr()) {
                        add_strip(isa, c, (ic.start, jc.start), a, ir, b, jr.clone());
                    }
                }
            }
        }
    }
    BUFFERS.set((a_buffer, b_buffer));
}

impl Matrix {
    /// `np.dot(self, other)`, the matrix product: `(m, k)` times `(k, n)` is `(m, n)`.
    ///
    /// Panics unless `self` has as many columns as `other` has rows.
    pub fn dot<'a>(&self, other: impl Into<View<'a>>) -> Matrix {
        self.view().dot(other)
    }

    /// `self += a·b`, on several threads where they are worth it.
    ///
    /// Panics unless `self` is `(m, n)`, `a` is `(m, k)` and `b` is `(k, n)`.
    pub fn add_product<'a, 'b>(&mut self, a: impl Into<View<'a>>, b: impl Into<View<'b>>) {
        let (a, b) = (a.into(), b.into());
        assert_shapes(self.shape(), a.shape(), b.shape());
        if self.as_slice().is_empty() {
            return;
        }
        let processor @ Processor { isa, .. } = Processor::current();
        let (m, n) = self.shape();
        if m * a.columns() <= FEW && b.rows_are_contiguous() {
            return reordered(isa, self, a, b);
        }
        let threads = processor.threads_for(m * a.columns() * n, WORTH_A_THREAD);
        let mut rows: Vec<&mut [f64]> = self.rows_mut().collect();
        if threads == 1 {
            return add_product(isa, &mut rows, &a, &b);
        }
        // Each thread has its own rows of C and A, or columns of C and B, whichever are more, but never
        // its own steps of k: a sum is not split.
        let mut tasks = Vec::new();
        for t in 0..threads {
            if m >= n {
                let range = nth_of(threads, t, m, isa.mr());
                let c: Vec<_> = rows.drain(..range.len()).collect();
                tasks.push((c, a.select_rows(range), b));
            } else {
                let range = nth_of(threads, t, n, NR);
                let c =
                    rows.iter_mut().map(|row| row.split_off_mut(..range.len()).expect("columns"));
                tasks.push((c.collect(), a, b.select_columns(range)));
            }
        }
        in_parallel(tasks, |(mut c, a, b)| add_product(isa, &mut c, &a, &b));
    }
}

impl View<'_> {
    /// `np.dot(self, other)`, the matrix product: `(m, k)` times `(k, n)` is `(m, n)`.
    ///
    /// Panics unless `self` has as many columns as `other` has rows.
    pub fn dot<'b>(self, other: impl Into<View<'b>>) -> Matrix {
        let other = other.into();
        let mut product = Matrix::zeros(self.rows(), other.columns());
        product.add_product(self, other);
        product
    }
}
