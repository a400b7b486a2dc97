//! What a file is that is not HDF5, by its first bytes.

use super::SIGNATURE;

/// What bytes that are not an HDF5 file seem to be, and what to do then: the end of a sentence.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> &'static str {
    let starts = |start: &[u8]| bytes.starts_with(start);
    let is_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..);
    // "The superblock may begin at certain predefined offsets": 0, 512, 1024, 2048, and so on.
    let mut later = (9..usize::BITS).map_while(|power| bytes.get(1 << power..));
    let has_user_block = later.any(|rest| rest.starts_with(SIGNATURE));
    match bytes {
        [] => "an empty file: download it again",
        _ if bytes.iter().all(|&byte| byte == 0) => "all zeros: download it again",
        _ if SIGNATURE.starts_with(bytes) => "the start of one, cut short: download it again",
        _ if has_user_block => "one with a user block: copy its datasets to a new file with h5py",
        _ if starts(b"\x89HDF") => "one that was copied as if it were text: download it as binary",
        _ if starts(b"\x1f\x8b") => "gzip data: unpack it with `gunzip`",
        _ if starts(b"PK\x03\x04") => "a ZIP archive (a NumPy .npz is one, too): unpack it",
        _ if starts(b"\x93NUMPY") => "a NumPy .npy file: save the array with h5py instead",
        _ if starts(b"\x89PNG") => "a PNG picture: choose the .h5 file",
        _ if starts(b"\xff\xd8\xff") => "a JPEG picture: choose the .h5 file",
        _ if starts(b"\0\0\x08") => "an IDX file, as MNIST's: choose the .h5 file",
        _ if starts(b"version https://git-lfs") => "a Git LFS pointer: run `git lfs pull`",
        _ if bytes.trim_ascii_start().starts_with(b"<") => "a web page: download the raw file",
        _ if bytes.iter().take(512).all(is_text) => "plain text: download the raw file",
        _ => "nothing known here: choose the .h5 file or download it again",
    }
}
