//! `purrceptron import`: makes a data set of raw binary files, of the course's HDF5 files or of one's own
//! pictures.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::arguments::{Arguments, Command, Opt};
use super::named::expanded;
use super::output::{print, remark};
use super::progress::Progress;
use super::run::how_to_use;
use crate::dataset::{COURSE_FOLDER, Dataset, Name, OWN_FOLDER, OwnPictures, import, user_folder};
use crate::error::{Error, Result, printable};
use crate::wording::count;

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "import",
    summary: "make a data set of the course's .h5 files or of your own pictures",
    operands: "[TRAIN.h5] [TEST.h5]",
    options: &[
        Opt::new("--cats", "DIR", "your pictures of cats, instead of .h5 files"),
        Opt::new("--others", "DIR", "your pictures of other things"),
        Opt::new("--test", "PERCENT", "how many of them to test with, 20 if not given"),
        Opt::new("--seed", "S", "another seed chooses others, 1 if not given"),
        Opt::new("--into", "DIR", "the folder to make, data/course (.h5) or data/own"),
    ],
    more: "
The files are the course's train_catvnoncat.h5 and test_catvnoncat.h5; one
file that holds both sets is enough. Copies that were saved again are read,
too: with other numbers, divided by 255, in chunks, compressed with gzip.

Of your own pictures, all that are in the two folders, and in folders in them,
are squeezed into 64×64 pixels, as `predict` does it, shuffled, and split. What
cannot be read is listed. A pattern in quotes names files: where cats and dogs
are in one folder, --cats \"train/cat.*\" --others \"train/dog.*\".

data/README.md explains byte by byte what is written. From then on every
command that is started in this folder uses data/course, or else data/own.

Examples:
  purrceptron import train_catvnoncat.h5 test_catvnoncat.h5
  purrceptron import --cats my/cats --others my/others --test 25
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    let folders = [arguments.path("--cats")?, arguments.path("--others")?];
    let (dataset, default) = match (folders, &arguments.operands[..]) {
        ([None, None], []) => {
            return Err(Error::Usage(
                "expected the course's TRAIN.h5 and TEST.h5, or --cats DIR and --others DIR".into(),
            ));
        }
        ([None, None], files) => {
            for option in ["--test", "--seed"] {
                if arguments.flag(option) {
                    let problem =
                        format!("{option} is for --cats and --others: .h5 files are split");
                    return Err(Error::Usage(problem));
                }
            }
            (import(files)?, COURSE_FOLDER)
        }
        ([Some(cats), Some(others)], []) => (own_pictures(arguments, &cats, &others)?, OWN_FOLDER),
        ([Some(_), Some(_)], [file, ..]) => {
            let problem =
                "--cats and --others take one folder each, or a pattern in quotes; also found";
            return Err(Error::Usage(format!("{problem} {}", printable(file))));
        }
        _ => return Err(Error::Usage("--cats and --others belong together".into())),
    };
    let into = arguments.path("--into")?.unwrap_or_else(|| PathBuf::from(default));
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

/// Reads the user's own pictures, and lists what could not be read.
fn own_pictures(arguments: &Arguments, cats: &Path, others: &Path) -> Result<Dataset> {
    let pictures = OwnPictures {
        cats: expanded(cats)?,
        others: expanded(others)?,
        test_percent: arguments.number("--test", 1, 99)?.unwrap_or(20),
        seed: arguments.number("--seed", 0, u32::MAX)?.unwrap_or(1),
    };
    let bar = Mutex::new(None);
    let progress = |done, all| {
        let mut bar = bar.lock().expect("nobody panics with this lock");
        bar.get_or_insert_with(|| Progress::new("pictures", all)).at(done);
    };
    let mut unread = 0;
    let dataset = pictures.read(progress, |error| {
        // An error begins below the bar.
        drop(bar.lock().expect("nobody panics with this lock").take());
        unread += 1;
        remark(error);
    });
    if unread > 0 {
        let were = if unread == 1 { "was" } else { "were" };
        remark(format!("{} {were} left out", count(unread, "file")));
    }
    dataset
}
