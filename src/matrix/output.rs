//! Where a product goes: into a matrix, or into some of its rows or columns.
//!
//! A tile of 8 whole columns is summed where it stands. At the right edge, where fewer columns are
//! left, it is summed beside the matrix and copied back.

use std::ops::Range;

use super::Matrix;
use super::kernel::{ABREAST, Kernel, Line, MOST_ROWS, NR, TileRows};
use super::packed::Panel;

/// Where a product is added to, tile by tile.
pub(super) trait Output {
    /// How many rows it has.
    fn rows(&self) -> usize;

    /// Adds `a·b` to these rows of the 8 columns from `first` on, or as many as there are.
    fn add(&mut self, kernel: Kernel, rows: Range<usize>, first: usize, a: &[Line], b: Panel<'_>);

    /// Adds `a·b` to the only row, to the columns of several panels from `first` on.
    fn add_abreast(&mut self, kernel: Kernel, first: usize, a: &[Line], b: [Panel<'_>; ABREAST]);
}

/// A matrix row by row, whole or in part.
pub(super) trait RowByRow {
    fn rows(&self) -> usize;
    fn columns(&self) -> usize;
    fn row(&mut self, i: usize) -> &mut [f64];
}

/// All of a matrix.
pub(super) struct Rows<'a> {
    data: &'a mut [f64],
    rows: usize,
    columns: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn all(matrix: &'a mut Matrix) -> Self {
        let (rows, columns) = matrix.shape();
        Self { data: matrix.as_mut_slice(), rows, columns }
    }
}

impl RowByRow for Rows<'_> {
    fn rows(&self) -> usize {
        self.rows
    }

    #[inline(always)]
    fn columns(&self) -> usize {
        self.columns
    }

    #[inline(always)]
    fn row(&mut self, i: usize) -> &mut [f64] {
        &mut self.data[i * self.columns..][..self.columns]
    }
}

/// What one of several threads computes: some columns of every row, or some rows.
pub(super) struct Part<'a> {
    rows: Vec<&'a mut [f64]>,
}

impl<'a> Part<'a> {
    pub(super) fn new(rows: Vec<&'a mut [f64]>) -> Self {
        Self { rows }
    }
}

impl RowByRow for Part<'_> {
    fn rows(&self) -> usize {
        self.rows.len()
    }

    #[inline(always)]
    fn columns(&self) -> usize {
        self.rows.first().map_or(0, |row| row.len())
    }

    #[inline(always)]
    fn row(&mut self, i: usize) -> &mut [f64] {
        self.rows[i]
    }
}

impl<T: RowByRow> Output for T {
    fn rows(&self) -> usize {
        RowByRow::rows(self)
    }

    fn add(&mut self, kernel: Kernel, rows: Range<usize>, first: usize, a: &[Line], b: Panel<'_>) {
        let height = rows.len();
        if first + NR <= self.columns() {
            let tile = WholeTile { c: self, first_row: rows.start, first };
            return b.multiply(kernel, height, a, tile);
        }
        let mut tile = [Line::ZERO; MOST_ROWS];
        for (line, i) in tile.iter_mut().zip(rows.clone()) {
            *line = Line::load(&self.row(i)[first..]);
        }
        b.multiply(kernel, height, a, &mut tile[..]);
        for (line, i) in tile.iter().zip(rows) {
            line.store(&mut self.row(i)[first..]);
        }
    }

    fn add_abreast(&mut self, kernel: Kernel, first: usize, a: &[Line], b: [Panel<'_>; ABREAST]) {
        Panel::multiply_abreast(b, kernel, a, WholeTile { c: self, first_row: 0, first });
    }
}

/// Whole panels of columns from `first` on.
struct WholeTile<'a, T> {
    c: &'a mut T,
    first_row: usize,
    first: usize,
}

impl<T: RowByRow> TileRows for WholeTile<'_, T> {
    #[inline(always)]
    fn row(&mut self, i: usize, p: usize) -> &mut [f64; NR] {
        let row = self.c.row(self.first_row + i);
        row[self.first + p * NR..].first_chunk_mut().expect("a whole tile")
    }
}
