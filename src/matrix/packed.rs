//! The right operand of a product in the kernel's order, and packing it once for many products.
//!
//! Libraries copy both operands into the kernel's order at every call. The photographs never
//! change during a training, and both of its large products, `W·X` and `dZ·Xᵀ`, have them on the
//! right: packed once in both directions, they are copied twice instead of five thousand times.
//! And packed as the bytes they are, they stay in the caches: as `f64`s, their 20 MB would have to
//! be read twice in every iteration. A single row has an order of its own for them, [`Digits`].

use std::array::from_fn;
use std::ops::Range;

use super::View;
use super::kernel::{Kernel, kernel};
use super::one_row::{Digits, OneRow};
use super::tile::{Line, NR, Panels, StripOfC, add_strip};

/// The right operand of a product: a matrix, or one packed beforehand.
#[derive(Clone, Debug)]
pub enum Right<'a> {
    /// Packed block by block during the product.
    View(View<'a>),
    /// Packed once, for many products.
    Packed(PackedBlock<'a>),
}

impl<'a, T: Into<View<'a>>> From<T> for Right<'a> {
    fn from(view: T) -> Self {
        Right::View(view.into())
    }
}

impl<'a> From<PackedBlock<'a>> for Right<'a> {
    fn from(packed: PackedBlock<'a>) -> Self {
        Right::Packed(packed)
    }
}

impl Right<'_> {
    /// `(rows, columns)`.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        match self {
            Right::View(view) => view.shape(),
            Right::Packed(packed) => (packed.rows.len(), packed.columns.len()),
        }
    }

    /// Some of the columns, beginning at a multiple of 8.
    pub(super) fn select_columns(&self, columns: Range<usize>) -> Self {
        match self {
            Right::View(view) => Right::View(view.select_columns(columns)),
            Right::Packed(packed) => Right::Packed(packed.select_columns(&columns)),
        }
    }
}

/// A matrix packed as the right operand of many products: panels of 8 columns one after another,
/// each row by row, which is the order in which the kernel reads them.
#[derive(Clone, Debug)]
pub struct Packed {
    rows: usize,
    columns: usize,
    numbers: Numbers,
}

#[derive(Clone, Debug)]
enum Numbers {
    F64(Vec<Line>),
    /// Small whole numbers, turned into `f64`s by the kernel.
    U8(Vec<[u8; NR]>),
    /// The same, in the order for one row.
    Digits(Vec<Digits>),
}

/// Some rows and columns of a packed matrix.
#[derive(Clone, Debug)]
pub struct PackedBlock<'a> {
    packed: &'a Packed,
    rows: Range<usize>,
    columns: Range<usize>,
}

impl Packed {
    /// How many columns a panel has.
    pub const PANEL: usize = NR;

    /// Packs `b`: as much memory again, rounded up to whole panels of 8 columns.
    #[must_use]
    pub fn new(b: View<'_>) -> Self {
        let (rows, columns) = b.shape();
        let mut panels = vec![Line::ZERO; rows * columns.div_ceil(NR)];
        pack_panels(b, 0..rows, 0..columns, &mut panels);
        Self { rows, columns, numbers: Numbers::F64(panels) }
    }

    /// Packs the rows of a matrix of bytes, for left operands of `height` rows: an eighth of the memory.
    /// What is packed for one row must be multiplied by one row only.
    ///
    /// # Panics
    ///
    /// Unless its rows are all as long as `columns`.
    #[must_use]
    pub fn bytes(height: usize, bytes: &[u8], columns: usize) -> Self {
        let rows = byte_rows(bytes, columns);
        if height == 1 && kernel().converts_u64s() {
            let numbers = Numbers::Digits(Digits::pack(bytes, rows, columns));
            return Self { rows, columns, numbers };
        }
        let mut panels = vec![[0; NR]; rows * columns.div_ceil(NR)];
        for (k, row) in bytes.chunks_exact(columns.max(1)).enumerate() {
            let (whole, rest) = row.as_chunks();
            let mut lines = panels[k..].iter_mut().step_by(rows);
            for (numbers, line) in whole.iter().zip(&mut lines) {
                *line = *numbers;
            }
            if let Some(line) = lines.next() {
                line[..rest.len()].copy_from_slice(rest);
            }
        }
        Self { rows, columns, numbers: Numbers::U8(panels) }
    }

    /// Packs the transpose of a matrix of bytes, for left operands of `height` rows, as [`Packed::bytes`].
    ///
    /// # Panics
    ///
    /// Unless its rows are all as long as `columns`.
    #[must_use]
    pub fn bytes_transposed(height: usize, bytes: &[u8], columns: usize) -> Self {
        let rows = byte_rows(bytes, columns);
        if height == 1 && kernel().converts_u64s() {
            let numbers = Numbers::Digits(Digits::pack_transposed(bytes, rows, columns));
            return Self { rows: columns, columns: rows, numbers };
        }
        let mut panels = Vec::with_capacity(rows.div_ceil(NR) * columns);
        for first in (0..rows).step_by(NR) {
            let together = rows_together(bytes, columns, first);
            panels.extend((0..columns).map(|k| together.map(|row| row[k])));
        }
        Self { rows: columns, columns: rows, numbers: Numbers::U8(panels) }
    }

