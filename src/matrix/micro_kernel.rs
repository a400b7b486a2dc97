//! The micro-kernel, the innermost loops of the product: a tile of MR × NR sums of `C` that stay in
//! registers for all steps of `k`.
//!
//! ```text
//! for k:  for i in 0..MR:  for j in 0..NR:  c[i][j] = fma(a[i][k], b[k][j], c[i][j])
//! ```
//!
//! NR is 8: one register of AVX-512, two of AVX2, four of NEON. MR is at most [`Isa::mr`], as the number
//! of registers allows: the rows of a block are divided equally, 20 rows as 4 times 5, not 6, 6, 6 and 2.
//! AVX-512 has registers for two tiles side by side, so that each number of `A` that is loaded serves both.

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
            *line = Line::load(&row[j..]);
        }
        tile
    }

    #[inline(always)]
    fn store<const MR: usize>(&mut self, i: usize, j: usize, tile: &[Line; MR]) {
        for (line, row) in tile.iter().zip(&mut self[i..i + MR]) {
            line.store(&mut row[j..]);
        }
    }
}

/// `C += A·B` for the rows of one micro-panel of `A` and the columns of several micro-panels of `B`; the
/// block begins at element `first` of `C`. The compiler makes a function for each number of rows.
pub(crate) fn add_strip<R: PanelRow>(
    isa: Isa,
    c: &mut impl Output,
    first: (usize, usize),
    a: LhsPanels<'_>,
    rows: Range<usize>,
    b: RhsPanels<'_, R>,
    panels: Range<usize>,
) {
    let (i, j) = (first.0 + rows.start, first.1 + panels.start * NR);
    let a = &a.lines[rows.start * a.row_lines + a.first_line * rows.len()..];
    match rows.len() {
        1 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<1>().0, b, panels }),
        2 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<2>().0, b, panels }),
        3 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<3>().0, b, panels }),
        4 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<4>().0, b, panels }),
        5 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<5>().0, b, panels }),
        6 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<6>().0, b, panels }),
        #[cfg(target_arch = "x86_64")]
        7 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<7>().0, b, panels }),
        #[cfg(target_arch = "x86_64")]
        8 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<8>().0, b, panels }),
        #[cfg(target_arch = "x86_64")]
        9 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<9>().0, b, panels }),
        #[cfg(target_arch = "x86_64")]
        10 => isa.run(Strip { isa, c, i, j, a: a.as_chunks::<10>().0, b, panels }),
        rows => unreachable!("a micro-panel of {rows} rows"),
    }
}

/// One micro-panel of `MR` rows of `A` times several micro-panels of `B`, for `C` from `(i, j)` on.
struct Strip<'a, R, C, const MR: usize> {
    isa: Isa,
    c: &'a mut C,
    i: usize,
    j: usize,
    a: &'a [[Line; MR]],
    b: RhsPanels<'a, R>,
    panels: Range<usize>,
}

impl<R: PanelRow, C: Output, const MR: usize> Loops for Strip<'_, R, C, MR> {
    #[inline(always)]
    fn run(self, _: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { isa, c, i, mut j, a, b, panels } = self;
        let mut panels = panels.map(|panel| &b.rows[panel * b.panel_rows..][..b.steps]);
        while let Some(b) = panels.next() {
            let mut tile = c.load::<MR>(i, j);
            if isa.has_avx512()
                && let Some(b_next) = panels.next()
            {
                let mut next = c.load::<MR>(i, j + NR);
                isa.run(MicroKernel { tiles: [&mut tile, &mut next], a, b: [b, b_next] });
                c.store(i, j, &tile);
                c.store(i, j + NR, &next);
                j += 2 * NR;
            } else {
                isa.run(MicroKernel { tiles: [&mut tile], a, b: [b] });
                c.store(i, j, &tile);
                j += NR;
            }
        }
    }
}

/// `tile += A·B`, for one micro-panel of `B`, or for two of them side by side: `TILES`·`MR`·`NR` sums. A
/// function of its own, so that the compiler turns the loops into the same instructions whatever `C` is.
struct MicroKernel<'a, R, const MR: usize, const TILES: usize> {
    tiles: [&'a mut [Line; MR]; TILES],
    a: &'a [[Line; MR]],
    b: [&'a [R]; TILES],
}

impl<R: PanelRow, const MR: usize, const TILES: usize> Loops for MicroKernel<'_, R, MR, TILES> {
    #[inline(always)]
    fn run(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { tiles, a, b } = self;
        let steps = b[0].len();
        let b = b.map(|panel| &panel[..steps]);
        let mut sums = [[[0.0; NR]; MR]; TILES];
        for (sums, tile) in sums.iter_mut().zip(&tiles) {
            *sums = tile.map(|line| line.0);
        }
        // The same steps counted in two ways: line by line, NEON needs fewer instructions for them;
        // without a second loop, AVX-512 is 5 % faster.
        if cfg!(target_arch = "aarch64") {
            for (a, first) in a.iter().zip((0..steps).step_by(NR)) {
                let b = b.map(|panel| &panel[first..steps.min(first + NR)]);
                for place in 0..b[0].len().min(NR) {
                    step(&mut sums, a, place, &b.map(|panel| &panel[place..=place]), 0, fma);
                }
            }
        } else {
            for k in 0..steps {
                step(&mut sums, &a[k / NR], k % NR, &b, k, fma);
            }
        }
        for (tile, sums) in tiles.into_iter().zip(sums) {
            *tile = sums.map(Line);
        }
    }
}

/// One step of `k`: `sums[t][i][j] += a[i]·b[t][k][j]` for each tile `t`, where `a` is column `place` of
/// the line.
#[inline(always)]
fn step<R: PanelRow, const MR: usize, const TILES: usize>(
    sums: &mut [[[f64; NR]; MR]; TILES],
    a: &[Line; MR],
    place: usize,
    b: &[&[R]; TILES],
    k: usize,
    fma: impl Fn(f64, f64, f64) -> f64 + Copy,
) {
    for (sums, b) in sums.iter_mut().zip(b) {
        let b = b[k].numbers();
        for (sums, a) in sums.iter_mut().zip(a) {
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = fma(a.0[place], b, *sum);
            }
        }
    }
}
