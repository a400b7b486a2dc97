//! What a page is about: trained models with their answers, and the learning rates compared.

use crate::descent::Costs;
use crate::matrix::Matrix;
use crate::network::Parameters;
use crate::published::Published;

/// A trained model and what it says of the pictures.
pub struct Subject {
    /// `logistic`, `two-layer`, `deep`, or `saved` for a file's.
    pub name: &'static str,
    /// As people call it.
    pub title: &'static str,
    /// All layers; one neuron is a network of one.
    pub parameters: Parameters,
    /// `W1` before the first step, where it is known.
    pub start: Option<Matrix>,
    /// The learning rate, where it is known.
    pub learning_rate: Option<f64>,
    /// How many steps, where it is known.
    pub iterations: Option<usize>,
    /// The cost every 100 iterations and at the last; empty if it is not known.
    pub costs: Costs,
    /// What the course prints, if this is its model and these are its photographs.
    pub published: Option<&'static Published>,
    /// How many of the training pictures it gets right.
    pub train_right: usize,
    /// Of how many.
    pub train_count: usize,
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
    /// Which answers are right: above 0.5 says "cat".
    #[must_use]
    pub fn right(probabilities: &[f64], labels: &[u8]) -> Vec<bool> {
        let pairs = probabilities.iter().zip(labels);
        pairs.map(|(p, label)| (*p > 0.5) == (*label == 1)).collect()
    }

    /// The share of the training pictures that it gets right.
    #[must_use]
    pub fn train_accuracy(&self) -> f64 {
        self.train_right as f64 / self.train_count as f64
    }

    /// How many test pictures it gets right.
    #[must_use]
    pub fn test_right_count(&self) -> usize {
        self.test_right.iter().filter(|right| **right).count()
    }

    /// The share of the test pictures that it gets right.
    #[must_use]
    pub fn test_accuracy(&self) -> f64 {
        self.test_right_count() as f64 / self.test.len() as f64
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

    /// `[n_x, n[1], …, n[L]]`
    #[must_use]
    pub fn layers_dims(&self) -> Vec<usize> {
        let inputs = self.parameters.first().map(|layer| layer.w.columns());
        inputs.into_iter().chain(self.parameters.iter().map(|layer| layer.w.rows())).collect()
    }
}
