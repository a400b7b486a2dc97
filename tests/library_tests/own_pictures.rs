//! A data set of a learner's own pictures.

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use crate::common::folder::Folder;
use purrceptron::dataset::{Dataset, FEATURES, OwnPictures, Pictures};
use purrceptron::error::Result;
use purrceptron::formats::png;
use purrceptron::picture::Picture;
use purrceptron::processor::Processor;

/// A picture of one colour.
fn plain(colour: u8) -> Vec<u8> {
    png::encode(&Picture { width: 2, height: 3, pixels: vec![colour; 18] })
}

/// Ten cats, of the colours 0 to 9, and five other things, 100 to 104, some of them in folders in the
/// folders; and two files that are none.
fn pictures() -> (Folder, OwnPictures) {
    let folder = Folder::new("own");
    for name in ["cats/b", "others/a/c"] {
        fs::create_dir_all(folder.path(name)).unwrap();
    }
    for i in 0..10 {
        let name = if i % 2 == 0 { format!("cats/{i}.png") } else { format!("cats/b/{i}") };
        fs::write(folder.path(&name), plain(i)).unwrap();
    }
    for i in 0..5 {
        fs::write(folder.path(&format!("others/a/c/{i}.png")), plain(100 + i)).unwrap();
    }
    fs::write(folder.path("cats/notes.txt"), "dear cat").unwrap();
    fs::write(folder.path("others/z.jpg"), "").unwrap();
    fs::write(folder.path("cats/.DS_Store"), "").unwrap();
    fs::write(folder.path("others/a/Thumbs.db"), "").unwrap();
    let (cats, others) = (vec![folder.path("cats")], vec![folder.path("others")]);
    (folder, OwnPictures { cats, others, test_percent: 20, seed: 1 })
}

/// The data set, and the errors of the files that could not be read.
fn read(pictures: &OwnPictures) -> (Result<Dataset>, Vec<String>) {
    let (mut unread, done) = (Vec::new(), Mutex::new(Vec::new()));
    let found = pictures.read(
        |number, all| done.lock().unwrap().push((number, all)),
        |error| unread.push(error.to_string()),
    );
    let mut done = done.into_inner().unwrap();
    done.sort_unstable();
    let all = done.len();
    assert!(
        done.into_iter().eq((1..=all).map(|number| (number, all))),
        "every file is counted once"
    );
    (found, unread)
}

/// The colour of each picture, which is one of its own.
fn colours(pictures: &Pictures) -> Vec<u8> {
    let colour = |pixels: &[u8]| {
        assert!(pixels.iter().all(|&x| x == pixels[0]));
        pixels[0]
    };
    pictures.pixels.chunks(FEATURES).map(colour).collect()
}

#[test]
fn every_picture_is_in_one_set_with_its_label() {
    let (_folder, pictures) = pictures();
    let (dataset, unread) = read(&pictures);
    let Dataset { train, test } = dataset.unwrap();
    for set in [&train, &test] {
        let expected = colours(set).into_iter().map(|colour| u8::from(colour < 100));
        assert!(expected.eq(set.labels.iter().copied()));
    }
    // 20 % of ten and of five.
    assert_eq!((test.count(), test.cats()), (3, 2));
    let mut all = [colours(&train), colours(&test)].concat();
    assert!(!all.is_sorted(), "{all:?}");
    all.sort_unstable();
    assert!(all.into_iter().eq((0..10).chain(100..105)));
    assert_eq!(unread.len(), 2, "{unread:?}");
    assert!(
        unread[0].contains("notes.txt: a JPEG, PNG, PPM or PGM file is expected, this is plain")
    );
    assert!(
        unread[1].contains("z.jpg") && unread[1].contains("this is an empty file"),
        "{unread:?}"
    );
}

#[test]
fn the_seed_alone_chooses_the_test_set() {
    let (_folder, pictures) = pictures();
    let expected = read(&pictures).0.unwrap();
    for threads in [1, 2, 3, 50] {
        let processor = Processor { threads, ..Processor::current() };
        assert!(processor.run(|| read(&pictures).0.unwrap()) == expected, "{threads} threads");
    }
    let other = OwnPictures { seed: 2, ..pictures.clone() };
    assert!(read(&other).0.unwrap() != expected);
    for (test_percent, counts) in [(1, (2, 1)), (50, (8, 5)), (99, (13, 9))] {
        let test = read(&OwnPictures { test_percent, ..pictures.clone() }).0.unwrap().test;
        assert_eq!((test.count(), test.cats()), counts, "{test_percent} %");
    }
}

#[test]
fn files_may_be_named_too() {
    let (folder, pictures) = pictures();
    let path = |name: &str| folder.path(name);
    let named = OwnPictures {
        cats: vec![path("cats/0.png"), path("cats/b"), path("cats/2.png")],
        ..pictures
    };
    let Dataset { train, test } = read(&named).0.unwrap();
    assert_eq!((train.count() + test.count(), train.cats() + test.cats()), (12, 7));
}

#[test]
fn pictures_that_make_no_data_set_are_refused() {
    let (folder, pictures) = pictures();
    let refused = |cats: &[PathBuf], others: &[PathBuf], expected: &str| {
        let (cats, others) = (cats.to_vec(), others.to_vec());
        let error = read(&OwnPictures { cats, others, ..pictures.clone() }).0.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    };
    let [cats, others, nested] = ["cats", "others", "cats/b"].map(|name| folder.path(name));
    refused(std::slice::from_ref(&cats), &[nested], "is among the cats and among the other things");
    refused(
        &[folder.path("none")],
        std::slice::from_ref(&others),
        "0 pictures of cats could be read: 2 at least",
    );
    refused(
        std::slice::from_ref(&cats),
        &[folder.path("others/a/c/1.png")],
        "1 picture of other things could",
    );
    fs::create_dir(folder.path("empty")).unwrap();
    refused(&[folder.path("empty")], &[others], "0 pictures of cats could be read");
    refused(&[cats], &[], "0 pictures of other things could be read");
}

/// Links may lead in a circle.
#[cfg(unix)]
#[test]
fn links_to_folders_are_followed_only_where_they_are_named() {
    let (folder, pictures) = pictures();
    let expected = read(&pictures).0.unwrap();
    std::os::unix::fs::symlink(folder.path("cats"), folder.path("cats/b/circle")).unwrap();
    std::os::unix::fs::symlink(folder.path("cats"), folder.path("link")).unwrap();
    let named = OwnPictures { cats: vec![folder.path("link")], ..pictures };
    let (dataset, unread) = read(&named);
    assert!(dataset.unwrap() == expected);
    assert!(unread.iter().any(|error| error.contains("circle: this is a folder")), "{unread:?}");
}
