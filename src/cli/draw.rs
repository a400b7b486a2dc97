//! `purrceptron draw`: draws a data set, by default the one that is built into the program.

use std::path::PathBuf;

use super::arguments::{Arguments, Command, Opt};
use super::output::print;
use super::run::how_to_use;
use crate::dataset::drawn::{SEED, TEST, TRAIN, draw};
use crate::dataset::{Dataset, MOST_PICTURES};
use crate::error::{Error, Result, printable};

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "draw",
    summary: "draw a data set of cats and other things",
    operands: "",
    options: &[
        Opt::new("--into", "DIR", "the folder to make, data/drawn if not given"),
        Opt::new("--train", "N", "how many pictures to train with, 209 if not given"),
        Opt::new("--test", "N", "how many pictures to test with, 50 if not given"),
        Opt::new("--seed", "S", "another seed draws other pictures"),
    ],
    more: "
The same seed draws the same bytes on every machine. Without options it draws
the pictures that are built into the program.

Example:
  purrceptron draw --into data/more --train 2000 --test 500 --seed 7
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    // A training set needs at least one cat and one picture without a cat.
    let train = arguments.number("--train", 2, MOST_PICTURES)?.unwrap_or(TRAIN);
    let test = arguments.number("--test", 1, MOST_PICTURES)?.unwrap_or(TEST);
    let seed = arguments.number("--seed", 0, u32::MAX)?.unwrap_or(SEED);
    let into = match arguments.path("--into")? {
        Some(into) => into,
        None if (train, test, seed) == (TRAIN, TEST, SEED) => PathBuf::from("data/drawn"),
        None => {
            let problem =
                "data/drawn is for the built-in pictures: name the folder for others with --into";
            return Err(Error::Usage(problem.into()));
        }
    };
    let [train, test] = draw(train, test, seed);
    let dataset = Dataset { train, test };
    dataset.save(&into)?;
    print(&format!("{}: {}\n{}", printable(&into), dataset.summary(), how_to_use(&into)))
}
