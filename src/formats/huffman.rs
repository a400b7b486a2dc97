//! Canonical Huffman codes: RFC 1951, 3.2.2, and what the symbols of deflate mean, 3.2.5.
//!
//! The lengths of the codes say everything: shorter codes come before longer ones, those of one
//! length in the order of their symbols. So with `first` the first code of a length, and `index`
//! the number of codes that are shorter,
//!
//! ```text
//! a code c of this length stands for symbol number index + c − first in the order of codes,
//! if that is one of the count codes of this length; else c is the beginning of a longer one, and
//! index ← index + count,   first ← 2·(first + count),   c ← 2·c + the next bit
//! ```
//!
//! A table holds what comes out of this for every 11 bits that may come; longer codes are rare.

/// Longer codes are not in the table.
const TABLE_BITS: u32 = 11;
/// "the maximum length of a code is 15": there is no room for more in 3.2.7.
const LONGEST: usize = 15;

/// What a code stands for, in 32 bits: the length of the code and the fields below.
pub type Entry = u32;
/// The length of the code, or of both codes.
pub const BITS: Entry = 0xf;
/// Where the number of extra bits starts, four bits.
pub const EXTRA: u32 = 8;
/// The end of the block, or something that is not defined: [`END`] or not.
pub const SPECIAL: Entry = 1 << 13;
/// Not one byte but two; the second one is above the first.
pub const PAIR: Entry = 1 << 14;
/// The value is a byte.
pub const LITERAL: Entry = 1 << 15;
/// Where the value starts, 16 bits: a byte or two, or what is added to the extra bits.
pub const VALUE: u32 = 16;
/// The value of [`SPECIAL`] that is the end of the block.
pub const END: Entry = 1;

/// One code: from bits to entries.
pub struct Code {
    /// For the bits to come, the first one lowest; 0 if they begin a code longer than the table's.
    table: Vec<Entry>,
    /// How many codes there are of each length.
    counts: [u16; LONGEST + 1],
    /// In the order of codes.
    entries: Vec<Entry>,
}

impl Code {
    /// The code of the bytes and the lengths of copies.
    pub fn literals(lengths: &[u8]) -> Result<Self, String> {
        let mut code = Self::new(lengths, true, |symbol| match symbol {
            0..256 => symbol << VALUE | LITERAL,
            256 => END << VALUE | SPECIAL,
            // The table of 3.2.5: four lengths for every number of extra bits, from 3 on. The
            // first eight have none, nor has the last, which stands for 258 alone.
            257..261 => (symbol - 254) << VALUE,
            261..285 => {
                let extra = (symbol - 257) / 4 - 1;
                (((4 + (symbol - 257) % 4) << extra) + 3) << VALUE | extra << EXTRA
            }
            285 => 258 << VALUE,
            _ => SPECIAL,
        })?;
        code.pair();
        Ok(code)
    }

    /// The code of how far back copies begin.
    pub fn distances(lengths: &[u8]) -> Result<Self, String> {
        Self::new(lengths, true, |symbol| match symbol {
            0..2 => (symbol + 1) << VALUE,
            2..30 => {
                let extra = symbol / 2 - 1;
                (((2 + symbol % 2) << extra) + 1) << VALUE | extra << EXTRA
            }
            _ => SPECIAL,
        })
    }

    /// The code of the lengths of the codes: the value is the symbol.
    pub fn code_lengths(lengths: &[u8]) -> Result<Self, String> {
        Self::new(lengths, false, |symbol| symbol << VALUE)
    }

    /// A code must use every sequence of bits once. Only, "if only one distance code is used, it is
    /// encoded using one bit", and there may be none: 3.2.7. zlib allows that for the others, too,
    /// but not for the code length code.
    fn new(lengths: &[u8], few: bool, entry: impl Fn(u32) -> Entry) -> Result<Self, String> {
        let mut counts = [0; LONGEST + 1];
        lengths.iter().for_each(|&length| counts[usize::from(length)] += 1);
        counts[0] = 0;
        let codes: u16 = counts.iter().sum();
        let share = |(length, &count): (usize, &u16)| u32::from(count) << (LONGEST - length);
        let used: u32 = counts.iter().enumerate().map(share).sum();
        if used > 1 << LONGEST {
            return Err("a Huffman code has more codes than there are (over-subscribed)".into());
        }
        if used < 1 << LONGEST && !(few && (codes == 0 || codes == 1 && counts[1] == 1)) {
            return Err("a Huffman code leaves codes without meaning (incomplete)".into());
        }
        let mut next = [0; LONGEST + 1];
        for length in 1..=LONGEST {
            next[length] = next[length - 1] + usize::from(counts[length - 1]);
        }
        let mut entries = vec![0; codes.into()];
        for (&length, symbol) in lengths.iter().zip(0..).filter(|(length, _)| **length > 0) {
            let next = &mut next[usize::from(length)];
            entries[*next] = entry(symbol) | u32::from(length);
            *next += 1;
        }
        Ok(Self { table: table(&entries), counts, entries })
    }

    /// Where two bytes in a row fit into the bits of the table, both are looked up at once.
    fn pair(&mut self) {
        let bits = self.table.len().ilog2();
        // Downwards, so that what is found at the shorter i >> BITS is not yet a pair.
        for i in (0..self.table.len()).rev() {
            let first = self.table[i];
            let second = self.table[i >> (first & BITS)];
            let both = (first & BITS) + (second & BITS);
            if first & second & LITERAL != 0 && both <= bits {
                let value = second >> VALUE << 8;
                self.table[i] = (first + (second & BITS)) | PAIR | value << VALUE;
            }
        }
    }

    /// What the code stands for that `bits`, at least 15 of them, begin with.
    #[inline(always)]
    pub fn entry(&self, bits: u64) -> Entry {
        match self.table[bits as usize & (self.table.len() - 1)] {
            0 => self.longer(bits),
            entry => entry,
        }
    }

    /// As in the head of this file.
    #[cold]
    fn longer(&self, mut bits: u64) -> Entry {
        let (mut code, mut first, mut index) = (0, 0, 0);
        for &count in &self.counts[1..] {
            code |= (bits & 1) as usize;
            if code - first < usize::from(count) {
                return self.entries[index + code - first];
            }
            index += usize::from(count);
            first = (first + usize::from(count)) << 1;
            code <<= 1;
            bits >>= 1;
        }
        SPECIAL
    }
}

/// The table of a code whose entries are given in the order of codes.
fn table(entries: &[Entry]) -> Vec<Entry> {
    let bits = entries.last().map_or(0, |entry| entry & BITS).min(TABLE_BITS);
    let mut table = vec![0; 1 << bits];
    let (mut code, mut length) = (0_u32, 0);
    for entry in entries.iter().take_while(|entry| *entry & BITS <= bits) {
        code <<= (entry & BITS) - length;
        length = entry & BITS;
        // "Huffman codes are packed starting with the most-significant bit of the code": 3.1.1.
        let start = code.reverse_bits() >> (32 - length);
        table[start as usize..].iter_mut().step_by(1 << length).for_each(|place| *place = *entry);
        code += 1;
    }
    table
}
