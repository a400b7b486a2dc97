//! Chunks, checksums and bits of PNG files, from which the tests build files.

/// CRC-32 by its definition, bit by bit.
pub fn crc32(bytes: &[u8]) -> u32 {
    let bits = bytes.iter().flat_map(|byte| (0..8).map(move |bit| u32::from(byte >> bit & 1)));
    !bits.fold(u32::MAX, |crc, bit| crc >> 1 ^ (0xedb8_8320 * ((crc ^ bit) & 1)))
}

/// Adler-32 by its definition, with a remainder after each byte.
pub fn adler32(bytes: &[u8]) -> u32 {
    let step = |(a, b), &x: &u8| ((a + u32::from(x)) % 65521, (b + a + u32::from(x)) % 65521);
    let (a, b) = bytes.iter().fold((1, 0), step);
    b << 16 | a
}

pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A chunk with its length and checksum.
pub fn chunk(letters: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let contents = [letters, data].concat();
    let (length, crc) = ((data.len() as u32).to_be_bytes(), crc32(&contents).to_be_bytes());
    [&length[..], &contents, &crc].concat()
}

/// The chunk IHDR, not interlaced.
pub fn ihdr(width: u32, height: u32, depth: u8, colour_type: u8) -> Vec<u8> {
    let [width, height] = [width, height].map(u32::to_be_bytes);
    chunk(b"IHDR", &[&width[..], &height, &[depth, colour_type, 0, 0, 0]].concat())
}

/// A zlib stream of rows of less than 64 KB, in one stored block.
pub fn zlib(rows: &[u8]) -> Vec<u8> {
    let length = u16::try_from(rows.len()).unwrap();
    let lengths = [length.to_le_bytes(), (!length).to_le_bytes()].concat();
    [&[0x78, 1, 1], &lengths[..], rows, &adler32(rows).to_be_bytes()].concat()
}

/// A file of these chunks and IEND.
pub fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
    [SIGNATURE, &chunks.concat(), &chunk(b"IEND", &[])].concat()
}

/// A stream of bits, packed as in deflate.
#[derive(Clone, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    /// Appends the lowest bit of a number.
    fn bit(&mut self, bit: u32) {
        if self.used.is_multiple_of(8) {
            self.bytes.push(0);
        }
        *self.bytes.last_mut().unwrap() |= ((bit & 1) as u8) << (self.used % 8);
        self.used += 1;
    }

    /// Appends a number, its lowest bit first.
    pub fn number(mut self, value: u32, bits: u32) -> Self {
        (0..bits).for_each(|i| self.bit(value >> i));
        self
    }

    /// Appends a Huffman code, its highest bit first.
    pub fn code(mut self, code: u32, bits: u32) -> Self {
        (0..bits).rev().for_each(|i| self.bit(code >> i));
        self
    }

    /// The bytes, the last one filled with zeros.
    pub fn end(self) -> Vec<u8> {
        self.bytes
    }
}
