//! Folders that are taken for a data set and are none.

use std::fs;

use super::finding::{QUICK, draw, heading, pasted};
use crate::common::folder::Folder;
use crate::common::photographs::photograph_files;
use crate::common::run::{run_in, stderr, stdout};

/// Runs the program with a folder that is no data set, and returns what it says.
fn mistaken(folder: &Folder, data: &str) -> String {
    let output = run_in(&folder.path(""), &[&QUICK[..], &["--data", data]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    let (before, problem) = stderr(&output).split_once(&format!("{data}: ")).unwrap();
    assert_eq!(before, "error: ");
    problem.to_string()
}

/// The only line that is indented: a command.
fn advised(text: &str) -> &str {
    let lines: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    let [command] = lines[..] else { panic!("{text}") };
    command
}

#[test]
fn a_folder_of_other_files_gets_the_command_that_helps() {
    let folder = Folder::new("mistaken");
    let here = folder.path("");
    // MNIST, as it is published.
    for name in ["train-images-idx3-ubyte", "t10k-labels-idx1-ubyte.gz"] {
        fs::create_dir(folder.path(name)).unwrap();
        fs::write(folder.path(name).join(name), "").unwrap();
        let problem = mistaken(&folder, name);
        assert!(
            problem.contains("MNIST") && problem.contains("64×64 pixels in colour"),
            "{problem}"
        );
    }
    pasted(&here, advised(&mistaken(&folder, "train-images-idx3-ubyte")));
    // A data set in a folder of the folder.
    let problem = mistaken(&folder, "data");
    assert!(problem.trim_end().ends_with("give --data data/example"), "{problem}");
    // Compressed files.
    #[cfg(unix)]
    {
        let folder = Folder::new("gz");
        let here = folder.path("");
        draw(&folder, "my set", "2");
        pasted(&here, "gzip 'my set'/*");
        pasted(&here, "gunzip 'my set/test-labels.idx1-ubyte.gz'");
        let problem = mistaken(&folder, "my set");
        assert_eq!(problem.matches(".gz'").count(), 3, "{problem}");
        pasted(&here, advised(&problem));
        assert!(heading(&here, &[], &["--data", "my set"]).contains("2 to train with"));
    }
    // HDF5 files of which `import` cannot say more.
    fs::create_dir(folder.path("h5")).unwrap();
    fs::write(folder.path("h5").join("cats.H5"), "").unwrap();
    assert!(mistaken(&folder, "h5").contains("two files, the course's train_catvnoncat.h5 and"));
    // MNIST in files of other names.
    draw(&folder, "renamed", "2");
    let bytes = [&[0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28][..], &[0; 784]].concat();
    fs::write(folder.path("renamed/train-images.idx4-ubyte"), bytes).unwrap();
    let output = run_in(&here, &["--data", "renamed"]);
    assert!(
        stderr(&output).contains("grey and have 28×28 pixels, as in MNIST; 64×64 pixels in col")
    );
}

/// The course's files beside each other in a folder that is given as a data set.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn a_folder_of_the_courses_files_is_imported_as_advised() {
    let folder = Folder::new("h5");
    let data = folder.path("my photographs");
    fs::create_dir(&data).unwrap();
    let (train, test) = photograph_files();
    fs::copy(train, data.join("train_catvnoncat.h5")).unwrap();
    fs::copy(test, data.join("test_catvnoncat.h5")).unwrap();
    let problem = mistaken(&folder, "my photographs");
    pasted(&folder.path(""), advised(&problem));
    assert!(problem.contains("Then give --data 'my photographs/imported'"), "{problem}");
    let heading = heading(&folder.path(""), &[], &["--data", "my photographs/imported"]);
    assert!(heading.contains("the course's photographs"), "{heading}");
}
