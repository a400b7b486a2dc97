//! From the coefficients of a component to its samples: A.3.3, A.3.4, A.3.1.
//!
//! ```text
//! s(x, y) = ¼ Σᵤ Σᵥ C(u)·C(v)·S(u, v)·Q(u, v)·cos((2x + 1)uπ/16)·cos((2y + 1)vπ/16) + 128
//! C(0) = 1/√2, else 1
//! ```
//!
//! The sum over v is taken for each column, then the sum over u for each row, in whole numbers. Half of
//! the cosines follow from the others, because that of 7 − x is that of x with the sign of (−1)ᵘ.

use super::frame::Component;
use crate::formats::picture::reserve;

/// `√2·C(u)·cos((2x + 1)uπ/16)·2¹³` for x = 0 … 3 (the rows) and u = 0 … 7. These are the sums of the
/// rounded constants of Loeffler, Ligtenberg and Moschytz (1989), so that every sample is, to the last
/// bit, that of the programs that compute it in their way.
const COSINES: [[i32; 8]; 4] = [
    [8192, 11363, 10703, 9633, 8192, 6437, 4433, 2260],
    [8192, 9633, 4433, -2259, -8192, -11362, -10704, -6436],
    [8192, 6437, -4433, -11362, -8192, 2261, 10704, 9633],
    [8192, 2260, -10703, -6436, 8192, 9633, -4433, -11363],
];
/// The bits behind the point in [`COSINES`].
const FRACTION: u32 = 13;
/// The bits behind the point that are kept between the two sums.
const KEPT: u32 = 2;

/// The samples of a component: rows of `8·across`, of which `width` count.
pub struct Samples {
    pub component: Component,
    bytes: Vec<u8>,
}

impl Samples {
    /// Transforms all blocks.
    pub fn new(mut component: Component) -> Result<Self, String> {
        let coefficients = std::mem::take(&mut component.coefficients);
        let quantisation = component.quantisation.unwrap_or([0; 64]);
        let stride = 8 * component.across;
        let mut bytes = reserve(64 * coefficients.len())?;
        bytes.resize(64 * coefficients.len(), 0);
        for (rows, blocks) in
            bytes.chunks_mut(8 * stride).zip(coefficients.chunks(component.across))
        {
            for (column, block) in blocks.iter().enumerate() {
                let samples = transform(block, &quantisation);
                for (row, eight) in rows.chunks_mut(stride).zip(samples) {
                    row[8 * column..][..8].copy_from_slice(&eight);
                }
            }
        }
        Ok(Self { component, bytes })
    }

    /// Row `y`, the last one if there are not so many.
    pub fn row(&self, y: usize) -> &[u8] {
        let Component { width, height, across, .. } = self.component;
        &self.bytes[8 * across * y.min(height - 1)..][..width]
    }
}

/// The 8×8 samples of a block.
fn transform(block: &[i16; 64], quantisation: &[u16; 64]) -> [[u8; 8]; 8] {
    let mut columns = [[0; 8]; 8];
    for (u, column) in columns.iter_mut().enumerate() {
        let coefficient = |v: usize| {
            let product = i32::from(block[8 * v + u]) * i32::from(quantisation[8 * v + u]);
            product.clamp(i16::MIN.into(), i16::MAX.into())
        };
        let coefficients = std::array::from_fn(coefficient);
        // Most columns of high frequency hold nothing.
        if coefficients != [0; 8] {
            *column = cosine_sums(coefficients, FRACTION - KEPT)
                .map(|sum| sum.clamp(i16::MIN.into(), i16::MAX.into()));
        }
    }
    std::array::from_fn(|y| {
        // Two factors of √2, and ¼: 3 bits.
        let sums = cosine_sums(columns.map(|column| column[y]), FRACTION + KEPT + 3);
        sums.map(|sum| (sum + 128).clamp(0, 255) as u8)
    })
}

/// The sums over eight numbers from −2¹⁵ to 2¹⁵, without the lowest `bits` bits, to the nearest.
fn cosine_sums(numbers: [i32; 8], bits: u32) -> [i32; 8] {
    let mut sums = [0; 8];
    for (x, cosines) in COSINES.iter().enumerate() {
        let product = |u: usize| cosines[u] * numbers[u];
        let even = product(0) + product(2) + product(4) + product(6) + (1 << (bits - 1));
        let odd = product(1) + product(3) + product(5) + product(7);
        (sums[x], sums[7 - x]) = ((even + odd) >> bits, (even - odd) >> bits);
    }
    sums
}
