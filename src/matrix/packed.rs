//! The operands of a product in the kernel's order, and packing them once for many products.
//!
//! Libraries copy both operands into the kernel's order at every call. The photographs never
//! change during a training, and both of its large products, `W·X` and `dZ·Xᵀ`, have them on the
//! right: packed once in both directions, they are copied twice instead of five thousand times.
//! And packed as the bytes they are, they stay in the caches: as `f64`s, their 20 MB would have to
//! be read twice in every iteration. `W` is the left operand of the one product and the result of
//! the other, and the kernel wants both in the same order: it is kept in it.

use std::ops::Range;

use super::kernel::{ABREAST, Kernel, Line, NR, TileRows};
use super::multiply::{Output, Rows, assert_shapes, multiply};
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

/// The right operand of a product: a matrix, or one packed beforehand.
#[derive(Clone, Copy, Debug)]
pub enum Right<'a> {
    /// Packed block by block during the product.
    View(View<'a>),
    /// Packed once, for many products.
    Packed(PackedRows<'a>),
}

impl<'a, T: Into<View<'a>>> From<T> for Right<'a> {
    fn from(view: T) -> Self {
        Right::View(view.into())
    }
}

impl<'a> From<PackedRows<'a>> for Right<'a> {
    fn from(packed: PackedRows<'a>) -> Self {
        Right::Packed(packed)
    }
}

impl Right<'_> {
    /// `(rows, columns)`.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        match self {
            Right::View(view) => view.shape(),
            Right::Packed(packed) => (packed.rows, packed.columns),
        }
    }

    /// Some of the columns, beginning at a multiple of 8.
    pub(super) fn select_columns(self, columns: Range<usize>) -> Self {
        match self {
            Right::View(view) => Right::View(view.select_columns(columns)),
            Right::Packed(packed) => Right::Packed(packed.select_columns(columns)),
        }
    }
}

/// A matrix packed as the right operand of many products: panels of 8 columns one after another,
/// each row by row, which is the order in which the kernel reads them.
#[derive(Clone, Debug)]
pub struct Packed {
    rows: usize,
    columns: usize,
    panels: Panels,
}

#[derive(Clone, Debug)]
enum Panels {
    F64(Vec<Line>),
    /// Small whole numbers, turned into `f64`s by the kernel.
    U8(Vec<[u8; NR]>),
}

/// Some rows of a packed matrix.
#[derive(Clone, Copy, Debug)]
pub struct PackedRows<'a> {
    packed: &'a Packed,
    first_row: usize,
    rows: usize,
    first_column: usize,
    columns: usize,
}

impl Packed {
    /// How many columns a panel has.
    pub const PANEL: usize = NR;

    /// Packs `b`: as much memory again, rounded up to whole panels of 8 columns.
    #[must_use]
    pub fn new(b: View<'_>) -> Self {
        let (rows, columns) = b.shape();
        let mut panels = Vec::new();
        pack_panels(b, 0..rows, 0..columns, &mut panels);
        Self { rows, columns, panels: Panels::F64(panels) }
    }

    /// Packs the bytes that `byte` makes of the elements of `b`: an eighth of the memory.
    pub(crate) fn bytes(b: View<'_>, byte: impl Fn(f64) -> u8) -> Self {
        let (rows, columns) = b.shape();
        let mut panels = Vec::with_capacity(rows * columns.div_ceil(NR));
        for first in (0..columns).step_by(NR) {
            let width = NR.min(columns - first);
            panels.extend((0..rows).map(|k| {
                let mut row = [0; NR];
                for (j, out) in row[..width].iter_mut().enumerate() {
                    *out = byte(b.get(k, first + j));
                }
                row
            }));
        }
        Self { rows, columns, panels: Panels::U8(panels) }
    }

    /// All of it.
    #[must_use]
    pub fn all(&self) -> PackedRows<'_> {
        self.select_rows(0..self.rows)
    }

    /// Some of its rows.
    ///
    /// # Panics
    ///
    /// If there are not as many.
    #[must_use]
    pub fn select_rows(&self, rows: Range<usize>) -> PackedRows<'_> {
        assert!(rows.end <= self.rows, "rows {rows:?} of {}", self.rows);
        PackedRows {
            packed: self,
            first_row: rows.start,
            rows: rows.len(),
            first_column: 0,
            columns: self.columns,
        }
    }
}