    /// All of it.
    #[must_use]
    pub fn all(&self) -> PackedBlock<'_> {
        self.select(0..self.rows, 0..self.columns)
    }

    /// Some of its rows and columns.
    ///
    /// # Panics
    ///
    /// If there are not as many, or they do not begin at multiples of 8.
    #[must_use]
    pub fn select(&self, rows: Range<usize>, columns: Range<usize>) -> PackedBlock<'_> {
        assert!(rows.end <= self.rows, "rows {rows:?} of {}", self.rows);
        assert!(columns.end <= self.columns, "columns {columns:?} of {}", self.columns);
        assert!(rows.start.is_multiple_of(NR), "rows {rows:?} do not begin at a multiple of {NR}");
        assert!(columns.start.is_multiple_of(NR), "columns {columns:?} begin inside a panel");
        PackedBlock { packed: self, rows, columns }
    }
}

/// Some rows of some panels, whatever the kind of numbers.
#[derive(Clone, Copy)]
pub(super) enum AnyPanels<'a> {
    F64(Panels<'a, Line>),
    U8(Panels<'a, [u8; NR]>),
    Digits(Panels<'a, Digits>),
}

impl AnyPanels<'_> {
    /// `c += a·self` for a strip of `height` rows.
    pub(super) fn multiply(self, kernel: Kernel, height: usize, a: &[Line], c: impl StripOfC) {
        match self {
            Self::F64(b) => add_strip(kernel, height, a, b, c),
            Self::U8(b) => add_strip(kernel, height, a, b, c),
            Self::Digits(b) => {
                assert!(height == 1, "{height} rows times a matrix packed for one");
                kernel.run(OneRow { a, b, c });
            }
        }
    }
}

impl<'a> PackedBlock<'a> {
    /// Some of the columns, beginning at a multiple of 8.
    fn select_columns(&self, columns: &Range<usize>) -> Self {
        let first = self.columns.start;
        self.packed.select(self.rows.clone(), first + columns.start..first + columns.end)
    }

    /// Rows `k` of the panels with these columns, both of which begin at a multiple of 8.
    pub(super) fn panels(&self, k: &Range<usize>, columns: &Range<usize>) -> AnyPanels<'a> {
        let (first, steps) = (self.rows.start + k.start, k.len());
        let first_panel = (self.columns.start + columns.start) / NR;
        let panels = first_panel..first_panel + columns.len().div_ceil(NR);
        let place = |height: usize| panels.start * height..panels.end * height;
        let height = self.packed.rows;
        match &self.packed.numbers {
            Numbers::F64(all) => {
                AnyPanels::F64(Panels::new(&all[place(height)], height, first, steps))
            }
            Numbers::U8(all) => {
                AnyPanels::U8(Panels::new(&all[place(height)], height, first, steps))
            }
            Numbers::Digits(all) => {
                let height = height.div_ceil(NR);
                AnyPanels::Digits(Panels::new(&all[place(height)], height, first / NR, steps))
            }
        }
    }
}

/// How many rows of `columns` bytes these are.
pub(super) fn byte_rows(bytes: &[u8], columns: usize) -> usize {
    let rows = bytes.len() / columns.max(1);
    assert!(bytes.len() == rows * columns, "{} bytes in rows of {columns}", bytes.len());
    rows
}

/// 8 rows of `columns` bytes from row `first` on; where there are no more, the last again.
pub(super) fn rows_together(bytes: &[u8], columns: usize, first: usize) -> [&[u8]; NR] {
    let last = bytes.len() - columns;
    from_fn(|i| &bytes[((first + i) * columns).min(last)..][..columns])
}

/// Copies `B[k, columns]` panel by panel, row by row. What the last panel holds in columns that do
/// not exist is never used.
pub(super) fn pack_panels(
    b: View<'_>,
    k: Range<usize>,
    columns: Range<usize>,
    panels: &mut [Line],
) {
    let steps = k.len();
    for (panel, first) in panels.chunks_mut(steps.max(1)).zip(columns.clone().step_by(NR)) {
        let panel = &mut panel[..steps];
        if b.rows_are_contiguous() {
            let width = NR.min(columns.end - first);
            for (line, k) in panel.iter_mut().zip(k.clone()) {
                let row = b.row_from(k, first);
                match row.first_chunk() {
                    Some(row) if width == NR => line.0 = *row,
                    _ => line.0[..width].copy_from_slice(&row[..width]),
                }
            }
        } else {
            let last = columns.end - 1;
            let column = |j: usize| &b.t().row((first + j).min(last))[k.start..][..steps];
            let columns: [&[f64]; NR] = from_fn(column);
            for (place, line) in panel.iter_mut().enumerate() {
                line.0 = columns.map(|column| column[place]);
            }
        }
    }
}
