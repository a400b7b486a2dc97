//! A trained model, and its file: the parameters `W1, b1 … WL, bL`, and how they came about.
//!
//! One neuron is a network of one layer: its `wᵀ` is `W1`. The file is in the safetensors format
//! (`crate::formats::safetensors`); beside the tensors it says in words what one needs to use them elsewhere.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use crate::error::{self, Error};
use crate::files;
use crate::formats::safetensors::{SafeTensors, Tensor};
use crate::formats::signatures::Kind;
use crate::matrix::Matrix;
use crate::network::{self, Layer, Parameters};

/// What the metadata of our own files say under `format`.
const FORMAT: &str = "purrceptron";
/// In the words of the metadata.
const INPUT: &str = "bytes / 255; features row by row, pixel by pixel, red green blue; one column for \
                     each picture";

/// No sum of a network comes near the end of `f64`, 1.8e308, where it would be no number any more.
const LARGEST_Z: f64 = 1e300;

/// A trained network of any number of layers.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Its weights and biases.
    pub parameters: Parameters,
    /// How they came about, if the file says so.
    pub training: Option<Training>,
}

/// How a model came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// The data set: `course`, `drawn` or `custom`.
    pub data: String,
    /// How the first layer was computed: `textbook` or `sample-space`.
    pub engine: String,
    /// How many steps of gradient descent.
    pub iterations: usize,
    /// The length of a step.
    pub learning_rate: f64,
    /// How the weights started: `zeros`, `small` or `scaled`.
    pub initialization: String,
    /// From which seed; nothing is drawn for zeros.
    pub seed: Option<u32>,
    /// The cost before the last step.
    pub cost: f64,
    /// The share of training pictures that it gets right.
    pub train_accuracy: f64,
    /// The share of test pictures that it gets right.
    pub test_accuracy: f64,
}

impl Model {
    /// `[n_x, n[1], …, n[L]]`
    #[must_use]
    pub fn layers_dims(&self) -> Vec<usize> {
        let inputs = self.parameters.first().map(|layer| layer.w.columns());
        inputs.into_iter().chain(self.parameters.iter().map(|layer| layer.w.rows())).collect()
    }

    /// `A[L]`, the probability that each column of `x` shows a cat, `(1, m)`.
    ///
    /// # Panics
    ///
    /// Unless `x` has as many rows as the model has inputs.
    #[must_use]
    pub fn probabilities(&self, x: &Matrix) -> Matrix {
        network::probabilities(x, &self.parameters)
    }

    /// Looks at the weights and biases: for inputs from 0 to 1, `|z| ≤ Σ |w|·(the largest |a| before)
    /// + |b|` in each layer, and that must be a number.
    ///
    /// # Errors
    ///
    /// If one is NaN or infinite, or they are so large that an answer could be.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit.
    pub fn check(&self) -> Result<(), String> {
        let mut largest = 1.0;
        for (l, Layer { w, b }) in (1..).zip(&self.parameters) {
            for (letter, matrix) in [("W", w), ("b", b)] {
                if let Some(bad) = matrix.as_slice().iter().find(|x| !x.is_finite()) {
                    return Err(format!("`{letter}{l}` holds {bad}, finite numbers are expected"));
                }
            }
            let sum = |i| -> f64 { w.row(i).iter().map(|w| w.abs() * largest).sum() };
            let z = |i| sum(i) + b[(i, 0)].abs();
            largest = (0..w.rows()).map(z).fold(0.0, f64::max);
            if largest > LARGEST_Z {
                return Err(format!("`W{l}` and `b{l}` are so large that no number may come out"));
            }
        }
        Ok(())
    }

    /// # Errors
    ///
    /// Unless it has so many inputs; `path` is where the model came from.
    pub fn check_inputs(&self, path: &Path, inputs: usize) -> error::Result<()> {
        let found = self.layers_dims()[0];
        if found == inputs {
            return Ok(());
        }
        let problem = format!(
            "this model takes {found} numbers, and a picture of 64×64 pixels has {inputs}: it was \
             trained on something else"
        );
        Err(Error::file(path, problem))
    }