/// A piece of a panel: a row of 8 columns for each `k`.
#[derive(Clone, Copy)]
pub(super) enum Panel<'a> {
    F64(&'a [Line]),
    U8(&'a [[u8; NR]]),
}

impl Panel<'_> {
    /// `c += a·self` for a tile of `height` rows.
    pub(super) fn multiply(self, kernel: Kernel, height: usize, a: &[Line], c: impl TileRows) {
        match self {
            Panel::F64(b) => kernel.tile(height, a, b, c),
            Panel::U8(b) => kernel.tile(height, a, b, c),
        }
    }

    /// `c += a·b` for one row as wide as several panels.
    pub(super) fn multiply_abreast(
        b: [Panel<'_>; ABREAST],
        kernel: Kernel,
        a: &[Line],
        c: impl TileRows,
    ) {
        let f64s = b.map(|panel| if let Panel::F64(panel) = panel { panel } else { &[] });
        let u8s = b.map(|panel| if let Panel::U8(panel) = panel { panel } else { &[] });
        match b[0] {
            Panel::F64(_) => kernel.row(a, f64s, c),
            Panel::U8(_) => kernel.row(a, u8s, c),
        }
    }
}

impl<'a> PackedRows<'a> {
    fn select_columns(self, columns: Range<usize>) -> Self {
        assert!(columns.start.is_multiple_of(NR) && columns.end <= self.columns);
        let first_column = self.first_column + columns.start;
        Self { first_column, columns: columns.len(), ..self }
    }

    /// Rows `k` of the panel that begins at column `first`.
    pub(super) fn panel(&self, first: usize, k: Range<usize>) -> Panel<'a> {
        let panel = (self.first_column + first) / NR;
        let start = panel * self.packed.rows + self.first_row + k.start;
        let place = start..start + k.len();
        match &self.packed.panels {
            Panels::F64(panels) => Panel::F64(&panels[place]),
            Panels::U8(panels) => Panel::U8(&panels[place]),
        }
    }
}

/// Copies `B[k, columns]` panel by panel, row by row. What the last panel holds in columns that do
/// not exist is never used.
pub(super) fn pack_panels(
    b: View<'_>,
    k: Range<usize>,
    columns: Range<usize>,
    packed: &mut Vec<Line>,
) {
    packed.resize(columns.len().div_ceil(NR) * k.len(), Line::ZERO);
    let panels = packed.chunks_mut(k.len().max(1));
    for (panel, first) in panels.zip(columns.clone().step_by(NR)) {
        if b.rows_are_contiguous() {
            for (line, k) in panel.iter_mut().zip(k.clone()) {
                *line = Line::load(&b.row(k)[first..columns.end]);
            }
        } else {
            let last = columns.end - 1;
            let column = |j: usize| &b.t().row((first + j).min(last))[k.clone()];
            let columns: [&[f64]; NR] = std::array::from_fn(column);
            for (place, line) in panel.iter_mut().enumerate() {
                line.0 = columns.map(|column| column[place]);
            }
        }
    }
}

/// Strip `s` of `rows` rows, cut into strips of at most `most` rows, as equal as can be.
pub(super) fn strip(rows: usize, most: usize, s: usize) -> Range<usize> {
    let count = rows.div_ceil(most);
    rows * s / count..rows * (s + 1) / count
}

/// Appends `A[rows, k]` in the kernel's order: for every 8 steps of `k`, a line of each row. What the
/// last lines hold beyond `k` is never read.
pub(super) fn pack_strip(a: View<'_>, rows: Range<usize>, k: Range<usize>, packed: &mut Vec<Line>) {
    for first in k.clone().step_by(NR) {
        let steps = first..(first + NR).min(k.end);
        if a.rows_are_contiguous() {
            packed.extend(rows.clone().map(|i| Line::load(&a.row(i)[first..k.end])));
        } else {
            let start = packed.len();
            packed.resize(start + rows.len(), Line::ZERO);
            for (place, k) in steps.enumerate() {
                let column = &a.t().row(k)[rows.clone()];
                for (line, &x) in packed[start..].iter_mut().zip(column) {
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
        let mut strips = Self { kernel, rows, columns, lines: Vec::new() };
        for strip in strips.strips() {
            pack_strip(matrix, strip, 0..columns, &mut strips.lines);
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
        multiply(self.kernel, &mut Rows::all(c), Left::Strips(self), b);
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
        let (rows, most) = (self.rows, self.kernel.most_rows());
        (0..rows.div_ceil(most)).map(move |s| strip(rows, most, s))
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
    fn add(&mut self, kernel: Kernel, rows: Range<usize>, first: usize, a: &[Line], b: Panel<'_>) {
        let place = self.place(&rows, &(first..first + 1));
        b.multiply(kernel, rows.len(), a, &mut self.lines[place]);
    }

    fn add_abreast(&mut self, kernel: Kernel, first: usize, a: &[Line], b: [Panel<'_>; ABREAST]) {
        let place = self.place(&(0..1), &(first..first + ABREAST * NR));
        Panel::multiply_abreast(b, kernel, a, &mut self.lines[place]);
    }
}
