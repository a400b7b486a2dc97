//! What a model answers, and what of it is right.
//!
//! ```text
//! is a cat, if a > 0.5
//! accuracy = how many answers are right / how many there are
//! ```

/// Whether a probability means a cat: the course's `A > 0.5`.
#[must_use]
pub fn is_cat(probability: f64) -> bool {
    probability > 0.5
}
