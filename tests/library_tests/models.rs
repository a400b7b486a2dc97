//! Saved models: a model that is written is read again, and every other file is refused with a reason.

use std::fs;
use std::path::Path;

use crate::common::folder::Folder;
use purrceptron::formats::safetensors::{SafeTensors, Tensor};
use purrceptron::matrix::Matrix;
use purrceptron::model::{Model, Training};
use purrceptron::network::{Initialization, initialize_parameters_deep};
use purrceptron::random::Random;

fn training() -> Training {
    Training {
        data: "drawn".into(),
        engine: "sample-space".into(),
        iterations: 2500,
        learning_rate: 0.1 + 0.2,
        initialization: "scaled".into(),
        seed: Some(7),
        cost: 1e-300,
        train_accuracy: 2.0 / 3.0,
        test_accuracy: 1.0,
    }
}

fn model() -> Model {
    let mut parameters = initialize_parameters_deep(&[5, 3, 2, 1], Initialization::Scaled, 3);
    parameters[1].b = Matrix::from([[-0.0], [f64::MIN_POSITIVE]]);
    Model { parameters, training: Some(training()) }
}

fn bytes_of(model: &Model) -> Vec<u8> {
    let folder = Folder::new("model");
    let path = folder.path("m.safetensors");
    model.write(&path).unwrap();
    fs::read(path).unwrap()
}

/// Reads these bytes as a model; an error without the path of the file.
fn read(bytes: &[u8]) -> Result<Model, String> {
    let folder = Folder::new("model");
    let path = folder.path("m.safetensors");
    fs::write(&path, bytes).unwrap();
    let shown = path.display().to_string();
    Model::read(&path).map_err(|error| {
        let error = error.to_string();
        assert!(error.starts_with(&shown), "{error}");
        error[shown.len()..].to_string()
    })
}

/// A file with this header, followed by `numbers` bytes.
fn file(header: &str, numbers: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.resize(bytes.len() + numbers, 0);
    bytes
}

#[test]
fn a_model_that_is_written_is_read_again_to_the_last_bit() {
    let model = model();
    let again = read(&bytes_of(&model)).unwrap();
    assert_eq!(again, model);
    assert!(again.parameters[1].b[(0, 0)].is_sign_negative());
    assert_eq!(again.layers_dims(), [5, 3, 2, 1]);
    let x = Random::seed(1).randn_matrix(5, 4);
    assert_eq!(again.probabilities(&x), model.probabilities(&x));
    let unseeded = Model { training: Some(Training { seed: None, ..training() }), ..model };
    assert_eq!(read(&bytes_of(&unseeded)), Ok(unseeded));
}

/// A file begins with the length of its header, whose bytes can look like the signature of another
/// format: 640 is `80 02`, as in a pickle.
#[test]
fn no_length_of_a_header_is_mistaken_for_another_format() {
    let mut lengths = Vec::new();
    for extra in (0..=1024).step_by(8) {
        let data = "x".repeat(extra);
        let model = Model { training: Some(Training { data, ..training() }), ..model() };
        let bytes = bytes_of(&model);
        lengths.push(u16::from_le_bytes([bytes[0], bytes[1]]));
        assert_eq!(read(&bytes).as_ref(), Ok(&model), "{:?}", lengths.last());
    }
    assert!(lengths.contains(&0x0480) && lengths.contains(&0x0580), "{lengths:?}");
}

/// If each name were searched for among all tensors, this test would take minutes.
#[test]
fn very_many_layers_are_read() {
    let one = |name: String| Tensor { name, shape: vec![1, 1], data: vec![0.5] };
    let mut tensors = Vec::new();
    for l in 1..=50_000 {
        tensors.extend([one(format!("W{l}")), one(format!("b{l}"))]);
    }
    let file = SafeTensors { metadata: Vec::new(), tensors };
    assert_eq!(read(&file.to_bytes()).unwrap().parameters.len(), 50_000);
}

#[test]
fn a_header_of_very_many_values_is_refused_before_it_fills_the_memory() {
    let header = format!("{{\"a\":[{}0]}}", "0,".repeat(2_000_000));
    assert!(read(&file(&header, 0)).unwrap_err().contains("more than 1000000 values"));
}

