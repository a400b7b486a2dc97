//! The bytes of files, in and out: nothing here depends on cats or on networks.

pub mod base64;
pub mod checksums;
pub mod hdf5;
pub mod idx;
pub mod inflate;
pub mod json;
mod picture;
pub mod png;
pub mod pnm;
pub mod safetensors;
pub mod signatures;

pub use picture::{LONGEST_SIDE, MOST_PIXELS, Picture};
