//! Reading the course's HDF5 files: the datasets `train_set_x` and `train_set_y` in one, `test_set_x`
//! and `test_set_y` in the other, or all four in one file.

use std::path::Path;

use super::colours::colours;
use super::pictures::Pictures;
use super::set::Dataset;
use crate::error::{Error, Result};
use crate::files;
use crate::formats::hdf5::File;

/// Reads the course's two HDF5 files in any order, or one file that holds both sets.
///
/// # Errors
///
/// If one is not such a file, if a set is missing, or if its numbers are no pictures or no labels.
///
/// # Panics
///
/// If `paths` is empty.
pub fn import(paths: &[impl AsRef<Path>]) -> Result<Dataset> {
    let mut contents = Vec::new();
    for path in paths {
        contents.push((path.as_ref(), files::read(path.as_ref())?));
    }
    let mut files = Vec::new();
    for (path, bytes) in &contents {
        files.push((*path, File::open(bytes).map_err(|problem| Error::file(path, problem))?));
    }
    // Of two files, the first is asked first for the training set, the second for the test set.
    let train = Set::find(files.iter(), "train", "test")?;
    let test = Set::find(files.iter().rev(), "test", "train")?;
    let dataset = Dataset { train: train.pictures()?, test: test.pictures()? };
    dataset.train.check_both_classes().map_err(|problem| Error::file(train.path, problem))?;
    Ok(dataset)
}

/// A set and the file that holds it.
struct Set<'a> {
    path: &'a Path,
    file: &'a File<'a>,
    /// The names of its pictures and of its labels.
    names: [String; 2],
}

impl<'a> Set<'a> {
    /// The set `split`, "train" or "test", in the first file that has its pictures.
    fn find(
        files: impl Iterator<Item = &'a (&'a Path, File<'a>)> + Clone,
        split: &str,
        other: &str,
    ) -> Result<Self> {
        let names = ["x", "y"].map(|letter| format!("{split}_set_{letter}"));
        let has = |file: &File, name: &str| file.names().any(|found| found == name);
        let found = files.clone().find(|(_, file)| has(file, &names[0]));
        let (path, file) = found.or(files.clone().next()).expect("at least one file");
        let missing = names.iter().find(|name| !has(file, name));
        let Some(missing) = missing else { return Ok(Self { path, file, names }) };
        let other = format!("{other}_set_x");
        let problem = if *missing == names[0] && has(file, &other) {
            format!("this holds {other} and no {missing}: give the file that holds it, too")
        } else {
            let names: Vec<_> = file.names().take(9).collect();
            format!(
                "there is no {missing:?} in it; there are {names:?}. If one of them is what it \
                 should be, h5py renames it: `python3 -c \"import h5py; h5py.File('FILE', \
                 'a').move('NAME', '{missing}')\"`"
            )
        };
        Err(Error::file(path, problem))
    }

    fn pictures(&self) -> Result<Pictures> {
        self.read().map_err(|problem| Error::file(self.path, problem))
    }

    fn read(&self) -> std::result::Result<Pictures, String> {
        let [x_name, y_name] = &self.names;
        let pixels = colours(x_name, &self.file.array(x_name)?)?;
        let y = self.file.array(y_name)?;
        let ([_] | [_, 1] | [1, _]) = *y.shape else {
            return Err(format!(
                "{y_name}: its shape is {:?}, [m], [m, 1] or [1, m] is expected",
                y.shape
            ));
        };
        Pictures::new(pixels, y.numbers()).map_err(|problem| format!("{y_name}: {problem}"))
    }
}
