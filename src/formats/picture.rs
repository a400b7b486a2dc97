//! The picture that the decoders return, and the limits that they share.

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

/// Checks that the size that a header announces is neither empty nor too large.
pub fn check_size(width: usize, height: usize) -> Result<(), String> {
    if width == 0 || height == 0 {
        return Err(format!("its size is {width}×{height}: there are no pixels in it"));
    }
    let pixels = width.checked_mul(height);
    if width.max(height) > LONGEST_SIDE || pixels.is_none_or(|pixels| pixels > MOST_PIXELS) {
        return Err(format!(
            "its size is {width}×{height}, more than the {} megapixels, or {LONGEST_SIDE} on a \
             side, that are read: `magick cat.png -resize 1000x1000 small.png` (ImageMagick) \
             makes it smaller",
            MOST_PIXELS / 1_000_000
        ));
    }
    Ok(())
}

/// An empty vector with the capacity for `length` bytes; an error if there is not enough memory.
pub fn reserve(length: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|_| "there is not enough memory for it")?;
    Ok(bytes)
}
