//! The `predict` command.

use std::fs;
use std::path::Path;

use super::finding::pasted;
use super::refused::assert_refused;
use crate::common::folder::Folder;
use crate::common::run::{program, run_in, stderr, stdout, succeed};
use purrceptron::dataset::{Dataset, FEATURES};
use purrceptron::formats::json::Value;
use purrceptron::formats::{Picture, png};
use purrceptron::matrix::Matrix;
use purrceptron::model::Model;
use purrceptron::network::{Initialization, Layer, initialize_parameters_deep};

/// A folder with a model, `model.safetensors`, and the first four drawn test pictures, `0.png` …
fn folder() -> (Folder, Model) {
    let folder = Folder::new("predict");
    let parameters = initialize_parameters_deep(&[FEATURES, 3, 1], Initialization::Scaled, 5);
    let model = Model { parameters, training: None };
    model.write(&folder.path("model.safetensors")).unwrap();
    for (i, pixels) in Dataset::drawn().test.pixels.chunks(FEATURES).take(4).enumerate() {
        let picture = Picture { width: 64, height: 64, pixels: pixels.to_vec() };
        fs::write(folder.path(&format!("{i}.png")), png::encode(&picture)).unwrap();
    }
    (folder, model)
}

/// The probabilities of PNG files are those of the same pictures in the data set, digit for digit.
#[test]
fn the_probabilities_are_those_of_the_model() {
    let (folder, model) = folder();
    let expected = model.probabilities(&Dataset::drawn().test.x());
    let files = ["0.png", "1.png", "2.png", "3.png"];
    let arguments = [&["predict", "model.safetensors", "--json"][..], &files].concat();
    let json = Value::parse(&succeed(&folder.path(""), &arguments)).unwrap();
    assert_eq!(json["model"].as_str().unwrap(), "model.safetensors");
    let lines = succeed(&folder.path(""), &[&arguments[..2], &files].concat());
    let pictures = json["pictures"].as_array().unwrap();
    assert_eq!((pictures.len(), lines.lines().count()), (4, 4));
    for ((file, picture), (line, &p)) in
        files.iter().zip(pictures).zip(lines.lines().zip(expected.as_slice()))
    {
        assert_eq!(
            (picture["file"].as_str().unwrap(), picture["probability"].as_f64().unwrap()),
            (*file, p)
        );
        assert_eq!(
            (picture["width"].as_f64().unwrap(), picture["height"].as_f64().unwrap()),
            (64.0, 64.0)
        );
        assert_eq!(picture["cat"], Value::Bool(p > 0.5));
        let answer = if p > 0.5 { "a cat    " } else { "not a cat" };
        assert_eq!(line, format!("{:>7.2} %  {answer}  {file}", 100.0 * p));
    }
    let cats = expected.as_slice()[..4].iter().filter(|&&p| p > 0.5).count();
    assert!((1..4).contains(&cats), "both answers are seen: {expected:?}");
}

#[test]
fn pictures_of_any_size_are_squeezed() {
    let (folder, model) = folder();
    let wide = Picture { width: 200, height: 3, pixels: (0..1800).map(|i| i as u8).collect() };
    fs::write(folder.path("wide.png"), png::encode(&wide)).unwrap();
    let ppm = [b"P6 200 3 255\n", &wide.pixels[..]].concat();
    fs::write(folder.path("wide.ppm"), ppm).unwrap();
    let x = wide.squeezed(64, 64).pixels.iter().map(|&byte| f64::from(byte) / 255.0).collect();
    let expected = model.probabilities(&Matrix::from_vec(FEATURES, 1, x))[(0, 0)];
    let arguments = ["predict", "model.safetensors", "wide.png", "wide.ppm", "--json"];
    let json = Value::parse(&succeed(&folder.path(""), &arguments)).unwrap();
    for picture in json["pictures"].as_array().unwrap() {
        assert_eq!(picture["probability"].as_f64().unwrap(), expected);
        assert_eq!(
            (picture["width"].as_f64().unwrap(), picture["height"].as_f64().unwrap()),
            (200.0, 3.0)
        );
    }
}

