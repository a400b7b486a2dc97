//! Gradients and trainings against oracles of our own: derivatives against slopes of the cost, as
//! in the notebook "Gradient Checking" (course 2, week 1); the training loop against forward,
//! backward and update called one after another; a network of one unit against the neuron; the
//! engines of the first layer against each other. Then what training does where numbers fail.
//!
//! No expected value here is a notebook's. Inputs are drawn after the seed that each test names,
//! `X = np.random.randn(features, m)` first and then the parameters in the order of the layers.

use crate::LAST_DIGITS;
use crate::common::close::assert_close;
use purrceptron::activation::{relu, relu_backward, sigmoid};
use purrceptron::cost::{compute_cost, cost_from_logits};
use purrceptron::error::Error;
use purrceptron::first_layer::Engine;
use purrceptron::logistic::{self, Neuron, propagate};
use purrceptron::matrix::Matrix;
use purrceptron::network::{
    self, Initialization, Layer, Parameters, initialize_parameters_deep, l_model_backward,
    l_model_forward, update_parameters,
};
use purrceptron::processor::Processor;
use purrceptron::random::Random;
use purrceptron::training::Hyperparameters;

/// The step ε of the central difference. Rounding makes the slope wrong by about 1e-16/ε, the
/// formula by about ε²: with 1e-5 both errors are small, with the notebook's 1e-7 only the second.
const STEP: f64 = 1e-5;
/// How far a gradient may lie from its slope: the central difference is wrong by about `STEP²`,
/// 1e-10, times the third derivative.
const SLOPE: f64 = 1e-8;

/// `(J(θ + ε) − J(θ − ε)) / 2ε` for each element θ of a matrix of parameters.
fn slopes(theta: &Matrix, mut cost: impl FnMut(&Matrix) -> f64) -> Matrix {
    let mut moved = theta.clone();
    Matrix::from_fn(theta.rows(), theta.columns(), |i, j| {
        moved[(i, j)] = theta[(i, j)] + STEP;
        let above = cost(&moved);
        moved[(i, j)] = theta[(i, j)] - STEP;
        let below = cost(&moved);
        moved[(i, j)] = theta[(i, j)];
        (above - below) / (2.0 * STEP)
    })
}

/// Gaussian features, `(features, m)`, and labels of which every third is 1, `(1, m)`.
fn examples(features: usize, m: usize, random: &mut Random) -> (Matrix, Matrix) {
    let x = random.randn_matrix(features, m);
    let y = Matrix::from_fn(1, m, |_, j| f64::from(j % 3 == 0));
    (x, y)
}

/// Three hidden layers of 5, 4 and 3 units for 6 features, with biases other than zero: a wrong
/// sign or a forgotten term changes a gradient in every layer.
fn small_network(random: &mut Random) -> Parameters {
    [(5, 6), (4, 5), (3, 4), (1, 3)]
        .map(|(n, n_prev)| Layer {
            w: random.randn_matrix(n, n_prev),
            b: random.randn_matrix(n, 1).map(|b| 0.1 * b),
        })
        .into()
}

/// The notebook's `gradient_check_n`, for each parameter and also for the inputs.
#[test]
fn every_gradient_of_a_network_is_the_slope_of_the_cost() {
    let mut random = Random::seed(4);
    let (x, y) = examples(6, 7, &mut random);
    let parameters = small_network(&mut random);
    let caches = l_model_forward(&x, &parameters);
    let found = l_model_backward(&caches[3].a, &y, &x, &parameters, &caches);
    let cost =
        |parameters: &[Layer], x: &Matrix| compute_cost(&l_model_forward(x, parameters)[3].a, &y);
    for l in 0..4 {
        let with = |layer: Layer| {
            let mut changed = parameters.clone();
            changed[l] = layer;
            cost(&changed, &x)
        };
        let Layer { w, b } = &parameters[l];
        let dw = slopes(w, |w| with(Layer { w: w.clone(), b: b.clone() }));
        let db = slopes(b, |b| with(Layer { w: w.clone(), b: b.clone() }));
        assert_close(&found[l].dw, &dw, SLOPE);
        assert_close(&found[l].db, &db, SLOPE);
        assert!(dw.as_slice().iter().any(|dw| dw.abs() > 1e-3), "layer {l} is dead");
    }
    // dA0 is what the course calls it: m times the slope, because 1/m enters with dW and db.
    let mut dx = slopes(&x, |x| cost(&parameters, x));
    dx = &dx * 7.0;
    assert_close(&found[0].da_prev, &dx, SLOPE);
}

