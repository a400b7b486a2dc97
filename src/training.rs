//! The hyper-parameters of a training, the costs that it notes down, and the checks of both.
//!
//! ```text
//! repeat num_iterations times:  θ ← θ − α · ∂J/∂θ
//! ```

use crate::cost::cost_from_logits;
use crate::error::{Error, Result};
use crate::first_layer::Engine;
use crate::matrix::Matrix;

/// The hyper-parameters of plain gradient descent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hyperparameters {
    /// How many updates of the parameters.
    pub num_iterations: usize,
    /// The factor of the gradients in an update, α in the notes.
    pub learning_rate: f64,
    /// How the first layer is computed; the results differ in rounding only.
    pub engine: Engine,
    /// The cost is noted down in every so many iterations, and in the last; 100 in the notebooks.
    pub cost_every: usize,
}

/// The costs noted down, each before that iteration's update: `(iteration, cost)`.
pub type Costs = Vec<(usize, f64)>;

impl Hyperparameters {
    /// These two, the textbook engine, and the cost of every 100th iteration.
    pub const fn new(num_iterations: usize, learning_rate: f64) -> Self {
        Self { num_iterations, learning_rate, engine: Engine::Textbook, cost_every: 100 }
    }

    /// Checks that a training can come of these hyper-parameters.
    ///
    /// # Errors
    ///
    /// If there are no iterations, or the learning rate is not a finite number above 0.
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

    /// Notes down and returns the cost of the last layer's `zl`, `(1, m)`, in the iterations where it is
    /// wanted; elsewhere returns `None`.
    ///
    /// # Errors
    ///
    /// If the cost is NaN or infinite, because the learning rate is too large, or because a feature in `x`
    /// or a label in `y` is. In an iteration where the cost is not wanted, this is noticed if some `z` is
    /// NaN or infinite.
    pub(crate) fn record(
        &self,
        costs: &mut Costs,
        iteration: usize,
        zl: &Matrix,
        [x, y]: [&Matrix; 2],
    ) -> Result<Option<f64>> {
        let wanted = iteration.is_multiple_of(self.cost_every.max(1))
            || iteration + 1 == self.num_iterations;
        let finite = zl.as_slice().iter().all(|z| z.is_finite());
        if !wanted && finite {
            return Ok(None);
        }
        let cost = cost_from_logits(zl, y);
        if !cost.is_finite() {
            check_finite("X", x)?;
            check_finite("Y", y)?;
            return Err(Error::Diverged { iteration, cost, learning_rate: self.learning_rate });
        }
        costs.push((iteration, cost));
        Ok(Some(cost))
    }
}

/// Checks the shapes of the examples `x`, `(n_x, m)`, and their labels `y`, `(1, m)`.
///
/// # Errors
///
/// If there are no examples.
///
/// # Panics
///
/// Unless `x` and `y` have the same number of columns.
pub(crate) fn check_examples(x: &Matrix, y: &Matrix) -> Result<()> {
    let (x, y) = (x.shape(), y.shape());
    assert!(x.1 == y.1, "shape mismatch in X and Y, lhs: {x:?}, rhs: {y:?}");
    if x.1 == 0 {
        let problem = format!("there are no examples to train with: X has the shape {x:?}");
        return Err(Error::Other(problem));
    }
    Ok(())
}

/// Checks that all elements are finite.
///
/// # Errors
///
/// If an element is NaN or infinite.
fn check_finite(name: &str, matrix: &Matrix) -> Result<()> {
    for i in 0..matrix.rows() {
        if let Some(j) = matrix.row(i).iter().position(|x| !x.is_finite()) {
            let found = matrix[(i, j)];
            return Err(Error::Other(format!(
                "{name} holds {found} at ({i}, {j}): every feature and every label must be a finite \
                 number"
            )));
        }
    }
    Ok(())
}
