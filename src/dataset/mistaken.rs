//! What a folder holds that is taken for a data set and is none, and the command that helps.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::files;
use crate::picture::SIDE;
use crate::wording::{command, quoted};

/// What is wrong with a folder in which one of the files `expected` is missing; `None` if that is all
/// that can be said.
pub(super) fn explain(folder: &Path, expected: &[&str]) -> Option<String> {
    let names = files::names(folder).ok()?;
    deeper(folder, &names, expected)
        .or_else(|| hdf5(folder, &names))
        .or_else(|| mnist(&names))
        .or_else(|| compressed(folder, &names, expected))
}

/// A data set in a folder of this folder.
fn deeper(folder: &Path, names: &[OsString], expected: &[&str]) -> Option<String> {
    let inside = names.iter().map(|name| folder.join(name));
    let is_data_set = |path: &PathBuf| expected.iter().all(|file| path.join(file).is_file());
    let found = inside.into_iter().find(is_data_set)?;
    Some(format!("the data set is in a folder of this folder: give --data {}", quoted(&found)))
}

/// The course's own files: they must be imported first.
fn hdf5(folder: &Path, names: &[OsString]) -> Option<String> {
    let lower = |name: &OsString| name.to_string_lossy().to_lowercase();
    let is_hdf5 = |name: &OsString| [".h5", ".hdf5"].iter().any(|end| lower(name).ends_with(end));
    let files: Vec<&OsString> = names.iter().filter(|name| is_hdf5(name)).collect();
    let holds = "this folder holds HDF5 files, which must be imported first";
    let of = |split| files.iter().find(|name| lower(name).contains(split)).map(|n| folder.join(n));
    let (Some(train), Some(test)) = (of("train"), of("test")) else {
        let which = "`import` takes two files, the course's train_catvnoncat.h5 and \
                     test_catvnoncat.h5, or one that holds both sets";
        return (!files.is_empty()).then(|| format!("{holds}: {which}"));
    };
    let into = quoted(&folder.join("imported"));
    let import = format!("import {} {} --into {into}", quoted(&train), quoted(&test));
    Some(format!("{holds}:\n  {}\nThen give --data {into}", command(&import)))
}

/// MNIST or a set that was made like it, compressed or not.
fn mnist(names: &[OsString]) -> Option<String> {
    let is_mnist = |name: &OsString| {
        let name = name.to_string_lossy();
        name.starts_with("t10k-") || name.contains("idx3-ubyte")
    };
    names.iter().any(is_mnist).then(|| {
        format!(
            "this folder holds MNIST or a set like it: grey pictures of 28×28 pixels, with ten \
             kinds of labels. Expected are pictures of {SIDE}×{SIDE} pixels in colour, with the \
             label 1 for a cat and 0 for anything else. To see such a folder:\n  {}",
            command("draw --into data/example")
        )
    })
}

/// The right files, each compressed.
fn compressed(folder: &Path, names: &[OsString], expected: &[&str]) -> Option<String> {
    let is_there = |name: &String| names.iter().any(|there| **there == **name);
    let packed = expected.iter().filter(|file| !is_there(&file.to_string()));
    let packed: Vec<String> = packed.map(|file| format!("{file}.gz")).filter(is_there).collect();
    let words: Vec<String> = packed.iter().map(|file| quoted(&folder.join(file))).collect();
    let with = if cfg!(windows) { " (in Git Bash, or with 7-Zip)" } else { "" };
    let holds = "its files are compressed, unpack them";
    (!words.is_empty()).then(|| format!("{holds}{with}:\n  gunzip {}", words.join(" ")))
}
