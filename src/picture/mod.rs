//! One picture, from a file to the column `X` that the network is given.
//!
//! [`read_x`] does all of it: [`Picture::read`], [`Picture::squeezed`] to 64×64 pixels, and
//! [`Picture::x`]. Many pictures with labels, to train with, are
//! [`Pictures`](crate::dataset::Pictures).

mod squeeze;
mod turn;

pub use crate::formats::{Note, Picture};

use std::path::Path;

use crate::error::{Error, Result};
use crate::files;
use crate::formats::picture::Decoded;
use crate::formats::signatures::{JPEG, Kind, PNG};
use crate::formats::{jpeg, png, pnm};
use crate::matrix::Matrix;
use crate::wording::command;

/// The height and the width of the picture that a network is given.
pub const SIDE: usize = 64;
/// The channels of a pixel: red, green, blue.
pub(crate) const CHANNELS: usize = 3;
/// The number of its features, 12288.
pub const FEATURES: usize = SIDE * SIDE * CHANNELS;

/// Reads a JPEG, PNG, PPM or PGM file of any size as `X`, `(12288, 1)`: see [`Picture::x`].
///
/// # Errors
///
/// As [`Picture::read`].
///
/// ```no_run
/// use purrceptron::{model::Model, picture};
/// use std::path::Path;
///
/// let model = Model::read(Path::new("cats.safetensors"))?;
/// let x = picture::read_x(Path::new("cat.jpg"))?;
/// println!("a cat with a probability of {}", model.probabilities(&x)[(0, 0)]);
/// # Ok::<(), purrceptron::error::Error>(())
/// ```
pub fn read_x(path: &Path) -> Result<Matrix> {
    Picture::read(path).map(|picture| picture.x())
}

impl Picture {
    /// Reads a JPEG, PNG, PPM or PGM file, and turns it as its Exif orientation says. What is transparent
    /// is laid on white.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is damaged, or is something else: then the error says what it looks
    /// like and how to make a PNG of it.
    pub fn read(path: &Path) -> Result<Self> {
        Self::read_with_notes(path).map(|(picture, _)| picture)
    }

    /// As [`read`](Self::read), with what a user should know of the picture.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn read_with_notes(path: &Path) -> Result<(Self, Vec<Note>)> {
        Self::decode(files::read(path)?).map_err(|problem| Error::file(path, problem))
    }

    /// Decodes the bytes of a JPEG, PNG, PPM or PGM file.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn decode(file: Vec<u8>) -> std::result::Result<(Self, Vec<Note>), String> {
        let Decoded { picture, orientation, notes } = match &file[..] {
            [b'P', b'2' | b'3' | b'5' | b'6', b' ' | b'\t'..=b'\r' | b'#', ..] => {
                pnm::decode(&file)?
            }
            bytes if bytes.starts_with(PNG) => png::decode(file)?,
            bytes if bytes.starts_with(JPEG) => jpeg::decode(bytes)?,
            bytes => {
                let found = looks_like(bytes);
                return Err(format!("a JPEG, PNG, PPM or PGM file is expected, this is {found}"));
            }
        };
        Ok((picture.turned(orientation), notes))
    }

    /// The column `X` of this picture, `(12288, 1)`: squeezed to 64×64 pixels, flattened row by
    /// row, pixel by pixel, red, green, blue, and divided by 255.
    ///
    /// The notebooks' `image.reshape((1, num_px * num_px * 3)).T / 255`.
    ///
    /// # Panics
    ///
    /// As [`squeezed`](Self::squeezed).
    ///
    /// ```
    /// use purrceptron::picture::Picture;
    ///
    /// let orange = Picture { width: 1, height: 1, pixels: vec![255, 127, 0] };
    /// let x = orange.x();
    /// assert_eq!(x.shape(), (12288, 1));
    /// assert_eq!(x.as_slice()[..4], [1.0, 127.0 / 255.0, 0.0, 1.0]);
    /// ```
    pub fn x(&self) -> Matrix {
        let pixels = self.squeezed(SIDE, SIDE).pixels;
        Matrix::from_fn(FEATURES, 1, |feature, _| f64::from(pixels[feature]) / 255.0)
    }
}

/// What a file seems to be that is no picture that is read, and what to do with it: the end of the
/// sentence "this is …".
#[doc(hidden)] // public only for this crate's own tests
pub fn looks_like(file: &[u8]) -> String {
    let kind = Kind::of(file);
    let advice = match kind {
        Kind::Picture(_) => {
            return format!(
                "{kind}: it is not read. ImageMagick converts it: `magick \"IN[0]\" -auto-orient OUT.png` \
                 (before its version 7 the command is `convert`); or open the page of `{}` in your \
                 browser and drop the picture there: it takes what the browser can show",
                command("report")
            );
        }
        Kind::Png | Kind::Jpeg => "it was cut short: save it again",
        Kind::Hdf5 => return format!("{kind}: `{}` reads the course's", command("import")),
        Kind::Safetensors => "the model comes first, once",
        Kind::Base64 => "`base64 -d IN > OUT.png` decodes what follows any comma in it",
        Kind::Utf16 => {
            "PowerShell's `>` makes that of a program's output: `cmd /c \"program > cat.ppm\"` does not"
        }
        kind => kind.advice().unwrap_or("give a JPEG, PNG or PPM file"),
    };
    format!("{kind}: {advice}")
}
