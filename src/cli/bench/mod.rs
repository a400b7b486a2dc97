//! `purrceptron bench`: how fast the matrix product and the training are, beside what the processor
//! could do at most.
//!
//! `GFLOP/s = 2·m·k·n / seconds / 10⁹`. The share of the peak is the speed of a product divided by the
//! peak.

mod json;
mod peak;
mod products;
mod text;
mod timing;
mod training;

use std::time::Duration;

use super::arguments::{Arguments, Command, Opt};
use super::output::print;
use super::processor;
use super::run::JSON;
use crate::course::MODELS;
use crate::dataset::Dataset;
use crate::error::Result;
use peak::Peak;
use products::PRODUCTS;
use training::Training;

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "bench",
    summary: "measure the matrix product and the training",
    operands: "",
    options: &[
        Opt::new("--data", "DIR", "a data set to train with, as for `reproduce`"),
        processor::THREADS,
        processor::KERNEL,
        Opt::new("--quick", "", "less exactly, in a few seconds"),
        JSON,
    ],
    more: "
First the ladder: the same products computed in one way after another, from
three plain loops to the product that training uses. Each result is compared
with that of the plain loops, to the last bit, before it is timed. Then the
time that the three models take to train, with both fast engines.

Times are the shortest and the median of several runs. One multiply-add counts
as two floating-point operations; the peak is that of multiply-adds which never
leave the registers, the largest of several measurements before, between and
after the products. Close what else is running.

Example:
  purrceptron bench --kernel portable --threads 1
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    let (quick, in_json) = (arguments.flag("--quick"), arguments.flag("--json"));
    let (peak_time, rung_time, most_iterations) =
        if quick { (150, 30, 200) } else { (1000, 250, usize::MAX) };
    let [peak_time, rung_time] = [peak_time, rung_time].map(Duration::from_millis);
    // Before anything is measured: a mistake in --data should be known at once.
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let show = |text: String| if in_json { Ok(()) } else { print(&text) };

    show(text::machine())?;
    let mut peak = Peak::measure(peak_time);
    let mut ladder = Vec::new();
    for product in PRODUCTS.iter().filter(|product| product.is_quick() || !quick) {
        let rungs = product.measure(rung_time)?;
        for rung in &rungs {
            peak.raise(rung.threads, product.gflops(rung.timing.best));
        }
        ladder.push((product, rungs));
        // Another program may have had a core until now.
        peak.measure_again(peak_time / 10);
    }
    show(text::peak(&peak) + &text::ladder(&ladder, &peak, quick))?;
    show(text::training_head(&dataset, &source, quick.then_some(most_iterations)))?;
    let mut trainings = Vec::new();
    let (x, y) = (dataset.train.x(), dataset.train.y());
    for model in MODELS {
        let training = Training::measure(model, &x, &y, most_iterations)?;
        show(text::training(&training))?;
        trainings.push(training);
    }
    if in_json {
        print(&format!("{}\n", json::object(quick, &peak, &ladder, &dataset, &trainings)))?;
    }
    Ok(())
}
