//! `purrceptron train`: trains a network that the user describes, and saves it to a file.

use super::arguments::{Arguments, Command, Opt};
use super::output::print;
use super::processor;
use super::run::{DATA, ENGINE, Examples, JSON, Run, load_and_announce};
use crate::course::Plan;
use crate::dataset::FEATURES;
use crate::error::{Error, Result, printable};
use crate::files;
use crate::model::MOST_WEIGHTS;
use crate::network::Initialization;
use crate::training::Hyperparameters;
use crate::wording::{command, quoted};

/// The most layers; a larger number is assumed to be a typing error.
const MOST_LAYERS: usize = 100;
/// The most iterations; a larger number is assumed to be a typing error.
const MOST_ITERATIONS: usize = 10_000_000;

/// The table of the command.
pub const COMMAND: Command = Command {
    name: "train",
    summary: "train a network of your own and save it",
    operands: "",
    options: &[
        Opt::new("--layers", "LIST", "units of the hidden layers: 20,7,5; or none"),
        Opt::new("--iterations", "N", "steps of gradient descent, 2500"),
        Opt::new("--learning-rate", "A", "the length of a step, 0.0075"),
        Opt::new("--init", "HOW", "zeros, small (randn·0.01) or scaled (randn/√n)"),
        Opt::new("--seed", "S", "where the random weights start from, 1"),
        DATA,
        ENGINE,
        processor::THREADS,
        processor::KERNEL,
        Opt::new("--save", "FILE", "keep the model: MODEL.safetensors"),
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
    let (initialization, seed) = initialization(arguments, hidden)?;
    let iterations = arguments.number("--iterations", 1, MOST_ITERATIONS)?.unwrap_or(2500);
    let engine = arguments.choice(ENGINE.name)?.unwrap_or_default();
    let learning_rate = arguments.real("--learning-rate")?.unwrap_or(0.0075);
    let mut hyperparameters = Hyperparameters::new(iterations, learning_rate);
    hyperparameters.engine = engine;
    hyperparameters.check()?;
    let save = arguments.path("--save")?;
    save.as_deref().map(files::target).transpose()?;
    let dataset = load_and_announce(arguments, engine)?;
    let plan = Plan {
        name: "trained",
        title: if hidden { "network" } else { "one neuron" },
        layers_dims: &layers_dims,
        initialization,
        seed,
        hyperparameters,
    };
    let run = Run::train(&plan, &Examples::new(&dataset))?;
    if let Some(path) = &save {
        run.subject.model.write(path)?;
    }
    if arguments.flag(JSON.name) {
        return print(&format!("{}\n", run.to_json()));
    }
    let mut text = run.table();
    if let Some(path) = &save {
        let next = command(&format!("evaluate {}", quoted(path)));
        text += &format!("\nsaved: {}\nNext: {next}\n", printable(path));
    }
    print(&text)
}

/// How the weights start, and from which seed. `hidden` says whether there are hidden layers.
fn initialization(arguments: &Arguments, hidden: bool) -> Result<(Initialization, u32)> {
    let standard = if hidden { Initialization::Scaled } else { Initialization::Zeros };
    let initialization = arguments.choice("--init")?.unwrap_or(standard);
    let seed = arguments.number("--seed", 0, u32::MAX)?;
    let problem = match initialization {
        Initialization::Zeros if hidden => {
            "--init zeros cannot train hidden layers: their units would all stay equal"
        }
        Initialization::Zeros if seed.is_some() => {
            "--seed changes nothing where the weights start at zero"
        }
        _ => return Ok((initialization, seed.unwrap_or(1))),
    };
    Err(Error::Usage(problem.into()))
}

/// The `layers_dims` that `--layers` describes: `[n_x, n[1], …, n[L]]`.
fn layers_dims(arguments: &Arguments) -> Result<Vec<usize>> {
    let list = arguments.text("--layers").unwrap_or("20,7,5".into());
    let hidden: Option<Vec<usize>> = match &*list {
        "none" => Some(vec![]),
        list => list.split(',').map(|n| n.trim().parse().ok()).collect(),
    };
    let hidden = hidden.filter(|units| !units.contains(&0) && units.len() < MOST_LAYERS);
    let hidden = hidden.ok_or_else(|| {
        Error::Usage(format!(
            "--layers takes up to {} numbers above 0 with commas between them, or none; not `{}`",
            MOST_LAYERS - 1,
            list.escape_debug()
        ))
    })?;
    let dims: Vec<usize> = [FEATURES].into_iter().chain(hidden).chain([1]).collect();
    let weights = dims.windows(2).map(|n| n[0].saturating_mul(n[1]));
    if weights.fold(0, usize::saturating_add) > MOST_WEIGHTS {
        let problem = format!("--layers asks for more than {MOST_WEIGHTS} weights, 128 MB of them");
        return Err(Error::Usage(problem));
    }
    Ok(dims)
}
