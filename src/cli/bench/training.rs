//! How long the course's models take to train with either of the fast engines.

use crate::cli::run::train_timed;
use crate::course::CourseModel;
use crate::error::Result;
use crate::first_layer::Engine;
use crate::matrix::Matrix;

/// How long a model took to train.
pub struct Training {
    pub model: &'static CourseModel,
    pub iterations: usize,
    /// Seconds with the textbook engine.
    pub textbook: f64,
    /// Seconds with the sample-space engine, which does not take more examples than features.
    pub sample_space: Option<f64>,
}

impl Training {
    /// Trains with both engines for as many iterations as the course does, but for no more than `most`.
    pub fn measure(
        model: &'static CourseModel,
        x: &Matrix,
        y: &Matrix,
        most: usize,
    ) -> Result<Self> {
        let iterations = model.plan.hyperparameters.num_iterations.min(most);
        let seconds = |engine| {
            let mut plan = model.plan;
            plan.hyperparameters.num_iterations = iterations;
            plan.hyperparameters.engine = engine;
            Ok(train_timed(&plan, x, y)?.1)
        };
        let textbook = seconds(Engine::Textbook)?;
        let takes_them = x.columns() <= x.rows();
        let sample_space = takes_them.then(|| seconds(Engine::SampleSpace)).transpose()?;
        Ok(Self { model, iterations, textbook, sample_space })
    }

    /// How many times faster the sample-space engine is.
    pub fn ratio(&self) -> Option<f64> {
        self.sample_space.map(|seconds| self.textbook / seconds.max(1e-9))
    }
}
