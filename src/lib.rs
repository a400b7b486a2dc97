//! The two cat / non-cat classifiers of the Deep Learning Specialization, from scratch: every
//! number from the bytes of a photograph to the last gradient is computed in this crate, with
//! nothing but the standard library.
//!
//! # First tour: the course
//!
//! [`Matrix`](matrix::Matrix) may be taken as NumPy's here: `w.dot(&x)`, `x.t()`, `z.map(sigmoid)`.
//!
//! | module | what it is | beside the course's |
//! |---|---|---|
//! | [`activation`] | sigmoid and relu, each beside its backward step | week 2, `sigmoid`; week 4, `relu_backward` |
//! | [`cost`] | cross-entropy | week 2, cost function; week 4, `compute_cost` |
//! | [`logistic`] | one neuron, forward and backward: `propagate`, `optimize`, `model` | week 2, notebook 2 |
//! | [`network`] | L layers: `l_model_forward`, `l_model_backward`, `update_parameters`, `l_layer_model` | week 4, both notebooks |
//! | [`training`] | what is chosen before a training, and the costs on its way | `num_iterations`, `learning_rate`, `print_cost` |
//! | [`answers`] | what is a cat, and how many answers are right | `predict`, accuracy |
//! | [`course`] | the course's three models with their seeds, and the numbers that its notebooks print | |
//! | [`random`] | NumPy's random numbers, bit for bit | `np.random.seed`, `randn` |
//! | [`dataset`], [`picture`] | the photographs as `X` and `Y`; a picture of your own as `X` | `train_set_x`, "test with your own image" |
//!
//! What is read there is what runs: the training loops of [`logistic`] and [`network`] call the functions
//! that stand beside the notes.
//!
//! # Second tour: the product
//!
//! | module | what it is |
//! |---|---|
//! | [`matrix`] | the type: rows of `f64`, views, element-wise operations |
//! | [`matrix::ladder`] | from three loops to a packed and blocked product, one idea at a time: who has read this far has understood it |
//! | `matrix::multiply`, `packing`, `micro_kernel` | the product that is used: five loops, two packed orders, a tile in registers |
//! | [`processor`] | which instructions and how many threads |
//!
//! # Rooms that may be skipped
//!
//! - [`first_layer`]: its `plain.rs` is the first layer as in the notes. The rest makes the two products
//!   with the pictures fast: operands that stay packed, pixels as bytes, and training without the pixels.
//! - [`model`], `formats`, `files`: a trained model, and the bytes of every file format.
//! - [`report`], `cli`: the page and the commands. [`choice`], [`error`], `wording`: choices by name, errors in words.
//!
//! ```
//! use purrceptron::{dataset::Dataset, logistic, training::Hyperparameters};
//!
//! let dataset = Dataset::drawn();
//! let (x, y) = (dataset.train.x(), dataset.train.y());
//! let hyperparameters = Hyperparameters::new(101, 0.005);
//! let trained = logistic::model(&x, &y, &hyperparameters, |_, _| ())?;
//! let (first, last) = (trained.costs[0], trained.costs[1]);
//! assert_eq!(first, (0, std::f64::consts::LN_2)); // it knows nothing: J = ln 2
//! assert!(last.0 == 100 && last.1 < first.1);
//! # Ok::<(), purrceptron::error::Error>(())
//! ```

// Each module uses only those above it.
mod ranges;

pub mod processor;

pub mod matrix;
pub mod random;

mod wording;

pub mod choice;
pub mod error;
mod files;
#[doc(hidden)] // public only for this crate's own tests
pub mod formats;

pub mod dataset;
pub mod picture;

pub mod activation;
pub mod answers;
pub mod cost;
pub mod first_layer;
pub mod training;

pub mod logistic;
pub mod network;

pub mod course;
pub mod model;
pub mod report;

#[doc(hidden)] // public for the program only: src/main.rs calls it
pub mod cli;
