//! Reading the course's two HDF5 files: one with the datasets `train_set_x` and `train_set_y`, the
//! other with `test_set_x` and `test_set_y`.

use std::path::Path;

use super::pictures::{Pictures, check_shape};
use super::set::Dataset;
use crate::error::{Error, Result};
use crate::files;
use crate::formats::hdf5::{Array, Element, File};

/// Reads the course's two HDF5 files.
///
/// # Errors
///
/// If one is not such a file, or its datasets have other types or shapes.
pub fn import(train: &Path, test: &Path) -> Result<Dataset> {
    let dataset = Dataset {
        train: import_pictures(train, "train", "test")?,
        test: import_pictures(test, "test", "train")?,
    };
    dataset.train.check_both_classes().map_err(|problem| Error::file(train, problem))?;
    Ok(dataset)
}

/// Reads the file of one split, "train" or "test"; `other` is the other split.
fn import_pictures(path: &Path, split: &str, other: &str) -> Result<Pictures> {
    let bytes = files::read(path)?;
    let explain = |problem: String| Error::file(path, problem);
    let file = File::open(&bytes).map_err(explain)?;
    let (x_name, y_name) = (format!("{split}_set_x"), format!("{split}_set_y"));
    if file.names().any(|name| name == format!("{other}_set_x"))
        && !file.names().any(|name| name == x_name)
    {
        return Err(explain(format!(
            "this holds {other}_set_x where {x_name} is expected: \
             give the training file first, the test file second"
        )));
    }
    let (x, y) = (file.array(&x_name).map_err(explain)?, file.array(&y_name).map_err(explain)?);
    let other_than = |name: &str, array: &Array<'_>, expected: &str| {
        explain(format!("{name} holds {}, {expected} expected", describe(array)))
    };
    let (&[count, height, width, channels], Element::U8) = (&*x.shape, x.element) else {
        return Err(other_than(&x_name, &x, "unsigned bytes in 4 dimensions are"));
    };
    let (&[_], Element::I64) = (&*y.shape, y.element) else {
        return Err(other_than(&y_name, &y, "64-bit integers in 1 dimension are"));
    };
    check_shape(&[count, height, width, channels])
        .map_err(|problem| explain(format!("{x_name}: {problem}")))?;
    let labels = y.bytes.as_chunks::<8>().0.iter();
    let labels = labels.map(|&bytes| i64::from_le_bytes(bytes));
    Pictures::new(x.bytes, labels).map_err(|problem| explain(format!("{y_name}: {problem}")))
}

/// The type and shape of an array, for an error.
fn describe(array: &Array<'_>) -> String {
    let element = match array.element {
        Element::U8 => "unsigned bytes",
        Element::I64 => "64-bit integers",
    };
    format!("{element} of shape {:?}", array.shape)
}
