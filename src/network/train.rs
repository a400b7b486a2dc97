//! Training: forward, cost, backward, update, a few thousand times.
//!
//! Course 1, week 4, `two_layer_model` and `L_layer_model`.

use super::backward::{backward_from, bias_gradient, update_parameter, update_parameters};
use super::forward::forward_from;
use super::parameters::{Initialization, Parameters, initialize_parameters_deep};
use crate::error::Result;
use crate::matrix::Matrix;
use crate::training::{Costs, Hyperparameters, check_examples};

/// A trained network and the way there.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The parameters after the last update.
    pub parameters: Parameters,
    /// The cost every 100 iterations, unless chosen otherwise, and at the last.
    pub costs: Costs,
}

/// `two_layer_model(X, Y, layers_dims)`: from the course's seed 1 and `randn · 0.01`.
///
/// # Errors
///
/// If the hyper-parameters or the examples make no sense, or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit.
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

/// `L_layer_model(X, Y, layers_dims)`: from the course's seed 1 and `randn / √n[l−1]`.
///
/// # Errors
///
/// If the hyper-parameters or the examples make no sense, or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit.
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
/// In each iteration `progress` is told its number and, where it is noted down, its cost, before the
/// update.
///
/// The first layer is left to an [`Engine`](crate::first_layer::Engine): it keeps `W1`, and takes its
/// step `W1 ← W1 − α·dW1`, with `dW1 = dZ1·Xᵀ/m`, in one go. `dA0` is not computed: nobody needs it.
///
/// # Errors
///
/// If the hyper-parameters or the examples make no sense, or the cost becomes NaN or infinite.
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
    let Hyperparameters { num_iterations, learning_rate, engine, .. } = *hyperparameters;
    let m = y.columns() as f64;
    let mut costs = Costs::new();
    let mut first = engine.start(parameters[0].w.clone(), x)?;
    for iteration in 0..num_iterations {
        let z1 = first.forward().plus_column(&parameters[0].b);
        let caches = forward_from(z1, &parameters);
        let last = &caches[caches.len() - 1];
        progress(iteration, hyperparameters.record(&mut costs, iteration, &last.z, [x, y])?);

        let dzl = &last.a - y;
        let (gradients, dz1) = backward_from(dzl, &parameters, &caches);

        first.descend(&dz1, learning_rate / m);
        update_parameter(&mut parameters[0].b, &bias_gradient(&dz1), learning_rate);
        update_parameters(&mut parameters[1..], &gradients, learning_rate);
    }
    parameters[0].w = first.into_weights();
    Ok(Trained { parameters, costs })
}
