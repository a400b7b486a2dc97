//! The L-layer network: relu, …, relu, sigmoid. Course 1, week 4.
//!
//! ```text
//! forward     Z[l] = W[l]·A[l−1] + b[l],   A[l] = g[l](Z[l]),   A[0] = X      (n[l], m)
//! cost        J = −1/m · Σ ( y·ln A[L] + (1 − y)·ln(1 − A[L]) )
//! backward    dZ[l] = dA[l] ∘ g[l]′(Z[l])                                     (n[l], m)
//!             dW[l] = dZ[l]·A[l−1]ᵀ / m                                       (n[l], n[l−1])
//!             db[l] = Σ dZ[l] / m, over the examples                          (n[l], 1)
//!             dA[l−1] = W[l]ᵀ·dZ[l]                                           (n[l−1], m)
//! update      W[l] ← W[l] − α·dW[l],   b[l] ← b[l] − α·db[l]
//! ```
//!
//! To be read in this order: [`parameters`], [`forward`], [`backward`], [`train`].

pub mod backward;
pub mod forward;
pub mod parameters;
pub mod train;

pub use backward::{
    Gradients, backward_from, bias_gradient, l_model_backward, l_model_backward_from_dzl,
    linear_activation_backward, linear_backward, update_parameter, update_parameters,
};
pub use forward::{
    Cache, forward_from, l_model_forward, linear_activation_forward, linear_forward, predict,
    probabilities,
};
pub use parameters::{
    Initialization, Layer, Parameters, initialize_parameters, initialize_parameters_deep,
};
pub use train::{Trained, l_layer_model, optimize, two_layer_model};
