//! The data: pictures of 64×64 pixels, and for each a label that says whether it shows a cat.
//!
//! `X` is `(12288, m)`, as in the course: each picture is flattened to a column of 12288 features
//! (row by row, pixel by pixel, red, green, blue) and divided by 255. `Y` is `(1, m)`, with 1 for a
//! cat.
//!
//! On disk a data set is a folder of four IDX files, the raw binary format of MNIST. [`import`]
//! reads the course's own HDF5 files, [`OwnPictures`] any pictures, [`Dataset::save`] writes such a folder.

pub mod drawn;

mod colours;
mod find;
mod import;
mod mistaken;
mod own;
mod pictures;
mod set;

pub use crate::picture::{FEATURES, SIDE};
pub use find::{COURSE_FOLDER, FOLDER_VARIABLE, OWN_FOLDER, Source, folders, user_folder};
pub use import::import;
pub use own::OwnPictures;
pub use pictures::{MOST_PICTURES, Pictures};
pub use set::{Dataset, Name};
