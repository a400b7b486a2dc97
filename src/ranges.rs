//! Cutting 0 .. `length` into ranges.

use std::ops::Range;

/// Ranges of `size`, the last one shorter.
pub(crate) fn blocks(length: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
    (0..length).step_by(size).map(move |start| start..(start + size).min(length))
}

/// As few ranges of at most `size` as can be, as equal as can be.
pub(crate) fn equal_blocks(
    length: usize,
    size: usize,
) -> impl Iterator<Item = Range<usize>> + Clone {
    let count = length.div_ceil(size);
    (0..count).map(move |index| nth_of(count, index, length, 1))
}

/// Range number `index` of `count` that are as equal as can be and begin at multiples of `unit`. The
/// last one, which may end within a unit, is not the longest.
pub(crate) fn nth_of(count: usize, index: usize, length: usize, unit: usize) -> Range<usize> {
    let units = length.div_ceil(unit);
    let boundary = |index: usize| ((units * index).div_ceil(count) * unit).min(length);
    boundary(index)..boundary(index + 1)
}
