//! Operands that stay packed. May be skipped.
//!
//! A library copies both operands of a product into the micro-kernel's order each time. The pictures
//! never change during a training, and `W1` changes only by the second of its two products: here they
//! stay in that order from the first iteration to the last.
//!
//! ```text
//! forward     Z1 = W1·P            P, the pixels, (n_x, m); X = unit·P
//! descend     W1 ← W1 + step·Pᵀ
//! ```

#[cfg(target_arch = "x86_64")]
mod digits;
mod gram;
mod many_rows;
mod one_row;
mod panels;
mod pixels;
mod weights;

pub(crate) use many_rows::Element;
pub(super) use many_rows::Prepacked;
pub(crate) use panels::Panels;
pub(super) use pixels::Pixels;
pub(super) use weights::PackedWeights;
