//! The errors of the library and of the program, worded so that a person knows what to do next.

use std::fmt;
use std::path::{Path, PathBuf};

/// An error whose cause is a file, an argument, the data or a hyper-parameter.
///
/// A mistake in the calling code, such as matrices of the wrong shapes, is a panic instead.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// A command line or a hyper-parameter that is not valid. The program exits with code 2.
    Usage(String),
    /// A file or folder that cannot be read, written or understood.
    File {
        /// The path of the file or folder.
        path: PathBuf,
        /// What was expected, what was found and what to do.
        problem: String,
    },
    /// A training whose cost became NaN or infinite, usually because the learning rate is too large.
    Diverged {
        /// The iteration at which it happened.
        iteration: usize,
        /// The cost at that iteration, NaN or infinite.
        cost: f64,
        /// The learning rate of the training.
        learning_rate: f64,
    },
    /// Any other error, described by a sentence.
    Other(String),
}

/// The result of a function that can fail with an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An [`Error::File`] for the file or folder at `path`.
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

/// A path as text for a terminal, with its control characters escaped.
pub fn printable(path: &Path) -> String {
    path.to_string_lossy()
        .chars()
        .map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() })
        .collect()
}
