//! Reading and writing files safely: nothing that may never end is read, nothing huge, and a file
//! or folder is written whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, printable};

/// The greatest size of a file that is read, 1 GiB.
const LARGEST: u64 = 1 << 30;

/// Reads all bytes of a regular file of at most 1 GiB.
///
/// # Errors
///
/// If the file is missing, unreadable or too large, or is a folder, a pipe or a device.
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

/// The path of a file to be written, where links have been followed.
///
/// # Errors
///
/// If no file can be written there. A caller can ask before it does the work for the file.
pub fn target(path: &Path) -> Result<PathBuf> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let parent = target.parent();
    let problem = if target.is_symlink() {
        "this is a link that leads nowhere"
    } else if target.is_dir() || target.file_name().is_none() {
        "this is a folder, the name of a file is expected"
    } else if target.exists() && !target.is_file() {
        "this is a device or a pipe, a file is expected"
    } else if parent.is_some_and(|parent| parent != Path::new("") && !parent.is_dir()) {
        "there is no such folder to put it in"
    } else {
        return Ok(target);
    };
    Err(Error::file(path, problem))
}

/// Writes a file, whole or not at all: a temporary file beside it is written and then renamed.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let target = target(path)?;
    let new = target.with_file_name(format!(".purrceptron-{}.new", std::process::id()));
    // A killed run may have left a file there, and a link there must not be followed.
    let _ = fs::remove_file(&new);
    let written = fs::File::create_new(&new).and_then(|mut file| file.write_all(bytes));
    written.and_then(|()| fs::rename(&new, &target)).map_err(|error| {
        let _ = fs::remove_file(&new);
        Error::file(path, explain(&error))
    })
}

/// Writes a folder of exactly these files, whole or not at all.
///
/// An existing folder is replaced if it is empty or holds only files of these names and system files,
/// and refused otherwise.
///
/// # Errors
///
/// If the folder cannot be written, or holds something else.
pub fn write_folder(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<()> {
    // A link stays, and the folder it leads to is replaced. `components` leaves out every `.`.
    let target = folder.canonicalize().unwrap_or_else(|_| folder.components().collect());
    let exists = check_replaceable(&target, files)?;
    let parent = match target.parent() {
        Some(parent) if target.file_name().is_some() => Path::new(".").join(parent),
        _ => return Err(Error::file(folder, "no folder can be made here; give its name")),
    };
    let missing: Vec<&Path> = parent.ancestors().take_while(|path| !path.exists()).collect();
    let [new, old] = ["new", "old"]
        .map(|suffix| parent.join(format!(".purrceptron-{}.{suffix}", std::process::id())));
    let replace = || {
        fs::create_dir_all(&parent)?;
        fs::create_dir(&new)?;
        for (name, bytes) in files {
            fs::write(new.join(name), bytes)?;
        }
        if !exists {
            return fs::rename(&new, &target);
        }
        fs::rename(&target, &old)?;
        fs::rename(&new, &target).inspect_err(|_| _ = fs::rename(&old, &target))?;
        remove(&old, files)
    };
    replace().map_err(|error| {
        let _ = remove(&new, files);
        missing.iter().for_each(|path| _ = fs::remove_dir(path));
        Error::file(folder, explain(&error))
    })
}

/// The first bytes of a file, at most 1024; `None` if it is no regular file or cannot be read.
pub fn head(path: &Path) -> Option<Vec<u8>> {
    // What is no file might never end, or wait for its other side.
    fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mut bytes = Vec::new();
    fs::File::open(path).ok()?.take(1024).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Whether a name is of a file that the operating system puts into folders by itself. Such files are
/// passed over wherever a folder is read, and replaced with it.
pub fn is_system_file(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let known = [&b".DS_Store"[..], b"Thumbs.db", b"desktop.ini"];
    name.starts_with(b"._") || known.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The names in a folder in order, without those of system files.
///
/// # Errors
///
/// If the folder cannot be read.
pub fn names(folder: &Path) -> Result<Vec<OsString>> {
    let entries = fs::read_dir(folder).and_then(|entries| {
        let names = entries.map(|entry| Ok(entry?.file_name()));
        names.filter(|name| !name.as_ref().is_ok_and(|name| is_system_file(name))).collect()
    });
    let mut names: Vec<OsString> = entries.map_err(|e| Error::file(folder, explain(&e)))?;
    names.sort();
    Ok(names)
}

/// Whether an entry of a folder may be removed: a file of one of these names, or a system file.
fn is_replaceable(entry: &fs::DirEntry, files: &[(&str, Vec<u8>)]) -> bool {
    let name = entry.file_name();
    entry.file_type().is_ok_and(|kind| kind.is_file())
        && (is_system_file(&name) || files.iter().any(|(file, _)| name == *file))
}

/// Removes a folder that holds nothing but what may be removed.
fn remove(folder: &Path, files: &[(&str, Vec<u8>)]) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_replaceable(&entry, files) {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_dir(folder)
}

/// Whether the folder exists.
///
/// # Errors
///
/// If the folder holds anything but files of these names and system files, so that replacing it would
/// destroy something else.
fn check_replaceable(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<bool> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(_) if folder.is_symlink() => {
            return Err(Error::file(folder, "this is a link that leads nowhere"));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Error::file(folder, explain(&error))),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Error::file(folder, explain(&error)))?;
        if !is_replaceable(&entry, files) {
            let name = printable(Path::new(&entry.file_name()));
            let problem = format!("the folder holds something else, {name}: choose another one");
            return Err(Error::file(folder, problem));
        }
    }
    Ok(true)
}

/// The message of an error of the operating system, in clearer words where there are some.
fn explain(error: &io::Error) -> String {
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
