//! The first layer, the only one that meets the pictures, and three engines that compute it.
//!
//! ```text
//! forward     Z1 = W1·X
//! descend     W1 ← W1 − α·dW1,   dW1 = dZ1·Xᵀ/m
//! ```
//!
//! All other layers are small: a training waits for these two products. The plain engine below writes
//! them as the notes do. The other two compute the same faster, and tests compare them with it. How
//! they do that may be skipped: [`textbook`] over the pixels, near the processor's limit, and
//! [`sample_space`] without the pixels.

pub(crate) mod prepacked;
pub mod sample_space;
mod team;
pub mod textbook;

use crate::choice::Choice;
use crate::error::Result;
use crate::matrix::Matrix;

/// How the first layer is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// `W1·X` and `dZ1·Xᵀ` as two products of matrices.
    Plain,
    /// The same, to the last bit, with operands that stay packed.
    #[default]
    Textbook,
    /// The same training, rounded in other places, with the Gram matrix `XᵀX` in place of the pixels.
    SampleSpace,
}

impl Choice for Engine {
    const ALL: &[Self] = &[Self::Plain, Self::Textbook, Self::SampleSpace];

    fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Textbook => "textbook",
            Self::SampleSpace => "sample-space",
        }
    }
}

impl Engine {
    /// Starts a training with the weights `w`, `(n1, n_x)`, on the pictures `x`, `(n_x, m)`.
    ///
    /// # Errors
    ///
    /// If the engine is not made for so many examples.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit.
    pub fn start(self, w: Matrix, x: &Matrix) -> Result<Box<dyn FirstLayer + '_>> {
        let (w_shape, x_shape) = (w.shape(), x.shape());
        assert!(
            w_shape.1 == x_shape.0,
            "shape mismatch in W1·X, lhs: {w_shape:?}, rhs: {x_shape:?}"
        );
        Ok(match self {
            Self::Plain => Box::new(Plain { w, x }),
            Self::Textbook => Box::new(textbook::Textbook::start(&w, x)),
            Self::SampleSpace => Box::new(sample_space::SampleSpace::start(w, x)?),
        })
    }
}

/// The first layer during a training.
pub trait FirstLayer {
    /// `W1·X`, `(n1, m)`.
    fn forward(&mut self) -> Matrix;

    /// `W1 ← W1 − step·dZ1·Xᵀ`, where `dz1` is `(n1, m)`: with `step = α/m`, a step of gradient descent.
    fn descend(&mut self, dz1: &Matrix, step: f64);

    /// What the weights have become, `(n1, n_x)`.
    fn into_weights(self: Box<Self>) -> Matrix;
}

/// Overwrites the elements from `(row, column)` on with those of `block`, which fits in.
fn set_block(matrix: &mut Matrix, row: usize, column: usize, block: &Matrix) {
    for i in 0..block.rows() {
        matrix.row_mut(row + i)[column..][..block.columns()].copy_from_slice(block.row(i));
    }
}

/// The engine that is written as the notes are, and the oracle of the other two.
struct Plain<'a> {
    w: Matrix,
    x: &'a Matrix,
}

impl FirstLayer for Plain<'_> {
    fn forward(&mut self) -> Matrix {
        self.w.dot(self.x)
    }

    fn descend(&mut self, dz1: &Matrix, step: f64) {
        self.w.add_product(&(dz1 * -step), self.x.t());
    }

    fn into_weights(self: Box<Self>) -> Matrix {
        self.w
    }
}
