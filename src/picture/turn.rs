//! Turning a stored picture to lie as it is to be seen: the orientations 1 to 8 of Exif 2.32, 4.6.4.
//!
//! ```text
//! orientation   1   2          3            4         5          6           7               8
//! seen (r, c)   as  mirrored   half a turn  mirrored  mirrored   turned      mirrored        turned
//!               is  left-right              top-down  at the \   clockwise   at the /        left
//! ```

use crate::formats::Picture;

impl Picture {
    /// This picture as it is seen, stored with such an orientation.
    pub(super) fn turned(self, orientation: u8) -> Self {
        if orientation == 1 {
            return self;
        }
        let Self { width, height, pixels } = self;
        // From 5 on rows are seen as columns.
        let (columns, rows) = if orientation < 5 { (width, height) } else { (height, width) };
        let (right, bottom) = (columns - 1, rows - 1);
        let mut turned = Vec::with_capacity(pixels.len());
        let stored = pixels.as_chunks::<3>().0;
        for r in 0..rows {
            for c in 0..columns {
                let (row, column) = match orientation {
                    2 => (r, right - c),
                    3 => (bottom - r, right - c),
                    4 => (bottom - r, c),
                    5 => (c, r),
                    6 => (right - c, r),
                    7 => (right - c, bottom - r),
                    _ => (c, bottom - r),
                };
                turned.extend(stored[width * row + column]);
            }
        }
        Self { width: columns, height: rows, pixels: turned }
    }
}
