//! The peak: how fast the processor multiplies and adds when no number has to be fetched.
//!
//! ```text
//! repeat:  s ← fma(s, x, y)     for ROWS·NR sums s at once, which never leave the registers
//! ```
//!
//! Each multiply-add waits for the last one of its own sum. There are as many sums as in a tile of the
//! product, so that the processor always has another one to work at.

use std::array::from_fn;
use std::hint::black_box;
use std::time::Duration;

use super::timing::measure;
use crate::cli::processor::cores;
use crate::matrix::micro_kernel::NR;
use crate::processor::{Isa, Loops, Processor, in_parallel};

/// The multiply-adds of each sum in one measurement. They take some milliseconds: much longer than the
/// start of a thread, and short enough for some measurements to pass without an interruption.
const STEPS: usize = 1 << 22;

/// The peaks that were measured, in GFLOP/s. A multiply-add counts as two operations.
pub struct Peak {
    /// The largest of one core.
    pub one_core: f64,
    /// The largest of all threads together.
    pub all_threads: f64,
    /// The smallest of one core.
    pub least: f64,
}

impl Peak {
    /// Measures one core and all threads for about so long each.
    pub fn measure(time: Duration) -> Self {
        let mut peak = Self { one_core: 0.0, all_threads: 0.0, least: f64::INFINITY };
        peak.measure_again(time);
        peak
    }

    /// Measures once more, and keeps the larger results.
    pub fn measure_again(&mut self, time: Duration) {
        let isa = Processor::current().isa;
        let one_core = speed(isa, 1, time);
        let all_threads = match useful_threads() {
            1 => one_core,
            threads => speed(isa, threads, time),
        };
        self.one_core = self.one_core.max(one_core);
        self.all_threads = self.all_threads.max(all_threads);
        self.least = self.least.min(one_core);
    }

    /// Makes the speed of a product the peak if it is larger than all measurements. What one core does,
    /// all threads together can do.
    pub fn raise(&mut self, threads: usize, gflops: f64) {
        if threads == 1 {
            self.one_core = self.one_core.max(gflops);
        }
        self.all_threads = self.all_threads.max(gflops);
    }

    /// The peak of so many threads.
    pub fn of(&self, threads: usize) -> f64 {
        if threads == 1 { self.one_core } else { self.all_threads }
    }

    /// Whether the measurements differ so much that other programs must have been running.
    pub fn is_disturbed(&self) -> bool {
        self.least < 0.9 * self.one_core
    }

    /// Whether all threads together were clearly slower than one core times their number.
    pub fn is_short(&self) -> bool {
        self.all_threads < 0.9 * useful_threads() as f64 * self.one_core
    }
}

/// As many threads as may work, but not more than there are cores.
fn useful_threads() -> usize {
    Processor::current().threads.min(cores())
}

/// The GFLOP/s of so many threads together, in the shortest measurement.
fn speed(isa: Isa, threads: usize, time: Duration) -> f64 {
    let work = |()| match isa.mr() {
        10 => isa.run(MultiplyAdds::<10>),
        6 => isa.run(MultiplyAdds::<6>),
        _ => isa.run(MultiplyAdds::<3>),
    };
    let timing = measure(time, || in_parallel(vec![(); threads], work));
    (2 * isa.mr() * NR * STEPS * threads) as f64 / timing.best / 1e9
}

/// `STEPS` multiply-adds for each of the ROWS × NR sums of a tile.
struct MultiplyAdds<const ROWS: usize>;

impl<const ROWS: usize> Loops for MultiplyAdds<ROWS> {
    #[inline(always)]
    fn run(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        // Towards y/(1 − x) = 1, from different numbers: equal sums would be computed only once.
        let (x, y) = black_box((0.75, 0.25));
        let mut sums: [[f64; NR]; ROWS] = black_box(from_fn(|i| from_fn(|j| (i * NR + j) as f64)));
        for _ in 0..STEPS {
            for sum in sums.as_flattened_mut() {
                *sum = fma(*sum, x, y);
            }
        }
        black_box(sums);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peak_is_a_speed_and_the_larger_one_is_kept() {
        for isa in Isa::available() {
            let gflops = speed(isa, 2, Duration::ZERO);
            assert!(gflops > 0.0 && gflops.is_finite(), "{}: {gflops} GFLOP/s", isa.name());
        }
        let mut peak = Peak { one_core: 1e9, all_threads: 1e9, least: 1e9 };
        peak.measure_again(Duration::ZERO);
        assert!(peak.one_core == 1e9 && peak.all_threads == 1e9 && peak.least < 1e9);
        assert!(peak.is_disturbed());
        peak.raise(1, 2e9);
        peak.raise(2, 1.0);
        assert_eq!((peak.of(1), peak.of(2)), (2e9, 2e9));
        peak.raise(2, 3e9);
        assert_eq!((peak.of(1), peak.of(2)), (2e9, 3e9));
    }
}
