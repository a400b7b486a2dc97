//! The program run as a user runs it.
#![allow(dead_code)] // each test program uses its own part of this file

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::common::Folder;

/// Runs the program in a folder, with no settings of the machine's.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_purrceptron"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("PURRCEPTRON_DATA")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

pub fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

pub fn stderr(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

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

#[track_caller]
pub fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let output = run_in(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    assert_eq!(stderr(&output), "", "{arguments:?}");
    stdout(&output).to_string()
}

/// Two pictures to train with and one to test with: the whole program in a moment.
pub fn tiny() -> Folder {
    let folder = Folder::new("tiny");
    succeed(&folder.path(""), &["draw", "--into", "data/course", "--train", "2", "--test", "1"]);
    folder
}
