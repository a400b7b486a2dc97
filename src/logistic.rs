//! One neuron, that is logistic regression: the functions of the notebook of course 1, week 2, by name.
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
use crate::answers::is_cat;
use crate::cost::compute_cost;
use crate::error::Result;
use crate::matrix::Matrix;
use crate::training::{Costs, Hyperparameters, check_examples};

/// The neuron's weights, `(n, 1)`, and its bias.
#[derive(Clone, Debug, PartialEq)]
pub struct Neuron {
    /// One weight for each feature, `(n, 1)`.
    pub w: Matrix,
    /// The bias.
    pub b: f64,
}

/// The derivatives of the cost with respect to the weights and to the bias.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradients {
    /// `∂J/∂w`, `(n, 1)`.
    pub dw: Matrix,
    /// `∂J/∂b`.
    pub db: f64,
}

/// `initialize_with_zeros(dim)`: a neuron with `dim` weights of 0 and a bias of 0.
pub fn initialize_with_zeros(dim: usize) -> Neuron {
    Neuron { w: Matrix::zeros(dim, 1), b: 0.0 }
}

/// `z = wᵀ·X + b`, `(1, m)`, given `wᵀ·X`.
fn forward(w_t_x: Matrix, b: f64) -> Matrix {
    w_t_x.plus_column(&Matrix::from([[b]]))
}

/// `dz = a − y`, `(1, m)`, where `a = σ(z)`.
fn backward(z: &Matrix, y: &Matrix) -> Matrix {
    &z.map(sigmoid) - y
}

/// `dw = X·dzᵀ / m`, `db = Σ dz / m`.
fn gradients(x: &Matrix, dz: &Matrix) -> Gradients {
    let m = dz.columns() as f64;
    let dw = &x.view().dot(dz.t()) * (1.0 / m);
    Gradients { dw, db: bias_gradient(dz) }
}

/// `db = Σ dz / m`.
fn bias_gradient(dz: &Matrix) -> f64 {
    let m = dz.columns() as f64;
    dz.row_sums()[(0, 0)] * (1.0 / m)
}

/// `propagate(w, b, X, Y)`: the gradients and the cost for the examples `x`, `(n, m)`, with labels
/// `y`, `(1, m)`.
///
/// The cost is computed by the course's formula. It is infinite when a prediction rounds to 0 or 1 and is
/// wrong, and NaN when it does and is right (0·ln 0). The gradients are numbers even then. A training loop
/// of your own should use [`cost_from_logits`](crate::cost::cost_from_logits), as [`optimize`] does.
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
pub fn propagate(neuron: &Neuron, x: &Matrix, y: &Matrix) -> (Gradients, f64) {
    let z = forward(neuron.w.t().dot(x), neuron.b);
    let dz = backward(&z, y);
    (gradients(x, &dz), compute_cost(&z.map(sigmoid), y))
}

/// What [`optimize`] returns.
#[derive(Clone, Debug)]
pub struct Optimized {
    /// The neuron after the last update.
    pub neuron: Neuron,
    /// The gradients of the last iteration, taken before its update.
    pub gradients: Gradients,
    /// The cost of every 100th iteration, or as [`Hyperparameters::cost_every`] says, and of the last.
    pub costs: Costs,
}

/// `optimize(w, b, X, Y, num_iterations, learning_rate)`: gradient descent.
///
/// Before the update of each iteration, `progress` is called with its number and, where the cost is
/// noted down, with the cost.
///
/// The products with `X` are left to an [`Engine`](crate::first_layer::Engine). It keeps `w` as `wᵀ`, the
/// only row of a first layer's `W1`, and its update `wᵀ ← wᵀ − α·dz·Xᵀ/m` does not store the gradient.
///
/// # Errors
///
/// If no training can come of the hyper-parameters or the examples, the engine refuses so many examples,
/// or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn optimize(
    neuron: Neuron,
    x: &Matrix,
    y: &Matrix,
    hyperparameters: &Hyperparameters,
    mut progress: impl FnMut(usize, Option<f64>),
) -> Result<Optimized> {
    hyperparameters.check()?;
    check_examples(x, y)?;
    let Hyperparameters { num_iterations, learning_rate, engine, .. } = *hyperparameters;
    let m = y.columns() as f64;
    let mut costs = Costs::new();
    let mut b = neuron.b;
    let mut dz = Matrix::zeros(1, y.columns());
    let mut w_t = neuron.w.t().to_matrix();
    let mut first = engine.start(&w_t, x)?;
    for iteration in 0..num_iterations {
        let z = forward(first.forward(), b);
        progress(iteration, hyperparameters.record(&mut costs, iteration, &z, [x, y])?);

        dz = backward(&z, y);

        first.descend(&dz * (-learning_rate / m));
        b -= learning_rate * bias_gradient(&dz);
    }
    first.finish(&mut w_t);
    let neuron = Neuron { w: w_t.t().to_matrix(), b };
    Ok(Optimized { neuron, gradients: gradients(x, &dz), costs })
}

/// The probabilities `a = σ(wᵀ·X + b)`, `(1, m)`.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn probabilities(neuron: &Neuron, x: &Matrix) -> Matrix {
    forward(neuron.w.t().dot(x), neuron.b).map(sigmoid)
}

/// `predict(w, b, X)`: 1 where the probability is above 0.5, else 0; `(1, m)`.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn predict(neuron: &Neuron, x: &Matrix) -> Matrix {
    probabilities(neuron, x).map(|a| is_cat(a).into())
}

/// `model(X_train, Y_train, num_iterations, learning_rate)`: a neuron trained from zeros.
///
/// # Errors
///
/// If no training can come of the hyper-parameters or the examples, the engine refuses so many examples,
/// or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn model(
    x_train: &Matrix,
    y_train: &Matrix,
    hyperparameters: &Hyperparameters,
    progress: impl FnMut(usize, Option<f64>),
) -> Result<Optimized> {
    let neuron = initialize_with_zeros(x_train.rows());
    optimize(neuron, x_train, y_train, hyperparameters, progress)
}
