//! `purrceptron predict`: what a saved model says of pictures of your own.

use std::path::Path;

use super::arguments::{Arguments, Command, Opt};
use super::run::percent;
use super::{complain, print, show};
use crate::dataset::{FEATURES, SIDE};
use crate::error::{Error, Result, printable};
use crate::formats::json;
use crate::model::Model;
use crate::picture::Picture;

/// The command's table.
pub const COMMAND: Command = Command {
    name: "predict",
    summary: "ask a saved model whether your own pictures show a cat",
    operands: "MODEL IMAGE…",
    operand_count: 2,
    options: &[
        Opt { name: "--show", value: "", help: "draw the 64×64 pixels that the model sees" },
        Opt { name: "--json", value: "", help: "print one JSON object instead" },
    ],
    more: "
MODEL is a file that `train --save` has written, each IMAGE a PNG, PPM or PGM
file of any size. It is squeezed into 64×64 pixels, as in the course; nothing is
cut off. For each the probability of a cat is printed, and the answer: a cat, if
it is more than one half. What cannot be read is reported, the others are
answered, and the exit code is 1.

--show draws in colour, two pixels to a character, on a terminal that sets
COLORTERM to truecolor or 24bit, unless NO_COLOR is set; else in shades of grey
made of letters, for light text on a dark ground.

Other formats: ImageMagick converts them (`magick cat.jpg cat.png`), or the page
of `purrceptron report` takes whatever your browser can show.

Example:
  purrceptron predict cats.safetensors cat.png --show
",
    run,
};

/// What the model says of one picture.
struct Answer {
    /// Of the file.
    width: usize,
    height: usize,
    /// What the model sees, 64×64 pixels.
    seen: Picture,
    probability: f64,
}

fn run(arguments: &Arguments) -> Result<()> {
    let (show, json) = (arguments.flag("--show"), arguments.flag("--json"));
    if show && json {
        return Err(Error::Usage("--show draws, --json prints an object: choose one".into()));
    }
    let (path, files) = arguments.operands.split_first().expect("two operands at least");
    let model = Model::read(path)?;
    model.check_inputs(path, FEATURES)?;
    let mut objects = Vec::new();
    let mut failures = Vec::new();
    for file in files {
        let answer = Answer::of(&model, file);
        if json {
            objects.push(to_json(file, &answer));
        }
        match answer {
            Ok(answer) if !json => print(&answer.lines(file, show))?,
            Ok(_) => {}
            Err(error) => {
                if files.len() > 1 {
                    complain(&error);
                }
                failures.push(error);
            }
        }
    }
    if json {
        print(&format!(
            "{{\"version\": {}, \"model\": {},\n \"pictures\": [{}]}}\n",
            json::string(env!("CARGO_PKG_VERSION")),
            json::string(&path.to_string_lossy()),
            objects.join(",\n              ")
        ))?;
    }
    match failures.pop() {
        None => Ok(()),
        Some(error) if files.len() == 1 => Err(error),
        Some(_) => Err(Error::Other(format!(
            "no answer for {} of {} pictures",
            failures.len() + 1,
            files.len()
        ))),
    }
}

impl Answer {
    fn of(model: &Model, file: &Path) -> Result<Self> {
        let picture = Picture::read(file)?;
        let (width, height) = (picture.width, picture.height);
        let seen = picture.squeezed(SIDE, SIDE);
        let probability = model.probabilities(&seen.x())[(0, 0)];
        Ok(Self { width, height, seen, probability })
    }

    fn cat(&self) -> bool {
        self.probability > 0.5
    }

    fn lines(&self, file: &Path, show: bool) -> String {
        let verdict = if self.cat() { "a cat" } else { "not a cat" };
        let mut text =
            format!("{:>9}  {verdict:<9}  {}\n", percent(self.probability), printable(file));
        if show {
            text += &show::draw(&self.seen, show::colour());
        }
        text
    }
}

fn to_json(file: &Path, answer: &Result<Answer>) -> String {
    let name = json::string(&file.to_string_lossy());
    match answer {
        Ok(answer) => format!(
            "{{\"file\": {name}, \"width\": {}, \"height\": {}, \"probability\": {:?}, \"cat\": {}}}",
            answer.width,
            answer.height,
            answer.probability,
            answer.cat()
        ),
        Err(error) => {
            let error = json::string(&error.to_string());
            format!("{{\"file\": {name}, \"error\": {error}}}")
        }
    }
}
