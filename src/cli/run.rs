//! What several commands need: their common options, a training with its progress bar, and the table
//! of its costs and accuracies.

use std::path::Path;
use std::time::Instant;

use super::arguments::{Arguments, Opt};
use super::output::{baselines, header, percent, print, row};
use super::progress::Progress;
use crate::choice::Choice;
use crate::course::{CourseModel, Plan, agrees};
use crate::dataset::{Dataset, FEATURES, Name, Source, folders};
use crate::error::{Error, Result};
use crate::first_layer::Engine;
use crate::formats::json::Value;
use crate::matrix::Matrix;
use crate::model::{Model, Training};
use crate::network::{Initialization, Trained};
use crate::processor::Processor;
use crate::report::Subject;
use crate::training::Hyperparameters;
use crate::wording::{command, count, quoted};

/// The option for the data set.
pub const DATA: Opt = Opt::new("--data", "DIR", "a data set, as `import` and `draw` make them");

/// The option for the engine.
pub const ENGINE: Opt = Opt::new(
    "--engine",
    "ENGINE",
    "plain (as in the notes), textbook (the same, faster) or\n                         sample-space (without the pixels, much faster)",
);

/// The flag for output that programs can read.
pub const JSON: Opt = Opt::new("--json", "", "print one JSON object instead");

/// Which data set it is, and where it was found.
pub fn describe(dataset: &Dataset, source: &Source) -> String {
    format!("{} ({})", dataset.name().describe(), source.describe())
}

/// The lines of a heading that say which data is used, how much of it there is, and, if nothing was
/// found, where. The first begins with `label`, the others with as many spaces.
pub fn describe_data(label: &str, dataset: &Dataset, source: &Source) -> String {
    let mut text = format!("{}\n{}", describe(dataset, source), dataset.summary());
    if let Some(folders) = source.looked_in() {
        text += &format!("\nnothing was found in {folders}");
    }
    format!("{label}{}\n", text.replace('\n', &format!("\n{}", " ".repeat(label.len()))))
}

/// The end of a command that has written a data set to `folder`: how it is used.
pub fn how_to_use(folder: &Path) -> String {
    let same = |other: &Path| {
        folder.canonicalize().is_ok_and(|f| other.canonicalize().is_ok_and(|o| f == o))
    };
    match Source::find(None) {
        Source::Found(found) if same(&found) => {
            let place = match std::path::absolute(&found) {
                Ok(path) if path != found => {
                    format!("this folder; elsewhere say\n  --data {}", quoted(&path))
                }
                _ => "every folder.".into(),
            };
            let next = command("reproduce");
            format!("It is found by every command that is started in {place}\nNext: {next}\n")
        }
        other => {
            let next = command(&format!("reproduce --data {}", quoted(folder)));
            let others = match other {
                Source::BuiltIn => "the built-in pictures".into(),
                other => format!("those in {}", other.describe()),
            };
            // The user's own folder, from a folder that has data of its own.
            let are_used =
                if folders().any(|known| same(&known)) { "come first here" } else { "are used" };
            format!("Without --data {others} {are_used}.\nNext: {next}\n")
        }
    }
}

/// Loads the data set of a command that trains. Unless JSON is asked for, prints the engine, the
/// processor and the data.
///
/// # Errors
///
/// If there is no data set where the user says, or nothing can be printed.
pub fn load_and_announce(arguments: &Arguments, engine: Engine) -> Result<Dataset> {
    let (dataset, source) = Dataset::find(arguments.path(DATA.name)?.as_deref())?;
    if !arguments.flag(JSON.name) {
        let Processor { isa, threads } = Processor::current();
        print(&format!(
            "purrceptron {}, {} engine, {}, {}\n{}",
            env!("CARGO_PKG_VERSION"),
            engine.name(),
            count(threads, "thread"),
            isa.name(),
            describe_data("data: ", &dataset, &source)
        ))?;
    }
    Ok(dataset)
}

/// Reads a model that takes pictures from a file.
///
/// # Errors
///
/// If there is no model in the file, or one with another number of inputs.
pub fn read_model(path: &Path) -> Result<Model> {
    let model = Model::read(path)?;
    match model.layers_dims()[0] {
        FEATURES => Ok(model),
        found => Err(Error::file(
            path,
            format!(
                "this model takes {found} numbers, and a picture of 64×64 pixels has {FEATURES}: \
                 it was trained on something else"
            ),
        )),
    }
}

/// A data set and the matrices that are made of it.
pub struct Examples<'a> {
    pub dataset: &'a Dataset,
    pub name: Name,
    /// The training pictures, `(12288, m)`.
    pub x: Matrix,
    /// Their labels, `(1, m)`.
    pub y: Matrix,
    /// The test pictures, `(12288, m_test)`.
    pub x_test: Matrix,
}

