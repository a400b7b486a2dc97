//! `W1` packed as a left operand, in which order the result of a product can be stored, too.
//!
//! In training `W1` is the left operand of one product and the result of the other, so it stays in
//! micro-panels of at most MR rows, which hold for every 8 columns a line of each row: see
//! [`packing`](crate::matrix::packing).

use std::ops::Range;

use crate::matrix::micro_kernel::{LhsPanels, NR, Output};
use crate::matrix::multiply::{Lhs, MC};
use crate::matrix::packing::pack_a;
use crate::matrix::{Matrix, View};
use crate::processor::{Isa, Line};
use crate::ranges::{blocks, equal_blocks};

/// A matrix in micro-panels of at most `isa.mr()` rows.
#[derive(Clone)]
pub(crate) struct PackedWeights {
    columns: usize,
    /// For each row, the range of rows of its micro-panel
    panels: Vec<Range<usize>>,
    lines: Vec<Line>,
}

impl PackedWeights {
    /// Packs a matrix.
    pub(crate) fn new(isa: Isa, matrix: View<'_>) -> Self {
        let (rows, columns) = matrix.shape();
        let row_lines = columns.div_ceil(NR);
        let mut lines = vec![Line::ZERO; rows * row_lines];
        let mut panels = Vec::with_capacity(rows);
        for block in blocks(rows, MC) {
            for panel in equal_blocks(block.len(), isa.mr()) {
                let panel = block.start + panel.start..block.start + panel.end;
                let place = panel.start * row_lines..panel.end * row_lines;
                pack_a(matrix, panel.clone(), 0..columns, &mut lines[place]);
                panels.extend(panel.clone().map(|_| panel.clone()));
            }
        }
        Self { columns, panels, lines }
    }

    /// Overwrites the elements of `matrix` from `(row, column)` on with the packed ones, which fit in.
    pub(crate) fn copy_to(&self, matrix: &mut Matrix, row: usize, column: usize) {
        let row_lines = self.columns.div_ceil(NR);
        for (i, panel) in self.panels.iter().enumerate() {
            let lines = self.lines[..panel.end * row_lines][self.line(i, 0)..].iter();
            let row = &mut matrix.row_mut(row + i)[column..][..self.columns];
            let lines = lines.step_by(panel.len()).zip(row.chunks_mut(NR));
            lines.for_each(|(line, numbers)| line.store(numbers));
        }
    }

    /// The lines of the only row.
    ///
    /// # Panics
    ///
    /// Unless there is one row.
    pub(crate) fn row(&self) -> &[Line] {
        assert_eq!(self.panels.len(), 1, "weights of one unit");
        &self.lines
    }

    /// The lines of the only row, mutable.
    ///
    /// # Panics
    ///
    /// Unless there is one row.
    pub(crate) fn row_mut(&mut self) -> &mut [Line] {
        assert_eq!(self.panels.len(), 1, "weights of one unit");
        &mut self.lines
    }

    /// The number of the line that holds column `j` of row `i`.
    #[inline(always)]
    fn line(&self, i: usize, j: usize) -> usize {
        let panel = &self.panels[i];
        panel.start * self.columns.div_ceil(NR) + j / NR * panel.len() + i - panel.start
    }
}

impl Lhs for PackedWeights {
    fn shape(&self) -> (usize, usize) {
        (self.panels.len(), self.columns)
    }

    fn micro_panels<'a>(
        &'a self,
        _: Isa,
        rows: Range<usize>,
        k: Range<usize>,
        _: &'a mut Vec<Line>,
    ) -> LhsPanels<'a> {
        let row_lines = self.columns.div_ceil(NR);
        let lines = &self.lines[rows.start * row_lines..];
        LhsPanels { lines, row_lines, first_line: k.start / NR }
    }
}

impl Output for PackedWeights {
    #[inline(always)]
    fn load<const MR: usize>(&self, i: usize, j: usize) -> [Line; MR] {
        let line = self.line(i, j);
        *self.lines[line..].first_chunk().expect("a line of each row")
    }

    #[inline(always)]
    fn store<const MR: usize>(&mut self, i: usize, j: usize, tile: &[Line; MR]) {
        let line = self.line(i, j);
        *self.lines[line..].first_chunk_mut().expect("a line of each row") = *tile;
    }
}
