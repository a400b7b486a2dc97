//! NumPy's legacy random numbers, bit for bit: `np.random.seed`, `rand`, `randn`, `permutation`.
//!
//! The course fixes its seeds so that everybody trains from the same weights. To print the course's
//! numbers we must draw the same numbers: the generator is the Mersenne Twister MT19937
//! (Matsumoto and Nishimura, 1998), the Gaussian is Marsaglia's polar method.

use crate::matrix::Matrix;

const WORDS: usize = 624;
const MIDDLE: usize = 397;

/// NumPy's legacy generator, as `np.random.RandomState`.
///
/// ```
/// use purrceptron::random::Random;
/// let mut random = Random::seed(1);
/// assert_eq!(random.randn(), 1.6243453636632417); // the first weight of the course
/// ```
#[derive(Clone, Debug)]
pub struct Random {
    state: [u32; WORDS],
    /// The next word of `state` to hand out; `WORDS` when all have been.
    next: usize,
    /// The polar method makes two Gaussians at a time: the one not yet handed out.
    spare: Option<f64>,
}

impl Random {
    /// `np.random.seed(seed)`: Knuth's recurrence `xᵢ = 1812433253·(xᵢ₋₁ ⊕ (xᵢ₋₁ ≫ 30)) + i` fills
    /// the state.
    pub fn seed(seed: u32) -> Self {
        let mut state = [seed; WORDS];
        for i in 1..WORDS {
            let previous = state[i - 1];
            state[i] =
                (previous ^ (previous >> 30)).wrapping_mul(1_812_433_253).wrapping_add(i as u32);
        }
        Self { state, next: WORDS, spare: None }
    }

    /// The next 32 random bits of MT19937.
    pub fn next_u32(&mut self) -> u32 {
        if self.next == WORDS {
            self.twist();
        }
        let mut word = self.state[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// The next 624 words, each of three of the last: `xᵢ₊₆₂₄ = xᵢ₊₃₉₇ ⊕ (upper bit of xᵢ, lower 31 of
    /// xᵢ₊₁)·A`.
    fn twist(&mut self) {
        let times_a = |x: u32, next: u32| {
            let joined = (x & 0x8000_0000) | (next & 0x7fff_ffff);
            (joined >> 1) ^ ((joined & 1) * 0x9908_b0df)
        };
        let x = &mut self.state;
        for i in 0..WORDS - MIDDLE {
            x[i] = x[i + MIDDLE] ^ times_a(x[i], x[i + 1]);
        }
        for i in WORDS - MIDDLE..WORDS {
            x[i] = x[i + MIDDLE - WORDS] ^ times_a(x[i], x[(i + 1) % WORDS]);
        }
        self.next = 0;
    }

    /// `np.random.rand()`: uniform in [0, 1), with 53 random bits.
    pub fn rand(&mut self) -> f64 {
        let high = f64::from(self.next_u32() >> 5);
        let low = f64::from(self.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// `np.random.randn()`: a standard Gaussian.
    ///
    /// A point `(x₁, x₂)` uniform in the unit disc gives two: `x·√(−2·ln r² / r²)`. NumPy hands out
    /// the one of `x₂` first. The logarithm is the platform's: where its last bit differs from
    /// glibc's, so may that of the number.
    pub fn randn(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let x1 = 2.0 * self.rand() - 1.0;
            let x2 = 2.0 * self.rand() - 1.0;
            let r2 = x1 * x1 + x2 * x2;
            if 0.0 < r2 && r2 < 1.0 {
                let factor = (-2.0 * r2.ln() / r2).sqrt();
                self.spare = Some(factor * x1);
                return factor * x2;
            }
        }
    }

    /// `np.random.randn(rows, columns)`: drawn row by row.
    pub fn randn_matrix(&mut self, rows: usize, columns: usize) -> Matrix {
        Matrix::from_fn(rows, columns, |_, _| self.randn())
    }

    /// `np.random.shuffle(items)`: Fisher and Yates, from the last item down.
    ///
    /// # Panics
    ///
    /// With more than 2³² items.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let last = u32::try_from(i).expect("shuffle takes at most 2^32 items");
            items.swap(i, self.interval(last) as usize);
        }
    }

    /// `np.random.permutation(n)`: the numbers 0 to n − 1 in random order.
    ///
    /// # Panics
    ///
    /// If `n` is more than 2³².
    pub fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        self.shuffle(&mut order);
        order
    }

    /// Uniform in 0 ..= last: as many bits as `last` has, drawn again until they fit.
    fn interval(&mut self, last: u32) -> u32 {
        let mask = u32::MAX >> last.leading_zeros();
        loop {
            let value = self.next_u32() & mask;
            if value <= last {
                return value;
            }
        }
    }
}
