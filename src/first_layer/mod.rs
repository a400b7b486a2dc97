//! The first layer, the only one that meets the pictures, and three engines that compute it.
//!
//! ```text
//! forward     Z1 = W1·X
//! descend     W1 ← W1 − α·dW1,   dW1 = dZ1·Xᵀ/m
//! ```
//!
//! `X` is `(n_x, m)`, `W1` is `(n1, n_x)`, `Z1` and `dZ1` are `(n1, m)`. The bias `b1` is left to the
//! caller.
//!
//! All other layers are small: almost all the time of a training goes into these two products. The plain
//! engine writes them as the notes do. The other two compute the same faster, and tests compare them with
//! it. How they do that may be skipped: [`textbook`] over all pixels, near the processor's limit, and
//! [`sample_space`] without the pixels.

mod plain;
pub(crate) mod prepacked;
pub mod sample_space;
mod team;
pub mod textbook;

pub use plain::FirstLayer;

use plain::Plain;
use sample_space::SampleSpace;
use textbook::Textbook;

use crate::choice::Choice;
use crate::error::Result;
use crate::matrix::Matrix;

/// How the products of the first layer are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// `W1·X` and `step·Xᵀ` as two products of matrices.
    Plain,
    /// The same, to the last bit, with operands that stay packed. Pixels are multiplied as the bytes they
    /// are and divided by 255 afterwards, which rounds in other places.
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
    /// If there are more examples than features and the engine is [`Self::SampleSpace`], which does not pay
    /// then.
    ///
    /// # Panics
    ///
    /// Unless `w` has as many columns as `x` has rows.
    pub fn start<'a>(self, w: &Matrix, x: &'a Matrix) -> Result<Box<dyn FirstLayer + 'a>> {
        let (w_shape, x_shape) = (w.shape(), x.shape());
        assert!(
            w_shape.1 == x_shape.0,
            "shape mismatch in W1·X, lhs: {w_shape:?}, rhs: {x_shape:?}"
        );
        Ok(match self {
            Self::Plain => Box::new(Plain { w: w.clone(), x }),
            Self::Textbook => Box::new(Textbook::start(w, x)),
            Self::SampleSpace => Box::new(SampleSpace::start(w, x)?),
        })
    }
}
