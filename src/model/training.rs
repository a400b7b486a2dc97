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

/// The metadata of a file: texts with names.
pub struct Metadata<'a>(pub &'a [(String, String)]);

impl<'a> Metadata<'a> {
    pub fn get(&self, key: &str) -> Result<&'a str, String> {
        let found = self.0.iter().find(|(found, _)| found == key);
        found.map(|(_, text)| &text[..]).ok_or_else(|| format!("its metadata has no `{key}`"))
    }

    fn number<N: FromStr>(&self, key: &str) -> Result<N, String> {
        let text = self.get(key)?;
        text.parse().map_err(|_| format!("its `{key}` is `{}`, no number", text.escape_debug()))
    }

    fn finite(&self, key: &str) -> Result<f64, String> {
        let number: f64 = self.number(key)?;
        let problem = format!("its `{key}` is {number}, a finite number is expected");
        if number.is_finite() { Ok(number) } else { Err(problem) }
    }
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
    pub(super) fn from_metadata(metadata: &Metadata<'_>) -> Result<Option<Self>, String> {
        if metadata.get("data").is_err() {
            return Ok(None);
        }
        let text = |key| metadata.get(key).map(String::from);
        Ok(Some(Self {
            data: text("data")?,
            engine: text("engine")?,
            iterations: metadata.number("iterations")?,
            learning_rate: metadata.finite("learning_rate")?,
            initialization: text("initialization")?,
            seed: metadata.get("seed").is_ok().then(|| metadata.number("seed")).transpose()?,
            cost: metadata.finite("cost")?,
            train_accuracy: metadata.finite("train_accuracy")?,
            test_accuracy: metadata.finite("test_accuracy")?,
        }))
    }
}