#[test]
fn the_file_is_as_the_format_says() {
    let bytes = bytes_of(&model());
    let length = u64::from_le_bytes(*bytes.first_chunk().unwrap()) as usize;
    let header = std::str::from_utf8(&bytes[8..8 + length]).unwrap();
    assert!(header.starts_with("{\"__metadata__\": {\"format\": \"purrceptron\""), "{header}");
    let w1 = "\"W1\": {\"dtype\": \"F64\", \"shape\": [3, 5], \"data_offsets\": [0, 120]}";
    assert!(header.contains(w1), "{header}");
    assert_eq!(length % 8, 0);
    assert_eq!(bytes.len(), 8 + length + 8 * (3 * 5 + 3 + 2 * 3 + 2 + 2 + 1));
    let w1 = &model().parameters[0].w;
    assert_eq!(bytes[8 + length..][..8], w1[(0, 0)].to_le_bytes());
    assert_eq!(bytes[16 + length..][..8], w1[(0, 1)].to_le_bytes());
}

#[test]
fn a_file_of_another_program_needs_no_metadata() {
    let tensor = |name: &str, shape: [usize; 2], data: &[f64]| Tensor {
        name: name.into(),
        shape: shape.into(),
        data: data.into(),
    };
    let tensors = vec![tensor("b1", [1, 1], &[0.5]), tensor("W1", [1, 2], &[1.0, 2.0])];
    let file = SafeTensors { metadata: vec![("format".into(), "pt".into())], tensors };
    let model = read(&file.to_bytes()).unwrap();
    assert_eq!(model.training, None);
    assert_eq!(model.parameters[0].w, Matrix::from([[1.0, 2.0]]));
    assert_eq!(SafeTensors::from_bytes(&file.to_bytes()), Ok(file));
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    let bytes = bytes_of(&model());
    for length in 0..bytes.len() {
        let error = read(&bytes[..length]).unwrap_err();
        assert!(error.contains("a model is expected"), "{length}: {error}");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert!(read(&longer).unwrap_err().contains("1 byte too many after the last tensor"));
}

#[test]
fn a_changed_byte_never_causes_a_panic() {
    let bytes = bytes_of(&model());
    let mut refused = 0;
    for i in 0..bytes.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[i] ^= change;
            refused += usize::from(read(&changed).is_err());
        }
    }
    assert!(refused > 500, "{refused}");
}

#[test]
fn every_other_file_is_refused_with_its_reason() {
    let one = |entry: &str| format!("{{\"W1\":{entry}}}");
    let good = "{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[0,8]}";
    let b1 = "{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[8,16]}";
    assert!(read(&file(&format!("{{\"W1\":{good},\"b1\":{b1}}}  "), 16)).is_ok());
    let huge = u64::MAX.to_le_bytes();
    let cases: [(Vec<u8>, &str); 27] = [
        (vec![], "it has 0 bytes"),
        (huge.to_vec(), "18446744073709551615 bytes, more than the 100000000"),
        (100_000_001_u64.to_le_bytes().to_vec(), "more than the 100000000"),
        (100_000_000_u64.to_le_bytes().to_vec(), "it is cut short: its header should have"),
        (b"\x89HDF\r\n\x1a\n".to_vec(), "this is HDF5"),
        (b"PK\x03\x04archive".to_vec(), "this is a ZIP archive"),
        (b"\x80\x02}q".to_vec(), "this is a Python pickle"),
        (file(" {}", 0), "does not begin with `{`"),
        (file("{\"a\":\u{1}}", 0), "cannot be read as JSON"),
        (file("{}x", 0), "cannot be read as JSON"),
        (file(&format!("{{\"W1\":{good},\"W1\":{good}}}"), 8), "stands in it twice"),
        (file("{}", 0), "it holds no layers"),
        (file("{}", 3), "3 bytes too many after the last tensor"),
        (file("{\"__metadata__\":{\"a\":1}}", 0), "not an object of texts"),
        (file(&one("1"), 0), "is not described by an object"),
        (file(&one(&good.replace("F64", "F32")), 8), "is of type `F32`"),
        (file(&one(&good.replace("shape", "shapes")), 8), "has an unknown `shapes`"),
        (file(&one(&good.replace("[1,1]", "[1,-1]")), 8), "has no shape"),
        (file(&one(&good.replace("[1,1]", "[4294967296,4294967296,8]")), 8), "does not fit"),
        (file(&one(&good.replace("[0,8]", "[8,0]")), 8), "does not fit"),
        (file(&one(&good.replace("[0,8]", "[0,8,9]")), 8), "has no data_offsets"),
        (file(&one(&good.replace("[0,8]", "[8,16]")), 16), "may not leave a hole"),
        (file(&format!("{{\"W1\":{good},\"b1\":{good}}}"), 8), "may not overlap"),
        (file(&one(good), 7), "it is cut short: `W1` ends at byte 8"),
        (file(&one(good), 8), "it has no tensor `b1`: W1, b1, W2, b2 … are expected"),
        (file(&format!("{{\"W1\":{good},\"c1\":{b1}}}"), 16), "it has no tensor `b1` but `c1`"),
        (
            file(&format!("{{\"W1\":{},\"b1\":{b1}}}", good.replace("[1,1]", "[1]")), 16),
            "rows and columns are expected",
        ),
    ];
    for (bytes, reason) in cases {
        let error = read(&bytes).unwrap_err();
        assert!(error.contains(reason), "{reason}: {error}");
        assert!(error.contains("`train --save`"), "{error}");
    }
}

