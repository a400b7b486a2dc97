//! The pictures packed for two units and more, in micro-panels.
//!
//! ```text
//! forward     Z1 = W1·P
//! descend     W1 ← W1 + step·Pᵀ
//! ```

use std::ops::Range;

use super::panels::{Block, Bytes, Panels, Unpacked};
use super::weights::PackedWeights;
use crate::matrix::micro_kernel::{Output, PanelRow};
use crate::matrix::multiply::{Lhs, add_product};
use crate::matrix::{Matrix, View};
use crate::processor::{Isa, Line};

/// The pixels `P` of all pictures packed for both products of a training.
pub(crate) trait Prepacked: Send + Sync {
    /// `z += w·P[features, examples]`, where `w` holds the weights of these features only,
    /// `(units, features)`, and `z` is `(units, examples)`. Both ranges begin at multiples of 8.
    fn forward(
        &self,
        z: &mut Matrix,
        w: &PackedWeights,
        features: Range<usize>,
        examples: Range<usize>,
    );

    /// `w += step·Pᵀ[:, features]`, where `w` holds the weights of these features only,
    /// `(units, features)`, and `step` is `(units, m)`. The features begin at a multiple of 8.
    fn descend(&self, w: &mut PackedWeights, step: View<'_>, features: Range<usize>);
}

/// The pixels in micro-panels, for two units and more.
pub(super) struct ManyRows<R> {
    pub isa: Isa,
    pub p: Panels<R>,
    pub p_t: Panels<R>,
}

impl<R: Element> Prepacked for ManyRows<R> {
    fn forward(
        &self,
        z: &mut Matrix,
        w: &PackedWeights,
        features: Range<usize>,
        examples: Range<usize>,
    ) {
        R::add_product(
            self.isa,
            &mut z.rows_mut().collect::<Vec<_>>(),
            w,
            self.p.block(features, examples),
        );
    }

    fn descend(&self, w: &mut PackedWeights, step: View<'_>, features: Range<usize>) {
        let step = PackedWeights::new(self.isa, step);
        R::add_product(self.isa, w, &step, self.p_t.block(0..step.shape().1, features));
    }
}

/// How a row of a micro-panel of pixels is stored: as numbers or as bytes.
pub(crate) trait Element: PanelRow + Send {
    /// `C += A·B` on one thread.
    fn add_product(isa: Isa, c: &mut impl Output, a: &impl Lhs, b: Block<'_, Self>);
}

impl Element for Line {
    fn add_product(isa: Isa, c: &mut impl Output, a: &impl Lhs, b: Block<'_, Self>) {
        add_product(isa, c, a, &b);
    }
}

impl Element for Bytes {
    fn add_product(isa: Isa, c: &mut impl Output, a: &impl Lhs, b: Block<'_, Self>) {
        match isa.converts_bytes() {
            true => add_product(isa, c, a, &b),
            false => add_product(isa, c, a, &Unpacked(b)),
        }
    }
}
