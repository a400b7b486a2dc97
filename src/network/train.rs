//! Training: forward, backward, update, a few thousand times.
//!
//! Course 1, week 4, `two_layer_model` and `L_layer_model`. The loop does what
//! [`l_model_forward`](super::l_model_forward), [`l_model_backward`](super::l_model_backward) and
//! [`update_parameters`](super::update_parameters) do, with these differences:
//!
//! - `dZ[L] = A[L] − Y`. It is `dA[L] ∘ σ′(Z[L])` simplified, and stays right where `A` rounds to 0 or 1.
//! - `dA[0]` is not computed: nobody needs it.
//! - `W ← W − α·dW` is done in one go as `W ← W + step·A_prevᵀ` with `step = −α/m·dZ`, and `b ← b + Σ step`.
//! - The first layer's two products are left to an [`Engine`](crate::first_layer::Engine).
//! - The matrices are made once, and filled again in every iteration.

use super::{Initialization, Layer, Parameters, activation, initialize_parameters_deep};
use crate::activation::Activation;
use crate::error::Result;
use crate::first_layer::{FirstLayer, with_first_layer};
use crate::matrix::{Matrix, multiply_add};
use crate::training::{Costs, Hyperparameters};

/// A trained network and the way there.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The parameters after the last update.
    pub parameters: Parameters,
    /// The cost every 100 iterations and at the last.
    pub costs: Costs,
}

/// `two_layer_model(X, Y, layers_dims)`: from the course's seed 1 and `randn · 0.01`.
///
/// # Errors
///
/// If the hyper-parameters make no sense or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn two_layer_model(
    x: &Matrix,
    y: &Matrix,
    layers_dims: [usize; 3],
    hyperparameters: &Hyperparameters,
    progress: impl FnMut(usize),
) -> Result<Trained> {
    let start = initialize_parameters_deep(&layers_dims, Initialization::Small, 1);
    optimize(start, x, y, hyperparameters, progress)
}

/// `L_layer_model(X, Y, layers_dims)`: from the course's seed 1 and `randn / √n[l−1]`.
///
/// # Errors
///
/// If the hyper-parameters make no sense or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn l_layer_model(
    x: &Matrix,
    y: &Matrix,
    layers_dims: &[usize],
    hyperparameters: &Hyperparameters,
    progress: impl FnMut(usize),
) -> Result<Trained> {
    let start = initialize_parameters_deep(layers_dims, Initialization::Scaled, 1);
    optimize(start, x, y, hyperparameters, progress)
}

/// Gradient descent from any start, with any number and size of layers that ends in one unit.
///
/// `progress` is told the number of each iteration as it begins.
///
/// # Errors
///
/// If the hyper-parameters make no sense or the cost becomes NaN or infinite.
///
/// # Panics
///
/// If the shapes do not fit, or there are no layers.
pub fn optimize(
    mut parameters: Parameters,
    x: &Matrix,
    y: &Matrix,
    hyperparameters: &Hyperparameters,
    mut progress: impl FnMut(usize),
) -> Result<Trained> {
    hyperparameters.check()?;
    assert!(!parameters.is_empty(), "a network needs a layer");
    let mut costs = Costs::new();
    let w1 = std::mem::replace(&mut parameters[0].w, Matrix::zeros(0, 0));
    let mut pass = Pass::new(&parameters, y.columns());
    let (w1, ()) = with_first_layer(hyperparameters.engine, w1, x, |first| {
        for iteration in 0..hyperparameters.num_iterations {
            progress(iteration);
            pass.forward(first, &parameters);
            hyperparameters.record(&mut costs, iteration, pass.zl(), y)?;
            pass.backward(&parameters, y);
            pass.update(first, &mut parameters, hyperparameters.learning_rate);
        }
        Ok(())
    })?;
    parameters[0].w = w1;
    Ok(Trained { parameters, costs })
}

/// What one iteration computes, layer by layer.
struct Pass {
    layers: Vec<LayerPass>,
}

struct LayerPass {
    activation: Activation,
    /// (n[l], m)
    z: Matrix,
    /// (n[l], m)
    a: Matrix,
    /// (n[l], m): dA, then dZ, then the step −α/m·dZ
    dz: Matrix,
}

impl Pass {
    fn new(parameters: &[Layer], m: usize) -> Self {
        let layer = |(l, Layer { b, .. }): (usize, &Layer)| {
            let units = Matrix::zeros(b.rows(), m);
            LayerPass {
                activation: activation(l, parameters.len()),
                z: units.clone(),
                a: units.clone(),
                dz: units,
            }
        };
        Self { layers: parameters.iter().enumerate().map(layer).collect() }
    }

    fn zl(&self) -> &Matrix {
        &self.layers[self.layers.len() - 1].z
    }

    fn forward(&mut self, first: &mut dyn FirstLayer, parameters: &[Layer]) {
        for (l, Layer { w, b }) in parameters.iter().enumerate() {
            let (before, from_l) = self.layers.split_at_mut(l);
            let LayerPass { activation, z, a, .. } = &mut from_l[0];
            match before.last() {
                None => first.forward(z),
                Some(previous) => z.set_dot(w, &previous.a),
            }
            z.add_column(b);
            a.set_map(z, |z| activation.forward(z));
        }
    }

    fn backward(&mut self, parameters: &[Layer], y: &Matrix) {
        for l in (0..parameters.len()).rev() {
            let (to_l, after) = self.layers.split_at_mut(l + 1);
            let LayerPass { activation, z, a, dz } = &mut to_l[l];
            match after.first() {
                None => {
                    dz.copy_from(a);
                    dz.update(y, |a, y| a - y);
                }
                Some(next) => {
                    dz.set_dot(parameters[l + 1].w.t(), &next.dz);
                    dz.update(z, |da, z| activation.backward(da, z));
                }
            }
        }
    }

    fn update(&mut self, first: &mut dyn FirstLayer, parameters: &mut [Layer], learning_rate: f64) {
        for (l, Layer { w, b }) in parameters.iter_mut().enumerate() {
            let (before, from_l) = self.layers.split_at_mut(l);
            let step = &mut from_l[0].dz;
            step.scale(-learning_rate / step.columns() as f64);
            match before.last() {
                None => first.descend(step),
                Some(previous) => multiply_add(w, &*step, previous.a.t()),
            }
            b.add_sum_columns(step);
        }
    }
}
