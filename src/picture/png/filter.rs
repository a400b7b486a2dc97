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

/// 9.4. In doubt a before b before c.
#[inline(always)]
fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let [x, y, z] = [a, b, c].map(i16::from);
    // With p = a + b − c: |p − a|, |p − b| and |p − c|.
    let (pa, pb, pc) = ((y - z).abs(), (x - z).abs(), (x + y - 2 * z).abs());
    let nearer = if pb <= pc { b } else { c };
    if pa <= pb && pa <= pc { a } else { nearer }
}
