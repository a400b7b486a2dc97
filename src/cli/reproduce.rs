//! `purrceptron reproduce`: trains the course's three models and sets them beside what it
//! publishes.

use super::arguments::{Arguments, Command, Opt};
use super::models::{MODELS, Model};
use super::{print, processor};
use crate::dataset::{Dataset, FEATURES, Name, Pictures};
use crate::descent::{Costs, Engine, Hyperparameters};
use crate::error::Result;
use crate::matrix::{Matrix, kernel, threads};
use crate::published::agrees;

/// The command's table.
pub const COMMAND: Command = Command {
    name: "reproduce",
    summary: "train the course's models and compare with its numbers",
    operands: "",
    operand_count: 0,
    options: &[
        Opt { name: "--only", value: "MODEL", help: "one of them: logistic, two-layer or deep" },
        Opt { name: "--data", value: "DIR", help: "a data set, as `import` and `draw` make them" },
        Opt {
            name: "--engine",
            value: "ENGINE",
            help: "textbook (every pixel) or sample-space (the same, fast)",
        },
        processor::THREADS,
        processor::KERNEL,
        Opt { name: "--json", value: "", help: "print one JSON object instead" },
    ],
    more: "
Data is looked for in --data, in $PURRCEPTRON_DATA, in data/course below the
current folder; if there is none, the built-in drawn pictures are used.

Example:
  purrceptron reproduce --only deep --json
",
    run,
};

/// What came out.
struct Run {
    model: &'static Model,
    costs: Costs,
    train_accuracy: f64,
    test_accuracy: f64,
    seconds: f64,
}

fn run(arguments: &Arguments) -> Result<()> {
    let only = arguments.choice("--only", &MODELS.each_ref().map(|model| model.name))?;
    let engine = arguments.choice("--engine", &Engine::ALL.map(Engine::name))?;
    let engine = Engine::ALL.into_iter().find(|e| Some(e.name()) == engine).unwrap_or_default();
    processor::set(arguments)?;
    let json = arguments.flag("--json");
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let name = dataset.name();
    if !json {
        print(&format!(
            "purrceptron {}, {} engine, {}, {}\ndata: {} ({})\n      {}\n",
            env!("CARGO_PKG_VERSION"),
            engine.name(),
            processor::thread_count(),
            kernel().name(),
            name.describe(),
            source.describe(),
            dataset.summary()
        ))?;
    }
    let (x, y) = (dataset.train.x(), dataset.train.y());
    let (x_test, y_test) = (dataset.test.x(), dataset.test.y());
    let mut runs = Vec::new();
    for model in MODELS.iter().filter(|model| only.is_none_or(|only| model.name == only)) {
        let hyperparameters = Hyperparameters { engine, ..model.hyperparameters };
        let trained = model.train(&x, &y, &hyperparameters)?;
        let run = Run {
            model,
            train_accuracy: accuracy(&trained.predict(&x), &y),
            test_accuracy: accuracy(&trained.predict(&x_test), &y_test),
            costs: trained.costs,
            seconds: trained.seconds,
        };
        if !json {
            print(&run.table(&dataset, name))?;
        }
        runs.push(run);
    }
    print(&if json { to_json(&dataset, name, engine, &runs) } else { summary(name, &runs) })
}

/// The share of predictions that equal their label.
fn accuracy(predictions: &Matrix, y: &Matrix) -> f64 {
    let pairs = predictions.as_slice().iter().zip(y.as_slice());
    pairs.filter(|(p, y)| p == y).count() as f64 / y.columns() as f64
}

impl Run {
    /// Whether every number that the course publishes came out.
    fn agrees(&self) -> bool {
        let published = &self.model.published;
        let last = self.model.hyperparameters.num_iterations - 1;
        let mut costs = self.costs.iter();
        costs.all(|&(i, cost)| published.cost(i, last).is_none_or(|p| agrees(cost, p)))
            && self.train_accuracy == published.train_accuracy
            && self.test_accuracy == published.test_accuracy
    }

