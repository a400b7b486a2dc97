//! `purrceptron predict`: asks a saved model whether the user's pictures show a cat.

use std::path::Path;

use super::arguments::{Arguments, Command, Opt};
use super::named::model_and_pictures;
use super::output::{complain, percent, print, remark};
use super::run::{JSON, read_model};
use super::show;
use crate::answers::is_cat;
use crate::dataset::SIDE;
use crate::error::{Error, Result, printable};
use crate::formats::json::Value;
use crate::model::Model;
use crate::picture::{Note, Picture};

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "predict",
    summary: "ask a saved model whether your own pictures show a cat",
    operands: "MODEL IMAGE…",
    options: &[Opt::new("--show", "", "draw the 64×64 pixels that the model sees"), JSON],
    more: "
MODEL is a file that `train --save` has written, each IMAGE a JPEG, PNG, PPM or
PGM file of any size, or a folder of them. A `*` or `?` in the last part of a
name is expanded, where the shell has not done it. A picture is turned as its
Exif orientation says, what is transparent is laid on white, and it is squeezed
into 64×64 pixels, as in the course; nothing is cut off. For each the
probability of a cat is printed, and the answer: a cat, if it is more than one
half. What cannot be read is reported, the others are answered, and the exit
code is 1.

--show draws in colour, two pixels to a character, on a terminal that sets
COLORTERM to truecolor or 24bit, unless NO_COLOR is set; else in shades of grey
made of letters, for light text on a dark ground.

Other formats: the page of `purrceptron report` takes whatever your browser can
show, and ImageMagick converts them: `magick \"cat.webp[0]\" -auto-orient cat.png`
(before its version 7 the command is `convert`).

Example:
  purrceptron predict cats.safetensors cat.jpg --show
",
    run,
};

/// The answer of the model for one picture.
struct Answer {
    /// The picture in the file.
    picture: Picture,
    notes: Vec<Note>,
    /// The 64×64 pixels that the model sees.
    seen: Picture,
    probability: f64,
}

fn run(arguments: &Arguments) -> Result<()> {
    let (show, json) = (arguments.flag("--show"), arguments.flag("--json"));
    if show && json {
        return Err(Error::Usage("--show draws, --json prints an object: choose one".into()));
    }
    let (path, files) = model_and_pictures(&arguments.operands)?;
    let model = read_model(&path)?;
    let mut objects = Vec::new();
    let mut failures = Vec::new();
    for file in &files {
        let answer = answer(&model, file);
        if json {
            objects.push(to_json(file, &answer));
        }
        match answer {
            Ok(answer) if !json => {
                print(&lines(file, &answer, show))?;
                for note in &answer.notes {
                    remark(format!("{}: {note}", printable(file)));
                }
            }
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
        let object = Value::object([
            ("version", env!("CARGO_PKG_VERSION").into()),
            ("model", path.to_string_lossy()[..].into()),
            ("pictures", objects.into()),
        ]);
        print(&format!("{object}\n"))?;
    }
    let (wrong, all) = (failures.len(), files.len());
    match failures.pop() {
        None => Ok(()),
        Some(error) if all == 1 => Err(error),
        Some(_) => Err(Error::Other(format!("no answer for {wrong} of {all} pictures"))),
    }
}

fn answer(model: &Model, file: &Path) -> Result<Answer> {
    let (picture, notes) = Picture::read_with_notes(file)?;
    let seen = picture.squeezed(SIDE, SIDE);
    let probability = model.probabilities(&seen.x())[(0, 0)];
    Ok(Answer { picture, notes, seen, probability })
}

/// The line for a picture and, if `show`, the picture drawn below it.
fn lines(file: &Path, answer: &Answer, show: bool) -> String {
    let Answer { seen, probability, .. } = answer;
    let verdict = if is_cat(*probability) { "a cat" } else { "not a cat" };
    let line = format!("{:>9}  {verdict:<9}  {}\n", percent(*probability), printable(file));
    if show { line + &show::draw(seen, show::colour()) } else { line }
}

fn to_json(file: &Path, answer: &Result<Answer>) -> Value {
    let mut members = vec![("file", file.to_string_lossy()[..].into())];
    match answer {
        Ok(Answer { picture, notes, probability, .. }) => members.extend([
            ("width", picture.width.into()),
            ("height", picture.height.into()),
            ("probability", (*probability).into()),
            ("cat", is_cat(*probability).into()),
            (
                "notes",
                notes.iter().map(|note| note.to_string()[..].into()).collect::<Vec<Value>>().into(),
            ),
        ]),
        Err(error) => members.push(("error", error.to_string().into())),
    }
    Value::object(members)
}
