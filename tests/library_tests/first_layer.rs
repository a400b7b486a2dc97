//! The fast engines of the first layer against the plain one, which is written as the notes are.

use crate::common::close::assert_close;
use purrceptron::choice::Choice;
use purrceptron::first_layer::Engine;
use purrceptron::matrix::Matrix;
use purrceptron::processor::{Isa, Processor};
use purrceptron::random::Random;

/// `(n1, n_x, m)`: 1, micro-panels (10 or 6, 8) and blocks (120, 512, 1024) ± 1, primes.
const SHAPES: [(usize, usize, usize); 20] = [
    (1, 1, 1),
    (1, 7, 8),
    (1, 8, 41),
    (1, 31, 13),
    (1, 209, 100),
    (1, 1025, 17),
    (1, 4103, 21),
    (2, 7, 9),
    (3, 64, 8),
    (5, 100, 33),
    (6, 65, 7),
    (7, 12, 65),
    (10, 513, 64),
    (11, 127, 1),
    (13, 40, 127),
    (20, 1027, 29),
    (21, 100, 26),
    (61, 67, 71),
    (121, 24, 9),
    (241, 30, 16),
];

/// Bytes divided by 255.
fn pixels(n_x: usize, m: usize) -> Matrix {
    Matrix::from_fn(n_x, m, |i, j| ((i * m + j) * (i * m + j) % 251) as f64 / 255.0)
}

fn bits(matrix: &Matrix) -> Vec<u64> {
    matrix.as_slice().iter().map(|x| x.to_bits()).collect()
}

/// What an engine makes of two steps: `Z1` before, between and after them, and `W1`.
fn two_steps(engine: Engine, w: &Matrix, x: &Matrix, steps: &[Matrix; 2]) -> [Matrix; 4] {
    let mut first = engine.start(w, x).unwrap();
    let start = first.forward();
    first.descend(steps[0].clone());
    let middle = first.forward();
    first.descend(steps[1].clone());
    let end = first.forward();
    let mut w = w.clone();
    first.finish(&mut w);
    [start, middle, end, w]
}

/// `X = P/255` is multiplied as the bytes `P` it is made of: `W·X = (W·P)·(1/255)`.
fn two_steps_with_bytes(w: &Matrix, x: &Matrix, steps: &[Matrix; 2]) -> [Matrix; 4] {
    let unit = 1.0 / 255.0;
    let bytes = x.map(|x| (255.0 * x).round());
    let mut w = w.clone();
    let start = &w.dot(&bytes) * unit;
    w.add_product(&(&steps[0] * unit), bytes.t());
    let middle = &w.dot(&bytes) * unit;
    w.add_product(&(&steps[1] * unit), bytes.t());
    [start, middle, &w.dot(&bytes) * unit, w]
}

fn processors() -> impl Iterator<Item = Processor> {
    let with = |isa| [1, 2, 3, 5, 64].map(|threads| Processor { isa, threads });
    Isa::available().flat_map(with)
}

#[test]
fn textbook_equals_plain_to_the_last_bit() {
    let mut random = Random::seed(2);
    for (n1, n_x, m) in SHAPES {
        let w = random.randn_matrix(n1, n_x);
        let x = random.randn_matrix(n_x, m);
        let steps = [random.randn_matrix(n1, m), random.randn_matrix(n1, m)];
        for processor in processors() {
            processor.run(|| {
                let expected = two_steps(Engine::Plain, &w, &x, &steps);
                let found = two_steps(Engine::Textbook, &w, &x, &steps);
                let what = (n1, n_x, m, processor.isa.name(), processor.threads);
                assert!(found.each_ref().map(bits) == expected.each_ref().map(bits), "{what:?}");
            });
        }
    }
}

/// With large and with the smallest numbers there are, and zeros among them.
#[test]
fn textbook_multiplies_pixels_as_the_bytes_they_are_to_the_last_bit() {
    let smallest = f64::MIN_POSITIVE;
    for (n1, n_x, m) in SHAPES {
        let x = pixels(n_x, m);
        for scale in [1.0, 1e-300, smallest * 1e15, smallest / 1e6, 1e300] {
            let number = |n: usize| match n {
                3 => 0.0,
                _ if scale < 1e-299 && n < 20 => 0.0,
                _ => (n as f64).cos() * scale,
            };
            let w = Matrix::from_fn(n1, n_x, |i, j| number(i * n_x + j));
            let steps = [7, 8].map(|s| Matrix::from_fn(n1, m, |i, j| number(s * i + j)));
            for processor in processors().filter(|p| p.threads < 5 || scale == 1.0) {
                processor.run(|| {
                    let expected = two_steps_with_bytes(&w, &x, &steps);
                    let found = two_steps(Engine::Textbook, &w, &x, &steps);
                    let what = (n1, n_x, m, processor.isa.name(), processor.threads, scale);
                    let bits = |matrices: &[Matrix; 4]| matrices.each_ref().map(bits);
                    assert!(bits(&found) == bits(&expected), "{what:?}");
                });
            }
        }
    }
}

#[test]
fn all_engines_agree_on_pixels() {
    let mut random = Random::seed(3);
    for (n1, n_x, m) in SHAPES.into_iter().filter(|(_, n_x, m)| m <= n_x) {
        let w = random.randn_matrix(n1, n_x);
        let steps = [random.randn_matrix(n1, m), random.randn_matrix(n1, m)];
        for x in [pixels(n_x, m), random.randn_matrix(n_x, m)] {
            let expected = two_steps(Engine::Plain, &w, &x, &steps);
            for engine in [Engine::Textbook, Engine::SampleSpace] {
                for (found, expected) in two_steps(engine, &w, &x, &steps).iter().zip(&expected) {
                    assert_close(found, expected, 1e-10);
                }
            }
        }
    }
}

/// The number of threads and the fused instructions change no bit of any engine.
#[test]
fn no_engine_depends_on_threads_or_fused_instructions() {
    let mut random = Random::seed(4);
    let (n1, n_x, m) = (20, 1027, 29);
    let (w, x) = (random.randn_matrix(n1, n_x), pixels(n_x, m));
    let steps = [random.randn_matrix(n1, m), random.randn_matrix(n1, m)];
    for engine in Engine::ALL.iter().copied() {
        let fused = processors().filter(|p| p.isa != Isa::PORTABLE || p.isa == Isa::best());
        let mut all = fused.map(|p| p.run(|| two_steps(engine, &w, &x, &steps)));
        let first = all.next().unwrap();
        assert!(all.all(|other| other == first), "{}", engine.name());
    }
}

#[test]
#[should_panic(expected = "shape mismatch in W1·X, lhs: (2, 3), rhs: (4, 5)")]
fn an_engine_refuses_wrong_shapes() {
    let _ = Engine::Textbook.start(&Matrix::zeros(2, 3), &Matrix::zeros(4, 5)).map(|_| ());
}
