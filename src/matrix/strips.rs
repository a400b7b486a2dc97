//! The left operand of a product in the kernel's order, which is also an order for its result.
//!
//! A strip is a few rows; for every 8 columns it holds a line of each row. In training `W` is the left
//! operand of one product and the result of the other: it is kept in this order throughout.

use std::ops::Range;

use super::kernel::Kernel;
use super::multiply::{assert_shapes, equal_blocks, multiply};
use super::output::Output;
use super::packed::{AnyPanels, Right};
use super::tile::{Line, NR, TileByTile};
use super::{Matrix, View};

/// The left operand of a product.
#[derive(Clone, Copy, Debug)]
pub(super) enum Left<'a> {
    /// Packed block by block during the product.
    View(View<'a>),
    /// In the kernel's order already.
    Strips(&'a Strips),
}

impl<'a> From<View<'a>> for Left<'a> {
    fn from(view: View<'a>) -> Self {
        Left::View(view)
    }
}

impl Left<'_> {
    /// `(rows, columns)`.
    pub(super) fn shape(&self) -> (usize, usize) {
        match self {
            Left::View(view) => view.shape(),
            Left::Strips(strips) => strips.shape(),
        }
    }
}

/// Copies `A[rows, k]` in the kernel's order: for every 8 steps of `k`, a line of each row. What the
/// last lines hold beyond `k` changes nothing.
pub(super) fn pack_strip(a: View<'_>, rows: Range<usize>, k: Range<usize>, packed: &mut [Line]) {
    if a.rows_are_contiguous() {
        let height = rows.len();
        for (i, row) in rows.enumerate() {
            let (whole, rest) = a.row(row)[k.clone()].as_chunks();
            let mut lines = packed.iter_mut().skip(i).step_by(height);
            for (numbers, line) in whole.iter().zip(&mut lines) {
                line.0 = *numbers;
            }
            if let Some(line) = lines.next() {
                line.0[..rest.len()].copy_from_slice(rest);
            }
        }
    } else {
        for (lines, first) in packed.chunks_mut(rows.len()).zip(k.clone().step_by(NR)) {
            for (place, k) in (first..(first + NR).min(k.end)).enumerate() {
                let column = &a.t().row(k)[rows.clone()];
                for (line, &x) in lines.iter_mut().zip(column) {
                    line.0[place] = x;
                }
            }
        }
    }
}

/// A matrix in strips of a few rows, in the order in which a kernel reads its left operand, and in
/// which it reads and writes its result.
#[derive(Clone, Debug)]
pub struct Strips {
    kernel: Kernel,
    rows: usize,
    columns: usize,
    lines: Vec<Line>,
}

impl Strips {
    /// The elements of `matrix`, in the order of `kernel`.
    #[must_use]
    pub fn new(kernel: Kernel, matrix: View<'_>) -> Self {
        let (rows, columns) = matrix.shape();
        let lines = vec![Line::ZERO; rows * columns.div_ceil(NR)];
        let mut strips = Self { kernel, rows, columns, lines };
        for strip in strips.strips() {
            let place = strips.place(&strip, &(0..columns));
            pack_strip(matrix, strip, 0..columns, &mut strips.lines[place]);
        }
        strips
    }

    /// `(rows, columns)`.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    /// `self += a·b`, on one thread.
    ///
    /// # Panics
    ///
    /// Unless the shapes are (m, n), (m, k) and (k, n).
    pub fn multiply_add<'b>(&mut self, a: View<'_>, b: impl Into<Right<'b>>) {
        let b = b.into();
        assert_shapes(self.shape(), a.shape(), b.shape());
        multiply(self.kernel, self, a.into(), b);
    }

    /// `c += self·b`, on one thread.
    ///
    /// # Panics
    ///
    /// Unless the shapes are (m, n), (m, k) and (k, n).
    pub fn add_dot<'b>(&self, c: &mut Matrix, b: impl Into<Right<'b>>) {
        let b = b.into();
        assert_shapes(c.shape(), self.shape(), b.shape());
        multiply(self.kernel, c, Left::Strips(self), b);
    }

    /// The same elements row by row.
    #[must_use]
    pub fn to_matrix(&self) -> Matrix {
        let mut matrix = Matrix::zeros(self.rows, self.columns);
        for strip in self.strips() {
            let lines = self.lines(&strip, &(0..self.columns)).chunks(strip.len());
            for (first, lines) in (0..self.columns).step_by(NR).zip(lines) {
                for (line, i) in lines.iter().zip(strip.clone()) {
                    line.store(&mut matrix.row_mut(i)[first..]);
                }
            }
        }
        matrix
    }

    fn strips(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        equal_blocks(self.rows, self.kernel.most_rows())
    }

    /// Where the lines of columns `k` are, of the strip of these rows; `k` begins at a multiple of 8.
    fn place(&self, rows: &Range<usize>, k: &Range<usize>) -> Range<usize> {
        let start = rows.start * self.columns.div_ceil(NR) + k.start / NR * rows.len();
        start..start + k.len().div_ceil(NR) * rows.len()
    }

    /// The lines of columns `k` of the strip of these rows; `k` begins at a multiple of 8.
    pub(super) fn lines(&self, rows: &Range<usize>, k: &Range<usize>) -> &[Line] {
        &self.lines[self.place(rows, k)]
    }
}

impl Output for Strips {
    fn add(
        &mut self,
        kernel: Kernel,
        rows: Range<usize>,
        columns: Range<usize>,
        a: &[Line],
        b: AnyPanels<'_>,
    ) {
        let place = self.place(&rows, &columns);
        b.multiply(kernel, rows.len(), a, TileByTile(&mut self.lines[place]));
    }
}