#[test]
fn every_gradient_of_a_neuron_is_the_slope_of_the_cost() {
    let mut random = Random::seed(5);
    let (x, y) = examples(6, 7, &mut random);
    let (w, b) = (random.randn_matrix(6, 1), 0.3);
    let cost = |w: &Matrix, b: f64| propagate(&Neuron { w: w.clone(), b }, &x, &y).1;
    let (found, _) = propagate(&Neuron { w: w.clone(), b }, &x, &y);
    assert_close(&found.dw, &slopes(&w, |w| cost(w, b)), SLOPE);
    let db = slopes(&Matrix::from([[b]]), |b| cost(&w, b[(0, 0)]));
    assert_close(&Matrix::from([[found.db]]), &db, SLOPE);
}

/// The cost from the logits `Z[L]` has the slope `(A − Y)/m`, also where `A` is nearly 0 or 1.
#[test]
fn the_slope_of_the_cost_from_logits_is_a_minus_y_over_m() {
    let zl = Matrix::from([[-30.0, -2.0, 0.1, 3.0, 30.0]]);
    let y = Matrix::from([[0.0, 1.0, 0.0, 0.0, 1.0]]);
    let dz = zl.combine(&y, |z, y| (sigmoid(z) - y) / 5.0);
    assert_close(&slopes(&zl, |zl| cost_from_logits(zl, &y)), &dz, SLOPE);
}

/// At 0 relu and its derivative are 0, as in the course; NaN stays NaN.
#[test]
fn relu_and_its_derivative_at_zero_and_at_nan() {
    assert_eq!([-1.0, 0.0, 2.0].map(relu), [0.0, 0.0, 2.0]);
    assert_eq!([-1.0, 0.0, 2.0].map(|z| relu_backward(5.0, z)), [0.0, 0.0, 5.0]);
    assert!(relu(f64::NAN).is_nan() && relu_backward(f64::NAN, 1.0).is_nan());
}

/// The training loop reuses its matrices and starts from `dZ[L] = A[L] − Y`; the functions named as
/// in the course compute `dA[L]` first. Both find the same parameters and costs.
#[test]
fn training_is_forward_backward_update_repeated() {
    let mut random = Random::seed(6);
    let (x, y) = examples(6, 9, &mut random);
    let mut expected = small_network(&mut random);
    let hyperparameters = Hyperparameters::new(102, 0.1);
    let found = network::optimize(expected.clone(), &x, &y, &hyperparameters, |_, _| ()).unwrap();
    let mut costs = Vec::new();
    for iteration in 0..102 {
        let caches = l_model_forward(&x, &expected);
        if [0, 100, 101].contains(&iteration) {
            costs.push((iteration, cost_from_logits(&caches[3].z, &y)));
        }
        let gradients = l_model_backward(&caches[3].a, &y, &x, &expected, &caches);
        update_parameters(&mut expected, &gradients, 0.1);
    }
    for (found, expected) in found.parameters.iter().zip(&expected) {
        assert_close(&found.w, &expected.w, 100.0 * LAST_DIGITS);
        assert_close(&found.b, &expected.b, 100.0 * LAST_DIGITS);
    }
    let (iterations, found): (Vec<_>, Vec<_>) = found.costs.into_iter().unzip();
    let (expected_iterations, expected): (Vec<_>, Vec<_>) = costs.into_iter().unzip();
    assert_eq!(iterations, expected_iterations);
    assert_close(
        &Matrix::from_vec(1, 3, found),
        &Matrix::from_vec(1, 3, expected),
        100.0 * LAST_DIGITS,
    );
}

