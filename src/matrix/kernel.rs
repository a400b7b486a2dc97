//! The innermost tile of the matrix product, and the choice of the CPU's instructions for it.
//!
//! `C += A·B` for up to 6 rows and 16 columns, `k` ascending:
//!
//! ```text
//! for k:  for i in 0..height:  for j in 0..16:  c[i][j] = fma(a[k][i], b[k][j], c[i][j])
//! ```
//!
//! The sums live in registers throughout: 12 of AVX-512's 32 (8 numbers each), or 12 of AVX2's 16
//! (4 numbers each) for one half of the columns and then for the other. The compiler turns the
//! plain loops into exactly those instructions when each variant is a function of its own.
#![allow(unsafe_code)] // the crate's only unsafe block stands in `Kernel::tile`

/// The most rows of a tile.
pub(super) const MR: usize = 6;
/// The columns of a tile: two vectors of AVX-512, one cache line times two.
pub(super) const NR: usize = 16;

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

/// `a`: `height` numbers per k; `b`: 16 numbers per k; `c`: `height` rows.
type Tile = unsafe fn(a: &[f64], b: &[[f64; NR]], c: &mut [[f64; NR]]);

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

    /// `x·y + s` as this kernel rounds it: once, or on a CPU without FMA twice.
    #[must_use]
    pub fn multiply_add(self, x: f64, y: f64, s: f64) -> f64 {
        match self.0 {
            Instructions::Portable => portable_multiply_add(x, y, s),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 | Instructions::Avx2Fma => x.mul_add(y, s),
        }
    }

    /// `C += A·B` on one tile of `c.len()` rows, at most [`MR`].
    pub(super) fn tile(self, a: &[f64], b: &[[f64; NR]], c: &mut [[f64; NR]]) {
        let tiles: [Tile; MR] = match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => {
                [avx512::<1>, avx512::<2>, avx512::<3>, avx512::<4>, avx512::<5>, avx512::<6>]
            }
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2Fma => {
                [avx2::<1>, avx2::<2>, avx2::<3>, avx2::<4>, avx2::<5>, avx2::<6>]
            }
            Instructions::Portable => [
                portable::<1>,
                portable::<2>,
                portable::<3>,
                portable::<4>,
                portable::<5>,
                portable::<6>,
            ],
        };
        let tile = tiles[c.len() - 1];
        // SAFETY: a `Kernel` other than `PORTABLE` comes only from `available`, which has asked
        // this CPU for every feature that the variant's functions are compiled with.
        unsafe { tile(a, b, c) }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[inline(never)]
fn avx512<const HEIGHT: usize>(a: &[f64], b: &[[f64; NR]], c: &mut [[f64; NR]]) {
    tile::<HEIGHT, 16>(a, b, c, f64::mul_add);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
#[inline(never)]
fn avx2<const HEIGHT: usize>(a: &[f64], b: &[[f64; NR]], c: &mut [[f64; NR]]) {
    tile::<HEIGHT, 8>(a, b, c, f64::mul_add);
}

#[inline(never)]
fn portable<const HEIGHT: usize>(a: &[f64], b: &[[f64; NR]], c: &mut [[f64; NR]]) {
    tile::<HEIGHT, 4>(a, b, c, portable_multiply_add);
}

/// `f64::mul_add` without the instruction is a library call, a hundred times slower.
fn portable_multiply_add(x: f64, y: f64, s: f64) -> f64 {
    if cfg!(any(target_feature = "fma", target_arch = "aarch64")) {
        x.mul_add(y, s)
    } else {
        x * y + s
    }
}

/// The tile in plain loops: `WIDTH` columns at a time, as many as the registers hold.
#[inline(always)]
fn tile<const HEIGHT: usize, const WIDTH: usize>(
    a: &[f64],
    b: &[[f64; NR]],
    c: &mut [[f64; NR]],
    multiply_add: impl Fn(f64, f64, f64) -> f64,
) {
    let (a, _) = a.as_chunks::<HEIGHT>();
    for first in (0..NR).step_by(WIDTH) {
        let mut sums = [[0.0; WIDTH]; HEIGHT];
        for (sums, c) in sums.iter_mut().zip(&*c) {
            sums.copy_from_slice(&c[first..first + WIDTH]);
        }
        for (a, b) in a.iter().zip(b) {
            let b = &b[first..first + WIDTH];
            for (sums, &x) in sums.iter_mut().zip(a) {
                for (sum, &y) in sums.iter_mut().zip(b) {
                    *sum = multiply_add(x, y, *sum);
                }
            }
        }
        for (sums, c) in sums.iter().zip(&mut *c) {
            c[first..first + WIDTH].copy_from_slice(sums);
        }
    }
}
