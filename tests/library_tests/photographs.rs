//! The course's photographs: the data, and the whole runs that the notebooks print.

use crate::common::close::assert_near;
use crate::common::photographs::photograph_files;
use purrceptron::cost::cost_from_logits;
use purrceptron::dataset::{Dataset, Name, Pictures, import};
use purrceptron::logistic;
use purrceptron::matrix::Matrix;
use purrceptron::network::{
    self, Initialization, Parameters, Trained, initialize_parameters, initialize_parameters_deep,
    l_layer_model, l_model_backward, l_model_forward, two_layer_model, update_parameters,
};
use purrceptron::training::{Costs, Hyperparameters};

/// The course's photographs, from their HDF5 files. Without them the test fails: it is ignored
/// unless asked for.
pub fn photographs() -> Dataset {
    let (train, test) = photograph_files();
    import(&train, &test).unwrap_or_else(|error| panic!("{error}"))
}

/// How far a cost may lie from the published run, given in all digits of an `f64`.
const COST: f64 = 1e-9;
/// At the learning rate 0.01 the neuron overshoots at first and rounding grows: NumPy itself moves
/// by 1e-6 at iteration 200 when the features are summed in another order.
const UNSTABLE_COST: f64 = 1e-5;

/// The costs at 0, 100, 200 …, and the last where it is given.
#[track_caller]
fn assert_costs(costs: &Costs, expected: &[f64], last: Option<f64>, tolerance: f64) {
    assert_eq!(costs.len(), expected.len() + 1, "{costs:?}");
    for (&(iteration, cost), (i, &expected)) in costs.iter().zip(expected.iter().enumerate()) {
        assert_eq!(iteration, 100 * i);
        assert_near(cost, expected, tolerance);
    }
    if let Some(last) = last {
        assert_near(costs[expected.len()].1, last, tolerance);
    }
}

/// How many predictions are right, and which are wrong.
fn right_and_wrong(predictions: &Matrix, pictures: &Pictures) -> (usize, Vec<usize>) {
    let y = pictures.y();
    let wrong: Vec<usize> =
        (0..pictures.count()).filter(|&i| predictions[(0, i)] != y[(0, i)]).collect();
    (pictures.count() - wrong.len(), wrong)
}

/// `c1w2.dataset.sanity`, `c1w2.dataset.second_image`, `c1w2.dataset.shapes`, and all labels.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn the_data() {
    let Dataset { train, test } = photographs();
    assert_eq!((train.count(), test.count(), train.cats(), test.cats()), (209, 50, 72, 33));
    let (x_train, x_test) = (train.x(), test.x());
    assert_eq!((x_train.shape(), x_test.shape()), ((12288, 209), (12288, 50)));
    let column =
        |x: &Matrix, j, n| -> Vec<f64> { (0..n).map(|i| (x[(i, j)] * 255.0).round()).collect() };
    assert_eq!(column(&x_train, 0, 5), [17.0, 31.0, 56.0, 22.0, 33.0]);
    assert_eq!(
        column(&x_train, 1, 10),
        [196.0, 192.0, 190.0, 193.0, 186.0, 182.0, 188.0, 179.0, 174.0, 213.0]
    );
    assert_eq!(
        column(&x_test, 1, 10),
        [115.0, 110.0, 111.0, 137.0, 129.0, 129.0, 155.0, 146.0, 145.0, 159.0]
    );
    assert_eq!(x_train[(0, 0)], 17.0 / 255.0);
    let labels =
        |pictures: &Pictures| -> String { pictures.labels.iter().map(u8::to_string).collect() };
    assert_eq!(
        labels(&train),
        "00100001000101100001000011010100000000100110000100100010110111000000100100000000000110001000111001000010101111110000010001001010110001111100001011101100010010000010101001110011010100000100100010000100100000000"
    );
    assert_eq!(labels(&test), "11111011111110010111100111101011110001001110001110");
}

/// Written and read again, it is the same, and is recognised.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn the_import() {
    let folder = crate::common::folder::Folder::new("import");
    let imported = photographs();
    imported.save(&folder.path("course")).unwrap();
    let (read, _) = Dataset::find(Some(&folder.path("course"))).unwrap();
    assert!(read == imported);
    assert_eq!(read.name(), Name::Course);
    let mut changed = read;
    changed.test.pixels[0] ^= 1;
    assert_eq!(changed.name(), Name::Custom);
}

