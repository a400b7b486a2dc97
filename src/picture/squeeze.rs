//! Squeezing: a picture of any size becomes one of few pixels, each the average of the cell it
//! covers.
//!
//! If h rows are squeezed into n, cell i covers the rows from i·h/n to (i + 1)·h/n. In units of 1/n
//! row these are whole numbers: row r covers n·r … n·(r + 1), cell i covers i·h … (i + 1)·h, and
//! their overlap is
//!
//! ```text
//! o(i, r) = min(n·(r + 1), (i + 1)·h) − max(n·r, i·h), or 0 if that is less,      Σᵣ o(i, r) = h
//! ```
//!
//! The overlap of columns is o(j, s), with the width w. So the average, exact until it is rounded,
//! is
//!
//! ```text
//! cell (i, j) = Σᵣ o(i, r)·Σₛ o(j, s)·pixel (r, s) / (h·w),   to the nearest byte, half upwards
//! ```
//!
//! The same formula enlarges. The whole picture is squeezed, nothing is cut off, and a picture that
//! is not square is distorted, as in the course's notebooks ("Test with your own image"). Depending
//! on their year the notebooks use `scipy.misc.imresize`, `skimage.transform.resize` or PIL's
//! `Image.resize`, which differ from each other: they weight the pixels in and around a cell in
//! other ways, or choose one of them. If n divides h and w, this is PIL's `Image.BOX`.

use crate::formats::{LONGEST_SIDE, Picture};

impl Picture {
    /// The picture squeezed, or enlarged, to `columns` × `rows`.
    ///
    /// ```
    /// use purrceptron::picture::Picture;
    /// let picture = Picture { width: 3, height: 1, pixels: vec![0, 0, 0, 100, 10, 1, 200, 20, 2] };
    /// // (1·0 + ½·100) / 1½ and (½·100 + 1·200) / 1½
    /// assert_eq!(picture.squeezed(2, 1).pixels, [33, 3, 0, 167, 17, 2]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the picture has no pixels or a side of more than 1,000,000, or if `columns` or `rows` is
    /// not from 1 to 255.
    pub fn squeezed(&self, columns: usize, rows: usize) -> Self {
        let Self { width, height, ref pixels } = *self;
        let fits = |n| (1..=255).contains(&n);
        assert!(fits(columns) && fits(rows), "{columns}×{rows} cells");
        let fits = |side| (1..=LONGEST_SIDE).contains(&side);
        assert!(fits(width) && fits(height), "a picture of {width}×{height}");
        assert_eq!(pixels.len(), 3 * width * height, "bytes of a picture of {width}×{height}");
        let area = (width * height) as u64;
        let mut squeezed = Vec::with_capacity(3 * rows * columns);
        // Σᵣ o(i, r)·pixel (r, s) for each s and colour. It is at most 255·LONGEST_SIDE < 2³².
        let mut sums = vec![0; 3 * width];
        for i in 0..rows {
            sums.fill(0);
            for (r, o) in overlaps(i, rows, height) {
                let row = &pixels[3 * width * r..][..3 * width];
                sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += u32::from(o) * u32::from(*x));
            }
            let sums = sums.as_chunks::<3>().0;
            for j in 0..columns {
                for colour in [0, 1, 2] {
                    let terms = overlaps(j, columns, width)
                        .map(|(s, o)| u64::from(o) * u64::from(sums[s][colour]));
                    squeezed.push(((2 * terms.sum::<u64>() + area) / (2 * area)) as u8);
                }
            }
        }
        Self { width: columns, height: rows, pixels: squeezed }
    }
}

/// The rows (or columns) r that cell `i` of `n` covers, of `size` in all, each with `o(i, r)` ≤ n.
fn overlaps(i: usize, n: usize, size: usize) -> impl Iterator<Item = (usize, u8)> {
    let (start, end) = (i * size, (i + 1) * size);
    let overlap = move |r: usize| (n * (r + 1)).min(end) - (n * r).max(start);
    (start / n..end.div_ceil(n)).map(move |r| (r, overlap(r) as u8))
}
