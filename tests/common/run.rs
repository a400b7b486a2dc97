//! The program run as a user runs it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::folder::Folder;

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
