//! What the commands train: the course's three models, or one of the user's own.

use std::time::Instant;

use super::progress::Progress;
use crate::course::{DEEP, LOGISTIC, Published, TWO_LAYER};
use crate::dataset::FEATURES;
use crate::error::Result;
use crate::logistic;
use crate::matrix::Matrix;
use crate::network::{self, Initialization, Layer, Parameters, initialize_parameters_deep};
use crate::training::{Costs, Hyperparameters};

/// A network to train, and how.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// As people call it.
    pub title: &'static str,
    /// `[n_x, n[1], …, n[L]]`
    pub layers_dims: &'a [usize],
    /// How the weights start, and from which seed.
    pub initialization: Initialization,
    pub seed: u32,
    pub hyperparameters: Hyperparameters,
}

/// One of the course's models.
pub struct CourseModel {
    /// As `--only` and `--json` call it.
    pub name: &'static str,
    /// As the course trains it.
    pub plan: Plan<'static>,
    /// What the course says comes out.
    pub published: Published,
}

/// In the order of the course.
pub static MODELS: [CourseModel; 3] = [
    CourseModel {
        name: "logistic",
        plan: Plan {
            title: "one neuron",
            layers_dims: &[FEATURES, 1],
            initialization: Initialization::Zeros,
            seed: 1,
            hyperparameters: Hyperparameters::new(2000, 0.005),
        },
        published: LOGISTIC,
    },
    CourseModel {
        name: "two-layer",
        plan: Plan {
            title: "two layers",
            layers_dims: &[FEATURES, 7, 1],
            initialization: Initialization::Small,
            seed: 1,
            hyperparameters: Hyperparameters::new(2500, 0.0075),
        },
        published: TWO_LAYER,
    },
    CourseModel {
        name: "deep",
        plan: Plan {
            title: "deep network",
            layers_dims: &[FEATURES, 20, 7, 5, 1],
            initialization: Initialization::Scaled,
            seed: 1,
            hyperparameters: Hyperparameters::new(2500, 0.0075),
        },
        published: DEEP,
    },
];

/// What came out of a training.
pub struct Trained {
    /// The parameters after the last update.
    pub parameters: Parameters,
    /// The cost every 100 iterations and at the last.
    pub costs: Costs,
    /// How long it took.
    pub seconds: f64,
}

impl Plan<'_> {
    /// Trains, with a progress bar.
    ///
    /// # Errors
    ///
    /// If the hyper-parameters make no sense, the engine cannot do it, or the cost runs away.
    pub fn train(&self, x: &Matrix, y: &Matrix) -> Result<Trained> {
        let Self { title, layers_dims, initialization, seed, hyperparameters } = self;
        let mut bar = Progress::new(title, hyperparameters.num_iterations);
        let progress = |iteration, _| bar.at(iteration);
        let start = Instant::now();
        let (parameters, costs) = if self.is_one_neuron_from_zeros() {
            let trained = logistic::model(x, y, hyperparameters, progress)?;
            let w = trained.neuron.w.t().to_matrix();
            (vec![Layer { w, b: Matrix::from([[trained.neuron.b]]) }], trained.costs)
        } else {
            let parameters = initialize_parameters_deep(layers_dims, *initialization, *seed);
            let trained = network::optimize(parameters, x, y, hyperparameters, progress)?;
            (trained.parameters, trained.costs)
        };
        Ok(Trained { parameters, costs, seconds: start.elapsed().as_secs_f64() })
    }

    /// Notebook 1's model.
    fn is_one_neuron_from_zeros(&self) -> bool {
        self.layers_dims.len() == 2 && self.initialization == Initialization::Zeros
    }
}
