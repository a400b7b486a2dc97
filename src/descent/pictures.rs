//! The pictures `X`, packed once for a whole training.
//!
//! ```text
//! X = unit · P,   unit = 1/255 where every element is a byte divided by 255, else 1
//! ```
//!
//! As bytes they stay in the caches: as `f64`s, the 20 MB of 209 photographs would come from memory
//! in every iteration.

use crate::matrix::{Matrix, Packed};

/// What divides the pixels.
const PIXEL_MAX: f64 = 255.0;

/// `X`, divided by `unit`, as the right operand of two products.
pub(super) struct Pictures {
    /// For `W1·X`: `(n_x, m)`
    pub x: Packed,
    /// For `step·Xᵀ`: `(m, n_x)`
    pub x_t: Packed,
    pub unit: f64,
}

impl Pictures {
    pub(super) fn new(x: &Matrix) -> Self {
        match bytes(x) {
            Some(bytes) => Self {
                x: Packed::bytes(&bytes, x.columns()),
                x_t: Packed::bytes_transposed(&bytes, x.columns()),
                unit: 1.0 / PIXEL_MAX,
            },
            None => Self { x: Packed::new(x.view()), x_t: Packed::new(x.t()), unit: 1.0 },
        }
    }
}

/// `255·X` row by row, if all of it is bytes.
fn bytes(x: &Matrix) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(x.as_slice().len());
    for row in x.as_slice().chunks(x.columns().max(1)) {
        let start = bytes.len();
        bytes.extend(row.iter().map(|&x| byte(x)));
        let pairs = row.iter().zip(&bytes[start..]);
        let different = pairs.filter(|&(&x, &byte)| f64::from(byte) / PIXEL_MAX != x).count();
        if different > 0 {
            return None;
        }
    }
    Some(bytes)
}

/// The nearest byte to `255·x`, and anything if there is none: added to 2⁵², the number is rounded
/// to its last bits.
fn byte(x: f64) -> u8 {
    const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
    (PIXEL_MAX * x + TWO_TO_52).to_bits() as u8
}
