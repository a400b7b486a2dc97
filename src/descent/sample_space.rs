//! The first layer without the pixels: `m` examples span at most `m` directions.
//!
//! Every update of full-batch gradient descent adds a combination of the pictures to `W1`, so with
//! the sum of the steps `S = Σ −α/m·dZ1`, `(n1, m)`,
//!
//! ```text
//! W1 = W1⁰ + S·Xᵀ
//! Z1 = W1·X + b1 = W1⁰·X + S·(Xᵀ·X) + b1 = Z1⁰ + S·G + b1
//! ```
//!
//! The Gram matrix `G = Xᵀ·X`, `(m, m)`, and `Z1⁰ = W1⁰·X` are computed once. After that an
//! iteration needs `n1·m²` multiply-adds in place of `2·n1·n_x·m`: for 209 photographs of 12288
//! features 118 times fewer. In the end `W1` falls out. It is the same training, rounded in other
//! places.
//!
//! This holds for everything that keeps `W1` in the span of the pictures, and not for what scales
//! single weights, as Adam and RMSProp do.

use super::FirstLayer;
use crate::error::{Error, Result};
use crate::matrix::{Matrix, Packed, multiply_add};

struct SampleSpace {
    /// `Z1⁰ = W1⁰·X`, `(n1, m)`
    z0: Matrix,
    /// `G = Xᵀ·X`, `(m, m)`
    gram: Packed,
    /// `S`, the sum of the steps, `(n1, m)`
    s: Matrix,
}

impl FirstLayer for SampleSpace {
    fn forward(&mut self, z: &mut Matrix) {
        z.clone_from(&self.z0);
        multiply_add(z, &self.s, self.gram.all());
    }

    fn descend(&mut self, step: &Matrix) {
        self.s.update(step, |s, step| s + step);
    }
}

pub(super) fn run<T>(
    mut w: Matrix,
    x: &Matrix,
    train: impl FnOnce(&mut dyn FirstLayer) -> Result<T>,
) -> Result<(Matrix, T)> {
    check_size(x)?;
    let z0 = w.dot(x);
    let s = Matrix::zeros(w.rows(), x.columns());
    let gram = Packed::new(x.t().dot(x).view());
    let mut first = SampleSpace { z0, gram, s };
    let result = train(&mut first)?;
    multiply_add(&mut w, &first.s, x.t());
    Ok((w, result))
}

/// # Errors
///
/// With more examples than features: the Gram matrix would be larger than the pictures.
fn check_size(x: &Matrix) -> Result<()> {
    let (features, m) = x.shape();
    if m <= features {
        return Ok(());
    }
    let gigabytes = 8.0 * (m as f64).powi(2) / 1e9;
    Err(Error::Other(format!(
        "the sample-space engine does not pay with more examples ({m}) than features \
         ({features}): its Gram matrix would take {gigabytes:.1} GB; use the textbook engine"
    )))
}
