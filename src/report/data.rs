//! The data block: what the page's script computes with, as one JSON object.

use super::subject::Subject;
use crate::dataset::{Dataset, FEATURES};
use crate::error::{Error, Result};
use crate::formats::base64;
use crate::formats::json::Value;
use crate::model::{MOST_WEIGHTS, Model};

/// The most test pictures that are put into the page; they take 2.5 MB.
const MOST_PICTURES: usize = 150;

/// One object with the models, the first test pictures and the answers of the models for them.
///
/// It may stand in a `<script>`: every `<` is escaped, so that nothing in it ends the element.
///
/// # Errors
///
/// If there are too many weights, or one is too large for an `f32`.
pub fn block(subjects: &[Subject], dataset: &Dataset) -> Result<String> {
    let Dataset { train, test } = dataset;
    let shown = test.count().min(MOST_PICTURES);
    let data = Value::object([
        ("name", dataset.name().id().into()),
        ("train", train.count().into()),
        ("test", test.count().into()),
        ("train_cats", train.cats().into()),
        ("test_cats", test.cats().into()),
    ]);
    let pictures = Value::object([
        ("labels", test.labels[..shown].into()),
        ("pictures", base64::encode(&test.pixels[..shown * FEATURES]).into()),
    ]);
    let models: Result<Value> = subjects.iter().map(|subject| model(subject, shown)).collect();
    let block = Value::object([
        ("version", env!("CARGO_PKG_VERSION").into()),
        ("data", data),
        ("models", models?),
        ("test", pictures),
    ]);
    Ok(block.to_string().replace('<', "\\u003c"))
}

fn model(subject: &Subject, shown: usize) -> Result<Value> {
    let Subject { name, title, model, train, test, .. } = subject;
    let training = model.training.as_ref();
    Ok(Value::object([
        ("name", (*name).into()),
        ("title", (*title).into()),
        ("layers_dims", model.layers_dims().into()),
        ("learning_rate", training.map(|training| training.learning_rate).into()),
        ("iterations", training.map(|training| training.iterations).into()),
        ("train_accuracy", train.accuracy().into()),
        ("test_accuracy", test.accuracy().into()),
        ("test_probabilities", test.probabilities()[..shown].into()),
        ("weights", base64::encode(&weights(model)?).into()),
    ]))
}

/// `W1, b1 … WL, bL` as little-endian `f32`, each matrix row by row.
fn weights(model: &Model) -> Result<Vec<u8>> {
    let matrices = model.parameters.iter().flat_map(|layer| [&layer.w, &layer.b]);
    let count: usize = matrices.clone().map(|matrix| matrix.as_slice().len()).sum();
    if count > MOST_WEIGHTS {
        return Err(Error::Other(format!(
            "the model has {count} weights, and a page of more than {MOST_WEIGHTS} would be too \
             much for most browsers"
        )));
    }
    let mut bytes = Vec::with_capacity(4 * count);
    for &weight in matrices.flat_map(|matrix| matrix.as_slice()) {
        let short = weight as f32;
        if !short.is_finite() {
            return Err(Error::Other(format!(
                "the page computes with 32-bit numbers, which end at 3.4e38: it cannot \
                 hold the weight {weight:?}"
            )));
        }
        bytes.extend(short.to_le_bytes());
    }
    Ok(bytes)
}
