//! The first layer over all pixels, as in the notes, near the processor's limit.
//!
//! ```text
//! forward     Z1 = W1·X
//! descend     W1 ← W1 + step·Xᵀ,   step = −α/m·dZ1
//! ```
//!
//! The pictures are packed once for the whole training. Each thread has a share of the units, and if
//! there are more threads than such shares, a share of the columns:
//!
//! ```text
//!                     features                    examples
//! W1 (n1, n_x)  ░░░░░░░░░░░░░░░░░░░ thread 0   ░░░░░░░░░░░░░   Z1 (n1, m)
//!               ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ thread 1   ▒▒▒▒▒▒▒▒▒▒▒▒▒
//! ```
//!
//! So no sum is split between threads, and their number changes no bit. The gradient `dW1` is not
//! stored: `W1` takes up each product as it is summed.

use std::ops::Range;
use std::sync::{Mutex, RwLock};

use super::FirstLayer;
use super::pixels::Pixels;
use super::team::{PANICKED, lead};
use crate::error::Result;
use crate::matrix::{Matrix, Packed, Strips, kernel, part, threads};

/// Fewer multiply-adds in a product than this are not worth another thread.
const WORTH_A_THREAD: usize = 1 << 20;

/// What the threads are to do next.
#[derive(Clone, Copy)]
enum Phase {
    /// Their part of `Z1 = W1·X`.
    Forward,
    /// Their part of `W1 ← W1 + step·Xᵀ`.
    Descend,
}

/// What all threads see. Each locks what is its own to write, and what is others' to read.
struct Textbook {
    /// The pixels `P`
    p: Packed,
    p_t: Packed,
    /// `X = unit·P`
    unit: f64,
    /// The step to descend by, times `unit`
    step: RwLock<Matrix>,
    shares: Vec<Share>,
}

/// What one thread computes.
struct Share {
    units: Range<usize>,
    examples: Range<usize>,
    features: Range<usize>,
    /// `(its units, its examples)`
    z: Mutex<Matrix>,
    /// `(its units, its features)`
    w: RwLock<Strips>,
}

impl Textbook {
    fn new(w: &Matrix, x: &Matrix, threads: usize) -> Self {
        let (n, m) = x.shape();
        let pixels = Pixels::new(x);
        let strips = w.rows().div_ceil(kernel().most_rows());
        let unit_parts = greatest_common_divisor(strips, threads);
        let column_parts = threads / unit_parts;
        let share = |t| {
            let columns = |n| part(n, Packed::PANEL, t / unit_parts, column_parts);
            let (units, features) = (part(w.rows(), 1, t % unit_parts, unit_parts), columns(n));
            let (examples, mine) = (columns(m), w.view().select_rows(units.clone()));
            Share {
                z: Matrix::zeros(units.len(), examples.len()).into(),
                w: Strips::new(kernel(), mine.select_columns(features.clone())).into(),
                units,
                examples,
                features,
            }
        };
        Self {
            p: pixels.pack(w.rows()),
            p_t: pixels.pack_transposed(w.rows()),
            unit: pixels.unit(),
            step: Matrix::zeros(w.rows(), m).into(),
            shares: (0..threads).map(share).collect(),
        }
    }

    /// Thread `t`'s part of the work.
    fn work(&self, phase: Phase, t: usize) {
        let Share { units, examples, features, z, w } = &self.shares[t];
        match phase {
            Phase::Forward => {
                let mut z = z.lock().expect(PANICKED);
                z.as_mut_slice().fill(0.0);
                for other in self.shares.iter().filter(|other| other.units == *units) {
                    let p = self.p.select(other.features.clone(), examples.clone());
                    other.w.read().expect(PANICKED).add_dot(&mut z, p);
                }
                z.scale(self.unit);
            }
            Phase::Descend => {
                let step = self.step.read().expect(PANICKED);
                let step = step.view().select_rows(units.clone());
                let p_t = self.p_t.select(0..step.columns(), features.clone());
                w.write().expect(PANICKED).multiply_add(step, p_t);
            }
        }
    }
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// The first layer as the leading thread sees it.
struct Leader<'a> {
    textbook: &'a Textbook,
    all_threads: &'a mut dyn FnMut(Phase),
}

impl FirstLayer for Leader<'_> {
    fn forward(&mut self, z: &mut Matrix) {
        (self.all_threads)(Phase::Forward);
        for share in &self.textbook.shares {
            z.set_block(share.units.start, share.examples.start, &share.z.lock().expect(PANICKED));
        }
    }

    fn descend(&mut self, step: &Matrix) {
        let Textbook { step: shared, unit, .. } = self.textbook;
        shared.write().expect(PANICKED).set_map(step, |step| step * unit);
        (self.all_threads)(Phase::Descend);
    }
}

pub(super) fn run<T>(
    mut w: Matrix,
    x: &Matrix,
    train: impl FnOnce(&mut dyn FirstLayer) -> Result<T>,
) -> Result<(Matrix, T)> {
    let work = w.rows() * x.rows() * x.columns();
    let panels = x.rows().min(x.columns()).div_ceil(Packed::PANEL);
    let most = threads().min(work / WORTH_A_THREAD).min(panels);
    let textbook = Textbook::new(&w, x, most.max(1));
    let result = lead(
        textbook.shares.len(),
        |phase, t| textbook.work(phase, t),
        |all_threads| train(&mut Leader { textbook: &textbook, all_threads }),
    )?;
    for share in &textbook.shares {
        let part = share.w.read().expect(PANICKED).to_matrix();
        w.set_block(share.units.start, share.features.start, &part);
    }
    Ok((w, result))
}
