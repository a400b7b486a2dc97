//! `purrceptron evaluate`: what a saved model gets right and wrong, by [`Answers`].

use std::path::Path;

use super::arguments::{Arguments, Command};
use super::output::{baselines, header, percent, print, row};
use super::run::{DATA, JSON, describe, read_model};
use crate::answers::Answers;
use crate::dataset::Dataset;
use crate::error::{Result, printable};
use crate::formats::json;
use crate::model::Model;

/// The command's table.
pub const COMMAND: Command = Command {
    name: "evaluate",
    summary: "show what a saved model gets right and wrong",
    operands: "MODEL",
    operand_count: 1,
    options: &[DATA, JSON],
    more: "
MODEL is a file that `train --save` has written. Data is looked for as by
`reproduce`. Precision: how many of those that it calls cats are cats. Recall:
how many of the cats it calls cats.

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
        return print(&to_json(path, &model, &dataset, &train, &test));
    }
    let mut text = format!("model: {}, {:?}\n", printable(path), model.layers_dims());
    if let Some(training) = &model.training {
        text += &format!(
            "       {} iterations with learning rate {:?}, {} data\n",
            training.iterations,
            training.learning_rate,
            printable(Path::new(&training.data))
        );
    }
    text += &format!("data:  {}\n       {}\n", describe(&dataset, &source), dataset.summary());
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
    for i in test.wrong() {
        let is = if test.labels()[i] { "a cat" } else { "not a cat" };
        text += &format!("  {i:5}  is {is:12}{:>12}\n", percent(test.probabilities()[i]));
    }
    if test.wrong().next().is_none() {
        text += "  none\n";
    }
    text
}

fn to_json(
    path: &Path,
    model: &Model,
    dataset: &Dataset,
    train: &Answers,
    test: &Answers,
) -> String {
    format!(
        "{{\"version\": {}, \"model\": {}, \"layers_dims\": {:?}, \"data\": \"{}\",\n \
         \"train\": {},\n \"test\": {}}}\n",
        json::string(env!("CARGO_PKG_VERSION")),
        json::string(&path.to_string_lossy()),
        model.layers_dims(),
        dataset.name().id(),
        answers_to_json(train),
        answers_to_json(test)
    )
}

fn answers_to_json(answers: &Answers) -> String {
    let or_null =
        |number: Option<f64>| number.map_or("null".into(), |number| format!("{number:?}"));
    let [[tp, fn_], [fp, tn]] = answers.confusion();
    let labels: Vec<u8> = answers.labels().iter().map(|&label| label.into()).collect();
    format!(
        "{{\"accuracy\": {:?}, \"precision\": {}, \"recall\": {},\n  \
         \"true_positives\": {tp}, \"false_negatives\": {fn_}, \"false_positives\": {fp}, \
         \"true_negatives\": {tn},\n  \"wrong\": {:?},\n  \"labels\": {labels:?},\n  \
         \"probabilities\": {:?}}}",
        answers.accuracy(),
        or_null(answers.precision()),
        or_null(answers.recall()),
        answers.wrong().collect::<Vec<_>>(),
        answers.probabilities()
    )
}
