//! The model and the pictures that the user of `predict` names: in any order, as wildcards that no shell
//! has expanded (those of Windows do not), or as a folder of pictures.

use std::path::{Path, PathBuf};

use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::files;
use crate::formats::signatures::Kind;
use crate::wording::{command, quoted};

/// What a file is, judged by its first bytes.
fn kind(path: &Path) -> Option<Kind> {
    files::head(path).map(|head| Kind::of(&head))
}

fn is_picture(path: &Path) -> bool {
    kind(path).is_some_and(Kind::is_picture)
}

/// The model and the pictures. The model is the first one that is named, or else the first operand.
///
/// # Errors
///
/// If no file has a name that fits a wildcard, if a folder holds no pictures, or if the first operand
/// is a picture and no model is named.
pub fn model_and_pictures(operands: &[PathBuf]) -> Result<(PathBuf, Vec<PathBuf>)> {
    let mut paths = Vec::new();
    for operand in operands {
        paths.extend(expanded(operand)?);
    }
    let model = paths.iter().position(|path| kind(path) == Some(Kind::Safetensors));
    if model.is_none() && is_picture(&paths[0]) {
        let words: Vec<String> = paths.iter().map(|path| quoted(path)).collect();
        let train = command("train --save cats.safetensors");
        let predict = command(&format!("predict cats.safetensors {}", words.join(" ")));
        return Err(Error::file(
            &paths[0],
            format!(
                "this is a picture, and no model is named. For example:\n  {train}\n  {predict}"
            ),
        ));
    }
    let model = paths.remove(model.unwrap_or(0));
    let mut pictures = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => pictures.extend(pictures_in(&path, &model)?),
            false => pictures.push(path),
        }
    }
    Ok((model, pictures))
}

/// The files that a path means: itself, or where there is no such file, all whose names fit the `*` and
/// `?` in its last part, in order.
pub fn expanded(path: &Path) -> Result<Vec<PathBuf>> {
    let pattern = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if !pattern.contains(['*', '?']) || path.symlink_metadata().is_ok() {
        return Ok(vec![path.to_path_buf()]);
    }
    let parent = path.parent().unwrap_or(Path::new(""));
    let folder = if parent == Path::new("") { Path::new(".") } else { parent };
    let pattern: Vec<char> = pattern.chars().collect();
    let names = files::names(folder)?.into_iter().filter(|name| {
        let name: Vec<char> = name.to_string_lossy().chars().collect();
        (name[0] != '.' || pattern[0] == '.') && fits(&name, &pattern)
    });
    let paths: Vec<PathBuf> = names.map(|name| parent.join(name)).collect();
    if paths.is_empty() {
        return Err(Error::file(path, "there is no file whose name fits"));
    }
    Ok(paths)
}

/// Whether a name fits a pattern in which `?` stands for one character and `*` for any number.
fn fits(name: &[char], pattern: &[char]) -> bool {
    let same = |a: char, b: char| a == b || (cfg!(windows) && a.eq_ignore_ascii_case(&b));
    let (mut n, mut p) = (0, 0);
    // The last `*`, and the first character of the name that it does not stand for.
    let mut star = None;
    while n < name.len() {
        match (pattern.get(p), star) {
            (Some('*'), _) => {
                star = Some((p, n));
                p += 1;
            }
            (Some(&c), _) if c == '?' || same(c, name[n]) => (n, p) = (n + 1, p + 1),
            (_, Some((at, end))) => {
                star = Some((at, end + 1));
                (n, p) = (end + 1, at + 1);
            }
            (_, None) => return false,
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

/// The pictures in a folder in the order of their names; everything else in it is passed over.
fn pictures_in(folder: &Path, model: &Path) -> Result<Vec<PathBuf>> {
    let paths = files::names(folder)?.into_iter().map(|name| folder.join(name));
    let pictures: Vec<PathBuf> = paths.filter(|path| is_picture(path)).collect();
    if !pictures.is_empty() {
        return Ok(pictures);
    }
    Err(Error::file(
        folder,
        match Dataset::load(folder) {
            Ok(_) => {
                let (model, folder) = (quoted(model), quoted(folder));
                let evaluate = command(&format!("evaluate {model} --data {folder}"));
                format!("this folder is a data set:\n  {evaluate}")
            }
            Err(_) => "there are no pictures in this folder".into(),
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn wildcards() {
        let fits = |name: &str, pattern: &str| {
            let [name, pattern] = [name, pattern].map(|text| text.chars().collect::<Vec<_>>());
            fits(&name, &pattern)
        };
        for (name, pattern) in [
            ("cat.png", "*.png"),
            ("cat.png", "*"),
            ("cat.png", "c?t.*"),
            ("cat.png.png", "*.png"),
            ("猫.png", "?.png"),
            ("aXbXc", "a*b*c"),
            ("abab", "*ab"),
            ("a", "a**"),
            ("", "*"),
        ] {
            assert!(fits(name, pattern), "{name} {pattern}");
        }
        for (name, pattern) in [
            ("cat.jpg", "*.png"),
            ("cat.png", "?.png"),
            ("cat.png", "cat.png?"),
            ("cat.png", "at*"),
            ("abX", "*ab"),
            ("a", ""),
            ("", "?"),
        ] {
            assert!(!fits(name, pattern), "{name} {pattern}");
        }
        assert_eq!(fits("CAT.PNG", "*.png"), cfg!(windows));
        // Neither deep nor slow.
        assert!(!fits(&"a".repeat(5000), &("*a".repeat(100) + "b")));
    }
}
