//! The library, against the course's numbers, its own oracles and hostile files.

mod common {
    pub mod close;
    pub mod folder;
    pub mod photographs;
}

/// The golden values are given to the last digit of an `f64`; another order of summation may change
/// the last few bits.
const LAST_DIGITS: f64 = 1e-14;

mod library_tests {
    mod course1_week2;
    mod course1_week4_backward;
    mod course1_week4_forward;
    mod data;
    mod decoding;
    mod first_layer;
    mod gradients;
    mod hdf5;
    mod hdf5_chunk_parts;
    mod hdf5_chunks;
    mod hdf5_parts;
    mod import;
    mod inflate;
    mod jpeg;
    mod json;
    mod matrix;
    mod models;
    mod own_pictures;
    mod photographs;
    mod photographs_week2;
    mod photographs_week4;
    mod pictures;
    mod png;
    mod png_parts;
    mod random;
    mod structure;
    mod training;
    mod zlib;
}
