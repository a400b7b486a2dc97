//! One training as the commands tell of it: the costs on its way and the accuracies it came to.

use super::arguments::{Arguments, Opt};
use super::models::Plan;
use super::processor;
use crate::course::{Published, agrees};
use crate::dataset::{Dataset, Pictures, Source};
use crate::error::{Error, Result};
use crate::first_layer::Engine;
use crate::matrix::Matrix;
use crate::model::{Model, Training};
use crate::network::Initialization;
use crate::processor::Processor;
use crate::training::{Costs, Hyperparameters};

/// Which data.
pub const DATA: Opt =
    Opt { name: "--data", value: "DIR", help: "a data set, as `import` and `draw` make them" };

/// Which engine.
pub const ENGINE: Opt = Opt {
    name: "--engine",
    value: "ENGINE",
    help: "textbook (every pixel) or sample-space (the same, fast)",
};

/// What `--engine` asks for.
///
/// # Errors
///
/// If there is no such engine.
pub fn engine(arguments: &Arguments) -> Result<Engine> {
    let name = arguments.choice(ENGINE.name, &Engine::ALL.map(Engine::name))?;
    Ok(Engine::ALL.into_iter().find(|e| Some(e.name()) == name).unwrap_or_default())
}

/// With what and on what is trained.
pub fn heading(engine: Engine, dataset: &Dataset, source: &Source) -> String {
    format!(
        "purrceptron {}, {} engine, {}, {}\ndata: {} ({})\n      {}\n",
        env!("CARGO_PKG_VERSION"),
        engine.name(),
        processor::thread_count(),
        Processor::current().isa.name(),
        dataset.name().describe(),
        source.describe(),
        dataset.summary()
    )
}

/// A data set as matrices.
pub struct Examples {
    pub x: Matrix,
    pub y: Matrix,
    pub x_test: Matrix,
    pub y_test: Matrix,
}

impl Examples {
    pub fn of(Dataset { train, test }: &Dataset) -> Self {
        Self { x: train.x(), y: train.y(), x_test: test.x(), y_test: test.y() }
    }
}

/// What came out of a training.
pub struct Run<'a> {
    pub plan: Plan<'a>,
    /// What the course says comes out, where there is something to say.
    pub published: Option<&'static Published>,
    pub model: Model,
    pub costs: Costs,
    pub train_accuracy: f64,
    pub test_accuracy: f64,
    pub seconds: f64,
}

/// The share of examples for which a probability above 0.5 says what the label says.
pub fn accuracy(probabilities: &Matrix, y: &Matrix) -> f64 {
    let pairs = probabilities.as_slice().iter().zip(y.as_slice());
    pairs.filter(|&(&a, &y)| f64::from(a > 0.5) == y).count() as f64 / y.columns() as f64
}

impl<'a> Run<'a> {
    /// Trains; `dataset` is the one of the examples.
    ///
    /// # Errors
    ///
    /// Those of [`Plan::train`], and if the last step left weights that no answer comes out of.
    pub fn train(
        plan: Plan<'a>,
        published: Option<&'static Published>,
        dataset: &Dataset,
        examples: &Examples,
    ) -> Result<Self> {
        let Examples { x, y, x_test, y_test } = examples;
        let trained = plan.train(x, y)?;
        let mut model = Model { parameters: trained.parameters, training: None };
        let Hyperparameters { num_iterations, learning_rate, engine, .. } = plan.hyperparameters;
        model.check().map_err(|problem| {
            Error::Other(format!(
                "after the last step {problem}: with the learning rate {learning_rate:?} the \
                 steps are too long; try a tenth of it"
            ))
        })?;
        let train_accuracy = accuracy(&model.probabilities(x), y);
        let test_accuracy = accuracy(&model.probabilities(x_test), y_test);
        model.training = Some(Training {
            data: dataset.name().id().into(),
            engine: engine.name().into(),
            iterations: num_iterations,
            learning_rate,
            initialization: plan.initialization.name().into(),
            seed: (plan.initialization != Initialization::Zeros).then_some(plan.seed),
            cost: trained.costs.last().map_or(f64::NAN, |&(_, cost)| cost),
            train_accuracy,
            test_accuracy,
        });
        let (costs, seconds) = (trained.costs, trained.seconds);
        Ok(Self { plan, published, model, costs, train_accuracy, test_accuracy, seconds })
    }

    /// Whether every number that the course publishes came out.
    pub fn agrees(&self) -> bool {
        let Some(published) = self.published else { return true };
        let last = self.plan.hyperparameters.num_iterations - 1;
        let mut costs = self.costs.iter();
        costs.all(|&(i, cost)| published.cost(i, last).is_none_or(|p| agrees(cost, p)))
            && self.train_accuracy == published.train_accuracy
            && self.test_accuracy == published.test_accuracy
    }

    /// A JSON object; every number is finite, and Rust prints enough digits to read it again.
    pub fn to_json(&self, name: &str) -> String {
        let costs: Vec<String> =
            self.costs.iter().map(|(iteration, cost)| format!("[{iteration}, {cost:?}]")).collect();
        format!(
            "{{\"name\": \"{}\", \"layers_dims\": {:?}, \"learning_rate\": {:?}, \
             \"iterations\": {},\n  \"costs\": [{}],\n  \
             \"train_accuracy\": {:?}, \"test_accuracy\": {:?}, \"seconds\": {:?}}}",
            name,
            self.plan.layers_dims,
            self.plan.hyperparameters.learning_rate,
            self.plan.hyperparameters.num_iterations,
            costs.join(", "),
            self.train_accuracy,
            self.test_accuracy,
            self.seconds
        )
    }

    /// The costs beside the published ones, and the accuracies beside the baselines.
    pub fn table(&self, dataset: &Dataset) -> String {
        let Plan { title, layers_dims, hyperparameters, .. } = self.plan;
        let Hyperparameters { num_iterations, learning_rate, .. } = hyperparameters;
        let mut text = format!(
            "\n{title}, {layers_dims:?}: {num_iterations} iterations, \
             learning rate {learning_rate}\n\n  iteration  cost"
        );
        text += if self.published.is_some() { "                  published\n" } else { "\n" };
        for &(iteration, cost) in &self.costs {
            let beside = self.published.and_then(|p| p.cost(iteration, num_iterations - 1));
            text += &match beside {
                None => format!("  {iteration:9}  {cost:?}\n"),
                Some(beside) => {
                    let differs = if agrees(cost, beside) { "" } else { "  differs" };
                    format!("  {iteration:9}  {:20}  {beside}{differs}\n", format!("{cost:?}"))
                }
            };
        }
        text += &format!("\n{:22}{:>12}{:>12}\n", "", "training", "test");
        let mut row = |what, train, test| {
            text += &format!("  {what:20}{:>12}{:>12}\n", percent(train), percent(test));
        };
        row("accuracy", self.train_accuracy, self.test_accuracy);
        if let Some(published) = self.published {
            row("published", published.train_accuracy, published.test_accuracy);
        }
        let cats = [&dataset.train, &dataset.test].map(Pictures::share_of_cats);
        row("always \"cat\"", cats[0], cats[1]);
        row("always \"not a cat\"", 1.0 - cats[0], 1.0 - cats[1]);
        text += &format!("  {:20}{:>10.2} s\n", "time", self.seconds);
        text
    }
}

/// `98.56 %`
pub fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}
