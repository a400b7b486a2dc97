//! `import --cats --others`: a data set of the learner's own pictures.

use std::fs;

use super::refused::assert_refused;
use crate::common::folder::Folder;
use crate::common::run::{run_in, stderr, stdout, succeed};
use purrceptron::dataset::Dataset;
use purrceptron::formats::png;
use purrceptron::picture::Picture;

const JPEG: &[u8] = include_bytes!("../pictures/420.jpg");

/// Pictures named as those of Kaggle's cats and dogs, in one folder, and the same in two.
fn folder() -> Folder {
    let folder = Folder::new("own-pictures");
    for kind in ["cat", "dog"] {
        for name in ["train", kind] {
            fs::create_dir_all(folder.path(name)).unwrap();
        }
        for i in 0..5_u8 {
            let pixels = [i, u8::from(kind == "cat"), 9].repeat(4);
            let file = png::encode(&Picture { width: 2, height: 2, pixels });
            let file = if (kind, i) == ("dog", 4) { JPEG } else { &file };
            fs::write(folder.path(&format!("train/{kind}.{i}.png")), file).unwrap();
            fs::write(folder.path(&format!("{kind}/{i}.png")), file).unwrap();
        }
    }
    folder
}

#[test]
fn a_data_set_of_two_folders_is_found_and_trained_with() {
    let folder = folder();
    fs::write(folder.path("cat/notes.txt"), "dear cat").unwrap();
    let import = ["import", "--cats", "cat", "--others", "dog"];
    let output = run_in(&folder.path(""), &import);
    assert!(output.status.success(), "{}", stderr(&output));
    let out = stdout(&output);
    assert!(
        out.starts_with("data/own: 8 to train with (4 cats), 2 to test with (1 cat)\n"),
        "{out}"
    );
    assert!(out.contains("It is found by every command that is started in this folder"), "{out}");
    let notes: Vec<_> = stderr(&output).lines().collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].starts_with("note: cat/notes.txt: a JPEG, PNG, PPM or PGM file is expected"));
    assert_eq!(notes[1], "note: 1 file was left out");
    let train = ["train", "--layers", "none", "--iterations", "3"];
    let trained = succeed(&folder.path(""), &train);
    assert!(trained.contains("data/own"), "{trained}");
    assert!(trained.contains("8 to train with (4 cats), 2 to test with (1 cat)"), "{trained}");
    // The pattern names the same files in the same order.
    let pattern =
        ["import", "--cats", "train/cat.*", "--others", "train/dog.?.png", "--into", "set"];
    succeed(&folder.path(""), &pattern);
    let [own, set] = ["data/own", "set"].map(|name| Dataset::load(&folder.path(name)).unwrap());
    assert!(own == set);
    // Another seed and another share choose others.
    fs::remove_file(folder.path("cat/notes.txt")).unwrap();
    succeed(&folder.path(""), &[&import[..], &["--seed", "5", "--test", "40"]].concat());
    let other = Dataset::load(&folder.path("data/own")).unwrap();
    assert_eq!((other.test.count(), other.test.cats()), (4, 2));
    assert!(other.train != own.train);
}

#[test]
fn what_makes_no_data_set_is_refused_and_leaves_nothing() {
    let folder = folder();
    fs::create_dir(folder.path("empty")).unwrap();
    let refused = |words: &[&str], code: i32, expected: &str| {
        let output = run_in(&folder.path(""), &[&["import"], words].concat());
        let error = stderr(&output);
        assert_eq!((output.status.code(), stdout(&output)), (Some(code), ""), "{error}");
        assert!(error.contains(expected), "{error}");
        assert!(!folder.path("data").exists());
    };
    refused(&["--cats", "empty", "--others", "dog"], 1, "0 pictures of cats could be read");
    refused(&["--cats", "none", "--others", "dog"], 1, "none: there is no such file or folder");
    refused(&["--cats", "train", "--others", "train"], 1, "is among the cats and among the other");
    refused(&["--cats", "train/c*", "--others", "*.jpg"], 1, "there is no file whose name fits");
    refused(&["--cats", "cat"], 2, "--cats and --others belong together");
    refused(
        &["--cats", "cat", "--others", "dog", "a.h5"],
        2,
        "a pattern in quotes; also found a.h5",
    );
    refused(&["--cats", "cat", "--others", "dog", "--test", "0"], 2, "--test");
    refused(&["a.h5", "--test", "20"], 2, "--test is for --cats and --others");
    assert_refused(&["import"], 2, "expected the course's TRAIN.h5 and TEST.h5, or --cats DIR");
}
