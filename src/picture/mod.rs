//! One picture, from a file to what the network sees of it.
//!
//! Read [`checksums`], [`png`]. Labelled pictures of 64×64 to learn from are another thing: see
//! [`Pictures`](crate::dataset::Pictures).

pub mod checksums;
pub mod png;

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
