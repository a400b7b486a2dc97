//! Cutting 0 .. `length` into ranges.

use std::ops::Range;

/// Ranges of `size` numbers; the last one may be shorter.
pub(crate) fn blocks(length: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
    (0..length).step_by(size).map(move |start| start..(start + size).min(length))
}

/// The fewest ranges of at most `size` numbers, as equal as possible.
pub(crate) fn equal_blocks(
    length: usize,
    size: usize,
) -> impl Iterator<Item = Range<usize>> + Clone {
    let count = length.div_ceil(size);
    (0..count).map(move |index| nth_of(count, index, length, 1))
}

/// Range number `index` of `count` ranges that are as equal as possible and begin at multiples of `unit`.
/// No range is shorter than the last one, which may end inside a unit.
pub(crate) fn nth_of(count: usize, index: usize, length: usize, unit: usize) -> Range<usize> {
    let units = length.div_ceil(unit);
    let boundary = |index: usize| ((units * index).div_ceil(count) * unit).min(length);
    boundary(index)..boundary(index + 1)
}
