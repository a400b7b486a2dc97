//! The matrix product against its oracle, to the last bit, and the operations of the course.

use purrceptron::matrix::ladder::{BLOCK_COLUMNS, BLOCK_ROWS, RUNGS, blocked, naive};
use purrceptron::matrix::{Matrix, View};
use purrceptron::processor::{Isa, Processor};
use purrceptron::random::Random;

/// All instructions with 1, 2, 3 and 64 threads, each operand plain and transposed: all must equal the
/// naive loop exactly, also in what `C` held before.
fn assert_exact(m: usize, k: usize, n: usize) {
    let mut random = Random::seed(7);
    let (a, b) = (random.randn_matrix(m, k), random.randn_matrix(k, n));
    let (a_t, b_t) = (a.t().to_matrix(), b.t().to_matrix());
    let start = random.randn_matrix(m, n);
    for isa in Isa::available() {
        let mut expected = start.clone();
        naive(isa, &mut expected, a.view(), b.view());
        for threads in [1, 2, 3, 64] {
            let product = |a: View<'_>, b: View<'_>| {
                let mut c = start.clone();
                Processor { isa, threads }.run(|| c.add_product(a, b));
                c
            };
            for (name, c) in [
                ("A·B", product(a.view(), b.view())),
                ("Aᵀ·B", product(a_t.t(), b.view())),
                ("A·Bᵀ", product(a.view(), b_t.t())),
                ("Aᵀ·Bᵀ", product(a_t.t(), b_t.t())),
            ] {
                assert!(
                    c == expected,
                    "{name}, ({m}, {k})·({k}, {n}), {}, {threads} threads",
                    isa.name()
                );
            }
        }
    }
}

#[test]
fn awkward_sizes_equal_the_oracle_exactly() {
    // 0, 1, tiles (10 or 6, 8) ± 1, every height of a tile, primes, non-square
    for m in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 20] {
        for n in [0, 1, 7, 8, 9, 15, 16, 31, 33] {
            for k in [0, 1, 2, 7, 8, 9, 64] {
                assert_exact(m, k, n);
            }
        }
    }
}

#[test]
fn sizes_around_the_blocks_equal_the_oracle_exactly() {
    // 120 rows, micro-panels of 6 or 10, 512 steps of k, 1024 columns, groups of 64
    for (m, k, n) in [(71, 1023, 9), (72, 1024, 8), (73, 1025, 7), (119, 3, 7), (120, 2049, 5)] {
        assert_exact(m, k, n);
    }
    for (m, k, n) in [(121, 511, 63), (239, 512, 64), (240, 513, 65)] {
        assert_exact(m, k, n);
    }
    for (m, k, n) in [(121, 9, 1023), (241, 2, 1024), (7, 1025, 1025), (20, 257, 2049)] {
        assert_exact(m, k, n);
    }
}

#[test]
fn the_two_large_products_of_the_deep_network_equal_the_oracle_exactly() {
    assert_exact(20, 12288, 209);
    assert_exact(20, 209, 12288);
}

/// From whatever `C` held before, to the last bit.
fn assert_rungs_exact(m: usize, k: usize, n: usize) {
    let mut random = Random::seed(3);
    let (a, b) = (random.randn_matrix(m, k), random.randn_matrix(k, n));
    let start = random.randn_matrix(m, n);
    for isa in Isa::available() {
        let mut expected = start.clone();
        naive(isa, &mut expected, a.view(), b.view());
        for (name, rung) in RUNGS {
            let mut c = start.clone();
            rung(isa, &mut c, a.view(), b.view());
            let what = (isa.name(), name);
            assert!(c == expected, "{what:?}, ({m}, {k})·({k}, {n})");
        }
    }
}

#[test]
fn every_rung_of_the_ladder_equals_the_oracle_exactly() {
    let around = |block| [0, 1, block - 1, block, block + 1];
    for k in around(BLOCK_ROWS) {
        for n in around(BLOCK_COLUMNS) {
            for m in [0, 1, 7] {
                assert_rungs_exact(m, k, n);
            }
        }
    }
    assert_rungs_exact(61, 67, 71);
    assert_rungs_exact(20, 2 * BLOCK_ROWS + 1, 2 * BLOCK_COLUMNS + 1);
}

#[test]
#[should_panic(expected = "shape mismatch in matmul, out: (2, 2), lhs: (2, 3), rhs: (3, 4)")]
fn a_rung_refuses_wrong_shapes() {
    let (a, b) = (Matrix::zeros(2, 3), Matrix::zeros(3, 4));
    blocked(Isa::best(), &mut Matrix::zeros(2, 2), a.view(), b.view());
}

