//! Canonical Huffman codes, which deflate and JPEG share: RFC 1951, 3.2.2; ITU-T T.81, annex C.
//!
//! How many codes there are of each length defines them: shorter codes come before longer ones, and the
//! codes of one length are consecutive numbers. Let `first` be the first of them, `count` their number,
//! and `index` the number of shorter codes.
//!
//! ```text
//! code < first + count:  it is complete, and its symbol is symbols[index + code − first]
//! else it is longer:     index ← index + count,   first ← 2·(first + count),
//!                        code ← 2·code + next bit
//! ```
//!
//! A code is read bit by bit: that is slower than a table, and much shorter.

/// The longest code that there is, in JPEG; deflate's have 15 bits at most.
pub const MOST_BITS: usize = 16;

/// A code, and the symbols that it stands for.
#[derive(Clone)]
pub struct Code {
    /// How many codes there are of each length.
    counts: [usize; MOST_BITS + 1],
    /// All symbols that have a code, in the order of their codes.
    symbols: Vec<u16>,
}

impl Code {
    /// The code with so many codes of each length, and their symbols in the order of their codes. Returns
    /// it, and how many sequences of [`MOST_BITS`] bits begin with no code; `None` if there are more
    /// codes than the lengths allow, or not one for each symbol.
    pub fn new(counts: [usize; MOST_BITS + 1], symbols: Vec<u16>) -> Option<(Self, usize)> {
        let mut unused = 1;
        for count in &counts[1..] {
            unused = (2_usize * unused).checked_sub(*count)?;
        }
        let complete = counts[1..].iter().sum::<usize>() == symbols.len();
        complete.then_some((Self { counts, symbols }, unused))
    }

    /// Reads one code by its bits and returns its symbol; `None` for bits that no symbol has.
    ///
    /// # Errors
    ///
    /// As `bit`.
    #[inline]
    pub fn symbol<E>(&self, mut bit: impl FnMut() -> Result<usize, E>) -> Result<Option<usize>, E> {
        let (mut code, mut first, mut index) = (0, 0, 0);
        for &count in &self.counts[1..] {
            code |= bit()?;
            if code < first + count {
                return Ok(Some(self.symbols[index + code - first].into()));
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Ok(None)
    }
}
