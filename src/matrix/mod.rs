//! `Matrix`: rows and columns of `f64`, and the few operations the course's mathematics needs.
//!
//! Row-major, as NumPy's default: element `(i, j)` of a `(rows, columns)` matrix is number
//! `i·columns + j`. Shapes are the course's: features (or units) down the rows, examples along the
//! columns, so that `Z = W·A + b` and `dW = dZ·A_prevᵀ / m` are written as in the notes:
//!
//! ```
//! use purrceptron::matrix::Matrix;
//! let w = Matrix::from([[1.0, 2.0], [3.0, 4.0]]);
//! let x = Matrix::from([[1.0], [10.0]]);
//! assert_eq!(w.dot(&x), Matrix::from([[21.0], [43.0]]));
//! assert_eq!(w.t().dot(&x), Matrix::from([[31.0], [42.0]])); // wᵀ·x, and nothing was copied
//! ```
//!
//! A wrong shape is a mistake in the program, not in its input: it panics, naming both shapes.

pub mod ladder;
pub(crate) mod micro_kernel;
pub(crate) mod multiply;
pub(crate) mod packing;
mod view;

pub use view::View;

use std::array::from_fn;
use std::ops::{Index, IndexMut, Mul, Sub};

/// A matrix of `f64`, stored row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    data: Vec<f64>,
}

impl Matrix {
    /// `np.zeros((rows, columns))`.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self::from_vec(rows, columns, vec![0.0; rows * columns])
    }

    /// The matrix whose element `(i, j)` is `element(i, j)`, called row by row.
    pub fn from_fn(
        rows: usize,
        columns: usize,
        mut element: impl FnMut(usize, usize) -> f64,
    ) -> Self {
        let mut data = Vec::with_capacity(rows * columns);
        for i in 0..rows {
            for j in 0..columns {
                data.push(element(i, j));
            }
        }
        Self::from_vec(rows, columns, data)
    }

    /// `data.reshape(rows, columns)`: the matrix of these elements, given row by row.
    ///
    /// Panics unless there are `rows · columns` of them.
    pub fn from_vec(rows: usize, columns: usize, data: Vec<f64>) -> Self {
        let count = data.len();
        assert!(
            count == rows * columns,
            "from_vec: {count} elements do not make a ({rows}, {columns}) matrix"
        );
        Self { rows, columns, data }
    }

    /// How many rows: features, or units of a layer.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns: examples.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// `(rows, columns)`, as NumPy's `shape`.
    pub fn shape(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    /// All elements, row by row.
    pub fn as_slice(&self) -> &[f64] {
        &self.data
    }

    /// Row `i`.
    ///
    /// Panics if there is no such row.
    pub fn row(&self, i: usize) -> &[f64] {
        assert!(i < self.rows, "row {i} of a {:?} matrix", self.shape());
        &self.data[i * self.columns..][..self.columns]
    }

    /// Row `i`, mutable.
    pub(crate) fn row_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.data[i * self.columns..][..self.columns]
    }

    /// The rows, mutable.
    pub(crate) fn rows_mut(&mut self) -> impl Iterator<Item = &mut [f64]> {
        self.data.chunks_mut(self.columns.max(1)) // `chunks_mut` refuses 0
    }

    /// The whole matrix as a view.
    pub fn view(&self) -> View<'_> {
        View::new(&self.data, self.rows, self.columns)
    }

    /// The transpose, `(columns, rows)`, as a view: nothing is copied.
    pub fn t(&self) -> View<'_> {
        self.view().t()
    }

    /// The matrix of the same shape with `f` of each element.
    pub fn map(&self, f: impl FnMut(f64) -> f64) -> Matrix {
        Self::from_vec(self.rows, self.columns, self.data.iter().copied().map(f).collect())
    }

    /// `f` of each pair of elements in the same place, as `self * other` in NumPy.
    ///
    /// Panics unless the shapes are the same.
    pub fn combine(&self, other: &Matrix, mut f: impl FnMut(f64, f64) -> f64) -> Matrix {
        let (lhs, rhs) = (self.shape(), other.shape());
        assert!(lhs == rhs, "shape mismatch in combine, lhs: {lhs:?}, rhs: {rhs:?}");
        let pairs = self.data.iter().zip(&other.data);
        Self::from_vec(self.rows, self.columns, pairs.map(|(&x, &y)| f(x, y)).collect())
    }

    /// `self + b`: the column `b` is added to every column, as NumPy broadcasts it in
    /// `np.dot(W, A) + b`.
    ///
    /// Panics unless `b` is `(rows, 1)`.
    pub fn plus_column(mut self, b: &Matrix) -> Matrix {
        let (lhs, rhs) = (self.shape(), b.shape());
        assert!(rhs == (lhs.0, 1), "shape mismatch in plus_column, lhs: {lhs:?}, rhs: {rhs:?}");
        for (row, &b) in self.rows_mut().zip(&b.data) {
            row.iter_mut().for_each(|x| *x += b);
        }
        self
    }

    /// `np.sum(self, axis=1, keepdims=True)`: the sum of each row, from left to right; `(rows, 1)`.
    pub fn row_sums(&self) -> Matrix {
        // Several rows at a time: the additions of one sum wait for each other, those of others do not.
        const TOGETHER: usize = 8;
        let mut sums = Vec::with_capacity(self.rows);
        for first in (0..self.rows).step_by(TOGETHER) {
            let rows: [&[f64]; TOGETHER] = from_fn(|i| self.row((first + i).min(self.rows - 1)));
            let mut totals = [0.0; TOGETHER];
            for j in 0..self.columns {
                for (total, row) in totals.iter_mut().zip(&rows) {
                    *total += row[j];
                }
            }
            sums.extend(&totals[..TOGETHER.min(self.rows - first)]);
        }
        Self::from_vec(self.rows, 1, sums)
    }
}

impl<const R: usize, const C: usize> From<[[f64; C]; R]> for Matrix {
    fn from(rows: [[f64; C]; R]) -> Self {
        Self::from_vec(R, C, rows.into_iter().flatten().collect())
    }
}

impl View<'_> {
    /// A row-major copy of the elements.
    pub fn to_matrix(&self) -> Matrix {
        Matrix::from_fn(self.rows(), self.columns(), |i, j| self.get(i, j))
    }
}

impl<'a> From<&'a Matrix> for View<'a> {
    fn from(matrix: &'a Matrix) -> Self {
        matrix.view()
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        assert!(j < self.columns, "column {j} of a {:?} matrix", self.shape());
        &self.data[i * self.columns + j]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        assert!(j < self.columns, "column {j} of a {:?} matrix", self.shape());
        &mut self.data[i * self.columns + j]
    }
}

impl Sub for &Matrix {
    type Output = Matrix;

    /// Element by element. Panics unless the shapes are the same.
    fn sub(self, other: &Matrix) -> Matrix {
        self.combine(other, |x, y| x - y)
    }
}

impl Mul<f64> for &Matrix {
    type Output = Matrix;

    /// Each element times `factor`.
    fn mul(self, factor: f64) -> Matrix {
        self.map(|x| x * factor)
    }
}
