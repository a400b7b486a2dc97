//! The pixels `P` of the pictures `X`: bytes where possible, because they need an eighth of the memory.
//!
//! ```text
//! X = unit · P,   unit = 1/255 where every element is a byte divided by 255, else 1
//! ```

use std::array::from_fn;

#[cfg(target_arch = "x86_64")]
use super::digits::Digits;
use super::gram::byte_gram;
use super::many_rows::{Element, ManyRows, Prepacked};
use super::one_row::OneRow;
use super::panels::Panels;
use crate::matrix::Matrix;
use crate::processor::Isa;

/// The divisor that makes `X` of the bytes of pictures.
const PIXEL_MAX: f64 = 255.0;

/// The pixels `P`, `(n_x, m)`.
pub(crate) enum Pixels<'a> {
    /// Bytes row by row, each row of `m`.
    Bytes { bytes: Vec<u8>, m: usize },
    /// `X` itself: at least one of its elements is not a byte divided by 255.
    Numbers(&'a Matrix),
}

impl<'a> Pixels<'a> {
    /// The pixels of the pictures `x`, `(n_x, m)`.
    pub(crate) fn new(x: &'a Matrix) -> Self {
        match bytes(x) {
            Some(bytes) => Self::Bytes { bytes, m: x.columns() },
            None => Self::Numbers(x),
        }
    }

    /// The factor in `X = unit·P`.
    pub(crate) fn unit(&self) -> f64 {
        match self {
            Self::Bytes { .. } => 1.0 / PIXEL_MAX,
            Self::Numbers(_) => 1.0,
        }
    }

    /// `P` and `Pᵀ` packed, for a first layer of so many units.
    pub(crate) fn prepack(&self, isa: Isa, units: usize) -> Box<dyn Prepacked> {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Bytes { bytes, m } if units == 1 && isa.has_avx512() => {
                let (p, p_t) = (Digits::new(bytes, *m), Digits::transposed(bytes, *m));
                Box::new(OneRow { isa, p, p_t })
            }
            Self::Bytes { bytes, m } => {
                let p = Panels::of_bytes(bytes, *m);
                let p_t = Panels::of_bytes_transposed(bytes, *m);
                match units {
                    1 => Box::new(OneRow { isa, p, p_t }),
                    _ => Box::new(ManyRows { isa, p, p_t }),
                }
            }
            Self::Numbers(x) => {
                let (p, p_t) = (Panels::new(x.view()), Panels::new(x.t()));
                match units {
                    1 => Box::new(OneRow { isa, p, p_t }),
                    _ => Box::new(ManyRows { isa, p, p_t }),
                }
            }
        }
    }

    /// `W·P`, `(n1, m)`, for `w` `(n1, n_x)`; on one thread.
    pub(crate) fn times(&self, isa: Isa, w: &Matrix) -> Matrix {
        let m = match self {
            Self::Bytes { m, .. } => *m,
            Self::Numbers(x) => x.columns(),
        };
        let mut product = Matrix::zeros(w.rows(), m);
        let mut c: Vec<_> = product.rows_mut().collect();
        match self {
            Self::Bytes { bytes, m } => {
                Element::add_product(isa, &mut c, &w.view(), Panels::of_bytes(bytes, *m).all());
            }
            Self::Numbers(x) => {
                Element::add_product(isa, &mut c, &w.view(), Panels::new(x.view()).all());
            }
        }
        product
    }

    /// `W += S·Pᵀ`, for `w` `(n1, n_x)` and `s` `(n1, m)`; on one thread.
    pub(crate) fn add_transposed(&self, isa: Isa, w: &mut Matrix, s: &Matrix) {
        let mut c: Vec<_> = w.rows_mut().collect();
        match self {
            Self::Bytes { bytes, m } => {
                let p_t = Panels::of_bytes_transposed(bytes, *m);
                Element::add_product(isa, &mut c, &s.view(), p_t.all());
            }
            Self::Numbers(x) => {
                Element::add_product(isa, &mut c, &s.view(), Panels::new(x.t()).all());
            }
        }
    }

    /// The Gram matrix `Pᵀ·P`, `(m, m)`.
    pub(crate) fn gram(&self) -> Matrix {
        match self {
            Self::Bytes { bytes, m } => byte_gram(bytes, *m),
            Self::Numbers(x) => x.t().dot(*x),
        }
    }
}

/// The bytes `255·X`, row by row, if every element of `X` is a byte divided by 255.
fn bytes(x: &Matrix) -> Option<Vec<u8>> {
    // A table, because a division for each pixel would take longer than everything else here.
    let quotients: [f64; 256] = from_fn(|byte| byte as f64 / PIXEL_MAX);
    let mut bytes = Vec::with_capacity(x.as_slice().len());
    for row in x.as_slice().chunks(x.columns().max(1)) {
        let start = bytes.len();
        bytes.extend(row.iter().map(|&x| nearest_byte(x)));
        let pairs = row.iter().zip(&bytes[start..]);
        if pairs.filter(|&(&x, &byte)| quotients[usize::from(byte)] != x).count() > 0 {
            return None;
        }
    }
    Some(bytes)
}

/// The byte nearest to `255·x`, or any byte if that is not near one. A sum with 2⁵² is rounded to a whole
/// number, whose lowest 8 bits are the byte.
fn nearest_byte(x: f64) -> u8 {
    const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
    (PIXEL_MAX * x + TWO_TO_52).to_bits() as u8
}
