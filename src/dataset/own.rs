//! A learner's own pictures: some of cats and some of other things become a data set.
//!
//! ```text
//! every picture that can be read ─▶ 64×64 pixels, as `predict` squeezes it ─▶ shuffled ─▶ test | training
//! ```
//!
//! The same files and the same seed give the same bytes, on any machine and with any number of threads.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::pictures::{MOST_PICTURES, Pictures};
use super::set::Dataset;
use crate::error::{Error, Result};
use crate::files;
use crate::picture::{Picture, SIDE};
use crate::processor::{Processor, in_parallel};
use crate::random::Random;
use crate::wording::count;

/// The pictures that a data set is to be made of.
#[derive(Clone, Debug)]
pub struct OwnPictures {
    /// Files and folders; the pictures in them, and in folders in them, show cats.
    pub cats: Vec<PathBuf>,
    /// Files and folders; the pictures in them, and in folders in them, show anything else.
    pub others: Vec<PathBuf>,
    /// So many per cent of the cats, and of the others, become the test set.
    pub test_percent: usize,
    /// The seed of the order of the pictures, and so of the choice of the test set.
    pub seed: u32,
}

/// A picture of 64×64 pixels, and its label.
type Labelled = (Vec<u8>, u8);

impl OwnPictures {
    /// Reads all pictures. `progress` is called, on any thread, with the numbers of files that were read and
    /// that there are; `unread` with the error of each file that could not be read.
    ///
    /// # Errors
    ///
    /// If a folder cannot be read, a file is among the cats and among the others, there are not two pictures
    /// of each kind, one to train with and one to test with, or more than fit into a data set.
    ///
    /// # Panics
    ///
    /// Unless `test_percent` is from 1 to 99.
    pub fn read(
        &self,
        progress: impl Fn(usize, usize) + Sync,
        mut unread: impl FnMut(&Error),
    ) -> Result<Dataset> {
        assert!((1..=99).contains(&self.test_percent), "{} per cent", self.test_percent);
        let mut names = Vec::new();
        for (paths, label) in [(&self.cats, 1), (&self.others, 0)] {
            names.extend(files_in(paths)?.into_iter().map(|name| (name, label)));
        }
        check_no_file_is_both(&names)?;
        if names.len() > MOST_PICTURES {
            let files = names.len();
            return Err(Error::Other(format!(
                "there are {files} files, more than the {MOST_PICTURES} pictures of a data set"
            )));
        }
        let mut pictures = Vec::new();
        for read in squeezed(&names, progress) {
            match read {
                Ok(picture) => pictures.push(picture),
                Err(error) => unread(&error),
            }
        }
        for (kind, label) in [("cats", 1), ("other things", 0)] {
            let readable = pictures.iter().filter(|picture| picture.1 == label).count();
            if readable < 2 {
                let found = count(readable, "picture");
                return Err(Error::Other(format!(
                    "{found} of {kind} could be read: 2 at least are needed, one to train with and one to \
                     test with"
                )));
            }
        }
        Ok(self.split(pictures))
    }

    /// Shuffles the pictures. The first of each kind are the test set.
    fn split(&self, mut pictures: Vec<Labelled>) -> Dataset {
        Random::seed(self.seed).shuffle(&mut pictures);
        let mut left = [0, 1].map(|label| {
            let all = pictures.iter().filter(|picture| picture.1 == label).count();
            ((all * self.test_percent + 50) / 100).clamp(1, all - 1)
        });
        let (test, train): (Vec<_>, Vec<_>) = pictures.into_iter().partition(|&(_, label)| {
            let left = &mut left[usize::from(label)];
            let is_test = *left > 0;
            *left -= usize::from(is_test);
            is_test
        });
        let [train, test] = [train, test].map(|pictures| {
            let labels = pictures.iter().map(|picture| picture.1).collect();
            Pictures {
                labels,
                pixels: pictures.into_iter().flat_map(|picture| picture.0).collect(),
            }
        });
        Dataset { train, test }
    }
}

/// The files that are named and those in the folders that are, and in folders in them, each folder in the
/// order of its names.
fn files_in(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        add_files(path.clone(), &mut found)?;
    }
    Ok(found)
}

/// Appends a file, or the files in a folder. Links in a folder are not followed to other folders, so that
/// the search ends.
fn add_files(path: PathBuf, found: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        found.push(path);
        return Ok(());
    }
    for name in files::names(&path)? {
        let inside = path.join(name);
        match inside.is_symlink() {
            true => found.push(inside),
            false => add_files(inside, found)?,
        }
    }
    Ok(())
}

/// A file cannot show a cat and no cat.
fn check_no_file_is_both(names: &[(PathBuf, u8)]) -> Result<()> {
    let mut labels = HashMap::new();
    for (name, label) in names {
        let file = name.canonicalize().unwrap_or_else(|_| name.clone());
        if labels.insert(file, label).is_some_and(|other| other != label) {
            return Err(Error::file(name, "this is among the cats and among the other things"));
        }
    }
    Ok(())
}

/// The pictures of these files, in their order.
fn squeezed(
    names: &[(PathBuf, u8)],
    progress: impl Fn(usize, usize) + Sync,
) -> Vec<Result<Labelled>> {
    let done = AtomicUsize::new(0);
    let read = |(name, label): &(PathBuf, u8)| {
        let picture = Picture::read(name).map(|picture| picture.squeezed(SIDE, SIDE));
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, names.len());
        picture.map(|picture| (picture.pixels, *label))
    };
    let part = names.len().div_ceil(Processor::current().threads).max(1);
    let mut parts: Vec<(_, Vec<_>)> = names.chunks(part).map(|part| (part, Vec::new())).collect();
    in_parallel(parts.iter_mut().collect(), |(names, pictures)| {
        pictures.extend(names.iter().map(read));
    });
    parts.into_iter().flat_map(|(_, pictures)| pictures).collect()
}
