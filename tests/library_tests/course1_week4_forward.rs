//! The L-layer network from its initialization to its cost, beside the notebook "Building your Deep
//! Neural Network: Step by Step" (course 1, week 4): each function gives what the notebook's cell
//! for it prints.
//!
//! The notebook was released as v1 to v3 (2017), v4, v4a and since 2021 without a number. Exercises
//! are numbered since 2021. The inputs come from `testCases_v2.py` … `testCases_v4a.py` and, since
//! 2021, from `testCases.py` and `public_tests.py`: one function for each cell, which seeds the
//! generator and draws. The lines above each test draw the same inputs, in the same order, after
//!
//! ```python
//! import numpy as np
//! from numpy.random import seed, randn
//! ```
//!
//! The notebook prints about eight digits; the expected values below are the same computation in
//! NumPy, in all digits of an `f64`, and agree with every printed digit.

use crate::LAST_DIGITS;
use crate::common::close::{assert_close, assert_near};
use purrceptron::activation::Activation;
use purrceptron::cost::{compute_cost, cost_from_logits};
use purrceptron::matrix::Matrix;
use purrceptron::network::{
    Initialization, Layer, initialize_parameters, initialize_parameters_deep, l_model_forward,
    linear_activation_forward, linear_forward,
};
use purrceptron::random::Random;

/// The cell below `initialize_parameters(n_x, n_h, n_y)` (exercise 1): `(2, 2, 1)` in v1 to v3,
/// `(3, 2, 1)` in later releases. The biases are zeros; the weights fill their rows one by one:
///
/// ```python
/// seed(1); W1 = randn(n_h, n_x) * 0.01; W2 = randn(n_y, n_h) * 0.01
/// ```
#[test]
fn initialize_parameters_draws_the_printed_weights() {
    let found = initialize_parameters(2, 2, 1, 1);
    assert_eq!(
        found[0].w,
        Matrix::from([
            [0.01624345363663242, -0.006117564136500754],
            [-0.005281717522634557, -0.010729686221561705]
        ])
    );
    assert_eq!(found[1].w, Matrix::from([[0.008654076293246785, -0.02301538696880283]]));
    let found = initialize_parameters(3, 2, 1, 1);
    assert_eq!(
        found[0].w,
        Matrix::from([
            [0.01624345363663242, -0.006117564136500754, -0.005281717522634557],
            [-0.010729686221561705, 0.008654076293246785, -0.02301538696880283]
        ])
    );
    assert_eq!(found[1].w, Matrix::from([[0.0174481176421648, -0.007612069008951028]]));
    assert_eq!((&found[0].b, &found[1].b), (&Matrix::zeros(2, 1), &Matrix::zeros(1, 1)));
}

/// The cell below `initialize_parameters_deep` (exercise 2), in all releases: `[5, 4, 3]`, zeros
/// for the biases, and
///
/// ```python
/// seed(3); W1 = randn(4, 5) * 0.01; W2 = randn(3, 4) * 0.01
/// ```
#[test]
fn initialize_parameters_deep_draws_the_printed_weights() {
    let found = initialize_parameters_deep(&[5, 4, 3], Initialization::Small, 3);
    assert_eq!(
        found[0].w,
        Matrix::from([
            [
                0.017886284734303187,
                0.004365098505119894,
                0.0009649746807200863,
                -0.01863492703364491,
                -0.0027738820251439907
            ],
            [
                -0.0035475897926898676,
                -0.0008274148148245977,
                -0.0062700067682384735,
                -0.0004381816897592824,
                -0.004772180303595027
            ],
            [
                -0.013138647533626821,
                0.008846223804995846,
                0.008813180422075299,
                0.017095730636529485,
                0.0005003364217686021
            ],
            [
                -0.0040467741460089085,
                -0.0054535994761953045,
                -0.015464773155829684,
                0.009823674342581601,
                -0.011010676301114757
            ]
        ])
    );
    assert_eq!(
        found[1].w,
        Matrix::from([
            [
                -0.011850465270201728,
                -0.0020564989942254107,
                0.014861483550745902,
                0.0023671626722691235
            ],
            [
                -0.010237851399264681,
                -0.007129932001120494,
                0.006252449661628293,
                -0.0016051336318692391
            ],
            [
                -0.0076883635031923005,
                -0.0023003072227793906,
                0.007450562664053709,
                0.019761107831263027
            ]
        ])
    );
    assert_eq!((&found[0].b, &found[1].b), (&Matrix::zeros(4, 1), &Matrix::zeros(3, 1)));
}

/// The second notebook of the week, "Deep Neural Network for Image Classification: Application",
/// has an `initialize_parameters_deep` of its own in `dnn_app_utils`: seed 1, and
/// `/ np.sqrt(n[l-1])` in place of `* 0.01`. It prints no weights: here they are compared with our
/// generator's numbers.
///
/// ```python
/// seed(1); W1 = randn(3, 4) / np.sqrt(4); W2 = randn(1, 3) / np.sqrt(3)
/// ```
#[test]
fn scaled_weights_are_divided_by_the_root_of_the_layers_inputs() {
    let found = initialize_parameters_deep(&[4, 3, 1], Initialization::Scaled, 1);
    let mut random = Random::seed(1);
    assert_eq!(found[0].w, random.randn_matrix(3, 4).map(|x| x / 2.0));
    assert_eq!(found[1].w, random.randn_matrix(1, 3).map(|x| x / 3_f64.sqrt()));
}

