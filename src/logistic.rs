//! One neuron, that is logistic regression. Course 1, week 2, and its notebook's functions by name.
//!
//! ```text
//! forward     z = wᵀ·X + b,   a = σ(z)                 (1, m)
//! cost        J = −1/m · Σ ( y·ln a + (1 − y)·ln(1 − a) )
//! backward    dz = a − y                               (1, m)
//!             dw = X·dzᵀ / m                           (n, 1)
//!             db = Σ dz / m
//! update      w ← w − α·dw,   b ← b − α·db
//! ```

use crate::activation::sigmoid;
use crate::cost::compute_cost;
use crate::error::Result;
use crate::first_layer::with_first_layer;
use crate::matrix::Matrix;
use crate::training::{Costs, Hyperparameters};

/// The neuron's weights, `(n, 1)`, and its bias.
#[derive(Clone, Debug, PartialEq)]
pub struct Neuron {
    /// One weight for each feature, `(n, 1)`.
    pub w: Matrix,
    /// The bias.
    pub b: f64,
}

/// The derivatives of the cost by the weights and by the bias.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradients {
    /// `∂J/∂w`, `(n, 1)`.
    pub dw: Matrix,
    /// `∂J/∂b`.
    pub db: f64,
}

/// `initialize_with_zeros(dim)`: a neuron of `dim` features that knows nothing.
#[must_use]
pub fn initialize_with_zeros(dim: usize) -> Neuron {
    Neuron { w: Matrix::zeros(dim, 1), b: 0.0 }
}

/// `z = wᵀ·X + b`, `(1, m)`.
fn forward(neuron: &Neuron, x: &Matrix) -> Matrix {
    let mut z = neuron.w.t().dot(x);
    z.add_column(&Matrix::from([[neuron.b]]));
    z
}

/// `dw = X·dzᵀ / m`, `db = Σ dz / m`.
fn backward(dz: &Matrix, x: &Matrix) -> Gradients {
    let one_over_m = 1.0 / dz.columns() as f64;
    let mut dw = x.view().dot(dz.t());
    dw.scale(one_over_m);
    Gradients { dw, db: dz.sum_columns()[(0, 0)] * one_over_m }
}

/// `propagate(w, b, X, Y)`: the gradients and the cost for the examples `x`, `(n, m)`, with labels
/// `y`, `(1, m)`.
///
/// The cost is by the course's formula, as printed: infinite when a prediction rounds to 0 or 1 and
/// is wrong, NaN when it does and is right (0·ln 0). [`optimize`] notes down a cost without this
/// weakness.
///
/// ```
/// use purrceptron::{logistic::{Neuron, propagate}, matrix::Matrix};
/// let neuron = Neuron { w: Matrix::from([[1.0], [2.0]]), b: 2.0 };
/// let x = Matrix::from([[1.0, 2.0, -1.0], [3.0, 4.0, -3.2]]);
/// let y = Matrix::from([[1.0, 0.0, 1.0]]);
/// let (gradients, cost) = propagate(&neuron, &x, &y);
/// assert_eq!(cost, 5.801545319394553);
/// assert!((gradients.db - 0.001455578136784208).abs() < 1e-12);
/// ```
///
/// # Panics
///
/// If the shapes do not fit.
#[must_use]
pub fn propagate(neuron: &Neuron, x: &Matrix, y: &Matrix) -> (Gradients, f64) {
    let a = forward(neuron, x).map(sigmoid);
    let dz = a.combine(y, |a, y| a - y);
    (backward(&dz, x), compute_cost(&a, y))
}

/// What [`optimize`] gives back.
#[derive(Clone, Debug)]
pub struct Optimized {
    /// The neuron after the last update.
    pub neuron: Neuron,
    /// The gradients of the last iteration, taken before its update.
    pub gradients: Gradients,
    /// The cost every 100 iterations and at the last.
    pub costs: Costs,
}

/// `optimize(w, b, X, Y, num_iterations, learning_rate)`: gradient descent.
///
/// `progress` is told the number of each iteration as it begins.
///
/// # Errors
///
/// If the hyper-parameters make no sense or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn optimize(
    neuron: Neuron,
    x: &Matrix,
    y: &Matrix,
    hyperparameters: &Hyperparameters,
    mut progress: impl FnMut(usize),
) -> Result<Optimized> {
    hyperparameters.check()?;
    let mut costs = Costs::new();
    let mut z = Matrix::zeros(1, y.columns());
    let (mut dz, mut step) = (z.clone(), z.clone());
    let mut b = Matrix::from([[neuron.b]]);
    // wᵀ is the one row of a first layer: w ← w − α·dw is wᵀ ← wᵀ + step·Xᵀ with step = −α/m·dz.
    let w_t = neuron.w.transpose_vector();
    let (w_t, ()) = with_first_layer(hyperparameters.engine, w_t, x, |first| {
        for iteration in 0..hyperparameters.num_iterations {
            progress(iteration);
            first.forward(&mut z);
            z.add_column(&b);
            hyperparameters.record(&mut costs, iteration, &z, y)?;
            dz.set_map(&z, sigmoid);
            dz.update(y, |a, y| a - y);
            step.copy_from(&dz);
            step.scale(-hyperparameters.learning_rate / y.columns() as f64);
            first.descend(&step);
            b.add_sum_columns(&step);
        }
        Ok(())
    })?;
    let neuron = Neuron { w: w_t.transpose_vector(), b: b[(0, 0)] };
    Ok(Optimized { neuron, gradients: backward(&dz, x), costs })
}

/// The probabilities `a = σ(wᵀ·X + b)`, `(1, m)`.
///
/// # Panics
///
/// If the shapes do not fit.
#[must_use]
pub fn probabilities(neuron: &Neuron, x: &Matrix) -> Matrix {
    forward(neuron, x).map(sigmoid)
}

/// `predict(w, b, X)`: 1 where the probability is above 0.5, else 0; `(1, m)`.
///
/// # Panics
///
/// If the shapes do not fit.
#[must_use]
pub fn predict(neuron: &Neuron, x: &Matrix) -> Matrix {
    probabilities(neuron, x).map(|a| f64::from(a > 0.5))
}

/// `model(X_train, Y_train, num_iterations, learning_rate)`: from zeros to a trained neuron.
///
/// # Errors
///
/// If the hyper-parameters make no sense or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn model(
    x_train: &Matrix,
    y_train: &Matrix,
    hyperparameters: &Hyperparameters,
    progress: impl FnMut(usize),
) -> Result<Optimized> {
    let neuron = initialize_with_zeros(x_train.rows());
    optimize(neuron, x_train, y_train, hyperparameters, progress)
}
