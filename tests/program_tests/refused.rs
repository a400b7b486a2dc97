//! Command lines that the program refuses.

use std::fs;

use crate::common::folder::Folder;
use crate::common::run::{run_in, stderr, stdout};

/// One clear error on standard error, nothing on standard output, and the exit code.
#[track_caller]
pub fn assert_refused(arguments: &[&str], code: i32, expected: &str) {
    let folder = Folder::new("refused");
    let output = run_in(&folder.path(""), arguments);
    let error = stderr(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
    assert!(output.stdout.is_empty(), "{arguments:?}: {}", stdout(&output));
    assert!(error.starts_with("error: ") && error.contains(expected), "{arguments:?}: {error}");
    assert_eq!(error.matches("error").count(), 1, "{error}");
    let left = fs::read_dir(folder.path("")).unwrap().count();
    assert_eq!(left, 0, "{arguments:?} left something behind");
}
