//! The matrix products that `bench` computes on every rung of the ladder, each checked before it is
//! timed.
//!
//! A product of (m, k) and (k, n) is m·k·n multiply-adds, `2·m·k·n` floating-point operations.

use std::hint::black_box;
use std::time::Duration;

use super::timing::{Timing, measure};
use crate::cli::progress::Progress;
use crate::error::{Error, Result};
use crate::first_layer::Engine;
use crate::first_layer::prepacked::{Element, Panels};
use crate::matrix::Matrix;
use crate::matrix::ladder::{RUNGS, naive};
use crate::processor::{Isa, Processor};
use crate::random::Random;

/// One product, (m, k)·(k, n).
pub struct Product {
    /// What it is, if it is more than numbers.
    pub title: &'static str,
    /// `[m, k, n]`
    pub sizes: [usize; 3],
    /// Its place in the training of the deep network, if it has one.
    place: Option<Place>,
    /// Whether even its slow rungs take no more than a moment.
    pub quick: bool,
}

/// The two products of training with the pictures.
#[derive(Clone, Copy)]
enum Place {
    /// `Z1 = W1·X`
    Forward,
    /// `W1 ← W1 + step·Xᵀ`
    Descend,
}

/// Those that training waits for, then squares, then sizes that fit no tile, no block or no cache
/// line.
pub static PRODUCTS: [Product; 12] = [
    Product {
        title: "W1·X of the deep network",
        sizes: [20, 12288, 209],
        place: Some(Place::Forward),
        quick: true,
    },
    Product {
        title: "dZ1·Xᵀ of the deep network",
        sizes: [20, 209, 12288],
        place: Some(Place::Descend),
        quick: true,
    },
    square("32 KiB for each matrix", 64),
    square("", 128),
    square("", 256),
    square("", 512),
    Product { quick: false, ..square("8 MiB for each matrix", 1024) },
    awkward("primes", [61, 67, 71]),
    awkward("k = 1: as much to store as to compute", [127, 1, 129]),
    awkward("one sum, each step waits for the last", [1, 1000, 1]),
    awkward("matrix times vector", [1000, 1000, 1]),
    awkward("one more or less than a block", [257, 255, 263]),
];

const fn square(title: &'static str, size: usize) -> Product {
    awkward(title, [size; 3])
}

const fn awkward(title: &'static str, sizes: [usize; 3]) -> Product {
    Product { title, sizes, place: None, quick: true }
}

/// How fast a product was in one way to compute it.
pub struct Measured {
    /// The way.
    pub rung: &'static str,
    /// On how many threads.
    pub threads: usize,
    /// How long it took.
    pub timing: Timing,
}

/// A product's numbers: `C` is what the result is added to.
struct Operands {
    c: Matrix,
    a: Matrix,
    b: Matrix,
    /// `C + A·B`, as the oracle computes it.
    expected: Matrix,
}

impl Product {
    /// Shown in full: `20×12288 · 12288×209`.
    pub fn shapes(&self) -> String {
        let [m, k, n] = self.sizes;
        format!("{m}×{k} · {k}×{n}")
    }

    /// Its floating-point operations.
    pub fn operations(&self) -> f64 {
        2.0 * self.sizes.iter().map(|&size| size as f64).product::<f64>()
    }

    /// Computes it in every way.
    ///
    /// # Errors
    ///
    /// If a result is not the oracle's, to the last bit.
    pub fn measure(&self, budget: Duration) -> Result<Vec<Measured>> {
        let Processor { isa, threads } = Processor::current();
        let ways = RUNGS.len() + 2 + if self.place.is_some() { 3 } else { 0 };
        let mut bar = Progress::new("measuring", ways);
        let operands = self.operands(isa);
        let Operands { c, a, b, expected } = &operands;
        let mut all: Vec<Measured> = Vec::new();
        let mut climb = |rung, threads, add_product: &dyn Fn(&mut Matrix)| {
            bar.at(all.len());
            let mut result = c.clone();
            // The first is the oracle itself.
            if !all.is_empty() {
                add_product(&mut result);
                self.check(rung, &result, expected)?;
            }
            let timing = measure(budget, || add_product(black_box(&mut result)));
            all.push(Measured { rung, threads, timing });
            Ok(())
        };
        for (name, rung) in RUNGS {
            climb(name, 1, &|c| rung(isa, c, a.view(), b.view()))?;
        }
        for (name, threads) in [("production", 1), ("threads", threads)] {
            let processor = Processor { isa, threads };
            climb(name, threads, &|c| processor.run(|| c.add_product(a, b)))?;
        }
        if let Some(place) = self.place {
            let bytes: Vec<u8> = b.as_slice().iter().map(|&x| x as u8).collect();
            let (numbers, bytes) = (Panels::new(b.view()), Panels::of_bytes(&bytes, b.columns()));
            climb("packed once", 1, &|c| add_packed(isa, c, a, &numbers))?;
            climb("packed as bytes", 1, &|c| add_packed(isa, c, a, &bytes))?;
            bar.at(ways - 1);
            let rung = "as in training";
            let timing = self.measure_engine(rung, place, isa, &operands, budget)?;
            all.push(Measured { rung, threads, timing });
        }
        Ok(all)
    }

