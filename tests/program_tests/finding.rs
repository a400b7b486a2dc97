//! Where data is looked for, what is said about it, and the commands that messages recommend.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::common::folder::Folder;
use crate::common::photographs::photograph_files;
use crate::common::run::{isolated, program, stderr, stdout, succeed, tiny};

pub const QUICK: [&str; 4] = ["--only", "logistic", "--engine", "sample-space"];

/// A data set that can be told apart by the number of its pictures to train with.
pub fn draw(folder: &Folder, into: &str, train: &str) {
    succeed(&folder.path(""), &["draw", "--into", into, "--train", train, "--test", "1"]);
}

/// The heading after its first line, for a program that is started with these variables.
pub fn heading(folder: &Path, variables: &[(&str, &Path)], arguments: &[&str]) -> String {
    let output = program(folder)
        .args([&QUICK[..], arguments].concat())
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    let (heading, _) = stdout(&output).split_once("\n\n").unwrap();
    heading.split_once('\n').unwrap().1.to_string()
}

/// The user's folder for data, with the variable that says where it is.
fn user(folder: &Folder) -> (&'static str, std::path::PathBuf, &'static str) {
    match std::env::consts::OS {
        "windows" => ("APPDATA", folder.path("home"), "home/purrceptron"),
        "macos" => ("HOME", folder.path("home"), "home/Library/Application Support/purrceptron"),
        _ => ("HOME", folder.path("home"), "home/.local/share/purrceptron"),
    }
}

/// Each place is looked in before those that have been filled already.
#[test]
fn data_is_looked_for_in_the_order_that_the_help_gives() {
    let folder = Folder::new("order");
    let here = folder.path("");
    let (variable, home, user) = user(&folder);
    let of_the_user = folder.path(user).display().to_string();
    let found = |variables: &[(&str, &Path)], arguments: &[&str]| {
        let variables = [&[(variable, &*home)], variables].concat();
        heading(&here, &variables, arguments)
    };
    let is = |place: &str, train: usize| {
        format!(
            "data: pictures of your own ({place})\n      {train} to train with (1 cat), 1 to test \
             with (1 cat)"
        )
    };
    let nothing = format!("nothing was found in data/course, data/own or\n      {of_the_user}");
    assert_eq!(
        found(&[], &[]),
        format!(
            "data: drawn pictures (built in)\n      209 to train with (72 cats), 50 to test with \
             (33 cats)\n      {nothing}"
        )
    );
    let user_folder = |name: &str| Path::new(&of_the_user).join(name).display().to_string();
    draw(&folder, &format!("{user}/own"), "2");
    assert_eq!(found(&[], &[]), is(&user_folder("own"), 2));
    draw(&folder, &format!("{user}/course"), "3");
    assert_eq!(found(&[], &[]), is(&user_folder("course"), 3));
    draw(&folder, "data/own", "2");
    assert_eq!(found(&[], &[]), is("data/own", 2));
    draw(&folder, "data/course", "3");
    assert_eq!(found(&[], &[]), is("data/course", 3));
    draw(&folder, "set", "2");
    let set = [("PURRCEPTRON_DATA", Path::new("set"))];
    assert_eq!(found(&set, &[]), is("set (from $PURRCEPTRON_DATA)", 2));
    draw(&folder, "other", "3");
    assert_eq!(found(&set, &["--data", "other"]), is("other", 3));
    assert_eq!(found(&[("PURRCEPTRON_DATA", Path::new(""))], &[]), is("data/course", 3));
}

/// Every command that needs data finds it, and says so.
#[test]
fn the_heading_of_every_command_says_which_data_it_uses() {
    let folder = Folder::new("headings");
    let here = folder.path("");
    let lines = "drawn pictures (built in)\n      209 to train with (72 cats), 50 to test with (33 \
                 cats)\n      nothing was found in data/course or data/own\n";
    let words = ["train", "--layers", "none", "--iterations", "1", "--save", "m.safetensors"];
    assert!(succeed(&here, &words).contains(&format!("data: {lines}")));
    assert!(succeed(&here, &["report", "--model", "m.safetensors"]).contains(lines));
    let text = succeed(&here, &["evaluate", "m.safetensors"]);
    assert!(text.contains("\n       1 iteration with learning rate"), "{text}");
    assert!(text.contains(&format!("data:  {}", lines.replace('\n', "\n ").trim_end())), "{text}");
}

/// `$XDG_DATA_HOME` is taken before `~/.local/share`, unless it is relative or empty.
#[cfg(target_os = "linux")]
#[test]
fn the_xdg_folder() {
    let folder = Folder::new("xdg");
    let here = folder.path("");
    draw(&folder, "xdg/purrceptron/own", "2");
    draw(&folder, "home/.local/share/purrceptron/own", "3");
    let (home, xdg) = (folder.path("home"), folder.path("xdg"));
    let found = |variables: &[(&str, &Path)]| heading(&here, variables, &[]);
    for (value, train) in [(&*xdg, "2 to"), (Path::new("xdg"), "3 to"), (Path::new(""), "3 to")] {
        let text = found(&[("XDG_DATA_HOME", value), ("HOME", &home)]);
        assert!(text.contains(train), "{}: {text}", value.display());
    }
    assert!(found(&[("XDG_DATA_HOME", &xdg)]).contains("2 to"));
    let nowhere = found(&[("XDG_DATA_HOME", Path::new("xdg")), ("HOME", Path::new("home"))]);
    assert!(nowhere.ends_with("nothing was found in data/course or data/own"), "{nowhere}");
    // Of a user whose home is no folder there can be no data.
    let text = found(&[("HOME", Path::new("/dev/null"))]);
    assert!(text.ends_with("data/own or\n      /dev/null/.local/share/purrceptron"), "{text}");
}

