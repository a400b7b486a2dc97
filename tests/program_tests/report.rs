//! The `report` command: what it writes and refuses, and pages of unusual models and data sets.

use std::fs;

use super::page::{assert_loads_nothing, data};
use super::refused::assert_refused;
use crate::common::folder::Folder;
use crate::common::photographs::photograph_files;
use crate::common::run::{run_in, stderr, succeed, tiny};
use purrceptron::course;
use purrceptron::dataset::{Dataset, FEATURES};
use purrceptron::formats::json::Value;
use purrceptron::matrix::Matrix;
use purrceptron::model::{Model, Training};
use purrceptron::network::Layer;
use purrceptron::report::{Rate, Report, Subject};

/// The name of a folder is escaped, whatever it contains.
#[cfg(unix)]
#[test]
fn names_are_escaped() {
    for name in ["</script><script>alert(1)</script>", "\"><img src=x>", "{{results}}&amp;\u{1b}"] {
        let folder = Folder::new("names");
        succeed(&folder.path(""), &["draw", "--into", name, "--train", "2", "--test", "1"]);
        let text = succeed(&folder.path(""), &["report", "--data", name]);
        assert!(!text.contains('\u{1b}'), "{text}");
        let page = fs::read_to_string(folder.path("purrceptron.html")).unwrap();
        assert!(!page.contains(name) && !page.contains("<img src=x"), "{name}");
        let [amp, lt, gt, quot] = ["&amp;", "&lt;", "&gt;", "&quot;"];
        let escaped = name.replace('&', amp).replace('<', lt).replace('>', gt).replace('"', quot);
        let escaped = escaped.replace('\u{1b}', "\\u{1b}");
        assert!(page.contains(&format!("pictures of your own ({escaped})")), "{escaped}");
        assert_eq!(page.matches("<script").count(), 2);
    }
}

#[test]
fn a_page_is_replaced_whole_or_not_at_all() {
    let folder = tiny();
    let out = folder.path("page.html");
    fs::write(&out, "old").unwrap();
    succeed(&folder.path(""), &["report", "--out", "page.html"]);
    let page = fs::read_to_string(&out).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 2, "the data and the page");
    assert_refused(&["report", "--out", "."], 1, ".: this is a folder, the name of a file is");
    assert_refused(
        &["report", "--out", "no/such.html"],
        1,
        "no/such.html: there is no such folder",
    );
    assert_refused(&["report", "--out", ""], 2, "--out is empty");
    assert_refused(&["report", "--out", "/"], 1, "/: this is a folder");
    assert_refused(&["report", "page.html"], 2, "`report` takes no `page.html`");
    #[cfg(unix)]
    assert_refused(&["report", "--out", "/dev/null"], 1, "/dev/null: this is a device or a pipe");
}

/// A limit to the length of files has the effect of a disk that becomes full while the page is written.
#[cfg(target_os = "linux")]
#[test]
fn a_page_that_cannot_be_written_leaves_the_old_one() {
    use crate::common::run::isolated;
    let folder = tiny();
    fs::write(folder.path("page.html"), "old").unwrap();
    let script = "trap '' XFSZ; ulimit -f 100; exec \"$0\" report --out page.html";
    let words = ["-c", script, env!("CARGO_BIN_EXE_purrceptron")];
    let output = isolated("sh", &folder.path("")).args(words).output().unwrap();
    let error = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.starts_with("error: page.html: "), "{error}");
    assert_eq!(fs::read_to_string(folder.path("page.html")).unwrap(), "old");
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 2, "nothing else is left");
}

#[cfg(unix)]
#[test]
fn the_target_of_a_link_is_replaced() {
    let folder = tiny();
    fs::write(folder.path("page.html"), "old").unwrap();
    std::os::unix::fs::symlink("page.html", folder.path("link.html")).unwrap();
    succeed(&folder.path(""), &["report", "--out", "link.html"]);
    assert!(folder.path("link.html").is_symlink());
    assert!(fs::read_to_string(folder.path("page.html")).unwrap().starts_with("<!doctype"));
}

/// A model that gives every picture the same probability.
fn subject(dataset: &Dataset, bias: f64) -> Subject {
    let layer = Layer { w: Matrix::zeros(1, FEATURES), b: Matrix::from([[bias]]) };
    let model = Model { parameters: vec![layer], training: None };
    let pictures = [&dataset.train.x(), &dataset.test.x()];
    Subject::new(["saved", "saved model"], model, dataset, pictures)
}