#[test]
fn one_wrong_file_does_not_hide_the_others() {
    let (folder, _) = folder();
    fs::write(folder.path("cat.jpg"), b"\xff\xd8\xff\xe0").unwrap();
    let files = ["0.png", "cat.jpg", "no\x1b[31m.png", "3.png"];
    let words = [&["predict", "model.safetensors"][..], &files].concat();
    let output = run_in(&folder.path(""), &words);
    assert_eq!(output.status.code(), Some(1));
    let (out, err) = (stdout(&output), stderr(&output));
    let answered: Vec<_> = out.lines().map(|line| line.split("  ").last().unwrap()).collect();
    assert_eq!(answered, ["0.png", "3.png"]);
    let errors: Vec<_> = err.lines().collect();
    assert_eq!(errors.len(), 3, "{err}");
    assert!(errors[0].starts_with("error: cat.jpg: this JPEG is damaged: it was cut short"));
    assert!(errors[1].starts_with("error: no\\u{1b}[31m.png: there is no such file"), "{err}");
    assert_eq!(errors[2], "error: no answer for 2 of 4 pictures");
    let output = run_in(&folder.path(""), &[&words[..], &["--json"]].concat());
    assert_eq!(output.status.code(), Some(1));
    let json = Value::parse(stdout(&output)).unwrap();
    let pictures = json["pictures"].as_array().unwrap();
    assert!(
        pictures[1]["error"].as_str().unwrap().starts_with("cat.jpg: this JPEG"),
        "{pictures:?}"
    );
    assert_eq!(pictures[2]["file"].as_str().unwrap(), files[2]);
    assert!(pictures[3]["probability"].as_f64().unwrap() > 0.0, "{pictures:?}");
}

/// A JPEG, whatever its name says; and what a user should know of a picture, after its answer.
#[test]
fn pictures_are_answered_as_a_person_sees_them() {
    let (folder, model) = folder();
    fs::write(folder.path("jpeg.png"), include_bytes!("../pictures/420.jpg")).unwrap();
    fs::write(folder.path("two.ppm"), b"P6 1 1 255 \x01\x02\x03P6 1 1 255 \x04\x05\x06").unwrap();
    let words = ["predict", "model.safetensors", "jpeg.png", "two.ppm"];
    let output = run_in(&folder.path(""), &words);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "note: two.ppm: it holds several pictures, the first was taken\n");
    let json =
        Value::parse(&succeed(&folder.path(""), &[&words[..], &["--json"]].concat())).unwrap();
    let pictures = json["pictures"].as_array().unwrap();
    let note = "it holds several pictures, the first was taken";
    assert_eq!(pictures[0]["notes"].as_array().unwrap().len(), 0);
    assert_eq!(pictures[1]["notes"].as_array().unwrap()[0].as_str(), Some(note));
    let (jpeg, _) = Picture::decode(include_bytes!("../pictures/420.jpg").to_vec()).unwrap();
    let expected = model.probabilities(&jpeg.x())[(0, 0)];
    assert_eq!(pictures[0]["probability"].as_f64(), Some(expected));
}

/// No colour is written to a file or a pipe, even if the terminal supports it.
#[test]
fn the_picture_is_drawn_in_letters() {
    let (folder, _) = folder();
    let halves = [[0; 96], [255; 96]].concat().repeat(64);
    let picture = Picture { width: 64, height: 64, pixels: halves };
    fs::write(folder.path("halves.png"), png::encode(&picture)).unwrap();
    let output = program(&folder.path(""))
        .args(["predict", "model.safetensors", "halves.png", "--show"])
        .env("COLORTERM", "truecolor")
        .env("TERM", "xterm-256color")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    let lines: Vec<_> = stdout(&output).lines().skip(1).collect();
    assert_eq!(lines, vec![[" ".repeat(32), "@".repeat(32)].concat(); 32]);
}

