//! The bytes of files, in and out: nothing here depends on cats or on networks.

pub(crate) mod base64;
pub mod checksums;
mod exif;
pub mod hdf5;
mod huffman;
pub mod idx;
pub mod inflate;
pub(crate) mod jpeg;
pub mod json;
pub(crate) mod picture;
pub mod png;
pub(crate) mod pnm;
pub mod safetensors;
pub(crate) mod signatures;
pub mod zlib;

pub(crate) use picture::LONGEST_SIDE;
pub use picture::{Note, Picture};
