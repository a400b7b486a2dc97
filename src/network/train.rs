//! Training: forward, cost, backward and update in each iteration, until all are done.
//!
//! ```text
//! repeat num_iterations times:  W[l] ← W[l] − α·dW[l],   b[l] ← b[l] − α·db[l]
//! ```
//!
//! Course 1, week 4, `two_layer_model` and `L_layer_model`.

use super::backward::{backward_from, bias_gradient, update_parameter, update_parameters};
use super::forward::forward_from;
use super::parameters::{Initialization, Parameters, initialize_parameters_deep};
use crate::error::Result;
use crate::matrix::Matrix;
use crate::training::{Costs, Hyperparameters, check_examples};

/// A trained network, and its costs during the training.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The parameters after the last update.
    pub parameters: Parameters,
    /// The cost of every 100th iteration, or as [`Hyperparameters::cost_every`] says, and of the last.
    pub costs: Costs,
}

/// `two_layer_model(X, Y, layers_dims)`: a network of two layers, from the course's seed 1 and
/// `randn · 0.01`.
///
/// # Errors
///
/// If no training can come of the hyper-parameters or the examples, the engine refuses so many examples,
/// or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit, or a size in `layers_dims` is 0.
pub fn two_layer_model(
    x: &Matrix,
    y: &Matrix,
    layers_dims: [usize; 3],
    hyperparameters: &Hyperparameters,
    progress: impl FnMut(usize, Option<f64>),
) -> Result<Trained> {
    let start = initialize_parameters_deep(&layers_dims, Initialization::Small, 1);
    optimize(start, x, y, hyperparameters, progress)
}

/// `L_layer_model(X, Y, layers_dims)`: a network of any depth, from the course's seed 1 and
/// `randn / √n[l−1]`.
///
/// # Errors
///
/// If no training can come of the hyper-parameters or the examples, the engine refuses so many examples,
/// or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit, there are fewer than two sizes in `layers_dims`, or one is 0.
pub fn l_layer_model(
    x: &Matrix,
    y: &Matrix,
    layers_dims: &[usize],
    hyperparameters: &Hyperparameters,
    progress: impl FnMut(usize, Option<f64>),
) -> Result<Trained> {
    let start = initialize_parameters_deep(layers_dims, Initialization::Scaled, 1);
    optimize(start, x, y, hyperparameters, progress)
}

/// Gradient descent from any start, with any number and size of layers that ends in one unit.
///
/// Before the update of each iteration, `progress` is called with its number and, where the cost is
/// noted down, with the cost.
///
/// The products of the first layer are left to an [`Engine`](crate::first_layer::Engine). It keeps `W1`,
/// and its update `W1 ← W1 − α·dZ1·Xᵀ/m` does not store the gradient. `dA0` is not computed, because
/// no update needs it.
///
/// # Errors
///
/// If no training can come of the hyper-parameters or the examples, the engine refuses so many examples,
/// or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit, or there are no layers.
pub fn optimize(
    mut parameters: Parameters,
    x: &Matrix,
    y: &Matrix,
    hyperparameters: &Hyperparameters,
    mut progress: impl FnMut(usize, Option<f64>),
) -> Result<Trained> {
    hyperparameters.check()?;
    check_examples(x, y)?;
    assert!(!parameters.is_empty(), "a network needs a layer");
    let Hyperparameters { num_iterations, learning_rate, engine, .. } = *hyperparameters;
    let m = y.columns() as f64;
    let mut costs = Costs::new();
    let mut first = engine.start(&parameters[0].w, x)?;
    for iteration in 0..num_iterations {
        let z1 = first.forward().plus_column(&parameters[0].b);
        let caches = forward_from(z1, &parameters);
        let last = &caches[caches.len() - 1];
        progress(iteration, hyperparameters.record(&mut costs, iteration, &last.z, [x, y])?);

        let dzl = &last.a - y;
        let (gradients, dz1) = backward_from(dzl, &parameters, &caches);

        first.descend(&dz1 * (-learning_rate / m));
        update_parameter(&mut parameters[0].b, &bias_gradient(&dz1), learning_rate);
        update_parameters(&mut parameters[1..], &gradients, learning_rate);
    }
    first.finish(&mut parameters[0].w);
    Ok(Trained { parameters, costs })
}
