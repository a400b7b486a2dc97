//! Reading and writing files so that nothing hangs, nothing is huge, and nothing is left half-written.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, printable};

/// No file that this program reads has a reason to be larger.
const LARGEST: u64 = 1 << 30;

/// All bytes of a regular file of at most 1 GiB.
///
/// # Errors
///
/// If it is missing, unreadable, too large, a folder, or a pipe or device that might never end.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let explain = |error| Error::file(path, explain(&error));
    let kind = fs::metadata(path).map_err(explain)?;
    if kind.is_dir() {
        return Err(Error::file(path, "this is a folder, a file is expected"));
    }
    if !kind.is_file() {
        return Err(Error::file(path, "this is a device or a pipe, a file is expected"));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(explain)?;
    if kind.len() <= LARGEST {
        bytes
            .try_reserve_exact(kind.len() as usize)
            .map_err(|_| Error::file(path, "there is not enough memory to read it"))?;
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(explain)?;
    }
    if kind.len() > LARGEST || bytes.len() as u64 > LARGEST {
        return Err(Error::file(path, "it is larger than 1 GiB, more than this program reads"));
    }
    Ok(bytes)
}

/// Writes a folder of exactly these files, whole or not at all.
///
/// They are written to a temporary folder beside it, which is then renamed. A folder that is there already is
/// replaced if it holds nothing but files of these names.
///
/// # Errors
///
/// If it cannot be written, or holds something else.
pub fn write_folder(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<()> {
    let exists = check_replaceable(folder, files)?;
    let name = folder.file_name().ok_or_else(|| {
        Error::file(folder, "this names no folder that could be made; give its name")
    })?;
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(|error| Error::file(parent, explain(&error)))?;
    let beside = |suffix: &str| -> PathBuf {
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.{suffix}", std::process::id()));
        parent.join(hidden)
    };
    let (new, old) = (beside("new"), beside("old"));
    let written = fs::create_dir(&new)
        .and_then(|()| files.iter().try_for_each(|(name, bytes)| fs::write(new.join(name), bytes)));
    let replaced = written.and_then(|()| {
        if !exists {
            return fs::rename(&new, folder);
        }
        fs::rename(folder, &old)?;
        fs::rename(&new, folder).inspect_err(|_| {
            let _ = fs::rename(&old, folder); // back to what was there
        })
    });
    let _ = fs::remove_dir_all(&new);
    replaced.map_err(|error| Error::file(folder, explain(&error)))?;
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

/// Whether the folder is there; an error if replacing it would destroy something else.
fn check_replaceable(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<bool> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Error::file(folder, explain(&error))),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Error::file(folder, explain(&error)))?;
        let ours = files.iter().any(|(name, _)| entry.file_name() == *name);
        if !ours {
            return Err(Error::file(
                folder,
                format!(
                    "the folder holds something else, {}: choose another one",
                    printable(Path::new(&entry.file_name()))
                ),
            ));
        }
    }
    Ok(true)
}

/// What the operating system said, in the words of this program where they are clearer.
fn explain(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".into(),
        ErrorKind::PermissionDenied => "permission denied".into(),
        ErrorKind::NotADirectory => {
            "a folder is expected, this is (or leads through) a file".into()
        }
        ErrorKind::IsADirectory => "this is a folder, a file is expected".into(),
        ErrorKind::StorageFull => "the disk is full".into(),
        _ => error.to_string(),
    }
}
