//! Reading and writing files so that nothing hangs, nothing is huge, and nothing is left
//! half-written.

use std::fs;
use std::io::{ErrorKind, Read, Write};
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

/// Where a file is to go: a link is followed.
///
/// # Errors
///
/// If no file can be there; worth asking before much work is done for it.
pub fn target(path: &Path) -> Result<PathBuf> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if target.is_symlink() {
        return Err(Error::file(path, "this is a link that leads nowhere"));
    }
    if target.is_dir() || target.file_name().is_none() {
        return Err(Error::file(path, "this is a folder, the name of a file is expected"));
    }
    if target.exists() && !target.is_file() {
        return Err(Error::file(path, "this is a device or a pipe, a file is expected"));
    }
    match target.parent() {
        Some(parent) if parent != Path::new("") && !parent.is_dir() => {
            Err(Error::file(path, "there is no such folder to put it in"))
        }
        _ => Ok(target),
    }
}

/// Writes a file, whole or not at all: to a temporary one beside it, which is then renamed.
///
/// # Errors
///
/// If it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let target = target(path)?;
    let new = target.with_file_name(format!(".purrceptron-{}.new", std::process::id()));
    // What a run that was killed left there, or a link, which must not be written through.
    let _ = fs::remove_file(&new);
    let written = fs::File::create_new(&new).and_then(|mut file| file.write_all(bytes));
    written.and_then(|()| fs::rename(&new, &target)).map_err(|error| {
        let _ = fs::remove_file(&new);
        Error::file(path, explain(&error))
    })
}

/// Writes a folder of exactly these files, whole or not at all.
///
/// They are written to a temporary folder beside it, which is then renamed. A folder that is there
/// already is replaced if it holds nothing but files of these names.
///
/// # Errors
///
/// If it cannot be written, or holds something else.
pub fn write_folder(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<()> {
    // What a link leads to is replaced, not the link; `a/.` is `a`.
    let target = match folder.canonicalize() {
        Ok(target) => target,
        Err(_) => folder.components().collect(),
    };
    let exists = check_replaceable(&target, files)?;
    let parent = match target.parent() {
        Some(parent) if target.file_name().is_some() => Path::new(".").join(parent),
        _ => return Err(Error::file(folder, "no folder can be made here; give its name")),
    };
    let missing: Vec<&Path> = parent.ancestors().take_while(|path| !path.exists()).collect();
    let beside = |suffix| parent.join(format!(".purrceptron-{}.{suffix}", std::process::id()));
    let (new, old) = (beside("new"), beside("old"));
    let write_new = || -> std::io::Result<()> {
        fs::create_dir_all(&parent)?;
        fs::create_dir(&new)?;
        files.iter().try_for_each(|(name, bytes)| fs::write(new.join(name), bytes))?;
        if exists {
            fs::rename(&target, &old)?;
        }
        fs::rename(&new, &target).inspect_err(|_| {
            let _ = fs::rename(&old, &target); // back to what was there
        })
    };
    if let Err(error) = write_new() {
        let _ = remove(&new, files);
        missing.iter().for_each(|path| _ = fs::remove_dir(path));
        return Err(Error::file(folder, explain(&error)));
    }
    if exists {
        remove(&old, files).map_err(|error| {
            Error::file(&old, format!("the old files could not be removed: {}", explain(&error)))
        })?;
    }
    Ok(())
}

/// Removes a folder of these files.
fn remove(folder: &Path, files: &[(&str, Vec<u8>)]) -> std::io::Result<()> {
    for (name, _) in files {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::remove_dir(folder)
}

/// Whether the folder is there; an error if replacing it would destroy something else.
fn check_replaceable(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<bool> {
    let explained = |error| Error::file(folder, explain(&error));
    match folder.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Ok(kind) if kind.is_symlink() => {
            return Err(Error::file(folder, "this is a link that leads nowhere"));
        }
        _ => {}
    }
    for entry in fs::read_dir(folder).map_err(explained)? {
        let entry = entry.map_err(explained)?;
        let is_file = entry.file_type().map_err(explained)?.is_file();
        if !is_file || !files.iter().any(|(name, _)| entry.file_name() == *name) {
            let name = printable(Path::new(&entry.file_name()));
            let problem = format!("the folder holds something else, {name}: choose another one");
            return Err(Error::file(folder, problem));
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
