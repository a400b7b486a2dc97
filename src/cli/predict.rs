//! `purrceptron predict`: what a saved model says of pictures that it has never seen.

use std::env::var_os;
use std::io::{IsTerminal, Write};
use std::path::Path;

use super::arguments::{Arguments, Command, Opt};
use super::print;
use super::run::percent;
use crate::dataset::{FEATURES, SIDE};
use crate::error::{Error, Result, printable};
use crate::json;
use crate::matrix::Matrix;
use crate::model::Model;
use crate::picture::Picture;

/// The command's table.
pub const COMMAND: Command = Command {
    name: "predict",
    summary: "ask a saved model about your own pictures",
    operands: "MODEL IMAGE…",
    operand_count: 2,
    options: &[
        Opt { name: "--show", value: "", help: "draw the 64×64 pixels that the model sees" },
        Opt { name: "--json", value: "", help: "print one JSON object instead" },
    ],
    more: "
MODEL is a file that `train --save` has written. Images are PNG, PPM or PGM, of
any size: the whole picture is averaged down to 64×64 pixels, transparency is
dropped. Above 50 % the model says cat. For a JPEG, convert it first, or open
the page of `purrceptron report` in a browser and drop the picture there.

Example:
  purrceptron predict cats.safetensors my_cat.png --show
",
    run,
};

/// What a model says of a picture.
struct Answer<'a> {
    path: &'a Path,
    picture: Picture,
    probability: f64,
}

fn run(arguments: &Arguments) -> Result<()> {
    let Some((path, images)) = arguments.operands.split_first() else {
        unreachable!("there are two operands at least");
    };
    let model = Model::read(path)?;
    model.check_inputs(path, FEATURES)?;
    let (show, in_json) = (arguments.flag("--show"), arguments.flag("--json"));
    let mut answers = Vec::new();
    let mut failed: Option<Error> = None;
    for image in images {
        match Answer::of(&model, image) {
            Ok(answer) if in_json => answers.push(answer.to_json()),
            Ok(answer) => print(&answer.to_text(show))?,
            // The last error ends the program; those before it are told here.
            Err(error) => {
                if let Some(before) = failed.replace(error) {
                    let _ = writeln!(std::io::stderr(), "error: {before}");
                }
            }
        }
    }
    if in_json {
        print(&format!(
            "{{\"version\": {}, \"model\": {},\n \"pictures\": [{}]}}\n",
            json::string(env!("CARGO_PKG_VERSION")),
            json::string(&path.to_string_lossy()),
            answers.join(",\n              ")
        ))?;
    }
    failed.map_or(Ok(()), Err)
}

impl<'a> Answer<'a> {
    fn of(model: &Model, path: &'a Path) -> Result<Self> {
        let picture = Picture::read(path)?.squeezed(SIDE, SIDE);
        let x = picture.pixels.iter().map(|&byte| f64::from(byte) / 255.0).collect();
        let probability = model.probabilities(&Matrix::from_vec(FEATURES, 1, x))[(0, 0)];
        if !probability.is_finite() {
            let problem = "the model's weights are so large that its answer is not a number";
            return Err(Error::file(path, problem));
        }
        Ok(Self { path, picture, probability })
    }

    fn is_cat(&self) -> bool {
        self.probability > 0.5
    }

    fn to_text(&self, show: bool) -> String {
        let verdict = if self.is_cat() { "cat" } else { "not a cat" };
        let line =
            format!("{:>9}  {verdict:9}  {}\n", percent(self.probability), printable(self.path));
        match (show, in_colour()) {
            (false, _) => line,
            (true, true) => line + &self.picture.in_colour(),
            (true, false) => line + &self.picture.in_letters(),
        }
    }

    fn to_json(&self) -> String {
        format!(
            "{{\"file\": {}, \"probability\": {:?}, \"cat\": {}}}",
            json::string(&self.path.to_string_lossy()),
            self.probability,
            self.is_cat()
        )
    }
}

/// Whether standard output shows 24-bit colours, and nobody has asked for none.
fn in_colour() -> bool {
    let is = |name, values: &[&str]| var_os(name).is_some_and(|v| values.iter().any(|x| v == *x));
    let unwanted = var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let able = is("COLORTERM", &["truecolor", "24bit"]) && !is("TERM", &["dumb"]);
    able && !unwanted && std::io::stdout().is_terminal()
}
