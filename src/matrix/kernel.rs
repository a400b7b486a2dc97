//! The innermost tile of the matrix product, and the choice of the CPU's instructions for it.
//!
//! `C += A·B` for up to 6 rows and 16 columns, `k` ascending:
//!
//! ```text
//! for k:  for i in 0..height:  for j in 0..16:  c[i][j] = fma(a[i][k], b[k][j], c[i][j])
//! ```
//!
//! The sums live in registers throughout: 12 of AVX-512's 32 (8 numbers each), or 12 of AVX2's 16
//! (4 numbers each), for one half of the columns and then for the other. The compiler turns the
//! plain loops into exactly those instructions when each variant is a function of its own.
#![allow(unsafe_code)] // the crate's only unsafe block stands in `Kernel::run`

/// The most rows of a tile.
pub(super) const MR: usize = 6;
/// The columns of a tile: two vectors of AVX-512, one cache line times two.
pub(super) const NR: usize = 16;

/// One row of a panel of `B`, on the boundary of a cache line: a vector that straddles two lines
/// takes twice as long to load, and the kernel needs two in six cycles.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct PanelRow(pub [f64; NR]);

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

/// Loops to be compiled once for each kind of instructions.
pub(super) trait Loops {
    /// Runs them. `WIDTH` is how many numbers for each of 6 rows the registers hold.
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
            Instructions::Avx512 => is_x86_feature_detected!("avx512f"),
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

    /// Runs loops, compiled for this kernel's instructions.
    pub(super) fn run<L: Loops>(self, loops: L) {
        let function: unsafe fn(L) = match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => avx512,
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => avx2,
            Instructions::Portable => portable,
        };
        // SAFETY: these functions are unsafe to call only because of the CPU features they are
        // compiled with, and a `Kernel` other than `PORTABLE` comes only from `available`, which
        // has asked this CPU for the features of its function.
        unsafe { function(loops) }
    }

    /// `C += A·B` on one tile: `a` has as many rows as `c`, at most [`MR`]; `b` has 16 numbers for
    /// each k.
    pub(super) fn tile(self, a: &[&[f64]], b: &[PanelRow], c: &mut [&mut [f64]]) {
        match c.len() {
            1 => self.run(Tile::<1> { a, b, c }),
            2 => self.run(Tile::<2> { a, b, c }),
            3 => self.run(Tile::<3> { a, b, c }),
            4 => self.run(Tile::<4> { a, b, c }),
            5 => self.run(Tile::<5> { a, b, c }),
            6 => self.run(Tile::<6> { a, b, c }),
            height => unreachable!("a tile of {height} rows"),
        }
    }

    /// A panel of bytes as `f64`s.
    pub(super) fn expand(self, bytes: &[[u8; NR]], panel: &mut [PanelRow]) {
        self.run(Expand { bytes, panel });
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[inline(never)]
fn avx512<L: Loops>(loops: L) {
    loops.run::<16>(f64::mul_add);
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

struct Tile<'a, 'c, const HEIGHT: usize> {
    a: &'a [&'a [f64]],
    b: &'a [PanelRow],
    c: &'a mut [&'c mut [f64]],
}

impl<const HEIGHT: usize> Loops for Tile<'_, '_, HEIGHT> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { a, b, c } = self;
        let a: [&[f64]; HEIGHT] = std::array::from_fn(|i| &a[i][..b.len()]);
        for first in (0..NR).step_by(WIDTH) {
            let mut sums: [[f64; WIDTH]; HEIGHT] = std::array::from_fn(|i| chunk(c[i], first));
            for (k, b) in b.iter().enumerate() {
                let b: [f64; WIDTH] = chunk(&b.0, first);
                let a = a.map(|row| row[k]);
                for (sums, a) in sums.iter_mut().zip(a) {
                    for (sum, b) in sums.iter_mut().zip(b) {
                        *sum = multiply_add(a, b, *sum);
                    }
                }
            }
            for (row, sums) in c.iter_mut().zip(&sums) {
                row[first..first + WIDTH].copy_from_slice(sums);
            }
        }
    }
}

/// `WIDTH` numbers from `first` on.
#[inline(always)]
fn chunk<const WIDTH: usize>(row: &[f64], first: usize) -> [f64; WIDTH] {
    *row[first..].first_chunk().expect("rows of 16 columns")
}

struct Expand<'a> {
    bytes: &'a [[u8; NR]],
    panel: &'a mut [PanelRow],
}

impl Loops for Expand<'_> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, _: impl Fn(f64, f64, f64) -> f64 + Copy) {
        for (bytes, row) in self.bytes.iter().zip(self.panel) {
            row.0 = bytes.map(f64::from);
        }
    }
}
