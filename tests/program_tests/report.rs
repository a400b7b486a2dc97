//! The page: everything is in it, nothing is loaded, and its numbers are the library's.

use std::fs;

use super::refused::assert_refused;
use crate::common::close::assert_near;
use crate::common::folder::Folder;
use crate::common::photographs::photograph_files;
use crate::common::run::{succeed, tiny};
use purrceptron::dataset::{Dataset, FEATURES};
use purrceptron::first_layer::Engine;
use purrceptron::formats::json::Value;
use purrceptron::matrix::Matrix;
use purrceptron::model::{Model, Training};
use purrceptron::network::{Layer, Parameters, l_layer_model, probabilities, two_layer_model};
use purrceptron::report::{Rate, Report, Subject};
use purrceptron::training::Hyperparameters;
use purrceptron::{course, logistic};

/// The page of the built-in pictures, as a reader gets it.
fn drawn() -> String {
    let folder = Folder::new("report");
    let text = succeed(&folder.path(""), &["report"]);
    let page = fs::read(folder.path("purrceptron.html")).unwrap();
    assert!(page.len() < 6_000_000, "{} bytes", page.len());
    let size = format!("purrceptron.html: {:.1} MB\n", page.len() as f64 / 1e6);
    assert!(text.contains("data: drawn pictures (built in)\n") && text.contains(&size), "{text}");
    assert!(text.contains("\n  file:///") && text.ends_with("purrceptron.html\n"), "{text}");
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 1, "only the page is left");
    String::from_utf8(page).unwrap()
}

/// The data block.
fn data(page: &str) -> Value {
    let block = page.split("<script type=\"application/json\" id=\"data\">").nth(1).unwrap();
    Value::parse(block.split("</script>").next().unwrap()).unwrap()
}

