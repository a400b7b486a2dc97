//! `purrceptron import`: converts the course's HDF5 files into a data set of raw binary files.

use std::path::PathBuf;

use super::arguments::{Arguments, Command, Opt};
use super::output::print;
use crate::dataset::{COURSE_FOLDER, Name, import};
use crate::error::{Result, printable};

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "import",
    summary: "convert the course's .h5 files into a data set",
    operands: "TRAIN.h5 [TEST.h5]",
    options: &[Opt::new("--into", "DIR", "the folder to make, data/course if not given")],
    more: "
The files are the course's train_catvnoncat.h5 and test_catvnoncat.h5; one
file that holds both sets is enough. Copies that were saved again are read,
too: with other numbers, divided by 255, in chunks, compressed with gzip.
data/README.md explains byte by byte what is written. From then on
`reproduce` uses data/course when it is started in this folder.

Example:
  purrceptron import train_catvnoncat.h5 test_catvnoncat.h5
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    let into = arguments.path("--into")?;
    let into = into.unwrap_or_else(|| PathBuf::from(COURSE_FOLDER));
    let dataset = import(&arguments.operands)?;
    dataset.save(&into)?;
    let known = match dataset.name() {
        Name::Course => "the course's photographs, all of them",
        Name::Drawn | Name::Custom => {
            "not the course's photographs: published numbers do not apply"
        }
    };
    print(&format!("{}: {}\nThese are {known}.\n", printable(&into), dataset.summary()))
}
