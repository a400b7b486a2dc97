//! `purrceptron report`: one page with everything that was learned.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::arguments::{Arguments, Command, Opt};
use super::models::{MODELS, Plan};
use super::run::{DATA, Examples, Run};
use super::{print, processor};
use crate::dataset::{Dataset, FEATURES, Name};
use crate::error::{Error, Result, printable};
use crate::files;
use crate::first_layer::Engine;
use crate::model::Model;
use crate::report::{Outcome, Rate, Report, Subject};
use crate::training::Hyperparameters;

/// The command's table.
pub const COMMAND: Command = Command {
    name: "report",
    summary: "make a page that shows what was learned, and how it decides",
    operands: "",
    operand_count: 0,
    options: &[
        Opt { name: "--out", value: "FILE", help: "the page, purrceptron.html if not given" },
        Opt { name: "--model", value: "FILE", help: "of a model that `train --save` has written" },
        DATA,
        processor::THREADS,
    ],
    more: "
The course's three models are trained for it, or one of yours is read from a
file. The page is one file that needs nothing else: it loads nothing and sends
nothing. Open it in a browser. In it you can follow a test picture through a
network number by number, and try pictures of your own.

Data is looked for as by `reproduce`. The page contains test pictures: one of
the course's photographs is for yourself, and not to be passed on.

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
    files::target(&out)?;
    let saved = arguments.path("--model")?.map(|path| read(&path)).transpose()?;
    let start = Instant::now();
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let examples = Examples::of(&dataset);
    let mut made_with = format!("purrceptron {}", env!("CARGO_PKG_VERSION"));
    let (mut subjects, mut rates) = (Vec::new(), Vec::new());
    if let Some((model, origin)) = saved {
        subjects.push(examined(["saved", "saved model"], model, &dataset, &examples));
        made_with += &origin;
    } else {
        for model in &MODELS {
            let run = train(model.plan, &dataset, &examples)?;
            let names = [model.name, model.plan.title];
            let mut subject = examined(names, run.model, &dataset, &examples);
            subject.costs = run.costs;
            subject.published = (dataset.name() == Name::Course).then_some(&model.published);
            subjects.push(subject);
        }
        for rate in LEARNING_RATES {
            rates.push(compared(rate, &dataset, &examples)?);
        }
        let seconds = start.elapsed().as_secs_f64();
        made_with += &format!(", {} engine, {seconds:.1} s", Engine::SampleSpace.name());
    }
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

/// A model from a file, and where it comes from in words.
fn read(path: &Path) -> Result<(Model, String)> {
    let model = Model::read(path)?;
    model.check_inputs(path, FEATURES)?;
    let mut origin = format!(", model {}", printable(path));
    if let Some(training) = &model.training {
        origin += &format!(
            ", trained on {} data: {} iterations with learning rate {:?}",
            training.data, training.iterations, training.learning_rate
        );
    }
    Ok((model, origin))
}

fn examined(
    names: [&'static str; 2],
    model: Model,
    dataset: &Dataset,
    examples: &Examples,
) -> Subject {
    Subject::new(names, model, dataset, [&examples.x, &examples.x_test])
}

fn train<'a>(mut plan: Plan<'a>, dataset: &Dataset, examples: &Examples) -> Result<Run<'a>> {
    plan.hyperparameters.engine = Engine::SampleSpace;
    Run::train(plan, None, dataset, examples)
}

/// One neuron with another learning rate. That a step is too long is a result, too.
fn compared(learning_rate: f64, dataset: &Dataset, examples: &Examples) -> Result<Rate> {
    let hyperparameters = Hyperparameters::new(COMPARED_ITERATIONS, learning_rate);
    let outcome = match train(Plan { hyperparameters, ..MODELS[0].plan }, dataset, examples) {
        Ok(Run { costs, train_accuracy, test_accuracy, .. }) => {
            Outcome::Finished { costs, train_accuracy, test_accuracy }
        }
        Err(Error::Diverged { iteration, .. }) => Outcome::Diverged(iteration),
        Err(error) => return Err(error),
    };
    Ok(Rate { learning_rate, outcome })
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
