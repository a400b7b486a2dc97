//! `purrceptron bench`: how fast the matrix product and the training are, beside what the processor
//! could do at most.
//!
//! `GFLOP/s = 2·m·k·n / seconds / 10⁹`, and the share of the peak is what is got of what can be got.

mod peak;
mod products;
mod text;
mod timing;

use std::time::Duration;

use super::arguments::{Arguments, Command, Opt};
use super::output::print;
use super::processor;
use super::run::train_timed;
use crate::course::{CourseModel, MODELS, Plan};
use crate::dataset::{Dataset, FEATURES};
use crate::error::Result;
use crate::first_layer::Engine;
use crate::formats::json::Value;
use crate::matrix::Matrix;
use crate::processor::{Isa, Processor};
use crate::training::Hyperparameters;
use peak::Peak;
use products::{Measured, PRODUCTS, Product};

/// The command's table.
pub const COMMAND: Command = Command {
    name: "bench",
    summary: "measure the matrix product and the training",
    operands: "",
    operand_count: 0,
    options: &[
        Opt { name: "--data", value: "DIR", help: "a data set to train with, as for `reproduce`" },
        processor::THREADS,
        processor::KERNEL,
        Opt { name: "--quick", value: "", help: "less exactly, in a few seconds" },
        Opt { name: "--json", value: "", help: "print one JSON object instead" },
    ],
    more: "
First the ladder: the same products computed in one way after another, from
three plain loops to the product that training uses. Each result is compared
with that of the plain loops, to the last bit, before it is timed. Then the
time that the three models take to train, with either engine.

Times are the shortest and the median of several runs. One multiply-add counts
as two floating-point operations; the peak is that of multiply-adds which never
leave the registers, the largest of several measurements before, between and
after the products. Close what else is running.

Example:
  purrceptron bench --kernel portable --threads 1
",
    run,
};

/// How thorough to be.
struct Effort {
    quick: bool,
    /// The time for each peak.
    peak: Duration,
    /// The time for each rung of each product.
    rung: Duration,
    /// The most iterations of a training.
    iterations: usize,
}

impl Effort {
    fn new(quick: bool) -> Self {
        let milliseconds = Duration::from_millis;
        let (peak, rung, iterations) = match quick {
            true => (milliseconds(150), milliseconds(30), 200),
            false => (milliseconds(1000), milliseconds(250), usize::MAX),
        };
        Self { quick, peak, rung, iterations }
    }
}

/// How long a model took to train.
struct Training {
    model: &'static CourseModel,
    iterations: usize,
    /// Seconds with the textbook engine.
    textbook: f64,
    /// Seconds with the sample-space engine; it does not take more examples than features.
    sample_space: Option<f64>,
}

fn run(arguments: &Arguments) -> Result<()> {
    let effort = Effort::new(arguments.flag("--quick"));
    let in_json = arguments.flag("--json");
    // Before anything is measured: a mistake in --data should be known at once.
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    let show = |text: String| if in_json { Ok(()) } else { print(&text) };

    show(text::machine())?;
    let mut peak = Peak::measure(effort.peak);
    let mut ladder = Vec::new();
    for product in PRODUCTS.iter().filter(|product| product.quick || !effort.quick) {
        let rungs = product.measure(effort.rung)?;
        for rung in &rungs {
            peak.raise(rung.threads, gflops(product, rung.timing.best));
        }
        ladder.push((product, rungs));
        // Another program may have had a core until now.
        peak.measure_again(effort.peak / 10);
    }
    show(text::peak(&peak) + &text::ladder_head(&effort))?;
    for (product, rungs) in &ladder {
        show(text::rungs(product, rungs, &peak))?;
    }
    show(text::training_head(&dataset, &source, &effort))?;
    let mut trainings = Vec::new();
    let (x, y) = (dataset.train.x(), dataset.train.y());
    for model in MODELS {
        let training = Training::measure(model, &x, &y, effort.iterations)?;
        show(text::training(&training))?;
        trainings.push(training);
    }
    if in_json {
        print(&format!("{}\n", to_json(&effort, &peak, &ladder, &dataset, &trainings)))?;
    }
    Ok(())
}

