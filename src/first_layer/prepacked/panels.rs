//! The right operand of many products, packed once: micro-panels of 8 columns.

use std::array::from_fn;
use std::ops::Range;

use crate::matrix::View;
use crate::matrix::micro_kernel::{NR, PanelRow, RhsPanels};
use crate::matrix::multiply::{LONG_KC, NC, Rhs, first_lines};
use crate::matrix::packing::pack_b;
use crate::processor::Line;
use crate::ranges::blocks;

/// A packed matrix. `R` is a row of a micro-panel: 8 numbers, or 8 bytes that stand for them.
pub(crate) struct Panels<R> {
    rows: usize,
    columns: usize,
    panels: Vec<R>,
}

/// 8 bytes. As bytes the pictures stay in the caches: as `f64`s the 20 MB of 209 photographs would come
/// from memory in every iteration.
pub(crate) type Bytes = [u8; NR];

impl PanelRow for Bytes {
    /// A loop that fills an array: the compiler turns it into two instructions.
    #[inline(always)]
    fn numbers(&self) -> [f64; NR] {
        let mut numbers = [0.0; NR];
        for (number, &byte) in numbers.iter_mut().zip(self) {
            *number = f64::from(byte);
        }
        numbers
    }
}

impl Panels<Line> {
    /// Packs a matrix of numbers.
    pub(crate) fn new(b: View<'_>) -> Self {
        let (rows, columns) = b.shape();
        let mut panels = vec![Line::ZERO; rows * columns.div_ceil(NR)];
        pack_b(b, 0..rows, 0..columns, &mut panels);
        Self { rows, columns, panels }
    }
}

impl Panels<Bytes> {
    /// Packs a matrix of bytes, given row by row.
    pub(crate) fn of_bytes(bytes: &[u8], columns: usize) -> Self {
        let rows = count_rows(bytes, columns);
        let mut panels = vec![[0; NR]; rows * columns.div_ceil(NR)];
        // 8 rows at a time, so that whole cache lines are written.
        for k in blocks(rows, NR) {
            for (panel, j) in panels.chunks_mut(rows).zip((0..columns).step_by(NR)) {
                for (line, k) in panel[k.clone()].iter_mut().zip(k.clone()) {
                    let row = &bytes[k * columns..][j..columns.min(j + NR)];
                    match row.first_chunk() {
                        Some(eight) => *line = *eight,
                        None => line[..row.len()].copy_from_slice(row),
                    }
                }
            }
        }
        Self { rows, columns, panels }
    }

    /// Packs the transpose of a matrix of bytes, given row by row.
    pub(crate) fn of_bytes_transposed(bytes: &[u8], columns: usize) -> Self {
        let rows = count_rows(bytes, columns);
        let mut panels = Vec::with_capacity(rows.div_ceil(NR) * columns);
        for first in (0..rows).step_by(NR) {
            let eight = eight_rows(bytes, columns, first);
            panels.extend((0..columns).map(|k| eight.map(|row| row[k])));
        }
        Self { rows: columns, columns: rows, panels }
    }
}

impl<R: PanelRow> Panels<R> {
    /// The block of these rows and columns. The columns begin at a multiple of 8.
    pub(crate) fn block(&self, rows: Range<usize>, columns: Range<usize>) -> Block<'_, R> {
        assert!(rows.end <= self.rows, "rows {rows:?} of {}", self.rows);
        assert!(columns.end <= self.columns, "columns {columns:?} of {}", self.columns);
        assert!(columns.start.is_multiple_of(NR), "columns {columns:?} begin inside a micro-panel");
        Block { packed: self, rows, columns }
    }

    /// These rows of one micro-panel.
    pub(super) fn panel(&self, index: usize, rows: Range<usize>) -> &[R] {
        &self.panels[index * self.rows..][..self.rows][rows]
    }

    /// The whole matrix.
    pub(crate) fn all(&self) -> Block<'_, R> {
        self.block(0..self.rows, 0..self.columns)
    }
}

/// A block of a packed matrix: some of its rows and columns.
pub(crate) struct Block<'a, R> {
    packed: &'a Panels<R>,
    rows: Range<usize>,
    columns: Range<usize>,
}

impl<R: PanelRow> Rhs for Block<'_, R> {
    type Row = R;
    const KC: usize = LONG_KC;
    const NC: usize = NC;

    fn shape(&self) -> (usize, usize) {
        (self.rows.len(), self.columns.len())
    }

    fn micro_panels<'a>(
        &'a self,
        k: Range<usize>,
        columns: Range<usize>,
        _: &'a mut Vec<Line>,
    ) -> RhsPanels<'a, R> {
        let panel_rows = self.packed.rows;
        let first_panel = (self.columns.start + columns.start) / NR;
        let first_row = first_panel * panel_rows + self.rows.start + k.start;
        RhsPanels { rows: &self.packed.panels[first_row..], panel_rows, steps: k.len() }
    }
}

/// Bytes that are converted to `f64`s before they are multiplied, once for all rows of the left operand.
/// (With AVX2 and AVX-512 the micro-kernel converts them, in two instructions.) `KC`·`NC`·8 bytes =
/// 256 KiB, which the second-level cache holds.
pub(crate) struct Unpacked<'a>(pub Block<'a, Bytes>);

impl Rhs for Unpacked<'_> {
    type Row = Line;
    const KC: usize = 512;
    const NC: usize = 64;

    fn shape(&self) -> (usize, usize) {
        self.0.shape()
    }

    fn micro_panels<'a>(
        &'a self,
        k: Range<usize>,
        columns: Range<usize>,
        buffer: &'a mut Vec<Line>,
    ) -> RhsPanels<'a, Line> {
        let (steps, panels) = (k.len(), columns.len().div_ceil(NR));
        let mut unused = Vec::new();
        let packed = self.0.micro_panels(k, columns, &mut unused);
        let rows = first_lines(buffer, panels * steps);
        for (panel, lines) in rows.chunks_mut(steps.max(1)).enumerate() {
            let bytes = &packed.rows[panel * packed.panel_rows..][..steps];
            for (line, bytes) in lines.iter_mut().zip(bytes) {
                line.0 = bytes.numbers();
            }
        }
        RhsPanels { rows, panel_rows: steps, steps }
    }
}

/// How many rows of `columns` bytes these are. Panics unless all rows are whole.
pub(super) fn count_rows(bytes: &[u8], columns: usize) -> usize {
    let rows = bytes.len() / columns.max(1);
    assert!(bytes.len() == rows * columns, "{} bytes in rows of {columns}", bytes.len());
    rows
}

/// 8 rows of `columns` bytes from row `first` on; where there are no more, the last one again.
pub(super) fn eight_rows(bytes: &[u8], columns: usize, first: usize) -> [&[u8]; NR] {
    let last = bytes.len() - columns;
    from_fn(|i| &bytes[((first + i) * columns).min(last)..][..columns])
}
