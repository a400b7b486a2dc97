//! `purrceptron report`: writes one HTML page about the course's models or a saved model.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::arguments::{Arguments, Command, Opt};
use super::output::print;
use super::processor;
use super::run::{DATA, Examples, Run, describe, describe_data, read_model};
use crate::choice::Choice;
use crate::course::{COMPARED_ITERATIONS, COMPARED_RATES, ComparedRate, LOGISTIC, MODELS};
use crate::dataset::{Dataset, Name};
use crate::error::{Error, Result, printable};
use crate::files;
use crate::first_layer::Engine;
use crate::model::Model;
use crate::report::{Rate, Report, Subject};
use crate::training::Hyperparameters;
use crate::wording::count;

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "report",
    summary: "make a page that shows what was learned, and how it decides",
    operands: "",
    options: &[
        Opt::new("--out", "FILE", "the page, purrceptron.html if not given"),
        Opt::new("--model", "FILE", "show this model, which `train --save` has written"),
        DATA,
        processor::THREADS,
    ],
    more: "
The course's three models are trained for it, or one of yours is read from a
file. The page is one file that needs nothing else: it loads nothing and sends
nothing. Open it in a browser. In it you can follow a test picture through a
network number by number, and try pictures of your own.

Data is looked for as by `reproduce`. The page contains test pictures. A page
of the course's photographs is for yourself: do not publish it.

Example:
  purrceptron report --out cats.html
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    let out = arguments.path("--out")?.unwrap_or_else(|| PathBuf::from("purrceptron.html"));
    files::target(&out)?;
    let saved = arguments.path("--model")?.map(|path| read(&path)).transpose()?;
    let start = Instant::now();
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let examples = Examples::new(&dataset);
    let mut made_with = format!("purrceptron {}", env!("CARGO_PKG_VERSION"));
    let (mut subjects, mut rates) = (Vec::new(), Vec::new());
    if let Some((model, origin)) = saved {
        let pictures = [&examples.x, &examples.x_test];
        subjects.push(Subject::new(["saved", "saved model"], model, &dataset, pictures));
        made_with += &origin;
    } else {
        for model in MODELS {
            subjects.push(Run::train_course_model(model, Engine::SampleSpace, &examples)?.subject);
        }
        for rate in &COMPARED_RATES {
            rates.push(compare(rate, &examples)?);
        }
        let seconds = start.elapsed().as_secs_f64();
        made_with += &format!(", {} engine, {seconds:.1} s", Engine::SampleSpace.name());
    }
    let title = describe(&dataset, &source);
    let report = Report {
        dataset: &dataset,
        title: &title,
        made_with: &made_with,
        subjects: &subjects,
        rates: &rates,
    };
    let page = report.page()?;
    files::write(&out, page.as_bytes())?;
    let private = match examples.name {
        Name::Course => "Keep it to yourself: it contains photographs of the course.\n",
        Name::Drawn | Name::Custom => "",
    };
    print(&format!(
        "{}{}: {:.1} MB\n{private}Open it in a browser:\n  {}\n",
        describe_data("data: ", &dataset, &source),
        printable(&out),
        page.len() as f64 / 1e6,
        address(&out)
    ))
}

/// A model from a file, and a text that says where it comes from.
fn read(path: &Path) -> Result<(Model, String)> {
    let model = read_model(path)?;
    let mut origin = format!(", model {}", printable(path));
    if let Some(training) = &model.training {
        origin += &format!(
            ", trained on {} data: {} with learning rate {:?}",
            training.data,
            count(training.iterations, "iteration"),
            training.learning_rate
        );
    }
    Ok((model, origin))
}

/// Trains one neuron with a learning rate. If the cost becomes infinite, that is a result, not an
/// error.
fn compare(rate: &ComparedRate, examples: &Examples) -> Result<Rate> {
    let learning_rate = rate.learning_rate;
    let mut plan = LOGISTIC.plan;
    plan.hyperparameters = Hyperparameters::new(COMPARED_ITERATIONS, learning_rate);
    plan.hyperparameters.engine = Engine::SampleSpace;
    let outcome = match Run::train(&plan, examples) {
        Ok(run) => Ok(run.subject),
        Err(Error::Diverged { iteration, .. }) => Err(iteration),
        Err(error) => return Err(error),
    };
    let published = (examples.name == Name::Course).then_some(rate.accuracies);
    Ok(Rate { learning_rate, published, outcome })
}

/// The `file:` URL of a path, RFC 8089. Every byte that has a meaning in a URL, or is not ASCII, is
/// written as `%20`.
fn address(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut address = String::from("file://");
    for (n, byte) in path.as_os_str().as_encoded_bytes().iter().enumerate() {
        match byte {
            // On Windows an absolute path begins with a letter: file:///C:/…
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
