//! The course's three models: how each is trained, and the numbers that the course's notebooks
//! print for the photographs, digit for digit.
//!
//! ```text
//! logistic    one neuron             course 1, week 2
//! two-layer   [12288, 7, 1]          course 1, week 4
//! deep        [12288, 20, 7, 5, 1]   course 1, week 4
//! ```

use crate::choice::Choice;
use crate::dataset::FEATURES;
use crate::error::Result;
use crate::logistic;
use crate::matrix::Matrix;
use crate::network::{self, Initialization, Layer, Trained, initialize_parameters_deep};
use crate::training::Hyperparameters;

/// What to train: a network, where its weights start, and the hyper-parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan<'a> {
    /// One word, as `--only` and `--json` call it.
    pub name: &'static str,
    /// What people call it, as in headings.
    pub title: &'static str,
    /// The number of inputs and the units of each layer: `[n_x, n[1], …, n[L]]`.
    pub layers_dims: &'a [usize],
    /// How the weights start.
    pub initialization: Initialization,
    /// The seed of the random weights.
    pub seed: u32,
    /// The number of iterations, the learning rate and the engine.
    pub hyperparameters: Hyperparameters,
}

impl Plan<'_> {
    /// Trains with the examples `x`, `(n_x, m)`, and their labels `y`, `(1, m)`.
    ///
    /// A single neuron that starts from zeros is trained by [`logistic::model`], as in the course;
    /// everything else by [`network::optimize`]. Both call `progress` with the number of each
    /// iteration as it begins.
    ///
    /// # Errors
    ///
    /// If a hyper-parameter is out of its range, if the engine cannot train with so many examples,
    /// or if the cost becomes NaN or infinite.
    ///
    /// # Panics
    ///
    /// If the shapes do not fit.
    pub fn train(
        &self,
        x: &Matrix,
        y: &Matrix,
        progress: impl FnMut(usize, Option<f64>),
    ) -> Result<Trained> {
        let Self { layers_dims, initialization, seed, hyperparameters, .. } = self;
        if layers_dims.len() == 2 && *initialization == Initialization::Zeros {
            let trained = logistic::model(x, y, hyperparameters, progress)?;
            let (w, b) = (trained.neuron.w.t().to_matrix(), trained.neuron.b);
            let parameters = vec![Layer { w, b: Matrix::from([[b]]) }];
            return Ok(Trained { parameters, costs: trained.costs });
        }
        let parameters = initialize_parameters_deep(layers_dims, *initialization, *seed);
        network::optimize(parameters, x, y, hyperparameters, progress)
    }
}

/// One of the course's models.
#[derive(Debug)]
pub struct CourseModel {
    /// How the course trains it.
    pub plan: Plan<'static>,
    /// What its notebook prints.
    pub published: Published,
}

/// The numbers that a notebook prints.
#[derive(Debug)]
pub struct Published {
    /// The costs at iterations 0, 100, 200 …
    pub costs: &'static [&'static str],
    /// The cost at the last iteration, which only newer notebooks print.
    pub last_cost: Option<&'static str>,
    /// The accuracy on the 209 training photographs.
    pub train_accuracy: f64,
    /// The accuracy on the 50 test photographs.
    pub test_accuracy: f64,
}

/// All three, in the order of the course.
pub static MODELS: [&CourseModel; 3] = [&LOGISTIC, &TWO_LAYER, &DEEP];

impl Choice for &'static CourseModel {
    const ALL: &'static [Self] = &MODELS;

    fn name(self) -> &'static str {
        self.plan.name
    }
}

/// Logistic regression with one neuron (course 1, week 2).
pub static LOGISTIC: CourseModel = CourseModel {
    plan: Plan {
        name: "logistic",
        title: "one neuron",
        layers_dims: &[FEATURES, 1],
        initialization: Initialization::Zeros,
        seed: 1,
        hyperparameters: Hyperparameters::new(2000, 0.005),
    },
    published: Published {
        costs: &[
            "0.693147", "0.584508", "0.466949", "0.376007", "0.331463", "0.303273", "0.279880",
            "0.260042", "0.242941", "0.228004", "0.214820", "0.203078", "0.192544", "0.183033",
            "0.174399", "0.166521", "0.159305", "0.152667", "0.146542", "0.140872",
        ],
        last_cost: None,
        train_accuracy: 207.0 / 209.0,
        test_accuracy: 35.0 / 50.0,
    },
};

