//! The two cat / non-cat classifiers of the Deep Learning Specialization, from scratch: every
//! number from the bytes of a photograph to the last gradient is computed in this crate, with
//! nothing but the standard library.
//!
//! Read it beside the course, in this order; each module uses only those above it.
//!
//! | module | what it is | beside which course week |
//! |---|---|---|
//! | [`processor`] | which instructions and how many threads products use; may be skipped | |
//! | [`matrix`] | `Matrix`, its operations, the fast product and the [ladder](matrix::ladder) up to it | course 1, week 2: vectorization |
//! | [`random`] | NumPy's random numbers, bit for bit | wherever it says `np.random.seed` |
//! | [`choice`], [`error`], `files`, `formats` | choices by name; errors for people; reading and writing files safely; file formats | |
//! | [`dataset`] | the pictures, the raw binary format, the course's HDF5 | course 1, week 2, notebook, part 2 |
//! | [`picture`] | one picture, from a file to what the network sees of it | both notebooks: your own image |
//! | [`activation`] | sigmoid and relu, and their backward steps | course 1, weeks 2 and 3 |
//! | [`cost`] | cross-entropy | course 1, week 2 |
//! | [`answers`] | which answers of a model are right: accuracy, precision, recall | course 1, week 2, notebook: `predict` and accuracy |
//! | [`first_layer`] | the products with the pictures, where the time goes, by three engines | course 1, weeks 2 and 4 |
//! | [`training`] | the hyper-parameters and the costs of a training | course 1, weeks 2 and 4 |
//! | [`logistic`] | one neuron: notebook 1 | course 1, week 2 |
//! | [`network`] | L layers: notebook 2 | course 1, week 4 |
//! | [`course`] | the course's three models, and what its notebooks print | |
//! | [`model`] | a trained model, and its file | |
//! | [`report`] | the page that shows what was learned, and its plots | |
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

pub mod processor;
mod ranges;

pub mod matrix;
pub mod random;

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
