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
/// assert_eq!(purrceptron::picture::checksums::crc32(b"123456789"), 0xcbf4_3926);
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
/// assert_eq!(purrceptron::picture::checksums::adler32(b"Wikipedia"), 0x11e6_0398);
/// ```
#[must_use]
pub fn adler32(bytes: &[u8]) -> u32 {
    /// The largest prime below 65536.
    const PRIME: u32 = 65521;
    /// So many bytes after a remainder, `b` still fits in 32 bits: the largest n, and a multiple of
    /// 16, with 255·n·(n + 1)/2 + (n + 1)·(65521 − 1) < 2³².
    const BEFORE_OVERFLOW: usize = 5552;
    let (mut a, mut b) = (1, 0);
    for block in bytes.chunks(BEFORE_OVERFLOW) {
        let (sixteens, rest) = block.as_chunks::<16>();
        for x in sixteens {
            // Sixteen steps of the loop below at once.
            b += 16 * a + (0..16).map(|i| (16 - i) * u32::from(x[i as usize])).sum::<u32>();
            a += x.iter().map(|&x| u32::from(x)).sum::<u32>();
        }
        for &x in rest {
            a += u32::from(x);
            b += a;
        }
        (a, b) = (a % PRIME, b % PRIME);
    }
    b << 16 | a
}
