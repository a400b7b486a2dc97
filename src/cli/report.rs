//! `purrceptron report`: one page with everything that was learned.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::arguments::{Arguments, Command, Opt};
use super::models::{MODELS, Model};
use super::{print, processor};
use crate::dataset::{Dataset, Name};
use crate::descent::{Engine, Hyperparameters};
use crate::error::{Error, Result, printable};
use crate::files;
use crate::matrix::Matrix;
use crate::network::{self, Initialization, Parameters, initialize_parameters_deep};
use crate::report::{Outcome, Rate, Report, Subject};

/// The command's table.
pub const COMMAND: Command = Command {
    name: "report",
    summary: "make a page that shows what was learned, and how it decides",
    operands: "",
    operand_count: 0,
    options: &[
        Opt {
            name: "--out",
            value: "FILE",
            help: "the page to write, purrceptron.html if not given",
        },
        Opt { name: "--data", value: "DIR", help: "a data set, as `import` and `draw` make them" },
        processor::THREADS,
    ],
    more: "
The page is one file that needs nothing else: it loads nothing and sends
nothing. Open it in a browser. In it you can follow a test picture through a
network number by number, and try pictures of your own.

Data is looked for as `reproduce` does. Note that the page contains test
pictures: with the course's photographs, keep it to yourself.

Example:
  purrceptron report --out cats.html
",
    run,
};

/// The course's comparison: one neuron with each of these.
const LEARNING_RATES: [f64; 3] = [0.01, 0.001, 0.0001];
const COMPARED_ITERATIONS: usize = 1500;

fn run(arguments: &Arguments) -> Result<()> {
    let out = arguments.path("--out")?.unwrap_or_else(|| PathBuf::from("purrceptron.html"));
    processor::set(arguments)?;
    let start = Instant::now();
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let data = Examples::new(&dataset);
    let subjects = MODELS.iter().map(|model| data.trained(model)).collect::<Result<Vec<_>>>()?;
    let rates = LEARNING_RATES.map(|rate| data.compared(rate));
    let rates = rates.into_iter().collect::<Result<Vec<_>>>()?;
    let seconds = start.elapsed().as_secs_f64();
    let made_with =
        format!("purrceptron {}, sample-space engine, {seconds:.1} s", env!("CARGO_PKG_VERSION"));
    let title = format!("{} ({})", dataset.name().describe(), source.describe());
    let report = Report {
        dataset: &dataset,
        title: &title,
        made_with: &made_with,
        subjects: &subjects,
        rates: &rates,
    };
    let page = report.page()?;
    files::write(&out, page.as_bytes())?;
    print(&format!(
        "data: {title}\n{}: {:.1} MB\nOpen it in a browser:\n  {}\n",
        printable(&out),
        page.len() as f64 / 1e6,
        address(&out)
    ))
}

/// The pictures as matrices.
struct Examples<'a> {
    dataset: &'a Dataset,
    name: Name,
    x: Matrix,
    y: Matrix,
    x_test: Matrix,
}

impl<'a> Examples<'a> {
    fn new(dataset: &'a Dataset) -> Self {
        Self {
            dataset,
            name: dataset.name(),
            x: dataset.train.x(),
            y: dataset.train.y(),
            x_test: dataset.test.x(),
        }
    }

    /// One of the course's models, trained.
    fn trained(&self, model: &'static Model) -> Result<Subject> {
        let engine = Engine::SampleSpace;
        let hyperparameters = Hyperparameters { engine, ..model.hyperparameters };
        let trained = model.train(&self.x, &self.y, &hyperparameters)?;
        let mut subject = self.answers(trained.parameters());
        subject.name = model.name;
        subject.title = model.title;
        subject.start = match *model.layers_dims {
            [_, 1] => None,
            [_, _, _] => Some(Initialization::Small),
            _ => Some(Initialization::Scaled),
        }
        .map(|how| initialize_parameters_deep(model.layers_dims, how, 1).swap_remove(0).w);
        subject.learning_rate = Some(hyperparameters.learning_rate);
        subject.iterations = Some(hyperparameters.num_iterations);
        subject.costs = trained.costs;
        subject.published = (self.name == Name::Course).then_some(&model.published);
        Ok(subject)
    }

    /// What a model says of all pictures.
    fn answers(&self, parameters: Parameters) -> Subject {
        let Dataset { train, test } = self.dataset;
        let probabilities = |x| network::probabilities(x, &parameters).as_slice().to_vec();
        let train_right = Subject::right(&probabilities(&self.x), &train.labels);
        let answers = probabilities(&self.x_test);
        Subject {
            name: "saved",
            title: "saved model",
            start: None,
            learning_rate: None,
            iterations: None,
            costs: Vec::new(),
            published: None,
            train_right: train_right.iter().filter(|right| **right).count(),
            train_count: train.count(),
            test_right: Subject::right(&answers, &test.labels),
            test: answers,
            parameters,
        }
    }

    /// One neuron with another learning rate. That a step is too long is a result, too.
    fn compared(&self, learning_rate: f64) -> Result<Rate> {
        let mut hyperparameters = Hyperparameters::new(COMPARED_ITERATIONS, learning_rate);
        hyperparameters.engine = Engine::SampleSpace;
        let outcome = match MODELS[0].train(&self.x, &self.y, &hyperparameters) {
            Ok(trained) => {
                let subject = self.answers(trained.parameters());
                Outcome::Finished {
                    train_accuracy: subject.train_accuracy(),
                    test_accuracy: subject.test_accuracy(),
                    costs: trained.costs,
                }
            }
            Err(Error::Diverged { iteration, .. }) => Outcome::Diverged(iteration),
            Err(error) => return Err(error),
        };
        Ok(Rate { learning_rate, outcome })
    }
}

/// The file's address as a browser takes it: RFC 8089, with what is no plain character as `%20`.
fn address(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut address = String::from("file://");
    for (n, byte) in path.as_os_str().as_encoded_bytes().iter().enumerate() {
        match byte {
            // On Windows a path begins with a letter: file:///C:/…
            b'\\' if cfg!(windows) => address.push('/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' | b':' => {
                if n == 0 && *byte != b'/' {
                    address.push('/');
                }
                address.push((*byte).into());
            }
            byte => address += &format!("%{byte:02X}"),
        }
    }
    address
}
