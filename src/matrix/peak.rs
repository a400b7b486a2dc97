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

use super::kernel::{Kernel, Loops, MOST_ROWS};

/// One measurement lasts at least this long: the clock and the start of the threads must not count.
/// Not much longer, so that some pass without an interruption.
const MEASUREMENT: Duration = Duration::from_millis(4);

/// The most multiply-adds, in GFLOP/s, that `threads` threads were seen to do together within
/// `time`. A multiply-add counts as two floating-point operations.
#[must_use]
pub fn peak(kernel: Kernel, threads: usize, time: Duration) -> f64 {
    let mut steps = 1 << 10;
    let mut best = 0.0_f64;
    let start = Instant::now();
    loop {
        let (operations, elapsed) = measure(kernel, threads, steps);
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
fn measure(kernel: Kernel, threads: usize, steps: usize) -> (f64, Duration) {
    let go = AtomicBool::new(false);
    let work = || {
        let mut operations = 0.0;
        if kernel.most_rows() == MOST_ROWS {
            kernel.run(MultiplyAdds::<MOST_ROWS> { steps, operations: &mut operations });
        } else {
            kernel.run(MultiplyAdds::<6> { steps, operations: &mut operations });
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
    fn run<const WIDTH: usize>(self, multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy) {
        // Towards y/(1 − x) = 1, from different numbers: equal sums would be computed only once.
        let (x, y) = black_box((0.75, 0.25));
        let mut sums: [[f64; WIDTH]; ROWS] =
            black_box(std::array::from_fn(|i| std::array::from_fn(|j| (i * WIDTH + j) as f64)));
        for _ in 0..self.steps {
            for sum in sums.as_flattened_mut() {
                *sum = multiply_add(*sum, x, y);
            }
        }
        black_box(sums);
        *self.operations = (2 * ROWS * WIDTH * self.steps) as f64;
    }
}
