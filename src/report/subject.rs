//! What a page is about: trained models with their answers, and the learning rates compared.

use crate::course::Published;
use crate::dataset::Dataset;
use crate::matrix::Matrix;
use crate::model::Model;
use crate::network::{Initialization, initialize_parameters_deep};
use crate::training::Costs;

/// A trained model and what it says of the pictures.
pub struct Subject {
    /// `logistic`, `two-layer`, `deep`, or `saved` for a file's.
    pub name: &'static str,
    /// As people call it.
    pub title: &'static str,
    /// Its weights, and how they came about.
    pub model: Model,
    /// The cost every 100 iterations and at the last; empty if it is not known.
    pub costs: Costs,
    /// What the course prints, if this is its model and these are its photographs.
    pub published: Option<&'static Published>,
    /// The share of the training pictures that it gets right.
    pub train_accuracy: f64,
    /// The probability of a cat for each test picture.
    pub test: Vec<f64>,
    /// Whether the answer is right, for each test picture.
    pub test_right: Vec<bool>,
}

/// One neuron, trained with another learning rate.
pub struct Rate {
    /// The length of a step.
    pub learning_rate: f64,
    /// What became of it.
    pub outcome: Outcome,
}

/// How a training ended.
pub enum Outcome {
    /// After all its iterations.
    Finished {
        /// The cost every 100 iterations and at the last.
        costs: Costs,
        /// The share of the training pictures that it gets right.
        train_accuracy: f64,
        /// The share of the test pictures that it gets right.
        test_accuracy: f64,
    },
    /// The cost left the numbers at this iteration.
    Diverged(usize),
}

impl Subject {
    /// A model whose way there is not known; `x` and `x_test` are the pictures of the data set.
    ///
    /// # Panics
    ///
    /// Unless the model takes as many inputs as a picture has.
    #[must_use]
    pub fn new(
        [name, title]: [&'static str; 2],
        model: Model,
        dataset: &Dataset,
        [x, x_test]: [&Matrix; 2],
    ) -> Self {
        let right = |probabilities: &[f64], labels: &[u8]| -> Vec<bool> {
            let pairs = probabilities.iter().zip(labels);
            pairs.map(|(p, label)| (*p > 0.5) == (*label == 1)).collect()
        };
        let train_right = right(model.probabilities(x).as_slice(), &dataset.train.labels);
        let test = model.probabilities(x_test).as_slice().to_vec();
        Self {
            name,
            title,
            costs: Costs::new(),
            published: None,
            train_accuracy: share(&train_right),
            test_right: right(&test, &dataset.test.labels),
            test,
            model,
        }
    }

    /// `W1` before the first step, where it was random numbers and is known.
    #[must_use]
    pub fn start(&self) -> Option<Matrix> {
        let training = self.model.training.as_ref()?;
        let seed = training.seed?;
        let how = Initialization::ALL.into_iter().find(|i| i.name() == training.initialization)?;
        (how != Initialization::Zeros).then(|| {
            initialize_parameters_deep(&self.model.layers_dims(), how, seed).swap_remove(0).w
        })
    }

    /// How many test pictures it gets right.
    #[must_use]
    pub fn test_right_count(&self) -> usize {
        self.test_right.iter().filter(|right| **right).count()
    }

    /// The share of the test pictures that it gets right.
    #[must_use]
    pub fn test_accuracy(&self) -> f64 {
        share(&self.test_right)
    }

    /// The costs that the course prints of this model: `(iteration, cost)`.
    ///
    /// # Panics
    ///
    /// Never: what is published are decimal numbers.
    pub fn published_costs(&self) -> impl Iterator<Item = (usize, f64)> {
        let last = self.costs.last().map_or(0, |(last, _)| *last);
        self.costs.iter().filter_map(move |&(i, _)| {
            let cost = self.published?.cost(i, last)?;
            Some((i, cost.parse().expect("a decimal number")))
        })
    }
}

/// The share that is true.
fn share(answers: &[bool]) -> f64 {
    answers.iter().filter(|right| **right).count() as f64 / answers.len() as f64
}
