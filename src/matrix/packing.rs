//! Packing: both operands copied into the order in which the micro-kernel reads them.
//!
//! `B` in micro-panels of NR = 8 columns, row by row, so that a step of `k` reads one cache line and
//! the next step the next one:
//!
//! ```text
//!   0  1 ..  7 |  8  9 .. 15 |            panel 0: b[0][0] … b[0][7]  b[1][0] … b[1][7]  b[2][0] …
//!   row k = 0  |             |            panel 1: b[0][8] … b[0][15] b[1][8] … b[1][15] …
//!   row k = 1  |             |
//! ```
//!
//! `A` in micro-panels of MR rows or fewer. For every 8 steps of `k` it has a cache line of each row:
//!
//! ```text
//!   row 0: a[0][0] … a[0][7] │ a[0][8] … a[0][15]       a[0][0] … a[0][7]  a[1][0] … a[1][7]  … ,
//!   row 1: a[1][0] … a[1][7] │ a[1][8] … a[1][15]       a[0][8] … a[0][15] a[1][8] … a[1][15] … ,
//!   …                        │                          …
//! ```
//!
//! (Most libraries store `A` as they do `B`, step by step. In lines it is also an order in which `C` can
//! be added to tile by tile, so a matrix may stay in it that is `A` in one product and `C` in the next.)

use crate::processor::Line;
use std::ops::Range;

use super::micro_kernel::NR;
use super::view::View;

/// Copies `A[rows, k]`, one micro-panel. What its last lines hold beyond `k` changes nothing.
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

/// Copies `B[k, columns]`, micro-panel after micro-panel. What the last one holds in columns that `B`
/// does not have is never used.
pub(crate) fn pack_b(b: View<'_>, k: Range<usize>, columns: Range<usize>, panels: &mut [Line]) {
    if k.is_empty() {
        return;
    }
    for (panel, first) in panels.chunks_mut(k.len()).zip(columns.clone().step_by(NR)) {
        let width = NR.min(columns.end - first);
        if b.rows_are_contiguous() {
            for (line, k) in panel.iter_mut().zip(k.clone()) {
                *line = Line::load(&b.row(k)[first..first + width]);
            }
        } else {
            for j in 0..width {
                let column = &b.t().row(first + j)[k.clone()];
                for (line, &x) in panel.iter_mut().zip(column) {
                    line.0[j] = x;
                }
            }
        }
    }
}
