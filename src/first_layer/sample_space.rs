//! The first layer without the pixels: `m` examples span at most `m` directions.
//!
//! Every update of full-batch gradient descent adds a combination of the pictures to `W1`. Its product
//! with `X` is all that the forward pass sees of it:
//!
//! ```text
//! W1 ← W1 + step·Xᵀ                                    step = −α/m·dZ1, (n1, m)
//! Z1 = W1·X  ←  W1·X + step·(Xᵀ·X) = Z1 + step·G
//! ```
//!
//! The Gram matrix `G = Xᵀ·X`, `(m, m)`, and the first `Z1 = W1·X` are computed once. After that an
//! iteration needs `n1·m²` multiply-adds in place of `2·n1·n_x·m`: for 209 photographs of 12288
//! features 118 times fewer. At the end `W1 = W1⁰ + S·Xᵀ`, where `S` is the sum of the steps. It is the same
//! training, rounded in other places.
//!
//! This holds for everything that keeps `W1` in the span of the pictures, and not for what scales
//! single weights, as Adam and RMSProp do.

use super::plain::FirstLayer;
use super::prepacked::Pixels;
use super::textbook::Textbook;
use crate::error::{Error, Result};
use crate::matrix::Matrix;
use crate::processor::Processor;

/// The engine.
pub(super) struct SampleSpace<'a> {
    /// The pixels `P`, `(n_x, m)`, where `X = unit·P`, to compute `W1` at the end
    pixels: Pixels<'a>,
    /// `S`, the sum of the steps, `(n1, m)`
    s: Matrix,
    /// What the pixels are to `W1`, `G` is to `Z1`: a step adds `step·G` to it.
    z1: Textbook,
}

impl<'a> SampleSpace<'a> {
    /// Starts from the weights `w`, `(n1, n_x)`, on the pictures `x`, `(n_x, m)`.
    ///
    /// # Errors
    ///
    /// With more examples than features: the Gram matrix would be larger than the pictures.
    pub(super) fn start(w: &Matrix, x: &'a Matrix) -> Result<Self> {
        let (n_x, m) = x.shape();
        if m > n_x {
            return Err(Error::Other(format!(
                "the sample-space engine does not pay with more examples ({m}) than features \
                 ({n_x}): its {m}×{m} Gram matrix would be larger than the pictures; use the \
                 textbook engine"
            )));
        }
        let pixels = Pixels::new(x);
        let unit = pixels.unit();
        let z1 = &pixels.times(Processor::current().isa, w) * unit;
        let gram = &pixels.gram() * (unit * unit);
        let z1 = Textbook::start(&z1, &gram);
        Ok(Self { pixels, s: Matrix::zeros(w.rows(), m), z1 })
    }
}

impl FirstLayer for SampleSpace<'_> {
    fn forward(&mut self) -> Matrix {
        let (n1, m) = self.s.shape();
        let mut z1 = Matrix::zeros(n1, m);
        self.z1.copy_weights(&mut z1);
        z1
    }

    fn descend(&mut self, step: Matrix) {
        self.s = self.s.combine(&step, |s, step| s + step);
        self.z1.descend(step);
    }

    fn finish(self: Box<Self>, w: &mut Matrix) {
        let s = &self.s * self.pixels.unit();
        self.pixels.add_transposed(Processor::current().isa, w, &s);
    }
}
