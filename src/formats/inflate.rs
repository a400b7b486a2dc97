//! Decompression: *DEFLATE Compressed Data Format Specification version 1.3*, RFC 1951.
//!
//! ```text
//! block    1 bit   whether it is the last                                               3.2.3
//!          2 bits  0 stored, 1 fixed codes, 2 dynamic codes
//! stored   the rest of the byte; length, ~length, little-endian u16; bytes              3.2.4
//! fixed    symbols                                                                      3.2.6
//! dynamic  5 bits  HLIT: number of literal/length codes − 257                           3.2.7
//!          5 bits  HDIST: number of distance codes − 1
//!          4 bits  HCLEN: number of code length codes − 4; their lengths, 3 bits each
//!          the lengths of the literal/length codes, then of the distance codes; symbols
//! symbols  0…255 a byte, 256 the end of the block, 257…285 the length of a copy, after  3.2.5
//!          which comes a symbol of the other code for how far back the copy begins
//! ```
//!
//! Bits are taken from the lowest of each byte up. Whatever the standard does not define is
//! refused, as zlib does.

use super::huffman::{BITS, Code, END, EXTRA, LITERAL, PAIR, SPECIAL, VALUE};

/// The order in which the lengths of the code length code come: 3.2.7.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/// "within the previous 32K bytes": how far back a copy may begin.
const REACH: usize = 1 << 15;
/// What one turn of the loop in [`symbols`] may write: a pair, or the longest copy, eight bytes at
/// a time.
const ROOM: usize = 258 + 8;

/// Decompresses, hands what comes out over to `sink`, piece after piece, and returns what follows
/// the last block.
///
/// # Errors
///
/// If it is not as above or is cut short, or if `sink` has had enough.
pub fn inflate<'a>(
    compressed: &'a [u8],
    sink: &mut dyn FnMut(&[u8]) -> Result<(), String>,
) -> Result<&'a [u8], String> {
    let mut input = Input { bytes: compressed, at: 0, buffer: 0, count: 0 };
    let mut output = Output { window: vec![0; 8 * REACH], len: 0, new: 0, sink };
    let mut fixed = None;
    loop {
        let last = input.take(1)? == 1;
        match input.take(2)? {
            0 => stored(&mut input, &mut output)?,
            1 => {
                let codes = fixed.take().map_or_else(fixed_codes, Ok)?;
                symbols(&mut input, &mut output, &codes)?;
                fixed = Some(codes);
            }
            2 => {
                let codes = dynamic_codes(&mut input)?;
                symbols(&mut input, &mut output, &codes)?;
            }
            _ => return Err(damaged("a block is of type 3, which is not defined")),
        }
        if last {
            output.hand_over()?;
            return input.rest();
        }
    }
}

fn damaged(problem: &str) -> String {
    format!("its compressed data is damaged: {problem}")
}

/// 3.2.4. Non-compressed blocks.
fn stored(input: &mut Input<'_>, output: &mut Output<'_>) -> Result<(), String> {
    let Some((&[a, b, c, d], rest)) = input.rest()?.split_first_chunk() else {
        return Err(cut_short());
    };
    let (length, inverted) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
    if length != !inverted {
        return Err(damaged("the two lengths of a stored block do not agree"));
    }
    let (mut block, rest) = rest.split_at_checked(length.into()).ok_or_else(cut_short)?;
    while !block.is_empty() {
        let (now, later) = block.split_at(block.len().min(REACH));
        if output.window.len() < output.len + now.len() {
            output.hand_over()?;
        }
        output.window[output.len..][..now.len()].copy_from_slice(now);
        output.len += now.len();
        block = later;
    }
    *input = Input { bytes: rest, at: 0, buffer: 0, count: 0 };
    Ok(())
}

/// 3.2.6. Compression with fixed Huffman codes.
fn fixed_codes() -> Result<(Code, Code), String> {
    let mut lengths = [8; 288];
    lengths[144..256].fill(9);
    lengths[256..280].fill(7);
    Ok((Code::literals(&lengths)?, Code::distances(&[5; 32])?))
}

/// 3.2.7. Compression with dynamic Huffman codes.
fn dynamic_codes(input: &mut Input<'_>) -> Result<(Code, Code), String> {
    let (hlit, hdist) = (257 + input.take(5)? as usize, 1 + input.take(5)? as usize);
    let hclen = 4 + input.take(4)? as usize;
    if hlit > 286 || hdist > 30 {
        return Err(damaged("a block has more codes than there are symbols"));
    }
    let mut lengths = [0; ORDER.len()];
    for &symbol in &ORDER[..hclen] {
        lengths[symbol] = input.take(3)? as u8;
    }
    let code = Code::code_lengths(&lengths).map_err(|problem| damaged(&problem))?;
    let mut lengths = [0_u8; 286 + 30];
    let (mut filled, all) = (0, hlit + hdist);
    while filled < all {
        input.refill()?;
        let entry = code.entry(input.buffer);
        input.consume(entry & BITS);
        let (length, count) = match entry >> VALUE {
            16 if filled == 0 => return Err(damaged("there is no code length to repeat")),
            16 => (lengths[filled - 1], 3 + input.take(2)?),
            17 => (0, 3 + input.take(3)?),
            18 => (0, 11 + input.take(7)?),
            length => (length as u8, 1),
        };
        let end = filled + count as usize;
        let repeated = lengths[..all].get_mut(filled..end);
        repeated.ok_or_else(|| damaged("a block has too many code lengths"))?.fill(length);
        filled = end;
    }
    if lengths[256] == 0 {
        return Err(damaged("a block has no code for its end"));
    }
    let (literals, distances) = lengths[..all].split_at(hlit);
    let codes = Code::literals(literals).and_then(|code| Ok((code, Code::distances(distances)?)));
    codes.map_err(|problem| damaged(&problem))
}

