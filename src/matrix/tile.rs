//! The innermost tile of the matrix product.
//!
//! `C += A·B` for a strip of a few rows, a tile of 8 columns at a time, `k` ascending:
//!
//! ```text
//! for k:  for i in 0..height:  for j in 0..8:  c[i][j] = fma(a[i][k], b[k][j], c[i][j])
//! ```
//!
//! The sums live in registers throughout. AVX-512 holds 8 numbers in each of 32: 10 rows of sums, and
//! each multiply-add takes its `a[i][k]` straight from memory. AVX2 holds 4 in each of 16: 6 rows of
//! sums in 12 of them, two for a row of `B`, one for `a[i][k]`.

use std::array::from_fn;

use super::kernel::{Kernel, Loops, MOST_ROWS};
use super::multiply::equal_blocks;

/// The columns of a tile: a vector of AVX-512, and a cache line.
pub(super) const NR: usize = 8;

/// 8 numbers on the boundary of a cache line: a vector that straddles two lines takes twice as long
/// to load.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Line(pub [f64; NR]);

impl Line {
    pub(super) const ZERO: Line = Line([0.0; NR]);

    /// The first 8 numbers, or as many as there are, and zeros.
    pub(super) fn load(numbers: &[f64]) -> Self {
        let mut line = Self::ZERO;
        match numbers.first_chunk() {
            Some(all) => line.0 = *all,
            None => line.0[..numbers.len()].copy_from_slice(numbers),
        }
        line
    }

    /// Overwrites the first 8 numbers, or as many as there are.
    pub(super) fn store(self, numbers: &mut [f64]) {
        match numbers.first_chunk_mut() {
            Some(all) => *all = self.0,
            None => numbers.copy_from_slice(&self.0[..numbers.len()]),
        }
    }
}

/// Where a strip of `C` is.
pub(super) trait StripOfC {
    /// Its tiles, for what their height is.
    fn tiles<const HEIGHT: usize>(self) -> impl Tiles;
}

/// The tiles of a strip of `C`, from left to right.
pub(super) trait Tiles {
    /// Row `i` of tile `p`.
    fn row(&mut self, i: usize, p: usize) -> &mut [f64; NR];

    /// Whether of the last tile only the first half counts.
    fn narrow(&self) -> bool {
        false
    }
}

/// Row by row, as a matrix is stored.
pub(super) struct Rows<'a, T> {
    pub rows: T,
    /// The tile at the right edge, where fewer than 8 columns are left.
    pub edge: &'a mut Edge,
}

/// A tile of which only some columns count.
pub(super) struct Edge {
    pub lines: [Line; MOST_ROWS],
    pub columns: usize,
}

impl<'a, T: Iterator<Item = &'a mut [f64]>> StripOfC for Rows<'_, T> {
    #[inline(always)]
    fn tiles<const HEIGHT: usize>(mut self) -> impl Tiles {
        let mut rows = || self.rows.next().expect("a row").as_chunks_mut().0;
        Rows { rows: from_fn::<_, HEIGHT, _>(|_| rows()), edge: self.edge }
    }
}

impl<const HEIGHT: usize> Tiles for Rows<'_, [&mut [[f64; NR]]; HEIGHT]> {
    #[inline(always)]
    fn row(&mut self, i: usize, p: usize) -> &mut [f64; NR] {
        self.rows[i].get_mut(p).unwrap_or(&mut self.edge.lines[i].0)
    }

    #[inline(always)]
    fn narrow(&self) -> bool {
        (1..=NR / 2).contains(&self.edge.columns)
    }
}

/// Tile by tile, as [`Strips`](super::Strips) are stored.
pub(super) struct TileByTile<'a>(pub &'a mut [Line]);

impl StripOfC for TileByTile<'_> {
    #[inline(always)]
    fn tiles<const HEIGHT: usize>(self) -> impl Tiles {
        self.0.as_chunks_mut::<HEIGHT>().0
    }
}

impl<const HEIGHT: usize> Tiles for &mut [[Line; HEIGHT]] {
    #[inline(always)]
    fn row(&mut self, i: usize, p: usize) -> &mut [f64; NR] {
        &mut self[p][i].0
    }
}

/// One row of a panel of `B`.
pub(super) trait PanelRow: Copy {
    fn numbers(&self) -> [f64; NR];
}

impl PanelRow for Line {
    #[inline(always)]
    fn numbers(&self) -> [f64; NR] {
        self.0
    }
}

impl PanelRow for [u8; NR] {
    /// Written as a loop with its result beside it, which becomes two instructions.
    #[inline(always)]
    fn numbers(&self) -> [f64; NR] {
        let mut numbers = [0.0; NR];
        for (number, &byte) in numbers.iter_mut().zip(self) {
            *number = f64::from(byte);
        }
        numbers
    }
}

/// The same rows of several panels of `B`.
#[derive(Clone, Copy)]
pub(super) struct Panels<'a, R> {
    /// Rows, or what holds several, from the first ones of the first panel on.
    rows: &'a [R],
    /// How many `R` lie between one and the same one of the next panel.
    stride: usize,
    /// How many rows of each panel: steps of `k`.
    pub steps: usize,
    pub count: usize,
}

