//! Data sets on disk: what is read is what was written, and everything else is refused by name.

use std::fs;
use std::path::Path;

use crate::common::folder::Folder;
use purrceptron::dataset::drawn::{SEED, TEST, TRAIN, draw};
use purrceptron::dataset::{Dataset, FEATURES, MOST_PICTURES, Name, Pictures};
use purrceptron::formats::idx;

fn pictures(labels: &[u8]) -> Pictures {
    let pixels = (0..labels.len() * FEATURES).map(|i| (i % 251) as u8);
    Pictures { pixels: pixels.collect(), labels: labels.to_vec() }
}

fn small() -> Dataset {
    Dataset { train: pictures(&[1, 0, 1]), test: pictures(&[0, 1]) }
}

#[test]
fn the_built_in_pictures_are_those_that_draw_draws() {
    let [train, test] = draw(TRAIN, TEST, SEED);
    assert!(Dataset { train, test } == Dataset::drawn());
    assert_eq!(Dataset::drawn().name(), Name::Drawn);
    let counts = |pictures: &Pictures| (pictures.count(), pictures.cats());
    assert_eq!(counts(&Dataset::drawn().train), (209, 72));
    assert_eq!(counts(&Dataset::drawn().test), (50, 33));
}

#[test]
fn x_and_y_are_the_course_s() {
    let train = small().train;
    let (x, y) = (train.x(), train.y());
    assert_eq!((x.shape(), y.shape()), ((12288, 3), (1, 3)));
    assert_eq!(y.as_slice(), [1.0, 0.0, 1.0]);
    assert_eq!(x[(7, 0)], 7.0 / 255.0);
    assert_eq!(x[(0, 1)], f64::from(12288_u32 % 251) / 255.0);
    assert_eq!(x[(12287, 2)], f64::from(train.pixels[3 * 12288 - 1]) / 255.0);
}

#[test]
fn a_saved_data_set_is_loaded_again() {
    let folder = Folder::new("saved");
    let path = folder.path("new/set");
    small().save(&path).unwrap();
    assert!(Dataset::load(&path).unwrap() == small());
    assert_eq!(small().name(), Name::Custom);
    // Whole again over the old one, and nothing else is left in the folder that holds it.
    let other = Dataset { train: small().train, test: pictures(&[1]) };
    other.save(&path).unwrap();
    assert!(Dataset::load(&path).unwrap() == other);
    assert_eq!(fs::read_dir(folder.path("new")).unwrap().count(), 1);
    let header = fs::read(path.join("train-images.idx4-ubyte")).unwrap();
    assert_eq!(header[..20], [0, 0, 8, 4, 0, 0, 0, 3, 0, 0, 0, 64, 0, 0, 0, 64, 0, 0, 0, 3]);
}

#[test]
fn a_folder_that_holds_something_else_is_not_replaced() {
    let folder = Folder::new("something-else");
    let path = folder.path("mine");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("letter.txt"), "dear cat").unwrap();
    let error = small().save(&path).unwrap_err().to_string();
    assert!(error.contains("letter.txt: choose another"), "{error}");
    assert_eq!(fs::read(path.join("letter.txt")).unwrap(), b"dear cat");
    let error = small().save(&path.join("letter.txt")).unwrap_err().to_string();
    assert!(error.contains("a folder is expected, this is"), "{error}");
    let error = small().save(&path.join("letter.txt/deeper")).unwrap_err().to_string();
    assert!(error.contains("a folder is expected"), "{error}");
    assert_eq!(fs::read_dir(&path).unwrap().count(), 1);
}

/// What systems put into folders by themselves does not keep a folder from being replaced.
#[test]
fn system_files_are_passed_over() {
    let folder = Folder::new("system");
    let path = folder.path("set");
    small().save(&path).unwrap();
    for name in [".DS_Store", "Thumbs.db", "desktop.ini", "._train-images.idx4-ubyte"] {
        fs::write(path.join(name), "of the system").unwrap();
        assert!(Dataset::load(&path).unwrap() == small());
        small().save(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(fs::read_dir(&path).unwrap().count(), 4, "{name}");
    }
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 1);
    // A folder of such a name is somebody's.
    fs::create_dir(path.join("._mine")).unwrap();
    let error = small().save(&path).unwrap_err().to_string();
    assert!(error.contains("holds something else, ._mine"), "{error}");
}

