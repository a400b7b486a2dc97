//! What is chosen before a training starts, and the costs that it notes down on its way.
//!
//! ```text
//! repeat num_iterations times:  θ ← θ − α · ∂J/∂θ
//! ```

use crate::cost::cost_from_logits;
use crate::error::{Error, Result};
use crate::first_layer::Engine;
use crate::matrix::Matrix;

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
