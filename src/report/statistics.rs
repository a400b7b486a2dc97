//! Two statistics that say how much can be concluded from a test set of n pictures.
//!
//! A model gives k right answers for n pictures. For 95 of 100 such test sets, the model's accuracy
//! over very many pictures lies in Wilson's interval, with z = 1.96 and p = k/n (E. B. Wilson, 1927):
//!
//! ```text
//! ( p + z²/2n ± z·√( p(1 − p)/n + z²/4n² ) ) / (1 + z²/n)
//! ```
//!
//! Whether one model is better than another is decided by the exact form of McNemar's test. It counts
//! the a pictures for which only the first model is right, and the b pictures for which only the
//! second one is. If both models were equally good, each of these pictures would be the toss of a
//! fair coin. The test computes how probable it is that a + b tosses come out at least as unevenly.

/// Wilson's 95 % interval of the accuracy, if `right` of `count` answers are right.
///
/// # Panics
///
/// If `count` is 0 or less than `right`.
pub fn interval(right: usize, count: usize) -> [f64; 2] {
    assert!(0 < count && right <= count, "{right} of {count}");
    const Z: f64 = 1.959_963_984_540_054;
    let (n, z2) = (count as f64, Z * Z);
    let p = right as f64 / n;
    let middle = p + z2 / (2.0 * n);
    let width = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    [middle - width, middle + width].map(|end| (end / (1.0 + z2 / n)).clamp(0.0, 1.0))
}

/// The p-value of McNemar's exact test: the probability that `a + b` tosses of a fair coin come out
/// at least as unevenly as `a` to `b`.
pub fn mcnemar(a: usize, b: usize) -> f64 {
    let (few, n) = (a.min(b), a + b);
    // The logarithm of (n over k)/2ⁿ: from n = 1024 on, 2ⁿ is larger than the largest f64.
    let mut ln_term = -(n as f64) * std::f64::consts::LN_2;
    let mut tail = 0.0;
    for k in 0..=few {
        tail += ln_term.exp();
        ln_term += ((n - k) as f64 / (k + 1) as f64).ln();
    }
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    /// The numbers were computed by the formula in Python. The second check is the equation that
    /// defines the interval: from an end `e` of it, p is z standard deviations away,
    /// `|p − e| = z·√(e(1 − e)/n)`.
    #[test]
    fn wilson() {
        for (right, count, low, high) in [
            (40_u8, 50_u8, 0.669_628_940_677_745_9, 0.887_562_499_842_239),
            (35, 50, 0.562_496_495_355_466, 0.808_964_464_991_190_6),
            (0, 10, 0.0, 0.277_532_799_862_889_2),
            (1, 1, 0.206_549_314_377_237_42, 1.0),
        ] {
            let [from, to] = interval(right as usize, count as usize);
            assert_near(from, low);
            assert_near(to, high);
            for end in [from, to] {
                let n = f64::from(count);
                let deviation = (end * (1.0 - end) / n).sqrt();
                assert_near((f64::from(right) / n - end).abs(), 1.959_963_984_540_054 * deviation);
            }
        }
    }

    #[test]
    fn the_p_values_of_mcnemars_test() {
        assert_near(mcnemar(0, 0), 1.0);
        assert_near(mcnemar(1, 0), 1.0);
        assert_near(mcnemar(0, 5), 2.0 / 32.0);
        assert_near(mcnemar(8, 2), 2.0 * (1.0 + 10.0 + 45.0) / 1024.0);
        assert_near(mcnemar(5, 5), 1.0);
        assert!(mcnemar(0, 20_000) < 1e-9 && mcnemar(10_000, 10_000) == 1.0);
    }
}
