//! CRC-32, over each chunk of a PNG file, and Adler-32, over all that it compresses.

/// [`crc32`] of all single bytes, then of those bytes followed by one zero, by two, … by seven.
static CRCS: [[u32; 256]; 8] = crcs();

/// The remainder of a message as a polynomial over GF(2), divided by
///
/// ```text
/// x³² + x²⁶ + x²³ + x²² + x¹⁶ + x¹² + x¹¹ + x¹⁰ + x⁸ + x⁷ + x⁵ + x⁴ + x² + x + 1
/// ```
///
/// with the lowest bit of each byte first, and the first and the last 32 bits inverted: PNG (Third
/// Edition), 5.5. The remainder of a sum is the sum of the remainders, so eight bytes are looked up
/// at a time, each in the table for its distance from the end of the eight.
///
/// ```
/// assert_eq!(purrceptron::formats::checksums::crc32(b"123456789"), 0xcbf4_3926);
/// ```
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut crc = u32::MAX;
    for eight in eights {
        let word = u64::from_le_bytes(*eight) ^ u64::from(crc);
        crc = (0..8).fold(0, |sum, i| sum ^ CRCS[7 - i][(word >> (8 * i) & 0xff) as usize]);
    }
    !rest.iter().fold(crc, |crc, &byte| crc >> 8 ^ CRCS[0][(crc as u8 ^ byte) as usize])
}

const fn crcs() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let (mut crc, mut bits) = (byte as u32, 0);
        while bits < 64 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            bits += 1;
            if bits % 8 == 0 {
                tables[bits / 8 - 1][byte] = crc;
            }
        }
        byte += 1;
    }
    tables
}

/// `b·65536 + a` with `a = 1 + Σ xᵢ` and `b = Σ aᵢ` over all prefixes, modulo 65521: RFC 1950, 8.2.
///
/// ```
/// use purrceptron::formats::checksums::Adler32;
/// let mut adler = Adler32::default();
/// adler.update(b"Wiki");
/// adler.update(b"pedia");
/// assert_eq!(adler.sum(), 0x11e6_0398);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Adler32 {
    a: u32,
    b: u32,
}

impl Default for Adler32 {
    /// That of no bytes.
    fn default() -> Self {
        Self { a: 1, b: 0 }
    }
}

impl Adler32 {
    /// More bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        /// The largest prime below 65536.
        const PRIME: u32 = 65521;
        /// So many bytes after a remainder, `b` still fits in 32 bits: the largest n with
        /// 255·n·(n + 1)/2 + (n + 1)·(65521 − 1) < 2³², which also is a multiple of 16.
        const BEFORE_OVERFLOW: usize = 5552;
        let Self { a, b } = self;
        for block in bytes.chunks(BEFORE_OVERFLOW) {
            let (sixteens, rest) = block.as_chunks::<16>();
            for x in sixteens {
                // Sixteen steps of the loop below at once.
                let weighted = x.iter().zip(1..).map(|(&x, i)| (17 - i) * u32::from(x));
                *b += 16 * *a + weighted.sum::<u32>();
                *a += x.iter().map(|&x| u32::from(x)).sum::<u32>();
            }
            for &x in rest {
                *a += u32::from(x);
                *b += *a;
            }
            (*a, *b) = (*a % PRIME, *b % PRIME);
        }
    }

    /// That of all bytes so far.
    #[must_use]
    pub fn sum(&self) -> u32 {
        self.b << 16 | self.a
    }
}
