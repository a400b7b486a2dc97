//! Training: forward, backward, update, a few thousand times.
//!
//! Course 1, week 4, `two_layer_model` and `L_layer_model`. The loop does what [`l_model_forward`](super::l_model_forward),
//! [`l_model_backward`](super::l_model_backward) and [`update_parameters`](super::update_parameters) do, with three differences:
//!
//! - `dZ[L] = A[L] − Y`. It is `dA[L] ∘ σ′(Z[L])` simplified, and stays right where `A` rounds to 0 or 1;
//! - `dA[0]` is not computed: nobody needs it;
//! - the matrices are made once, and filled again in every iteration.

use super::{Initialization, Layer, Parameters, activation, initialize_parameters_deep};
use crate::activation::Activation;
use crate::error::Result;
use crate::hyperparameters::{Costs, Hyperparameters};
use crate::matrix::{Input, Matrix, PackedInput, Right};

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
    let packed = PackedInput::new(x);
    let input = Input::from(&packed);
    let mut pass = Pass::new(&parameters, y.columns());
    let mut costs = Costs::new();
    for iteration in 0..hyperparameters.num_iterations {
        progress(iteration);
        pass.forward(&parameters, input);
        hyperparameters.record(&mut costs, iteration, pass.zl(), y)?;
        pass.backward(&parameters, input, y);
        pass.update(&mut parameters, hyperparameters.learning_rate);
    }
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
    /// (n[l], m): first `dA`, then `dZ`
    dz: Matrix,
    /// (n[l], n[l−1])
    dw: Matrix,
    /// (n[l], 1)
    db: Matrix,
}

impl Pass {
    fn new(parameters: &[Layer], m: usize) -> Self {
        assert!(!parameters.is_empty(), "a network needs a layer");
        let layer = |(l, Layer { w, b }): (usize, &Layer)| {
            let units = Matrix::zeros(w.rows(), m);
            LayerPass {
                activation: activation(l, parameters.len()),
                z: units.clone(),
                a: units.clone(),
                dz: units,
                dw: w.clone(),
                db: b.clone(),
            }
        };
        Self { layers: parameters.iter().enumerate().map(layer).collect() }
    }

    fn zl(&self) -> &Matrix {
        &self.layers[self.layers.len() - 1].z
    }

    fn forward(&mut self, parameters: &[Layer], input: Input<'_>) {
        for (l, Layer { w, b }) in parameters.iter().enumerate() {
            let (before, from_l) = self.layers.split_at_mut(l);
            let a_prev = before.last().map_or(input.x, |layer| Right::from(&layer.a));
            let LayerPass { activation, z, a, .. } = &mut from_l[0];
            z.set_dot(w, a_prev);
            z.add_column(b);
            a.set_map(z, |z| activation.forward(z));
        }
    }

    fn backward(&mut self, parameters: &[Layer], input: Input<'_>, y: &Matrix) {
        let one_over_m = 1.0 / y.columns() as f64;
        for l in (0..parameters.len()).rev() {
            let (to_l, after) = self.layers.split_at_mut(l + 1);
            let (layer, before) = to_l.split_last_mut().expect("layer l is among them");
            let LayerPass { activation, z, a, dz, dw, db } = layer;
            match after.first() {
                None => {
                    dz.clone_from(a);
                    dz.update(y, |a, y| a - y);
                }
                Some(next) => {
                    dz.set_dot(parameters[l + 1].w.t(), &next.dz);
                    dz.update(z, |da, z| activation.backward(da, z));
                }
            }
            let a_prev_t = before.last().map_or(input.x_t, |layer| layer.a.t().into());
            dw.set_dot(&*dz, a_prev_t);
            dw.scale(one_over_m);
            db.set_sum_columns(dz);
            db.scale(one_over_m);
        }
    }

    fn update(&self, parameters: &mut [Layer], learning_rate: f64) {
        for (layer, LayerPass { dw, db, .. }) in parameters.iter_mut().zip(&self.layers) {
            layer.w.update(dw, |w, dw| w - learning_rate * dw);
            layer.b.update(db, |b, db| b - learning_rate * db);
        }
    }
}
