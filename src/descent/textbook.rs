//! The first layer over all pixels, as in the notes, near the processor's limit.
//!
//! ```text
//! forward     Z1 = W1·X
//! descend     W1 ← W1 + step·Xᵀ,   step = −α/m·dZ1
//! ```
//!
//! `X` and `Xᵀ` are packed once for the whole training: as bytes `P = 255·X` if that is what they
//! are, with `W·X = (W·P)/255`. Each thread has a share of the examples, for which it computes
//! `Z1`, and a share of the features, whose columns of `W1` it updates:
//!
//! ```text
//!             features of thread 0 │ of thread 1          examples of 0 │ of 1
//! W1 (n1, n_x)  ░░░░░░░░░░░░░░░░░░ │ ▒▒▒▒▒▒▒▒▒▒   Z1 (n1, m)  ░░░░░░░░░ │ ▒▒▒▒
//! ```
//!
//! So no sum is split between threads, and their number changes no bit. The gradient `dW1` is not
//! stored: `W1` takes up each product as it is summed.

use std::ops::Range;
use std::sync::{Mutex, RwLock};

use super::FirstLayer;
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
    shares: Vec<Share>,
    /// The step to descend by, divided by what the packed pictures are multiplied by.
    step: RwLock<Matrix>,
    /// `X` = `unit` times the packed pictures.
    unit: f64,
}

/// What one thread computes.
struct Share {
    examples: Range<usize>,
    features: Range<usize>,
    /// All features of the thread's examples, `(n_x, its examples)`
    x: Packed,
    /// The thread's features of all examples, `(m, its features)`
    x_t: Packed,
    /// `(n1, its examples)`
    z: Mutex<Matrix>,
    /// `(n1, its features)`
    w: RwLock<Strips>,
}

impl Textbook {
    fn new(w: &Matrix, x: &Matrix, threads: usize) -> Self {
        let (n, m) = x.shape();
        let unit = if x.as_slice().iter().all(|&x| f64::from(byte(x)) / 255.0 == x) {
            1.0 / 255.0
        } else {
            1.0
        };
        let pack = |x| if unit == 1.0 { Packed::new(x) } else { Packed::bytes(x, byte) };
        let share = |t| {
            let (examples, features) =
                (part(m, Packed::PANEL, t, threads), part(n, Packed::PANEL, t, threads));
            Share {
                x: pack(x.view().select_columns(examples.clone())),
                x_t: pack(x.t().select_columns(features.clone())),
                z: Matrix::zeros(w.rows(), examples.len()).into(),
                w: Strips::new(kernel(), w.view().select_columns(features.clone())).into(),
                examples,
                features,
            }
        };
        let step = Matrix::zeros(w.rows(), m).into();
        Self { shares: (0..threads).map(share).collect(), step, unit }
    }

    /// Thread `t`'s part of the work.
    fn work(&self, phase: Phase, t: usize) {
        let share = &self.shares[t];
        match phase {
            Phase::Forward => {
                let mut z = share.z.lock().expect(PANICKED);
                z.as_mut_slice().fill(0.0);
                for other in &self.shares {
                    let x = share.x.select_rows(other.features.clone());
                    other.w.read().expect(PANICKED).add_dot(&mut z, x);
                }
                z.scale(self.unit);
            }
            Phase::Descend => {
                let mut w = share.w.write().expect(PANICKED);
                let step = self.step.read().expect(PANICKED);
                w.multiply_add(step.view(), share.x_t.all());
            }
        }
    }
}

/// The nearest byte to `255·x`.
fn byte(x: f64) -> u8 {
    (255.0 * x + 0.5) as u8
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
            z.set_columns(share.examples.start, &share.z.lock().expect(PANICKED));
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
    let most = threads().min(work / WORTH_A_THREAD).min(x.columns().div_ceil(Packed::PANEL));
    let textbook = Textbook::new(&w, x, most.max(1));
    let result = lead(
        textbook.shares.len(),
        |phase, t| textbook.work(phase, t),
        |all_threads| train(&mut Leader { textbook: &textbook, all_threads }),
    )?;
    for share in &textbook.shares {
        w.set_columns(share.features.start, &share.w.read().expect(PANICKED).to_matrix());
    }
    Ok((w, result))
}
