//! Decompression: *DEFLATE Compressed Data Format Specification version 1.3*, RFC 1951.
//!
//! ```text
//! block    1 bit   1 in the last block                                                  3.2.3
//!          2 bits  0 stored, 1 fixed codes, 2 dynamic codes
//! stored   padding to a whole byte; length, !length, little-endian u16; bytes           3.2.4
//! fixed    symbols                                                                      3.2.6
//! dynamic  5 bits  HLIT: number of literal/length codes − 257                           3.2.7
//!          5 bits  HDIST: number of distance codes − 1
//!          4 bits  HCLEN: number of code length codes − 4; their lengths, 3 bits each
//!          the lengths of the literal/length codes, then of the distance codes; symbols
//! symbols  0…255 a byte, 256 the end of the block, 257…285 a length, which is followed  3.2.5
//!          by a distance: copy `length` bytes from `distance` back in the output
//! ```
//!
//! The bits of a byte are read from the lowest to the highest. Whatever the standard does not define is
//! refused, as zlib does.

use std::fmt;

use super::huffman::{Code, MOST_BITS};

/// The order in which the lengths of the code length codes are stored: 3.2.7.
const CODE_LENGTH_ORDER: [usize; 19] =
    [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/// The length that symbol 257 + i stands for, without its extra bits: 3.2.5.
const LENGTHS: [usize; 29] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
];
/// How many extra bits follow symbol 257 + i; their value is added to the length.
const LENGTH_EXTRA_BITS: [u32; 29] =
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
/// The distance that a distance symbol stands for, without its extra bits: 3.2.5.
const DISTANCES: [usize; 30] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
/// How many extra bits follow a distance symbol.
const DISTANCE_EXTRA_BITS: [u32; 30] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
];
/// The symbol that ends a block.
const END_OF_BLOCK: usize = 256;

/// Why data cannot be decompressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The data ends before the last block does.
    CutShort,
    /// The data is not what RFC 1951 defines.
    Damaged(&'static str),
    /// The output would be longer than the caller allows.
    TooLong,
    /// There is not enough memory for the output.
    OutOfMemory,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CutShort => "its compressed data ends too early: the file was cut short",
            Self::Damaged(problem) => {
                return write!(f, "its compressed data is damaged: {problem}");
            }
            Self::TooLong => "its compressed data is longer than expected",
            Self::OutOfMemory => "there is not enough memory for it",
        })
    }
}

/// Decompresses `compressed` into at most `most` bytes. Returns them and the bytes that follow the
/// last block.
///
/// # Errors
///
/// If the data is cut short, damaged, or would become more than `most` bytes.
pub fn inflate(compressed: &[u8], most: usize) -> Result<(Vec<u8>, &[u8]), Error> {
    let mut output = Vec::new();
    output.try_reserve_exact(most).map_err(|_| Error::OutOfMemory)?;
    let mut decoder = Decoder { input: compressed, buffer: 0, buffered: 0, output, most };
    loop {
        let last = decoder.bits(1)? == 1;
        match decoder.bits(2)? {
            0 => decoder.stored_block()?,
            1 => decoder.fixed_block()?,
            2 => decoder.dynamic_block()?,
            _ => return Err(Error::Damaged("a block is of type 3, which is not defined")),
        }
        if last {
            return Ok((decoder.output, decoder.input));
        }
    }
}

struct Decoder<'a> {
    /// The bytes that have not been read.
    input: &'a [u8],
    /// The bits of the last byte that have not been read, the next one lowest.
    buffer: usize,
    /// How many bits are in the buffer: 0 to 7.
    buffered: u32,
    output: Vec<u8>,
    /// The greatest length that the output may have.
    most: usize,
}

