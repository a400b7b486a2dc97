//! One row times a packed matrix: the neuron, whose `W1` is a single row.
//!
//! ```text
//! c[j] ← fma(a[k], b[k][j], c[j])     for k = 0, 1, 2, …
//! ```
//!
//! The multiply-adds of one micro-panel wait for each other, so several micro-panels are multiplied at a
//! time.

use std::array::from_fn;
use std::ops::Range;

use super::many_rows::Prepacked;
use super::panels::Panels;
use super::weights::PackedWeights;
use crate::matrix::micro_kernel::{NR, PanelRow};
use crate::matrix::{Matrix, View};
use crate::processor::{Isa, Line, Loops};
use crate::ranges::{blocks, equal_blocks};

/// A packed matrix that one row is multiplied by.
pub(crate) trait RowRhs: Send + Sync {
    /// `c += a·B[k, columns]`, where `a` and `c` are one row in lines of 8. Both ranges begin at multiples
    /// of 8.
    fn add_row(&self, isa: Isa, c: &mut [Line], a: &[Line], k: Range<usize>, columns: Range<usize>);
}

/// The pictures packed for a single unit.
pub(super) struct OneRow<B> {
    pub isa: Isa,
    pub p: B,
    pub p_t: B,
}

impl<B: RowRhs> Prepacked for OneRow<B> {
    fn forward(
        &self,
        z: &mut Matrix,
        w: &PackedWeights,
        features: Range<usize>,
        examples: Range<usize>,
    ) {
        let mut z_lines = to_lines(z.row(0));
        self.p.add_row(self.isa, &mut z_lines, w.row(), features, examples);
        from_lines(&z_lines, z.row_mut(0));
    }

    fn descend(&self, w: &mut PackedWeights, step: View<'_>, features: Range<usize>) {
        let (step, examples) = (to_lines(step.row(0)), 0..step.columns());
        self.p_t.add_row(self.isa, w.row_mut(), &step, examples, features);
    }
}

/// One row in lines of 8, the last one filled up with zeros.
fn to_lines(row: &[f64]) -> Vec<Line> {
    row.chunks(NR).map(Line::load).collect()
}

/// Overwrites a row with the numbers in lines.
fn from_lines(lines: &[Line], row: &mut [f64]) {
    for (line, numbers) in lines.iter().zip(row.chunks_mut(NR)) {
        line.store(numbers);
    }
}

impl<R: PanelRow + Send> RowRhs for Panels<R> {
    fn add_row(
        &self,
        isa: Isa,
        c: &mut [Line],
        a: &[Line],
        k: Range<usize>,
        columns: Range<usize>,
    ) {
        assert!(
            k.start.is_multiple_of(NR) && columns.start.is_multiple_of(NR),
            "{k:?} {columns:?}"
        );
        for pc in blocks(k.len(), KC) {
            let a = &a[pc.start / NR..];
            let steps = k.start + pc.start..k.start + pc.end;
            for group in equal_blocks(columns.len().div_ceil(NR), ABREAST) {
                let panel = |q| self.panel(columns.start / NR + group.start + q, steps.clone());
                let c = &mut c[group.clone()];
                match group.len() {
                    1 => isa.run(Row::<_, 1> { c, a, b: from_fn(panel) }),
                    2 => isa.run(Row::<_, 2> { c, a, b: from_fn(panel) }),
                    3 => isa.run(Row::<_, 3> { c, a, b: from_fn(panel) }),
                    _ => isa.run(Row::<_, ABREAST> { c, a, b: from_fn(panel) }),
                }
            }
        }
    }
}

/// Steps of `k` in a block, a multiple of 8: so much of the row, 8 KiB, stays in the first-level cache.
const KC: usize = 1024;

/// The most micro-panels at a time.
const ABREAST: usize = 4;

/// One row of `A` and `PANELS` micro-panels of `B`.
struct Row<'a, R, const PANELS: usize> {
    c: &'a mut [Line],
    a: &'a [Line],
    b: [&'a [R]; PANELS],
}

impl<R: PanelRow, const PANELS: usize> Loops for Row<'_, R, PANELS> {
    #[inline(always)]
    fn run(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { c, a, b } = self;
        let steps = b[0].len();
        let b = b.map(|panel| &panel[..steps]);
        let mut sums: [Line; PANELS] = *c.first_chunk().expect("a line for each micro-panel");
        for k in 0..steps {
            let a = a[k / NR].0[k % NR];
            for (sums, b) in sums.iter_mut().zip(&b) {
                for (sum, b) in sums.0.iter_mut().zip(b[k].numbers()) {
                    *sum = fma(a, b, *sum);
                }
            }
        }
        c.copy_from_slice(&sums);
    }
}
