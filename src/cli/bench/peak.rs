//! The multiply-add peak: how fast the processor computes when nothing has to be fetched.
//!
//! ```text
//! repeat:  s ← fma(s, x, y)     for ROWS·WIDTH sums s at once, which never leave the registers
//! ```
//!
//! A sum needs its last value before its next one, so there must be enough sums to fill that wait:
//! as many as the tile of the product has, which fill 10 or 12 registers.

use std::hint::{black_box, spin_loop};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::cli::processor::cores;
use crate::processor::Loops;
use crate::processor::{Isa, Processor};

/// GFLOP/s of multiply-adds that never leave the registers; one counts as two operations.
pub struct Peak {
    /// The most that one core was seen to do.
    pub one_core: f64,
    /// The most that all threads were seen to do together.
    pub all_threads: f64,
    /// The least that one measurement made of one core.
    pub least: f64,
}

impl Peak {
    /// Measures one core and all threads for about so long each.
    pub fn measure(time: Duration) -> Self {
        let mut peak = Self { one_core: 0.0, all_threads: 0.0, least: f64::INFINITY };
        peak.measure_again(time);
        peak
    }

    /// Measures once more, and keeps what is larger.
    pub fn measure_again(&mut self, time: Duration) {
        let Processor { isa, threads } = Processor::current();
        let one_core = peak(isa, 1, time);
        self.least = self.least.min(one_core);
        self.one_core = self.one_core.max(one_core);
        // More threads than cores cannot do more.
        let threads = threads.min(cores());
        let together = if threads > 1 { peak(isa, threads, time) } else { one_core };
        self.all_threads = self.all_threads.max(together);
    }

    /// What was faster than every peak that was measured is the peak.
    pub fn raise(&mut self, threads: usize, gflops: f64) {
        let peak = if threads == 1 { &mut self.one_core } else { &mut self.all_threads };
        *peak = peak.max(gflops);
    }

    /// Whether the measurements differ so much that other programs must have been running.
    pub fn is_disturbed(&self) -> bool {
        self.least < 0.9 * self.one_core
    }

    /// Whether all threads together did clearly less than one core as many times.
    pub fn is_short(&self) -> bool {
        let threads = Processor::current().threads.min(cores());
        self.all_threads < 0.9 * threads as f64 * self.one_core
    }

    /// The peak of so many threads.
    pub fn of(&self, threads: usize) -> f64 {
        if threads == 1 { self.one_core } else { self.all_threads }
    }
}

/// One measurement lasts at least this long: the clock and the start of the threads must not count.
/// Not much longer, so that some pass without an interruption.
const MEASUREMENT: Duration = Duration::from_millis(4);

/// The most multiply-adds, in GFLOP/s, that `threads` threads were seen to do together within
/// `time`. A multiply-add counts as two floating-point operations.
fn peak(isa: Isa, threads: usize, time: Duration) -> f64 {
    let mut steps = 1 << 10;
    let mut best = 0.0_f64;
    let start = Instant::now();
    loop {
        let (operations, elapsed) = measure(isa, threads, steps);
        if elapsed < MEASUREMENT {
            steps *= 2;
        } else {
            best = best.max(operations / elapsed.as_secs_f64() / 1e9);
            if start.elapsed() > time {
                return best;
            }
        }
    }
}

/// The floating-point operations of all threads, and the time from the start of the first to the
/// end of the last.
fn measure(isa: Isa, threads: usize, steps: usize) -> (f64, Duration) {
    let go = AtomicBool::new(false);
    let work = || {
        let mut operations = 0.0;
        match isa.has_avx512() {
            true => isa.run(MultiplyAdds::<10> { steps, operations: &mut operations }),
            false => isa.run(MultiplyAdds::<6> { steps, operations: &mut operations }),
        }
        (operations, Instant::now())
    };
    let helper = || {
        while !go.load(Ordering::Acquire) {
            spin_loop();
        }
        work()
    };
    thread::scope(|scope| {
        // A thread that cannot be had does not count.
        let helpers: Vec<_> = (1..threads)
            .map_while(|_| thread::Builder::new().spawn_scoped(scope, helper).ok())
            .collect();
        let start = Instant::now();
        go.store(true, Ordering::Release);
        let mut all = work();
        for (operations, end) in helpers.into_iter().filter_map(|helper| helper.join().ok()) {
            all = (all.0 + operations, all.1.max(end));
        }
        (all.0, all.1 - start)
    })
}

struct MultiplyAdds<'a, const ROWS: usize> {
    steps: usize,
    operations: &'a mut f64,
}

impl<const ROWS: usize> Loops for MultiplyAdds<'_, ROWS> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, fma: impl Fn(f64, f64, f64) -> f64 + Copy) {
        // Towards y/(1 − x) = 1, from different numbers: equal sums would be computed only once.
        let (x, y) = black_box((0.75, 0.25));
        let mut sums: [[f64; WIDTH]; ROWS] =
            black_box(std::array::from_fn(|i| std::array::from_fn(|j| (i * WIDTH + j) as f64)));
        for _ in 0..self.steps {
            for sum in sums.as_flattened_mut() {
                *sum = fma(*sum, x, y);
            }
        }
        black_box(sums);
        *self.operations = (2 * ROWS * WIDTH * self.steps) as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peak_is_a_speed_and_the_larger_one_is_kept() {
        for isa in Isa::available() {
            let gflops = peak(isa, 2, Duration::ZERO);
            assert!(gflops > 0.0 && gflops.is_finite(), "{}: {gflops} GFLOP/s", isa.name());
        }
        let mut peak = Peak { one_core: 1e9, all_threads: 1e9, least: 1e9 };
        peak.measure_again(Duration::ZERO);
        assert!(peak.one_core == 1e9 && peak.all_threads == 1e9 && peak.least < 1e9);
        assert!(peak.is_disturbed());
        peak.raise(1, 2e9);
        peak.raise(2, 1.0);
        assert_eq!((peak.of(1), peak.of(2)), (2e9, 1e9));
    }
}