    /// Gaussians; but where training has the pictures on the right, whole numbers from 1 to 255,
    /// which can be packed as bytes.
    fn operands(&self, isa: Isa) -> Operands {
        let [m, k, n] = self.sizes;
        let mut random = Random::seed(1);
        let (c, a) = (random.randn_matrix(m, n), random.randn_matrix(m, k));
        let mut b = random.randn_matrix(k, n);
        if self.place.is_some() {
            b = b.map(|x| (128.0 + 40.0 * x).round().clamp(1.0, 255.0));
        }
        let mut expected = c.clone();
        naive(isa, &mut expected, a.view(), b.view());
        Operands { c, a, b, expected }
    }

    /// The textbook engine's own work, on as many threads as it takes, with `X = B/255`.
    fn measure_engine(
        &self,
        rung: &str,
        place: Place,
        isa: Isa,
        operands: &Operands,
        budget: Duration,
    ) -> Result<Timing> {
        const UNIT: f64 = 1.0 / 255.0;
        let Operands { c, a, b, .. } = operands;
        let x = |b: Matrix| b.map(|byte| byte / 255.0);
        match place {
            Place::Forward => {
                // W1·X = (W1·B)/255
                let mut expected = Matrix::zeros(c.rows(), c.columns());
                naive(isa, &mut expected, a.view(), b.view());
                expected = &expected * UNIT;
                let x = x(b.clone());
                let mut first = Engine::Textbook.start(a.clone(), &x)?;
                self.check(rung, &first.forward(), &expected)?;
                Ok(measure(budget, || _ = black_box(first.forward())))
            }
            Place::Descend => {
                // W1 + step·Xᵀ = W1 + (step/255)·Bᵀ
                let mut expected = c.clone();
                naive(isa, &mut expected, a.map(|step| step * UNIT).view(), b.view());
                let x = x(b.t().to_matrix());
                let mut first = Engine::Textbook.start(c.clone(), &x)?;
                first.descend(a, -1.0);
                self.check(rung, &first.into_weights(), &expected)?;
                let mut first = Engine::Textbook.start(c.clone(), &x)?;
                Ok(measure(budget, || first.descend(black_box(a), -1.0)))
            }
        }
    }

    /// # Errors
    ///
    /// If an element is not the oracle's, to the last bit.
    fn check(&self, rung: &str, found: &Matrix, expected: &Matrix) -> Result<()> {
        let pairs = found.as_slice().iter().zip(expected.as_slice());
        match pairs.enumerate().find(|(_, (found, expected))| found.to_bits() != expected.to_bits())
        {
            None => Ok(()),
            Some((n, (found, expected))) => Err(Error::Other(format!(
                "{}, {rung}: element ({}, {}) is {found:?}, but the oracle's is {expected:?}",
                self.shapes(),
                n / self.sizes[2],
                n % self.sizes[2]
            ))),
        }
    }
}

/// `C += A·B` on one thread, where `B` is packed already.
fn add_packed<R: Element>(isa: Isa, c: &mut Matrix, a: &Matrix, b: &Panels<R>) {
    R::add_product(isa, &mut c.rows_mut().collect::<Vec<_>>(), &a.view(), b.all());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_wrong_bit_is_found_and_named() {
        let product = awkward("", [2, 1, 3]);
        let expected = Matrix::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
        let mut found = expected.clone();
        assert_eq!(product.check("blocked", &found, &expected), Ok(()));
        found[(1, 2)] = 6.0_f64.next_up();
        let error = product.check("blocked", &found, &expected).unwrap_err().to_string();
        let wanted =
            "2×1 · 1×3, blocked: element (1, 2) is 6.000000000000001, but the oracle's is 6.0";
        assert_eq!(error, wanted);
    }
}
