//! A line: 8 numbers, as many as a cache line of 64 bytes or a register of AVX-512 holds.

/// 8 numbers that fill one cache line. To load a register from two cache lines takes twice as long.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct Line(pub [f64; 8]);

impl Line {
    /// How many numbers it holds.
    pub(crate) const LENGTH: usize = 8;
    pub(crate) const ZERO: Line = Line([0.0; 8]);

    /// The first 8 of the numbers, or as many as there are, filled up with zeros.
    #[inline(always)]
    pub(crate) fn load(numbers: &[f64]) -> Self {
        match numbers.first_chunk() {
            Some(all) => Self(*all),
            None => Self::load_partly(numbers),
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

    /// Overwrites the first 8 of the numbers, or as many as there are.
    #[inline(always)]
    pub(crate) fn store(self, numbers: &mut [f64]) {
        match numbers.first_chunk_mut() {
            Some(all) => *all = self.0,
            None => numbers.iter_mut().zip(self.0).for_each(|(number, x)| *number = x),
        }
    }
}
