//! `purrceptron train`: a network of the user's own choice, kept in a file.

use std::path::Path;

use super::arguments::{Arguments, Command, Opt};
use super::output::print;
use super::processor;
use super::run::{DATA, ENGINE, Examples, JSON, Run, heading};
use crate::course::Plan;
use crate::dataset::{Dataset, FEATURES};
use crate::error::{Error, Result, printable};
use crate::files;
use crate::network::Initialization;
use crate::training::Hyperparameters;

/// More layers than this are surely a slip of the keyboard.
const MOST_LAYERS: usize = 100;
/// 128 MB of weights; training needs a few times as much.
const MOST_WEIGHTS: usize = 16_000_000;
const MOST_ITERATIONS: usize = 10_000_000;

/// The command's table.
pub const COMMAND: Command = Command {
    name: "train",
    summary: "train a network of your own and save it",
    operands: "",
    operand_count: 0,
    options: &[
        Opt {
            name: "--layers",
            value: "LIST",
            help: "units of the hidden layers: 20,7,5; or none",
        },
        Opt { name: "--iterations", value: "N", help: "steps of gradient descent, 2500" },
        Opt { name: "--learning-rate", value: "A", help: "the length of a step, 0.0075" },
        Opt {
            name: "--init",
            value: "HOW",
            help: "zeros, small (randn·0.01) or scaled (randn/√n)",
        },
        Opt { name: "--seed", value: "S", help: "where the random weights start from, 1" },
        DATA,
        ENGINE,
        processor::THREADS,
        processor::KERNEL,
        Opt { name: "--save", value: "FILE", help: "keep the model: MODEL.safetensors" },
        JSON,
    ],
    more: "
Without options it is the course's deep network. The hidden layers are relu,
and after them comes one unit, a sigmoid, which says how likely a cat is.
`--layers none` leaves that unit alone: one neuron, which starts from zeros.

Example:
  purrceptron train --layers 30,10 --seed 7 --save cats.safetensors
  purrceptron train --layers none --iterations 2000 --learning-rate 0.005
",
    run,
};

fn run(arguments: &Arguments) -> Result<()> {
    let layers_dims = layers_dims(arguments)?;
    let hidden = layers_dims.len() > 2;
    let standard = if hidden { Initialization::Scaled } else { Initialization::Zeros };
    let initialization = arguments.choice("--init")?.unwrap_or(standard);
    if hidden && initialization == Initialization::Zeros {
        return Err(Error::Usage(
            "--init zeros cannot train hidden layers: their units would all stay equal".into(),
        ));
    }
    let iterations = arguments.number("--iterations", 1, MOST_ITERATIONS)?.unwrap_or(2500);
    let seed = arguments.number("--seed", 0, u32::MAX)?;
    if seed.is_some() && initialization == Initialization::Zeros {
        return Err(Error::Usage("--seed changes nothing where the weights start at zero".into()));
    }
    let engine = arguments.choice(ENGINE.name)?.unwrap_or_default();
    let learning_rate = arguments.real("--learning-rate")?.unwrap_or(0.0075);
    let hyperparameters =
        Hyperparameters { engine, ..Hyperparameters::new(iterations, learning_rate) };
    hyperparameters.check()?;
    processor::set(arguments)?;
    let save = arguments.path("--save")?;
    save.as_deref().map(files::target).transpose()?;
    let json = arguments.flag("--json");
    let (dataset, source) = Dataset::find(arguments.path("--data")?.as_deref())?;
    if !json {
        print(&heading(engine, &dataset, &source))?;
    }
    let plan = Plan {
        name: "trained",
        title: if hidden { "network" } else { "one neuron" },
        layers_dims: &layers_dims,
        initialization,
        seed: seed.unwrap_or(1),
        hyperparameters,
    };
    let run = Run::train(plan, &Examples::of(&dataset))?;
    if let Some(path) = &save {
        run.subject.model.write(path)?;
    }
    print(&if json { format!("{}\n", run.to_json()) } else { run.table() })?;
    match &save {
        Some(path) if !json => print(&saved(path)),
        _ => Ok(()),
    }
}

fn saved(path: &Path) -> String {
    let path = printable(path);
    format!("\nsaved: {path}\nNext: purrceptron evaluate {path}\n")
}

/// `[n_x, n[1], …, n[L]]` of `--layers`.
fn layers_dims(arguments: &Arguments) -> Result<Vec<usize>> {
    let list = arguments.value("--layers").map(|list| list.to_string_lossy());
    let hidden = match list.as_deref() {
        None => Some(vec![20, 7, 5]),
        Some("none") => Some(vec![]),
        Some(list) => list.split(',').map(|n| n.trim().parse().ok()).collect(),
    };
    let problem = |what: String| Error::Usage(format!("--layers {what}"));
    let hidden = hidden.filter(|units| !units.contains(&0) && units.len() < MOST_LAYERS);
    let hidden = hidden.ok_or_else(|| {
        let list = list.as_deref().unwrap_or_default().escape_debug().to_string();
        problem(format!(
            "takes up to {} numbers above 0 with commas between them, or none; not `{list}`",
            MOST_LAYERS - 1
        ))
    })?;
    let dims: Vec<usize> = [FEATURES].into_iter().chain(hidden).chain([1]).collect();
    let weights = dims.windows(2).try_fold(0_usize, |sum, n| {
        n[0].checked_mul(n[1]).and_then(|weights| sum.checked_add(weights))
    });
    match weights {
        Some(count) if count <= MOST_WEIGHTS => Ok(dims),
        _ => Err(problem(format!("asks for more than {MOST_WEIGHTS} weights, 128 MB of them"))),
    }
}
