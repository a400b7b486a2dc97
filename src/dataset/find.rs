//! Where a data set is looked for.

use std::path::{Path, PathBuf};

use super::set::Dataset;
use crate::error::{Result, printable};

/// The folder, below the current one, in which imported photographs of the course are looked for.
pub const COURSE_FOLDER: &str = "data/course";
/// The folder, below the current one, in which pictures of the user's own are looked for.
pub const OWN_FOLDER: &str = "data/own";
/// The environment variable with the name of a folder, which is looked for first.
pub const FOLDER_VARIABLE: &str = "PURRCEPTRON_DATA";

/// The folder of the user's data, which is found wherever the program is started; `None` if the
/// environment does not say where it is.
///
/// ```text
/// Linux     $XDG_DATA_HOME/purrceptron, or ~/.local/share/purrceptron
/// macOS     ~/Library/Application Support/purrceptron
/// Windows   %APPDATA%\purrceptron
/// ```
///
/// A path that is not absolute is ignored, as the XDG Base Directory Specification demands.
pub fn user_folder() -> Option<PathBuf> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let folder = if cfg!(windows) {
        absolute("APPDATA")?
    } else if cfg!(target_os = "macos") {
        absolute("HOME")?.join("Library/Application Support")
    } else {
        absolute("XDG_DATA_HOME").or_else(|| Some(absolute("HOME")?.join(".local/share")))?
    };
    Some(folder.join("purrceptron"))
}

/// The folders whose data set is found without being named, the first choice first.
pub fn folders() -> impl Iterator<Item = PathBuf> {
    let user = user_folder().into_iter();
    let of_the_user = user.flat_map(|user| ["course", "own"].map(|name| user.join(name)));
    [COURSE_FOLDER, OWN_FOLDER].map(PathBuf::from).into_iter().chain(of_the_user)
}

/// Where a data set is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Named on the command line.
    Option(PathBuf),
    /// Named by `$PURRCEPTRON_DATA`.
    Variable(PathBuf),
    /// Below the current folder or the user's.
    Found(PathBuf),
    /// Compiled into the program.
    BuiltIn,
}

impl Dataset {
    /// Loads the data set at [`Source::find`].
    ///
    /// # Errors
    ///
    /// If the folder there is not a data set.
    pub fn find(folder: Option<&Path>) -> Result<(Self, Source)> {
        let source = Source::find(folder);
        let dataset = match &source {
            Source::Option(folder) | Source::Variable(folder) | Source::Found(folder) => {
                Self::load(folder)?
            }
            Source::BuiltIn => Self::drawn(),
        };
        Ok((dataset, source))
    }
}

impl Source {
    /// The first of these that is there, whatever it holds: `folder`, `$PURRCEPTRON_DATA`, `data/course`,
    /// `data/own`, `course` and `own` in the [`user_folder`], the drawn pictures.
    pub fn find(folder: Option<&Path>) -> Self {
        let variable = std::env::var_os(FOLDER_VARIABLE).filter(|value| !value.is_empty());
        if let Some(folder) = folder {
            return Self::Option(folder.into());
        }
        if let Some(folder) = variable {
            return Self::Variable(folder.into());
        }
        // A link that leads nowhere is there, too, and a mistake.
        let there = |folder: &PathBuf| folder.symlink_metadata().is_ok();
        folders().find(there).map_or(Self::BuiltIn, Self::Found)
    }

    /// The source in words, for the line that says which data is used.
    pub fn describe(&self) -> String {
        match self {
            Self::Option(folder) | Self::Found(folder) => printable(folder),
            Self::Variable(folder) => format!("{} (from ${FOLDER_VARIABLE})", printable(folder)),
            Self::BuiltIn => "built in".into(),
        }
    }

    /// If the drawn pictures are used because there was nothing else: where that was looked for.
    pub fn looked_in(&self) -> Option<String> {
        (*self == Self::BuiltIn).then(|| match user_folder() {
            Some(user) => format!("{COURSE_FOLDER}, {OWN_FOLDER} or\n{}", printable(&user)),
            None => format!("{COURSE_FOLDER} or {OWN_FOLDER}"),
        })
    }
}
