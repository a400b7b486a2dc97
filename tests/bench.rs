//! The `bench` command. A test program of its own, because what measures should run alone.

mod common {
    pub mod folder;
    pub mod json;
    pub mod run;
}

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::common::json::{Json, parse};
use crate::common::run::{succeed, tiny};
use purrceptron::processor::Isa;

const RUNGS: [&str; 6] = ["naive", "reordered", "blocked", "packed", "production", "threads"];
const IN_TRAINING: [&str; 3] = ["packed once", "packed as bytes", "as in training"];

/// Runs the program on a tiny data set, while no other test does.
fn bench_alone(options: &[&str]) -> String {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    succeed(&tiny().path(""), &[&["bench", "--quick"], options].concat())
}

/// By the folder that cargo has put the program into.
fn is_release() -> bool {
    Path::new(env!("CARGO_BIN_EXE_purrceptron")).parent().unwrap().ends_with("release")
}

#[test]
fn json_is_one_object_of_believable_figures() {
    let text = bench_alone(&["--json", "--threads", "2"]);
    let json = parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));

    assert_eq!(json.get("version").text(), env!("CARGO_PKG_VERSION"));
    assert!(json.get("compiler").text().starts_with("rustc 1."), "{text}");
    assert!(!json.get("cpu").text().is_empty());
    assert_eq!(json.get("release"), &Json::Bool(is_release()));
    assert_eq!(json.get("quick"), &Json::Bool(true));
    assert_eq!(json.get("threads").number(), 2.0);
    assert!(json.get("cores").number() >= 1.0);
    let kernels: Vec<&str> = json.get("kernels").list().iter().map(Json::text).collect();
    assert_eq!(kernels, Isa::available().map(Isa::name).collect::<Vec<_>>());
    assert_eq!(json.get("kernel").text(), kernels[0]);
    let peak = json.get("peak_gflops");
    let [one_core, all_threads] =
        ["one_core", "all_threads"].map(|which| peak.get(which).positive());

    let products = json.get("products").list();
    assert!(products.len() >= 8, "{text}");
    for (place, product) in products.iter().enumerate() {
        let names: Vec<&str> =
            product.get("rungs").list().iter().map(|rung| rung.get("name").text()).collect();
        let in_training = if place < 2 { &IN_TRAINING[..] } else { &[] };
        assert_eq!(names, [&RUNGS[..], in_training].concat());
        let operations: f64 =
            2.0 * ["m", "k", "n"].map(|size| product.get(size).positive()).iter().product::<f64>();
        for rung in product.get("rungs").list() {
            let [best, median] = ["best", "median"].map(|which| {
                let seconds = rung.get(&format!("{which}_seconds")).positive();
                let gflops = rung.get(&format!("{which}_gflops")).positive();
                assert!((gflops * seconds * 1e9 / operations - 1.0).abs() < 1e-9, "{rung:?}");
                seconds
            });
            assert!(best <= median, "{rung:?}");
            assert!(rung.get("measurements").positive() >= 1.0, "{rung:?}");
            let (share, threads) =
                (rung.get("share_of_peak").positive(), rung.get("threads").positive());
            let peak = if threads == 1.0 { one_core } else { all_threads };
            assert!((share * peak / rung.get("best_gflops").number() - 1.0).abs() < 1e-9);
            // No core does more than its peak. The peak of all was measured in one moment, in which
            // another program may have had one of them; so it is not what all can be held against.
            assert!(share * peak <= 1.25 * threads * one_core, "{share} of {peak}: {rung:?}");
        }
    }
    assert_eq!(products[0].get("k").number(), 12288.0);

    assert_eq!(json.get("data").get("name").text(), "custom");
    assert_eq!(json.get("data").get("train").number(), 2.0);
    let names = json.get("training").list().iter().map(|model| {
        let ratio =
            model.get("textbook_seconds").positive() / model.get("sample_space_seconds").positive();
        assert!((model.get("ratio").positive() / ratio - 1.0).abs() < 1e-9, "{model:?}");
        assert_eq!(model.get("iterations").number(), 200.0);
        assert!(model.get("of_iterations").number() >= 2000.0);
        model.get("name").text()
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
        "data: pictures of your own (data/course)",
        "--quick: not all iterations, but the first 200.",
        "  deep network             200",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert_eq!(text.contains("not a release build"), !is_release(), "{text}");
    let widest = text.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(80), "{widest:?}: {text}");
}