#[test]
fn invalid_command_lines_and_models_are_refused() {
    assert_refused(&["predict"], 2, "expected MODEL IMAGE…, found nothing");
    assert_refused(&["predict", "cats.safetensors"], 2, "expected MODEL IMAGE…, found one file");
    assert_refused(&["predict", "m", "a", "--show", "--json"], 2, "choose one");
    assert_refused(&["predict", "no.safetensors", "a.png"], 1, "no.safetensors: there is no such");
    let (folder, _) = folder();
    let output = run_in(&folder.path(""), &["predict", "model.safetensors", "no.png"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
    assert_eq!(stderr(&output), "error: no.png: there is no such file or folder\n");
    let refused = |model: &Path, expected: &str| {
        let output = run_in(&folder.path(""), &["predict", model.to_str().unwrap(), "0.png"]);
        assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    };
    refused(&folder.path("none.png"), "none.png: there is no such file");
    fs::write(folder.path("damaged"), b"\x09\0\0\0\0\0\0\0{}").unwrap();
    refused(&folder.path("damaged"), "a model is expected");
    let layer = Layer { w: Matrix::zeros(1, 784), b: Matrix::zeros(1, 1) };
    let small = folder.path("small.safetensors");
    Model { parameters: vec![layer], training: None }.write(&small).unwrap();
    refused(&small, "this model takes 784 numbers, and a picture of 64×64 pixels has 12288");
}

/// The file in each line of the answers, and what is written to standard error.
fn answered(folder: &Folder, operands: &[&str]) -> (Vec<String>, String) {
    let words = [&["predict"], operands].concat();
    let output = run_in(&folder.path(""), &words);
    let files = stdout(&output).lines().map(|line| line.split("  ").last().unwrap().to_string());
    (files.collect(), stderr(&output).to_string())
}

/// The answers without an error, with `/` on every system.
#[track_caller]
fn files(folder: &Folder, operands: &[&str]) -> Vec<String> {
    let (files, errors) = answered(folder, operands);
    assert_eq!(errors, "", "{operands:?}");
    files.into_iter().map(|file| file.replace('\\', "/")).collect()
}

#[test]
fn the_model_may_stand_anywhere() {
    let (folder, _) = folder();
    let model = "model.safetensors";
    assert_eq!(files(&folder, &["1.png", model]), ["1.png"]);
    assert_eq!(files(&folder, &["2.png", model, "0.png"]), ["2.png", "0.png"]);
    // No header of a model is taken for a BMP picture, or the other way round.
    let mut bytes = fs::read(folder.path(model)).unwrap();
    let header = 8 + usize::from(u16::from_le_bytes([bytes[0], bytes[1]]));
    let longer = usize::from(u16::from_le_bytes(*b"BM"));
    bytes.splice(header..header, vec![b' '; longer + 8 - header]);
    bytes[..2].copy_from_slice(b"BM");
    fs::write(folder.path("long"), bytes).unwrap();
    assert_eq!(files(&folder, &["2.png", "long"]), ["2.png"]);
    // Of two models the first is meant; without one, the error says how to get one.
    let (answers, errors) = answered(&folder, &[model, "0.png", "long"]);
    assert_eq!(answers, ["0.png"]);
    assert!(errors.contains("long: a JPEG, PNG, PPM or PGM file is expected, this is"), "{errors}");
    let (_, errors) = answered(&folder, &["0.png", "1.png"]);
    let commands: Vec<_> = errors.lines().skip(1).map(str::trim).collect();
    let [train, predict] = commands[..] else { panic!("{errors}") };
    assert!(errors.starts_with("error: 0.png: this is a picture, and no model is named"));
    pasted(&folder.path(""), &format!("{train} --iterations 1"));
    assert_eq!(pasted(&folder.path(""), predict).lines().count(), 2);
}

/// What bash expands, cmd and PowerShell pass on as it is typed.
#[test]
fn wildcards_are_expanded() {
    let (folder, _) = folder();
    let model = "model.safetensors";
    fs::create_dir(folder.path("more")).unwrap();
    for name in ["b.png", "a.png", "a.txt", ".hidden.png", "._a.png"] {
        fs::copy(folder.path("0.png"), folder.path("more").join(name)).unwrap();
    }
    assert_eq!(files(&folder, &[model, "*.png"]), ["0.png", "1.png", "2.png", "3.png"]);
    assert_eq!(files(&folder, &["*.safetensors", "?.png", "more/a.*"]).len(), 6);
    assert_eq!(files(&folder, &[model, "more/*.png"]), ["more/a.png", "more/b.png"]);
    assert_eq!(files(&folder, &[model, "more/.h*"]), ["more/.hidden.png"]);
    let (_, errors) = answered(&folder, &[model, "*.jpg"]);
    assert_eq!(errors, "error: *.jpg: there is no file whose name fits\n");
    let (_, errors) = answered(&folder, &[model, "none/*.png"]);
    assert_eq!(errors, "error: none: there is no such file or folder\n");
    #[cfg(unix)]
    {
        fs::copy(folder.path("0.png"), folder.path("*.png")).unwrap();
        assert_eq!(files(&folder, &[model, "*.png"]), ["*.png"]);
    }
}

#[test]
fn a_folder_stands_for_its_pictures() {
    let (folder, _) = folder();
    let model = "model.safetensors";
    fs::create_dir_all(folder.path("my cats/deeper")).unwrap();
    let pictures = folder.path("my cats");
    for (name, bytes) in [
        ("b.png", fs::read(folder.path("0.png")).unwrap()),
        ("a.ppm", [b"P6 1 1 255\n", &[1, 2, 3][..]].concat()),
        ("._b.png", fs::read(folder.path("0.png")).unwrap()),
        (".DS_Store", b"\0\0\0\x01Bud1".to_vec()),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0".to_vec()),
        ("notes.txt", b"dear cat".to_vec()),
        ("model", fs::read(folder.path(model)).unwrap()),
    ] {
        fs::write(pictures.join(name), bytes).unwrap();
    }
    assert_eq!(files(&folder, &[model, "my cats"]), ["my cats/a.ppm", "my cats/b.png"]);
    let (_, errors) = answered(&folder, &[model, "my cats/deeper"]);
    assert!(errors.ends_with("deeper: there are no pictures in this folder\n"), "{errors}");
    succeed(&folder.path(""), &["draw", "--into", "a set", "--train", "2", "--test", "1"]);
    let (_, errors) = answered(&folder, &[model, "a set"]);
    let (error, command) = errors.split_once('\n').unwrap();
    assert_eq!(error, "error: a set: this folder is a data set:");
    assert!(pasted(&folder.path(""), command.trim()).contains("(a set)"), "{command}");
}