#[test]
fn nothing_foreign_is_removed_and_nothing_is_left_behind() {
    let folder = Folder::new("foreign");
    let path = folder.path("mine");
    let inside = path.join("train-labels.idx1-ubyte");
    fs::create_dir_all(&inside).unwrap();
    fs::write(inside.join("thesis.txt"), "precious").unwrap();
    let error = small().save(&path).unwrap_err().to_string();
    assert!(error.contains("holds something else, train-labels.idx1-ubyte"), "{error}");
    assert_eq!(fs::read(inside.join("thesis.txt")).unwrap(), b"precious");
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 1);
    // A name that no file system takes: the folders on the way there are removed again.
    let long = folder.path("new/deeper").join("x".repeat(300));
    assert!(small().save(&long).is_err());
    assert!(!folder.path("new").exists());
    small().save(&folder.path("a/./b/.")).unwrap();
    assert!(Dataset::load(&folder.path("a/b")).is_ok());
}

#[cfg(unix)]
#[test]
fn links_lead_to_what_is_replaced() {
    let folder = Folder::new("links");
    fs::create_dir(folder.path("real")).unwrap();
    std::os::unix::fs::symlink("real", folder.path("link")).unwrap();
    small().save(&folder.path("link")).unwrap();
    assert!(folder.path("link").is_symlink());
    assert!(Dataset::load(&folder.path("real")).unwrap() == small());
    std::os::unix::fs::symlink("nowhere", folder.path("dangling")).unwrap();
    let error = small().save(&folder.path("dangling")).unwrap_err().to_string();
    assert!(error.contains("a link that leads nowhere"), "{error}");
}

#[test]
fn files_too_large_are_refused_before_they_are_read() {
    let folder = Folder::new("large");
    small().save(&folder.path("set")).unwrap();
    let images = folder.path("set").join("train-images.idx4-ubyte");
    let file = fs::OpenOptions::new().write(true).open(&images).unwrap();
    file.set_len((1 << 30) + 1).unwrap();
    let error = Dataset::load(&folder.path("set")).unwrap_err().to_string();
    assert!(error.contains("larger than 1 GiB"), "{error}");
    // A set of so many pictures can be read again.
    let (largest, picture) = (1 << 30, 12288);
    assert!((largest - 20 - picture..=largest - 20).contains(&(picture * MOST_PICTURES)));
}

#[test]
fn a_path_is_shown_without_control_characters() {
    let error = Dataset::load(Path::new("no\u{1b}[31msuch")).unwrap_err().to_string();
    assert!(error.starts_with("no\\u{1b}[31msuch: there is no such folder"), "{error}");
}

#[test]
fn idx_headers_are_taken_at_their_word_only_if_the_bytes_are_there() {
    let shape = [2, 3];
    let mut good = idx::header(shape);
    good.extend([1, 2, 3, 4, 5, 6]);
    assert_eq!(idx::parse::<2>(&good), Ok((shape, &good[12..])));
    for length in 0..good.len() {
        assert!(idx::parse::<2>(&good[..length]).is_err(), "{length} bytes");
    }
    let longer = [&good[..], &[7]].concat();
    let with = |at: usize, byte: u8| {
        let mut changed = good.clone();
        changed[at] = byte;
        idx::parse::<2>(&changed).map(|_| ()).unwrap_err()
    };
    for (error, expected) in [
        (
            idx::parse::<2>(&longer).map(|_| ()).unwrap_err(),
            "[2, 3] call for 6 bytes after the header, there are 7",
        ),
        (with(0, 0x89), "begins with 89 00 08 02 instead of 00 00 08 02"),
        (with(2, 0x0d), "32-bit floats (IDX type 0d), only"),
        (with(3, 3), "it has 3 dimensions where 2 are expected"),
        (with(7, 9), "call for 27 bytes"),
        (idx::parse::<1>(b"<ht").map(|_| ()).unwrap_err(), "it ends after 3 bytes"),
        (idx::parse::<1>(&[0, 0, 8, 1, 0]).map(|_| ()).unwrap_err(), "it was cut short"),
        (
            idx::parse::<4>(&[&[0, 0, 8, 4][..], &[255; 16]].concat()).map(|_| ()).unwrap_err(),
            "multiply to more than any file can hold",
        ),
    ] {
        assert!(error.contains(expected), "{error}");
    }
}

