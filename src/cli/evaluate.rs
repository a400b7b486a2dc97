//! `purrceptron evaluate`: what a saved model gets right and wrong.
//!
//! ```text
//!                 says cat   says not     precision = true positives / all that it calls a cat
//! is a cat           tp         fn        recall    = true positives / all that are a cat
//! is not             fp         tn        accuracy  = (tp + tn) / all
//! ```

use std::path::Path;

use super::arguments::{Arguments, Command, Opt};
use super::print;
use super::run::{DATA, percent};
use crate::dataset::{Dataset, FEATURES, Pictures};
use crate::error::{Result, printable};
use crate::formats::json;
use crate::model::Model;

/// The command's table.
pub const COMMAND: Command = Command {
    name: "evaluate",
    summary: "show what a saved model gets right and wrong",
    operands: "MODEL",
    operand_count: 1,
    options: &[DATA, Opt { name: "--json", value: "", help: "print one JSON object instead" }],
    more: "
MODEL is a file that `train --save` has written. Data is looked for as by
`reproduce`. Precision: how many of those that it calls cats are cats. Recall:
how many of the cats it calls cats.

Example:
  purrceptron evaluate cats.safetensors --data data/drawn
",
    run,
};

/// A model's answers for some pictures.
struct Answers {
    labels: Vec<bool>,
    probabilities: Vec<f64>,
}

fn run(arguments: &Arguments) -> Result<()> {
    let path = &arguments.operands[0];
    let model = Model::read(path)?;
    model.check_inputs(path, FEATURES)?;
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let [train, test] =
        [&dataset.train, &dataset.test].map(|pictures| Answers::of(&model, pictures));
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
    text += &format!(
        "data:  {} ({})\n       {}\n",
        dataset.name().describe(),
        source.describe(),
        dataset.summary()
    );
    print(&(text + &tables(&train, &test)))
}

impl Answers {
    fn of(model: &Model, pictures: &Pictures) -> Self {
        Self {
            labels: pictures.y().as_slice().iter().map(|&label| label == 1.0).collect(),
            probabilities: model.probabilities(&pictures.x()).as_slice().to_vec(),
        }
    }

    /// How many with this label get this answer.
    fn count(&self, label: bool, answer: bool) -> usize {
        let pairs = self.labels.iter().zip(&self.probabilities);
        pairs.filter(|&(&l, &p)| l == label && (p > 0.5) == answer).count()
    }

    /// tp / (tp + `others`); nothing, where that is 0 of 0.
    fn share_with(&self, others: usize) -> Option<f64> {
        let right = self.count(true, true);
        (right + others > 0).then(|| right as f64 / (right + others) as f64)
    }

    fn precision(&self) -> Option<f64> {
        self.share_with(self.count(false, true))
    }

    fn recall(&self) -> Option<f64> {
        self.share_with(self.count(true, false))
    }

    fn accuracy(&self) -> f64 {
        let right = self.count(true, true) + self.count(false, false);
        right as f64 / self.labels.len() as f64
    }

    fn share_of_cats(&self) -> f64 {
        self.labels.iter().filter(|&&cat| cat).count() as f64 / self.labels.len() as f64
    }

    /// Index, label and probability of those that it gets wrong.
    fn wrong(&self) -> impl Iterator<Item = (usize, bool, f64)> {
        let answers = self.labels.iter().zip(&self.probabilities).enumerate();
        answers.map(|(i, (&label, &p))| (i, label, p)).filter(|&(_, label, p)| (p > 0.5) != label)
    }

    fn to_json(&self) -> String {
        let share = |share: Option<f64>| share.map_or("null".into(), |share| format!("{share:?}"));
        let labels: Vec<u8> = self.labels.iter().map(|&label| label.into()).collect();
        format!(
            "{{\"accuracy\": {:?}, \"precision\": {}, \"recall\": {},\n  \
             \"true_positives\": {}, \"false_negatives\": {}, \"false_positives\": {}, \
             \"true_negatives\": {},\n  \"wrong\": {:?},\n  \"labels\": {labels:?},\n  \
             \"probabilities\": {:?}}}",
            self.accuracy(),
            share(self.precision()),
            share(self.recall()),
            self.count(true, true),
            self.count(true, false),
            self.count(false, true),
            self.count(false, false),
            self.wrong().map(|(i, ..)| i).collect::<Vec<_>>(),
            self.probabilities
        )
    }
}

fn tables(train: &Answers, test: &Answers) -> String {
    let mut text = format!("\n{:22}{:>12}{:>12}\n", "", "training", "test");
    let mut row = |what, share: fn(&Answers) -> Option<f64>| {
        let cell = |answers| share(answers).map_or("undefined".into(), percent);
        text += &format!("  {what:20}{:>12}{:>12}\n", cell(train), cell(test));
    };
    row("accuracy", |answers| Some(answers.accuracy()));
    row("precision", Answers::precision);
    row("recall", Answers::recall);
    row("always \"cat\"", |answers| Some(answers.share_of_cats()));
    row("always \"not a cat\"", |answers| Some(1.0 - answers.share_of_cats()));
    if [train, test].iter().any(|answers| answers.precision().is_none()) {
        text += "\nPrecision is undefined where the model calls nothing a cat.\n";
    }
    for (title, answers) in [("training", train), ("test", test)] {
        text += &format!("\n{title:22}{:>12}{:>12}\n", "says cat", "says not");
        for (label, what) in [(true, "is a cat"), (false, "is not")] {
            let [yes, no] = [true, false].map(|answer| answers.count(label, answer));
            text += &format!("  {what:20}{yes:>12}{no:>12}\n");
        }
    }
    text += "\nwrong test pictures, counted from 0; the model's probability of a cat\n";
    for (i, label, probability) in test.wrong() {
        let is = if label { "a cat" } else { "not a cat" };
        text += &format!("  {i:5}  is {is:12}{:>12}\n", percent(probability));
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
        train.to_json(),
        test.to_json()
    )
}
