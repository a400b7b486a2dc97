//! `View`: a matrix borrowed with strides, so that a transpose is another way to read it.
//!
//! Element `(i, j)` is number `i·row_stride + j·column_stride` of the data. `t()` swaps the strides.

use std::ops::Range;

/// A borrowed matrix, or its transpose. As cheap to copy as a slice.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    data: &'a [f64],
    rows: usize,
    columns: usize,
    row_stride: usize,
    column_stride: usize, // one of the two is 1
}

impl<'a> View<'a> {
    /// The whole of a row-major `(rows, columns)` matrix.
    pub(crate) fn new(data: &'a [f64], rows: usize, columns: usize) -> Self {
        assert_eq!(data.len(), rows * columns);
        Self { data, rows, columns, row_stride: columns, column_stride: 1 }
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// `(rows, columns)`.
    pub fn shape(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    /// Element `(i, j)`.
    ///
    /// Panics if there is no such element.
    pub fn get(&self, i: usize, j: usize) -> f64 {
        let shape = self.shape();
        assert!(i < self.rows && j < self.columns, "element ({i}, {j}) of a {shape:?} matrix");
        self.data[i * self.row_stride + j * self.column_stride]
    }

    /// The transpose, without copying.
    pub fn t(self) -> Self {
        Self {
            rows: self.columns,
            columns: self.rows,
            row_stride: self.column_stride,
            column_stride: self.row_stride,
            ..self
        }
    }

    /// Whether the elements of a row are neighbours in memory. If not, those of a column are.
    pub(crate) fn rows_are_contiguous(&self) -> bool {
        self.column_stride == 1
    }

    /// Row `i` as a slice. Panics unless its elements are neighbours in memory.
    pub(crate) fn row(&self, i: usize) -> &'a [f64] {
        assert!(self.rows_are_contiguous(), "a row of a transpose is no slice");
        &self.data[i * self.row_stride..][..self.columns]
    }

    /// The view of these rows, `(rows.len(), columns)`, without copying.
    ///
    /// Panics if the range ends beyond the last row.
    pub fn select_rows(self, rows: Range<usize>) -> Self {
        self.t().select_columns(rows).t()
    }

    /// The view of these columns, `(rows, columns.len())`, without copying.
    ///
    /// Panics if the range ends beyond the last column.
    pub fn select_columns(self, columns: Range<usize>) -> Self {
        assert!(columns.end <= self.columns, "columns {columns:?} of {}", self.columns);
        let first = (columns.start * self.column_stride).min(self.data.len());
        Self { data: &self.data[first..], columns: columns.len(), ..self }
    }
}

/// Panics unless the shapes are those of `C += A·B`: `(m, n)`, `(m, k)` and `(k, n)`.
pub(super) fn assert_shapes(c: (usize, usize), a: (usize, usize), b: (usize, usize)) {
    assert!(a.1 == b.0, "shape mismatch in matmul, lhs: {a:?}, rhs: {b:?}");
    assert!(c == (a.0, b.1), "shape mismatch in matmul, out: {c:?}, lhs: {a:?}, rhs: {b:?}");
}
