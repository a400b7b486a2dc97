//! Markers, and the bits between them: B.1.1, F.1.2.3.

use crate::formats::huffman::Code;

/// The error for bytes that no valid file has.
pub fn damaged(problem: &str) -> String {
    format!(
        "this JPEG is damaged: {problem}. Save or download it again; if a browser shows it all the same, \
         save a screenshot of it"
    )
}

pub fn cut_short() -> String {
    damaged("it was cut short")
}

/// The next marker, after any bytes that are none; `None` at the end of the file.
///
/// "Any marker may optionally be preceded by any number of fill bytes", FF: B.1.1.2.
pub fn next_marker(remaining: &mut &[u8]) -> Option<u8> {
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff);
    let at = remaining.windows(2).position(is_marker)?;
    let marker = remaining[at + 1];
    *remaining = &remaining[at + 2..];
    Some(marker)
}

/// The entropy-coded bytes up to the next marker.
pub fn entropy_coded<'a>(remaining: &mut &'a [u8]) -> &'a [u8] {
    let ends = |pair: &[u8]| pair[0] == 0xff && pair[1] != 0x00;
    let end = remaining.windows(2).position(ends).unwrap_or(remaining.len());
    let (bytes, after) = remaining.split_at(end);
    *remaining = after;
    bytes
}

/// Entropy-coded bytes, bit by bit from the highest of each, without the 00 after each FF.
pub struct Bits<'a> {
    remaining: &'a [u8],
    /// The bits that have not been read, the next one highest of the lowest `buffered`.
    buffer: u64,
    buffered: u32,
}

impl<'a> Bits<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { remaining: bytes, buffer: 0, buffered: 0 }
    }

    /// The next `count` bits, at most 16, as a number, whose highest bit comes first.
    #[inline]
    pub fn bits(&mut self, count: u32) -> Result<u32, String> {
        while self.buffered < count {
            let (&byte, after) = self.remaining.split_first().ok_or_else(cut_short)?;
            self.remaining = if byte == 0xff { after.get(1..).unwrap_or_default() } else { after };
            self.buffer = self.buffer << 8 | u64::from(byte);
            self.buffered += 8;
        }
        self.buffered -= count;
        Ok((self.buffer >> self.buffered) as u32 & ((1 << count) - 1))
    }

    /// Reads one Huffman code and returns its symbol.
    #[inline]
    pub fn symbol(&mut self, code: &Code) -> Result<u32, String> {
        let symbol = code.symbol(|| self.bits(1).map(|bit| bit as usize))?;
        symbol.map(|symbol| symbol as u32).ok_or_else(|| damaged("a Huffman code is not defined"))
    }

    /// RECEIVE and EXTEND, F.2.2.1: a number of `size` bits, in which those of the lower half stand for
    /// negative ones.
    #[inline]
    pub fn number(&mut self, size: u32) -> Result<i32, String> {
        let value = self.bits(size)? as i32;
        Ok(if size > 0 && value < 1 << (size - 1) { value - (1 << size) + 1 } else { value })
    }
}