fn page_of(dataset: &Dataset, subject: Subject, rates: &[Rate]) -> Result<String, String> {
    let report =
        Report { dataset, title: "a < b", made_with: "a & b", subjects: &[subject], rates };
    report.page().map_err(|error| error.to_string())
}

#[test]
fn a_model_without_its_history() {
    let dataset = Dataset::drawn();
    let page = page_of(&dataset, subject(&dataset, 1.0), &[]).unwrap();
    assert!(page.contains("a &lt; b") && page.contains("a &amp; b"));
    assert_eq!(page.matches("This model comes from a file").count(), 2);
    assert!(page.contains("33 of 50"));
    let data = data(&page);
    let model = &data["models"][0];
    assert_eq!(model["learning_rate"], Value::Null);
    assert_eq!(model["iterations"], Value::Null);
    assert_eq!(page.matches("<figure").count() - 17, 1, "17 mistakes, one neuron");
}

/// The page of a model that `train` has saved, in a file whose name contains HTML.
#[cfg(unix)]
#[test]
fn a_saved_model_gets_a_page_of_its_own() {
    let folder = tiny();
    let name = "\"><b><script>.safetensors";
    let words = ["train", "--layers", "30", "--iterations", "200", "--engine", "sample-space"];
    succeed(&folder.path(""), &[&words[..], &["--save", name]].concat());
    let text = succeed(&folder.path(""), &["report", "--model", name]);
    assert!(text.contains("purrceptron.html: "), "{text}");
    let page = fs::read_to_string(folder.path("purrceptron.html")).unwrap();
    assert_loads_nothing(&page);
    let model = Model::read(&folder.path(name)).unwrap();
    let data = data(&page);
    let found = data["models"].as_array().unwrap();
    assert_eq!(found.len(), 1);
    let one = Dataset::load(&folder.path("data/course")).unwrap();
    let probability = found[0]["test_probabilities"][0].as_f64().unwrap();
    assert_eq!(probability, model.probabilities(&one.test.x())[(0, 0)]);
    assert_eq!(found[0]["name"].as_str().unwrap(), "saved");
    assert_eq!(found[0]["iterations"].as_f64().unwrap(), 200.0);
    for expected in [
        "model &quot;&gt;&lt;b&gt;&lt;script&gt;.safetensors, trained on custom data: \
         200 iterations with learning rate 0.0075",
        "Saved model: the 30 neurons of its first layer",
        "publish it only if you may publish them",
        "<br>added ±",
        "This model comes from a file",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
}

/// The metadata of a file are escaped, and a page is made even if they are nonsense.
#[test]
fn the_metadata_of_a_file_are_escaped() {
    let (folder, dataset) = (tiny(), Dataset::drawn());
    let mut model = subject(&dataset, 0.5).model;
    let evil = "</script><script>alert(1)</script>";
    for initialization in ["scaled", evil] {
        model.training = Some(Training {
            data: evil.into(),
            engine: evil.into(),
            iterations: usize::MAX,
            learning_rate: f64::MAX,
            initialization: initialization.into(),
            seed: Some(7),
            cost: -1.0,
            train_accuracy: -1.0,
            test_accuracy: 7.0,
        });
        model.write(&folder.path("evil.safetensors")).unwrap();
        succeed(&folder.path(""), &["report", "--model", "evil.safetensors"]);
        let page = fs::read_to_string(folder.path("purrceptron.html")).unwrap();
        assert_eq!(page.matches("<script").count(), 2);
        assert!(page.contains("on &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; data"));
        let data = data(&page);
        assert_eq!(data["models"][0]["learning_rate"].as_f64().unwrap(), f64::MAX);
    }
}

#[test]
fn a_model_with_other_inputs_is_refused() {
    let folder = tiny();
    let layer = Layer { w: Matrix::zeros(1, 3), b: Matrix::zeros(1, 1) };
    let model = Model { parameters: vec![layer], training: None };
    model.write(&folder.path("three.safetensors")).unwrap();
    let output = run_in(&folder.path(""), &["report", "--model", "three.safetensors"]);
    let error = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains("three.safetensors: this model takes 3 numbers"), "{error}");
    assert!(!folder.path("purrceptron.html").exists());
    assert_refused(&["report", "--model", "none"], 1, "none: there is no such file");
}

