//! The program as a user meets it: what it prints where, its exit codes, its refusals.

use purrceptron::matrix::Matrix;
use purrceptron::model::Model;
use purrceptron::network::Layer;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::refused::assert_refused;
use crate::common::folder::Folder;
use crate::common::photographs::photograph_files;
use crate::common::run::{run_in, stderr, stdout, succeed, tiny};
use purrceptron::matrix::Kernel;

#[test]
fn help_is_there_for_the_program_and_each_command() {
    let folder = Folder::new("help");
    let overview = succeed(&folder.path(""), &["--help"]);
    for command in
        ["reproduce", "train", "evaluate", "predict", "report", "import", "draw", "bench"]
    {
        assert!(overview.contains(command), "{overview}");
        let help = succeed(&folder.path(""), &[command, "--help"]);
        assert!(help.contains(&format!("Usage: purrceptron {command}")), "{help}");
        assert!(help.contains("Example:\n  purrceptron "), "{help}");
        assert_eq!(help, succeed(&folder.path(""), &["help", command]));
        for text in [&overview, &help] {
            let widest = text.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(80), "{widest:?}: {text}");
        }
    }
    let version = succeed(&folder.path(""), &["--version"]);
    assert_eq!(version, format!("purrceptron {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn command_lines_that_make_no_sense_are_usage_errors() {
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
        (&["draw", "--seed", "7"], "say --into which folder"),
        (
            &["reproduce", "--engine", "sample"],
            "--engine takes textbook or sample-space, not `sample`",
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
        (&["import"], "expected TRAIN.h5 TEST.h5, found nothing"),
        (&["import", "one.h5"], "found one file"),
        (&["import", "1", "2", "3"], "found 3 files"),
    ] {
        assert_refused(arguments, 2, expected);
    }
}

#[test]
fn files_that_are_not_there_or_not_right_are_failures() {
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
            &["reproduce", "--data", env!("CARGO_MANIFEST_DIR")],
            "train-images.idx4-ubyte: there is no such",
        ),
        (&["bench", "--data", "no/such"], "no/such: there is no such folder; a data set is"),
        (&["import", "a.h5", "b.h5"], "a.h5: there is no such file"),
        (&["import", env!("CARGO_MANIFEST_DIR"), "b.h5"], "this is a folder, a file is expected"),
        (&["import", env!("CARGO_MANIFEST_PATH"), "b.h5"], "not an HDF5 file but plain text"),
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
fn the_whole_program_on_a_tiny_data_set() {
    let folder = tiny();
    let text = succeed(&folder.path(""), &[]);
    for expected in [
        "data: pictures of your own (data/course)",
        "2 to train with (1 cats), 1 to test with (1 cats)",
        "one neuron, [12288, 1]: 2000 iterations, learning rate 0.005",
        "deep network, [12288, 20, 7, 5, 1]: 2500 iterations, learning rate 0.0075",
        "          0  0.6931471805599453\n",
        "always \"cat\"             50.00 %    100.00 %",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!text.contains("published"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn a_model_trained_saved_and_evaluated() {
    let folder = tiny();
    let train = |more: &[&str]| {
        let fast = ["train", "--engine", "sample-space", "--save", "m.safetensors"];
        succeed(&folder.path(""), &[&fast[..], more].concat())
    };
    let text = train(&["--layers", "3,2", "--iterations", "101", "--seed", "5"]);
    for expected in [
        "network, [12288, 3, 2, 1]: 101 iterations, learning rate 0.0075",
        "\n        100  ",
        "saved: m.safetensors\nNext: purrceptron evaluate m.safetensors\n",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let text = succeed(&folder.path(""), &["evaluate", "m.safetensors"]);
    for expected in [
        "model: m.safetensors, [12288, 3, 2, 1]\n       101 iterations with learning rate 0.0075",
        "test                      says cat    says not\n",
        "always \"cat\"             50.00 %    100.00 %",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    // A neuron that has made no step calls nothing a cat.
    train(&["--layers", "none", "--iterations", "1", "--learning-rate", "1e-300"]);
    let text = succeed(&folder.path(""), &["evaluate", "m.safetensors"]);
    assert!(text.contains("precision              undefined   undefined"), "{text}");
    assert!(text.contains("recall                    0.00 %      0.00 %"), "{text}");
    let json = succeed(&folder.path(""), &["evaluate", "m.safetensors", "--json"]);
    assert!(json.contains("\"accuracy\": 0.5, \"precision\": null, \"recall\": 0.0"), "{json}");
    assert!(json.contains("\"wrong\": [0], \"labels\": [1]"), "{json}");
}

#[test]
fn a_model_that_cannot_be_saved_or_used_is_refused() {
    assert_refused(&["train", "--save", "none/m"], 1, "none/m: there is no such folder");
    assert_refused(&["train", "--save", "/"], 1, "/: this is a folder");
    // The cost before the only step is ln 2; the weights after it are beyond all use.
    let wild = ["train", "--layers", "none", "--iterations", "1", "--learning-rate", "1e308"];
    let saved = ["--engine", "sample-space", "--save", "m.safetensors", "--json"];
    let expected = "after the last step `W1` and `b1` are so large that no number may come out";
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

#[test]
fn json_is_one_object_with_every_digit() {
    let folder = tiny();
    let json =
        succeed(&folder.path(""), &["reproduce", "--json", "--only=logistic", "--threads", "1"]);
    let flat = json.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "{\"version\": \"0.1.0\", \"data\": {\"name\": \"custom\", \"train\": 2, \"test\": 1, \"features\": 12288, \"train_cats\": 1, \"test_cats\": 1}",
        "\"engine\": \"textbook\", \"threads\": 1, \"models\": [{\"name\": \"logistic\", \"layers_dims\": [12288, 1], \"learning_rate\": 0.005, \"iterations\": 2000, \"costs\": [[0, 0.6931471805599453], [100, ",
        "\"train_accuracy\": 1.0, \"test_accuracy\": ",
    ] {
        assert!(flat.contains(expected), "{flat}");
    }
    assert_eq!(json.matches("\"name\"").count(), 2, "{json}");
    assert_eq!(json.matches(['{', '[']).count(), json.matches(['}', ']']).count());
    let again = succeed(&folder.path(""), &["--json", "--only", "logistic", "--threads", "2"]);
    let costs = |json: &str| {
        json.split("\"costs\"").nth(1).unwrap().split("\"seconds\"").next().unwrap().to_string()
    };
    assert_eq!(costs(&json), costs(&again), "the same bits with any number of threads");
}

/// What comes out apart from how long it took and on how many threads.
fn without_time_and_threads(json: &str) -> String {
    let mut text = String::new();
    for (n, part) in json.split_inclusive("\"seconds\": ").enumerate() {
        let part = if n == 0 { part } else { &part[part.find('}').unwrap()..] };
        text += part;
    }
    let (before, after) = text.split_once("\"threads\": ").unwrap();
    before.to_string() + &after[after.find(',').unwrap()..]
}

#[test]
fn no_kernel_and_no_number_of_threads_changes_a_bit() {
    let folder = Folder::new("kernels");
    let mut fused = Vec::new();
    for kernel in Kernel::available().map(Kernel::id) {
        let results = ["1", "2", "7"].map(|threads| {
            let words = ["reproduce", "--only", "logistic", "--json", "--engine", "sample-space"];
            let options = ["--kernel", kernel, "--threads", threads];
            let json = succeed(&folder.path(""), &[&words[..], &options[..]].concat());
            assert!(json.contains(&format!("\"threads\": {threads},")), "{json}");
            without_time_and_threads(&json)
        });
        assert!(results[0].contains("\"costs\": [[0, 0.6931471805599453], [100, 0.45285405721"));
        assert!(results.iter().all(|result| *result == results[0]), "{kernel}: {results:#?}");
        // The portable one is fused only where every CPU of its kind is.
        if kernel != "portable" {
            fused.extend(results);
        }
    }
    assert!(fused.iter().all(|result| *result == fused[0]), "{fused:#?}");
}

#[test]
fn the_kernel_asked_for_is_the_one_used() {
    let folder = tiny();
    let words = ["--only", "logistic", "--engine", "sample-space"];
    for kernel in Kernel::available() {
        let text = succeed(&folder.path(""), &[&words[..], &["--kernel", kernel.id()]].concat());
        assert!(text.lines().next().unwrap().ends_with(kernel.name()), "{text}");
    }
}

/// What the README says of the built-in pictures, with the fast engine.
#[test]
fn the_built_in_pictures_give_what_the_readme_says() {
    let folder = Folder::new("built-in");
    let text = succeed(&folder.path(""), &["--engine", "sample-space"]);
    for expected in [
        "data: drawn pictures (built in)\n      209 to train with (72 cats), 50 to test with (33 cats)",
        "        100  0.452854057213",
        "          0  0.774034120105",
        "one neuron        100.00 %     72.00 %\n",
        "two layers        100.00 %     76.00 %\n",
        "deep network      100.00 %     82.00 %\n",
        "import train_catvnoncat.h5 test_catvnoncat.h5",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

/// `--data` comes before the variable, the variable before `data/course`, that before what is built
/// in.
#[test]
fn data_is_looked_for_in_the_order_that_the_help_gives() {
    let (folder, other) = (tiny(), Folder::new("other"));
    succeed(&other.path(""), &["draw", "--into", "set", "--train", "3", "--test", "1"]);
    let empty = Folder::new("empty");
    let found = |folder: &Folder, variable: &Path, arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_purrceptron"))
            .args(["--only", "logistic"])
            .args(arguments)
            .current_dir(folder.path(""))
            .env("PURRCEPTRON_DATA", variable)
            .output()
            .unwrap();
        assert_eq!(stderr(&output), "");
        stdout(&output).lines().nth(1).unwrap().to_string()
    };
    let set = other.path("set");
    let set_text = set.to_str().unwrap();
    let none = Path::new("");
    assert_eq!(found(&empty, none, &[]), "data: drawn pictures (built in)");
    assert_eq!(found(&folder, none, &[]), "data: pictures of your own (data/course)");
    let variable = found(&folder, &set, &[]);
    assert!(variable.ends_with("/set (from $PURRCEPTRON_DATA))"), "{variable}");
    let option = found(&folder, Path::new("/no/such"), &["--data", set_text]);
    assert_eq!(option, format!("data: pictures of your own ({set_text})"));
}

/// A reader that has seen enough is no error.
#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_purrceptron"))
        .arg("--help")
        .stdout(writer)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_are_a_failure() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_purrceptron"))
        .arg("--help")
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("cannot write the results"), "{}", stderr(&output));
}

/// What a newcomer with the course's files sees.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn the_photographs_imported_and_reproduced() {
    let folder = Folder::new("course");
    let (train, test) = photograph_files();
    let (train, test) = (train.to_str().unwrap(), test.to_str().unwrap());
    let imported = succeed(&folder.path(""), &["import", train, test]);
    assert!(imported.contains("the course's photographs, all of them"), "{imported}");
    let text = succeed(&folder.path(""), &[]);
    for expected in [
        "data: the course's photographs (data/course)",
        "0.6931471805599453    0.693147\n",
        "  0.0485547856287",
        "  0.04855478562877018\n",
        "       2499  0.08843994344",
        "  0.088439\n",
        "one neuron         99.04 %     70.00 %     99.04 %     70.00 %",
        "two layers        100.00 %     72.00 %    100.00 %     72.00 %",
        "deep network       98.56 %     80.00 %     98.56 %     80.00 %",
        "Every number agrees with the published one",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!text.contains("differs"), "{text}");
    let text = succeed(&folder.path(""), &["--engine", "sample-space"]);
    assert!(text.contains("sample-space engine"), "{text}");
    assert!(text.contains("Every number agrees") && !text.contains("differs"), "{text}");
}
