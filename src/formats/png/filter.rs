//! Filters: each row is what is left when a guess from its neighbours is taken away.
//!
//! ```text
//! c b     x   a byte of the row            b   the same byte of the row above
//! a x     a   the same byte of the pixel before it            c   of the row above
//!
//! filter  0 None   1 Sub   2 Up   3 Average        4 Paeth
//! guess   0        a       b      ⌊(a + b) / 2⌋    that of a, b, c which is nearest to a + b − c
//! ```
//!
//! PNG, 9.2; outside of the picture all are 0. Sums are modulo 256.

/// Adds the guesses of filter number `filter` to `row`, where `above` is the finished row above;
/// `size` is that of a pixel in bytes, 1 for smaller ones. `None` if there is no such filter.
pub fn unfilter(filter: u8, row: &mut [u8], above: &[u8], size: usize) -> Option<()> {
    match size {
        1 => unfilter_pixels::<1>(filter, row, above),
        2 => unfilter_pixels::<2>(filter, row, above),
        3 => unfilter_pixels::<3>(filter, row, above),
        _ => unfilter_pixels::<4>(filter, row, above),
    }
}

fn unfilter_pixels<const N: usize>(filter: u8, row: &mut [u8], above: &[u8]) -> Option<()> {
    match filter {
        0 => {}
        1 => guess::<N>(row, above, |a, _, _| a),
        2 => row.iter_mut().zip(above).for_each(|(x, b)| *x = x.wrapping_add(*b)),
        3 => guess::<N>(row, above, |a, b, _| ((u16::from(a) + u16::from(b)) / 2) as u8),
        4 => guess::<N>(row, above, paeth),
        _ => return None,
    }
    Some(())
}

#[inline(always)]
fn guess<const N: usize>(row: &mut [u8], above: &[u8], guess: impl Fn(u8, u8, u8) -> u8) {
    let (mut a, mut c) = ([0; N], [0; N]);
    for (x, b) in row.as_chunks_mut::<N>().0.iter_mut().zip(above.as_chunks::<N>().0) {
        for i in 0..N {
            x[i] = x[i].wrapping_add(guess(a[i], b[i], c[i]));
        }
        (a, c) = (*x, *b);
    }
}

/// 9.4: the nearest to p = a + b − c; of equally near ones the first of a, b, c.
///
/// c is the nearest where it lies between a and b, and not in their outer thirds: then the smaller
/// of a and b is below 3·c − (a + b), and the larger above. Written like this, the next pixel has
/// to wait half as long as for three distances.
#[inline(always)]
fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let [x, y, z] = [a, b, c].map(i16::from);
    let (threshold, low, high) = (3 * z - (x + y), x.min(y), x.max(y));
    let nearest = if high <= threshold { low } else { z };
    (if threshold <= low { high } else { nearest }) as u8
}

#[cfg(test)]
mod tests {
    use super::paeth;

    /// The standard's own words.
    fn predictor([a, b, c]: [u8; 3]) -> u8 {
        let [x, y, z] = [a, b, c].map(i32::from);
        let p = x + y - z;
        let (pa, pb, pc) = ((p - x).abs(), (p - y).abs(), (p - z).abs());
        if pa <= pb && pa <= pc {
            a
        } else if pb <= pc {
            b
        } else {
            c
        }
    }

    #[test]
    fn paeth_is_the_standard_s_for_all_bytes() {
        for abc in 0..1 << 24 {
            let [a, b, c, _] = u32::to_le_bytes(abc);
            assert_eq!(paeth(a, b, c), predictor([a, b, c]), "{a} {b} {c}");
        }
    }
}