/// The cell below `linear_forward` (exercise 3), in v2 and later:
///
/// ```python
/// seed(1); A = randn(3, 2); W = randn(1, 3); b = randn(1, 1)
/// Z = W @ A + b
/// ```
#[test]
fn linear_forward_gives_the_printed_z() {
    let mut random = Random::seed(1);
    let a_prev = random.randn_matrix(3, 2);
    let w = random.randn_matrix(1, 3);
    let b = random.randn_matrix(1, 1);
    let z = linear_forward(&a_prev, &w, &b);
    assert_close(&z, &Matrix::from([[3.262953374654174, -1.2342998686128757]]), LAST_DIGITS);
}

/// The cell below `linear_activation_forward` (exercise 4), in v2 and later. It prints both `A`;
/// `Z` is in `linear_activation_forward_test` of `public_tests.py`.
///
/// ```python
/// seed(2); A_prev = randn(3, 2); W = randn(1, 3); b = randn(1, 1)
/// Z = W @ A_prev + b; A = 1 / (1 + np.exp(-Z)); A = np.maximum(0, Z)
/// ```
#[test]
fn linear_activation_forward_gives_the_printed_a_of_sigmoid_and_relu() {
    let mut random = Random::seed(2);
    let a_prev = random.randn_matrix(3, 2);
    let w = random.randn_matrix(1, 3);
    let b = random.randn_matrix(1, 1);
    let sigmoid = linear_activation_forward(&a_prev, &w, &b, Activation::Sigmoid);
    let relu = linear_activation_forward(&a_prev, &w, &b, Activation::Relu);
    assert_close(
        &sigmoid.z,
        &Matrix::from([[3.4389613134945427, -2.089384360040248]]),
        LAST_DIGITS,
    );
    assert_close(
        &sigmoid.a,
        &Matrix::from([[0.968900232783661, 0.11013289483978989]]),
        LAST_DIGITS,
    );
    assert_close(&relu.a, &Matrix::from([[3.4389613134945427, 0.0]]), LAST_DIGITS);
}

/// The cell below `L_model_forward` (exercise 5), with two hidden layers, in v3 and later. It
/// prints `AL` and the number of caches; `Z1`, `Z2`, `Z3` are in `L_model_forward_test` of
/// `public_tests.py`.
///
/// ```python
/// seed(6); X = randn(5, 4); W1 = randn(4, 5); b1 = randn(4, 1)
/// W2 = randn(3, 4); b2 = randn(3, 1); W3 = randn(1, 3); b3 = randn(1, 1)
/// Z1 = W1 @ X + b1; Z2 = W2 @ np.maximum(0, Z1) + b2; Z3 = W3 @ np.maximum(0, Z2) + b3
/// AL = 1 / (1 + np.exp(-Z3))
/// ```
#[test]
fn l_model_forward_gives_the_printed_al_and_three_caches() {
    let mut random = Random::seed(6);
    let x = random.randn_matrix(5, 4);
    let parameters = [(4, 5), (3, 4), (1, 3)].map(|(n, n_prev)| Layer {
        w: random.randn_matrix(n, n_prev),
        b: random.randn_matrix(n, 1),
    });
    let caches = l_model_forward(&x, &parameters);
    assert_eq!(caches.len(), 3);
    assert_close(
        &caches[0].z,
        &Matrix::from([
            [-5.238257135875045, 3.180401364509997, 0.4074500965197685, -1.886127206379437],
            [-2.773582344254996, -0.5617731559132766, 3.181416230473628, -0.9920943194670946],
            [4.185009161253401, -1.7800690896818316, -0.1450261916667035, 2.7214163842966395],
            [5.058508017467773, -1.2567408231817776, -3.5456665432308934, 3.8232185195608572],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &caches[1].z,
        &Matrix::from([
            [2.264460296660472, 1.0997129815401192, -2.9029802676760155, 1.5403633455542232],
            [6.337225694336404, -2.3811624605742376, -4.112288064237939, 4.4858238290495045],
            [10.375083420400893, -0.665914681465932, 1.6363518504560581, 8.178701694818594],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &caches[2].z,
        &Matrix::from([[
            -3.1986467642203724,
            0.8711705537739547,
            -1.4029786357194685,
            -3.0031943487160246,
        ]]),
        LAST_DIGITS,
    );
    assert_close(
        &caches[2].a,
        &Matrix::from([[
            0.039216679222503596,
            0.7049892075012225,
            0.19734387234713996,
            0.04728177161977344,
        ]]),
        LAST_DIGITS,
    );
}

/// The cell below `compute_cost` (exercise 6): `AL` is a literal, and `Y` too, `[[1, 1, 1]]` until
/// v4 and `[[1, 1, 0]]` since v4a. [`cost_from_logits`] is given the `Z` of which `AL` is the
/// sigmoid.
///
/// ```python
/// -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / 3
/// ```
#[test]
fn both_formulas_of_the_cost_give_the_printed_one() {
    let al = Matrix::from([[0.8, 0.9, 0.4]]);
    let (all, two) = (Matrix::from([[1.0, 1.0, 1.0]]), Matrix::from([[1.0, 1.0, 0.0]]));
    let zl = al.map(|a| (a / (1.0 - a)).ln());
    for (y, cost) in [(all, 0.414931599615397), (two, 0.2797765635793423)] {
        assert_near(compute_cost(&al, &y), cost, LAST_DIGITS);
        assert_near(cost_from_logits(&zl, &y), cost, LAST_DIGITS);
    }
}

/// Not in the notebook, whose formula gives NaN here, from the right prediction that rounds to 1
/// (0·ln 0), and infinity from the wrong one that rounds to 0 (ln 0). From the logits the two cost
/// 0 and `|z|`, so the mean is 800/2.
#[test]
fn the_cost_from_logits_is_finite_where_predictions_round_to_zero_and_one() {
    let (zl, y) = (Matrix::from([[1e300, -800.0]]), Matrix::from([[1.0, 1.0]]));
    assert_eq!(cost_from_logits(&zl, &y), 400.0);
}
