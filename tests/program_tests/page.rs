//! The page of the built-in pictures: it loads nothing, and its numbers are those of the library.

use std::fs;

use crate::common::close::assert_near;
use crate::common::folder::Folder;
use crate::common::run::succeed;
use purrceptron::dataset::{Dataset, FEATURES};
use purrceptron::first_layer::Engine;
use purrceptron::formats::json::Value;
use purrceptron::logistic;
use purrceptron::matrix::Matrix;
use purrceptron::network::{Layer, Parameters, l_layer_model, probabilities, two_layer_model};
use purrceptron::training::Hyperparameters;

/// The page of the built-in pictures, written by `report`.
fn drawn() -> String {
    let folder = Folder::new("report");
    let text = succeed(&folder.path(""), &["report"]);
    let page = fs::read(folder.path("purrceptron.html")).unwrap();
    assert!(page.len() < 6_000_000, "{} bytes", page.len());
    let size = format!("purrceptron.html: {:.1} MB\n", page.len() as f64 / 1e6);
    assert!(
        text.starts_with("data: drawn pictures (built in)\n") && text.contains(&size),
        "{text}"
    );
    assert!(text.contains("\n  file:///") && text.ends_with("purrceptron.html\n"), "{text}");
    assert_eq!(fs::read_dir(folder.path("")).unwrap().count(), 1, "only the page is left");
    String::from_utf8(page).unwrap()
}

/// The data block of a page.
pub fn data(page: &str) -> Value {
    let block = page.split("<script type=\"application/json\" id=\"data\">").nth(1).unwrap();
    Value::parse(block.split("</script>").next().unwrap()).unwrap()
}

#[test]
fn the_page_is_whole_and_loads_nothing() {
    let page = drawn();
    let template = include_str!("../../src/report/page.html");
    let names: Vec<&str> =
        template.split("{{").skip(1).map(|after| after.split_once("}}").unwrap().0).collect();
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
        "<h3>One neuron</h3>",
        "<h3>Two layers: the 7 neurons of its first layer</h3>",
        "<h3>Deep network: the 20 neurons of its first layer</h3>",
        "<h3>One neuron, trained with several learning rates: 1500 iterations each</h3>",
        "learning rate 0.0001",
        "The course publishes figures of this comparison for its own photographs only",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    let neurons = page.split("id=\"filters\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert_eq!(neurons.matches("<figure").count(), 1 + 7 + 20, "every neuron of every first layer");
    assert_eq!(neurons.matches("<img").count(), 1 + 2 * (7 + 20), "with what training has added");
    assert!(!page.contains("class=\"publish\""), "drawn pictures may be published");
    assert!(!page.contains("course: "), "the course says nothing of drawn pictures");
}

/// Asserts that the page contains no URL of another place, neither in an attribute nor in a script.
pub fn assert_loads_nothing(page: &str) {
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

/// The course's three models, trained by the library with the hyper-parameters of the program.
fn models(dataset: &Dataset) -> [Parameters; 3] {
    let (x, y) = (dataset.train.x(), dataset.train.y());
    let hyperparameters = |iterations, learning_rate| Hyperparameters {
        engine: Engine::SampleSpace,
        ..Hyperparameters::new(iterations, learning_rate)
    };
    let neuron = logistic::model(&x, &y, &hyperparameters(2000, 0.005), |_, _| ()).unwrap().neuron;
    let (w, b) = (neuron.w.t().to_matrix(), Matrix::from([[neuron.b]]));
    let layers = hyperparameters(2500, 0.0075);
    [
        vec![Layer { w, b }],
        two_layer_model(&x, &y, [FEATURES, 7, 1], &layers, |_, _| ()).unwrap().parameters,
        l_layer_model(&x, &y, &[FEATURES, 20, 7, 5, 1], &layers, |_, _| ()).unwrap().parameters,
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

/// Decodes Base64 (RFC 4648).
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

/// Asserts that tags are closed in their order, that attributes are quoted, and that no text contains
/// `<` or `&`. Returns the ids.
fn check_xml(xml: &str) -> Vec<String> {
    let (mut open, mut ids) = (Vec::new(), Vec::new());
    let mut pieces = xml.split('<');
    assert_eq!(pieces.next(), Some(""));
    for piece in pieces {
        let (tag, text) = piece.split_once('>').expect("> after <");
        for entity in text.split('&').skip(1) {
            let name = entity.split(';').next().unwrap();
            assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name), "&{entity}");
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        while !attributes.is_empty() {
            let (attribute, after) = attributes.split_once("=\"").expect("a quoted attribute");
            let (value, after) = after.split_once('"').expect("the other quote");
            assert!(attribute.chars().all(|c| c.is_ascii_alphabetic() || c == '-'), "{attribute}");
            if attribute == "id" {
                ids.push(value.to_string());
            }
            attributes = after.strip_prefix(' ').unwrap_or(after);
        }
        if !closed {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    ids
}
