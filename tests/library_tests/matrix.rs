//! The matrix product against its oracle, to the last bit, and the operations of the course.

use purrceptron::matrix::ladder::{BLOCK_COLUMNS, BLOCK_ROWS, Rung};
use purrceptron::matrix::{
    Kernel, Matrix, Packed, PackedBlock, Right, Strips, View, byte_gram, kernel, multiply_add_with,
    naive, peak, set_kernel, set_threads,
};
use purrceptron::random::Random;
use std::sync::Mutex;
use std::time::Duration;

/// Every kernel, with and without threads, each operand plain and transposed, packed or not: all
/// must equal the naive loop exactly, also in what `C` held before.
fn assert_exact(m: usize, k: usize, n: usize) {
    let mut random = Random::seed(7);
    let (a, b) = (random.randn_matrix(m, k), random.randn_matrix(k, n));
    let (a_t, b_t) = (a.t().to_matrix(), b.t().to_matrix());
    let start = random.randn_matrix(m, n);
    for kernel in Kernel::available() {
        let mut expected = start.clone();
        naive(kernel, &mut expected, a.view(), b.view());
        for threads in [1, 2, 3, 64] {
            let product = |a, b: Right| {
                let mut c = start.clone();
                multiply_add_with(kernel, threads, &mut c, a, b);
                c
            };
            let packed = Packed::new(b.view());
            let packed_t = Packed::new(b_t.t());
            let mut from_strips = start.clone();
            Strips::new(kernel, a.view()).add_dot(&mut from_strips, packed.all());
            let mut into_strips = Strips::new(kernel, start.view());
            into_strips.multiply_add(a_t.t(), b.view());
            for (name, c) in [
                ("A in strips·B", from_strips),
                ("C in strips", into_strips.to_matrix()),
                ("A·B", product(a.view(), b.view().into())),
                ("Aᵀ·B", product(a_t.t(), b.view().into())),
                ("A·Bᵀ", product(a.view(), b_t.t().into())),
                ("A·packed B", product(a.view(), packed.all().into())),
                ("A·packed Bᵀ", product(a_t.t(), packed_t.all().into())),
            ] {
                assert!(
                    c == expected,
                    "{name}, ({m}, {k})·({k}, {n}), {}, {threads} threads",
                    kernel.name()
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
    // 12 strips of 6 or 10 rows, 1024 steps of k, 1024 columns
    for (m, k, n) in [(71, 1023, 9), (72, 1024, 8), (73, 1025, 7), (119, 3, 7), (120, 2049, 5)] {
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
    for kernel in Kernel::available() {
        let mut expected = start.clone();
        naive(kernel, &mut expected, a.view(), b.view());
        for rung in Rung::ALL {
            let mut c = start.clone();
            rung.multiply_add(kernel, 2, &mut c, &a, &b);
            let what = (kernel.name(), rung.name());
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
    Rung::Blocked.multiply_add(Kernel::best(), 1, &mut Matrix::zeros(2, 2), &a, &b);
}

#[test]
fn the_peak_is_a_speed() {
    for kernel in Kernel::available() {
        let gflops = peak(kernel, 2, Duration::ZERO);
        assert!(gflops > 0.01 && gflops.is_finite(), "{}: {gflops} GFLOP/s", kernel.name());
    }
}

#[test]
fn the_oracle_is_right_where_it_can_be_counted() {
    let a = Matrix::from([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let b = Matrix::from([[7.0, 8.0], [9.0, 10.0], [11.0, 12.0]]);
    for kernel in Kernel::available() {
        let mut c = Matrix::from([[1000.0, 0.0], [0.0, -1000.0]]);
        naive(kernel, &mut c, a.view(), b.view());
        assert_eq!(c, Matrix::from([[1058.0, 64.0], [139.0, -846.0]]));
    }
}

#[test]
fn nothing_hides_a_nan_or_an_infinity() {
    let zeros = Matrix::zeros(2, 2);
    let bad = Matrix::from([[f64::NAN, 1.0], [1.0, f64::INFINITY]]);
    assert!(zeros.dot(&bad).as_slice().iter().all(|x| x.is_nan()));
}

/// Held by those who set the kernel, or depend on which it is: it is the whole process's.
static KERNEL: Mutex<()> = Mutex::new(());

/// One test for both settings: they are the whole process's, and other tests run beside this one.
#[test]
fn the_kernel_can_be_chosen_and_the_number_of_threads_changes_no_bit() {
    let _alone = KERNEL.lock();
    let mut random = Random::seed(1);
    let (a, b) = (random.randn_matrix(300, 200), random.randn_matrix(200, 500));
    let product = |threads| {
        set_threads(threads);
        a.dot(&b)
    };
    assert_eq!(kernel(), Kernel::best());
    for chosen in Kernel::available() {
        set_kernel(chosen);
        assert_eq!(kernel(), chosen);
        let mut expected = Matrix::zeros(300, 500);
        naive(chosen, &mut expected, a.view(), b.view());
        for threads in [1, 2, 17] {
            assert!(product(threads) == expected, "{}, {threads} threads", chosen.name());
        }
    }
    set_kernel(Kernel::best());
}

/// Whole numbers: exact in whatever order. 4500 rows are three pieces, the last not whole.
#[test]
fn bytes_give_the_same_products_as_the_numbers_they_are() {
    for (rows, columns) in [(4500, 21), (7, 9), (1, 1), (3, 0), (0, 0)] {
        let bytes: Vec<u8> = (0..rows * columns).map(|i| (i * i % 256) as u8).collect();
        let x = Matrix::from_fn(rows, columns, |i, j| bytes[i * columns + j].into());
        assert_eq!(byte_gram(&bytes, columns), x.t().dot(&x));
        let left = Matrix::from_fn(4, rows, |i, k| (3 * i + k) as f64);
        if columns > 0 {
            assert_eq!(left.dot(Packed::bytes(4, &bytes, columns).all()), left.dot(&x));
            let packed = Packed::bytes_transposed(rows, &bytes, columns);
            assert_eq!(x.dot(packed.all()), x.dot(x.t()));
        }
    }
}

fn bits(matrix: &Matrix) -> Vec<u64> {
    matrix.as_slice().iter().map(|x| x.to_bits()).collect()
}

/// Also with the smallest numbers there are, and with parts of what is packed.
#[test]
fn one_row_times_bytes_equals_the_oracle_exactly() {
    let _alone = KERNEL.lock(); // which chooses the order of the bytes
    let smallest = f64::MIN_POSITIVE;
    for (rows, columns) in [(1, 1), (7, 8), (8, 41), (31, 13), (209, 100), (4103, 21), (0, 9)] {
        let bytes: Vec<u8> = (0..rows * columns).map(|i| (i * i % 251) as u8).collect();
        let x = Matrix::from_fn(rows, columns, |i, j| bytes[i * columns + j].into());
        for scale in [1.0, 1e-300, smallest * 1e15, smallest / 1e6, 1e300] {
            let number = |n: usize| match n {
                3 => 0.0,
                _ if scale < 1e-299 && n < 20 => 0.0,
                _ => (n as f64).cos() * scale,
            };
            let left = Matrix::from_fn(1, rows, |_, k| number(k));
            let left_t = Matrix::from_fn(1, columns, |_, k| number(k));
            for chosen in Kernel::available() {
                let check = |left: View<'_>, packed: PackedBlock<'_>, b: View<'_>| {
                    let c = Matrix::from_fn(1, b.columns(), |_, j| (j as f64).sin() * scale);
                    let (mut expected, mut product) = (c.clone(), c);
                    naive(chosen, &mut expected, left, b);
                    let mut by_threads = product.clone();
                    let (mut strips, mut from_strips) =
                        (Strips::new(chosen, product.view()), product.clone());
                    multiply_add_with(chosen, 1, &mut product, left, packed.clone());
                    multiply_add_with(chosen, 3, &mut by_threads, left, packed.clone());
                    Strips::new(chosen, left).add_dot(&mut from_strips, packed.clone());
                    strips.multiply_add(left, packed);
                    for result in [product, by_threads, from_strips, strips.to_matrix()] {
                        let same = bits(&result) == bits(&expected);
                        assert!(same, "{rows}×{columns}·{scale:e}, {}", chosen.name());
                    }
                };
                for height in [1, 2] {
                    let packed = Packed::bytes(height, &bytes, columns);
                    let packed_t = Packed::bytes_transposed(height, &bytes, columns);
                    check(left.view(), packed.all(), x.view());
                    check(left_t.view(), packed_t.all(), x.t());
                    if rows > 8 && columns > 8 {
                        let some = x.view().select_rows(8..rows).select_columns(8..columns);
                        let left = left.view().select_columns(8..rows);
                        check(left, packed.select(8..rows, 8..columns), some);
                    }
                }
            }
        }
    }
}

#[test]
fn the_operations_of_the_course() {
    let a = Matrix::from([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]]);
    assert_eq!(a.shape(), (2, 3));
    assert_eq!((a[(1, 2)], a.t().get(2, 1)), (-6.0, -6.0));
    assert_eq!(a.t().to_matrix(), Matrix::from([[1.0, 4.0], [-2.0, 5.0], [3.0, -6.0]]));
    assert_eq!(a.map(f64::abs).sum_columns(), Matrix::from([[6.0], [15.0]]));
    assert_eq!(a.combine(&a, |x, y| x - y), Matrix::zeros(2, 3));
    let mut sum = a.clone();
    sum.add_column(&Matrix::from([[10.0], [20.0]]));
    assert_eq!(sum, Matrix::from([[11.0, 8.0, 13.0], [24.0, 25.0, 14.0]]));
    sum.scale(0.5);
    sum.update(&a, |x, y| x + y);
    assert_eq!(sum, Matrix::from([[6.5, 2.0, 9.5], [16.0, 17.5, 1.0]]));
    assert_eq!(Matrix::zeros(3, 0).sum_columns(), Matrix::zeros(3, 1));
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
#[should_panic(expected = "shape mismatch in add_column, lhs: (2, 3), rhs: (3, 1)")]
fn a_column_of_the_wrong_length_names_both() {
    Matrix::zeros(2, 3).add_column(&Matrix::zeros(3, 1));
}

#[test]
#[should_panic(expected = "3 elements do not make a (2, 2) matrix")]
fn from_vec_counts() {
    let _ = Matrix::from_vec(2, 2, vec![1.0; 3]);
}
