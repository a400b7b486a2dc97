//! Forward: from the pictures to the probabilities.
//!
//! ```text
//! Z[l] = W[l]·A[l−1] + b[l],   A[l] = g[l](Z[l]),   A[0] = X
//! ```
//!
//! Course 1, week 4, `linear_forward` … `L_model_forward`. The course's caches hold copies of
//! `A_prev, W, b` and `Z`. Here a [`Cache`] holds what the layer made, `Z` and `A`: `A_prev` is the
//! `A` of the cache before it, and `W` and `b` are the parameters, so nothing needs a copy.
//!
//! A training leaves `W1·X` to an [`Engine`](crate::first_layer::Engine) and goes on with
//! [`forward_from`], as [`l_model_forward`] does.

use super::parameters::{Layer, activation};
use crate::activation::Activation;
use crate::answers::is_cat;
use crate::matrix::Matrix;

/// What one layer computed and its backward step needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Cache {
    /// `Z = W·A_prev + b`, `(n[l], m)`.
    pub z: Matrix,
    /// `A = g(Z)`, `(n[l], m)`.
    pub a: Matrix,
}

/// `linear_forward(A_prev, W, b)`: `Z = W·A_prev + b`, `(n[l], m)`.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn linear_forward(a_prev: &Matrix, w: &Matrix, b: &Matrix) -> Matrix {
    w.dot(a_prev).plus_column(b)
}

/// `linear_activation_forward(A_prev, W, b, activation)`: `Z` and `A = g(Z)`, both `(n[l], m)`.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn linear_activation_forward(
    a_prev: &Matrix,
    w: &Matrix,
    b: &Matrix,
    activation: Activation,
) -> Cache {
    activation_forward(linear_forward(a_prev, w, b), activation)
}

/// The cache of `Z` and `A = g(Z)`.
fn activation_forward(z: Matrix, activation: Activation) -> Cache {
    let a = activation.forward(&z);
    Cache { z, a }
}

/// `L_model_forward(X, parameters)`: a cache for each layer; the last one's `a` is `AL`.
///
/// # Panics
///
/// If the shapes do not fit, or there are no layers.
pub fn l_model_forward(x: &Matrix, parameters: &[Layer]) -> Vec<Cache> {
    let Layer { w, b } = parameters.first().expect("a network needs a layer");
    forward_from(linear_forward(x, w, b), parameters)
}

/// The forward pass from `Z[1] = W[1]·X + b[1]`, `(n[1], m)`, on: a cache for each layer.
///
/// # Panics
///
/// If the shapes do not fit, or there are no layers.
pub fn forward_from(z1: Matrix, parameters: &[Layer]) -> Vec<Cache> {
    let layers = parameters.len();
    assert!(layers > 0, "a network needs a layer");
    let mut caches = vec![activation_forward(z1, activation(0, layers))];
    for (l, Layer { w, b }) in parameters.iter().enumerate().skip(1) {
        let a_prev = &caches[l - 1].a;
        caches.push(linear_activation_forward(a_prev, w, b, activation(l, layers)));
    }
    caches
}

/// The probabilities `AL`, `(n[L], m)`: `(1, m)` for a network that ends in one unit.
///
/// # Panics
///
/// If the shapes do not fit, or there are no layers.
pub fn probabilities(x: &Matrix, parameters: &[Layer]) -> Matrix {
    l_model_forward(x, parameters).pop().expect("a layer").a
}

/// `predict(X, parameters)`: 1 where the probability is above 0.5, else 0; `(n[L], m)`.
///
/// # Panics
///
/// If the shapes do not fit, or there are no layers.
pub fn predict(x: &Matrix, parameters: &[Layer]) -> Matrix {
    probabilities(x, parameters).map(|a| is_cat(a).into())
}
