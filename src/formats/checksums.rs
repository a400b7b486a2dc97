//! Checksums: CRC-32 of each chunk of a PNG, Adler-32 of what a zlib stream holds, and Fletcher-32 of
//! a chunk of an HDF5 file.

/// The CRC-32 of every byte alone, without the inversions.
static CRC_TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut crc, mut bit) = (byte as u32, 0);
        while bit < 8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
};

/// CRC-32: PNG (Third Edition), 5.5 and appendix D.
///
/// The bytes are the coefficients of a polynomial over GF(2), the lowest bit of each byte first.
/// Its remainder is taken modulo
///
/// ```text
/// x³² + x²⁶ + x²³ + x²² + x¹⁶ + x¹² + x¹¹ + x¹⁰ + x⁸ + x⁷ + x⁵ + x⁴ + x² + x + 1
/// ```
///
/// The first 32 bits are inverted before, the remainder after the division.
///
/// ```
/// assert_eq!(purrceptron::formats::checksums::crc32(b"123456789"), 0xcbf4_3926);
/// ```
pub fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| crc >> 8 ^ CRC_TABLE[usize::from(crc as u8 ^ byte)];
    !bytes.iter().fold(u32::MAX, step)
}

/// Adler-32: RFC 1950, 8.2.
///
/// ```text
/// a = 1 + x₁ + … + xₙ,   b = the sum of a after each byte,   both modulo 65521;   b·65536 + a
/// ```
///
/// ```
/// assert_eq!(purrceptron::formats::checksums::adler32(b"Wikipedia"), 0x11e6_0398);
/// ```
pub fn adler32(bytes: &[u8]) -> u32 {
    /// The largest prime below 65536.
    const PRIME: u32 = 65521;
    /// How many bytes can be added before `b` needs more than 32 bits: the largest n with
    /// 255·n·(n + 1)/2 + (n + 1)·(65521 − 1) < 2³².
    const BEFORE_OVERFLOW: usize = 5552;
    let (mut a, mut b) = (1, 0);
    for block in bytes.chunks(BEFORE_OVERFLOW) {
        for &x in block {
            a += u32::from(x);
            b += a;
        }
        (a, b) = (a % PRIME, b % PRIME);
    }
    b << 16 | a
}

/// Fletcher-32 as HDF5 has it: of 16-bit words x, the higher byte first; a last single byte is a
/// higher one.
///
/// ```text
/// a = x₁ + … + xₙ,   b = the sum of a after each word,   both modulo 65535;   b·65536 + a
/// ```
///
/// A sum that the modulus divides is 65535, unless all words are 0.
///
/// ```
/// assert_eq!(purrceptron::formats::checksums::fletcher32(b"abcdef"), 0x5056_2a2d);
/// ```
pub fn fletcher32(bytes: &[u8]) -> u32 {
    // 65536 is 1 modulo 65535: the carry is added at the lower end.
    let add = |a: u32, b: u32| ((a + b) & 0xffff) + ((a + b) >> 16);
    let (mut a, mut b) = (0, 0);
    for word in bytes.chunks(2) {
        let lower = word.get(1).copied().unwrap_or(0);
        a = add(a, u16::from_be_bytes([word[0], lower]).into());
        b = add(b, a);
    }
    b << 16 | a
}
