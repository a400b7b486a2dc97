//! Course 1, week 2: what the notebook's cells print for one neuron.
//!
//! Each case names its entry; the expected values are the printed ones in all digits of an `f64`.

use crate::LAST_DIGITS;
use crate::common::close::{assert_close, assert_near};
use purrceptron::activation::sigmoid;
use purrceptron::logistic::{Neuron, initialize_with_zeros, model, optimize, predict, propagate};
use purrceptron::matrix::Matrix;
use purrceptron::training::Hyperparameters;

/// 100 iterations, learning rate 0.009.
const HUNDRED: Hyperparameters = Hyperparameters::new(100, 0.009);

/// `c1w2.sigmoid.scalars`, `c1w2.sigmoid.vec`
#[test]
fn sigmoid_of_numbers_and_vectors() {
    assert_near(sigmoid(0.0), 0.5, LAST_DIGITS);
    assert_near(sigmoid(9.2), 0.9998989708060922, LAST_DIGITS);
    assert_near(sigmoid(1.0), 0.7310585786300049, LAST_DIGITS);
    assert_close(
        &Matrix::from([[0.5, 0.0, 2.0]]).map(sigmoid),
        &Matrix::from([[0.6224593312018546, 0.5, 0.8807970779778823]]),
        LAST_DIGITS,
    );
}

/// The notebook's `initialize_with_zeros(2)`.
#[test]
fn a_neuron_starts_with_zeros() {
    let neuron = initialize_with_zeros(2);
    assert_eq!((neuron.w, neuron.b), (Matrix::from([[0.0], [0.0]]), 0.0));
}

/// `c1w2.propagate.v3`
#[test]
fn propagate_of_the_first_release() {
    let neuron = Neuron { w: Matrix::from([[1.0], [2.0]]), b: 2.0 };
    let x = Matrix::from([[1.0, 2.0], [3.0, 4.0]]);
    let y = Matrix::from([[1.0, 0.0]]);
    let (gradients, cost) = propagate(&neuron, &x, &y);
    assert_close(
        &gradients.dw,
        &Matrix::from([[0.9999321585374046], [1.9998026197868162]]),
        LAST_DIGITS,
    );
    assert_near(gradients.db, 0.49993523062470574, LAST_DIGITS);
    assert_near(cost, 6.000064773192205, LAST_DIGITS);
}

/// `c1w2.propagate.v5`
#[test]
fn propagate_of_the_later_release() {
    let neuron = Neuron { w: Matrix::from([[1.0], [2.0]]), b: 2.0 };
    let x = Matrix::from([[1.0, 2.0, -1.0], [3.0, 4.0, -3.2]]);
    let y = Matrix::from([[1.0, 0.0, 1.0]]);
    let (gradients, cost) = propagate(&neuron, &x, &y);
    assert_close(
        &gradients.dw,
        &Matrix::from([[0.9984560146379561], [2.395072388486207]]),
        LAST_DIGITS,
    );
    assert_near(gradients.db, 0.001455578136784208, LAST_DIGITS);
    assert_near(cost, 5.801545319394553, LAST_DIGITS);
}

/// `c1w2.propagate.test`
#[test]
fn propagate_of_the_public_test() {
    let neuron = Neuron { w: Matrix::from([[1.0], [2.0], [-1.0]]), b: 2.5 };
    let x = Matrix::from([[1.0, 2.0, -1.0, 0.0], [3.0, 4.0, -3.2, 1.0], [3.0, 4.0, -3.2, -3.5]]);
    let y = Matrix::from([[1.0, 1.0, 0.0, 0.0]]);
    let (gradients, cost) = propagate(&neuron, &x, &y);
    assert_close(
        &gradients.dw,
        &Matrix::from([[-0.03909332532409552], [0.12501463672994773], [-0.9996080943732777]]),
        LAST_DIGITS,
    );
    assert_near(gradients.db, 0.288106326429569, LAST_DIGITS);
    assert_near(cost, 2.0424567983978403, LAST_DIGITS);
}

/// `c1w2.optimize.v3`: `dw` and `db` are those of the last iteration, before its update.
#[test]
fn optimize_of_the_first_release() {
    let neuron = Neuron { w: Matrix::from([[1.0], [2.0]]), b: 2.0 };
    let x = Matrix::from([[1.0, 2.0], [3.0, 4.0]]);
    let y = Matrix::from([[1.0, 0.0]]);
    let found = optimize(neuron, &x, &y, &HUNDRED, |_, _| ()).unwrap();
    assert_close(
        &found.neuron.w,
        &Matrix::from([[0.1124578970863514], [0.2310677467761294]]),
        LAST_DIGITS,
    );
    assert_near(found.neuron.b, 1.5593049248448891, LAST_DIGITS);
    assert_close(
        &found.gradients.dw,
        &Matrix::from([[0.9015842801285687], [1.7625084234859343]]),
        LAST_DIGITS,
    );
    assert_near(found.gradients.db, 0.4304620716786828, LAST_DIGITS);
}

/// `c1w2.optimize.v5`: `dw` and `db` are those of the last iteration, before its update.
#[test]
fn optimize_of_the_later_release() {
    let neuron = Neuron { w: Matrix::from([[1.0], [2.0]]), b: 2.0 };
    let x = Matrix::from([[1.0, 2.0, -1.0], [3.0, 4.0, -3.2]]);
    let y = Matrix::from([[1.0, 0.0, 1.0]]);
    let found = optimize(neuron, &x, &y, &HUNDRED, |_, _| ()).unwrap();
    assert_close(
        &found.neuron.w,
        &Matrix::from([[0.19033590888604332], [0.1225915924656141]]),
        LAST_DIGITS,
    );
    assert_near(found.neuron.b, 1.9253598300845747, LAST_DIGITS);
    assert_close(
        &found.gradients.dw,
        &Matrix::from([[0.6775204222153582], [1.416254952638088]]),
        LAST_DIGITS,
    );
    assert_near(found.gradients.db, 0.21919450454067657, LAST_DIGITS);
}

/// `c1w2.predict.v3`
#[test]
fn predict_of_the_first_release() {
    let neuron = Neuron { w: Matrix::from([[1.0], [2.0]]), b: 2.0 };
    let x = Matrix::from([[1.0, 2.0], [3.0, 4.0]]);
    assert_eq!(predict(&neuron, &x), Matrix::from([[1.0, 1.0]]));
}

/// `c1w2.predict.v5`
#[test]
fn predict_of_the_later_release() {
    let neuron = Neuron { w: Matrix::from([[0.1124579], [0.23106775]]), b: -0.3 };
    let x = Matrix::from([[1.0, -1.1, -3.2], [1.2, 2.0, 0.1]]);
    assert_eq!(predict(&neuron, &x), Matrix::from([[1.0, 1.0, 0.0]]));
}

/// `model` is `initialize_with_zeros` and `optimize`.
#[test]
fn model_is_optimize_from_zeros() {
    let x = Matrix::from([[1.0, 2.0, -1.0], [3.0, 4.0, -3.2]]);
    let y = Matrix::from([[1.0, 0.0, 1.0]]);
    let by_hand = optimize(initialize_with_zeros(2), &x, &y, &HUNDRED, |_, _| ()).unwrap();
    let trained = model(&x, &y, &HUNDRED, |_, _| ()).unwrap();
    assert_eq!(trained.neuron, by_hand.neuron);
    assert_eq!(trained.costs, by_hand.costs);
}
