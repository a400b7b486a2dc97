//! Parts of a PNG file, byte by byte as the specifications have them, to build files from.
#![allow(dead_code)] // each test program uses its own part of this file

/// The definition, a bit at a time.
pub fn crc32(bytes: &[u8]) -> u32 {
    let bits = bytes.iter().flat_map(|byte| (0..8).map(move |bit| u32::from(byte >> bit & 1)));
    !bits.fold(u32::MAX, |crc, bit| crc >> 1 ^ (0xedb8_8320 * ((crc ^ bit) & 1)))
}

/// The definition, a remainder for each byte.
pub fn adler32(bytes: &[u8]) -> u32 {
    let step = |(a, b), &x: &u8| ((a + u32::from(x)) % 65521, (b + a + u32::from(x)) % 65521);
    let (a, b) = bytes.iter().fold((1, 0), step);
    b << 16 | a
}

pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

pub fn chunk(letters: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let contents = [letters, data].concat();
    let (length, crc) = ((data.len() as u32).to_be_bytes(), crc32(&contents).to_be_bytes());
    [&length[..], &contents, &crc].concat()
}

/// With no interlace, and the only methods there are.
pub fn ihdr(width: u32, height: u32, depth: u8, colour_type: u8) -> Vec<u8> {
    let [width, height] = [width, height].map(u32::to_be_bytes);
    chunk(b"IHDR", &[&width[..], &height, &[depth, colour_type, 0, 0, 0]].concat())
}

/// Around rows of less than 64 KB, in one stored block.
pub fn zlib(rows: &[u8]) -> Vec<u8> {
    let length = u16::try_from(rows.len()).unwrap();
    let lengths = [length.to_le_bytes(), (!length).to_le_bytes()].concat();
    [&[0x78, 1, 1], &lengths[..], rows, &adler32(rows).to_be_bytes()].concat()
}

/// A file of these chunks and the last one.
pub fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
    [SIGNATURE, &chunks.concat(), &chunk(b"IEND", &[])].concat()
}

/// Bits as deflate packs them.
#[derive(Clone, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn bit(&mut self, bit: u32) {
        if self.used.is_multiple_of(8) {
            self.bytes.push(0);
        }
        *self.bytes.last_mut().unwrap() |= ((bit & 1) as u8) << (self.used % 8);
        self.used += 1;
    }

    /// A number: the lowest bit first.
    pub fn number(mut self, value: u32, bits: u32) -> Self {
        (0..bits).for_each(|i| self.bit(value >> i));
        self
    }

    /// A Huffman code: the highest bit first.
    pub fn code(mut self, code: u32, bits: u32) -> Self {
        (0..bits).rev().for_each(|i| self.bit(code >> i));
        self
    }

    pub fn end(self) -> Vec<u8> {
        self.bytes
    }
}