    fn to_json(&self) -> String {
        let costs: Vec<String> =
            self.costs.iter().map(|(iteration, cost)| format!("[{iteration}, {cost:?}]")).collect();
        format!(
            "{{\"name\": \"{}\", \"layers_dims\": {:?}, \"learning_rate\": {:?}, \
             \"iterations\": {},\n  \"costs\": [{}],\n  \
             \"train_accuracy\": {:?}, \"test_accuracy\": {:?}, \"seconds\": {:?}}}",
            self.model.name,
            self.model.layers_dims,
            self.model.hyperparameters.learning_rate,
            self.model.hyperparameters.num_iterations,
            costs.join(", "),
            self.train_accuracy,
            self.test_accuracy,
            self.seconds
        )
    }

    /// The costs beside the published ones, and the accuracies beside the baselines.
    fn table(&self, dataset: &Dataset, name: Name) -> String {
        let Model { title, layers_dims, hyperparameters, published, .. } = self.model;
        let Hyperparameters { num_iterations, learning_rate, .. } = hyperparameters;
        let course = name == Name::Course;
        let mut text = format!(
            "\n{title}, {layers_dims:?}: {num_iterations} iterations, \
             learning rate {learning_rate}\n\n  iteration  cost"
        );
        text += if course { "                  published\n" } else { "\n" };
        for &(iteration, cost) in &self.costs {
            let beside = published.cost(iteration, num_iterations - 1).filter(|_| course);
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
        if course {
            row("published", published.train_accuracy, published.test_accuracy);
        }
        let cats = [&dataset.train, &dataset.test].map(Pictures::share_of_cats);
        row("always \"cat\"", cats[0], cats[1]);
        row("always \"not a cat\"", 1.0 - cats[0], 1.0 - cats[1]);
        text += &format!("  {:20}{:>10.2} s\n", "time", self.seconds);
        text
    }
}

fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}

/// All models in a few lines, and what the reader may want to do next.
fn summary(name: Name, runs: &[Run]) -> String {
    let course = name == Name::Course;
    let mut text = String::from("\n");
    if course {
        text += &format!("{:14}{:>12}{:>24}{:>12}\n", "", "", "published", "published");
    }
    text += &format!("{:14}{:>12}{:>12}", "", "training", "test");
    text += &if course { format!("{:>12}{:>12}\n", "training", "test") } else { "\n".into() };
    for run in runs {
        let (train, test) = (percent(run.train_accuracy), percent(run.test_accuracy));
        text += &format!("{:14}{train:>12}{test:>12}", run.model.title);
        if course {
            let published = &run.model.published;
            text += &format!(
                "{:>12}{:>12}",
                percent(published.train_accuracy),
                percent(published.test_accuracy)
            );
        }
        text += "\n";
    }
    match name {
        Name::Course => {
            let all = runs.iter().all(Run::agrees);
            text += if all {
                "\nEvery number agrees with the published one: in all digits, where it has 6;\nwhere it has 16, to 1e-9 at least, for the last ones depend on the order of sums.\n"
            } else {
                "\nNot every number agrees with the published one: see \"differs\" above.\n"
            };
        }
        Name::Drawn => {
            text += "\nThese are drawn pictures. For the course's photographs and its numbers:\n  \
                     cargo run --release -- import train_catvnoncat.h5 test_catvnoncat.h5\n";
        }
        Name::Custom => {}
    }
    text
}

/// What `--json` prints. Every number is finite, and Rust prints enough digits to read the same
/// `f64` again.
fn to_json(dataset: &Dataset, name: Name, engine: Engine, runs: &[Run]) -> String {
    let models: Vec<String> = runs.iter().map(Run::to_json).collect();
    format!(
        "{{\"version\": \"{}\",\n \"data\": {{\"name\": \"{}\", \"train\": {}, \"test\": {}, \
         \"features\": {FEATURES},\n          \"train_cats\": {}, \"test_cats\": {}}},\n \
         \"engine\": \"{}\", \"threads\": {},\n \"models\": [{}]}}\n",
        env!("CARGO_PKG_VERSION"),
        name.id(),
        dataset.train.count(),
        dataset.test.count(),
        dataset.train.cats(),
        dataset.test.cats(),
        engine.name(),
        threads(),
        models.join(",\n            ")
    )
}
