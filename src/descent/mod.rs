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

use crate::cost::cost_from_logits;
use crate::error::{Error, Result};
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

impl Engine {
    /// All there are.
    pub const ALL: [Engine; 2] = [Self::Textbook, Self::SampleSpace];

    /// As `--engine` calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Textbook => "textbook",
            Self::SampleSpace => "sample-space",
        }
    }
}

/// The choices of plain gradient descent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hyperparameters {
    /// How many steps.
    pub num_iterations: usize,
    /// The length of a step, α in the notes.
    pub learning_rate: f64,
    /// How the first layer is computed; the results differ in rounding only.
    pub engine: Engine,
}

/// The cost every 100 iterations and at the last, each before that iteration's update: `(iteration,
/// cost)`.
pub type Costs = Vec<(usize, f64)>;

impl Hyperparameters {
    /// With the textbook engine.
    #[must_use]
    pub const fn new(num_iterations: usize, learning_rate: f64) -> Self {
        Self { num_iterations, learning_rate, engine: Engine::Textbook }
    }

    /// # Errors
    ///
    /// Where no training can come of them: no iterations, or a learning rate that is not above
    /// zero.
    pub fn check(&self) -> Result<()> {
        if self.num_iterations == 0 {
            return Err(Error::Usage("0 iterations train nothing: at least 1 is needed".into()));
        }
        if !(self.learning_rate > 0.0 && self.learning_rate.is_finite()) {
            return Err(Error::Usage(format!(
                "the learning rate must be a number above 0, not {}",
                self.learning_rate
            )));
        }
        Ok(())
    }

    /// Notes down the cost of `zl` if this iteration's is wanted.
    ///
    /// # Errors
    ///
    /// If some `z` of any iteration is NaN or infinite, or the cost noted down is.
    pub(crate) fn record(
        &self,
        costs: &mut Costs,
        iteration: usize,
        zl: &Matrix,
        y: &Matrix,
    ) -> Result<()> {
        let wanted = iteration.is_multiple_of(100) || iteration + 1 == self.num_iterations;
        let finite = zl.as_slice().iter().all(|z| z.is_finite());
        if wanted || !finite {
            let cost = cost_from_logits(zl, y);
            if !cost.is_finite() {
                let learning_rate = self.learning_rate;
                return Err(Error::Diverged { iteration, cost, learning_rate });
            }
            costs.push((iteration, cost));
        }
        Ok(())
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
