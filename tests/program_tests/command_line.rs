//! The output of the program, and its exit codes.

use std::process::Stdio;

use crate::common::folder::Folder;
use crate::common::photographs::photograph_files;
use crate::common::run::{program, stderr, succeed, tiny};
use purrceptron::processor::Isa;

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
        let example = ["Example:\n  purrceptron ", "Examples:\n  purrceptron "];
        assert!(example.iter().any(|example| help.contains(example)), "{help}");
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
fn the_whole_program_on_a_tiny_data_set() {
    let folder = tiny();
    let text = succeed(&folder.path(""), &[]);
    for expected in [
        "data: pictures of your own (data/course)",
        "2 to train with (1 cat), 1 to test with (1 cat)",
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
    // With a learning rate of 1e-300 every probability stays 0.5, and nothing is called a cat.
    train(&["--layers", "none", "--iterations", "1", "--learning-rate", "1e-300"]);
    let text = succeed(&folder.path(""), &["evaluate", "m.safetensors"]);
    assert!(text.contains("precision              undefined   undefined"), "{text}");
    assert!(text.contains("recall                    0.00 %      0.00 %"), "{text}");
    let json = succeed(&folder.path(""), &["evaluate", "m.safetensors", "--json"]);
    assert!(json.contains("\"accuracy\": 0.5, \"precision\": null, \"recall\": 0.0"), "{json}");
    assert!(json.contains("\"wrong\": [0], \"labels\": [1]"), "{json}");
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

/// The object without the seconds and the number of threads.
fn without_time_and_threads(json: &str) -> String {
    let mut text = String::new();
    for (n, piece) in json.split_inclusive("\"seconds\": ").enumerate() {
        text += if n == 0 { piece } else { &piece[piece.find('}').unwrap()..] };
    }
    let (before, after) = text.split_once("\"threads\": ").unwrap();
    before.to_string() + &after[after.find(',').unwrap()..]
}

#[test]
fn no_kernel_and_no_number_of_threads_changes_a_bit() {
    let folder = Folder::new("kernels");
    let mut fused = Vec::new();
    for kernel in Isa::available().map(Isa::name) {
        let results = ["1", "2", "7"].map(|threads| {
            let words = ["reproduce", "--only", "logistic", "--json", "--engine", "sample-space"];
            let options = ["--kernel", kernel, "--threads", threads];
            let json = succeed(&folder.path(""), &[&words[..], &options[..]].concat());
            assert!(json.contains(&format!("\"threads\": {threads},")), "{json}");
            without_time_and_threads(&json)
        });
        assert!(results[0].contains("\"costs\": [[0, 0.6931471805599453], [100, 0.45285405721"));
        assert!(results.iter().all(|result| *result == results[0]), "{kernel}: {results:#?}");
        // The portable kernel uses fused multiply-add only if every CPU of the target has it.
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
    for isa in Isa::available() {
        let text = succeed(&folder.path(""), &[&words[..], &["--kernel", isa.name()]].concat());
        assert!(text.lines().next().unwrap().ends_with(isa.name()), "{text}");
    }
}

/// The results of the built-in pictures are those in the README.
#[test]
fn the_built_in_pictures_give_what_the_readme_says() {
    let folder = Folder::new("built-in");
    let text = succeed(&folder.path(""), &["--engine", "sample-space"]);
    for expected in [
        "data: drawn pictures (built in)\n      209 to train with (72 cats), 50 to test with (33 cats)\n      nothing was found in data/course or data/own\n\n",
        "        100  0.452854057213",
        "          0  0.774034120105",
        "one neuron        100.00 %     72.00 %\n",
        "two layers        100.00 %     76.00 %\n",
        "deep network      100.00 %     82.00 %\n",
        "  purrceptron import train_catvnoncat.h5 test_catvnoncat.h5\n",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

/// A reader that closes its end of the pipe (`| head`) does not cause an error.
#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = program(&std::env::temp_dir())
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
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program(&std::env::temp_dir()).arg("--help").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("cannot write the results"), "{}", stderr(&output));
}

/// The first two commands of a user who has the course's files.
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
