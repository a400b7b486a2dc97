//! The course's photographs, which only those have who have taken the course.

use std::path::{Path, PathBuf};

/// The folder that holds the course's two `.h5` files.
const PHOTOGRAPHS: &str = "PURRCEPTRON_PHOTOGRAPHS";

/// The course's two files.
pub fn photograph_files() -> (PathBuf, PathBuf) {
    let folder = std::env::var_os(PHOTOGRAPHS)
        .unwrap_or_else(|| panic!("set {PHOTOGRAPHS} to the folder of the course's .h5 files"));
    let folder = Path::new(&folder);
    (folder.join("train_catvnoncat.h5"), folder.join("test_catvnoncat.h5"))
}
