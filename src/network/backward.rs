//! Backward: from the cost to the gradient of every parameter, and the update.
//!
//! ```text
//! dA[L] = −( Y/A[L] − (1 − Y)/(1 − A[L]) )
//! dZ[l] = dA[l] ∘ g[l]′(Z[l])
//! dW[l] = dZ[l]·A[l−1]ᵀ / m,   db[l] = Σ dZ[l] / m,   dA[l−1] = W[l]ᵀ·dZ[l]
//! ```
//!
//! Course 1, week 4, `linear_backward` … `L_model_backward`, `update_parameters`. `db` is summed
//! over the examples only, one number for each unit. (The course's first release summed over the
//! units too. With that mistake the deep network reached the often-quoted 84 %; rightly it is 80
//! %.)

use super::forward::Cache;
use super::{Layer, activation};
use crate::activation::Activation;
use crate::matrix::Matrix;

/// The gradients of one layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradients {
    /// `∂J/∂A[l−1]`, `(n[l−1], m)`, times m, as in the course.
    pub da_prev: Matrix,
    /// `∂J/∂W[l]`, `(n[l], n[l−1])`.
    pub dw: Matrix,
    /// `∂J/∂b[l]`, `(n[l], 1)`.
    pub db: Matrix,
}

/// `linear_backward(dZ, (A_prev, W, b))`: `dW = dZ·A_prevᵀ / m`, `db = Σ dZ / m`, `dA_prev =
/// Wᵀ·dZ`.
///
/// # Panics
///
/// If the shapes do not fit.
#[must_use]
pub fn linear_backward(dz: &Matrix, a_prev: &Matrix, w: &Matrix) -> Gradients {
    let one_over_m = 1.0 / dz.columns() as f64;
    let mut dw = dz.dot(a_prev.t());
    dw.scale(one_over_m);
    let mut db = dz.sum_columns();
    db.scale(one_over_m);
    let da_prev = w.t().dot(dz);
    Gradients { da_prev, dw, db }
}

/// `linear_activation_backward(dA, ((A_prev, W, b), Z), activation)`: first `dZ = dA ∘ g′(Z)`.
///
/// # Panics
///
/// If the shapes do not fit.
#[must_use]
pub fn linear_activation_backward(
    da: &Matrix,
    z: &Matrix,
    a_prev: &Matrix,
    w: &Matrix,
    activation: Activation,
) -> Gradients {
    let dz = da.combine(z, |da, z| activation.backward(da, z));
    linear_backward(&dz, a_prev, w)
}

/// `L_model_backward(AL, Y, caches)`: the gradients of each layer; `[0].da_prev` is the course's
/// `dA0`.
///
/// `al` is taken as it is given, in (0, 1) or not, and never clipped.
///
/// # Panics
///
/// If the shapes do not fit.
#[must_use]
pub fn l_model_backward(
    al: &Matrix,
    y: &Matrix,
    x: &Matrix,
    parameters: &[Layer],
    caches: &[Cache],
) -> Vec<Gradients> {
    let layers = parameters.len();
    let dal = al.combine(y, |a, y| -(y / a - (1.0 - y) / (1.0 - a)));
    let mut gradients: Vec<Gradients> = Vec::with_capacity(layers); // the last layer's first
    for l in (0..layers).rev() {
        let da = gradients.last().map_or(&dal, |next| &next.da_prev);
        let a_prev = if l == 0 { x } else { &caches[l - 1].a };
        let (z, w) = (&caches[l].z, &parameters[l].w);
        let layer = linear_activation_backward(da, z, a_prev, w, activation(l, layers));
        gradients.push(layer);
    }
    gradients.reverse();
    gradients
}

/// `update_parameters(parameters, grads, learning_rate)`: `W ← W − α·dW`, `b ← b − α·db`.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn update_parameters(parameters: &mut [Layer], gradients: &[Gradients], learning_rate: f64) {
    assert_eq!(parameters.len(), gradients.len(), "one gradient for each layer");
    for (layer, Gradients { dw, db, .. }) in parameters.iter_mut().zip(gradients) {
        layer.w.update(dw, |w, dw| w - learning_rate * dw);
        layer.b.update(db, |b, db| b - learning_rate * db);
    }
}
