//! A picture of any size squeezed into few pixels, each the average of the cell that it covers.
//!
//! With h rows squeezed into n, cell i covers the rows from i·h/n to (i + 1)·h/n. Counted in nths of
//! a row these are whole numbers: row r covers n·r … n·(r + 1), cell i covers i·h … (i + 1)·h, and
//! they share
//!
//! ```text
//! o(i, r) = min(n·(r + 1), (i + 1)·h) − max(n·r, i·h), or 0 if that is less,      Σᵣ o(i, r) = h
//! ```
//!
//! Likewise for columns, o(j, s) of width w. So the average, exact until it is rounded, is
//!
//! ```text
//! cell (i, j) = Σᵣ o(i, r)·Σₛ o(j, s)·pixel (r, s) / (h·w),   to the nearest byte, half upwards
//! ```
//!
//! The same formula enlarges. The whole picture is squeezed, nothing is cut off, and what is not
//! square is distorted, as in the course's notebooks ("Test with your own image"). Depending on
//! their year these leave it to `scipy.misc.imresize`, `skimage.transform.resize` or PIL's
//! `Image.resize`, which differ among themselves: they weigh the pixels of a cell and around it in
//! other ways, or pick a single one. Where n divides h and w, ours is PIL's `Image.BOX`.

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
    /// If there are no pixels before or after, more than 255 after on a side, or more than
    /// 1,000,000 before.
    #[must_use]
    pub fn squeezed(&self, columns: usize, rows: usize) -> Self {
        let Self { width, height, ref pixels } = *self;
        let fits = |n| (1..=255).contains(&n);
        assert!(fits(columns) && fits(rows), "{columns}×{rows} cells");
        let fits = |side| (1..=LONGEST_SIDE).contains(&side);
        assert!(fits(width) && fits(height), "a picture of {width}×{height}");
        assert_eq!(pixels.len(), 3 * width * height, "bytes of a picture of {width}×{height}");
        let area = (width * height) as u64;
        let mut squeezed = Vec::with_capacity(3 * rows * columns);
        // Σᵣ o(i, r)·pixel (r, s) for each s and colour: 32 bits hold 255·LONGEST_SIDE.
        let mut sums = vec![0; 3 * width];
        for i in 0..rows {
            sums.fill(0);
            for (r, o) in shares(i, rows, height) {
                let row = &pixels[3 * width * r..][..3 * width];
                sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += u32::from(o) * u32::from(*x));
            }
            let sums = sums.as_chunks::<3>().0;
            for j in 0..columns {
                for colour in [0, 1, 2] {
                    let terms = shares(j, columns, width)
                        .map(|(s, o)| u64::from(o) * u64::from(sums[s][colour]));
                    squeezed.push(((2 * terms.sum::<u64>() + area) / (2 * area)) as u8);
                }
            }
        }
        Self { width: columns, height: rows, pixels: squeezed }
    }
}

/// The rows (or columns) `r` of `size` that cell `i` of `n` covers, with `o(i, r)`, which is `n` at
/// most.
fn shares(i: usize, n: usize, size: usize) -> impl Iterator<Item = (usize, u8)> {
    let (start, end) = (i * size, (i + 1) * size);
    let share = move |r: usize| (n * (r + 1)).min(end) - (n * r).max(start);
    (start / n..end.div_ceil(n)).map(move |r| (r, share(r) as u8))
}
