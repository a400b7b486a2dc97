//! What `bench --json` prints. Every number is finite: no time is shorter than a nanosecond.

use super::peak::Peak;
use super::products::{Measured, Product};
use super::training::Training;
use crate::cli::processor;
use crate::dataset::{Dataset, FEATURES};
use crate::formats::json::Value;
use crate::processor::{Isa, Processor};

/// All results as one object.
pub fn object(
    quick: bool,
    peak: &Peak,
    ladder: &[(&Product, Vec<Measured>)],
    dataset: &Dataset,
    trainings: &[Training],
) -> Value {
    let Processor { isa, threads } = Processor::current();
    let peaks = [("one_core", peak.one_core.into()), ("all_threads", peak.all_threads.into())];
    let data = [
        ("name", dataset.name().id().into()),
        ("train", dataset.train.count().into()),
        ("features", FEATURES.into()),
    ];
    Value::object([
        ("version", env!("CARGO_PKG_VERSION").into()),
        ("compiler", env!("PURRCEPTRON_RUSTC").into()),
        ("release", (env!("PURRCEPTRON_PROFILE") == "release").into()),
        ("cpu", processor::cpu_name().into()),
        ("cores", processor::cores().into()),
        ("kernels", Isa::available().map(Isa::name).collect()),
        ("kernel", isa.name().into()),
        ("threads", threads.into()),
        ("quick", quick.into()),
        ("peak_gflops", Value::object(peaks)),
        ("products", ladder.iter().map(|(product, rungs)| climb(product, rungs, peak)).collect()),
        ("data", Value::object(data)),
        ("training", trainings.iter().map(training).collect()),
    ])
}

fn climb(product: &Product, rungs: &[Measured], peak: &Peak) -> Value {
    let [m, k, n] = product.sizes;
    let rung = |Measured { rung, threads, timing }: &Measured| {
        let [best, median] = [timing.best, timing.median].map(|time| product.gflops(time));
        Value::object([
            ("name", (*rung).into()),
            ("threads", (*threads).into()),
            ("measurements", timing.measurements.into()),
            ("best_seconds", timing.best.into()),
            ("median_seconds", timing.median.into()),
            ("best_gflops", best.into()),
            ("median_gflops", median.into()),
            ("share_of_peak", (best / peak.of(*threads)).into()),
        ])
    };
    Value::object([
        ("title", product.title.into()),
        ("m", m.into()),
        ("k", k.into()),
        ("n", n.into()),
        ("rungs", rungs.iter().map(rung).collect()),
    ])
}

fn training(training: &Training) -> Value {
    let plan = &training.model.plan;
    Value::object([
        ("name", plan.name.into()),
        ("iterations", training.iterations.into()),
        ("of_iterations", plan.hyperparameters.num_iterations.into()),
        ("textbook_seconds", training.textbook.into()),
        ("sample_space_seconds", training.sample_space.into()),
        ("ratio", training.ratio().into()),
    ])
}
