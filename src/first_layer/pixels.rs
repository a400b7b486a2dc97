//! The pixels of the pictures `X`, as small as they are.
//!
//! ```text
//! X = unit · P,   unit = 1/255 where every element is a byte divided by 255, else 1
//! ```
//!
//! As bytes they stay in the caches: as `f64`s, the 20 MB of 209 photographs would come from memory
//! in every iteration.

use std::array::from_fn;

use crate::matrix::{Matrix, Packed, byte_gram};

/// What divides the pixels.
const PIXEL_MAX: f64 = 255.0;

/// `P`, `(n_x, m)`.
pub(super) enum Pixels<'a> {
    /// Row by row, each of `m`.
    Bytes { bytes: Vec<u8>, m: usize },
    /// What is not all bytes.
    Numbers(&'a Matrix),
}

impl<'a> Pixels<'a> {
    pub(super) fn new(x: &'a Matrix) -> Self {
        match bytes(x) {
            Some(bytes) => Self::Bytes { bytes, m: x.columns() },
            None => Self::Numbers(x),
        }
    }

    pub(super) fn unit(&self) -> f64 {
        match self {
            Self::Bytes { .. } => 1.0 / PIXEL_MAX,
            Self::Numbers(_) => 1.0,
        }
    }

    /// `P`, for products `W1·P` of so many units.
    pub(super) fn pack(&self, units: usize) -> Packed {
        match self {
            Self::Bytes { bytes, m } => Packed::bytes(units, bytes, *m),
            Self::Numbers(x) => Packed::new(x.view()),
        }
    }

    /// `Pᵀ`, for products `step·Pᵀ` of so many units.
    pub(super) fn pack_transposed(&self, units: usize) -> Packed {
        match self {
            Self::Bytes { bytes, m } => Packed::bytes_transposed(units, bytes, *m),
            Self::Numbers(x) => Packed::new(x.t()),
        }
    }

    /// The Gram matrix `Pᵀ·P`, `(m, m)`.
    pub(super) fn gram(&self) -> Matrix {
        match self {
            Self::Bytes { bytes, m } => byte_gram(bytes, *m),
            Self::Numbers(x) => x.t().dot(*x),
        }
    }
}

/// `255·X` row by row, if all of it is bytes.
fn bytes(x: &Matrix) -> Option<Vec<u8>> {
    // Not a division for each pixel: it takes longer than all else here.
    let quotients: [f64; 256] = from_fn(|byte| byte as f64 / PIXEL_MAX);
    let mut bytes = Vec::with_capacity(x.as_slice().len());
    for row in x.as_slice().chunks(x.columns().max(1)) {
        let start = bytes.len();
        bytes.extend(row.iter().map(|&x| byte(x)));
        let pairs = row.iter().zip(&bytes[start..]);
        if pairs.filter(|&(&x, &byte)| quotients[usize::from(byte)] != x).count() > 0 {
            return None;
        }
    }
    Some(bytes)
}

/// The nearest byte to `255·x`, and anything if there is none: added to 2⁵², the number is rounded
/// to a whole one, which its last bits hold.
fn byte(x: f64) -> u8 {
    const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
    (PIXEL_MAX * x + TWO_TO_52).to_bits() as u8
}