/// The two-layer network (course 1, week 4).
pub static TWO_LAYER: CourseModel = CourseModel {
    plan: Plan {
        name: "two-layer",
        title: "two layers",
        layers_dims: &[FEATURES, 7, 1],
        initialization: Initialization::Small,
        seed: 1,
        hyperparameters: Hyperparameters::new(2500, 0.0075),
    },
    published: Published {
        #[rustfmt::skip]
        costs: &[
            "0.6930497356599888", "0.6464320953428849", "0.6325140647912677", "0.6015024920354665",
            "0.5601966311605748", "0.5158304772764729", "0.4754901313943325", "0.43391631512257495",
            "0.4007977536203889", "0.3580705011323798", "0.3394281538366413", "0.3052753636196264",
            "0.2749137728213016", "0.24681768210614832", "0.1985073503746612", "0.17448318112556635",
            "0.17080762978095823", "0.11306524562164749", "0.09629426845937161", "0.08342617959726865",
            "0.07439078704319083", "0.0663074813226793", "0.05919329501038169", "0.05336140348560554",
            "0.04855478562877018",
        ],
        last_cost: Some("0.04421498215868956"),
        train_accuracy: 1.0,
        test_accuracy: 36.0 / 50.0,
    },
};

/// The four-layer network (course 1, week 4). Its notebook truncates the last cost instead of rounding it.
pub static DEEP: CourseModel = CourseModel {
    plan: Plan {
        name: "deep",
        title: "deep network",
        layers_dims: &[FEATURES, 20, 7, 5, 1],
        initialization: Initialization::Scaled,
        seed: 1,
        hyperparameters: Hyperparameters::new(2500, 0.0075),
    },
    published: Published {
        costs: &[
            "0.771749", "0.672053", "0.648263", "0.611507", "0.567047", "0.540138", "0.527930",
            "0.465477", "0.369126", "0.391747", "0.315187", "0.272700", "0.237419", "0.199601",
            "0.189263", "0.161189", "0.148214", "0.137775", "0.129740", "0.121225", "0.113821",
            "0.107839", "0.102855", "0.100897", "0.092878",
        ],
        last_cost: Some("0.088439"),
        train_accuracy: 206.0 / 209.0,
        test_accuracy: 40.0 / 50.0,
    },
};

/// One neuron trained with another learning rate, and the accuracies that the notebook prints.
#[derive(Debug)]
pub struct ComparedRate {
    /// The learning rate.
    pub learning_rate: f64,
    /// The accuracies on the 209 training and the 50 test photographs.
    pub accuracies: [f64; 2],
}

/// The comparison of learning rates (course 1, week 2, "Choice of learning rate"), whose costs the
/// notebook draws and does not print.
pub static COMPARED_RATES: [ComparedRate; 3] = [
    ComparedRate { learning_rate: 0.01, accuracies: [208.0 / 209.0, 34.0 / 50.0] },
    ComparedRate { learning_rate: 0.001, accuracies: [186.0 / 209.0, 32.0 / 50.0] },
    ComparedRate { learning_rate: 0.0001, accuracies: [143.0 / 209.0, 18.0 / 50.0] },
];

/// The iterations of each of its trainings.
pub const COMPARED_ITERATIONS: usize = 1500;

impl Published {
    /// The cost that is published for an iteration, if there is one; `last` is the number of the
    /// last iteration.
    pub fn cost(&self, iteration: usize, last: usize) -> Option<&'static str> {
        if iteration.is_multiple_of(100) {
            self.costs.get(iteration / 100).copied()
        } else if iteration == last {
            self.last_cost
        } else {
            None
        }
    }
}

/// Whether a cost agrees with a published one in every published digit.
///
/// The two may differ by one unit of the last published digit, because some notebooks truncate it, or
/// by 1e-9 if that is more, because the sixteenth digit depends on the order in which a library adds.
///
/// ```
/// use purrceptron::course::agrees;
/// assert!(agrees(0.0884399434, "0.088439"));
/// assert!(!agrees(0.0884410001, "0.088439"));
/// assert!(!agrees(0.0485547876, "0.04855478562877018"));
/// ```
///
/// # Panics
///
/// If `published` is not a decimal number.
pub fn agrees(cost: f64, published: &str) -> bool {
    let digits = published.split('.').nth(1).map_or(0, str::len);
    let number: f64 = published.parse().expect("a decimal number");
    (cost - number).abs() <= 10_f64.powi(-(digits as i32)).max(1e-9)
}
