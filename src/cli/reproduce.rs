//! `purrceptron reproduce`: trains the course's three models, and prints their numbers beside those
//! that the course publishes.

use super::arguments::{Arguments, Command, Opt};
use super::output::{percent, print};
use super::processor;
use super::run::{DATA, ENGINE, Examples, JSON, Run, load_and_announce};
use crate::choice::Choice;
use crate::course::{CourseModel, MODELS};
use crate::dataset::{Dataset, FEATURES, Name};
use crate::error::Result;
use crate::first_layer::Engine;
use crate::formats::json::Value;
use crate::processor::Processor;
use crate::wording::command;

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "reproduce",
    summary: "train the course's models and compare with its numbers",
    operands: "",
    options: &[
        Opt::new("--only", "MODEL", "one of them: logistic, two-layer or deep"),
        DATA,
        ENGINE,
        processor::THREADS,
        processor::KERNEL,
        JSON,
    ],
    more: "
Data is looked for in --data, in $PURRCEPTRON_DATA, in data/course and data/own
below the current folder, and in course and own below the user's own folder:
  Linux    $XDG_DATA_HOME/purrceptron, or ~/.local/share/purrceptron
  macOS    ~/Library/Application Support/purrceptron
  Windows  %APPDATA%\\purrceptron
If there is none, the built-in drawn pictures are used.

Example:
  purrceptron reproduce --only deep --json
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    let only = arguments.choice::<&CourseModel>("--only")?;
    let engine = arguments.choice(ENGINE.name)?.unwrap_or_default();
    let json = arguments.flag(JSON.name);
    let dataset = load_and_announce(arguments, engine)?;
    let examples = Examples::new(&dataset);
    let mut runs = Vec::new();
    for model in only.map_or(MODELS.to_vec(), |only| vec![only]) {
        let run = Run::train_course_model(model, engine, &examples)?;
        if !json {
            print(&run.table())?;
        }
        runs.push(run);
    }
    print(&match json {
        true => format!("{}\n", to_json(&examples, engine, &runs)),
        false => summary(examples.name, &runs),
    })
}

/// One line for each model, and what the reader can do next.
fn summary(name: Name, runs: &[Run]) -> String {
    let head = match name {
        Name::Course => {
            "
                                         published   published
                  training        test    training        test
"
        }
        Name::Drawn | Name::Custom => "\n                  training        test\n",
    };
    let mut text = head.to_string();
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
            "\nEvery number agrees with the published one: those with 6 digits in all digits,\n\
             those with 16 to within 1e-9, because the last ones depend on the order of sums.\n"
        }
        Name::Course => {
            "\nNot every number agrees with the published one: see \"differs\" above.\n"
        }
        Name::Drawn => {
            "\nThese are drawn pictures. For the course's photographs and its numbers:\n  "
        }
        Name::Custom => "",
    };
    if name == Name::Drawn {
        text += &command("import train_catvnoncat.h5 test_catvnoncat.h5\n");
    }
    text
}

/// The object that `--json` prints.
fn to_json(examples: &Examples, engine: Engine, runs: &[Run]) -> Value {
    let Examples { dataset: Dataset { train, test }, name, .. } = examples;
    let data = Value::object([
        ("name", name.id().into()),
        ("train", train.count().into()),
        ("test", test.count().into()),
        ("features", FEATURES.into()),
        ("train_cats", train.cats().into()),
        ("test_cats", test.cats().into()),
    ]);
    Value::object([
        ("version", env!("CARGO_PKG_VERSION").into()),
        ("data", data),
        ("engine", engine.name().into()),
        ("threads", Processor::current().threads.into()),
        ("models", runs.iter().map(Run::to_json).collect()),
    ])
}