#[test]
fn the_page_is_whole_and_loads_nothing() {
    let page = drawn();
    let template = include_str!("../../src/report/page.html");
    let names: Vec<&str> =
        template.split("{{").skip(1).map(|rest| rest.split_once("}}").unwrap().0).collect();
    assert!(names.len() >= 12, "{names:?}");
    for name in names {
        assert!(!page.contains(&format!("{{{{{name}}}}}")), "{name} is left over");
    }
    assert_loads_nothing(&page);
    for expected in [
        "drawn pictures (built in)",
        "sample-space engine",
        "36 of 50",
        "38 of 50",
        "41 of 50",
        "The 20 neurons of the deep network’s first layer",
        "learning rate 0.0001",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    assert!(!page.contains("course: "), "the course says nothing of drawn pictures");
}

/// No address of anywhere, and no attribute that leads out of the page.
fn assert_loads_nothing(page: &str) {
    let page = page.replace("\"http://www.w3.org/2000/svg\"", "\"\"");
    for bad in [
        "http:",
        "https:",
        "url(",
        "@import",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
    ] {
        assert!(!page.contains(bad), "{bad}");
    }
    let mut attributes = 0;
    for name in [" src=", " href="] {
        for value in page.split(name).skip(1) {
            let here = value.starts_with("\"data:") || value.starts_with("\"#");
            assert!(here, "{name}{}", &value[..value.len().min(40)]);
            attributes += 1;
        }
    }
    assert!(attributes > 40, "{attributes}: the pictures are data, too");
    assert_eq!(page.matches("<script").count(), 2, "the data and the page's own");
    assert_eq!(page.matches("</script").count(), 2);
}

/// All three models, trained here as the program does.
fn models(dataset: &Dataset) -> [Parameters; 3] {
    let (x, y) = (dataset.train.x(), dataset.train.y());
    let hyperparameters = |iterations, learning_rate| Hyperparameters {
        engine: Engine::SampleSpace,
        ..Hyperparameters::new(iterations, learning_rate)
    };
    let neuron = logistic::model(&x, &y, &hyperparameters(2000, 0.005), |_| ()).unwrap().neuron;
    let (w, b) = (neuron.w.transpose_vector(), Matrix::from([[neuron.b]]));
    let layers = hyperparameters(2500, 0.0075);
    [
        vec![Layer { w, b }],
        two_layer_model(&x, &y, [FEATURES, 7, 1], &layers, |_| ()).unwrap().parameters,
        l_layer_model(&x, &y, &[FEATURES, 20, 7, 5, 1], &layers, |_| ()).unwrap().parameters,
    ]
}

#[test]
fn the_data_block_holds_the_librarys_models_and_answers() {
    let data = data(&drawn());
    let dataset = Dataset::drawn();
    let expect = |list: &Value, numbers: &mut dyn Iterator<Item = f64>| {
        let list = list.as_array().unwrap();
        assert!(list.iter().map(|number| number.as_f64().unwrap()).eq(numbers));
    };
    assert_eq!(data["version"].as_str().unwrap(), env!("CARGO_PKG_VERSION"));
    assert_eq!(data["data"]["name"].as_str().unwrap(), "drawn");
    let counts = ["train", "test", "train_cats", "test_cats"];
    assert_eq!(counts.map(|name| data["data"][name].as_f64().unwrap()), [209.0, 50.0, 72.0, 33.0]);
    let test = &data["test"];
    expect(&test["labels"], &mut dataset.test.labels.iter().map(|&l| l.into()));
    assert!(decode(test["pictures"].as_str().unwrap()) == dataset.test.pixels);

    let found = data["models"].as_array().unwrap();
    assert_eq!(found.len(), 3);
    let (x, y) = (dataset.test.x(), dataset.test.y());
    let names = ["logistic", "two-layer", "deep"];
    for ((model, parameters), name) in found.iter().zip(models(&dataset)).zip(names) {
        assert_eq!(model["name"].as_str().unwrap(), name);
        let answers = probabilities(&x, &parameters);
        expect(&model["test_probabilities"], &mut answers.as_slice().iter().copied());
        let right = answers.combine(&y, |p, y| f64::from((p > 0.5) == (y == 1.0)));
        let accuracy = right.as_slice().iter().sum::<f64>() / 50.0;
        assert_near(model["test_accuracy"].as_f64().unwrap(), accuracy, 1e-15);
        assert!(model["train_accuracy"].as_f64().unwrap() > 0.9);
        let sizes = parameters.iter().map(|layer| layer.w.rows() as f64);
        expect(&model["layers_dims"], &mut [12288.0].into_iter().chain(sizes));
        let mut weights = Vec::new();
        for Layer { w, b } in &parameters {
            for number in w.as_slice().iter().chain(b.as_slice()) {
                weights.extend((*number as f32).to_le_bytes());
            }
        }
        assert!(decode(model["weights"].as_str().unwrap()) == weights, "{name}");
    }
}

/// RFC 4648 backwards.
fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    assert_eq!(text.len() % 4, 0);
    for letters in text.as_bytes().chunks(4) {
        let value = |letter: u8| match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => panic!("{letter}"),
        };
        let kept = letters.iter().take_while(|letter| **letter != b'=').count();
        let bits = letters[..kept].iter().fold(0, |bits, &l| bits << 6 | u32::from(value(l)));
        bytes.extend(&(bits << (6 * (4 - kept))).to_be_bytes()[1..kept]);
    }
    bytes
}

#[test]
fn the_plots_are_well_formed_and_say_what_they_show() {
    let page = drawn();
    let plots: Vec<&str> = page.split("<svg").skip(1).collect();
    assert_eq!(plots.len(), 3, "costs, learning rates, histogram");
    let mut ids = Vec::new();
    for plot in plots {
        let svg = format!("<svg{}</svg>", plot.split("</svg>").next().unwrap());
        ids.extend(check_xml(&svg));
        for expected in ["viewBox=\"0 0 400 ", "role=\"img\"", "<title id=", "<desc id=", "M46.0 "]
        {
            assert!(svg.contains(expected), "{expected}: {svg}");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
        let labelled = svg.split("aria-labelledby=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(labelled.split(' ').all(|id| svg.contains(&format!(" id=\"{id}\""))), "{labelled}");
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((count, ids.len()), (6, 6), "each id once: {ids:?}");
}

