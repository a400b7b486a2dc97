//! The course's three models, as the commands train them.

use std::time::Instant;

use super::progress::Progress;
use crate::dataset::FEATURES;
use crate::descent::{Costs, Hyperparameters};
use crate::error::Result;
use crate::logistic::{self, Neuron};
use crate::matrix::Matrix;
use crate::network::{self, Parameters};
use crate::published::{DEEP, LOGISTIC, Published, TWO_LAYER};

/// One of the course's models.
pub struct Model {
    /// As `--only` and `--json` call it.
    pub name: &'static str,
    /// As people call it.
    pub title: &'static str,
    /// `[n_x, n[1], …, n[L]]`
    pub layers_dims: &'static [usize],
    /// As the course trains it.
    pub hyperparameters: Hyperparameters,
    /// What the course says comes out.
    pub published: Published,
}

/// In the order of the course.
pub static MODELS: [Model; 3] = [
    Model {
        name: "logistic",
        title: "one neuron",
        layers_dims: &[FEATURES, 1],
        hyperparameters: Hyperparameters::new(2000, 0.005),
        published: LOGISTIC,
    },
    Model {
        name: "two-layer",
        title: "two layers",
        layers_dims: &[FEATURES, 7, 1],
        hyperparameters: Hyperparameters::new(2500, 0.0075),
        published: TWO_LAYER,
    },
    Model {
        name: "deep",
        title: "deep network",
        layers_dims: &[FEATURES, 20, 7, 5, 1],
        hyperparameters: Hyperparameters::new(2500, 0.0075),
        published: DEEP,
    },
];

/// A trained model, and how it came about.
pub struct Trained {
    classifier: Classifier,
    /// The cost every 100 iterations and at the last.
    pub costs: Costs,
    /// How long the training took.
    pub seconds: f64,
}

enum Classifier {
    Neuron(Neuron),
    Network(Parameters),
}

impl Model {
    /// Trains it, with a progress bar.
    pub fn train(
        &self,
        x: &Matrix,
        y: &Matrix,
        hyperparameters: &Hyperparameters,
    ) -> Result<Trained> {
        let mut bar = Progress::new(self.title, hyperparameters.num_iterations);
        let progress = |iteration| bar.at(iteration);
        let start = Instant::now();
        let (classifier, costs) = match *self.layers_dims {
            [_, 1] => {
                let trained = logistic::model(x, y, hyperparameters, progress)?;
                (Classifier::Neuron(trained.neuron), trained.costs)
            }
            [n_x, n_h, n_y] => {
                let dims = [n_x, n_h, n_y];
                let trained = network::two_layer_model(x, y, dims, hyperparameters, progress)?;
                (Classifier::Network(trained.parameters), trained.costs)
            }
            ref dims => {
                let trained = network::l_layer_model(x, y, dims, hyperparameters, progress)?;
                (Classifier::Network(trained.parameters), trained.costs)
            }
        };
        Ok(Trained { classifier, costs, seconds: start.elapsed().as_secs_f64() })
    }
}

impl Trained {
    /// All layers; one neuron is a network of one.
    pub fn parameters(&self) -> Parameters {
        match &self.classifier {
            Classifier::Neuron(Neuron { w, b }) => {
                vec![network::Layer { w: w.clone().transpose_vector(), b: Matrix::from([[*b]]) }]
            }
            Classifier::Network(parameters) => parameters.clone(),
        }
    }

    /// 1 where it sees a cat, else 0; `(1, m)`.
    pub fn predict(&self, x: &Matrix) -> Matrix {
        match &self.classifier {
            Classifier::Neuron(neuron) => logistic::predict(neuron, x),
            Classifier::Network(parameters) => network::predict(x, parameters),
        }
    }
}
