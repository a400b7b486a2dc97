//! One row times bytes, where the CPU turns a `u64` into an `f64` in one instruction.
//!
//! ```text
//! c[j] ← fma(a[k], b[k][j], c[j])     for k = 0, 1, 2, …
//! ```
//!
//! Each byte is used only once, so that turning it into an `f64` takes longer than its multiply-add. It
//! is shortest to leave it where it is, as digit `i` of a `u64` in base 256, and to mask the others:
//!
//! ```text
//! fma(a[k], b[k][j], c[j]) = fma(a[k]/256ⁱ, 256ⁱ·b[k][j], c[j])
//! ```
//!
//! Both factors are exact: they change only in their exponents.

use std::array::from_fn;

use super::kernel::Loops;
use super::multiply::equal_blocks;
use super::packed::rows_together;
use super::tile::{Line, NR, Panels, StripOfC, Tiles};

/// 8 rows of a panel of bytes: of each column the 8 bytes, as digits from the lowest to the highest.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Digits([u64; NR]);

impl Digits {
    /// The panels of a matrix of bytes with such rows.
    pub(super) fn pack(bytes: &[u8], rows: usize, columns: usize) -> Vec<Self> {
        let height = rows.div_ceil(NR);
        let mut panels = vec![Self([0; NR]); height * columns.div_ceil(NR)];
        for (place, first) in (0..rows).step_by(NR).enumerate() {
            let together = rows_together(bytes, columns, first);
            for j in 0..columns {
                let digits = &mut panels[j / NR * height + place];
                digits.0[j % NR] = u64::from_le_bytes(together.map(|row| row[j]));
            }
        }
        panels
    }

    /// The panels of its transpose.
    pub(super) fn pack_transposed(bytes: &[u8], rows: usize, columns: usize) -> Vec<Self> {
        let mut panels = Vec::with_capacity(rows.div_ceil(NR) * columns.div_ceil(NR));
        for first in (0..rows).step_by(NR) {
            let together = rows_together(bytes, columns, first);
            panels.extend((0..columns).step_by(NR).map(|k| {
                Self(together.map(|row| {
                    let mut digits = [0; NR];
                    let some = &row[k..columns.min(k + NR)];
                    digits[..some.len()].copy_from_slice(some);
                    u64::from_le_bytes(digits)
                }))
            }));
        }
        panels
    }
}

/// `C += A·B`, where `A` and `C` are one row.
pub(super) struct OneRow<'a, C> {
    /// A line for every 8 steps of `k`
    pub a: &'a [Line],
    pub b: Panels<'a, Digits>,
    pub c: C,
}

/// The most panels at a time: the multiply-adds of one wait for one another. For more the compiler
/// makes no vectors.
const ABREAST: usize = 5;

/// 2⁻⁹⁶⁶: a smaller number divided by 256⁷ may be subnormal, and lose bits.
const DIVISIBLE: f64 = f64::MIN_POSITIVE * (1_u64 << 56) as f64;

impl<C: StripOfC> Loops for OneRow<'_, C> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { a, b, c } = self;
        let mut c = c.tiles::<1>();
        // Of 0, which divides exactly, the largest.
        let magnitude = |a: &f64| (a.to_bits() << 1).wrapping_sub(1);
        if a.iter().any(|a| a.0.iter().map(magnitude).min() < Some(magnitude(&DIVISIBLE))) {
            return (0..b.count).for_each(|p| tile::<1, false>(a, b, &mut c, p, multiply_add));
        }
        for panels in equal_blocks(b.count, ABREAST) {
            let p = panels.start;
            match panels.len() {
                1 => tile::<1, true>(a, b, &mut c, p, multiply_add),
                2 => tile::<2, true>(a, b, &mut c, p, multiply_add),
                3 => tile::<3, true>(a, b, &mut c, p, multiply_add),
                4 => tile::<4, true>(a, b, &mut c, p, multiply_add),
                _ => tile::<ABREAST, true>(a, b, &mut c, p, multiply_add),
            }
        }
    }
}

/// `PANELS` panels from panel `p` on. `DIVIDE` the row, or else shift the digits.
#[inline(always)]
fn tile<const PANELS: usize, const DIVIDE: bool>(
    a: &[Line],
    b: Panels<'_, Digits>,
    c: &mut impl Tiles,
    p: usize,
    multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy,
) {
    let (whole, rest) = (b.steps / NR, b.steps % NR);
    let panels: [_; PANELS] = from_fn(|q| &b.panel(p + q)[..b.steps.div_ceil(NR)]);
    let mut sums: [_; PANELS] = from_fn(|q| *c.row(0, p + q));
    for (place, a) in a[..whole].iter().enumerate() {
        let b = panels.map(|panel| &panel[place]);
        // Spelled out: the compiler does not unroll a loop so long.
        step::<PANELS, DIVIDE>(&mut sums, a, b, 0, multiply_add);
        step::<PANELS, DIVIDE>(&mut sums, a, b, 1, multiply_add);
        step::<PANELS, DIVIDE>(&mut sums, a, b, 2, multiply_add);
        step::<PANELS, DIVIDE>(&mut sums, a, b, 3, multiply_add);
        step::<PANELS, DIVIDE>(&mut sums, a, b, 4, multiply_add);
        step::<PANELS, DIVIDE>(&mut sums, a, b, 5, multiply_add);
        step::<PANELS, DIVIDE>(&mut sums, a, b, 6, multiply_add);
        step::<PANELS, DIVIDE>(&mut sums, a, b, 7, multiply_add);
    }
    for i in 0..rest {
        let b = panels.map(|panel| &panel[whole]);
        step::<PANELS, DIVIDE>(&mut sums, &a[whole], b, i, multiply_add);
    }
    for (q, sums) in sums.iter().enumerate() {
        *c.row(0, p + q) = *sums;
    }
}

/// Adds digit `i` of each column times number `i` of the row.
#[inline(always)]
fn step<const PANELS: usize, const DIVIDE: bool>(
    sums: &mut [[f64; NR]; PANELS],
    a: &Line,
    b: [&Digits; PANELS],
    i: usize,
    multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy,
) {
    let shift = 8 * i;
    let a = if DIVIDE { a.0[i] / (1_u64 << shift) as f64 } else { a.0[i] };
    for (sums, b) in sums.iter_mut().zip(b) {
        for (sum, b) in sums.iter_mut().zip(&b.0) {
            let digit = if DIVIDE { b & 0xff << shift } else { b >> shift & 0xff };
            *sum = multiply_add(a, digit as f64, *sum);
        }
    }
}
