//! Labelled pictures, and their matrices `X` and `Y`.

use std::fmt;

use crate::matrix::Matrix;
use crate::picture::{CHANNELS, FEATURES, SIDE};
use crate::wording::count;

/// The greatest number of pictures in a set, 87,381: a file that is read has at most 1 GiB, 20 bytes of them
/// in its header.
pub const MOST_PICTURES: usize = ((1 << 30) - 20) / FEATURES;

/// Pictures and their labels.
#[derive(Clone, PartialEq, Eq)]
pub struct Pictures {
    /// The pictures in C order: picture, row, column, channel. Each has 12288 bytes.
    pub pixels: Vec<u8>,
    /// One label for each picture: 1 for a cat, 0 for anything else.
    pub labels: Vec<u8>,
}

impl Pictures {
    /// Pictures with these labels, which may be numbers of any type.
    ///
    /// # Errors
    ///
    /// If there is not one label for each picture, or one is neither 0 nor 1.
    pub(super) fn new<N: Copy + Into<f64> + fmt::Display>(
        pixels: Vec<u8>,
        labels: impl ExactSizeIterator<Item = N>,
    ) -> Result<Self, String> {
        let (pictures, found) = (pixels.len() / FEATURES, labels.len());
        if found != pictures {
            return Err(format!(
                "it holds {} for {}, there must be one for each",
                count(found, "label"),
                count(pictures, "picture")
            ));
        }
        let meaning = "a label is 1 for a cat and 0 for anything else";
        let labels = labels.enumerate().map(|(i, label)| match label.into() {
            0.0 => Ok(0),
            1.0 => Ok(1),
            _ => Err(format!("label {i} is {label}: {meaning}")),
        });
        Ok(Self { labels: labels.collect::<Result<_, _>>()?, pixels })
    }

    /// Checks that there are cats and other things: otherwise there is nothing to learn.
    pub(super) fn check_both_classes(&self) -> Result<(), String> {
        let (same, needed) = match self.cats() {
            0 => (0, "some cats are needed"),
            cats if cats == self.count() => (1, "other things are needed too"),
            _ => return Ok(()),
        };
        Err(format!("all labels are {same}: to learn what a cat is, {needed}"))
    }

    /// The number of pictures, m.
    pub fn count(&self) -> usize {
        self.labels.len()
    }

    /// The number of pictures that show a cat.
    pub fn cats(&self) -> usize {
        self.labels.iter().filter(|&&label| label == 1).count()
    }

    /// `X = train_set_x_orig.reshape(m, -1).T / 255`, `(12288, m)`.
    pub fn x(&self) -> Matrix {
        Matrix::from_fn(FEATURES, self.count(), |feature, i| {
            f64::from(self.pixels[i * FEATURES + feature]) / 255.0
        })
    }

    /// `Y`, `(1, m)`.
    pub fn y(&self) -> Matrix {
        let labels = self.labels.iter().map(|&label| f64::from(label));
        Matrix::from_vec(1, self.count(), labels.collect())
    }
}

impl fmt::Debug for Pictures {
    /// The numbers of pictures and cats, without the pixels.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pictures({}, {} of cats)", self.count(), self.cats())
    }
}

/// Checks that a shape is that of at least one picture, and of 64×64×3.
pub(super) fn check_shape(&[count, height, width, channels]: &[usize; 4]) -> Result<(), String> {
    if [height, width, channels] != [SIDE, SIDE, CHANNELS] {
        return Err(format!(
            "its pictures are {height}×{width}×{channels}, {SIDE}×{SIDE}×{CHANNELS} is expected"
        ));
    }
    if count == 0 {
        return Err("it holds no pictures".into());
    }
    if count > MOST_PICTURES {
        return Err(format!(
            "it holds {count} pictures, more than the {MOST_PICTURES} of a data set"
        ));
    }
    Ok(())
}