#[test]
fn numbers_that_no_page_can_hold_are_refused() {
    let dataset = Dataset::drawn();
    let huge = page_of(&dataset, subject(&dataset, 1e39), &[]).unwrap_err();
    assert!(huge.contains("32-bit numbers") && huge.ends_with("1e39"), "{huge}");
    let nan = page_of(&dataset, subject(&dataset, f64::NAN), &[]).unwrap_err();
    assert!(nan.contains("are not numbers"), "{nan}");
    let mut many = subject(&dataset, 0.0);
    many.model.parameters[0].w = Matrix::zeros(1400, FEATURES);
    let many = page_of(&dataset, many, &[]).unwrap_err();
    assert!(many.contains("17203201 weights"), "{many}");
}

#[test]
fn a_learning_rate_whose_cost_becomes_infinite_is_a_result() {
    let dataset = Dataset::drawn();
    let mut subject = subject(&dataset, 0.0);
    subject.costs = vec![(0, 0.7), (100, 0.6)];
    let rates = [Rate { learning_rate: 1e6, published: None, outcome: Err(12) }];
    let page = page_of(&dataset, subject, &rates).unwrap();
    assert!(page.contains("was no longer a number at iteration 12"));
}

/// The page of a large test set must not be too large for a browser.
#[test]
fn the_page_of_many_pictures_holds_the_first_ones() {
    let folder = Folder::new("many");
    let words = ["draw", "--into", "data/course", "--train", "2", "--test", "300"];
    succeed(&folder.path(""), &words);
    succeed(&folder.path(""), &["report"]);
    let page = fs::read_to_string(folder.path("purrceptron.html")).unwrap();
    assert!(page.len() < 8_000_000, "{} bytes", page.len());
    assert_loads_nothing(&page);
    let data = data(&page);
    assert_eq!(data["data"]["test"].as_f64().unwrap(), 300.0);
    assert_eq!(data["test"]["labels"].as_array().unwrap().len(), 150);
    assert_eq!(data["models"][0]["test_probabilities"].as_array().unwrap().len(), 150);
    assert!(page.contains(" The first 60 are shown.</p>"));
}

#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn the_page_of_the_photographs_has_the_courses_numbers_beside() {
    let folder = Folder::new("course");
    let (train, test) = photograph_files();
    let (train, test) = (train.to_str().unwrap(), test.to_str().unwrap());
    succeed(&folder.path(""), &["import", train, test]);
    let text = succeed(&folder.path(""), &["report"]);
    assert!(text.contains("\nKeep it to yourself: it contains photographs of"), "{text}");
    let page = fs::read_to_string(folder.path("purrceptron.html")).unwrap();
    assert!(page.len() < 6_000_000, "{} bytes", page.len());
    let page = page.replace('\u{a0}', " ").replace("&nbsp;", " ");
    for expected in [
        "the course&#39;s photographs (data/course)",
        "<td>99.04 %<br><small>course: 99.04 %</small></td><td>70 %<br><small>course: 70 %</small>",
        "<td>100 %<br><small>course: 100 %</small></td><td>72 %<br><small>course: 72 %</small>",
        "<td>98.56 %<br><small>course: 98.56 %</small></td><td>80 %<br><small>course: 80 %</small>",
        "67 to 89 %<br><small>40 of 50</small>",
        "Always “cat”</th><td>34.45 %</td><td>66 %",
        "<td>99.52 %<br><small>course: 99.52 %</small></td><td>68 %<br><small>course: 68 %</small></td>",
        "<td>89.00 %<br><small>course: 89.00 %</small></td><td>64 %<br><small>course: 64 %</small></td>",
        "<td>68.42 %<br><small>course: 68.42 %</small></td><td>36 %<br><small>course: 36 %</small>",
        "prints the accuracies. The costs it only draws",
        "Keep this page to yourself.</strong> It contains test photographs of the course",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    let all = course::MODELS.iter().map(|model| &model.published);
    let costs: usize = all.map(|p| p.costs.len() + usize::from(p.last_cost.is_some())).sum();
    assert_eq!(page.matches("<circle").count(), costs + 1, "every cost, and one in the legend");
}
