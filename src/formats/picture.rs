//! The picture that the decoders return, and the limits that they share.

use std::fmt;

/// The greatest number of pixels that is read: they take 300 MB.
pub const MOST_PIXELS: usize = 100_000_000;
/// The greatest width and height that is read.
pub const LONGEST_SIDE: usize = 1_000_000;

/// A picture of any size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The number of columns.
    pub width: usize,
    /// The number of rows.
    pub height: usize,
    /// Row by row, pixel by pixel, red, green, blue: `3·width·height` bytes.
    pub pixels: Vec<u8>,
}

/// What a decoder returns.
pub struct Decoded {
    /// The picture as it is stored.
    pub picture: Picture,
    /// How the stored picture lies, as Exif counts: 1 to 8.
    pub orientation: u8,
    /// What a user should know of it.
    pub notes: Vec<Note>,
}

impl From<Picture> for Decoded {
    fn from(picture: Picture) -> Self {
        Self { picture, orientation: 1, notes: Vec::new() }
    }
}

/// What a user should know of a picture that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Some of its pixels are transparent.
    Transparent,
    /// Other pictures follow it in the file.
    FirstOfSeveral,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Transparent => "its transparent parts were laid on white",
            Self::FirstOfSeveral => "it holds several pictures, the first was taken",
        })
    }
}

/// Checks that the size that a header announces is neither empty nor too large.
pub fn check_size(width: usize, height: usize) -> Result<(), String> {
    if width == 0 || height == 0 {
        return Err(format!("its size is {width}×{height}: there are no pixels in it"));
    }
    let pixels = width.checked_mul(height);
    if width.max(height) > LONGEST_SIDE || pixels.is_none_or(|pixels| pixels > MOST_PIXELS) {
        return Err(format!(
            "its size is {width}×{height}, more than the {} megapixels, or {LONGEST_SIDE} on a \
             side, that are read: save a smaller copy of it",
            MOST_PIXELS / 1_000_000
        ));
    }
    Ok(())
}

/// An empty vector with the capacity for `length` elements; an error if there is not enough memory.
pub fn reserve<T>(length: usize) -> Result<Vec<T>, String> {
    let mut elements = Vec::new();
    elements.try_reserve_exact(length).map_err(|_| "there is not enough memory for it")?;
    Ok(elements)
}
