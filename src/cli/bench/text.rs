//! What `bench` prints for people: tables of at most 80 columns.

use super::{Effort, Measured, Peak, Product, Training, gflops, is_release, share_of_peak};
use crate::cli::processor;
use crate::dataset::{Dataset, Source};
use crate::processor::{Isa, Processor};

/// The program, the compiler and the processor.
pub fn machine() -> String {
    let mut text =
        format!("purrceptron {}, {}\n", env!("CARGO_PKG_VERSION"), env!("PURRCEPTRON_RUSTC"));
    if !is_release() {
        text += "This is not a release build, and not as fast as one: cargo run --release\n";
    }
    let kernels: Vec<&str> = Isa::available().map(Isa::name).collect();
    let Processor { isa, threads } = Processor::current();
    text + &format!(
        "CPU      {}\nkernel   {} (this CPU can run: {})\nthreads  {} on {} cores\n",
        processor::cpu_name(),
        isa.name(),
        kernels.join(", "),
        threads,
        processor::cores()
    )
}

/// What the products are measured against.
pub fn peak(peak: &Peak) -> String {
    let Peak { one_core, all_threads, least } = peak;
    let mut text =
        format!("peak     {one_core:.1} GFLOP/s on one core, {all_threads:.1} on all threads\n");
    if peak.is_disturbed() {
        text += &format!(
            "         One core did only {least:.1} at another moment: other programs are running.\n"
        );
    }
    if peak.is_short() {
        text += "         The cores share something, or were not all free: shares may mislead.\n";
    }
    text
}

/// Above the ladder.
pub fn ladder_head(effort: &Effort) -> String {
    let quick = if effort.quick { "--quick: without 1024×1024, and fewer runs.\n" } else { "" };
    format!(
        "\nThe ladder: every result is equal to the naive one's.\n{quick}\n\
         {:18}{:>12}{:>12}{:>14}{:>12}{:>10}\n{:18}{:>12}{:>12}{:>14}{:>12}{:>10}\n",
        "",
        "best",
        "median",
        "best",
        "median",
        "best",
        "",
        "time",
        "time",
        "GFLOP/s",
        "GFLOP/s",
        "of peak"
    )
}

/// One product on every rung.
pub fn rungs(product: &Product, rungs: &[Measured], peak: &Peak) -> String {
    let colon = if product.title.is_empty() { "" } else { ": " };
    let mut text = format!("{}{colon}{}\n", product.shapes(), product.title);
    for rung in rungs {
        let timing = &rung.timing;
        text += &format!(
            "  {:16}{:>12}{:>12}{:>14.2}{:>12.2}{:>8.1} %\n",
            rung.rung,
            duration(timing.best),
            duration(timing.median),
            gflops(product, timing.best),
            gflops(product, timing.median),
            100.0 * share_of_peak(peak, product, rung)
        );
    }
    text
}

/// Above the training times.
pub fn training_head(dataset: &Dataset, source: &Source, effort: &Effort) -> String {
    let quick = match effort.quick {
        false => String::new(),
        true => format!(
            "--quick: not all iterations, but the first {}. What comes before them weighs\n\
             more then, which makes the ratio smaller than that of a whole training.\n",
            effort.iterations
        ),
    };
    format!(
        "\nTraining, {} examples\ndata: {} ({})\n{quick}\n{:18}{:>12}{:>14}{:>14}{:>10}\n",
        dataset.train.count(),
        dataset.name().describe(),
        source.describe(),
        "",
        "iterations",
        "textbook",
        "sample-space",
        "ratio"
    )
}

/// One model's training.
pub fn training(training: &Training) -> String {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "—".into());
    format!(
        "  {:16}{:>12}{:>14}{:>14}{:>10}\n",
        training.model.plan.title,
        training.iterations,
        duration(training.textbook),
        or_dash(training.sample_space.map(duration)),
        or_dash(training.ratio().map(|ratio| format!("{ratio:.1}")))
    )
}

/// Three or four digits and the unit that fits.
fn duration(seconds: f64) -> String {
    let (number, unit) = match seconds {
        s if s < 1e-3 => (s * 1e6, "µs"),
        s if s < 1.0 => (s * 1e3, "ms"),
        s => (s, "s"),
    };
    format!("{number:.*} {unit}", if number < 100.0 { 2 } else { 1 })
}
