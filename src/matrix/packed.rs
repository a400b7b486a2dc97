//! The right operand of a product, and packing it once for many products.
//!
//! Libraries copy both operands into the kernel's order at every call. The photographs never
//! change during a training, and both of its large products, `W·X` and `dZ·Xᵀ`, have them on the
//! right: packed once in both directions, they are copied twice instead of five thousand times.
//! And packed as the bytes they are, they stay in the caches: as `f64`s, their 20 MB would have to
//! come from main memory twice in every iteration, faster than it can deliver.

use std::ops::Range;

use super::View;
use super::kernel::{Kernel, NR, PanelRow};

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
            Right::Packed(packed) => (packed.rows, packed.packed.columns),
        }
    }
}

/// A matrix packed as the right operand of many products: panels of 16 columns one after another,
/// each row by row, which is the order in which the kernel reads them.
#[derive(Clone, Debug)]
pub struct Packed {
    rows: usize,
    columns: usize,
    panels: Panels,
}

#[derive(Clone, Debug)]
enum Panels {
    F64(Vec<PanelRow>),
    /// Small whole numbers, turned into `f64`s when it is their turn.
    U8(Vec<[u8; NR]>),
}

/// Some rows of a packed matrix.
#[derive(Clone, Copy, Debug)]
pub struct PackedRows<'a> {
    packed: &'a Packed,
    first: usize,
    rows: usize,
}

impl Packed {
    /// How many columns a panel has.
    pub const PANEL: usize = NR;

    /// Packs `b`: as much memory again, rounded up to whole panels of 16 columns.
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
        PackedRows { packed: self, first: rows.start, rows: rows.len() }
    }
}

impl<'a> PackedRows<'a> {
    /// Rows `k` of the panel that begins at column `first`; if they are bytes, made `f64`s in
    /// `room`.
    pub(super) fn panel<'b>(
        &self,
        kernel: Kernel,
        first: usize,
        k: Range<usize>,
        room: &'b mut [PanelRow],
    ) -> &'b [PanelRow]
    where
        'a: 'b,
    {
        let start = first / NR * self.packed.rows + self.first + k.start;
        let place = start..start + k.len();
        match &self.packed.panels {
            Panels::F64(panels) => &panels[place],
            Panels::U8(panels) => {
                let room = &mut room[..k.len()];
                kernel.expand(&panels[place], room);
                room
            }
        }
    }
}

/// Copies `B[k, columns]` panel by panel, row by row. Missing columns of the last panel are zeros.
pub(super) fn pack_panels(
    b: View<'_>,
    k: Range<usize>,
    columns: Range<usize>,
    packed: &mut Vec<PanelRow>,
) {
    packed.clear();
    packed.resize(columns.len().div_ceil(NR) * k.len(), PanelRow([0.0; NR]));
    let panels = packed.chunks_mut(k.len().max(1));
    for (panel, first) in panels.zip(columns.clone().step_by(NR)) {
        let columns = first..(first + NR).min(columns.end);
        if b.rows_are_contiguous() {
            for (out, k) in panel.iter_mut().zip(k.clone()) {
                out.0[..columns.len()].copy_from_slice(&b.row(k)[columns.clone()]);
            }
        } else {
            for (j, column) in columns.enumerate() {
                let column = &b.t().row(column)[k.clone()];
                for (out, &x) in panel.iter_mut().zip(column) {
                    out.0[j] = x;
                }
            }
        }
    }
}
