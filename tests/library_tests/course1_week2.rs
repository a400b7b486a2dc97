//! One neuron, beside the notebook "Logistic Regression with a Neural Network mindset" (course 1,
//! week 2): each function gives what the notebook's cell for it prints.
//!
//! The notebook was released several times, with other numbers in some cells: v1 to v3 (2017), v5
//! and v6a, and since 2021 without a number, but with a file `public_tests.py`. The exercises are
//! numbered since 2021; the functions have the same names in all releases.
//!
//! The notebook draws no random numbers here: all inputs are literals of its cells. It prints about
//! eight digits; the expected values below are the same computation in NumPy, in all digits of an
//! `f64`, and agree with every printed digit:
//!
//! ```python
//! def propagate(w, b, X, Y):
//!     m, A = X.shape[1], 1 / (1 + np.exp(-(w.T @ X + b)))
//!     cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
//!     return X @ (A - Y).T / m, np.sum(A - Y) / m, cost          # dw, db, cost
//!
//! for i in range(100):                                           # optimize
//!     dw, db, cost = propagate(w, b, X, Y)
//!     w, b = w - 0.009 * dw, b - 0.009 * db
//! ```

use crate::LAST_DIGITS;
use crate::common::close::{assert_close, assert_near};
use purrceptron::activation::sigmoid;
use purrceptron::logistic::{Neuron, initialize_with_zeros, model, optimize, predict, propagate};
use purrceptron::matrix::Matrix;
use purrceptron::training::Hyperparameters;

/// What the notebook's call of `optimize` is given: `num_iterations = 100, learning_rate = 0.009`.
const HUNDRED: Hyperparameters = Hyperparameters::new(100, 0.009);

/// The cells below `sigmoid` (exercise 3), `1 / (1 + np.exp(-z))`: 0 and 9.2 in v1 to v3;
/// `np.array([0.5, 0, 2.0])` since 2021, which holds the `np.array([0, 2])` of v5 and later; 1 in
/// `sigmoid_test` of `public_tests.py`.
#[test]
fn sigmoid_gives_the_printed_numbers() {
    assert_near(sigmoid(0.0), 0.5, LAST_DIGITS);
    assert_near(sigmoid(9.2), 0.9998989708060922, LAST_DIGITS);
    assert_near(sigmoid(1.0), 0.7310585786300049, LAST_DIGITS);
    assert_close(
        &Matrix::from([[0.5, 0.0, 2.0]]).map(sigmoid),
        &Matrix::from([[0.6224593312018546, 0.5, 0.8807970779778823]]),
        LAST_DIGITS,
    );
}

/// The cell below `initialize_with_zeros` (exercise 4), in all releases: `dim = 2`.
#[test]
fn initialize_with_zeros_gives_zero_weights_and_a_zero_bias() {
    let neuron = initialize_with_zeros(2);
    assert_eq!((neuron.w, neuron.b), (Matrix::from([[0.0], [0.0]]), 0.0));
}

/// The cell below `propagate` (exercise 5) in v1 to v3: two examples, literals.
#[test]
fn propagate_gives_what_v1_to_v3_print() {
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

/// The same cell in v5 and v6a: a third example, `[-1, -3.2]` with label 1.
#[test]
fn propagate_gives_what_v5_and_v6a_print() {
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

/// `propagate_test` of `public_tests.py`, since 2021: three features, four examples, literals.
#[test]
fn propagate_gives_what_the_public_tests_expect() {
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

/// The cell below `optimize` (exercise 6) in v1 to v3, from the inputs of its `propagate` cell. The
/// printed `dw` and `db` are those of the last iteration, computed before its update.
#[test]
fn optimize_gives_what_v1_to_v3_print() {
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

/// The same cell in v5 and v6a, from the inputs of their `propagate` cell.
#[test]
fn optimize_gives_what_v5_and_v6a_print() {
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

/// The cell below `predict` (exercise 7) in v1 to v3: `predict(w, b, X)` with the `w`, `b` and `X`
/// of the `propagate` cell, not with the parameters that `optimize` found.
#[test]
fn predict_gives_what_v1_to_v3_print() {
    let neuron = Neuron { w: Matrix::from([[1.0], [2.0]]), b: 2.0 };
    let x = Matrix::from([[1.0, 2.0], [3.0, 4.0]]);
    assert_eq!(predict(&neuron, &x), Matrix::from([[1.0, 1.0]]));
}

/// The same cell in v5 and all later releases: weights, bias and inputs of its own, literals. The
/// probabilities are 0.52, 0.51 and 0.35.
#[test]
fn predict_gives_what_v5_and_later_print() {
    let neuron = Neuron { w: Matrix::from([[0.1124579], [0.23106775]]), b: -0.3 };
    let x = Matrix::from([[1.0, -1.1, -3.2], [1.2, 2.0, 0.1]]);
    assert_eq!(predict(&neuron, &x), Matrix::from([[1.0, 1.0, 0.0]]));
}

/// `model` (exercise 8) is `initialize_with_zeros` and then `optimize`. The notebook prints none of
/// this: the two ways are compared with each other, on the inputs of v5.
#[test]
fn model_is_optimize_from_zeros() {
    let x = Matrix::from([[1.0, 2.0, -1.0], [3.0, 4.0, -3.2]]);
    let y = Matrix::from([[1.0, 0.0, 1.0]]);
    let by_hand = optimize(initialize_with_zeros(2), &x, &y, &HUNDRED, |_, _| ()).unwrap();
    let trained = model(&x, &y, &HUNDRED, |_, _| ()).unwrap();
    assert_eq!(trained.neuron, by_hand.neuron);
    assert_eq!(trained.costs, by_hand.costs);
}
