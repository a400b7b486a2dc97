//! What a training tells on its way, what it refuses, and that the gradients of its start are there.

use purrceptron::choice::Choice;
use purrceptron::first_layer::Engine;
use purrceptron::logistic;
use purrceptron::matrix::Matrix;
use purrceptron::network::{
    self, Initialization, Layer, initialize_parameters_deep, l_model_backward,
    l_model_backward_from_dzl, l_model_forward,
};
use purrceptron::random::Random;
use purrceptron::training::Hyperparameters;

use crate::LAST_DIGITS;
use crate::common::close::assert_close;

/// 12 features, 9 examples, both labels.
fn examples() -> (Matrix, Matrix) {
    let mut random = Random::seed(5);
    (random.randn_matrix(12, 9), Matrix::from_fn(1, 9, |_, j| (j % 2) as f64))
}

fn start() -> Vec<Layer> {
    initialize_parameters_deep(&[12, 4, 1], Initialization::Scaled, 2)
}

/// The error of a training on these examples, the same for the neuron and the network.
fn refused(x: &Matrix, y: &Matrix, engine: Engine) -> String {
    let hyperparameters = Hyperparameters { engine, ..Hyperparameters::new(3, 0.1) };
    let neuron = logistic::model(x, y, &hyperparameters, |_, _| ()).unwrap_err().to_string();
    let start = initialize_parameters_deep(&[x.rows(), 4, 1], Initialization::Scaled, 2);
    let network = network::optimize(start, x, y, &hyperparameters, |_, _| ()).unwrap_err();
    assert_eq!(neuron, network.to_string());
    neuron
}

#[test]
fn nan_and_infinity_in_the_examples_are_named() {
    let (x, y) = examples();
    for &engine in Engine::ALL {
        for bad in [f64::NAN, f64::INFINITY] {
            let mut worse = x.clone();
            worse[(4, 7)] = bad;
            let expected = format!("X holds {bad} at (4, 7): every feature and every label must");
            assert!(refused(&worse, &y, engine).starts_with(&expected), "{}", engine.name());
            let mut worse = y.clone();
            worse[(0, 3)] = bad;
            assert!(refused(&x, &worse, engine).starts_with(&format!("Y holds {bad} at (0, 3): ")));
        }
    }
}

#[test]
fn no_examples_are_an_error_of_their_own() {
    for &engine in Engine::ALL {
        let error = refused(&Matrix::zeros(12, 0), &Matrix::zeros(1, 0), engine);
        assert_eq!(error, "there are no examples to train with: X has the shape (12, 0)");
    }
}

#[test]
#[should_panic(expected = "shape mismatch in X and Y, lhs: (12, 9), rhs: (1, 8)")]
fn labels_that_do_not_fit_the_examples_are_a_mistake_in_the_program() {
    let (x, _) = examples();
    let hyperparameters = Hyperparameters::new(3, 0.1);
    let _ = logistic::model(&x, &Matrix::zeros(1, 8), &hyperparameters, |_, _| ());
}

/// As the notebook prints `Cost after iteration i` while it trains.
#[test]
fn progress_is_told_each_cost_that_is_noted_down() {
    let (x, y) = examples();
    for (cost_every, expected) in
        [(1, (0..7).collect()), (3, vec![0, 3, 6]), (4, vec![0, 4, 6]), (100, vec![0, 6])]
    {
        let hyperparameters = Hyperparameters { cost_every, ..Hyperparameters::new(7, 0.1) };
        let (mut iterations, mut told) = (Vec::new(), Vec::new());
        let mut progress = |iteration, cost: Option<f64>| {
            iterations.push(iteration);
            told.extend(cost.map(|cost| (iteration, cost)));
        };
        let trained = network::optimize(start(), &x, &y, &hyperparameters, &mut progress).unwrap();
        assert_eq!(iterations, (0..7).collect::<Vec<_>>());
        assert_eq!(told, trained.costs);
        assert_eq!(trained.costs.iter().map(|(i, _)| *i).collect::<Vec<_>>(), expected);
    }
}

/// One training step by the functions of the notes is what the training does, with every engine.
#[test]
fn a_step_of_the_training_is_a_step_by_the_functions_of_the_notes() {
    let (x, y) = examples();
    let alpha = 0.3;
    let mut expected = start();
    let caches = l_model_forward(&x, &expected);
    let gradients = l_model_backward(&caches[1].a, &y, &x, &expected, &caches);
    network::update_parameters(&mut expected, &gradients, alpha);
    for &engine in Engine::ALL {
        let hyperparameters = Hyperparameters { engine, ..Hyperparameters::new(1, alpha) };
        let trained = network::optimize(start(), &x, &y, &hyperparameters, |_, _| ()).unwrap();
        for (found, expected) in trained.parameters.iter().zip(&expected) {
            assert_close(&found.w, &expected.w, LAST_DIGITS);
            assert_close(&found.b, &expected.b, LAST_DIGITS);
        }
        let neuron = logistic::model(&x, &y, &hyperparameters, |_, _| ()).unwrap().neuron;
        let zeros = logistic::initialize_with_zeros(12);
        let (gradients, _) = logistic::propagate(&zeros, &x, &y);
        assert_close(&neuron.w, &(&gradients.dw * -alpha), LAST_DIGITS);
        assert_close(
            &Matrix::from([[neuron.b]]),
            &Matrix::from([[-alpha * gradients.db]]),
            LAST_DIGITS,
        );
    }
}

/// `dZ[L] = A[L] − Y` is `dA[L] ∘ σ′(Z[L])` where that is a number, and a number where it is none.
#[test]
fn the_gradients_from_dzl_live_where_those_from_al_do_not() {
    let (x, y) = examples();
    let parameters = start();
    let caches = l_model_forward(&x, &parameters);
    let al = &caches[1].a;
    let from_al = l_model_backward(al, &y, &x, &parameters, &caches);
    let from_dzl = l_model_backward_from_dzl(al - &y, &x, &parameters, &caches);
    for (found, expected) in from_dzl.iter().zip(&from_al) {
        assert_close(&found.dw, &expected.dw, LAST_DIGITS);
        assert_close(&found.db, &expected.db, LAST_DIGITS);
        assert_close(&found.da_prev, &expected.da_prev, LAST_DIGITS);
    }
    let sure: Vec<Layer> =
        parameters.into_iter().map(|Layer { w, b }| Layer { w: &w * 1e4, b }).collect();
    let caches = l_model_forward(&x, &sure);
    let al = &caches[1].a;
    let right = al.map(|a| (a > 0.5).into());
    let lost = l_model_backward(al, &right, &x, &sure, &caches);
    assert!(lost[1].dw.as_slice().iter().any(|dw| dw.is_nan()));
    let kept = l_model_backward_from_dzl(al - &right, &x, &sure, &caches);
    let all = kept.iter().flat_map(|layer| layer.dw.as_slice().iter().chain(layer.db.as_slice()));
    assert!(all.into_iter().all(|gradient| gradient.is_finite()));
}