#[test]
fn the_oracle_is_right_where_it_can_be_counted() {
    let a = Matrix::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let b = Matrix::from([[7.0, 8.0], [9.0, 10.0], [11.0, 12.0]]);
    for isa in Isa::available() {
        let mut c = Matrix::from([[1000.0, 0.0], [0.0, -1000.0]]);
        naive(isa, &mut c, a.view(), b.view());
        assert_eq!(c, Matrix::from([[1058.0, 64.0], [139.0, -846.0]]));
    }
}

#[test]
fn nothing_hides_a_nan_or_an_infinity() {
    let zeros = Matrix::zeros(2, 2);
    let bad = Matrix::from([[f64::NAN, 1.0], [1.0, f64::INFINITY]]);
    assert!(zeros.dot(&bad).as_slice().iter().all(|x| x.is_nan()));
}

#[test]
fn the_instructions_can_be_chosen_and_the_number_of_threads_changes_no_bit() {
    let mut random = Random::seed(1);
    let (a, b) = (random.randn_matrix(300, 200), random.randn_matrix(200, 500));
    let before = Processor::current();
    assert_eq!(before.isa, Isa::best());
    for isa in Isa::available() {
        let mut expected = Matrix::zeros(300, 500);
        naive(isa, &mut expected, a.view(), b.view());
        for threads in [1, 2, 17] {
            let processor = Processor { isa, threads };
            let product = processor.run(|| {
                assert_eq!(Processor::current(), processor);
                a.dot(&b)
            });
            assert!(product == expected, "{}, {threads} threads", isa.name());
        }
    }
    assert_eq!(Processor::current(), before);
}

#[test]
fn a_panic_puts_the_processor_back() {
    let before = Processor::current();
    let changed = Processor { isa: Isa::PORTABLE, threads: before.threads + 1 };
    assert!(std::panic::catch_unwind(|| changed.run(|| panic!("on purpose"))).is_err());
    assert_eq!(Processor::current(), before);
}

#[test]
fn the_operations_of_the_course() {
    let a = Matrix::from([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]]);
    assert_eq!(a.shape(), (2, 3));
    assert_eq!((a[(1, 2)], a.t().get(2, 1)), (-6.0, -6.0));
    assert_eq!(a.t().to_matrix(), Matrix::from([[1.0, 4.0], [-2.0, 5.0], [3.0, -6.0]]));
    assert_eq!(a.map(f64::abs).row_sums(), Matrix::from([[6.0], [15.0]]));
    assert_eq!(a.combine(&a, |x, y| x - y), Matrix::zeros(2, 3));
    assert_eq!((&a - &a, &a * 2.0), (Matrix::zeros(2, 3), a.map(|x| x + x)));
    let mut sum = a.clone().plus_column(&Matrix::from([[10.0], [20.0]]));
    assert_eq!(sum, Matrix::from([[11.0, 8.0, 13.0], [24.0, 25.0, 14.0]]));
    sum = &sum * 0.5;
    sum = sum.combine(&a, |x, y| x + y);
    assert_eq!(sum, Matrix::from([[6.5, 2.0, 9.5], [16.0, 17.5, 1.0]]));
    assert_eq!(Matrix::zeros(3, 0).row_sums(), Matrix::zeros(3, 1));
}

#[test]
#[should_panic(expected = "shape mismatch in matmul, lhs: (2, 3), rhs: (2, 3)")]
fn a_product_of_wrong_shapes_names_both() {
    let _ = Matrix::zeros(2, 3).dot(&Matrix::zeros(2, 3));
}

#[test]
#[should_panic(expected = "shape mismatch in combine, lhs: (2, 3), rhs: (3, 2)")]
fn a_combination_of_wrong_shapes_names_both() {
    let _ = Matrix::zeros(2, 3).combine(&Matrix::zeros(3, 2), |x, _| x);
}

#[test]
#[should_panic(expected = "shape mismatch in plus_column, lhs: (2, 3), rhs: (3, 1)")]
fn a_column_of_the_wrong_length_names_both() {
    let _ = Matrix::zeros(2, 3).plus_column(&Matrix::zeros(3, 1));
}

#[test]
#[should_panic(expected = "3 elements do not make a (2, 2) matrix")]
fn from_vec_counts() {
    let _ = Matrix::from_vec(2, 2, vec![1.0; 3]);
}
