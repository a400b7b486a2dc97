//! The first layer as the notes write it, and what every engine of the first layer must do.
//!
//! ```text
//! forward     Z1 = W1·X
//! descend     W1 ← W1 − α·dW1,   dW1 = dZ1·Xᵀ/m
//! ```

use crate::matrix::Matrix;

/// An engine: the first layer during a training, with its weights `W1`, `(n1, n_x)`, and the pictures `X`,
/// `(n_x, m)`.
pub trait FirstLayer {
    /// `W1·X`, `(n1, m)`.
    fn forward(&mut self) -> Matrix;

    /// `W1 ← W1 + step·Xᵀ`. With `step = −α/m·dZ1`, `(n1, m)`, it is a step of gradient descent.
    fn descend(&mut self, step: Matrix);

    /// Overwrites `w`, `(n1, n_x)`, the weights that the training started from, with those after the last
    /// step.
    fn finish(self: Box<Self>, w: &mut Matrix);
}

/// The engine that is written as the notes are, and the oracle of the other two.
pub(super) struct Plain<'a> {
    pub w: Matrix,
    pub x: &'a Matrix,
}

impl FirstLayer for Plain<'_> {
    fn forward(&mut self) -> Matrix {
        self.w.dot(self.x)
    }

    fn descend(&mut self, step: Matrix) {
        self.w.add_product(&step, self.x.t());
    }

    fn finish(self: Box<Self>, w: &mut Matrix) {
        *w = self.w;
    }
}
