//! Where a product goes: into a matrix, or into some of its rows or columns.
//!
//! A tile of 8 whole columns is summed where it stands. At the right edge, where fewer columns are
//! left, it is summed beside the matrix and copied back.

use std::ops::Range;

use super::Matrix;
use super::kernel::{Kernel, MOST_ROWS};
use super::packed::AnyPanels;
use super::tile::{Edge, Line, NR, Rows};

/// Where a product is added to, tile by tile.
pub(super) trait Output {
    /// Adds `a·b` to these rows and columns, a strip and whole panels but for the last.
    fn add(
        &mut self,
        kernel: Kernel,
        rows: Range<usize>,
        columns: Range<usize>,
        a: &[Line],
        b: AnyPanels<'_>,
    );
}

/// A matrix row by row.
pub(super) trait RowByRow {
    /// Some of its rows.
    fn rows(&mut self, rows: Range<usize>) -> impl Iterator<Item = &mut [f64]>;
}

impl RowByRow for Matrix {
    fn rows(&mut self, rows: Range<usize>) -> impl Iterator<Item = &mut [f64]> {
        let columns = self.columns();
        let place = rows.start * columns..rows.end * columns;
        self.as_mut_slice()[place].chunks_mut(columns.max(1)) // `chunks_mut` refuses 0
    }
}

/// What one of several threads computes: some columns of every row, or some rows.
impl RowByRow for Vec<&mut [f64]> {
    fn rows(&mut self, rows: Range<usize>) -> impl Iterator<Item = &mut [f64]> {
        self[rows].iter_mut().map(|row| &mut **row)
    }
}

impl<T: RowByRow> Output for T {
    fn add(
        &mut self,
        kernel: Kernel,
        rows: Range<usize>,
        columns: Range<usize>,
        a: &[Line],
        b: AnyPanels<'_>,
    ) {
        let height = rows.len();
        let whole = columns.len() - columns.len() % NR;
        let right = columns.start + whole..columns.end;
        let mut edge = Edge { lines: [Line::ZERO; MOST_ROWS], columns: right.len() };
        for (line, row) in edge.lines.iter_mut().zip(self.rows(rows.clone())) {
            *line = Line::load(&row[right.clone()]);
        }
        let c = self.rows(rows.clone()).map(|row| &mut row[columns.clone()]);
        b.multiply(kernel, height, a, Rows { rows: c, edge: &mut edge });
        for (line, row) in edge.lines.iter().zip(self.rows(rows)) {
            line.store(&mut row[right.clone()]);
        }
    }
}
