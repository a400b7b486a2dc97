//! How a model was trained, as the metadata of its file say it.

use std::str::FromStr;

/// How a model was trained.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// The data set: `course`, `drawn` or `custom`.
    pub data: String,
    /// The name of the [`Engine`](crate::first_layer::Engine) that computed the first layer.
    pub engine: String,
    /// The number of iterations of gradient descent.
    pub iterations: usize,
    /// The learning rate.
    pub learning_rate: f64,
    /// The name of the [`Initialization`](crate::network::Initialization) of the weights.
    pub initialization: String,
    /// The seed of the random weights; `None` if they started from zeros.
    pub seed: Option<u32>,
    /// The cost before the last update.
    pub cost: f64,
    /// The accuracy on the training pictures.
    pub train_accuracy: f64,
    /// The accuracy on the test pictures.
    pub test_accuracy: f64,
}

/// The texts in a file that are not tensors, each with its name.
type Metadata = [(String, String)];

/// The text of this name; an error if there is none.
pub(super) fn text<'a>(metadata: &'a Metadata, key: &str) -> Result<&'a str, String> {
    let found = metadata.iter().find(|(found, _)| found == key);
    found.map(|(_, text)| &text[..]).ok_or_else(|| format!("its metadata has no `{key}`"))
}

fn number<N: FromStr>(metadata: &Metadata, key: &str) -> Result<N, String> {
    let text = text(metadata, key)?;
    text.parse().map_err(|_| format!("its `{key}` is `{}`, no number", text.escape_debug()))
}

fn finite(metadata: &Metadata, key: &str) -> Result<f64, String> {
    let number: f64 = number(metadata, key)?;
    let problem = format!("its `{key}` is {number}, a finite number is expected");
    if number.is_finite() { Ok(number) } else { Err(problem) }
}

impl Training {
    pub(super) fn to_metadata(&self) -> Vec<(&'static str, String)> {
        let mut metadata = vec![
            ("data", self.data.clone()),
            ("engine", self.engine.clone()),
            ("iterations", self.iterations.to_string()),
            ("learning_rate", format!("{:?}", self.learning_rate)),
            ("initialization", self.initialization.clone()),
            ("cost", format!("{:?}", self.cost)),
            ("train_accuracy", format!("{:?}", self.train_accuracy)),
            ("test_accuracy", format!("{:?}", self.test_accuracy)),
        ];
        metadata.extend(self.seed.map(|seed| ("seed", seed.to_string())));
        metadata
    }

    /// The training that the metadata describe; `None` if they have no `data`.
    pub(super) fn from_metadata(metadata: &Metadata) -> Result<Option<Self>, String> {
        if text(metadata, "data").is_err() {
            return Ok(None);
        }
        let has_seed = text(metadata, "seed").is_ok();
        Ok(Some(Self {
            data: text(metadata, "data")?.into(),
            engine: text(metadata, "engine")?.into(),
            iterations: number(metadata, "iterations")?,
            learning_rate: finite(metadata, "learning_rate")?,
            initialization: text(metadata, "initialization")?.into(),
            seed: has_seed.then(|| number(metadata, "seed")).transpose()?,
            cost: finite(metadata, "cost")?,
            train_accuracy: finite(metadata, "train_accuracy")?,
            test_accuracy: finite(metadata, "test_accuracy")?,
        }))
    }
}