/// Every tag is closed in its order, every attribute quoted, no `<` or `&` in a text. The ids.
fn check_xml(xml: &str) -> Vec<String> {
    let (mut open, mut ids) = (Vec::new(), Vec::new());
    let mut parts = xml.split('<');
    assert_eq!(parts.next(), Some(""));
    for part in parts {
        let (tag, text) = part.split_once('>').expect("> after <");
        for entity in text.split('&').skip(1) {
            let name = entity.split(';').next().unwrap();
            assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name), "&{entity}");
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        while !rest.is_empty() {
            let (attribute, after) = rest.split_once("=\"").expect("a quoted attribute");
            let (value, after) = after.split_once('"').expect("the other quote");
            assert!(attribute.chars().all(|c| c.is_ascii_alphabetic() || c == '-'), "{attribute}");
            if attribute == "id" {
                ids.push(value.to_string());
            }
            rest = after.strip_prefix(' ').unwrap_or(after);
        }
        if !closed {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    ids
}

/// A folder's name is text, whatever it is.
#[cfg(unix)]
#[test]
fn names_stay_text() {
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

/// A disk that is full in the middle, as a limit to the length of a file.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_leaves_the_old_page() {
    use std::process::Command;
    let folder = tiny();
    fs::write(folder.path("page.html"), "old").unwrap();
    let script = "trap '' XFSZ; ulimit -f 100; exec \"$0\" report --out page.html";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_purrceptron")])
        .current_dir(folder.path(""))
        .env_remove("PURRCEPTRON_DATA")
        .output()
        .unwrap();
    let error = crate::common::run::stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.starts_with("error: page.html: "), "{error}");
    assert_eq!(fs::read_to_string(folder.path("page.html")).unwrap(), "old");
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 2, "nothing else is left");
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_replaced() {
    let folder = tiny();
    fs::write(folder.path("page.html"), "old").unwrap();
    std::os::unix::fs::symlink("page.html", folder.path("link.html")).unwrap();
    succeed(&folder.path(""), &["report", "--out", "link.html"]);
    assert!(folder.path("link.html").is_symlink());
    assert!(fs::read_to_string(folder.path("page.html")).unwrap().starts_with("<!doctype"));
}

/// A model that answers the same to everything.
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

/// What `train` has saved, by whatever name.
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
        "The 30 neurons of the saved model’s first layer",
        "The first 24 of them are shown",
        "<br>added ±",
        "This model comes from a file",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
}

/// What a file says of itself is text, too, and need not be true.
#[test]
fn the_metadata_of_a_file_stay_text() {
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
fn a_model_that_is_not_one_for_pictures_is_refused() {
    let folder = tiny();
    let layer = Layer { w: Matrix::zeros(1, 3), b: Matrix::zeros(1, 1) };
    let model = Model { parameters: vec![layer], training: None };
    model.write(&folder.path("three.safetensors")).unwrap();
    let output =
        crate::common::run::run_in(&folder.path(""), &["report", "--model", "three.safetensors"]);
    let error = crate::common::run::stderr(&output);
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
fn a_learning_rate_that_runs_away_is_a_result() {
    let dataset = Dataset::drawn();
    let mut subject = subject(&dataset, 0.0);
    subject.costs = vec![(0, 0.7), (100, 0.6)];
    let rates = [Rate { learning_rate: 1e6, outcome: Err(12) }];
    let page = page_of(&dataset, subject, &rates).unwrap();
    assert!(page.contains("was no longer a number at iteration 12"));
}

/// As many test pictures as anyone has must not make a page that no browser opens.
#[test]
fn the_page_of_many_pictures_holds_some_of_them() {
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
    assert!(page.contains("The first 60 of them are shown"));
}

#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn the_page_of_the_photographs_has_the_courses_numbers_beside() {
    let folder = Folder::new("course");
    let (train, test) = photograph_files();
    let (train, test) = (train.to_str().unwrap(), test.to_str().unwrap());
    succeed(&folder.path(""), &["import", train, test]);
    succeed(&folder.path(""), &["report"]);
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
        "<td>99.52 %</td><td>68 %</td>",
        "<td>68.42 %</td><td>36 %</td>",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    let all = course::MODELS.iter().map(|model| &model.published);
    let costs: usize = all.map(|p| p.costs.len() + usize::from(p.last_cost.is_some())).sum();
    assert_eq!(page.matches("<circle").count(), costs + 1, "every cost, and one in the legend");
}
