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
//! units too. With that mistake the deep network reached the often-quoted 84 %; the correct value is
//! 80 %.)
//!
//! Where `A[L]` rounds to 0 or 1 and is right, the first line divides 0 by 0: `dA[L]`, and with it all
//! gradients, become NaN. But `dZ[L]`, the product of `dA[L]` and `σ′(Z[L])`, simplifies to
//!
//! ```text
//! dZ[L] = A[L] − Y
//! ```
//!
//! which is always a number. A training starts there, as the course's later notebooks do (`a3 - Y`):
//! [`l_model_backward_from_dzl`] gives the gradients of all layers, and [`backward_from`] all but those
//! of the first one, which is left to an [`Engine`](crate::first_layer::Engine).

use super::forward::Cache;
use super::parameters::{Layer, activation};
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

/// `linear_backward(dZ, (A_prev, W, b))`: the gradients of one layer, given `dZ`, `(n[l], m)`.
///
/// `dW = dZ·A_prevᵀ / m`, `db = Σ dZ / m`, `dA_prev = Wᵀ·dZ`.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn linear_backward(dz: &Matrix, a_prev: &Matrix, w: &Matrix) -> Gradients {
    let m = dz.columns() as f64;
    let dw = &dz.dot(a_prev.t()) * (1.0 / m);
    let db = bias_gradient(dz);
    let da_prev = w.t().dot(dz);
    Gradients { da_prev, dw, db }
}

/// `db = Σ dZ / m`, the sum over the examples, `(n[l], 1)`.
pub fn bias_gradient(dz: &Matrix) -> Matrix {
    let m = dz.columns() as f64;
    &dz.row_sums() * (1.0 / m)
}

/// `linear_activation_backward(dA, ((A_prev, W, b), Z), activation)`: the gradients of one layer, given
/// `dA`, `(n[l], m)`.
///
/// [`linear_backward`] with `dZ = dA ∘ g′(Z)`.
///
/// # Panics
///
/// If the shapes do not fit.
pub fn linear_activation_backward(
    da: &Matrix,
    z: &Matrix,
    a_prev: &Matrix,
    w: &Matrix,
    activation: Activation,
) -> Gradients {
    linear_backward(&activation.backward(da, z), a_prev, w)
}

/// `L_model_backward(AL, Y, caches)`: the gradients of each layer; `[0].da_prev` is the course's
/// `dA0`. `al` and `y` are `(n[L], m)`, `x` is `(n_x, m)`.
///
/// `al` is never clipped: where it is 0 or 1 and right, the gradients are NaN. Those of
/// [`l_model_backward_from_dzl`], given `al − y`, are numbers even then.
///
/// # Panics
///
/// If the shapes do not fit, or there are no layers.
pub fn l_model_backward(
    al: &Matrix,
    y: &Matrix,
    x: &Matrix,
    parameters: &[Layer],
    caches: &[Cache],
) -> Vec<Gradients> {
    let last = parameters.len() - 1;
    let dal = al.combine(y, |a, y| -(y / a - (1.0 - y) / (1.0 - a)));
    let dzl = activation(last, parameters.len()).backward(&dal, &caches[last].z);
    l_model_backward_from_dzl(dzl, x, parameters, caches)
}

/// The gradients of each layer, given `dZ[L]`, `(n[L], m)`, which for the cross-entropy of a sigmoid is
/// `A[L] − Y`.
///
/// ```
/// use purrceptron::matrix::Matrix;
/// use purrceptron::network::{Layer, l_model_backward_from_dzl, l_model_forward};
/// let (x, y) = (Matrix::from([[1.0, 1e6]]), Matrix::from([[0.0, 1.0]]));
/// let parameters = [Layer { w: Matrix::from([[1.0]]), b: Matrix::from([[0.0]]) }];
/// let caches = l_model_forward(&x, &parameters);
/// assert_eq!(caches[0].a[(0, 1)], 1.0); // so sure, and right, that A rounds to 1
/// let gradients = l_model_backward_from_dzl(&caches[0].a - &y, &x, &parameters, &caches);
/// assert_eq!(gradients[0].db, Matrix::from([[caches[0].a[(0, 0)] / 2.0]]));
/// ```
///
/// # Panics
///
/// If the shapes do not fit, or there are no layers.
pub fn l_model_backward_from_dzl(
    dzl: Matrix,
    x: &Matrix,
    parameters: &[Layer],
    caches: &[Cache],
) -> Vec<Gradients> {
    let (mut gradients, dz1) = backward_from(dzl, parameters, caches);
    gradients.insert(0, linear_backward(&dz1, x, &parameters[0].w));
    gradients
}

/// The backward pass from `dZ[L]`, `(n[L], m)`, down to `dZ[1]`, `(n[1], m)`: the gradients of the layers
/// 2 … L, in this order, and `dZ[1]`.
///
/// # Panics
///
/// If the shapes do not fit, or there are no layers.
pub fn backward_from(
    dzl: Matrix,
    parameters: &[Layer],
    caches: &[Cache],
) -> (Vec<Gradients>, Matrix) {
    let layers = parameters.len();
    assert!(layers > 0, "a network needs a layer");
    if layers == 1 {
        return (Vec::new(), dzl);
    }
    let last = layers - 1;
    let mut gradients = vec![linear_backward(&dzl, &caches[last - 1].a, &parameters[last].w)];
    for l in (1..last).rev() {
        let (z, a_prev, w) = (&caches[l].z, &caches[l - 1].a, &parameters[l].w);
        let da = &gradients[0].da_prev;
        let layer = linear_activation_backward(da, z, a_prev, w, activation(l, layers));
        gradients.insert(0, layer);
    }
    let dz1 = activation(0, layers).backward(&gradients[0].da_prev, &caches[0].z);
    (gradients, dz1)
}

/// `update_parameters(parameters, grads, learning_rate)`: `W ← W − α·dW`, `b ← b − α·db`.
///
/// # Panics
///
/// Unless there are as many gradients as layers, of the same shapes.
pub fn update_parameters(parameters: &mut [Layer], gradients: &[Gradients], learning_rate: f64) {
    assert_eq!(parameters.len(), gradients.len(), "one gradient for each layer");
    for (layer, Gradients { dw, db, .. }) in parameters.iter_mut().zip(gradients) {
        update_parameter(&mut layer.w, dw, learning_rate);
        update_parameter(&mut layer.b, db, learning_rate);
    }
}

/// `θ ← θ − α·dθ` for one parameter θ, a `W` or a `b`.
///
/// # Panics
///
/// Unless `parameter` and `gradient` have the same shape.
pub fn update_parameter(parameter: &mut Matrix, gradient: &Matrix, learning_rate: f64) {
    *parameter = parameter.combine(gradient, |theta, d_theta| theta - learning_rate * d_theta);
}
