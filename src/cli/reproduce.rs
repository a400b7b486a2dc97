//! `purrceptron reproduce`: trains the course's three models and sets them beside what it
//! publishes.

use super::arguments::{Arguments, Command, Opt};
use super::output::{percent, print};
use super::processor;
use super::run::{DATA, ENGINE, Examples, JSON, Run, heading};
use crate::choice::Choice;
use crate::course::{CourseModel, MODELS};
use crate::dataset::{Dataset, FEATURES, Name};
use crate::error::Result;
use crate::first_layer::Engine;
use crate::matrix::threads;

/// The command's table.
pub const COMMAND: Command = Command {
    name: "reproduce",
    summary: "train the course's models and compare with its numbers",
    operands: "",
    operand_count: 0,
    options: &[
        Opt { name: "--only", value: "MODEL", help: "one of them: logistic, two-layer or deep" },
        DATA,
        ENGINE,
        processor::THREADS,
        processor::KERNEL,
        JSON,
    ],
    more: "
Data is looked for in --data, in $PURRCEPTRON_DATA, in data/course below the
current folder; if there is none, the built-in drawn pictures are used.

Example:
  purrceptron reproduce --only deep --json
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    let only = arguments.choice::<&CourseModel>("--only")?;
    let engine = arguments.choice(ENGINE.name)?.unwrap_or_default();
    processor::set(arguments)?;
    let json = arguments.flag("--json");
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    if !json {
        print(&heading(engine, &dataset, &source))?;
    }
    let examples = Examples::of(&dataset);
    let mut runs = Vec::new();
    for model in MODELS {
        if only.is_some_and(|only| only.name() != model.name()) {
            continue;
        }
        let run = Run::of_course(model, engine, &examples)?;
        if !json {
            print(&run.table())?;
        }
        runs.push(run);
    }
    print(&if json { to_json(&examples, engine, &runs) } else { summary(examples.name, &runs) })
}

/// One line for each model, and what the reader can do next.
fn summary(name: Name, runs: &[Run]) -> String {
    let course = name == Name::Course;
    let mut text = String::from("\n");
    if course {
        text += &format!("{:14}{:>12}{:>24}{:>12}\n", "", "", "published", "published");
    }
    text += &format!("{:14}{:>12}{:>12}", "", "training", "test");
    text += &if course { format!("{:>12}{:>12}\n", "training", "test") } else { "\n".into() };
    for Run { subject, .. } in runs {
        let mut accuracies = vec![subject.train.accuracy(), subject.test.accuracy()];
        if let Some(published) = subject.published {
            accuracies.extend([published.train_accuracy, published.test_accuracy]);
        }
        text += &format!("{:14}", subject.title);
        for accuracy in accuracies {
            text += &format!("{:>12}", percent(accuracy));
        }
        text += "\n";
    }
    text += match name {
        Name::Course if runs.iter().all(|run| run.subject.agrees()) => {
            "\nEvery number agrees with the published one: in all digits, where it has 6;\n\
             where it has 16, to 1e-9 at least, for the last ones depend on the order of sums.\n"
        }
        Name::Course => {
            "\nNot every number agrees with the published one: see \"differs\" above.\n"
        }
        Name::Drawn => {
            "\nThese are drawn pictures. For the course's photographs and its numbers:\n  \
             cargo run --release -- import train_catvnoncat.h5 test_catvnoncat.h5\n"
        }
        Name::Custom => "",
    };
    text
}

/// What `--json` prints. Every number is finite, and Rust prints enough digits to read the same
/// `f64` again.
fn to_json(examples: &Examples, engine: Engine, runs: &[Run]) -> String {
    let Examples { dataset, name, .. } = examples;
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