#[test]
fn a_damaged_folder_is_an_error_wherever_it_is() {
    let folder = Folder::new("damaged");
    let (variable, home, user) = user(&folder);
    for place in [&format!("{user}/own"), &format!("{user}/course"), "data/own", "data/course"] {
        draw(&folder, place, "2");
        fs::write(folder.path(place).join("train-labels.idx1-ubyte"), b"\0\0\x08\x01\0").unwrap();
        let output = program(&folder.path("")).env(variable, &home).output().unwrap();
        let error = stderr(&output).replace('\\', "/");
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert!(error.contains(&format!("{place}/train-labels.idx1-ubyte: it ends")), "{error}");
    }
    #[cfg(unix)]
    {
        let folder = Folder::new("dangling");
        fs::create_dir(folder.path("data")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path("data/course")).unwrap();
        let output = program(&folder.path("")).output().unwrap();
        assert!(stderr(&output).contains("data/course: there is no such folder"));
    }
}

/// What `draw` and `import` recommend at their end can be pasted.
#[test]
fn what_was_written_is_found_as_the_message_says() {
    let folder = Folder::new("it's new");
    let here = folder.path("");
    let words = ["draw", "--train", "2", "--test", "1", "--into"];
    let text = succeed(&here, &[&words[..], &["data/course"]].concat());
    let elsewhere = format!("--data {}", path_of(&text));
    assert!(
        text.contains("every command that is started in this folder; elsewhere say\n"),
        "{text}"
    );
    let other = Folder::new("elsewhere");
    let found = pasted(&other.path(""), &format!("purrceptron --only logistic {elsewhere}"));
    assert!(found.contains("2 to train with"), "{found}");
    assert!(pasted(&here, next(&text)).contains("(data/course)\n"), "{text}");
    let text = succeed(&here, &[&words[..], &["an other"]].concat());
    assert!(text.contains("\nWithout --data those in data/course are used.\n"), "{text}");
    assert!(pasted(&here, next(&text)).contains("(an other)\n"), "{text}");
    let (variable, home, user) = user(&folder);
    let place = format!("{user}/own");
    let mut draw = program(&here);
    let output = draw.args([&words[..], &[&place]].concat()).env(variable, &home).output().unwrap();
    assert!(stdout(&output).contains("those in data/course come first here.\nNext: purrceptron"));
    fs::remove_dir_all(folder.path("data")).unwrap();
    let mut draw = program(&here);
    let output = draw.args([&words[..], &[&place]].concat()).env(variable, home).output().unwrap();
    assert!(stdout(&output).contains("started in every folder"), "{}", stdout(&output));
}

/// The path after `--data `, as it is quoted.
fn path_of(text: &str) -> &str {
    text.split_once("  --data ").unwrap_or_else(|| panic!("{text}")).1.lines().next().unwrap()
}

/// The command after `Next: `.
fn next(text: &str) -> &str {
    text.split_once("Next: ").unwrap_or_else(|| panic!("{text}")).1.lines().next().unwrap()
}

/// Runs a command as the shell does when its reader pastes it.
#[track_caller]
pub fn pasted(folder: &Path, command: &str) -> String {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let output: Output = isolated(shell, folder).args([option, command]).output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{command}");
    stdout(&output).to_string()
}

#[test]
fn commands_begin_as_the_program_was_started() {
    let folder = tiny();
    let words =
        ["train", "--layers", "none", "--iterations", "1", "--save", "my cat's.safetensors"];
    let text = succeed(&folder.path(""), &words);
    let evaluated = pasted(&folder.path(""), next(&text));
    assert!(evaluated.starts_with("model: my cat's.safetensors, [12288, 1]"), "{evaluated}");
    let by_cargo = |words: &[&str]| {
        let output = program(&folder.path("")).args(words).env("CARGO", "cargo").output().unwrap();
        stdout(&output).to_string() + stderr(&output)
    };
    assert!(by_cargo(&words).contains("\nNext: cargo run --release -- evaluate "));
    assert!(by_cargo(&["help"]).contains("\n  cargo run --release -- reproduce --only deep\n"));
    assert!(by_cargo(&["predcit"]).ends_with("See `cargo run --release -- --help`.\n"));
    assert!(by_cargo(&["train", "-x"]).ends_with("See `cargo run --release -- train --help`.\n"));
}

/// A program that is not in any folder of `$PATH` is called as it was.
#[cfg(unix)]
#[test]
fn a_program_run_by_its_path_is_recommended_by_its_path() {
    let folder = tiny();
    let path = folder.path("a b");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_purrceptron"), &path).unwrap();
    let mut program = isolated("./a b", &folder.path(""));
    let output = program.args(["draw", "--into", "--x", "--test", "2"]).output().unwrap();
    assert_eq!(next(stdout(&output)), "'./a b' reproduce --data ./--x", "{}", stderr(&output));
    pasted(&folder.path(""), next(stdout(&output)));
}

/// The message of an import, outside a clone of this repository.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn an_import_says_how_it_is_found() {
    let folder = Folder::new("imported");
    let here = folder.path("");
    let (train, test) = photograph_files();
    let (variable, home, user) = user(&folder);
    let mut import = program(&here);
    let output = import.arg("import").args([train, test]).env(variable, &home).output().unwrap();
    let text = stdout(&output);
    assert!(text.contains("\nNext: purrceptron reproduce\n"), "{text} {}", stderr(&output));
    let again = text.split_once("found in every folder:\n  ").unwrap().1;
    pasted(&here, again.trim_end());
    fs::remove_dir_all(folder.path("data")).unwrap();
    let heading = heading(&here, &[(variable, &home)], &[]);
    let course = folder.path(user).join("course");
    assert!(heading.contains(&format!("photographs ({})", course.display())), "{heading}");
}