/// A network of one sigmoid unit, started from zeros, is logistic regression, to the last bit.
#[test]
fn a_network_of_one_unit_is_the_neuron_exactly() {
    let mut random = Random::seed(7);
    let (x, y) = examples(300, 40, &mut random);
    let hyperparameters = Hyperparameters::new(250, 0.01);
    let neuron = logistic::model(&x, &y, &hyperparameters, |_, _| ()).unwrap();
    let start = initialize_parameters_deep(&[300, 1], Initialization::Zeros, 0);
    let network = network::optimize(start, &x, &y, &hyperparameters, |_, _| ()).unwrap();
    assert_eq!(network.costs, neuron.costs);
    assert_eq!(network.parameters[0].w, neuron.neuron.w.t().to_matrix());
    assert_eq!(network.parameters[0].b[(0, 0)], neuron.neuron.b);
    assert_eq!(
        network::probabilities(&x, &network.parameters),
        logistic::probabilities(&neuron.neuron, &x)
    );
}

/// Sample space, which computes with the Gram matrix in place of the pixels, trains the network
/// that the textbook engine trains: with one, two and three layers, with Gaussian features and with
/// pixels.
#[test]
fn the_engines_train_the_same_network() {
    let mut random = Random::seed(9);
    let (gaussian, y) = examples(60, 40, &mut random);
    let photographs = gaussian.map(|x| (40.0 * x + 128.0).clamp(0.0, 255.0).round() / 255.0);
    for x in [gaussian, photographs] {
        for dims in [&[60, 1][..], &[60, 7, 1], &[60, 9, 5, 1]] {
            let train = |engine| {
                let start = initialize_parameters_deep(dims, Initialization::Scaled, 1);
                let hyperparameters = Hyperparameters { engine, ..Hyperparameters::new(301, 0.05) };
                network::optimize(start, &x, &y, &hyperparameters, |_, _| ()).unwrap()
            };
            let (textbook, fast) = (train(Engine::Textbook), train(Engine::SampleSpace));
            for (t, s) in textbook.parameters.iter().zip(&fast.parameters) {
                assert_close(&s.w, &t.w, 1e-11);
                assert_close(&s.b, &t.b, 1e-11);
            }
            let costs = |trained: &network::Trained| {
                Matrix::from_fn(1, trained.costs.len(), |_, i| trained.costs[i].1)
            };
            assert_close(&costs(&fast), &costs(&textbook), 1e-12);
            assert_eq!(textbook.costs.len(), 4);
        }
    }
}

/// The matrices are large enough for several threads to share the work; no bit of the result
/// depends on how many.
#[test]
fn the_number_of_threads_changes_no_bit_of_a_training() {
    let mut random = Random::seed(10);
    let (x, y) = examples(3000, 100, &mut random);
    let train = |threads| {
        let start = initialize_parameters_deep(&[3000, 20, 1], Initialization::Scaled, 1);
        let hyperparameters = Hyperparameters::new(20, 0.01);
        Processor { threads, ..Processor::current() }
            .run(|| network::optimize(start, &x, &y, &hyperparameters, |_, _| ()).unwrap())
    };
    let one = train(1);
    for threads in [2, 3, 7, 64] {
        let several = train(threads);
        assert_eq!(several.costs, one.costs);
        assert!(several.parameters == one.parameters, "{threads} threads");
    }
    // Three features: too few for the threads to share.
    let (x, y) = examples(3, 700_001, &mut random);
    let train = |threads| {
        let start = initialize_parameters_deep(&[3, 1], Initialization::Scaled, 1);
        let hyperparameters = Hyperparameters::new(2, 0.01);
        Processor { threads, ..Processor::current() }
            .run(|| network::optimize(start, &x, &y, &hyperparameters, |_, _| ()).unwrap())
    };
    assert!(train(2).parameters == train(1).parameters);
}

