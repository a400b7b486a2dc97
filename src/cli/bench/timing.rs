//! How long something takes: the shortest and the middle one of several runs.

use std::time::{Duration, Instant};

/// Fewer runs than this say nothing about how much they differ.
const FEWEST: usize = 3;
/// What is shorter than this is run several times for one measurement, or the clock would count.
const SHORTEST: Duration = Duration::from_micros(50);

/// Seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timing {
    /// The shortest: what it takes when nothing else disturbs.
    pub best: f64,
    /// As many were longer as were shorter.
    pub median: f64,
    /// How often it was measured.
    pub measurements: usize,
}

/// Runs something for about as long as `budget`, at least three times; once, if a single run takes
/// longer than that. A first run that only warms the caches does not count, unless it is that one.
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
    of(if all.is_empty() { vec![first] } else { all })
}

/// Whether to measure once more what took `first` seconds at first and has been measured `count` times
/// since, for `elapsed`.
fn is_worth_another(first: f64, count: usize, elapsed: Duration, budget: Duration) -> bool {
    first < budget.as_secs_f64() && (count < FEWEST || elapsed < budget)
}

/// The timing that measurements of so many seconds make.
fn of(mut seconds: Vec<f64>) -> Timing {
    seconds.sort_by(f64::total_cmp);
    // A clock too coarse to see any time pass must not make a division by zero of it.
    let at_least_a_nanosecond = |seconds: f64| seconds.max(1e-9);
    Timing {
        best: at_least_a_nanosecond(seconds[0]),
        median: at_least_a_nanosecond(
            (seconds[(seconds.len() - 1) / 2] + seconds[seconds.len() / 2]) / 2.0,
        ),
        measurements: seconds.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        assert_eq!(of(vec![3.0, 1.0, 2.5]), Timing { best: 1.0, median: 2.5, measurements: 3 });
        assert_eq!(of(vec![3.0, 1.0, 2.0, 4.0]).median, 2.5);
        assert_eq!(of(vec![0.0]), Timing { best: 1e-9, median: 1e-9, measurements: 1 });
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
