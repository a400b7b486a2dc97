//! `purrceptron evaluate`: counts what a saved model gets right and wrong, see [`Answers`].

use std::path::Path;

use super::arguments::{Arguments, Command};
use super::output::{baselines, header, percent, print, row};
use super::run::{DATA, JSON, describe_data, read_model};
use crate::answers::Answers;
use crate::dataset::{Dataset, Name};
use crate::error::{Result, printable};
use crate::formats::json::Value;
use crate::model::Model;
use crate::wording::count;

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "evaluate",
    summary: "show what a saved model gets right and wrong",
    operands: "MODEL",
    options: &[DATA, JSON],
    more: "
MODEL is a file that `train --save` has written. Data is looked for as by
`reproduce`. Precision is the share of cats among the pictures that it calls
cats; recall is the share of the cats that it calls cats.

Example:
  purrceptron evaluate cats.safetensors --data data/drawn
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    let path = &arguments.operands[0];
    let model = read_model(path)?;
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let [train, test] = [&dataset.train, &dataset.test]
        .map(|pictures| Answers::new(&model.probabilities(&pictures.x()), &pictures.y()));
    if arguments.flag("--json") {
        return print(&format!("{}\n", to_json(path, &model, dataset.name(), &train, &test)));
    }
    let mut text = format!("model: {}, {:?}\n", printable(path), model.layers_dims());
    if let Some(training) = &model.training {
        text += &format!(
            "       {} with learning rate {:?}, {} data\n",
            count(training.iterations, "iteration"),
            training.learning_rate,
            printable(Path::new(&training.data))
        );
    }
    text += &describe_data("data:  ", &dataset, &source);
    print(&(text + &tables(&train, &test)))
}

fn tables(train: &Answers, test: &Answers) -> String {
    let figures = |name, figure: fn(&Answers) -> Option<f64>| {
        row(name, [train, test].map(|answers| figure(answers).map_or("undefined".into(), percent)))
    };
    let mut text = header("", ["training", "test"]);
    text += &figures("accuracy", |answers| Some(answers.accuracy()));
    text += &figures("precision", Answers::precision);
    text += &figures("recall", Answers::recall);
    text += &baselines([train, test]);
    if [train, test].iter().any(|answers| answers.precision().is_none()) {
        text += "\nPrecision is undefined where the model calls nothing a cat.\n";
    }
    for (title, answers) in [("training", train), ("test", test)] {
        let [cats, others] = answers.confusion().map(|row| row.map(|count| count.to_string()));
        text += &header(title, ["says cat", "says not"]);
        text += &(row("is a cat", cats) + &row("is not", others));
    }
    text += "\nwrong test pictures, counted from 0; the model's probability of a cat\n";
    let wrong = test.wrong().map(|i| {
        let is = if test.labels()[i] { "a cat" } else { "not a cat" };
        format!("  {i:5}  is {is:12}{:>12}\n", percent(test.probabilities()[i]))
    });
    let wrong: String = wrong.collect();
    text + if wrong.is_empty() { "  none\n" } else { &wrong }
}

fn to_json(path: &Path, model: &Model, name: Name, train: &Answers, test: &Answers) -> Value {
    Value::object([
        ("version", env!("CARGO_PKG_VERSION").into()),
        ("model", path.to_string_lossy()[..].into()),
        ("layers_dims", model.layers_dims().into()),
        ("data", name.id().into()),
        ("train", answers_to_json(train)),
        ("test", answers_to_json(test)),
    ])
}

fn answers_to_json(answers: &Answers) -> Value {
    let [[tp, fn_], [fp, tn]] = answers.confusion();
    Value::object([
        ("accuracy", answers.accuracy().into()),
        ("precision", answers.precision().into()),
        ("recall", answers.recall().into()),
        ("true_positives", tp.into()),
        ("false_negatives", fn_.into()),
        ("false_positives", fp.into()),
        ("true_negatives", tn.into()),
        ("wrong", answers.wrong().collect()),
        ("labels", answers.labels().iter().map(|&label| u8::from(label)).collect()),
        ("probabilities", answers.probabilities().into()),
    ])
}
