//! The data block: what the page's script computes with, as one JSON object (RFC 8259).

use super::subject::Subject;
use crate::dataset::{Dataset, FEATURES};
use crate::error::{Error, Result};
use crate::formats::base64;
use crate::formats::json;

/// No more test pictures than this are put into the page, 2.5 MB of them.
pub const MOST_PICTURES: usize = 150;
/// As many as `train` allows, 85 MB of them.
const MOST_WEIGHTS: usize = 16_000_000;

/// One object with the models, the first test pictures and what the library says of them.
///
/// # Errors
///
/// If there are too many weights, or one is too large for an `f32`.
pub fn block(subjects: &[Subject], dataset: &Dataset) -> Result<String> {
    let test = &dataset.test;
    let shown = test.count().min(MOST_PICTURES);
    let models =
        subjects.iter().map(|subject| model(subject, shown)).collect::<Result<Vec<_>>>()?;
    Ok(format!(
        "{{\"version\": {},\n\"data\": {{\"name\": {}, \"train\": {}, \"test\": {}, \
         \"train_cats\": {}, \"test_cats\": {}}},\n\"models\": [{}],\n\
         \"test\": {{\"labels\": {:?}, \"pictures\": \"{}\"}}}}",
        string(env!("CARGO_PKG_VERSION")),
        string(dataset.name().id()),
        dataset.train.count(),
        test.count(),
        dataset.train.cats(),
        test.cats(),
        models.join(",\n"),
        &test.labels[..shown],
        base64::encode(&test.pixels[..shown * FEATURES])
    ))
}

fn model(subject: &Subject, shown: usize) -> Result<String> {
    let Subject { model, .. } = subject;
    let count: usize = model.parameters.iter().map(|l| l.w.as_slice().len() + l.b.rows()).sum();
    if count > MOST_WEIGHTS {
        return Err(Error::Other(format!(
            "the model has {count} weights, and a page of more than {MOST_WEIGHTS} would be too \
             much for most browsers"
        )));
    }
    let mut weights = Vec::with_capacity(4 * count);
    for layer in &model.parameters {
        for &weight in layer.w.as_slice().iter().chain(layer.b.as_slice()) {
            let short = weight as f32;
            if !short.is_finite() {
                return Err(Error::Other(format!(
                    "the page computes with 32-bit numbers, which end at 3.4e38: it has no place \
                     for the weight {weight:?}"
                )));
            }
            weights.extend(short.to_le_bytes());
        }
    }
    let training = model.training.as_ref();
    let known = |text: Option<String>| text.unwrap_or("null".into());
    Ok(format!(
        "{{\"name\": {}, \"title\": {}, \"layers_dims\": {:?}, \"learning_rate\": {}, \
         \"iterations\": {}, \"train_accuracy\": {:?}, \"test_accuracy\": {:?},\n\
         \"test_probabilities\": {:?},\n\"weights\": \"{}\"}}",
        string(subject.name),
        string(subject.title),
        model.layers_dims(),
        known(
            training.map(|t| t.learning_rate).filter(|r| r.is_finite()).map(|r| format!("{r:?}"))
        ),
        known(training.map(|t| t.iterations.to_string())),
        subject.train.accuracy(),
        subject.test.accuracy(),
        &subject.test.probabilities()[..shown],
        base64::encode(&weights)
    ))
}

/// A JSON string that may stand in a `<script>`: no `<` can end it.
fn string(text: &str) -> String {
    json::string(text).replace('<', "\\u003c")
}
