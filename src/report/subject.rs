//! What a page is about: trained models with their answers, and the compared learning rates.

use crate::answers::Answers;
use crate::choice::Choice;
use crate::course::{Published, agrees};
use crate::dataset::Dataset;
use crate::matrix::Matrix;
use crate::model::Model;
use crate::network::{Initialization, initialize_parameters_deep};
use crate::training::Costs;

/// A trained model with its answers for the pictures of a data set.
pub struct Subject {
    /// `logistic`, `two-layer`, `deep`, `trained` for the user's own, or `saved` for a file's.
    pub name: &'static str,
    /// What people call it, as in headings.
    pub title: &'static str,
    /// Its weights, and how it was trained.
    pub model: Model,
    /// The cost every 100 iterations and at the last; empty for a model that was read from a file.
    pub costs: Costs,
    /// What the course prints, if this is its model and these are its photographs.
    pub published: Option<&'static Published>,
    /// The answers for the training pictures.
    pub train: Answers,
    /// The answers for the test pictures.
    pub test: Answers,
}

/// One neuron that was trained with another learning rate.
pub struct Rate {
    /// The learning rate.
    pub learning_rate: f64,
    /// The accuracies on the training and the test pictures that the course prints, if these are its
    /// photographs.
    pub published: Option<[f64; 2]>,
    /// The trained neuron, or the iteration at which its cost was NaN or infinite.
    pub outcome: Result<Subject, usize>,
}

impl Subject {
    /// A model whose costs are not known, and its answers for a data set.
    ///
    /// `x` and `x_test` are the pictures of `dataset`, each `(n_x, m)` with the m of its own.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit, or the data set has no training or no test pictures.
    pub fn new(
        [name, title]: [&'static str; 2],
        model: Model,
        dataset: &Dataset,
        [x, x_test]: [&Matrix; 2],
    ) -> Self {
        Self {
            name,
            title,
            costs: Costs::new(),
            published: None,
            train: Answers::new(&model.probabilities(x), &dataset.train.y()),
            test: Answers::new(&model.probabilities(x_test), &dataset.test.y()),
            model,
        }
    }

    /// `W1` before the first update, `(n[1], n_x)`; `None` if it was zero or is not known.
    pub fn start(&self) -> Option<Matrix> {
        let training = self.model.training.as_ref()?;
        let initialization = Initialization::from_name(&training.initialization)?;
        let seed = training.seed.filter(|_| initialization != Initialization::Zeros)?;
        let dims = self.model.layers_dims();
        Some(initialize_parameters_deep(&dims, initialization, seed).swap_remove(0).w)
    }

    /// The cost that the course publishes for an iteration, if there is one.
    pub fn published_cost(&self, iteration: usize) -> Option<&'static str> {
        self.published?.cost(iteration, self.costs.last()?.0)
    }

    /// Whether every number that the course publishes for this model came out.
    pub fn agrees(&self) -> bool {
        let mut costs = self.costs.iter();
        costs.all(|&(i, cost)| self.published_cost(i).is_none_or(|number| agrees(cost, number)))
            && self.published.is_none_or(|published| {
                self.train.accuracy() == published.train_accuracy
                    && self.test.accuracy() == published.test_accuracy
            })
    }
}