#[test]
fn layers_that_do_not_form_a_classifier_are_refused() {
    let changed = |change: fn(&mut Model)| {
        let mut model = model();
        change(&mut model);
        read(&bytes_of(&model)).unwrap_err()
    };
    for (error, reason) in [
        (changed(|m| m.parameters[1].w = Matrix::zeros(2, 4)), "`W2` has 4 columns where"),
        (changed(|m| m.parameters[0].b = Matrix::zeros(1, 3)), "which does not fit W1's (3, 5)"),
        (changed(|m| _ = m.parameters.pop()), "its last layer has 2 units"),
        (changed(|m| m.parameters[2].w[(0, 1)] = f64::NAN), "`W3` holds NaN"),
        (changed(|m| m.parameters[0].b[(2, 0)] = f64::NEG_INFINITY), "`b1` holds -inf"),
        (changed(|m| m.parameters[0].w = Matrix::zeros(3, 0)), "and so no numbers"),
        (changed(|m| m.parameters.clear()), "it holds no layers"),
        // |z| may be 5e299 in the first layer, but 3·5e299 in the second, which is too large.
        (
            changed(|m| {
                m.parameters[0].w = Matrix::from_vec(3, 5, vec![1e299; 15]);
                m.parameters[1].w = Matrix::from_vec(2, 3, vec![-1.0; 6]);
            }),
            "`W2` and `b2` are so large that a probability may not be a number",
        ),
    ] {
        assert!(error.contains(reason), "{reason}: {error}");
    }
}

#[test]
fn metadata_that_contradict_the_tensors_are_refused() {
    let bytes = bytes_of(&model());
    let change = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = bytes.windows(from.len()).position(|w| w == from.as_bytes()).unwrap();
        let mut changed = bytes.clone();
        changed[at..at + to.len()].copy_from_slice(to.as_bytes());
        read(&changed)
    };
    for (from, to, reason) in [
        ("[5, 3, 2, 1]", "[5, 3, 3, 1]", "its `layers_dims` is"),
        ("relu, relu,", "tanh, relu,", "its `activations` is"),
        ("bytes / 255", "bytes / 128", "its `input` is"),
        ("\"2500\"", "\"25e0\"", "its `iterations` is `25e0`, no number"),
        ("\"seed\"", "\"sead\"", ""),
        ("\"1e-300\"", "\"1e9999\"", "its `cost` is inf, a finite number is expected"),
        ("\"engine\"", "\"enjine\"", "its metadata has no `engine`"),
    ] {
        match change(from, to) {
            Ok(model) => assert!(reason.is_empty() && model.training.unwrap().seed.is_none()),
            Err(error) => assert!(!reason.is_empty() && error.contains(reason), "{error}"),
        }
    }
}

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = Folder::new("model");
    let path = folder.path("m.safetensors");
    fs::write(&path, "before").unwrap();
    model().write(&path).unwrap();
    assert_eq!(Model::read(&path), Ok(model()));
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 1);
    assert!(model().write(&folder.path("")).is_err());
    assert!(model().write(&folder.path("none/m")).is_err());
    assert!(model().write(Path::new("/dev/null")).is_err());
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let (link, nowhere) = (folder.path("link"), folder.path("nowhere"));
        symlink("m.safetensors", &link).unwrap();
        fs::write(&path, "before").unwrap();
        model().write(&link).unwrap();
        assert_eq!(Model::read(&path), Ok(model()));
        assert!(link.is_symlink(), "what a link leads to is replaced, not the link");
        symlink("none", &nowhere).unwrap();
        let error = model().write(&nowhere).unwrap_err().to_string();
        assert!(error.ends_with("this is a link that leads nowhere"), "{error}");
        // If another program has put a link at the path of the temporary file, its target stays.
        let other = folder.path("other");
        fs::write(&other, "theirs").unwrap();
        let temporary = format!(".purrceptron-{}.new", std::process::id());
        symlink("other", folder.path(&temporary)).unwrap();
        model().write(&path).unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "theirs");
        [link, nowhere, other].iter().for_each(|path| fs::remove_file(path).unwrap());
    }
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 1);
}
