//! The innermost tile of the matrix product, and the choice of the CPU's instructions for it.
//!
//! `C += A·B` for a strip of a few rows, a tile of 8 columns at a time, `k` ascending:
//!
//! ```text
//! for k:  for i in 0..height:  for j in 0..8:  c[i][j] = fma(a[i][k], b[k][j], c[i][j])
//! ```
//!
//! The sums live in registers throughout. AVX-512 holds 8 numbers in each of 32: 10 rows of sums, and
//! each multiply-add takes its `a[i][k]` straight from memory. AVX2 holds 4 in each of 16: 6 rows of
//! sums in 12 of them, two for a row of `B`, one for `a[i][k]`. The compiler turns the plain loops into
//! exactly those instructions when each variant is a function of its own.
#![allow(unsafe_code)] // the crate's only one stands in `Kernel::run`

use std::array::from_fn;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most rows of a tile, whatever the kernel.
pub(super) const MOST_ROWS: usize = 10;
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

/// Which of the CPU's instructions multiply and add.
///
/// The fused kinds round once per multiply-add, so they give the same bits as one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernel(Instructions);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instructions {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2Fma,
    Portable,
}

/// Which of [`Kernel::available`] is to be used.
static CHOSEN: AtomicUsize = AtomicUsize::new(0);

/// Sets the kernel of all products, in the whole process. The fused kinds give the same bits.
///
/// # Panics
///
/// Never: whoever has a `Kernel` has one that this CPU can run.
pub fn set_kernel(kernel: Kernel) {
    let place = Kernel::available().position(|available| available == kernel);
    CHOSEN.store(place.expect("a CPU keeps its features"), Ordering::Relaxed);
}

/// The kernel of all products: [`Kernel::best`], unless [`set_kernel`] was called.
#[must_use]
pub fn kernel() -> Kernel {
    Kernel::available().nth(CHOSEN.load(Ordering::Relaxed)).unwrap_or(Kernel::PORTABLE)
}

/// Loops to be compiled once for each kind of instructions.
pub(super) trait Loops {
    /// Runs them. `WIDTH` is how many of a row's 8 sums the registers hold at a time.
    ///
    /// Implementations are `#[inline(always)]`: only inlined are they compiled for the CPU's
    /// instructions.
    fn run<const WIDTH: usize>(self, multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy);
}

impl Kernel {
    /// What every CPU can do, in the instructions that the compiler was told to assume.
    pub const PORTABLE: Kernel = Kernel(Instructions::Portable);

    /// All there are for this kind of CPU, the fastest first.
    const ALL: &[Kernel] = &[
        #[cfg(target_arch = "x86_64")]
        Kernel(Instructions::Avx512),
        #[cfg(target_arch = "x86_64")]
        Kernel(Instructions::Avx2Fma),
        Self::PORTABLE,
    ];

