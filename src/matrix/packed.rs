//! The right operand of a product in the kernel's order, and packing it once for many products.
//!
//! Libraries copy both operands into the kernel's order at every call. The photographs never
//! change during a training, and both of its large products, `W·X` and `dZ·Xᵀ`, have them on the
//! right: packed once in both directions, they are copied twice instead of five thousand times.
//! And packed as the bytes they are, they stay in the caches: as `f64`s, their 20 MB would have to
//! be read twice in every iteration.

use std::ops::Range;

use super::View;
use super::kernel::{ABREAST, Kernel, Line, NR, TileRows};

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
