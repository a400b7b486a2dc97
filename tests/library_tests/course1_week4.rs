//! Course 1, week 4: what the notebooks' cells print for the L-layer network.
//!
//! Each case names its entry; the expected values are the printed ones in all digits of an `f64`.
//! Inputs are drawn as the notebooks draw them, from their seeds.

use crate::LAST_DIGITS;
use crate::common::close::{assert_close, assert_near};
use purrceptron::activation::Activation;
use purrceptron::cost::{compute_cost, cost_from_logits};
use purrceptron::matrix::Matrix;
use purrceptron::network::{
    Cache, Gradients, Initialization, Layer, initialize_parameters, initialize_parameters_deep,
    l_model_backward, l_model_forward, linear_activation_backward, linear_activation_forward,
    linear_backward, linear_forward, update_parameters,
};
use purrceptron::random::Random;

/// `c1w4.initialize_parameters.221`, `c1w4.initialize_parameters.321`
#[test]
fn two_layers_start_small() {
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

/// `c1w4.initialize_parameters_deep`
#[test]
fn the_step_by_step_notebook_starts_small() {
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

/// The application's `initialize_parameters_deep`: `randn / √n[l−1]`, from the same numbers.
#[test]
fn the_application_notebook_starts_scaled() {
    let found = initialize_parameters_deep(&[4, 3, 1], Initialization::Scaled, 1);
    let mut random = Random::seed(1);
    assert_eq!(found[0].w, random.randn_matrix(3, 4).map(|x| x / 2.0));
    assert_eq!(found[1].w, random.randn_matrix(1, 3).map(|x| x / 3_f64.sqrt()));
}

/// `c1w4.linear_forward`
#[test]
fn linear_forward_of_seed_1() {
    let mut random = Random::seed(1);
    let a_prev = random.randn_matrix(3, 2);
    let w = random.randn_matrix(1, 3);
    let b = random.randn_matrix(1, 1);
    let z = linear_forward(&a_prev, &w, &b);
    assert_close(&z, &Matrix::from([[3.262953374654174, -1.2342998686128757]]), LAST_DIGITS);
}

/// `c1w4.linear_activation_forward`
#[test]
fn linear_activation_forward_of_seed_2() {
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

/// `c1w4.L_model_forward.2hidden`
#[test]
fn l_model_forward_of_seed_6() {
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

/// `c1w4.compute_cost.v2`, `c1w4.compute_cost`
#[test]
fn compute_cost_of_three_predictions() {
    let al = Matrix::from([[0.8, 0.9, 0.4]]);
    let (all, two) = (Matrix::from([[1.0, 1.0, 1.0]]), Matrix::from([[1.0, 1.0, 0.0]]));
    let zl = al.map(|a| (a / (1.0 - a)).ln());
    for (y, cost) in [(all, 0.414931599615397), (two, 0.2797765635793423)] {
        assert_near(compute_cost(&al, &y), cost, LAST_DIGITS);
        assert_near(cost_from_logits(&zl, &y), cost, LAST_DIGITS);
    }
}

/// A sure and wrong prediction costs a lot, not an infinity: `J = |z|`.
#[test]
fn the_cost_of_a_sure_mistake_is_finite() {
    let (zl, y) = (Matrix::from([[1e300, -800.0]]), Matrix::from([[1.0, 1.0]]));
    assert_eq!(cost_from_logits(&zl, &y), 400.0);
}

/// `c1w4.linear_backward`: three units, so a `db` that sums over them shows.
#[test]
fn linear_backward_of_seed_1() {
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

/// `c1w4.linear_activation_backward`: `Z` is drawn, not computed.
#[test]
fn linear_activation_backward_of_seed_2() {
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

/// `c1w4.L_model_backward`: `AL` is drawn too, and lies outside of (0, 1).
#[test]
fn l_model_backward_of_seed_3() {
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

/// `c1w4.update_parameters`
#[test]
fn update_parameters_of_seeds_2_and_3() {
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
