//! The bytes of files, in and out. May be skipped: nothing here knows of cats or of networks.

pub mod base64;
pub mod checksums;
pub mod hdf5;
pub mod idx;
pub mod inflate;
pub mod json;
pub mod png;
pub mod pnm;
pub mod safetensors;
pub mod signatures;

/// More pixels are not read: they would take over 300 MB.
pub const MOST_PIXELS: usize = 100_000_000;
/// Nor is what is wider or higher than this.
pub const LONGEST_SIDE: usize = 1_000_000;

/// A picture of any size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Row by row, pixel by pixel, red, green, blue: `3·width·height` bytes.
    pub pixels: Vec<u8>,
}

/// # Errors
///
/// If there are no pixels, or too many.
fn check_size(width: usize, height: usize) -> std::result::Result<(), String> {
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

/// Empty, with room for so many bytes.
fn memory(length: usize) -> std::result::Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|_| "there is not enough memory for it")?;
    Ok(bytes)
}
