//! The examples of the help: they run, and git ignores what they write.

use std::fs;

use super::finding::pasted;
use crate::common::run::{succeed, tiny};

const COMMANDS: [&str; 8] =
    ["reproduce", "train", "evaluate", "predict", "report", "import", "draw", "bench"];

/// The examples at the end of the help of every command.
fn examples() -> Vec<String> {
    let folder = tiny();
    let help = COMMANDS.map(|command| succeed(&folder.path(""), &[command, "--help"]));
    let examples = help.iter().flat_map(|help| {
        let (_, examples) = help.split_once("Example").unwrap();
        examples.lines().skip(1) // the rest of "Example:" or "Examples:"
    });
    let examples: Vec<String> = examples.map(|line| line.trim().to_string()).collect();
    assert!(examples.len() >= COMMANDS.len(), "{examples:?}");
    assert!(examples.iter().all(|example| example.starts_with("purrceptron ")), "{examples:?}");
    examples
}

/// Whether `.gitignore` names a file in the root of the repository or below it.
fn ignored(path: &str) -> bool {
    let lines = include_str!("../../.gitignore").lines();
    let mut ignored = false;
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (negated, pattern) = line.strip_prefix('!').map_or((false, line), |line| (true, line));
        let name = path.rsplit('/').next().unwrap();
        let (pattern, path) = match pattern.strip_prefix('/') {
            Some(pattern) => (pattern, path),
            None => (pattern.trim_end_matches('/'), name),
        };
        let matches = match pattern.split_once('*') {
            Some((start, end)) => path
                .strip_prefix(start)
                .is_some_and(|rest| rest.strip_suffix(end).is_some_and(|rest| !rest.contains('/'))),
            None => path == pattern,
        };
        if matches {
            ignored = !negated;
        }
    }
    ignored
}

#[test]
fn what_the_examples_write_is_ignored_by_git() {
    let mut written = vec!["purrceptron.html", "data/course", "data/own", "my_cat.jpg"];
    let examples = examples();
    for example in &examples {
        let words: Vec<&str> = example.split(' ').collect();
        let pairs =
            words.windows(2).filter(|pair| ["--save", "--out", "--into"].contains(&pair[0]));
        written.extend(pairs.map(|pair| pair[1]));
    }
    assert!(written.len() > 6, "{written:?}");
    for path in written {
        assert!(ignored(path), "{path}");
    }
    assert!(!ignored("data/drawn") && !ignored("data/README.md") && !ignored("docs/drawn.png"));
    assert!(!ignored("src/report/page.html") && ignored("train_catvnoncat.h5"));
}

#[test]
fn the_examples_run() {
    let folder = tiny();
    let here = folder.path("");
    pasted(&here, "purrceptron draw");
    fs::write(folder.path("cat.jpg"), include_bytes!("../pictures/420.jpg")).unwrap();
    let mut run = 0;
    for example in examples() {
        // The one needs the course's files, the other takes long; both have tests of their own.
        if !example.contains(" import ") && !example.contains(" bench ") {
            pasted(&here, &example);
            run += 1;
        }
    }
    assert!(run >= 7, "{run}");
}
