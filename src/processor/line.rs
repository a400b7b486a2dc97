//! A line: 8 numbers, as many as a cache line of 64 bytes or a register of AVX-512 holds.

/// 8 numbers that fill one cache line. To load a register from two cache lines takes twice as long.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct Line(pub [f64; 8]);

impl Line {
    /// How many numbers it holds.
    pub(crate) const LENGTH: usize = 8;
    pub(crate) const ZERO: Line = Line([0.0; 8]);

    /// A line of at most 8 numbers, filled up with zeros.
    #[inline(always)]
    pub(crate) fn load(numbers: &[f64]) -> Self {
        match numbers.try_into() {
            Ok(all) => Self(all),
            Err(_) => Self::load_partly(numbers),
        }
    }

    /// A line of fewer than 8 numbers, filled up with zeros.
    #[cold]
    #[inline(never)]
    fn load_partly(numbers: &[f64]) -> Self {
        let mut line = Self::ZERO;
        line.0.iter_mut().zip(numbers).for_each(|(x, &number)| *x = number);
        line
    }

    /// Overwrites all of `numbers`, of which there are at most 8.
    #[inline(always)]
    pub(crate) fn store(self, numbers: &mut [f64]) {
        match <&mut [f64; 8]>::try_from(&mut *numbers) {
            Ok(all) => *all = self.0,
            Err(_) => numbers.iter_mut().zip(self.0).for_each(|(number, x)| *number = x),
        }
    }
}