/// `c1w2.cat.logreg`
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn one_neuron() {
    let Dataset { train, test } = photographs();
    let hyperparameters = Hyperparameters::new(2000, 0.005);
    let found = logistic::model(&train.x(), &train.y(), &hyperparameters, |_, _| ()).unwrap();
    assert_costs(
        &found.costs,
        &[
            std::f64::consts::LN_2,
            0.5845083636993086,
            0.46694904094655465,
            0.37600686694802093,
            0.33146328932825136,
            0.3032730674743829,
            0.2798795865826048,
            0.26004213692587563,
            0.2429406846779662,
            0.2280042225672606,
            0.21481951378449643,
            0.20307819060644985,
            0.19254427716706862,
            0.183033337968835,
            0.17439859438448874,
            0.16652139705400332,
            0.15930451829756612,
            0.1526673247129651,
            0.14654223503982336,
            0.14087207570310162,
        ],
        None,
        COST,
    );
    let neuron = &found.neuron;
    assert_eq!(right_and_wrong(&logistic::predict(neuron, &train.x()), &train).0, 207);
    assert_eq!(
        right_and_wrong(&logistic::predict(neuron, &test.x()), &test),
        (35, vec![5, 6, 10, 11, 13, 18, 19, 28, 29, 30, 33, 34, 41, 44, 46])
    );
    assert_near(neuron.b, -0.015906243999692905, COST);
    let norm = neuron.w.as_slice().iter().map(|w| w * w).sum::<f64>().sqrt();
    assert_near(norm, 1.8863092965544475, COST);
}

/// `c1w2.cat.lr_compare.0.01`, `c1w2.cat.lr_compare.0.0001`
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn learning_rates_compared() {
    let Dataset { train, test } = photographs();
    let fast = [
        std::f64::consts::LN_2,
        0.8239208681653817,
        0.41894495087096717,
        0.6173497026230753,
        0.5221157748344514,
        0.38770875070536653,
        0.23625445690956276,
        0.15422213307164953,
        0.13532782830746518,
        0.12497147999820794,
        0.11647833125447803,
        0.10919251128119756,
        0.10280446418271606,
        0.09712981008097002,
        0.09204326923813598,
    ];
    let slow = [
        std::f64::consts::LN_2,
        0.6436767556935212,
        0.6357371814059839,
        0.6285720456492652,
        0.6220395010251997,
        0.6160293786905877,
        0.6104550830063584,
        0.6052481726085716,
        0.6003541917337943,
        0.5957294843812225,
        0.5913387663913114,
        0.5871532754554302,
        0.5831493591357293,
        0.5793073939793077,
        0.5756109548449317,
    ];
    for (learning_rate, costs, tolerance, train_right, test_right) in
        [(0.01, fast, UNSTABLE_COST, 208, 34), (0.0001, slow, COST, 143, 18)]
    {
        let hyperparameters = Hyperparameters::new(1500, learning_rate);
        let found = logistic::model(&train.x(), &train.y(), &hyperparameters, |_, _| ()).unwrap();
        assert_costs(&found.costs, &costs, None, tolerance);
        let right = |pictures: &Pictures| {
            right_and_wrong(&logistic::predict(&found.neuron, &pictures.x()), pictures).0
        };
        assert_eq!((right(&train), right(&test)), (train_right, test_right));
    }
}

/// Which predictions of a network are right, and which are wrong.
fn predicted(found: &Trained, pictures: &Pictures) -> (usize, Vec<usize>) {
    right_and_wrong(&network::predict(&pictures.x(), &found.parameters), pictures)
}

/// How many of the training and of the test photographs are right.
fn accuracies(found: &Trained, train: &Pictures, test: &Pictures) -> (usize, usize) {
    (predicted(found, train).0, predicted(found, test).0)
}

const LAYERS: Hyperparameters = Hyperparameters::new(2500, 0.0075);

/// `c1w4.cat.two_layer`
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn two_layers() {
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

/// `c1w4.cat.deep`
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn the_deep_network() {
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

/// The mistake of the course's first release: one `db` for a whole layer, summed over its units
/// too.
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

/// `c1w4.cat.two_layer.legacy`
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn two_layers_with_the_mistake_of_the_first_release() {
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

/// `c1w4.cat.deep.legacy`: where the often-quoted 84 % comes from.
#[test]
#[ignore = "needs the course's photographs in $PURRCEPTRON_PHOTOGRAPHS"]
fn the_deep_network_with_the_mistake_of_the_first_release() {
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
