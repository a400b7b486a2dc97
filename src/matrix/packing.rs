//! Packing: both operands copied into the order in which the micro-kernel reads them.
//!
//! `B` is packed in micro-panels of NR = 8 columns, each row by row. One step of `k` reads one cache
//! line, and the next step the next one:
//!
//! ```text
//!   B                                          micro-panels, one after another
//!   b[0][0] … b[0][7] │ b[0][8] … b[0][15]     b[0][0] … b[0][7]   b[1][0] … b[1][7]   …
//!   b[1][0] … b[1][7] │ b[1][8] … b[1][15]     b[0][8] … b[0][15]  b[1][8] … b[1][15]  …
//! ```
//!
//! `A` is packed in micro-panels of at most MR rows. For every 8 steps of `k` a micro-panel has one cache
//! line of each of its rows:
//!
//! ```text
//!   A                                          one micro-panel
//!   a[0][0] … a[0][7] │ a[0][8] … a[0][15]     a[0][0] … a[0][7]   a[1][0] … a[1][7]   …
//!   a[1][0] … a[1][7] │ a[1][8] … a[1][15]     a[0][8] … a[0][15]  a[1][8] … a[1][15]  …
//! ```
//!
//! (Most libraries pack `A` as they do `B`, step by step. But tiles of `C` can be loaded and stored in
//! lines, too: so a matrix that is `A` in one product and `C` in the next can stay packed.)

use std::array::from_fn;
use std::ops::Range;

use super::micro_kernel::NR;
use super::view::View;
use crate::processor::Line;

/// Packs `A[rows, k]`, one micro-panel. What its last lines hold beyond `k` is never read.
pub(crate) fn pack_a(a: View<'_>, rows: Range<usize>, k: Range<usize>, micro_panel: &mut [Line]) {
    let height = rows.len();
    if a.rows_are_contiguous() {
        for (i, row) in rows.enumerate() {
            let lines = micro_panel[i..].iter_mut().step_by(height);
            for (line, numbers) in lines.zip(a.row(row)[k.clone()].chunks(NR)) {
                *line = Line::load(numbers);
            }
        }
    } else {
        for (lines, first) in micro_panel.chunks_mut(height).zip(k.clone().step_by(NR)) {
            for (place, k) in (first..k.end.min(first + NR)).enumerate() {
                let column = &a.t().row(k)[rows.clone()];
                for (line, &x) in lines.iter_mut().zip(column) {
                    line.0[place] = x;
                }
            }
        }
    }
}

/// Packs `B[k, columns]`, micro-panel after micro-panel. What the last one holds beyond the last column
/// is multiplied, but those sums are never stored.
pub(crate) fn pack_b(b: View<'_>, k: Range<usize>, columns: Range<usize>, panels: &mut [Line]) {
    for (panel, first) in panels.chunks_mut(k.len().max(1)).zip(columns.clone().step_by(NR)) {
        if b.rows_are_contiguous() {
            for (line, k) in panel.iter_mut().zip(k.clone()) {
                *line = Line::load(&b.row(k)[first..]);
            }
        } else {
            // Beyond the last column stands the last one again.
            let column = |j: usize| &b.t().row((first + j).min(columns.end - 1))[k.clone()];
            let columns: [&[f64]; NR] = from_fn(column);
            for (k, line) in panel.iter_mut().enumerate() {
                *line = Line(columns.map(|column| column[k]));
            }
        }
    }
}
