//! The first layer over all pixels, as in the notes, near the processor's limit.
//!
//! ```text
//! forward     Z1 = W1·X
//! descend     W1 ← W1 + step·Xᵀ,   step = −α/m·dZ1, (n1, m)
//! ```
//!
//! The pictures are packed once for the whole training. Each thread has its own units. Where the
//! micro-panels of units cannot be divided equally among the threads, several threads have the same units
//! and each its own columns: features of `W1` and examples of `Z1`.
//!
//! ```text
//!                     features                    examples
//! W1 (n1, n_x)  ░░░░░░░░░░░░░░░░░░░ thread 0   ░░░░░░░░░░░░░   Z1 (n1, m)
//!               ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ thread 1   ▒▒▒▒▒▒▒▒▒▒▒▒▒
//! ```
//!
//! So no sum is split between threads, and their number changes no bit. The gradient `dW1` is never
//! stored: the product is added to `W1` tile by tile.

use std::ops::Range;
use std::sync::{Arc, Mutex, RwLock};

use super::plain::FirstLayer;
use super::prepacked::{PackedWeights, Pixels, Prepacked};
use super::team::{PANICKED, Team};
use crate::matrix::Matrix;
use crate::matrix::micro_kernel::NR;
use crate::processor::Processor;
use crate::ranges::nth_of;

/// The multiply-adds of a product that are worth a thread of their own.
const WORTH_A_THREAD: usize = 1 << 18;

/// What the threads are to do next.
#[derive(Clone, Copy)]
enum Phase {
    /// Their block of `Z1 = W1·X`.
    Forward,
    /// Their block of `W1 ← W1 + step·Xᵀ`.
    Descend,
}

/// The engine: the leading thread's side of it.
pub(super) struct Textbook {
    shared: Arc<Shared>,
    team: Team<Phase>,
}

/// What all threads see. Each locks its own block to write, and the blocks of others to read.
struct Shared {
    /// The pixels `P`, `(n_x, m)`, where `X = unit·P`
    pictures: Box<dyn Prepacked>,
    unit: f64,
    /// `step·unit`, `(n1, m)`
    step: RwLock<Matrix>,
    blocks: Vec<Block>,
}

/// What one thread computes.
struct Block {
    units: Range<usize>,
    examples: Range<usize>,
    features: Range<usize>,
    /// `(its units, its examples)`
    z: Mutex<Matrix>,
    /// `(its units, its features)`
    w: RwLock<PackedWeights>,
}

impl Textbook {
    /// Starts from the weights `w`, `(n1, n_x)`, on the pictures `x`, `(n_x, m)`.
    pub(super) fn start(w: &Matrix, x: &Matrix) -> Self {
        let ((n1, n_x), m) = (w.shape(), x.columns());
        let processor = Processor::current();
        let pixels = Pixels::new(x);
        let (pictures, unit) = (pixels.prepack(processor.isa, n1), pixels.unit());
        let threads = processor.threads_for(n1 * n_x * m, WORTH_A_THREAD);
        // At most as many as there are micro-panels of columns, so that none is idle.
        let threads = threads.min(n_x.min(m).div_ceil(NR)).max(1);
        let by_units = greatest_common_divisor(n1.div_ceil(processor.isa.mr()), threads);
        let by_columns = threads / by_units;
        let block = |t| {
            let columns = |length| nth_of(by_columns, t / by_units, length, NR);
            let (units, features) = (nth_of(by_units, t % by_units, n1, 1), columns(n_x));
            let w = w.view().select_rows(units.clone()).select_columns(features.clone());
            let examples = columns(m);
            Block {
                z: Matrix::zeros(units.len(), examples.len()).into(),
                w: PackedWeights::new(processor.isa, w).into(),
                units,
                examples,
                features,
            }
        };
        let blocks = (0..threads).map(block).collect();
        let shared = Shared { pictures, unit, step: Matrix::zeros(n1, m).into(), blocks };
        let shared = Arc::new(shared);
        let team = Team::new(threads, {
            let shared = Arc::clone(&shared);
            move |phase, t| shared.work(phase, t)
        });
        Self { shared, team }
    }

    /// Overwrites `w`, `(n1, n_x)`, with the weights after the latest step.
    pub(super) fn copy_weights(&self, w: &mut Matrix) {
        for Block { units, features, w: block, .. } in &self.shared.blocks {
            block.read().expect(PANICKED).copy_to(w, units.start, features.start);
        }
    }
}

impl Shared {
    /// Thread `t`'s block of the work.
    fn work(&self, phase: Phase, t: usize) {
        let Block { units, examples, features, z, w } = &self.blocks[t];
        match phase {
            Phase::Forward => {
                let mut z = z.lock().expect(PANICKED);
                *z = Matrix::zeros(units.len(), examples.len());
                for other in self.blocks.iter().filter(|other| other.units == *units) {
                    let w = other.w.read().expect(PANICKED);
                    self.pictures.forward(&mut z, &w, other.features.clone(), examples.clone());
                }
                *z = &*z * self.unit;
            }
            Phase::Descend => {
                let step = self.step.read().expect(PANICKED);
                let step = step.view().select_rows(units.clone());
                let mut w = w.write().expect(PANICKED);
                self.pictures.descend(&mut w, step, features.clone());
            }
        }
    }
}

impl FirstLayer for Textbook {
    fn forward(&mut self) -> Matrix {
        self.team.run(Phase::Forward);
        let (n1, m) = self.shared.step.read().expect(PANICKED).shape();
        let mut z = Matrix::zeros(n1, m);
        for Block { units, examples, z: block, .. } in &self.shared.blocks {
            set_block(&mut z, units.start, examples.start, &block.lock().expect(PANICKED));
        }
        z
    }

    fn descend(&mut self, step: Matrix) {
        let Shared { step: last, unit, .. } = &*self.shared;
        let mut last = last.write().expect(PANICKED);
        assert!(step.shape() == last.shape(), "step is {:?}, not {:?}", step.shape(), last.shape());
        *last = if *unit == 1.0 { step } else { &step * *unit };
        drop(last);
        self.team.run(Phase::Descend);
    }

    fn finish(self: Box<Self>, w: &mut Matrix) {
        self.copy_weights(w);
    }
}

/// Overwrites the elements from `(row, column)` on with those of `block`, which fits in.
fn set_block(matrix: &mut Matrix, row: usize, column: usize, block: &Matrix) {
    for i in 0..block.rows() {
        matrix.row_mut(row + i)[column..][..block.columns()].copy_from_slice(block.row(i));
    }
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
