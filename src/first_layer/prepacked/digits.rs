//! One row times bytes, where the processor turns a `u64` into an `f64` in one instruction (AVX-512).
//!
//! Each byte is used only once, so converting it to an `f64` takes longer than its multiply-add. It takes
//! the fewest instructions to leave the byte where it is, as digit `i` of a `u64` in base 256, and to mask
//! the other digits:
//!
//! ```text
//! fma(a[k], b[k][j], c[j]) = fma(a[k]/256ⁱ, 256ⁱ·b[k][j], c[j])
//! ```
//!
//! Both factors are exact: only their exponents change.

use std::array::from_fn;
use std::ops::Range;

use super::one_row::RowRhs;
use super::panels::{count_rows, eight_rows};
use crate::matrix::micro_kernel::NR;
use crate::processor::{Isa, Line, Loops};
use crate::ranges::{blocks, equal_blocks};

/// A matrix of bytes in micro-panels of 8 columns, 8 rows at a time.
pub(super) struct Digits {
    /// How many [`EightRows`] a micro-panel has.
    height: usize,
    panels: Vec<EightRows>,
}

/// 8 rows of a micro-panel: of each column the 8 bytes, as digits from the lowest to the highest.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct EightRows([u64; NR]);

impl Digits {
    /// Packs a matrix of bytes, given row by row.
    pub(super) fn new(bytes: &[u8], columns: usize) -> Self {
        let rows = count_rows(bytes, columns);
        let height = rows.div_ceil(NR);
        let mut panels = vec![EightRows([0; NR]); height * columns.div_ceil(NR)];
        for (index, first) in (0..rows).step_by(NR).enumerate() {
            let eight = eight_rows(bytes, columns, first);
            for j in 0..columns {
                let digits = &mut panels[j / NR * height + index];
                digits.0[j % NR] = u64::from_le_bytes(eight.map(|row| row[j]));
            }
        }
        Self { height, panels }
    }

    /// Packs the transpose of a matrix of bytes, given row by row.
    pub(super) fn transposed(bytes: &[u8], columns: usize) -> Self {
        let rows = count_rows(bytes, columns);
        let mut panels = Vec::with_capacity(rows.div_ceil(NR) * columns.div_ceil(NR));
        for first in (0..rows).step_by(NR) {
            let eight = eight_rows(bytes, columns, first);
            panels.extend((0..columns).step_by(NR).map(|k| {
                EightRows(eight.map(|row| {
                    let mut digits = [0; NR];
                    let bytes = &row[k..columns.min(k + NR)];
                    digits[..bytes.len()].copy_from_slice(bytes);
                    u64::from_le_bytes(digits)
                }))
            }));
        }
        Self { height: columns.div_ceil(NR), panels }
    }
}

impl RowRhs for Digits {
    fn add_row(
        &self,
        isa: Isa,
        c: &mut [Line],
        a: &[Line],
        k: Range<usize>,
        columns: Range<usize>,
    ) {
        assert!(
            k.start.is_multiple_of(NR) && columns.start.is_multiple_of(NR),
            "{k:?} {columns:?}"
        );
        // A number whose exponent cannot be lowered so far would lose bits. (Counted, not searched, so
        // that the compiler makes vectors.)
        let numbers = a.iter().flat_map(|line| &line.0);
        let lossless = numbers.filter(|a| **a != 0.0 && a.abs() < DIVISIBLE).count() == 0;
        for pc in blocks(k.len(), KC) {
            let (a, steps) = (&a[pc.start / NR..], pc.len());
            let first_row = (k.start + pc.start) / NR;
            for group in equal_blocks(columns.len().div_ceil(NR), ABREAST) {
                let first_panel = columns.start / NR + group.start;
                let panel = |q| &self.panels[(first_panel + q) * self.height + first_row..];
                let c = &mut c[group.clone()];
                match group.len() {
                    1 => isa.run(Row::<1> { c, a, b: from_fn(panel), steps, lossless }),
                    2 => isa.run(Row::<2> { c, a, b: from_fn(panel), steps, lossless }),
                    3 => isa.run(Row::<3> { c, a, b: from_fn(panel), steps, lossless }),
                    4 => isa.run(Row::<4> { c, a, b: from_fn(panel), steps, lossless }),
                    _ => isa.run(Row::<ABREAST> { c, a, b: from_fn(panel), steps, lossless }),
                }
            }
        }
    }
}

