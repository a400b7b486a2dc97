//! `purrceptron reproduce`: trains the course's three models and sets them beside what it publishes.

use std::time::Instant;

use super::arguments::{Arguments, Command, Opt};
use super::print;
use super::progress::Progress;
use crate::dataset::{Dataset, FEATURES, Name, Pictures};
use crate::error::Result;
use crate::hyperparameters::{Costs, Hyperparameters};
use crate::matrix::{Matrix, set_threads, threads};
use crate::published::{DEEP, LOGISTIC, Published, TWO_LAYER, agrees};
use crate::{logistic, network};

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
            name: "--threads",
            value: "N",
            help: "how many threads to use, all cores if not given",
        },
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

/// The most threads that make any sense here.
const MOST_THREADS: usize = 1024;

/// One of the course's models.
struct Model {
    name: &'static str,
    title: &'static str,
    layers_dims: &'static [usize],
    hyperparameters: Hyperparameters,
    published: Published,
}

static MODELS: [Model; 3] = [
    Model {
        name: "logistic",
        title: "one neuron",
        layers_dims: &[FEATURES, 1],
        hyperparameters: Hyperparameters { num_iterations: 2000, learning_rate: 0.005 },
        published: LOGISTIC,
    },
    Model {
        name: "two-layer",
        title: "two layers",
        layers_dims: &[FEATURES, 7, 1],
        hyperparameters: Hyperparameters { num_iterations: 2500, learning_rate: 0.0075 },
        published: TWO_LAYER,
    },
    Model {
        name: "deep",
        title: "deep network",
        layers_dims: &[FEATURES, 20, 7, 5, 1],
        hyperparameters: Hyperparameters { num_iterations: 2500, learning_rate: 0.0075 },
        published: DEEP,
    },
];

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
    if let Some(count) = arguments.number("--threads", 1, MOST_THREADS)? {
        set_threads(count);
    }
    let json = arguments.flag("--json");
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let name = dataset.name();
    if !json {
        print(&format!(
            "purrceptron {}, {} threads\ndata: {} ({})\n      {}\n",
            env!("CARGO_PKG_VERSION"),
            threads(),
            name.describe(),
            source.describe(),
            dataset.summary()
        ))?;
    }
    let (x, y) = (dataset.train.x(), dataset.train.y());
    let (x_test, y_test) = (dataset.test.x(), dataset.test.y());
    let mut runs = Vec::new();
    for model in MODELS.iter().filter(|model| only.is_none_or(|only| model.name == only)) {
        let run = model.train((&x, &y), (&x_test, &y_test))?;
        if !json {
            print(&run.table(&dataset, name))?;
        }
        runs.push(run);
    }
    print(&if json { to_json(&dataset, name, &runs) } else { summary(name, &runs) })
}

/// A trained model: from pictures to 1 for a cat, 0 for anything else.
type Predict = Box<dyn Fn(&Matrix) -> Matrix>;

impl Model {
    fn train(&'static self, train: (&Matrix, &Matrix), test: (&Matrix, &Matrix)) -> Result<Run> {
        let hyperparameters = &self.hyperparameters;
        let mut bar = Progress::new(self.title, hyperparameters.num_iterations);
        let progress = |iteration| bar.at(iteration);
        let (x, y) = train;
        let start = Instant::now();
        let (costs, predict): (Costs, Predict) = match *self.layers_dims {
            [_, 1] => {
                let trained = logistic::model(x, y, hyperparameters, progress)?;
                (trained.costs, Box::new(move |x| logistic::predict(&trained.neuron, x)))
            }
            [n_x, n_h, n_y] => {
                let dims = [n_x, n_h, n_y];
                let trained = network::two_layer_model(x, y, dims, hyperparameters, progress)?;
                (trained.costs, Box::new(move |x| network::predict(x, &trained.parameters)))
            }
            ref dims => {
                let trained = network::l_layer_model(x, y, dims, hyperparameters, progress)?;
                (trained.costs, Box::new(move |x| network::predict(x, &trained.parameters)))
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        Ok(Run {
            model: self,
            costs,
            train_accuracy: accuracy(&predict(x), y),
            test_accuracy: accuracy(&predict(test.0), test.1),
            seconds,
        })
    }
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
        let Hyperparameters { num_iterations, learning_rate } = hyperparameters;
        let course = name == Name::Course;
        let mut text = format!(
            "\n{title}, {layers_dims:?}: {num_iterations} iterations, \
             learning rate {learning_rate}\n\n  iteration  cost"
        );
        text += if course { "                published\n" } else { "\n" };
        for &(iteration, cost) in &self.costs {
            let beside = published.cost(iteration, num_iterations - 1).filter(|_| course);
            text += &match beside {
                None => format!("  {iteration:9}  {cost:.16}\n"),
                Some(beside) => {
                    let differs = if agrees(cost, beside) { "" } else { "  differs" };
                    format!("  {iteration:9}  {cost:.16}  {beside}{differs}\n")
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
        text += &format!("  {:20}{:>11.2}s\n", "time", self.seconds);
        text
    }
}

fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}

/// All models in a few lines, and what the reader may want to do next.
fn summary(name: Name, runs: &[Run]) -> String {
    let course = name == Name::Course;
    let mut text = format!("\n{:14}{:>12}{:>12}", "", "training", "test");
    text += if course { "   published, test\n" } else { "\n" };
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
                "\nEvery number agrees with the published one in every digit.\n"
            } else {
                "\nNot every number agrees with the published one: see \"differs\" above.\n"
            };
        }
        Name::Drawn => {
            text += "\nThese are drawn pictures. For the course's photographs and its numbers:\n  \
                     purrceptron import train_catvnoncat.h5 test_catvnoncat.h5\n";
        }
        Name::Custom => {}
    }
    text
}

/// What `--json` prints. Every number is finite, and Rust prints enough digits to read the same `f64` again.
fn to_json(dataset: &Dataset, name: Name, runs: &[Run]) -> String {
    let models: Vec<String> = runs.iter().map(Run::to_json).collect();
    format!(
        "{{\"version\": \"{}\",\n \"data\": {{\"name\": \"{}\", \"train\": {}, \"test\": {}, \
         \"features\": {FEATURES},\n          \"train_cats\": {}, \"test_cats\": {}}},\n \
         \"engine\": \"textbook\", \"threads\": {},\n \"models\": [{}]}}\n",
        env!("CARGO_PKG_VERSION"),
        name.id(),
        dataset.train.count(),
        dataset.test.count(),
        dataset.train.cats(),
        dataset.test.cats(),
        threads(),
        models.join(",\n            ")
    )
}
