//! Filters: PNG, section 9. Each byte is stored as its difference to a prediction from its
//! neighbours.
//!
//! ```text
//! c b     x   a byte of the row            b   the same byte of the row above
//! a x     a   the same byte of the pixel to the left          c   that of the row above
//!
//! filter      0 None   1 Sub   2 Up   3 Average        4 Paeth
//! prediction  0        a       b      ⌊(a + b) / 2⌋    that of a, b, c which is nearest to a + b − c
//! ```
//!
//! Outside of the picture all bytes are 0. Sums are modulo 256.

/// Reverses filter number `filter` of a row, where `above` is the row above, already reversed, and
/// a pixel has `pixel_bytes` bytes (1 if it has less than a byte). `None` if there is no such filter.
pub fn unfilter(filter: u8, row: &mut [u8], above: &[u8], pixel_bytes: usize) -> Option<()> {
    let predict: fn(u8, u8, u8) -> u8 = match filter {
        0 => return Some(()),
        1 => |a, _, _| a,
        2 => |_, b, _| b,
        3 => |a, b, _| u8::midpoint(a, b),
        4 => paeth,
        _ => return None,
    };
    for i in 0..row.len() {
        let left = i.checked_sub(pixel_bytes);
        let (a, c) = left.map_or((0, 0), |left| (row[left], above[left]));
        row[i] = row[i].wrapping_add(predict(a, above[i], c));
    }
    Some(())
}

/// 9.4: that of `a`, `b`, `c` which is nearest to `a + b − c`; the first of equally near ones.
fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let p = i16::from(a) + i16::from(b) - i16::from(c);
    let [pa, pb, pc] = [a, b, c].map(|x| p.abs_diff(x.into()));
    if pa <= pb && pa <= pc {
        a
    } else if pb <= pc {
        b
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::paeth;

    #[test]
    fn paeth_is_the_first_of_the_nearest_for_all_bytes() {
        for abc in 0..1 << 24 {
            let [a, b, c, _] = u32::to_le_bytes(abc);
            let p = i32::from(a) + i32::from(b) - i32::from(c);
            let nearest = [a, b, c].into_iter().min_by_key(|&x| (p - i32::from(x)).abs());
            assert_eq!(Some(paeth(a, b, c)), nearest, "{a} {b} {c}");
        }
    }
}
