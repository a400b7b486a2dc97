//! The parameters `W1, b1 … WL, bL` and their initial values.
//!
//! ```text
//! W[l] = randn(n[l], n[l−1]) · 0.01   or   randn(n[l], n[l−1]) / √n[l−1],        b[l] = 0
//! ```
//!
//! Course 1, week 4, `initialize_parameters` and `initialize_parameters_deep`. The course has two
//! versions of the latter: the step-by-step notebook's `randn·0.01` and the application's
//! `randn/√n[l−1]`, without which four layers do not learn.

use crate::activation::Activation;
use crate::choice::Choice;
use crate::matrix::Matrix;
use crate::random::Random;

/// One layer's parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// The weights, `(n[l], n[l−1])`.
    pub w: Matrix,
    /// The biases, `(n[l], 1)`.
    pub b: Matrix,
}

/// All layers: `parameters[0]` holds `W1` and `b1`.
pub type Parameters = Vec<Layer>;

/// How the weights are initialized. The biases are always 0 at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initialization {
    /// All 0. Right for a single neuron; the units of a hidden layer would stay equal for ever.
    Zeros,
    /// `randn · 0.01`: the step-by-step notebook's, and the two-layer model's.
    Small,
    /// `randn / √n[l−1]`: the application notebook's, for the deep model.
    Scaled,
}

impl Choice for Initialization {
    const ALL: &'static [Self] = &[Self::Zeros, Self::Small, Self::Scaled];

    fn name(self) -> &'static str {
        match self {
            Self::Zeros => "zeros",
            Self::Small => "small",
            Self::Scaled => "scaled",
        }
    }
}

/// `initialize_parameters(n_x, n_h, n_y)`: two layers, `randn · 0.01`. The course's seed is 1.
///
/// # Panics
///
/// If a size is 0.
pub fn initialize_parameters(n_x: usize, n_h: usize, n_y: usize, seed: u32) -> Parameters {
    initialize_parameters_deep(&[n_x, n_h, n_y], Initialization::Small, seed)
}

/// `initialize_parameters_deep(layers_dims)`: L layers, where `layers_dims` is `[n_x, n[1], …, n[L]]`.
///
/// The course's seeds: 3 for the step-by-step notebook, 1 for the application.
///
/// # Panics
///
/// If there are fewer than two sizes, or one is 0.
pub fn initialize_parameters_deep(
    layers_dims: &[usize],
    initialization: Initialization,
    seed: u32,
) -> Parameters {
    assert!(
        layers_dims.len() >= 2 && !layers_dims.contains(&0),
        "layers_dims {layers_dims:?}: at least the inputs and one layer, none of them empty"
    );
    let mut random = Random::seed(seed);
    layers_dims
        .windows(2)
        .map(|sizes| {
            let (n_prev, n) = (sizes[0], sizes[1]);
            let w = match initialization {
                Initialization::Zeros => Matrix::zeros(n, n_prev),
                Initialization::Small => random.randn_matrix(n, n_prev).map(|x| x * 0.01),
                Initialization::Scaled => {
                    let root = (n_prev as f64).sqrt();
                    random.randn_matrix(n, n_prev).map(|x| x / root)
                }
            };
            let b = Matrix::zeros(n, 1);
            Layer { w, b }
        })
        .collect()
}

/// The activation of layer `l` (counted from 0) of `layers`: sigmoid in the last, relu before it.
pub(super) fn activation(l: usize, layers: usize) -> Activation {
    if l + 1 == layers { Activation::Sigmoid } else { Activation::Relu }
}
