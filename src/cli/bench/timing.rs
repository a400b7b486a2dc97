//! How long something takes: the shortest and the median time of several runs.

use std::time::{Duration, Instant};

/// The fewest measurements, unless a single one takes too long: fewer do not show how much they differ.
const FEWEST: usize = 3;
/// The shortest measurement. What takes less is run several times, because the clock is not so exact.
const SHORTEST: Duration = Duration::from_micros(50);

/// The seconds that one run takes. A clock too coarse to see any time pass is taken to have seen a
/// nanosecond, so that nothing is divided by zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timing {
    /// The shortest: what it takes if nothing else disturbs.
    pub best: f64,
    /// The median.
    pub median: f64,
    /// How often it was measured.
    pub measurements: usize,
}

/// Runs something for about as long as `budget`, at least three times; but only once if the first run
/// takes longer than that. Otherwise the first run, which fills the caches, does not count.
pub fn measure(budget: Duration, mut run: impl FnMut()) -> Timing {
    let mut seconds = |repetitions: usize| {
        let start = Instant::now();
        (0..repetitions).for_each(|_| run());
        start.elapsed().as_secs_f64() / repetitions as f64
    };
    let first = seconds(1);
    let repetitions = (SHORTEST.as_secs_f64() / first).ceil().clamp(1.0, 1e6) as usize;
    let mut all = Vec::new();
    let start = Instant::now();
    while is_worth_another(first, all.len(), start.elapsed(), budget) {
        all.push(seconds(repetitions));
    }
    summary(if all.is_empty() { vec![first] } else { all })
}

/// Whether to measure once more: the first run took `first` seconds, and `count` measurements since have
/// taken `elapsed`.
fn is_worth_another(first: f64, count: usize, elapsed: Duration, budget: Duration) -> bool {
    first < budget.as_secs_f64() && (count < FEWEST || elapsed < budget)
}

fn summary(mut seconds: Vec<f64>) -> Timing {
    seconds.sort_by(f64::total_cmp);
    let measurements = seconds.len();
    let median = (seconds[(measurements - 1) / 2] + seconds[measurements / 2]) / 2.0;
    Timing { best: seconds[0].max(1e-9), median: median.max(1e-9), measurements }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        let timing = Timing { best: 1.0, median: 2.5, measurements: 3 };
        assert_eq!(summary(vec![3.0, 1.0, 2.5]), timing);
        assert_eq!(summary(vec![3.0, 1.0, 2.0, 4.0]).median, 2.5);
        assert_eq!(summary(vec![0.0]), Timing { best: 1e-9, median: 1e-9, measurements: 1 });
    }

    #[test]
    fn the_budget_decides_how_often_it_runs() {
        let [one, two] = [1, 2].map(Duration::from_millis);
        assert!(!is_worth_another(0.0011, 0, Duration::ZERO, one), "longer than the budget: once");
        assert!(is_worth_another(0.0009, 2, two, one), "three times at least");
        assert!(is_worth_another(0.0009, 3, one, two));
        assert!(!is_worth_another(0.0009, 3, two, one));
        let mut count = 0;
        let timing = measure(Duration::ZERO, || count += 1);
        assert_eq!((count, timing.measurements), (1, 1));
        assert!(timing.best > 0.0 && timing.best == timing.median);
    }
}