impl<'a> Examples<'a> {
    pub fn new(dataset: &'a Dataset) -> Self {
        let Dataset { train, test } = dataset;
        Self { dataset, name: dataset.name(), x: train.x(), y: train.y(), x_test: test.x() }
    }
}

/// Trains with a progress bar, and measures the seconds that it takes.
///
/// # Errors
///
/// Those of [`Plan::train`].
pub fn train_timed(plan: &Plan, x: &Matrix, y: &Matrix) -> Result<(Trained, f64)> {
    let mut bar = Progress::new(plan.title, plan.hyperparameters.num_iterations);
    let start = Instant::now();
    let trained = plan.train(x, y, |iteration, _| bar.at(iteration))?;
    Ok((trained, start.elapsed().as_secs_f64()))
}

/// A finished training: the result, how it came about, and the seconds that it took.
pub struct Run {
    pub subject: Subject,
    pub hyperparameters: Hyperparameters,
    pub seconds: f64,
}

impl Run {
    /// Trains one of the course's models. If the pictures are the course's photographs, its
    /// published numbers are kept with the result.
    ///
    /// # Errors
    ///
    /// Those of [`Run::train`].
    pub fn train_course_model(
        model: &'static CourseModel,
        engine: Engine,
        examples: &Examples,
    ) -> Result<Self> {
        let mut plan = model.plan;
        plan.hyperparameters.engine = engine;
        let mut run = Self::train(&plan, examples)?;
        run.subject.published = (examples.name == Name::Course).then_some(&model.published);
        Ok(run)
    }

    /// Trains, and computes the answers for all pictures.
    ///
    /// # Errors
    ///
    /// Those of [`Plan::train`], and if the last update made the weights so large that an answer
    /// may not be a number.
    pub fn train(plan: &Plan, examples: &Examples) -> Result<Self> {
        let Examples { dataset, name, x, y, x_test } = examples;
        let (Trained { parameters, costs }, seconds) = train_timed(plan, x, y)?;
        let model = Model { parameters, training: None };
        let hyperparameters = plan.hyperparameters;
        let Hyperparameters { num_iterations, learning_rate, engine, .. } = hyperparameters;
        model.check().map_err(|problem| {
            Error::Other(format!(
                "after the last step {problem}: with the learning rate {learning_rate:?} the \
                 steps are too long; try a tenth of it"
            ))
        })?;
        let mut subject = Subject::new([plan.name, plan.title], model, dataset, [x, x_test]);
        subject.model.training = Some(Training {
            data: name.id().into(),
            engine: engine.name().into(),
            iterations: num_iterations,
            learning_rate,
            initialization: plan.initialization.name().into(),
            seed: (plan.initialization != Initialization::Zeros).then_some(plan.seed),
            cost: costs.last().expect("the cost of the last iteration").1,
            train_accuracy: subject.train.accuracy(),
            test_accuracy: subject.test.accuracy(),
        });
        subject.costs = costs;
        Ok(Self { subject, hyperparameters, seconds })
    }

    /// The training as an object for `--json`.
    pub fn to_json(&self) -> Value {
        let Subject { name, model, costs, train, test, .. } = &self.subject;
        Value::object([
            ("name", (*name).into()),
            ("layers_dims", model.layers_dims().into()),
            ("learning_rate", self.hyperparameters.learning_rate.into()),
            ("iterations", self.hyperparameters.num_iterations.into()),
            ("costs", costs[..].into()),
            ("train_accuracy", train.accuracy().into()),
            ("test_accuracy", test.accuracy().into()),
            ("seconds", self.seconds.into()),
        ])
    }

    /// The table of the costs beside the published ones, and of the accuracies beside the baselines.
    pub fn table(&self) -> String {
        let Hyperparameters { num_iterations, learning_rate, .. } = self.hyperparameters;
        let Subject { title, model, costs, published, train, test, .. } = &self.subject;
        let mut text = format!(
            "\n{title}, {:?}: {}, learning rate {learning_rate}\n\n  iteration  cost",
            model.layers_dims(),
            count(num_iterations, "iteration")
        );
        text += if published.is_some() { "                  published\n" } else { "\n" };
        for &(iteration, cost) in costs {
            text += &match self.subject.published_cost(iteration) {
                None => format!("  {iteration:9}  {cost:?}\n"),
                Some(beside) => {
                    let differs = if agrees(cost, beside) { "" } else { "  differs" };
                    format!("  {iteration:9}  {:20}  {beside}{differs}\n", format!("{cost:?}"))
                }
            };
        }
        text += &header("", ["training", "test"]);
        text += &row("accuracy", [train, test].map(|answers| percent(answers.accuracy())));
        if let Some(published) = published {
            let accuracies = [published.train_accuracy, published.test_accuracy];
            text += &row("published", accuracies.map(percent));
        }
        text += &baselines([train, test]);
        text += &format!("  {:20}{:>10.2} s\n", "time", self.seconds);
        text
    }
}