/// Sample space needs at least as many features as examples. Otherwise the error names both
/// numbers.
#[test]
fn sample_space_refuses_more_examples_than_features() {
    let (x, y) = (Matrix::zeros(2, 3), Matrix::zeros(1, 3));
    let engine = Engine::SampleSpace;
    let hyperparameters = Hyperparameters { engine, ..Hyperparameters::new(1, 0.1) };
    let error = logistic::model(&x, &y, &hyperparameters, |_, _| ()).unwrap_err().to_string();
    assert!(error.contains("more examples (3) than features (2)"), "{error}");
}

/// `predict` gives 0 at z = 0, where the probability is not above 0.5. The cost from the logits of
/// a right and sure prediction is tiny, not 0; the course's formula gives infinity or NaN once the
/// probability has been rounded to 1.
#[test]
fn predictions_at_one_half_and_costs_of_sure_predictions() {
    let x = Matrix::zeros(2, 1);
    assert_eq!(logistic::predict(&logistic::initialize_with_zeros(2), &x)[(0, 0)], 0.0);
    let zeros = initialize_parameters_deep(&[2, 1], Initialization::Zeros, 0);
    assert_eq!(network::predict(&x, &zeros)[(0, 0)], 0.0);
    let cost = cost_from_logits(&Matrix::from([[40.0]]), &Matrix::from([[1.0]]));
    assert!((cost / (-40.0_f64).exp() - 1.0).abs() < 1e-12, "{cost:e}");
    let sure = |a, y| compute_cost(&Matrix::from([[a]]), &Matrix::from([[y]]));
    assert!(sure(1.0, 0.0).is_infinite() && sure(1.0, 1.0).is_nan());
}

/// A learning rate of 1e300 makes the cost infinite or NaN after a few iterations: training stops
/// with an error that names the iteration and the learning rate.
#[test]
fn a_training_that_diverges_stops_with_the_iteration_and_the_learning_rate() {
    let mut random = Random::seed(8);
    let (x, y) = examples(6, 9, &mut random);
    let hyperparameters = Hyperparameters::new(1000, 1e300);
    let start = small_network(&mut random);
    let network = network::optimize(start, &x, &y, &hyperparameters, |_, _| ()).unwrap_err();
    assert!(matches!(network, Error::Diverged { iteration: 1..5, .. }), "{network:?}");
    let message = network.to_string();
    assert!(message.contains("learning rate 1e300"), "{message}");
    let x = x.map(|x| 1e200 * x);
    let neuron = logistic::model(&x, &y, &hyperparameters, |_, _| ()).unwrap_err();
    assert!(matches!(neuron, Error::Diverged { iteration: 1..5, .. }), "{neuron:?}");
}

/// No iterations, and learning rates that are 0, negative, NaN or infinite.
#[test]
fn hyperparameters_that_make_no_sense_are_refused() {
    let (x, y) = (Matrix::zeros(2, 2), Matrix::zeros(1, 2));
    for (num_iterations, learning_rate) in
        [(0, 0.1), (1, 0.0), (1, -0.1), (1, f64::NAN), (1, f64::INFINITY)]
    {
        let hyperparameters = Hyperparameters::new(num_iterations, learning_rate);
        let error = logistic::model(&x, &y, &hyperparameters, |_, _| ()).unwrap_err();
        assert!(matches!(error, Error::Usage(_)), "{error:?}");
        let start = initialize_parameters_deep(&[2, 1], Initialization::Zeros, 0);
        let error = network::optimize(start, &x, &y, &hyperparameters, |_, _| ()).unwrap_err();
        assert!(matches!(error, Error::Usage(_)), "{error:?}");
    }
}