    /// Writes it to a file, which is replaced whole or not at all.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write(&self, path: &Path) -> error::Result<()> {
        files::write(path, &self.to_safetensors().to_bytes())
    }

    /// Reads it from a file.
    ///
    /// # Errors
    ///
    /// If there is no file, or something else in it than the layers of a network that ends in one
    /// unit.
    pub fn read(path: &Path) -> error::Result<Self> {
        let bytes = files::read(path)?;
        let read = SafeTensors::from_bytes(&bytes).and_then(Self::from_safetensors);
        read.map_err(|problem| {
            // Only now: the length of a header may look like any of these.
            let problem = match Kind::of(&bytes) {
                Kind::Zip => "this is a ZIP archive, as PyTorch's .pt and .pth are".into(),
                Kind::Hdf5 => "this is HDF5".into(),
                Kind::Pickle => "this is a Python pickle".into(),
                _ => problem,
            };
            Error::file(
                path,
                format!("{problem}; a model is expected, as `train --save` writes it"),
            )
        })
    }

    fn to_safetensors(&self) -> SafeTensors {
        let mut tensors = Vec::new();
        for (l, layer) in self.parameters.iter().enumerate() {
            for (letter, matrix) in [("W", &layer.w), ("b", &layer.b)] {
                tensors.push(Tensor {
                    name: format!("{letter}{}", l + 1),
                    shape: vec![matrix.rows(), matrix.columns()],
                    data: matrix.as_slice().to_vec(),
                });
            }
        }
        let mut metadata = vec![
            ("format", FORMAT.to_string()),
            ("version", env!("CARGO_PKG_VERSION").to_string()),
            ("layers_dims", format!("{:?}", self.layers_dims())),
            ("activations", self.activations().join(", ")),
            ("input", INPUT.to_string()),
        ];
        if let Some(training) = &self.training {
            metadata.extend(training.to_metadata());
        }
        let metadata = metadata.into_iter().map(|(key, text)| (key.to_string(), text)).collect();
        SafeTensors { metadata, tensors }
    }

    /// `relu … relu, sigmoid`
    fn activations(&self) -> Vec<&'static str> {
        let layers = self.parameters.len();
        (1..=layers).map(|l| if l < layers { "relu" } else { "sigmoid" }).collect()
    }

    fn from_safetensors(file: SafeTensors) -> Result<Self, String> {
        let mut model = Self { parameters: layers(file.tensors)?, training: None };
        model.check()?;
        let metadata = Metadata(&file.metadata);
        if metadata.get("format") == Ok(FORMAT) {
            let dims = format!("{:?}", model.layers_dims());
            for (key, expected) in [
                ("layers_dims", dims),
                ("activations", model.activations().join(", ")),
                ("input", INPUT.into()),
            ] {
                let found = metadata.get(key)?;
                if found != expected {
                    let found = found.escape_debug();
                    return Err(format!("its `{key}` is `{found}`, `{expected}` is expected"));
                }
            }
            model.training = Training::from_metadata(&metadata)?;
        }
        Ok(model)
    }
}

/// `W1, b1 … WL, bL` out of the tensors, whatever their order.
fn layers(tensors: Vec<Tensor>) -> Result<Parameters, String> {
    let count = tensors.len().div_ceil(2);
    let named = tensors.into_iter().map(|tensor| (tensor.name.clone(), tensor));
    let mut tensors: BTreeMap<String, Tensor> = named.collect();
    let mut matrix = |name: String| {
        let Some(Tensor { shape, data, .. }) = tensors.remove(&name) else {
            let other =
                tensors.keys().next().map(|other| format!(" but `{}`", other.escape_debug()));
            let but = other.unwrap_or_default();
            return Err(format!("it has no tensor `{name}`{but}: W1, b1, W2, b2 … are expected"));
        };
        let &[rows, columns] = &shape[..] else {
            return Err(format!("`{name}` has the shape {shape:?}: rows and columns are expected"));
        };
        if rows == 0 || columns == 0 {
            return Err(format!("`{name}` has the shape {shape:?}, and so no numbers"));
        }
        Ok(Matrix::from_vec(rows, columns, data))
    };
    let mut layers = Parameters::new();
    for l in 1..=count {
        let (w, b) = (matrix(format!("W{l}"))?, matrix(format!("b{l}"))?);
        if b.shape() != (w.rows(), 1) {
            let (b, w) = (b.shape(), w.shape());
            return Err(format!("`b{l}` has the shape {b:?}, which does not fit W{l}'s {w:?}"));
        }
        if let Some(Layer { w: before, .. }) = layers.last()
            && w.columns() != before.rows()
        {
            return Err(format!(
                "`W{l}` has {} columns where the layer before it has {} units",
                w.columns(),
                before.rows()
            ));
        }
        layers.push(Layer { w, b });
    }
    match layers.last() {
        None => Err("it holds no layers".into()),
        Some(last) if last.w.rows() != 1 => {
            Err(format!("its last layer has {} units: a cat classifier ends in one", last.w.rows()))
        }
        Some(_) => Ok(layers),
    }
}

/// The texts of a file, by name.
struct Metadata<'a>(&'a [(String, String)]);

impl<'a> Metadata<'a> {
    fn get(&self, key: &str) -> Result<&'a str, String> {
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
    fn to_metadata(&self) -> Vec<(&'static str, String)> {
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

    /// `None` for a file that does not say how it was made.
    fn from_metadata(metadata: &Metadata<'_>) -> Result<Option<Self>, String> {
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
