//! Command lines, files and models that the program refuses.

use std::fs;

use crate::common::folder::Folder;
use crate::common::run::{run_in, stderr, stdout, tiny};
use purrceptron::matrix::Matrix;
use purrceptron::model::Model;
use purrceptron::network::Layer;

/// Asserts that the program prints one error that contains `expected`, prints no result, writes no
/// file and exits with `code`.
#[track_caller]
pub fn assert_refused(arguments: &[&str], code: i32, expected: &str) {
    let folder = Folder::new("refused");
    let output = run_in(&folder.path(""), arguments);
    let error = stderr(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
    assert!(output.stdout.is_empty(), "{arguments:?}: {}", stdout(&output));
    assert!(error.starts_with("error: ") && error.contains(expected), "{arguments:?}: {error}");
    assert_eq!(error.matches("error").count(), 1, "{error}");
    let left = fs::read_dir(folder.path("")).unwrap().count();
    assert_eq!(left, 0, "{arguments:?} left something behind");
}

#[test]
fn invalid_command_lines_are_usage_errors() {
    for (arguments, expected) in [
        (&["reprodcue"][..], "no command `reprodcue`; did you mean `reproduce`?"),
        (&["x"], "there is no command `x`\n"),
        (&["--version", "--x"], "no option `--version`"),
        (&["help", "drow"], "did you mean `draw`?"),
        (&["--onyl", "deep"], "no option `--onyl`; did you mean `--only`?"),
        (&["reproduce", "-x"], "has no option `-x`\n"),
        (&["reproduce", "file"], "`reproduce` takes no `file`"),
        (&["reproduce", "--only"], "--only needs a value"),
        (
            &["reproduce", "--only", "dep"],
            "logistic or two-layer or deep, not `dep`; did you mean `deep`?",
        ),
        (&["reproduce", "--json=1"], "--json takes no value"),
        (&["reproduce", "--json", "--json"], "--json is given twice"),
        (&["reproduce", "--threads", "0"], "a whole number from 1 to 1024, not `0`"),
        (&["reproduce", "--threads", "1025"], "from 1 to 1024"),
        (&["reproduce", "--threads", "99999999999999999999"], "from 1 to 1024"),
        (&["reproduce", "--threads", "two"], "not `two`"),
        (&["reproduce", "--data", ""], "--data is empty"),
        (&["reproduce", "--kernel", ""], "--kernel takes avx512 or avx2 or portable, not ``"),
        (&["reproduce", "--kernel", "avx3"], "did you mean `avx2`?\nThis CPU can run: "),
        (&["bench", "--kernel", "AVX2+FMA"], "portable, not `AVX2+FMA`\nThis CPU can run: "),
        (&["bench", "--kernel"], "--kernel needs a value"),
        (&["bench", "--threads", "0"], "a whole number from 1 to 1024, not `0`"),
        (&["bench", "--threads", "99999999"], "from 1 to 1024"),
        (&["bench", "--quik"], "did you mean `--quick`?"),
        (&["bench", "deep"], "`bench` takes no `deep`"),
        (&["draw", "--seed", "-1"], "--seed takes a whole number from 0 to 4294967295, not `-1`"),
        (&["draw", "--train", "1"], "from 2 to"),
        (&["draw", "--test", "4e9"], "not `4e9`"),
        (&["draw", "--seed", "7"], "name the folder for others"),
        (
            &["reproduce", "--engine", "sample"],
            "--engine takes plain or textbook or sample-space, not `sample`",
        ),
        (&["reproduce", "\u{1b}[31mred"], "takes no `\\u{1b}[31mred`"),
        (&["train", "--layers", "20,,5"], "up to 99 numbers above 0 with commas"),
        (&["train", "--layers", "0"], "or none; not `0`"),
        (&["train", "--layers", ""], "or none; not ``"),
        (&["train", "--layers", "9999999999"], "asks for more than 16000000 weights"),
        (&["train", "--layers", "2,18446744073709551615"], "asks for more than 16000000"),
        (&["train", "--init", "zeros"], "units would all stay equal"),
        (&["train", "--layers", "none", "--seed", "3"], "--seed changes nothing"),
        (&["train", "--learning-rate", "a"], "--learning-rate takes a number, not `a`"),
        (&["train", "--learning-rate", "nan"], "a number above 0, not NaN"),
        (&["train", "--learning-rate", "0"], "a number above 0, not 0"),
        (&["train", "--iterations", "0"], "from 1 to 10000000"),
        (&["evaluate"], "expected MODEL, found nothing"),
        (&["evaluate", "a", "b"], "found 2 files"),
        (&["predict", "m"], "expected MODEL IMAGE…, found one file"),
        (&["import"], "expected the course's TRAIN.h5 and TEST.h5, or --cats DIR and --others DIR"),
        (&["import", "1", "2", "3"], "found 3 files"),
    ] {
        assert_refused(arguments, 2, expected);
    }
}

#[test]
fn missing_or_malformed_files_are_failures() {
    for (arguments, expected) in [
        (
            &["reproduce", "--data", "no/such"][..],
            "no/such: there is no such folder; a data set is",
        ),
        (
            &["reproduce", "--data", env!("CARGO_MANIFEST_PATH")],
            "this is a file; a data set is a folder",
        ),
        (
            &["reproduce", "--data", concat!(env!("CARGO_MANIFEST_DIR"), "/src")],
            ": there is no train-images.idx4-ubyte in it; a data set is a folder that `purrceptron import` has",
        ),
        (&["bench", "--data", "no/such"], "no/such: there is no such folder; a data set is"),
        (&["import", "a.h5"], "a.h5: there is no such file"),
        (&["import", "a.h5", "b.h5"], "a.h5: there is no such file"),
        (&["import", env!("CARGO_MANIFEST_DIR"), "b.h5"], "this is a folder, a file is expected"),
        (&["import", env!("CARGO_MANIFEST_PATH")], "not an HDF5 file but plain text"),
        (&["draw", "--into", "/dev/null/x"], "/dev/null/x: a folder is expected"),
        (&["draw", "--into", "/"], "/: "),
        (&["draw", "--into", ".."], "the folder holds something else"),
    ] {
        assert_refused(arguments, 1, expected);
    }
    #[cfg(unix)]
    assert_refused(&["import", "/dev/zero", "/dev/zero"], 1, "this is a device or a pipe");
}

#[test]
fn a_model_that_cannot_be_saved_or_used_is_refused() {
    assert_refused(&["train", "--save", "none/m"], 1, "none/m: there is no such folder");
    assert_refused(&["train", "--save", "/"], 1, "/: this is a folder");
    // The cost before the only update is ln 2; the weights after it are too large to be used.
    let wild = ["train", "--layers", "none", "--iterations", "1", "--learning-rate", "1e308"];
    let saved = ["--engine", "sample-space", "--save", "m.safetensors", "--json"];
    let expected =
        "after the last step `W1` and `b1` are so large that a probability may not be a number";
    assert_refused(&[&wild[..], &saved[..]].concat(), 1, expected);
    assert_refused(&["evaluate", "m.safetensors"], 1, "there is no such file");
    let folder = tiny();
    let output = run_in(&folder.path(""), &["evaluate", "data/course/test-labels.idx1-ubyte"]);
    assert!(stderr(&output).contains("a model is expected"), "{}", stderr(&output));
    let layers = vec![Layer { w: Matrix::zeros(1, 3), b: Matrix::zeros(1, 1) }];
    let small = Model { parameters: layers, training: None };
    small.write(&folder.path("small.safetensors")).unwrap();
    let output = run_in(&folder.path(""), &["evaluate", "small.safetensors"]);
    assert!(stderr(&output).contains("takes 3 numbers"), "{}", stderr(&output));
}
