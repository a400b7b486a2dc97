//! `purrceptron reproduce`: trains the course's three models and sets them beside what it
//! publishes.

use super::arguments::{Arguments, Command, Opt};
use super::models::{MODELS, Plan};
use super::run::{DATA, ENGINE, Examples, Run, engine, heading, percent};
use super::{print, processor};
use crate::dataset::{Dataset, FEATURES, Name};
use crate::error::Result;
use crate::first_layer::Engine;
use crate::processor::Processor;
use crate::training::Hyperparameters;

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

fn run(arguments: &Arguments) -> Result<()> {
    let only = arguments.choice("--only", &MODELS.each_ref().map(|model| model.name))?;
    let engine = engine(arguments)?;
    let json = arguments.flag("--json");
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let name = dataset.name();
    if !json {
        print(&heading(engine, &dataset, &source))?;
    }
    let examples = Examples::of(&dataset);
    let mut runs = Vec::new();
    for model in MODELS.iter().filter(|model| only.is_none_or(|only| model.name == only)) {
        let hyperparameters = Hyperparameters { engine, ..model.plan.hyperparameters };
        let published = (name == Name::Course).then_some(&model.published);
        let plan = Plan { hyperparameters, ..model.plan };
        let run = Run::train(plan, published, &dataset, &examples)?;
        if !json {
            print(&run.table(&dataset))?;
        }
        runs.push((model.name, run));
    }
    print(&if json { to_json(&dataset, name, engine, &runs) } else { summary(name, &runs) })
}

/// All models in a few lines, and what the reader may want to do next.
fn summary(name: Name, runs: &[(&str, Run<'_>)]) -> String {
    let course = name == Name::Course;
    let mut text = String::from("\n");
    if course {
        text += &format!("{:14}{:>12}{:>24}{:>12}\n", "", "", "published", "published");
    }
    text += &format!("{:14}{:>12}{:>12}", "", "training", "test");
    text += &if course { format!("{:>12}{:>12}\n", "training", "test") } else { "\n".into() };
    for (_, run) in runs {
        let (train, test) = (percent(run.train_accuracy), percent(run.test_accuracy));
        text += &format!("{:14}{train:>12}{test:>12}", run.plan.title);
        if let Some(published) = run.published {
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
            let all = runs.iter().all(|(_, run)| run.agrees());
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
fn to_json(dataset: &Dataset, name: Name, engine: Engine, runs: &[(&str, Run<'_>)]) -> String {
    let models: Vec<String> = runs.iter().map(|(name, run)| run.to_json(name)).collect();
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
        Processor::current().threads,
        models.join(",\n            ")
    )
}
