//! One picture, from a file to what the network sees of it.
//!
//! The labelled pictures of 64×64 to learn from are another thing:
//! [`Pictures`](crate::dataset::Pictures).

mod advice;
mod squeeze;

pub use crate::formats::Picture;
pub use advice::looks_like;

use std::path::Path;

use crate::error::{Error, Result};
use crate::files;
use crate::formats::{png, pnm, signatures};

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
            start if start.starts_with(signatures::PNG) => png::decode(file),
            _ => Err(format!("a PNG, PPM or PGM file is expected, this is {}", looks_like(&file))),
        }
    }
}