/// The share of the peak that a product reaches.
fn share_of_peak(peak: &Peak, product: &Product, rung: &Measured) -> f64 {
    gflops(product, rung.timing.best) / peak.of(rung.threads)
}

/// Floating-point operations in a nanosecond.
fn gflops(product: &Product, seconds: f64) -> f64 {
    product.operations() / seconds / 1e9
}

impl Training {
    fn measure(model: &'static CourseModel, x: &Matrix, y: &Matrix, most: usize) -> Result<Self> {
        let iterations = model.plan.hyperparameters.num_iterations.min(most);
        let seconds = |engine| {
            let hyperparameters = Hyperparameters {
                num_iterations: iterations,
                engine,
                ..model.plan.hyperparameters
            };
            Ok(train_timed(&Plan { hyperparameters, ..model.plan }, x, y)?.1)
        };
        let in_span = x.columns() <= x.rows();
        Ok(Self {
            model,
            iterations,
            textbook: seconds(Engine::Textbook)?,
            sample_space: in_span.then(|| seconds(Engine::SampleSpace)).transpose()?,
        })
    }

    /// How many times faster the sample-space engine is.
    fn ratio(&self) -> Option<f64> {
        self.sample_space.map(|seconds| self.textbook / seconds.max(1e-9))
    }
}

/// Whether the compiler did all it could.
fn is_release() -> bool {
    env!("PURRCEPTRON_PROFILE") == "release"
}

/// What `--json` prints. Every number is finite: no time is shorter than a nanosecond.
fn to_json(
    effort: &Effort,
    peak: &Peak,
    ladder: &[(&Product, Vec<Measured>)],
    dataset: &Dataset,
    trainings: &[Training],
) -> Value {
    let peaks = [("one_core", peak.one_core.into()), ("all_threads", peak.all_threads.into())];
    let products = ladder.iter().map(|(product, rungs)| {
        let [m, k, n] = product.sizes;
        Value::object([
            ("title", product.title.into()),
            ("m", m.into()),
            ("k", k.into()),
            ("n", n.into()),
            ("rungs", rungs.iter().map(|rung| rung_to_json(product, rung, peak)).collect()),
        ])
    });
    let data = Value::object([
        ("name", dataset.name().id().into()),
        ("train", dataset.train.count().into()),
        ("features", FEATURES.into()),
    ]);
    Value::object([
        ("version", env!("CARGO_PKG_VERSION").into()),
        ("compiler", env!("PURRCEPTRON_RUSTC").into()),
        ("release", is_release().into()),
        ("cpu", processor::cpu_name().into()),
        ("cores", processor::cores().into()),
        ("kernels", Isa::available().map(Isa::name).collect()),
        ("kernel", Processor::current().isa.name().into()),
        ("threads", Processor::current().threads.into()),
        ("quick", effort.quick.into()),
        ("peak_gflops", Value::object(peaks)),
        ("products", products.collect()),
        ("data", data),
        ("training", trainings.iter().map(training_to_json).collect()),
    ])
}

fn rung_to_json(product: &Product, rung: &Measured, peak: &Peak) -> Value {
    let timing = &rung.timing;
    Value::object([
        ("name", rung.rung.into()),
        ("threads", rung.threads.into()),
        ("measurements", timing.measurements.into()),
        ("best_seconds", timing.best.into()),
        ("median_seconds", timing.median.into()),
        ("best_gflops", gflops(product, timing.best).into()),
        ("median_gflops", gflops(product, timing.median).into()),
        ("share_of_peak", share_of_peak(peak, product, rung).into()),
    ])
}

fn training_to_json(training: &Training) -> Value {
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
