//! The first layer without the pixels: `m` examples span at most `m` directions.
//!
//! Every update of full-batch gradient descent adds a combination of the pictures to `W1`, so with
//! the sum of the steps `S = Σ −α/m·dZ1`, `(n1, m)`,
//!
//! ```text
//! W1 = W1⁰ + S·Xᵀ
//! Z1 = W1·X + b1 = W1⁰·X + S·(Xᵀ·X) + b1 = Z1⁰ + S·G + b1
//! ```
//!
//! The Gram matrix `G = Xᵀ·X`, `(m, m)`, and `Z1⁰ = W1⁰·X` are computed once. After that an
//! iteration needs `n1·m²` multiply-adds in place of `2·n1·n_x·m`: for 209 photographs of 12288
//! features 118 times fewer. In the end `W1` falls out. It is the same training, rounded in other
//! places.
//!
//! This holds for everything that keeps `W1` in the span of the pictures, and not for what scales
//! single weights, as Adam and RMSProp do.

use std::ops::Range;
use std::sync::{Mutex, RwLock};

use super::FirstLayer;
use super::pixels::Pixels;
use super::team::{PANICKED, lead};
use crate::error::{Error, Result};
use crate::matrix::{Matrix, Packed, multiply_add, part, threads};

/// Fewer multiply-adds in `S·G` than this are not worth another thread: 10 µs of work.
const WORTH_A_THREAD: usize = 1 << 18;

/// What all threads see.
struct SampleSpace {
    /// `G = Xᵀ·X`, `(m, m)`
    gram: Packed,
    /// `S`, the sum of the steps, `(n1, m)`
    s: RwLock<Matrix>,
    shares: Vec<Share>,
}

/// What one thread computes: its units' rows of `Z1`.
struct Share {
    units: Range<usize>,
    /// Their rows of `Z1⁰ = W1⁰·X`, `(its units, m)`
    z0: Matrix,
    /// `(its units, m)`
    z: Mutex<Matrix>,
}

impl SampleSpace {
    fn new(w: &Matrix, pixels: &Pixels, threads: usize) -> Self {
        let unit = pixels.unit();
        let mut z0 = w.dot(pixels.pack(w.rows()).all());
        z0.scale(unit);
        let mut gram = pixels.gram();
        gram.scale(unit * unit);
        let share = |t| {
            let units = part(w.rows(), 1, t, threads);
            let z0 = z0.view().select_rows(units.clone()).to_matrix();
            Share { units, z: z0.clone().into(), z0 }
        };
        Self {
            gram: Packed::new(gram.view()),
            s: Matrix::zeros(w.rows(), gram.rows()).into(),
            shares: (0..threads).map(share).collect(),
        }
    }

    /// Thread `t`'s rows of `Z1⁰ + S·G`.
    fn forward(&self, t: usize) {
        let Share { units, z0, z } = &self.shares[t];
        let mut z = z.lock().expect(PANICKED);
        let s = self.s.read().expect(PANICKED);
        z.copy_from(z0);
        multiply_add(&mut z, s.view().select_rows(units.clone()), self.gram.all());
    }
}

/// The first layer as the leading thread sees it.
struct Leader<'a> {
    space: &'a SampleSpace,
    all_threads: &'a mut dyn FnMut(()),
}

impl FirstLayer for Leader<'_> {
    fn forward(&mut self, z: &mut Matrix) {
        (self.all_threads)(());
        for share in &self.space.shares {
            z.set_block(share.units.start, 0, &share.z.lock().expect(PANICKED));
        }
    }

    fn descend(&mut self, step: &Matrix) {
        self.space.s.write().expect(PANICKED).update(step, |s, step| s + step);
    }
}

pub(super) fn run<T>(
    mut w: Matrix,
    x: &Matrix,
    train: impl FnOnce(&mut dyn FirstLayer) -> Result<T>,
) -> Result<(Matrix, T)> {
    check_size(x)?;
    let work = w.rows() * x.columns() * x.columns();
    let most = threads().min(work / WORTH_A_THREAD).min(w.rows());
    let pixels = Pixels::new(x);
    let space = SampleSpace::new(&w, &pixels, most.max(1));
    let result = lead(
        space.shares.len(),
        |(), t| space.forward(t),
        |all_threads| train(&mut Leader { space: &space, all_threads }),
    )?;
    let mut s = space.s.into_inner().expect(PANICKED);
    s.scale(pixels.unit());
    multiply_add(&mut w, &s, pixels.pack_transposed(s.rows()).all());
    Ok((w, result))
}

/// # Errors
///
/// With more examples than features: the Gram matrix would be larger than the pictures.
fn check_size(x: &Matrix) -> Result<()> {
    let (features, m) = x.shape();
    if m <= features {
        return Ok(());
    }
    let gigabytes = 8.0 * (m as f64).powi(2) / 1e9;
    Err(Error::Other(format!(
        "the sample-space engine does not pay with more examples ({m}) than features \
         ({features}): its Gram matrix would take {gigabytes:.1} GB; use the textbook engine"
    )))
}