impl<'a, R> Panels<'a, R> {
    /// `steps` rows from `R` number `first` on, of each whole panel of `stride`.
    pub(super) fn new(panels: &'a [R], stride: usize, first: usize, steps: usize) -> Self {
        Self { rows: &panels[first..], stride, steps, count: panels.len() / stride.max(1) }
    }

    /// Panel `p`, and what comes after it.
    #[inline(always)]
    pub(super) fn panel(&self, p: usize) -> &'a [R] {
        &self.rows[p * self.stride..]
    }
}

/// `C += A·B` for a strip of `height` rows, one panel of `B` after another. `a` holds, for every 8
/// steps of k, a line of each row.
pub(super) fn add_strip(
    kernel: Kernel,
    height: usize,
    a: &[Line],
    b: Panels<'_, impl PanelRow>,
    c: impl StripOfC,
) {
    match height {
        1 => kernel.run(Strip { a: a.as_chunks::<1>().0, b, c }),
        2 => kernel.run(Strip { a: a.as_chunks::<2>().0, b, c }),
        3 => kernel.run(Strip { a: a.as_chunks::<3>().0, b, c }),
        4 => kernel.run(Strip { a: a.as_chunks::<4>().0, b, c }),
        5 => kernel.run(Strip { a: a.as_chunks::<5>().0, b, c }),
        6 => kernel.run(Strip { a: a.as_chunks::<6>().0, b, c }),
        7 => kernel.run(Strip { a: a.as_chunks::<7>().0, b, c }),
        8 => kernel.run(Strip { a: a.as_chunks::<8>().0, b, c }),
        9 => kernel.run(Strip { a: a.as_chunks::<9>().0, b, c }),
        10 => kernel.run(Strip { a: a.as_chunks::<10>().0, b, c }),
        _ => unreachable!("a strip of {height} rows"),
    }
}

struct Strip<'a, R, C, const HEIGHT: usize> {
    a: &'a [[Line; HEIGHT]],
    b: Panels<'a, R>,
    c: C,
}

/// The most panels that one row takes at a time.
const ABREAST: usize = 4;

impl<R: PanelRow, C: StripOfC, const HEIGHT: usize> Loops for Strip<'_, R, C, HEIGHT> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { a, b, c } = self;
        let mut c = c.tiles::<HEIGHT>();
        let narrow = HEIGHT > 1 && c.narrow(); // one row takes its last panel beside others
        let whole = b.count - usize::from(narrow);
        // One row of sums alone would wait for each multiply-add to end before the next begins.
        for panels in equal_blocks(whole, if HEIGHT == 1 { ABREAST } else { 1 }) {
            let p = panels.start;
            match if HEIGHT == 1 { panels.len() } else { 1 } {
                4 => tile::<NR, HEIGHT, 4>(a, b, &mut c, p, NR, multiply_add),
                3 => tile::<NR, HEIGHT, 3>(a, b, &mut c, p, NR, multiply_add),
                2 => tile::<NR, HEIGHT, 2>(a, b, &mut c, p, NR, multiply_add),
                _ => tile::<WIDTH, HEIGHT, 1>(a, b, &mut c, p, NR, multiply_add),
            }
        }
        if narrow {
            tile::<{ NR / 2 }, HEIGHT, 1>(a, b, &mut c, whole, NR / 2, multiply_add);
        }
    }
}

/// All rows of `PANELS` panels from panel `p` on, `WIDTH` of the first `columns` at a time.
#[inline(always)]
fn tile<const WIDTH: usize, const HEIGHT: usize, const PANELS: usize>(
    a: &[[Line; HEIGHT]],
    b: Panels<'_, impl PanelRow>,
    c: &mut impl Tiles,
    p: usize,
    columns: usize,
    multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy,
) {
    let steps = b.steps;
    let b: [_; PANELS] = from_fn(|q| &b.panel(p + q)[..steps]);
    for first in (0..columns).step_by(WIDTH) {
        let mut sums = [[[0.0; WIDTH]; HEIGHT]; PANELS];
        for (q, sums) in sums.iter_mut().enumerate() {
            for (i, sums) in sums.iter_mut().enumerate() {
                *sums = chunk(c.row(i, p + q), first);
            }
        }
        for k in 0..steps {
            let a = &a[k / NR];
            for (sums, b) in sums.iter_mut().zip(&b) {
                let b: [f64; WIDTH] = chunk(&b[k].numbers(), first);
                for (sums, a) in sums.iter_mut().zip(a) {
                    let a = a.0[k % NR];
                    for (sum, b) in sums.iter_mut().zip(b) {
                        *sum = multiply_add(a, b, *sum);
                    }
                }
            }
        }
        for (q, sums) in sums.iter().enumerate() {
            for (i, sums) in sums.iter().enumerate() {
                c.row(i, p + q)[first..first + WIDTH].copy_from_slice(sums);
            }
        }
    }
}

/// `WIDTH` numbers from `first` on.
#[inline(always)]
fn chunk<const WIDTH: usize>(row: &[f64; NR], first: usize) -> [f64; WIDTH] {
    *row[first..].first_chunk().expect("rows of 8 columns")
}
