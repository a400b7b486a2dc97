//! The `bench` command. A test program of its own, because what measures should run alone.

mod common {
    pub mod folder;
    pub mod run;
}

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::common::run::{succeed, tiny};
use purrceptron::formats::json::Value;
use purrceptron::processor::Isa;

const RUNGS: [&str; 6] = ["naive", "reordered", "blocked", "packed", "production", "threads"];
const IN_TRAINING: [&str; 3] = ["packed once", "packed as bytes", "as in training"];

/// Runs the program on a tiny data set, while no other test does.
fn bench_alone(options: &[&str]) -> String {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    succeed(&tiny().path(""), &[&["bench", "--quick"], options].concat())
}

/// A number that is positive and finite.
#[track_caller]
fn positive(value: &Value) -> f64 {
    let number = value.as_f64().unwrap();
    assert!(number > 0.0 && number.is_finite(), "{number}");
    number
}

/// By the folder that cargo has put the program into.
fn is_release() -> bool {
    Path::new(env!("CARGO_BIN_EXE_purrceptron")).parent().unwrap().ends_with("release")
}

#[test]
fn json_is_one_object_of_believable_figures() {
    let text = bench_alone(&["--json", "--threads", "2"]);
    let json = Value::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));

    assert_eq!(json["version"].as_str().unwrap(), env!("CARGO_PKG_VERSION"));
    assert!(json["compiler"].as_str().unwrap().starts_with("rustc 1."), "{text}");
    assert!(!json["cpu"].as_str().unwrap().is_empty());
    assert_eq!(json["release"], Value::Bool(is_release()));
    assert_eq!(json["quick"], Value::Bool(true));
    assert_eq!(json["threads"].as_f64().unwrap(), 2.0);
    assert!(json["cores"].as_f64().unwrap() >= 1.0);
    let kernels: Vec<&str> =
        json["kernels"].as_array().unwrap().iter().map(|kernel| kernel.as_str().unwrap()).collect();
    assert_eq!(kernels, Isa::available().map(Isa::name).collect::<Vec<_>>());
    assert_eq!(json["kernel"].as_str().unwrap(), kernels[0]);
    let peak = &json["peak_gflops"];
    let [one_core, all_threads] = ["one_core", "all_threads"].map(|which| positive(&peak[which]));

    let products = json["products"].as_array().unwrap();
    assert!(products.len() >= 8, "{text}");
    for (place, product) in products.iter().enumerate() {
        let names: Vec<&str> = product["rungs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|rung| rung["name"].as_str().unwrap())
            .collect();
        let in_training = if place < 2 { &IN_TRAINING[..] } else { &[] };
        assert_eq!(names, [&RUNGS[..], in_training].concat());
        let operations: f64 =
            2.0 * ["m", "k", "n"].map(|size| positive(&product[size])).iter().product::<f64>();
        for rung in product["rungs"].as_array().unwrap() {
            let [best, median] = ["best", "median"].map(|which| {
                let seconds = positive(&rung[&format!("{which}_seconds")[..]]);
                let gflops = positive(&rung[&format!("{which}_gflops")[..]]);
                assert!((gflops * seconds * 1e9 / operations - 1.0).abs() < 1e-9, "{rung:?}");
                seconds
            });
            assert!(best <= median, "{rung:?}");
            assert!(positive(&rung["measurements"]) >= 1.0, "{rung:?}");
            let (share, threads) = (positive(&rung["share_of_peak"]), positive(&rung["threads"]));
            let peak = if threads == 1.0 { one_core } else { all_threads };
            assert!((share * peak / rung["best_gflops"].as_f64().unwrap() - 1.0).abs() < 1e-9);
            // What was faster than every peak that was measured is the peak.
            assert!(share <= 1.0 + 1e-9, "{share} of {peak}: {rung:?}");
        }
    }
    assert_eq!(products[0]["k"].as_f64().unwrap(), 12288.0);

    assert_eq!(json["data"]["name"].as_str().unwrap(), "custom");
    assert_eq!(json["data"]["train"].as_f64().unwrap(), 2.0);
    let names = json["training"].as_array().unwrap().iter().map(|model| {
        let ratio = positive(&model["textbook_seconds"]) / positive(&model["sample_space_seconds"]);
        assert!((positive(&model["ratio"]) / ratio - 1.0).abs() < 1e-9, "{model:?}");
        assert_eq!(model["iterations"].as_f64().unwrap(), 200.0);
        assert!(model["of_iterations"].as_f64().unwrap() >= 2000.0);
        model["name"].as_str().unwrap()
    });
    assert_eq!(names.collect::<Vec<_>>(), ["logistic", "two-layer", "deep"]);
}

#[test]
fn the_tables_fit_80_columns_and_say_what_was_run() {
    let text = bench_alone(&["--kernel", "portable", "--threads", "1"]);
    for expected in [
        "kernel   portable (this CPU can run: ",
        "threads  1 on ",
        "GFLOP/s on one core",
        "every result is equal to the naive one's",
        "20×12288 · 12288×209: W1·X of the deep network\n  naive  ",
        "  as in training  ",
        "data: pictures of your own (data/course)\n      2 to train with (1 cat), ",
        "--quick: not all iterations, but the first 200.",
        "  deep network             200",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert_eq!(text.contains("not a release build"), !is_release(), "{text}");
    let widest = text.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(80), "{widest:?}: {text}");
}
