//! The matrix products that `bench` computes on every rung of the ladder. Each result is checked before
//! it is timed.
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
    /// What it is or shows; may be empty.
    pub title: &'static str,
    /// `[m, k, n]`
    pub sizes: [usize; 3],
    /// Which step of the training of the deep network it is, if any.
    step: Option<Step>,
}

/// The two steps of a training that multiply with the pictures.
#[derive(Clone, Copy)]
enum Step {
    /// `Z1 = W1·X`
    Forward,
    /// `W1 ← W1 + step·Xᵀ`
    Descend,
}

/// The products that training waits for, then squares, then sizes that fit no tile, no block or no
/// cache line.
pub static PRODUCTS: [Product; 12] = [
    Product { step: Some(Step::Forward), ..product("W1·X of the deep network", [20, 12288, 209]) },
    Product {
        step: Some(Step::Descend),
        ..product("dZ1·Xᵀ of the deep network", [20, 209, 12288])
    },
    product("32 KiB for each matrix", [64; 3]),
    product("", [128; 3]),
    product("", [256; 3]),
    product("", [512; 3]),
    product("8 MiB for each matrix", [1024; 3]),
    product("primes", [61, 67, 71]),
    product("k = 1: as much to store as to compute", [127, 1, 129]),
    product("one sum, each step waits for the last", [1, 1000, 1]),
    product("matrix times vector", [1000, 1000, 1]),
    product("one more or less than a block", [257, 255, 263]),
];

const fn product(title: &'static str, sizes: [usize; 3]) -> Product {
    Product { title, sizes, step: None }
}

/// How fast a product was on one rung.
pub struct Measured {
    /// The name of the rung.
    pub rung: &'static str,
    /// On how many threads.
    pub threads: usize,
    /// How long it took.
    pub timing: Timing,
}

impl Product {
    /// The shapes of its operands: `20×12288 · 12288×209`.
    pub fn shapes(&self) -> String {
        let [m, k, n] = self.sizes;
        format!("{m}×{k} · {k}×{n}")
    }

    /// Whether even its slow rungs take no more than a moment.
    pub fn is_quick(&self) -> bool {
        self.operations() < 1e9
    }

    /// The speed if it takes so many seconds.
    pub fn gflops(&self, seconds: f64) -> f64 {
        self.operations() / seconds / 1e9
    }

    fn operations(&self) -> f64 {
        2.0 * self.sizes.iter().map(|&size| size as f64).product::<f64>()
    }

    /// Computes `C + A·B` on every rung, with random numbers.
    ///
    /// # Errors
    ///
    /// If a result is not that of the naive rung, to the last bit.
    pub fn measure(&self, budget: Duration) -> Result<Vec<Measured>> {
        let Processor { isa, threads } = Processor::current();
        let [c, a, b] = self.operands();
        let mut expected = c.clone();
        naive(isa, &mut expected, a.view(), b.view());
        let rungs = RUNGS.len() + if self.step.is_some() { 5 } else { 2 };
        let mut bar = Progress::new("measuring", rungs);
        let mut all = Vec::new();
        let mut climb = |rung, threads, add_product: &dyn Fn(&mut Matrix)| {
            bar.at(all.len());
            let mut result = c.clone();
            // The first rung is the naive one.
            if !all.is_empty() {
                add_product(&mut result);
                self.check(rung, &result, &expected)?;
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
            climb(name, threads, &|c| processor.run(|| c.add_product(&a, &b)))?;
        }
        if let Some(step) = self.step {
            let bytes: Vec<u8> = b.as_slice().iter().map(|&x| x as u8).collect();
            let (numbers, bytes) = (Panels::new(b.view()), Panels::of_bytes(&bytes, b.columns()));
            climb("packed once", 1, &|c| add_packed(isa, c, &a, &numbers))?;
            climb("packed as bytes", 1, &|c| add_packed(isa, c, &a, &bytes))?;
            bar.at(all.len());
            let rung = "as in training";
            let timing = self.measure_engine(rung, step, [&c, &a, &b], budget)?;
            all.push(Measured { rung, threads, timing });
        }
        Ok(all)
    }

    /// `C`, `A` and `B`: Gaussians; but where `B` stands for pictures, it has whole numbers from 1 to
    /// 255, which can be packed as bytes.
    fn operands(&self) -> [Matrix; 3] {
        let [m, k, n] = self.sizes;
        let mut random = Random::seed(1);
        let [c, a, b] = [(m, n), (m, k), (k, n)].map(|(m, n)| random.randn_matrix(m, n));
        let byte = |x: f64| (128.0 + 40.0 * x).round().clamp(1.0, 255.0);
        [c, a, if self.step.is_some() { b.map(byte) } else { b }]
    }

    /// Measures the step of the textbook engine that computes this product, where `B/255` are the
    /// pictures.
    fn measure_engine(
        &self,
        rung: &str,
        step: Step,
        [c, a, b]: [&Matrix; 3],
        budget: Duration,
    ) -> Result<Timing> {
        const UNIT: f64 = 1.0 / 255.0;
        let isa = Processor::current().isa;
        let x = b.map(|byte| byte / 255.0);
        match step {
            Step::Forward => {
                // W1·X = (W1·B)/255
                let mut expected = Matrix::zeros(c.rows(), c.columns());
                naive(isa, &mut expected, a.view(), b.view());
                let mut first = Engine::Textbook.start(a, &x)?;
                self.check(rung, &first.forward(), &(&expected * UNIT))?;
                Ok(measure(budget, || _ = black_box(first.forward())))
            }
            Step::Descend => {
                // W1 + step·Xᵀ = W1 + (step/255)·B
                let mut expected = c.clone();
                naive(isa, &mut expected, (a * UNIT).view(), b.view());
                let x = x.t().to_matrix();
                let mut first = Engine::Textbook.start(c, &x)?;
                first.descend(a.clone());
                let mut w = c.clone();
                first.finish(&mut w);
                self.check(rung, &w, &expected)?;
                let mut first = Engine::Textbook.start(c, &x)?;
                Ok(measure(budget, || first.descend(black_box(a).clone())))
            }
        }
    }

    /// Compares a result to the last bit; the error names the first element that differs.
    fn check(&self, rung: &str, found: &Matrix, expected: &Matrix) -> Result<()> {
        let mut pairs = found.as_slice().iter().zip(expected.as_slice());
        let Some(n) = pairs.position(|(found, expected)| found.to_bits() != expected.to_bits())
        else {
            return Ok(());
        };
        let (i, j) = (n / self.sizes[2], n % self.sizes[2]);
        Err(Error::Other(format!(
            "{}, {rung}: element ({i}, {j}) is {:?}, but the oracle's is {:?}",
            self.shapes(),
            found[(i, j)],
            expected[(i, j)]
        )))
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
        let product = product("", [2, 1, 3]);
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
