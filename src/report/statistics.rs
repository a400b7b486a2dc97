//! How much a test set of this size can say.
//!
//! Of n pictures k are answered rightly. How often would that be in the long run? Wilson's 95 %
//! interval, with z = 1.96 and p = k/n (E. B. Wilson, 1927):
//!
//! ```text
//! ( p + z²/2n ± z·√( p(1 − p)/n + z²/4n² ) ) / (1 + z²/n)
//! ```
//!
//! And is one model better than another? Only the pictures where one is right and the other wrong
//! can tell. Were both equally good, each of these would be a toss of a coin (McNemar's test in its
//! exact form): of a + b tosses, how likely is a result as uneven as a to b?

/// Wilson's 95 % interval for `right` of `count`.
///
/// # Panics
///
/// If there are none at all.
#[must_use]
pub fn interval(right: usize, count: usize) -> [f64; 2] {
    assert!(0 < count && right <= count, "{right} of {count}");
    const Z: f64 = 1.959_963_984_540_054;
    let (n, z2) = (count as f64, Z * Z);
    let p = right as f64 / n;
    let middle = p + z2 / (2.0 * n);
    let width = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    [middle - width, middle + width].map(|end| (end / (1.0 + z2 / n)).clamp(0.0, 1.0))
}

/// The probability that `a + b` tosses of a fair coin come out at least as uneven as `a` to `b`.
#[must_use]
pub fn coin(a: usize, b: usize) -> f64 {
    let (few, n) = (a.min(b), a + b);
    // ln of n over k, step by step: 2ⁿ itself is beyond f64 from 1024 pictures on.
    let mut ln_choose = -(n as f64) * std::f64::consts::LN_2;
    let mut tail = 0.0;
    for k in 0..=few {
        tail += ln_choose.exp();
        ln_choose += ((n - k) as f64 / (k + 1) as f64).ln();
    }
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    /// The formula in Python. And by Wilson's own argument: at an end `e` of the interval, what was
    /// found lies z standard deviations away, `|p − e| = z·√(e(1 − e)/n)`.
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
    fn tosses_of_a_coin() {
        assert_near(coin(0, 0), 1.0);
        assert_near(coin(1, 0), 1.0);
        assert_near(coin(0, 5), 2.0 / 32.0);
        assert_near(coin(8, 2), 2.0 * (1.0 + 10.0 + 45.0) / 1024.0);
        assert_near(coin(5, 5), 1.0);
        assert!(coin(0, 20_000) < 1e-9 && coin(10_000, 10_000) == 1.0);
    }
}
