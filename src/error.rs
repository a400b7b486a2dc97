//! What can go wrong outside of the program, told so that a person can act on it.

use std::fmt;
use std::path::{Path, PathBuf};

/// An error that is not a mistake in the program: a file, an argument, or a training run that ran
/// away.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// What was asked for makes no sense: exit code 2.
    Usage(String),
    /// A file or folder is not what it has to be.
    File {
        /// Which.
        path: PathBuf,
        /// What was expected, what was found, what to do.
        problem: String,
    },
    /// The cost left the numbers.
    Diverged {
        /// The iteration whose cost it is.
        iteration: usize,
        /// NaN or infinite.
        cost: f64,
        /// The step that was too large, most likely.
        learning_rate: f64,
    },
    /// Anything else, in a sentence.
    Other(String),
}

/// What most functions that meet the outside world return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A problem with the file or folder at `path`.
    pub fn file(path: &Path, problem: impl fmt::Display) -> Self {
        Self::File { path: path.to_path_buf(), problem: problem.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Other(message) => f.write_str(message),
            Self::File { path, problem } => write!(f, "{}: {problem}", printable(path)),
            Self::Diverged { iteration, cost, learning_rate } => write!(
                f,
                "the cost became {cost} at iteration {iteration}: with the learning rate \
                 {learning_rate:?} the steps are too long; try a tenth of it"
            ),
        }
    }
}

impl std::error::Error for Error {}

/// A path for people to read. Control characters are escaped: a terminal must not be sent them raw.
#[must_use]
pub fn printable(path: &Path) -> String {
    path.to_string_lossy()
        .chars()
        .map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() })
        .collect()
}
