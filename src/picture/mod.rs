//! One picture, from a file to what the network sees of it.
//!
//! Read [`pnm`]; [`checksums`], `huffman`, [`inflate`] and [`png`]; `squeeze`, for
//! [`Picture::squeezed`]. The labelled pictures of 64×64 to learn from are another thing:
//! [`Pictures`](crate::dataset::Pictures).

pub mod checksums;
mod huffman;
pub mod inflate;
mod looks_like;
pub mod png;
pub mod pnm;
mod squeeze;

pub use looks_like::looks_like;

use std::path::Path;

use crate::error::{Error, Result};
use crate::files;

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

impl Picture {
    /// Reads a PNG, PPM or PGM file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is damaged, or is something else: then the error says what it looks
    /// like and how to make a PNG of it.
    pub fn read(path: &Path) -> Result<Self> {
        Self::decode(files::read(path)?).map_err(|problem| Error::file(path, problem))
    }

    /// The picture that the bytes of a PNG, PPM or PGM file are.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn decode(file: Vec<u8>) -> std::result::Result<Self, String> {
        match &file[..] {
            [b'P', b'2' | b'3' | b'5' | b'6', b' ' | b'\t'..=b'\r' | b'#', ..] => pnm::decode(file),
            start if start.starts_with(png::SIGNATURE) => png::decode(&file),
            _ => Err(format!("a PNG, PPM or PGM file is expected, this is {}", looks_like(&file))),
        }
    }
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
