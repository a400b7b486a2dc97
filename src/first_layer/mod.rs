//! Gradient descent: what is chosen before it starts, what it notes down on its way, and the one
//! part of it that takes time, the first layer.
//!
//! ```text
//! repeat num_iterations times:  θ ← θ − α · ∂J/∂θ
//! ```
//!
//! Both models meet the pictures only in their first layer: forward in `Z1 = W1·X + b1`, and in the
//! update `W1 ← W1 − α/m · dZ1·Xᵀ`. All else is small. An [`Engine`] does these two products, over
//! the pixels ([`textbook`]) or without them ([`sample_space`]); the mathematics around it is the
//! same.

mod pixels;
pub mod sample_space;
mod team;
pub mod textbook;

use crate::choice::Choice;
use crate::error::Result;
use crate::matrix::Matrix;

/// How the first layer is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// `W1·X` and `dZ1·Xᵀ` over all pixels, as in the notes.
    #[default]
    Textbook,
    /// The same training with the Gram matrix `XᵀX` in place of the pixels.
    SampleSpace,
}

impl Choice for Engine {
    const ALL: &'static [Self] = &[Self::Textbook, Self::SampleSpace];

    fn name(self) -> &'static str {
        match self {
            Self::Textbook => "textbook",
            Self::SampleSpace => "sample-space",
        }
    }
}

/// The two products of a training with the pictures.
pub(crate) trait FirstLayer {
    /// `z = W1·X`, `(n1, m)`.
    fn forward(&mut self, z: &mut Matrix);

    /// `W1 ← W1 + step·Xᵀ`, where `step = −α/m·dZ1`, `(n1, m)`.
    fn descend(&mut self, step: &Matrix);
}

/// Runs `train` with the first layer of an engine, which starts from the weights `w`, `(n1, n_x)`.
/// Returns what they have become, and what `train` returned.
///
/// # Errors
///
/// Those of `train`, and if the engine is not for this many examples.
pub(crate) fn with_first_layer<T>(
    engine: Engine,
    w: Matrix,
    x: &Matrix,
    train: impl FnOnce(&mut dyn FirstLayer) -> Result<T>,
) -> Result<(Matrix, T)> {
    assert!(
        w.columns() == x.rows(),
        "shape mismatch in W1·X, lhs: {:?}, rhs: {:?}",
        w.shape(),
        x.shape()
    );
    match engine {
        Engine::Textbook => textbook::run(w, x, train),
        Engine::SampleSpace => sample_space::run(w, x, train),
    }
}
