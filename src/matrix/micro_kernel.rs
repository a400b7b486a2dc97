//! The micro-kernel, the innermost loops of the product: a tile of MR × NR sums of `C` that stay in
//! registers for all steps of `k`.
//!
//! ```text
//! for k:  for i in 0..MR:  for j in 0..NR:  c[i][j] = fma(a[i][k], b[k][j], c[i][j])
//! ```
//!
//! NR is 8: one register of AVX-512, two of AVX2, four of NEON. MR is at most [`Isa::mr`], as the number
//! of registers allows: the rows of a block are divided equally, 20 rows as 4 times 5, not 6, 6, 6 and 2.

use std::ops::Range;

use crate::processor::{Isa, Line, Loops};

/// The columns of a tile: a cache line of them.
pub(crate) const NR: usize = Line::LENGTH;

/// One row of a micro-panel of `B`: the 8 numbers of one step of `k`.
pub(crate) trait PanelRow: Copy + Sync {
    fn numbers(&self) -> [f64; NR];
}

impl PanelRow for Line {
    #[inline(always)]
    fn numbers(&self) -> [f64; NR] {
        self.0
    }
}

/// Micro-panels of `A`, each of at most MR rows: see [`packing`](super::packing).
#[derive(Clone, Copy)]
pub(crate) struct LhsPanels<'a> {
    /// From the first line of the first micro-panel on.
    pub lines: &'a [Line],
    /// How many lines each row of `A` has in memory. A product of some steps of `k` uses some of them.
    pub row_lines: usize,
    /// The first of these that is multiplied.
    pub first_line: usize,
}

impl<'a> LhsPanels<'a> {
    /// The micro-panel of these rows: for every 8 steps of `k`, a line of each row.
    fn micro_panel(&self, rows: &Range<usize>) -> &'a [Line] {
        &self.lines[rows.start * self.row_lines + self.first_line * rows.len()..]
    }
}

/// Micro-panels of `B`, each of NR columns: see [`packing`](super::packing).
#[derive(Clone, Copy)]
pub(crate) struct RhsPanels<'a, R> {
    /// From the first row of the first micro-panel on.
    pub rows: &'a [R],
    /// How many rows each micro-panel has in memory.
    pub panel_rows: usize,
    /// How many rows of each are multiplied: the steps of `k`.
    pub steps: usize,
}

/// The result `C` of a product, which is loaded and stored tile by tile.
pub(crate) trait Output {
    /// The tile of `MR` rows from row `i` on and 8 columns from column `j` on, which is a multiple of 8.
    /// Beyond the last column it may hold anything.
    fn load<const MR: usize>(&self, i: usize, j: usize) -> [Line; MR];

    /// Overwrites the tile, as far as there are columns.
    fn store<const MR: usize>(&mut self, i: usize, j: usize, tile: &[Line; MR]);
}

/// Rows of a row-major matrix, or of some of its columns.
impl Output for Vec<&mut [f64]> {
    #[inline(always)]
    fn load<const MR: usize>(&self, i: usize, j: usize) -> [Line; MR] {
        let mut tile = [Line::ZERO; MR];
        for (line, row) in tile.iter_mut().zip(&self[i..i + MR]) {
            *line = Line::load(&row[j..row.len().min(j + NR)]);
        }
        tile
    }

    #[inline(always)]
    fn store<const MR: usize>(&mut self, i: usize, j: usize, tile: &[Line; MR]) {
        for (line, row) in tile.iter().zip(&mut self[i..i + MR]) {
            let end = row.len().min(j + NR);
            line.store(&mut row[j..end]);
        }
    }
}

