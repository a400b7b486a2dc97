//! `purrceptron import`: converts the course's HDF5 files into a data set of raw binary files.

use std::path::PathBuf;

use super::arguments::{Arguments, Command, Opt};
use super::output::print;
use super::run::how_to_use;
use crate::dataset::{COURSE_FOLDER, Name, import, user_folder};
use crate::error::{Result, printable};

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "import",
    summary: "convert the course's two .h5 files into a data set",
    operands: "TRAIN.h5 TEST.h5",
    options: &[Opt::new("--into", "DIR", "the folder to make, data/course if not given")],
    more: "
The files are the course's train_catvnoncat.h5 and test_catvnoncat.h5.
data/README.md explains byte by byte what is written. From then on every
command that is started in this folder uses data/course.

Example:
  purrceptron import train_catvnoncat.h5 test_catvnoncat.h5
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    let into = arguments.path("--into")?;
    let into = into.unwrap_or_else(|| PathBuf::from(COURSE_FOLDER));
    let dataset = import(&arguments.operands[0], &arguments.operands[1])?;
    dataset.save(&into)?;
    let known = match dataset.name() {
        Name::Course => "the course's photographs, all of them",
        Name::Drawn | Name::Custom => {
            "not the course's photographs: published numbers do not apply"
        }
    };
    let mut text = format!("{}: {}\nThese are {known}.\n", printable(&into), dataset.summary());
    text += &how_to_use(&into);
    let absolute = std::path::absolute(&into).unwrap_or_default();
    if let Some(user) = user_folder().filter(|user| !absolute.starts_with(user)) {
        let name = if dataset.name() == Name::Course { "course" } else { "own" };
        let again = arguments.with_other("import", "--into", &user.join(name));
        text += &format!("To have it found in every folder:\n  {again}\n");
    }
    print(&text)
}
