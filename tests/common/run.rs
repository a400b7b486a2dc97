//! The program run as a user runs it.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::folder::Folder;

/// A command in a folder, with no settings and no data of the machine's. The program's folder is one of
/// those in which a shell looks, so that it calls itself by its name.
pub fn isolated(command: impl AsRef<OsStr>, folder: &Path) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_purrceptron")).parent().unwrap().to_path_buf();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = [program].into_iter().chain(std::env::split_paths(&path));
    let mut command = Command::new(command);
    command.current_dir(folder).stdin(Stdio::null());
    command.env("PATH", std::env::join_paths(folders).unwrap());
    for setting in ["PURRCEPTRON_DATA", "HOME", "XDG_DATA_HOME", "APPDATA", "CARGO"] {
        command.env_remove(setting);
    }
    command
}

/// The program in a folder.
pub fn program(folder: &Path) -> Command {
    isolated(env!("CARGO_BIN_EXE_purrceptron"), folder)
}

pub fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().unwrap()
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
