//! Networks trained on the course's photographs, beside "Deep Neural Network for Image
//! Classification: Application" (course 1, week 4): `two_layer_model` and `L_layer_model`
//! (exercises 1 and 2 since 2021), as printed in v3 and later, and as printed in v1 and v2, whose
//! `db` was wrong.
//!
//! With `X` and `Y` loaded as in `photographs.rs`:
//!
//! ```python
//! X, m, dims = X / 255., 209, [12288, 20, 7, 5, 1]
//! np.random.seed(1)
//! W = [np.random.randn(n, n_prev) / np.sqrt(n_prev) for n_prev, n in zip(dims, dims[1:])]
//! b = [np.zeros((n, 1)) for n in dims[1:]]
//! L = len(W)
//! for i in range(2500):
//!     A = [X]
//!     for l in range(L):
//!         Z = W[l] @ A[l] + b[l]
//!         A.append(np.maximum(0, Z) if l < L - 1 else 1 / (1 + np.exp(-Z)))
//!     cost = -np.sum(Y * np.log(A[L]) + (1 - Y) * np.log(1 - A[L])) / m  # printed if i % 100 == 0
//!     dA = -(Y / A[L] - (1 - Y) / (1 - A[L]))
//!     for l in reversed(range(L)):
//!         dZ = dA * (A[l + 1] > 0) if l < L - 1 else dA * A[L] * (1 - A[L])
//!         dA = W[l].T @ dZ
//!         W[l] = W[l] - 0.0075 * (dZ @ A[l].T / m)
//!         b[l] = b[l] - 0.0075 * (np.sum(dZ, axis=1, keepdims=True) / m)
//! ```
//!
//! These are the lines of `L_layer_model`. For `two_layer_model`, `dims` is `[12288, 7, 1]` and the
//! weights start as `np.random.randn(n, n_prev) * 0.01`.
//!
//! A photograph is a cat where the last `A` is above 0.5. The expected costs are this computation's
//! in all digits of an `f64`. The two-layer model prints 16 digits, which agree to about 1e-14; the
//! L-layer model prints six. The cost of the last iteration, 2499, is printed since 2021 only. Not
//! printed, but computed as above, are the indices of the wrong predictions.

use super::photographs::{COST, assert_costs, photographs, right_and_wrong};
use purrceptron::cost::cost_from_logits;
use purrceptron::dataset::{Dataset, Pictures};
use purrceptron::matrix::Matrix;
use purrceptron::network::{
    self, Initialization, Parameters, Trained, initialize_parameters, initialize_parameters_deep,
    l_layer_model, l_model_backward, l_model_forward, two_layer_model, update_parameters,
};
use purrceptron::training::{Costs, Hyperparameters};

/// How many predictions of a network are right, and the indices of those that are wrong.
fn predicted(found: &Trained, pictures: &Pictures) -> (usize, Vec<usize>) {
    right_and_wrong(&network::predict(&pictures.x(), &found.parameters), pictures)
}

/// How many of the training and of the test photographs are predicted rightly.
fn accuracies(found: &Trained, train: &Pictures, test: &Pictures) -> (usize, usize) {
    (predicted(found, train).0, predicted(found, test).0)
}

/// What the notebook gives to both models: `num_iterations = 2500, learning_rate = 0.0075`.
const LAYERS: Hyperparameters = Hyperparameters::new(2500, 0.0075);

/// `two_layer_model(train_x, train_y, (12288, 7, 1))`, in v3 and later. Accuracies: 1.0 (209 of
/// 209; since 2021 printed as 0.9999999999999998) and 0.72 (36 of 50).
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn two_layers_reach_the_published_costs_and_accuracies() {
    let Dataset { train, test } = photographs();
    let found = two_layer_model(&train.x(), &train.y(), [12288, 7, 1], &LAYERS, |_, _| ()).unwrap();
    assert_costs(
        &found.costs,
        &[
            0.6930497356599891,
            0.6464320953428849,
            0.6325140647912677,
            0.6015024920354665,
            0.5601966311605748,
            0.515830477276473,
            0.4754901313943325,
            0.4339163151225749,
            0.400797753620389,
            0.3580705011323799,
            0.33942815383664127,
            0.30527536361962637,
            0.27491377282130175,
            0.2468176821061483,
            0.19850735037466108,
            0.17448318112556635,
            0.17080762978095745,
            0.11306524562164745,
            0.09629426845937152,
            0.08342617959726864,
            0.07439078704319085,
            0.06630748132267933,
            0.059193295010381675,
            0.05336140348560554,
            0.0485547856287702,
        ],
        Some(0.04421498215868951),
        COST,
    );
    assert_eq!(predicted(&found, &train).0, 209);
    let wrong = vec![5, 6, 10, 13, 18, 19, 28, 29, 30, 34, 41, 44, 45, 46];
    assert_eq!(predicted(&found, &test), (36, wrong));
}

