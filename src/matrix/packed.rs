//! The right operand of a product, and packing it once for many products.
//!
//! Libraries copy both operands into the kernel's order at every call. The photographs never
//! change during a training, and both of its large products, `W·X` and `dZ·Xᵀ`, have them on the right: packed
//! once in both directions, they are copied twice instead of five thousand times.

use super::kernel::NR;
use super::{Matrix, View};

/// The right operand of a product: a matrix, or one packed beforehand.
#[derive(Clone, Copy, Debug)]
pub enum Right<'a> {
    /// Packed block by block during the product.
    View(View<'a>),
    /// Packed once, for many products.
    Packed(&'a Packed),
}

impl<'a> From<View<'a>> for Right<'a> {
    fn from(view: View<'a>) -> Self {
        Right::View(view)
    }
}

impl<'a> From<&'a Matrix> for Right<'a> {
    fn from(matrix: &'a Matrix) -> Self {
        Right::View(matrix.view())
    }
}

impl<'a> From<&'a Packed> for Right<'a> {
    fn from(packed: &'a Packed) -> Self {
        Right::Packed(packed)
    }
}

impl Right<'_> {
    /// `(rows, columns)`.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        match self {
            Right::View(view) => view.shape(),
            Right::Packed(packed) => (packed.rows, packed.columns),
        }
    }

    /// The panels of `B[pc..pc+kc, jc..jc+nc]`, packed into `buffer` unless they are already.
    pub(super) fn block<'b>(
        &'b self,
        pc: usize,
        kc: usize,
        jc: usize,
        nc: usize,
        buffer: &'b mut Vec<[f64; NR]>,
    ) -> Panels<'b> {
        match self {
            Right::View(view) => {
                pack_panels(*view, pc, kc, jc, nc, buffer);
                Panels { data: buffer, stride: kc }
            }
            Right::Packed(packed) => {
                let first = jc / NR * packed.rows + pc;
                let last = (jc + nc).div_ceil(NR) * packed.rows;
                Panels { data: &packed.panels[first..last], stride: packed.rows }
            }
        }
    }
}

/// A matrix packed once as the right operand of many products: the photographs never change.
#[derive(Clone, Debug)]
pub struct Packed {
    rows: usize,
    columns: usize,
    panels: Vec<[f64; NR]>,
}

impl Packed {
    /// Packs all of `b`: as many bytes again, rounded up to whole panels of 16 columns.
    #[must_use]
    pub fn new(b: View<'_>) -> Self {
        let (rows, columns) = b.shape();
        let mut panels = Vec::new();
        pack_panels(b, 0, rows, 0, columns, &mut panels);
        Self { rows, columns, panels }
    }
}

/// Panels of 16 columns one after another, each `stride` rows long.
pub(super) struct Panels<'a> {
    data: &'a [[f64; NR]],
    stride: usize,
}

impl<'a> Panels<'a> {
    /// The first `kc` rows of each panel.
    pub(super) fn iter(&self, kc: usize) -> impl Iterator<Item = &'a [[f64; NR]]> {
        self.data.chunks(self.stride.max(1)).map(move |panel| &panel[..kc])
    }
}

/// Copies `B[pc.., jc..]` panel by panel, row by row. Missing columns of the last panel are zeros.
fn pack_panels(
    b: View<'_>,
    pc: usize,
    kc: usize,
    jc: usize,
    nc: usize,
    packed: &mut Vec<[f64; NR]>,
) {
    packed.clear();
    packed.resize(nc.div_ceil(NR) * kc, [0.0; NR]);
    for (panel, jr) in packed.chunks_mut(kc.max(1)).zip((jc..jc + nc).step_by(NR)) {
        let columns = jr..(jr + NR).min(jc + nc);
        for (out, k) in panel.iter_mut().zip(pc..) {
            match b.contiguous_row(k) {
                Some(row) => out[..columns.len()].copy_from_slice(&row[columns.clone()]),
                None => out.iter_mut().zip(columns.clone()).for_each(|(out, j)| *out = b.get(k, j)),
            }
        }
    }
}

/// The examples `X`, `(features, m)`, and `Xᵀ`: what gradient descent multiplies from the left.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// For `Z = W·X`.
    pub x: Right<'a>,
    /// For `dW = dZ·Xᵀ`.
    pub x_t: Right<'a>,
}

impl<'a> From<&'a Matrix> for Input<'a> {
    fn from(x: &'a Matrix) -> Self {
        Self { x: x.view().into(), x_t: x.t().into() }
    }
}

/// `X` and `Xᵀ` packed once for a whole training.
#[derive(Clone, Debug)]
pub struct PackedInput {
    x: Packed,
    x_t: Packed,
}

impl PackedInput {
    /// Packs both: twice the size of `x`, rounded up to whole panels.
    #[must_use]
    pub fn new(x: &Matrix) -> Self {
        Self { x: Packed::new(x.view()), x_t: Packed::new(x.t()) }
    }
}

impl<'a> From<&'a PackedInput> for Input<'a> {
    fn from(packed: &'a PackedInput) -> Self {
        Self { x: (&packed.x).into(), x_t: (&packed.x_t).into() }
    }
}