/// Steps of `k` in a block, a multiple of 8: so much of the row, 32 KiB, stays in the first-level cache.
const KC: usize = 4096;

/// The most micro-panels at a time: for more the compiler makes no vectors.
const ABREAST: usize = 5;

/// 2⁻⁹⁶⁶: a smaller number divided by 256⁷ = 2⁵⁶ is subnormal.
const DIVISIBLE: f64 = f64::MIN_POSITIVE * (1_u64 << 56) as f64;

/// One row of `A` and `PANELS` micro-panels of `B`.
struct Row<'a, const PANELS: usize> {
    c: &'a mut [Line],
    a: &'a [Line],
    b: [&'a [EightRows]; PANELS],
    /// The steps of `k`
    steps: usize,
    /// Whether each number of the row can be divided by 256⁷.
    lossless: bool,
}

impl<const PANELS: usize> Loops for Row<'_, PANELS> {
    #[inline(always)]
    fn run(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        if self.lossless {
            self.add::<true>(fma);
        } else {
            self.add::<false>(fma);
        }
    }
}

impl<const PANELS: usize> Row<'_, PANELS> {
    #[inline(always)]
    fn add<const DIVIDE: bool>(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { c, a, b, steps, .. } = self;
        let (whole, remainder) = (steps / NR, steps % NR);
        let b = b.map(|panel| &panel[..steps.div_ceil(NR)]);
        let mut sums: [Line; PANELS] = *c.first_chunk().expect("a line for each micro-panel");
        for (index, a) in a[..whole].iter().enumerate() {
            let b = b.map(|panel| &panel[index]);
            // Spelled out: the compiler does not unroll a loop so long.
            step::<PANELS, DIVIDE>(&mut sums, a, b, 0, fma);
            step::<PANELS, DIVIDE>(&mut sums, a, b, 1, fma);
            step::<PANELS, DIVIDE>(&mut sums, a, b, 2, fma);
            step::<PANELS, DIVIDE>(&mut sums, a, b, 3, fma);
            step::<PANELS, DIVIDE>(&mut sums, a, b, 4, fma);
            step::<PANELS, DIVIDE>(&mut sums, a, b, 5, fma);
            step::<PANELS, DIVIDE>(&mut sums, a, b, 6, fma);
            step::<PANELS, DIVIDE>(&mut sums, a, b, 7, fma);
        }
        for i in 0..remainder {
            let b = b.map(|panel| &panel[whole]);
            step::<PANELS, DIVIDE>(&mut sums, &a[whole], b, i, fma);
        }
        c.copy_from_slice(&sums);
    }
}

/// Adds digit `i` of each column times number `i` of the row: divides it, or else shifts the digits.
#[inline(always)]
fn step<const PANELS: usize, const DIVIDE: bool>(
    sums: &mut [Line; PANELS],
    a: &Line,
    b: [&EightRows; PANELS],
    i: usize,
    fma: impl Fn(f64, f64, f64) -> f64 + Copy,
) {
    let shift = 8 * i;
    let a = if DIVIDE { a.0[i] / (1_u64 << shift) as f64 } else { a.0[i] };
    for (sums, b) in sums.iter_mut().zip(b) {
        for (sum, b) in sums.0.iter_mut().zip(&b.0) {
            let digit = if DIVIDE { b & 0xff << shift } else { b >> shift & 0xff };
            *sum = fma(a, digit as f64, *sum);
        }
    }
}