/// `L_layer_model(train_x, train_y, [12288, 20, 7, 5, 1])`, in v3 and later. Accuracies: 0.9856
/// (206 of 209) and 0.8 (40 of 50). The notebook cuts the last cost to 0.088439 without rounding
/// it.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn four_layers_reach_the_published_costs_and_accuracies() {
    let Dataset { train, test } = photographs();
    let dims = [12288, 20, 7, 5, 1];
    let found = l_layer_model(&train.x(), &train.y(), &dims, &LAYERS, |_, _| ()).unwrap();
    assert_costs(
        &found.costs,
        &[
            0.7717493284237688,
            0.6720534400822913,
            0.6482632048575212,
            0.6115068816101354,
            0.567047326836611,
            0.5401376634547801,
            0.5279299569455267,
            0.46547737717668514,
            0.36912585249592794,
            0.3917469743480535,
            0.3151869888600617,
            0.2726998441789384,
            0.23741853400268131,
            0.19960120532208644,
            0.18926300388463305,
            0.16118854665827753,
            0.14821389662363316,
            0.13777487812972944,
            0.12974017549190123,
            0.12122535068005211,
            0.1138206066863371,
            0.10783928526254134,
            0.10285466069352679,
            0.10089745445261786,
            0.09287821526472397,
        ],
        Some(0.088439943441702),
        COST,
    );
    assert_eq!(predicted(&found, &train).0, 206);
    let wrong = vec![5, 11, 13, 19, 28, 29, 34, 38, 44, 45];
    assert_eq!(predicted(&found, &test), (40, wrong));
}

/// Trains with the mistake of v1 and v2: `db = np.sum(dZ) / m`, one number for all units of a
/// layer.
fn train_with_one_db_per_layer(mut parameters: Parameters, x: &Matrix, y: &Matrix) -> Trained {
    let mut costs = Costs::new();
    for iteration in 0..LAYERS.num_iterations {
        let caches = l_model_forward(x, &parameters);
        let zl = &caches[caches.len() - 1].z;
        if iteration % 100 == 0 || iteration == 2499 {
            costs.push((iteration, cost_from_logits(zl, y)));
        }
        let al = &caches[caches.len() - 1].a;
        let mut gradients = l_model_backward(al, y, x, &parameters, &caches);
        for layer in &mut gradients {
            let sum: f64 = layer.db.as_slice().iter().sum();
            layer.db = layer.db.map(|_| sum);
        }
        update_parameters(&mut parameters, &gradients, LAYERS.learning_rate);
    }
    Trained { parameters, costs }
}

/// `two_layer_model` as v1 and v2 print it. Accuracies: 1.0 and 0.72, as without the mistake.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn one_db_per_layer_gives_the_numbers_of_v1_and_v2_for_two_layers() {
    let Dataset { train, test } = photographs();
    let start = initialize_parameters(12288, 7, 1, 1);
    let found = train_with_one_db_per_layer(start, &train.x(), &train.y());
    assert_costs(
        &found.costs,
        &[
            0.6930497356599891,
            0.6464283150388817,
            0.6325086257948582,
            0.6014932097069347,
            0.5601652326734955,
            0.5157934975899228,
            0.47590238832247345,
            0.43858640997112264,
            0.3910072887566944,
            0.35842204945735057,
            0.34299735904004836,
            0.3101904235095464,
            0.27396613287260885,
            0.23703470869502044,
            0.18734248651597413,
            0.1686400981641551,
            0.14197411005689578,
            0.11292363594102973,
            0.09758444844752398,
            0.08554699338649559,
            0.07593496617351729,
            0.06794136245969243,
            0.06085759338231381,
            0.05488773565315851,
            0.0495082963584638,
        ],
        None,
        COST,
    );
    assert_eq!(accuracies(&found, &train, &test), (209, 36));
}

/// `L_layer_model` as v1 and v2 print it. Accuracies: 1.0 and 0.84 (42 of 50). The 84 % are often
/// quoted; without the mistake it is 80 %.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn one_db_per_layer_gives_the_numbers_of_v1_and_v2_for_four_layers() {
    let Dataset { train, test } = photographs();
    let start = initialize_parameters_deep(&[12288, 20, 7, 5, 1], Initialization::Scaled, 1);
    let found = train_with_one_db_per_layer(start, &train.x(), &train.y());
    assert_costs(
        &found.costs,
        &[
            0.7717493284237688,
            0.6733497445150209,
            0.6482474434189347,
            0.6203838286619946,
            0.5684005832232023,
            0.5207539233884928,
            0.46920283449786865,
            0.4872634620714593,
            0.3584363874613866,
            0.347641264952772,
            0.29195450833485825,
            0.2732233721467601,
            0.22925044667008304,
            0.19666712417436588,
            0.17658497226677403,
            0.15772717776012252,
            0.1427416869443923,
            0.13901490818978182,
            0.12386257988583617,
            0.1115142786610861,
            0.10595322235177425,
            0.09819857774605932,
            0.09421316656586307,
            0.08716125336992757,
            0.08207705462719336,
        ],
        None,
        COST,
    );
    assert_eq!(accuracies(&found, &train, &test), (209, 42));
}
