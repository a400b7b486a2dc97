//! The L-layer network's gradients and its update, beside the notebook "Building your Deep Neural
//! Network: Step by Step" (course 1, week 4): each function gives what the notebook's cell for it
//! prints.
//!
//! Releases, inputs and digits are as in `course1_week4_forward.rs`. The lines above each test draw
//! its inputs in the notebook's order, after `from numpy.random import seed, randn`. The expected
//! values follow with
//!
//! ```python
//! def linear_backward(dZ, A_prev, W):
//!     m = A_prev.shape[1]
//!     return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m   # dA_prev, dW, db
//!
//! def relu_backward(dA, Z): return dA * (Z > 0)
//! def sigmoid_backward(dA, Z): s = 1 / (1 + np.exp(-Z)); return dA * s * (1 - s)
//! ```

use crate::LAST_DIGITS;
use crate::common::close::assert_close;
use purrceptron::activation::Activation;
use purrceptron::matrix::Matrix;
use purrceptron::network::{
    Cache, Gradients, Layer, l_model_backward, linear_activation_backward, linear_backward,
    update_parameters,
};
use purrceptron::random::Random;

/// The cell below `linear_backward` (exercise 7) in v4a and later. Until v4 it had a single unit,
/// where a `db` wrongly summed over the units is right; with three it is not.
///
/// ```python
/// seed(1); dZ = randn(3, 4); A = randn(5, 4); W = randn(3, 5)
/// dA_prev, dW, db = linear_backward(dZ, A, W)
/// ```
#[test]
fn linear_backward_gives_the_printed_gradients_of_three_units() {
    let mut random = Random::seed(1);
    let dz = random.randn_matrix(3, 4);
    let a_prev = random.randn_matrix(5, 4);
    let w = random.randn_matrix(3, 5);
    let found = linear_backward(&dz, &a_prev, &w);
    assert_close(
        &found.da_prev,
        &Matrix::from([
            [-1.151713362800674, 0.06718465115487993, -0.3204695951240231, 2.0981271157690573],
            [0.6034587881597019, -3.725087007081199, 5.817007414837717, -3.8432683612931164],
            [-0.4319552024857888, -1.309874173571225, 1.7235470475890922, 0.050705776358989506],
            [-0.38981414839982087, 0.6081124403750794, -1.259384235864949, 1.4719159268171638],
            [-2.5221492584556406, 2.678825515032264, -0.6794746486966324, 1.4811954761548511],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &found.dw,
        &Matrix::from([
            [
                0.07313866218612716,
                -0.09767149686597656,
                -0.8758582845472835,
                0.7376336184595694,
                0.00785715946106047,
            ],
            [
                0.855088183651413,
                0.3753041280392743,
                -0.5991265527518606,
                0.7127818943133358,
                -0.5893180778933307,
            ],
            [
                0.9791330403844923,
                -0.2437649374859614,
                -0.08839670601518547,
                0.5515119182005701,
                -0.10290907379316316,
            ],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &found.db,
        &Matrix::from([[-0.14713785610161495], [-0.11313155105855677], [-0.13209101296824788]]),
        LAST_DIGITS,
    );
}

/// The cell below `linear_activation_backward` (exercise 8), in v2 and later. `Z` is drawn, it is
/// not `W @ A + b`; `b` is drawn before it and not used.
///
/// ```python
/// seed(2); dA = randn(1, 2); A = randn(3, 2); W = randn(1, 3); b = randn(1, 1); Z = randn(1, 2)
/// linear_backward(sigmoid_backward(dA, Z), A, W); linear_backward(relu_backward(dA, Z), A, W)
/// ```
#[test]
fn linear_activation_backward_gives_the_printed_gradients_of_sigmoid_and_relu() {
    let mut random = Random::seed(2);
    let da = random.randn_matrix(1, 2);
    let a_prev = random.randn_matrix(3, 2);
    let w = random.randn_matrix(1, 3);
    let _b = random.randn_matrix(1, 1);
    let z = random.randn_matrix(1, 2);
    let sigmoid = linear_activation_backward(&da, &z, &a_prev, &w, Activation::Sigmoid);
    assert_close(
        &sigmoid.da_prev,
        &Matrix::from([
            [0.11017993605984744, 0.011053394707826071],
            [0.09466817036241483, 0.009497234167163682],
            [-0.057430922006483635, -0.005761544906208916],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &sigmoid.dw,
        &Matrix::from([[0.10266786376828207, 0.09778550500304704, -0.019680842338378784]]),
        LAST_DIGITS,
    );
    assert_close(&sigmoid.db, &Matrix::from([[-0.057296222176291135]]), LAST_DIGITS);
    let relu = linear_activation_backward(&da, &z, &a_prev, &w, Activation::Relu);
    assert_close(
        &relu.da_prev,
        &Matrix::from([
            [0.4409098893909097, 0.0],
            [0.37883605687209465, 0.0],
            [-0.2298228005482083, 0.0],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &relu.dw,
        &Matrix::from([[0.44513824323337786, 0.37371417697309084, -0.1047898884574992]]),
        LAST_DIGITS,
    );
    assert_close(&relu.db, &Matrix::from([[-0.2083789237027353]]), LAST_DIGITS);
}

/// The cell below `L_model_backward` (exercise 9), in v2 and later. Everything but the literal `Y`
/// is drawn, so `AL` is no probability: 1.79 and 0.44. The notebook's `dA0` and `dA1` are `da_prev`
/// of the layers 1 and 2 here; v2 printed `dA0` under the name `dA1`.
///
/// ```python
/// seed(3); AL = randn(1, 2); Y = np.array([[1, 0]])
/// A1 = randn(4, 2); W1 = randn(3, 4); b1 = randn(3, 1); Z1 = randn(3, 2)
/// A2 = randn(3, 2); W2 = randn(1, 3); b2 = randn(1, 1); Z2 = randn(1, 2)
/// dAL = -(Y / AL - (1 - Y) / (1 - AL))
/// dA1, dW2, db2 = linear_backward(sigmoid_backward(dAL, Z2), A2, W2)
/// dA0, dW1, db1 = linear_backward(relu_backward(dA1, Z1), A1, W1)
/// ```
#[test]
fn l_model_backward_gives_the_printed_gradients_of_two_layers() {
    let mut random = Random::seed(3);
    let al = random.randn_matrix(1, 2);
    let y = Matrix::from([[1.0, 0.0]]);
    let a1 = random.randn_matrix(4, 2);
    let layer1 = Layer { w: random.randn_matrix(3, 4), b: random.randn_matrix(3, 1) };
    let z1 = random.randn_matrix(3, 2);
    let a2 = random.randn_matrix(3, 2);
    let layer2 = Layer { w: random.randn_matrix(1, 3), b: random.randn_matrix(1, 1) };
    let z2 = random.randn_matrix(1, 2);
    let caches = [Cache { z: z1, a: a2 }, Cache { z: z2, a: al.clone() }];
    let found = l_model_backward(&al, &y, &a1, &[layer1, layer2], &caches);
    assert_close(
        &found[0].da_prev,
        &Matrix::from([
            [0.0, 0.522579012261749],
            [0.0, -0.32692060097785447],
            [0.0, -0.3207040360847321],
            [0.0, -0.7407918718384887],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &found[1].da_prev,
        &Matrix::from([
            [0.1291316175545915, -0.4401412678058249],
            [-0.1417565465329586, 0.48317296176062136],
            [0.016637075426056504, -0.05670697548189487],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &found[0].dw,
        &Matrix::from([
            [0.4101000205028755, 0.07807203345047609, 0.13798443640617922, 0.10502167445111507],
            [0.0, 0.0, 0.0, 0.0],
            [0.052836517520190085, 0.01005865436969424, 0.0177776560038907, 0.01353079557355724],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &found[1].dw,
        &Matrix::from([[-0.392024321654423, -0.1332585501664456, -0.04601088924542733]]),
        LAST_DIGITS,
    );
    assert_close(
        &found[0].db,
        &Matrix::from([[-0.22007063390291245], [0.0], [-0.028353487740947435]]),
        LAST_DIGITS,
    );
    assert_close(&found[1].db, &Matrix::from([[0.15187860780843926]]), LAST_DIGITS);
}

/// The cell below `update_parameters` (exercise 10), in v2 and later: learning rate 0.1, and two
/// seeds, one for the parameters and one for the gradients.
///
/// ```python
/// seed(2); W1 = randn(3, 4); b1 = randn(3, 1); W2 = randn(1, 3); b2 = randn(1, 1)
/// seed(3); dW1 = randn(3, 4); db1 = randn(3, 1); dW2 = randn(1, 3); db2 = randn(1, 1)
/// W1 - 0.1 * dW1; b1 - 0.1 * db1; W2 - 0.1 * dW2; b2 - 0.1 * db2
/// ```
#[test]
fn update_parameters_gives_the_printed_parameters() {
    let mut random = Random::seed(2);
    let mut parameters = [(3, 4), (1, 3)].map(|(n, n_prev)| Layer {
        w: random.randn_matrix(n, n_prev),
        b: random.randn_matrix(n, 1),
    });
    let mut random = Random::seed(3);
    let gradients = [(3, 4), (1, 3)].map(|(n, n_prev)| Gradients {
        dw: random.randn_matrix(n, n_prev),
        db: random.randn_matrix(n, 1),
        da_prev: Matrix::zeros(n_prev, 2),
    });
    update_parameters(&mut parameters, &gradients, 0.1);
    assert_close(
        &parameters[0].w,
        &Matrix::from([
            [-0.5956206947485025, -0.09991781227752841, -2.145845842475655, 1.8266200787414377],
            [-1.7656967649434232, -0.8062714677293054, 0.5111555653062888, -1.1825880189248468],
            [-1.053570401964746, -0.861285811890899, 0.6828405198826926, 2.203745774764999],
        ]),
        LAST_DIGITS,
    );
    assert_close(
        &parameters[0].b,
        &Matrix::from([[-0.046592411222349535], [-1.2888827514788117], [0.5340549563631029]]),
        LAST_DIGITS,
    );
    assert_close(
        &parameters[1].w,
        &Matrix::from([[-0.5556919583463779, 0.03540549824080157, 1.3296489510585878]]),
        LAST_DIGITS,
    );
    assert_close(&parameters[1].b, &Matrix::from([[-0.8461076927196785]]), LAST_DIGITS);
}