    /// Those that this CPU can run, the fastest first.
    pub fn available() -> impl Iterator<Item = Kernel> {
        Self::ALL.iter().copied().filter(|kernel| match kernel.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
            }
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => {
                is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
            }
            Instructions::Portable => true,
        })
    }

    /// The fastest that this CPU can run.
    #[must_use]
    pub fn best() -> Kernel {
        Self::available().next().unwrap_or(Self::PORTABLE)
    }

    /// What the instructions are called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => "AVX-512",
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => "AVX2+FMA",
            Instructions::Portable => "portable",
        }
    }

    /// What the instructions are called where they are typed: one word, in small letters.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => "avx512",
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => "avx2",
            Instructions::Portable => "portable",
        }
    }

    /// Runs loops, compiled for this kernel's instructions.
    pub(super) fn run<L: Loops>(self, loops: L) {
        // SAFETY: these functions are unsafe to call only because of the CPU features they are
        // compiled with, and a `Kernel` other than `PORTABLE` comes only from `available`, which
        // has asked this CPU for the features of its function.
        unsafe {
            match self.0 {
                #[cfg(target_arch = "x86_64")]
                Instructions::Avx512 => avx512(loops),
                #[cfg(target_arch = "x86_64")]
                Instructions::Avx2Fma => avx2(loops),
                Instructions::Portable => portable(loops),
            }
        }
    }

    /// Whether one of the instructions turns `u64`s into `f64`s.
    pub(super) fn converts_u64s(self) -> bool {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => true,
            _ => false,
        }
    }

    /// The most rows of a tile.
    pub(crate) fn most_rows(self) -> usize {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => MOST_ROWS,
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => 6,
            Instructions::Portable => 6,
        }
    }

    /// `C += A·B` for a strip of `height` rows, one panel of `B` after another. `a` holds, for every 8
    /// steps of k, a line of each row.
    pub(super) fn strip(
        self,
        height: usize,
        a: &[Line],
        b: Panels<'_, impl PanelRow>,
        c: impl StripOfC,
    ) {
        match height {
            1 => self.run(Strip { a: a.as_chunks::<1>().0, b, c }),
            2 => self.run(Strip { a: a.as_chunks::<2>().0, b, c }),
            3 => self.run(Strip { a: a.as_chunks::<3>().0, b, c }),
            4 => self.run(Strip { a: a.as_chunks::<4>().0, b, c }),
            5 => self.run(Strip { a: a.as_chunks::<5>().0, b, c }),
            6 => self.run(Strip { a: a.as_chunks::<6>().0, b, c }),
            7 => self.run(Strip { a: a.as_chunks::<7>().0, b, c }),
            8 => self.run(Strip { a: a.as_chunks::<8>().0, b, c }),
            9 => self.run(Strip { a: a.as_chunks::<9>().0, b, c }),
            10 => self.run(Strip { a: a.as_chunks::<10>().0, b, c }),
            _ => unreachable!("a strip of {height} rows"),
        }
    }
}

/// DQ turns `u64`s into `f64`s, and VL keeps narrow tiles in registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
#[inline(never)]
fn avx512<L: Loops>(loops: L) {
    loops.run::<8>(f64::mul_add);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[inline(never)]
fn avx2<L: Loops>(loops: L) {
    loops.run::<8>(f64::mul_add);
}

#[inline(never)]
fn portable<L: Loops>(loops: L) {
    loops.run::<4>(portable_multiply_add);
}

/// `f64::mul_add` without the instruction is a library call, a hundred times slower.
fn portable_multiply_add(x: f64, y: f64, s: f64) -> f64 {
    if cfg!(any(target_feature = "fma", target_arch = "aarch64")) {
        x.mul_add(y, s)
    } else {
        x * y + s
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
    steps: usize,
    count: usize,
}

impl<'a, R> Panels<'a, R> {
    /// `steps` rows from `R` number `first` on, of each whole panel of `stride`.
    pub(super) fn new(panels: &'a [R], stride: usize, first: usize, steps: usize) -> Self {
        Self { rows: &panels[first..], stride, steps, count: panels.len() / stride.max(1) }
    }

    /// The same rows of some of the panels.
    pub(super) fn select(self, panels: Range<usize>) -> Self {
        let first = (panels.start * self.stride).min(self.rows.len()); // beyond it if there are none
        Self { rows: &self.rows[first..], count: panels.len(), ..self }
    }

    #[inline(always)]
    pub(super) fn steps(&self) -> usize {
        self.steps
    }

    #[inline(always)]
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Panel `p`, and what comes after it.
    #[inline(always)]
    pub(super) fn panel(&self, p: usize) -> &'a [R] {
        &self.rows[p * self.stride..]
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
        let mut p = 0;
        while p < whole {
            // One row of sums alone would wait for each multiply-add to end before the next begins.
            let abreast = if HEIGHT == 1 { ABREAST.min(whole - p) } else { 1 };
            match abreast {
                4 => tile::<NR, HEIGHT, 4>(a, b, &mut c, p, NR, multiply_add),
                3 => tile::<NR, HEIGHT, 3>(a, b, &mut c, p, NR, multiply_add),
                2 => tile::<NR, HEIGHT, 2>(a, b, &mut c, p, NR, multiply_add),
                _ => tile::<WIDTH, HEIGHT, 1>(a, b, &mut c, p, NR, multiply_add),
            }
            p += abreast;
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
