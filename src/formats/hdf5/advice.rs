//! What to do with a file that is not HDF5.

use crate::formats::signatures::{HDF5, Kind};

/// What a file seems to be that is not HDF5, and what to do with it: the end of the sentence "this
/// is …".
#[must_use]
pub fn looks_like(file: &[u8]) -> String {
    // "The superblock may begin at certain predefined offsets": 0, 512, 1024, 2048, and so on.
    let mut later = (9..usize::BITS).map_while(|power| file.get(1 << power..));
    if later.any(|block| block.starts_with(HDF5)) {
        return "one with a user block: copy its datasets to a new file with h5py".into();
    }
    let kind = Kind::of(file);
    let advice = match kind {
        Kind::Hdf5 if HDF5.starts_with(file) => {
            return "the start of one, cut short: download it again".into();
        }
        Kind::Hdf5 => {
            return "one that was copied as if it were text: download it as binary".into();
        }
        Kind::Empty | Kind::Zeros => "download it again",
        Kind::Gzip => "unpack it with `gunzip`",
        Kind::Zip => "unpack it (a NumPy .npz is one, too)",
        Kind::Npy => "save the array with h5py instead",
        Kind::GitLfs => "run `git lfs pull`",
        Kind::WebPage | Kind::Text => "download the raw file",
        Kind::Png | Kind::Picture(_) | Kind::Idx | Kind::Pickle | Kind::Safetensors => {
            "choose the .h5 file"
        }
        Kind::Unknown => "choose the .h5 file or download it again",
    };
    format!("{kind}: {advice}")
}