/// `C += A·B` for the rows of one micro-panel of `A` and the columns of several micro-panels of `B`; the
/// block begins at element `first` of `C`. The compiler makes a function for each number of rows.
pub(crate) fn add_strip<R: PanelRow, C: Output>(
    isa: Isa,
    c: &mut C,
    first: (usize, usize),
    a: LhsPanels<'_>,
    rows: Range<usize>,
    b: RhsPanels<'_, R>,
    panels: Range<usize>,
) {
    let i = first.0 + rows.start;
    let j = first.1 + panels.start * NR;
    let panels = panels.map(|panel| &b.rows[panel * b.panel_rows..][..b.steps]);
    let lines = a.micro_panel(&rows);
    match rows.len() {
        1 => isa.run(Strip { a: lines.as_chunks::<1>().0, panels, c, i, j }),
        2 => isa.run(Strip { a: lines.as_chunks::<2>().0, panels, c, i, j }),
        3 => isa.run(Strip { a: lines.as_chunks::<3>().0, panels, c, i, j }),
        4 => isa.run(Strip { a: lines.as_chunks::<4>().0, panels, c, i, j }),
        5 => isa.run(Strip { a: lines.as_chunks::<5>().0, panels, c, i, j }),
        6 => isa.run(Strip { a: lines.as_chunks::<6>().0, panels, c, i, j }),
        #[cfg(target_arch = "x86_64")]
        7 => isa.run(Strip { a: lines.as_chunks::<7>().0, panels, c, i, j }),
        #[cfg(target_arch = "x86_64")]
        8 => isa.run(Strip { a: lines.as_chunks::<8>().0, panels, c, i, j }),
        #[cfg(target_arch = "x86_64")]
        9 => isa.run(Strip { a: lines.as_chunks::<9>().0, panels, c, i, j }),
        #[cfg(target_arch = "x86_64")]
        10 => isa.run(Strip { a: lines.as_chunks::<10>().0, panels, c, i, j }),
        rows => unreachable!("a micro-panel of {rows} rows"),
    }
}

/// One micro-panel of `MR` rows of `A` times several micro-panels of `B`, for `C` from `(i, j)` on.
struct Strip<'a, P, C, const MR: usize> {
    a: &'a [[Line; MR]],
    panels: P,
    c: &'a mut C,
    i: usize,
    j: usize,
}

impl<'a, R, P, C, const MR: usize> Loops for Strip<'_, P, C, MR>
where
    R: PanelRow + 'a,
    P: Iterator<Item = &'a [R]>,
    C: Output,
{
    #[inline(always)]
    fn run<const WIDTH: usize>(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { a, panels, c, i, mut j } = self;
        for b in panels {
            let mut tile = c.load::<MR>(i, j);
            for columns in (0..NR).step_by(WIDTH) {
                micro_kernel::<WIDTH, MR>(&mut tile, columns, a, b, fma);
            }
            c.store(i, j, &tile);
            j += NR;
        }
    }
}

/// `tile += A·B` in `WIDTH` columns from `columns` on: `MR`·`WIDTH` sums, which all stay in registers.
#[inline(always)]
fn micro_kernel<const WIDTH: usize, const MR: usize>(
    tile: &mut [Line; MR],
    columns: usize,
    a: &[[Line; MR]],
    b: &[impl PanelRow],
    fma: impl Fn(f64, f64, f64) -> f64 + Copy,
) {
    let mut sums: [[f64; WIDTH]; MR] = tile.map(|line| chunk(&line.0, columns));
    let mut step = |a: &[Line; MR], k: usize, b: &_| {
        let b: [f64; WIDTH] = chunk(&PanelRow::numbers(b), columns);
        for (sums, a) in sums.iter_mut().zip(a) {
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = fma(a.0[k], b, *sum);
            }
        }
    };
    // The same steps counted in two ways: line by line, NEON needs fewer instructions for them; without
    // a second loop, AVX-512 is 8 % faster.
    if cfg!(target_arch = "aarch64") {
        for (a, b) in a.iter().zip(b.chunks(NR)) {
            assert!(b.len() <= NR); // so that k needs no check
            #[expect(clippy::needless_range_loop, reason = "an iterator would count twice")]
            for k in 0..b.len() {
                step(a, k, &b[k]);
            }
        }
    } else {
        for (k, b) in b.iter().enumerate() {
            step(&a[k / NR], k % NR, b);
        }
    }
    for (line, sums) in tile.iter_mut().zip(sums) {
        line.0[columns..columns + WIDTH].copy_from_slice(&sums);
    }
}

/// `WIDTH` numbers of a row of 8, from `first` on.
#[inline(always)]
fn chunk<const WIDTH: usize>(row: &[f64; NR], first: usize) -> [f64; WIDTH] {
    *row[first..].first_chunk().expect("rows of 8 columns")
}