impl Decoder<'_> {
    /// The next `count` bits as a number, whose lowest bit comes first: 3.1.1.
    fn bits(&mut self, count: u32) -> Result<usize, Error> {
        while self.buffered < count {
            let (&byte, remaining) = self.input.split_first().ok_or(Error::CutShort)?;
            self.buffer |= usize::from(byte) << self.buffered;
            self.buffered += 8;
            self.input = remaining;
        }
        let value = self.buffer & ((1 << count) - 1);
        self.buffer >>= count;
        self.buffered -= count;
        Ok(value)
    }

    /// Reads one Huffman code and returns its symbol; `None` for bits that no symbol has.
    fn symbol(&mut self, code: &Code) -> Result<Option<usize>, Error> {
        code.symbol(|| self.bits(1))
    }

    /// 3.2.4. Non-compressed blocks.
    fn stored_block(&mut self) -> Result<(), Error> {
        (self.buffer, self.buffered) = (0, 0);
        let (&[a, b, c, d], data) = self.input.split_first_chunk().ok_or(Error::CutShort)?;
        let (length, inverted) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
        if length != !inverted {
            return Err(Error::Damaged("the two lengths of a stored block do not agree"));
        }
        let (block, remaining) = data.split_at_checked(length.into()).ok_or(Error::CutShort)?;
        self.check_room(block.len())?;
        self.output.extend(block);
        self.input = remaining;
        Ok(())
    }

    /// 3.2.6. Compression with fixed Huffman codes.
    fn fixed_block(&mut self) -> Result<(), Error> {
        let mut literals = [8; 288];
        literals[144..256].fill(9);
        literals[256..280].fill(7);
        self.symbols(&literals, &[5; 32])
    }

    /// 3.2.7. Compression with dynamic Huffman codes.
    fn dynamic_block(&mut self) -> Result<(), Error> {
        let (hlit, hdist) = (257 + self.bits(5)?, 1 + self.bits(5)?);
        let hclen = 4 + self.bits(4)?;
        if hlit > 286 || hdist > 30 {
            return Err(Error::Damaged("a block has more codes than there are symbols"));
        }
        let mut lengths = [0; CODE_LENGTH_ORDER.len()];
        for &symbol in &CODE_LENGTH_ORDER[..hclen] {
            lengths[symbol] = self.bits(3)? as u8;
        }
        let code = code(&lengths, false)?;
        let mut lengths = Vec::new();
        while lengths.len() < hlit + hdist {
            let symbol =
                self.symbol(&code)?.ok_or(Error::Damaged("a code length is not defined"))?;
            let (length, count) = match symbol {
                16 => (lengths.last().copied(), 3 + self.bits(2)?),
                17 => (Some(0), 3 + self.bits(3)?),
                18 => (Some(0), 11 + self.bits(7)?),
                length => (Some(length as u8), 1),
            };
            let length = length.ok_or(Error::Damaged("there is no code length to repeat"))?;
            lengths.resize(lengths.len() + count, length);
        }
        if lengths.len() > hlit + hdist {
            return Err(Error::Damaged("a block has too many code lengths"));
        }
        if lengths[END_OF_BLOCK] == 0 {
            return Err(Error::Damaged("a block has no code for its end"));
        }
        let (literals, distances) = lengths.split_at(hlit);
        self.symbols(literals, distances)
    }

    /// 3.2.3: decodes literals and copies until the end of the block. The arguments are the lengths
    /// of the codes.
    fn symbols(&mut self, literals: &[u8], distances: &[u8]) -> Result<(), Error> {
        const NO_LENGTH: Error = Error::Damaged("a length is not defined");
        const NO_DISTANCE: Error = Error::Damaged("a distance is not defined");
        let (literals, distances) = (code(literals, true)?, code(distances, true)?);
        loop {
            let symbol = self.symbol(&literals)?.ok_or(NO_LENGTH)?;
            if symbol < END_OF_BLOCK {
                self.check_room(1)?;
                self.output.push(symbol as u8);
                continue;
            }
            let Some(symbol) = symbol.checked_sub(END_OF_BLOCK + 1) else { return Ok(()) };
            let base = LENGTHS.get(symbol).ok_or(NO_LENGTH)?;
            let length = base + self.bits(LENGTH_EXTRA_BITS[symbol])?;
            let symbol = self.symbol(&distances)?.ok_or(NO_DISTANCE)?;
            let base = DISTANCES.get(symbol).ok_or(NO_DISTANCE)?;
            let distance = base + self.bits(DISTANCE_EXTRA_BITS[symbol])?;
            let start = self.output.len().checked_sub(distance);
            let start = start.ok_or(Error::Damaged("a copy begins before the first byte"))?;
            self.check_room(length)?;
            // Byte by byte, because a copy may overlap what it writes.
            for i in start..start + length {
                self.output.push(self.output[i]);
            }
        }
    }

    /// An error unless the output may grow by `length` bytes.
    fn check_room(&self, length: usize) -> Result<(), Error> {
        if length > self.most - self.output.len() { Err(Error::TooLong) } else { Ok(()) }
    }
}

/// The code in which symbol i has a code of `lengths[i]` bits, 0 for none: 3.2.2.
///
/// Every sequence of bits must begin with one of the codes. There is an exception if `incomplete` is true:
/// "if only one distance code is used, it is encoded using one bit", and there may be none. zlib extends it
/// to the literal/length codes.
fn code(lengths: &[u8], incomplete: bool) -> Result<Code, Error> {
    const OVER_SUBSCRIBED: Error =
        Error::Damaged("a Huffman code has more codes than there are (over-subscribed)");
    let mut counts = [0; MOST_BITS + 1];
    for &length in lengths.iter().filter(|&&length| length > 0) {
        counts[usize::from(length)] += 1;
    }
    let mut symbols: Vec<u16> = (0..).take(lengths.len()).collect();
    symbols.retain(|&symbol| lengths[usize::from(symbol)] > 0);
    symbols.sort_by_key(|&symbol| lengths[usize::from(symbol)]); // a stable sort
    let (codes, only_bit) = (symbols.len(), counts[1] == 1);
    let (code, unused) = Code::new(counts, symbols).ok_or(OVER_SUBSCRIBED)?;
    if unused > 0 && !(incomplete && (codes == 0 || codes == 1 && only_bit)) {
        return Err(Error::Damaged("a Huffman code leaves codes without meaning (incomplete)"));
    }
    Ok(code)
}
