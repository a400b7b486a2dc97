//! A trained model and its file: the parameters `W1, b1 … WL, bL`, and how they were trained.
//!
//! A single neuron is a network of one layer, whose `W1` is `wᵀ`. The file is in the safetensors format
//! (`crate::formats::safetensors`). Its metadata describe the layers and the inputs in words, so that
//! other programs can use the tensors.

mod training;

pub use training::Training;

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{self, Error};
use crate::files;
use crate::formats::safetensors::{SafeTensors, Tensor};
use crate::formats::signatures::Kind;
use crate::matrix::Matrix;
use crate::network::{self, Layer, Parameters};
use training::text;

/// The most weights of a model that is trained, or shown in a page. They take 128 MB, in a training a
/// few times as much, and in a page 85 MB.
pub(crate) const MOST_WEIGHTS: usize = 16_000_000;

/// The metadata `format` of the files that this program writes.
const FORMAT: &str = "purrceptron";
/// The metadata `input`.
const INPUT: &str = "bytes / 255; features row by row, pixel by pixel, red green blue; one column for \
                     each picture";

/// The largest |z| that [`Model::check`] accepts. It is far below the largest `f64`, 1.8e308, beyond
/// which a sum would become infinite or NaN.
const LARGEST_Z: f64 = 1e300;

/// A trained network of any number of layers.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The weights and biases of each layer.
    pub parameters: Parameters,
    /// How they were trained, if it is known.
    pub training: Option<Training>,
}

impl Model {
    /// The number of inputs and the units of each layer: `[n_x, n[1], …, n[L]]`.
    pub fn layers_dims(&self) -> Vec<usize> {
        let inputs = self.parameters.first().map(|layer| layer.w.columns());
        inputs.into_iter().chain(self.parameters.iter().map(|layer| layer.w.rows())).collect()
    }

    /// `A[L]`, `(1, m)`: for each column of `x`, `(n_x, m)`, the probability that it shows a cat.
    ///
    /// # Panics
    ///
    /// If `x` does not have as many rows as the model has inputs.
    pub fn probabilities(&self, x: &Matrix) -> Matrix {
        network::probabilities(x, &self.parameters)
    }

    /// Checks that every answer for inputs from 0 to 1 is a number.
    ///
    /// In each layer, `|z| ≤ Σ |w|·a_max + |b|`, where `a_max` is the bound of |a| in the layer before.
    ///
    /// # Errors
    ///
    /// If a weight or a bias is NaN or infinite, or if this bound is larger than 1e300 in a layer.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit.
    pub fn check(&self) -> Result<(), String> {
        let mut a_max = 1.0;
        for (l, Layer { w, b }) in (1..).zip(&self.parameters) {
            for (letter, matrix) in [("W", w), ("b", b)] {
                if let Some(bad) = matrix.as_slice().iter().find(|x| !x.is_finite()) {
                    return Err(format!("`{letter}{l}` holds {bad}, finite numbers are expected"));
                }
            }
            let sum = |i| -> f64 { w.row(i).iter().map(|w| w.abs() * a_max).sum() };
            let z = |i| sum(i) + b[(i, 0)].abs();
            a_max = (0..w.rows()).map(z).fold(0.0, f64::max);
            if a_max > LARGEST_Z {
                return Err(format!(
                    "`W{l}` and `b{l}` are so large that a probability may not be a number"
                ));
            }
        }
        Ok(())
    }

    /// Writes the model to a file. If that fails, a file that was there before is left unchanged.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write(&self, path: &Path) -> error::Result<()> {
        files::write(path, &self.to_safetensors().to_bytes())
    }

    /// Reads a model from a file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or if it does not hold the layers of a network whose last layer has
    /// one unit.
    pub fn read(path: &Path) -> error::Result<Self> {
        let bytes = files::read(path)?;
        let read = SafeTensors::from_bytes(&bytes).and_then(Self::from_safetensors);
        read.map_err(|problem| {
            // Not before reading has failed: the length of a header may look like any signature.
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
        let version = env!("CARGO_PKG_VERSION").to_string();
        let mut metadata = vec![("format", FORMAT.to_string()), ("version", version)];
        metadata.extend(self.description());
        metadata.extend(self.training.iter().flat_map(Training::to_metadata));
        let metadata = metadata.into_iter().map(|(key, text)| (key.to_string(), text)).collect();
        SafeTensors { metadata, tensors }
    }

    /// The metadata that describe the layers and the inputs.
    fn description(&self) -> [(&'static str, String); 3] {
        let layers = self.parameters.len();
        let activations = (1..=layers).map(|l| if l < layers { "relu" } else { "sigmoid" });
        [
            ("layers_dims", format!("{:?}", self.layers_dims())),
            ("activations", activations.collect::<Vec<_>>().join(", ")),
            ("input", INPUT.to_string()),
        ]
    }

    fn from_safetensors(file: SafeTensors) -> Result<Self, String> {
        let mut model = Self { parameters: layers(file.tensors)?, training: None };
        model.check()?;
        if text(&file.metadata, "format") == Ok(FORMAT) {
            for (key, expected) in model.description() {
                let found = text(&file.metadata, key)?;
                if found != expected {
                    let found = found.escape_debug();
                    return Err(format!("its `{key}` is `{found}`, `{expected}` is expected"));
                }
            }
            model.training = Training::from_metadata(&file.metadata)?;
        }
        Ok(model)
    }
}

/// The layers whose tensors are named `W1, b1 … WL, bL`, in any order.
fn layers(tensors: Vec<Tensor>) -> Result<Parameters, String> {
    let count = tensors.len().div_ceil(2);
    let named = tensors.into_iter().map(|tensor| (tensor.name.clone(), tensor));
    let mut tensors: BTreeMap<String, Tensor> = named.collect();
    let mut matrix = |name: String| {
        let Some(Tensor { shape, data, .. }) = tensors.remove(&name) else {
            let but = tensors.keys().next().map(|other| format!(" but `{}`", other.escape_debug()));
            let but = but.unwrap_or_default();
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
