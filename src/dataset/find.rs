//! Where a data set is looked for.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::set::Dataset;
use crate::error::{Result, printable};

/// The folder, below the current one, in which imported photographs of the course are looked for.
pub const COURSE_FOLDER: &str = "data/course";
/// The environment variable with the name of a folder, which is looked for first.
pub const FOLDER_VARIABLE: &str = "PURRCEPTRON_DATA";

/// Whether anything is at this path, even if it cannot be read: that must become an error.
fn is_there(path: &Path) -> bool {
    !matches!(path.symlink_metadata(), Err(error) if error.kind() == ErrorKind::NotFound)
}

/// Where a data set was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Named on the command line.
    Option(PathBuf),
    /// Named by `$PURRCEPTRON_DATA`.
    Variable(PathBuf),
    /// `data/course` below the current folder.
    CourseFolder,
    /// Compiled into the program.
    BuiltIn,
}

impl Dataset {
    /// Loads the first of these that is there: `folder`, `$PURRCEPTRON_DATA`, `data/course`, the
    /// drawn pictures.
    ///
    /// # Errors
    ///
    /// If `folder`, the folder of the variable, or an existing `data/course` is not a data set.
    pub fn find(folder: Option<&Path>) -> Result<(Self, Source)> {
        let variable = std::env::var_os(FOLDER_VARIABLE).filter(|value| !value.is_empty());
        Ok(if let Some(folder) = folder {
            (Self::load(folder)?, Source::Option(folder.into()))
        } else if let Some(folder) = variable.map(PathBuf::from) {
            (Self::load(&folder)?, Source::Variable(folder))
        } else if is_there(Path::new(COURSE_FOLDER)) {
            (Self::load(Path::new(COURSE_FOLDER))?, Source::CourseFolder)
        } else {
            (Self::drawn(), Source::BuiltIn)
        })
    }
}

impl Source {
    /// The source in words, for the line that says which data is used.
    pub fn describe(&self) -> String {
        match self {
            Self::Option(folder) => printable(folder),
            Self::Variable(folder) => format!("{} (from ${FOLDER_VARIABLE})", printable(folder)),
            Self::CourseFolder => COURSE_FOLDER.into(),
            Self::BuiltIn => "built in".into(),
        }
    }
}
