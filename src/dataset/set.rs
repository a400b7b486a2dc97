//! A data set, and its folder of four IDX files.

use std::path::Path;

use super::mistaken;
use super::pictures::{self, Pictures};
use crate::error::{Error, Result};
use crate::files;
use crate::formats::idx;
use crate::picture::{CHANNELS, SIDE};
use crate::wording::{command, count};

/// The files of a data set: training pictures and labels, test pictures and labels.
const FILES: [&str; 4] = [
    "train-images.idx4-ubyte",
    "train-labels.idx1-ubyte",
    "test-images.idx4-ubyte",
    "test-labels.idx1-ubyte",
];

/// The name of a data set, which is recognised by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// The course's photographs.
    Course,
    /// The drawn pictures that come with the program.
    Drawn,
    /// Any other.
    Custom,
}

impl Name {
    /// The name as one word, as in `--json`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Drawn => "drawn",
            Self::Custom => "custom",
        }
    }

    /// The name as a phrase.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Course => "the course's photographs",
            Self::Drawn => "drawn pictures",
            Self::Custom => "pictures of your own",
        }
    }
}

/// A training set and a test set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// The training set.
    pub train: Pictures,
    /// The test set.
    pub test: Pictures,
}

impl Dataset {
    /// The drawn pictures, which are compiled into the program.
    ///
    /// # Panics
    ///
    /// Never: a test reads them.
    pub fn drawn() -> Self {
        Self::from_idx([
            include_bytes!("../../data/drawn/train-images.idx4-ubyte"),
            include_bytes!("../../data/drawn/train-labels.idx1-ubyte"),
            include_bytes!("../../data/drawn/test-images.idx4-ubyte"),
            include_bytes!("../../data/drawn/test-labels.idx1-ubyte"),
        ])
        .unwrap_or_else(|(file, problem)| panic!("data/drawn/{}: {problem}", FILES[file]))
    }

    /// Reads a folder of four IDX files.
    ///
    /// # Errors
    ///
    /// If one is missing or malformed, or if the numbers of pictures and labels differ.
    pub fn load(folder: &Path) -> Result<Self> {
        let none = |problem: &str| {
            let [import, draw] = ["import", "draw"].map(command);
            let advice = format!(
                "a data set is a folder that `{import}` has made from the course's .h5 files or \
                 your own pictures, or `{draw}`"
            );
            Error::file(folder, format!("{problem}; {advice}"))
        };
        if folder.is_file() {
            return Err(none("this is a file"));
        }
        if !folder.exists() {
            return Err(none("there is no such folder"));
        }
        if let Some(missing) = FILES.iter().find(|file| !folder.join(file).exists()) {
            return Err(match mistaken::explain(folder, &FILES) {
                Some(problem) => Error::file(folder, problem),
                None => none(&format!("there is no {missing} in it")),
            });
        }
        let mut bytes = Vec::new();
        for file in FILES {
            bytes.push(files::read(&folder.join(file))?);
        }
        Self::from_idx([&bytes[0], &bytes[1], &bytes[2], &bytes[3]])
            .map_err(|(file, problem)| Error::file(&folder.join(FILES[file]), problem))
    }

    /// Parses the contents of the four [`FILES`]. An error comes with the index of its file.
    fn from_idx(files: [&[u8]; 4]) -> std::result::Result<Self, (usize, String)> {
        let split = |images: usize, labels: usize| {
            let in_images = |problem| (images, problem);
            let in_labels = |problem| (labels, problem);
            if let Ok(([_, height, width], _)) = idx::parse(files[images]) {
                return Err(in_images(format!(
                    "its pictures are grey and have {height}×{width} pixels, as in MNIST; \
                     {SIDE}×{SIDE} pixels in colour are expected"
                )));
            }
            let (shape, pixels) = idx::parse(files[images]).map_err(in_images)?;
            pictures::check_shape(&shape).map_err(in_images)?;
            let (_, values) = idx::parse::<1>(files[labels]).map_err(in_labels)?;
            Pictures::new(pixels.to_vec(), values.iter().copied()).map_err(in_labels)
        };
        let (train, test) = (split(0, 1)?, split(2, 3)?);
        train.check_both_classes().map_err(|problem| (1, problem))?;
        Ok(Self { train, test })
    }

    /// Writes a folder of four IDX files, whole or not at all.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written, or holds other files.
    pub fn save(&self, folder: &Path) -> Result<()> {
        let contents = [&self.train, &self.test].map(|pictures| {
            let mut images = idx::header([pictures.count(), SIDE, SIDE, CHANNELS]);
            images.extend(&pictures.pixels);
            let mut labels = idx::header([pictures.count()]);
            labels.extend(&pictures.labels);
            [images, labels]
        });
        let files: Vec<_> = FILES.into_iter().zip(contents.into_iter().flatten()).collect();
        files::write_folder(folder, &files)
    }

    /// The numbers of pictures and cats in a sentence.
    pub fn summary(&self) -> String {
        let counts = |pictures: &Pictures| (pictures.count(), pictures.cats());
        let [(train, cats), (test, test_cats)] = [&self.train, &self.test].map(counts);
        let cats = [cats, test_cats].map(|cats| count(cats, "cat"));
        format!("{train} to train with ({}), {test} to test with ({})", cats[0], cats[1])
    }

    /// The name of this data set, by its content.
    pub fn name(&self) -> Name {
        const COURSE: u64 = 0x0b25_deee_ef4c_b94a;
        if self.fingerprint() == COURSE {
            Name::Course
        } else if *self == Self::drawn() {
            Name::Drawn
        } else {
            Name::Custom
        }
    }

    /// The 64-bit FNV-1a hash of all pixels and labels.
    fn fingerprint(&self) -> u64 {
        [&self.train.pixels, &self.train.labels, &self.test.pixels, &self.test.labels]
            .into_iter()
            .flatten()
            .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            })
    }
}