/// 3.2.3, "loop (until end of block code recognized)".
fn symbols(
    input: &mut Input<'_>,
    output: &mut Output<'_>,
    (literals, distances): &(Code, Code),
) -> Result<(), String> {
    // Copies of their own can stay in registers.
    let (mut bits, mut len) = (*input, output.len);
    let mut window = output.window.as_mut_slice();
    loop {
        if window.len() < len + ROOM {
            output.len = len;
            output.hand_over()?;
            (window, len) = (output.window.as_mut_slice(), output.len);
        }
        bits.refill()?;
        let entry = literals.entry(bits.buffer);
        bits.consume(entry & BITS);
        if entry & LITERAL != 0 {
            window[len..len + 2].copy_from_slice(&[(entry >> VALUE) as u8, (entry >> 24) as u8]);
            len += if entry & PAIR == 0 { 1 } else { 2 };
            continue;
        }
        if entry & SPECIAL != 0 {
            if entry >> VALUE == END {
                break;
            }
            return Err(damaged("a length is not defined"));
        }
        let length = bits.value(entry);
        bits.refill()?;
        let entry = distances.entry(bits.buffer);
        bits.consume(entry & BITS);
        if entry & SPECIAL != 0 {
            return Err(damaged("a distance is not defined"));
        }
        let distance = bits.value(entry);
        if distance > len {
            return Err(damaged("a copy begins before the first byte"));
        }
        copy(window, len, distance, length);
        len += length;
    }
    (*input, output.len) = (bits, len);
    Ok(())
}

/// Writes `length` bytes at `to`, each the same as the one `distance` before it, and up to eight
/// more, which do not matter.
#[inline(always)]
fn copy(window: &mut [u8], to: usize, mut distance: usize, length: usize) {
    let mut done = 0;
    if distance < 8 {
        // The first eight one by one; what repeats at a distance repeats at its multiples, too.
        for i in to..to + 8 {
            window[i] = window[i - distance];
        }
        (done, distance) = (8, 8_usize.next_multiple_of(distance));
    }
    while done < length {
        let from = to + done - distance;
        window.copy_within(from..from + 8, to + done);
        done += 8;
    }
}

/// The bits that are left.
#[derive(Clone, Copy)]
struct Input<'a> {
    bytes: &'a [u8],
    /// The first byte that is not in the buffer, or not with all its bits. After the end come
    /// zeros.
    at: usize,
    /// The next bit is the lowest.
    buffer: u64,
    /// How many bits of the buffer count; those above are as the file has them, or 0.
    count: u32,
}

impl<'a> Input<'a> {
    /// At least 56 bits are in the buffer: enough for a code and its extra bits, and another code.
    #[inline(always)]
    fn refill(&mut self) -> Result<(), String> {
        match self.bytes.get(self.at..).and_then(<[u8]>::first_chunk) {
            Some(eight) => {
                self.buffer |= u64::from_le_bytes(*eight) << self.count;
                self.at += (63 - self.count as usize) / 8;
                self.count |= 56;
                Ok(())
            }
            None => self.refill_at_end(),
        }
    }

    #[cold]
    fn refill_at_end(&mut self) -> Result<(), String> {
        while self.count < 56 {
            let byte = self.bytes.get(self.at).copied().unwrap_or(0);
            self.buffer |= u64::from(byte) << self.count;
            self.at += 1;
            self.count += 8;
        }
        self.rest().map(|_| ())
    }

    #[inline(always)]
    fn consume(&mut self, bits: u32) {
        self.buffer >>= bits;
        self.count -= bits;
    }

    fn take(&mut self, bits: u32) -> Result<u32, String> {
        self.refill()?;
        let value = self.buffer as u32 & ((1 << bits) - 1);
        self.consume(bits);
        Ok(value)
    }

    /// An entry's value and extra bits together.
    #[inline(always)]
    fn value(&mut self, entry: u32) -> usize {
        let extra = entry >> EXTRA & 0xf;
        let value = (entry >> VALUE) + (self.buffer as u32 & ((1 << extra) - 1));
        self.consume(extra);
        value as usize
    }

    /// From the next whole byte on.
    fn rest(&self) -> Result<&'a [u8], String> {
        self.bytes.get(self.at - self.count as usize / 8..).ok_or_else(cut_short)
    }
}

fn cut_short() -> String {
    "its compressed data ends too early: the file was cut short".into()
}

/// What came out last.
struct Output<'a> {
    window: Vec<u8>,
    /// So much of it is filled; what comes after does not matter.
    len: usize,
    /// From here on it has not been handed over.
    new: usize,
    sink: &'a mut dyn FnMut(&[u8]) -> Result<(), String>,
}

impl Output<'_> {
    /// Hands over what is new and makes room by forgetting what is out of reach.
    #[cold]
    fn hand_over(&mut self) -> Result<(), String> {
        (self.sink)(&self.window[self.new..self.len])?;
        let reach = self.len.min(REACH);
        self.window.copy_within(self.len - reach..self.len, 0);
        (self.len, self.new) = (reach, reach);
        Ok(())
    }
}