/// Each file of a good data set replaced by a bad one: the error names the file and says what is
/// wrong.
#[test]
fn data_sets_that_are_none_are_refused() {
    let images = |shape: [usize; 4]| [idx::header(shape), vec![0; shape.iter().product()]].concat();
    let labels = |labels: &[u8]| [idx::header([labels.len()]), labels.to_vec()].concat();
    let folder = Folder::new("none");
    for (i, (file, bytes, expected)) in [
        (
            "train-images.idx4-ubyte",
            b"<!DOCTYPE html>".to_vec(),
            "but a web page: download the file",
        ),
        (
            "train-images.idx4-ubyte",
            b"version https://git-lfs".to_vec(),
            "but a Git LFS pointer: run",
        ),
        ("test-labels.idx1-ubyte", b"\x1f\x8b\x08".to_vec(), "within the 4 bytes of the magic"),
        (
            "test-labels.idx1-ubyte",
            b"\x1f\x8b\x08\0".to_vec(),
            "but gzip data: `gzip -dc IN > OUT`",
        ),
        ("test-labels.idx1-ubyte", vec![1, 2, 3, 4], "it begins with 01 02 03 04 instead of 00 00"),
        ("train-images.idx4-ubyte", images([3, 32, 32, 3]), "32×32×3, 64×64×3 is expected"),
        ("test-images.idx4-ubyte", images([2, 64, 64, 1]), "64×64×1, 64×64×3 is expected"),
        ("train-images.idx4-ubyte", images([0, 64, 64, 3]), "it holds no pictures"),
        ("test-images.idx4-ubyte", images([0, 64, 64, 3]), "it holds no pictures"),
        ("test-images.idx4-ubyte", labels(&[0, 1]), "it has 1 dimension where 4 are expected"),
        ("train-labels.idx1-ubyte", labels(&[0, 1, 0, 1]), "4 labels for 3 pictures"),
        ("test-labels.idx1-ubyte", labels(&[0]), "1 label for 2 pictures"),
        ("test-labels.idx1-ubyte", labels(&[0, 2]), "label 1 is 2"),
        ("train-labels.idx1-ubyte", labels(&[0, 0, 0]), "all labels are 0"),
        ("train-labels.idx1-ubyte", labels(&[1, 1, 1]), "all labels are 1"),
    ]
    .into_iter()
    .enumerate()
    {
        let path = folder.path(&i.to_string());
        small().save(&path).unwrap();
        fs::write(path.join(file), bytes).unwrap();
        let error = Dataset::load(&path).unwrap_err().to_string();
        let expected_start = path.join(file).display().to_string();
        assert!(error.starts_with(&expected_start) && error.contains(expected), "{error}");
    }
    let path = folder.path("missing");
    small().save(&path).unwrap();
    fs::remove_file(path.join("test-labels.idx1-ubyte")).unwrap();
    let error = Dataset::load(&path).unwrap_err().to_string();
    assert!(error.contains("missing: there is no test-labels.idx1-ubyte in it; a data"), "{error}");
    let error = Dataset::load(Path::new("/no/such/folder")).unwrap_err().to_string();
    assert!(error.contains("/no/such/folder"), "{error}");
}

#[test]
fn one_seed_draws_one_set() {
    assert_eq!(draw(5, 3, 1), draw(5, 3, 1));
    assert_ne!(draw(5, 3, 1), draw(5, 3, 2));
}

#[test]
fn the_default_set_has_the_counts_of_the_course() {
    let [train, test] = draw(TRAIN, TEST, SEED);
    assert_eq!((train.labels.len(), train.cats()), (209, 72));
    assert_eq!((test.labels.len(), test.cats()), (50, 33));
    assert_eq!(train.pixels.len(), 209 * FEATURES);
    assert_eq!(test.pixels.len(), 50 * FEATURES);
}

#[test]
fn every_machine_draws_the_same_bytes() {
    // FNV-1a, 32 bits.
    let digest = |pixels: &[u8]| {
        pixels
            .iter()
            .fold(0x811c_9dc5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    };
    let digests = draw(TRAIN, TEST, SEED).map(|set| digest(&set.pixels));
    assert_eq!(digests, [0x4170_f5c3, 0xb304_4d57]);
}

#[test]
fn small_sets_have_both_classes_where_they_can() {
    let [none, one] = draw(0, 1, 1);
    assert!(none.pixels.is_empty() && none.labels.is_empty());
    assert_eq!((one.labels.len(), one.pixels.len()), (1, FEATURES));
    for count in [2, 3, 4] {
        let [train, test] = draw(count, count, 1);
        assert!((1..count).contains(&train.cats()));
        assert!((1..count).contains(&test.cats()));
    }
}
