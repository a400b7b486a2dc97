//! The activation functions, each with its backward step beside it.
//!
//! ```text
//! σ(z) = 1 / (1 + e⁻ᶻ)        dZ = dA · σ(Z)·(1 − σ(Z))
//! relu(z) = max(0, z)         dZ = dA where Z > 0, else 0
//! ```
//!
//! Course 1, week 2, `sigmoid`; week 4, `sigmoid`, `relu`, `sigmoid_backward`, `relu_backward`.
//! The functions take one number: `z.map(sigmoid)` applies one to a matrix.

use crate::matrix::Matrix;

/// The activation of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// `max(0, z)`, in the hidden layers.
    Relu,
    /// `1 / (1 + e⁻ᶻ)`, in the output layer: a probability.
    Sigmoid,
}

impl Activation {
    /// `A = g(Z)`, of the shape of `z`.
    pub fn forward(self, z: &Matrix) -> Matrix {
        match self {
            Self::Relu => z.map(relu),
            Self::Sigmoid => z.map(sigmoid),
        }
    }

    /// `dZ = dA ∘ g′(Z)`, of the shape of `da` and `z`; ∘ multiplies element by element.
    ///
    /// # Panics
    ///
    /// Unless the shapes are the same.
    pub fn backward(self, da: &Matrix, z: &Matrix) -> Matrix {
        match self {
            Self::Relu => da.combine(z, relu_backward),
            Self::Sigmoid => da.combine(z, sigmoid_backward),
        }
    }
}

/// `σ(z) = 1 / (1 + e⁻ᶻ)`.
///
/// ```
/// use purrceptron::activation::sigmoid;
/// assert_eq!([sigmoid(-1e9), sigmoid(0.0), sigmoid(1e9)], [0.0, 0.5, 1.0]);
/// ```
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// `dz = da · s·(1 − s)` with `s = σ(z)`.
pub fn sigmoid_backward(da: f64, z: f64) -> f64 {
    let s = sigmoid(z);
    da * s * (1.0 - s)
}

/// `max(0, z)`. NaN stays NaN, as in NumPy, so that it is seen in the result.
pub fn relu(z: f64) -> f64 {
    if z <= 0.0 { 0.0 } else { z }
}

/// `dz = da` where `z > 0`, else 0. Where `z` is NaN, `dz = da`, as in the course's code, which sets `dZ`
/// to 0 where `Z <= 0`.
pub fn relu_backward(da: f64, z: f64) -> f64 {
    if z <= 0.0 { 0.0 } else { da }
}
