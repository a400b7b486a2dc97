//! What `bench` prints for people: tables of at most 80 columns.

use super::peak::Peak;
use super::products::{Measured, Product};
use super::training::Training;
use crate::cli::processor;
use crate::cli::run::describe_data;
use crate::dataset::{Dataset, Source};
use crate::processor::Processor;
use crate::wording::count;

/// The program, the compiler and the processor.
pub fn machine() -> String {
    let mut text =
        format!("purrceptron {}, {}\n", env!("CARGO_PKG_VERSION"), env!("PURRCEPTRON_RUSTC"));
    if env!("PURRCEPTRON_PROFILE") != "release" {
        text += "This is not a release build, and not as fast: cargo run --release -- bench\n";
    }
    let Processor { isa, threads } = Processor::current();
    text + &format!(
        "CPU      {}\nkernel   {} (this CPU can run: {})\nthreads  {threads} on {}\n",
        processor::cpu_name(),
        isa.name(),
        processor::kernels(),
        count(processor::cores(), "core")
    )
}

/// The peaks, and how far they can be trusted.
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
        text += "         All threads together did less than one core times their number: the
         cores share hardware, or other programs took a part of them. In that
         case the shares of the peak on all threads are too large.
";
    }
    text
}

/// All products on every rung.
pub fn ladder(ladder: &[(&Product, Vec<Measured>)], peak: &Peak, quick: bool) -> String {
    let mut text = String::from("\nThe ladder: every result is equal to the naive one's.\n");
    if quick {
        text += "--quick: without 1024×1024, and fewer runs.\n";
    }
    text += "
                          best      median          best      median      best
                          time        time       GFLOP/s     GFLOP/s   of peak
";
    for (product, rungs) in ladder {
        let colon = if product.title.is_empty() { "" } else { ": " };
        text += &format!("{}{colon}{}\n", product.shapes(), product.title);
        for Measured { rung, threads, timing } in rungs {
            let [best, median] = [timing.best, timing.median].map(|time| product.gflops(time));
            text += &format!(
                "  {rung:16}{:>12}{:>12}{best:>14.2}{median:>12.2}{:>8.1} %\n",
                duration(timing.best),
                duration(timing.median),
                100.0 * best / peak.of(*threads)
            );
        }
    }
    text
}

/// The first lines about the training times; `iterations` is how many there are, if not all.
pub fn training_head(dataset: &Dataset, source: &Source, iterations: Option<usize>) -> String {
    let mut text = format!(
        "\nTraining, {}\n{}",
        count(dataset.train.count(), "example"),
        describe_data("data: ", dataset, source)
    );
    if let Some(iterations) = iterations {
        text += &format!(
            "--quick: not all iterations, but the first {iterations}. The work before them weighs\n\
             more then, which makes the ratio smaller than that of a whole training.\n"
        );
    }
    text + "\n                    iterations      textbook  sample-space     ratio\n"
}

/// The training times of one model.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that only a busy machine prints.
    #[test]
    fn a_disturbed_peak_fits_80_columns() {
        let text = peak(&Peak { one_core: 1234.5, all_threads: 1234.5, least: 123.4 });
        assert!(text.contains("One core did only 123.4 at another moment"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        // Whatever the number of cores.
        let text = peak(&Peak { one_core: 1234.5, all_threads: 1.0, least: 1234.5 });
        assert!(text.contains("All threads together did less than one core"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}
