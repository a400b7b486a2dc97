//! The matrix product `C += A·B`: a naive loop to trust, and the blocked one to use.
//!
//! Every element of `C` is summed in ascending `k`, starting from what it already holds:
//!
//! ```text
//! c[i][j] ← fma(a[i][k], b[k][j], c[i][j])     for k = 0, 1, 2, …
//! ```
//!
//! Whatever the blocking, the tile, the instructions or the number of threads, that order stays; so
//! the results are equal to the last bit, and the naive loop is an exact oracle for the fast one.
//!
//! The blocked loops are Goto and van de Geijn's ("Anatomy of High-Performance Matrix
//! Multiplication", 2008), with their names: `B` is cut into panels of `NR` columns and `A` into
//! strips of at most `MR` rows, both copied ("packed") into the order in which the innermost tile
//! reads them. A `KC`×`NR` piece of a panel stays in the first-level cache, an `MC`×`KC` block of `A` in the
//! second, a `KC`×`NC` block of `B` in the third.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::kernel::{Kernel, MR, NR};
use super::packed::Right;
use super::{Matrix, View};

/// Steps of `k` in a block: `KC`·`NR`·8 bytes = 32 KiB of a panel of `B`.
const KC: usize = 256;
/// Rows of `A` in a block: `MC`·`KC`·8 bytes = 384 KiB.
const MC: usize = 32 * MR;
/// Columns of `B` in a block: `KC`·`NC`·8 bytes = 4 MiB.
const NC: usize = 128 * NR;
/// Fewer multiply-adds than this are done before a second thread has started.
const WORTH_A_THREAD: usize = 1 << 22;

/// How many threads a product may use; 0 stands for as many as there are cores.
static THREADS: AtomicUsize = AtomicUsize::new(0);

/// Sets how many threads a large product may use, in the whole process. The results do not depend on it.
///
/// # Panics
///
/// If `count` is 0.
pub fn set_threads(count: usize) {
    assert!(count > 0, "a product needs at least one thread");
    THREADS.store(count, Ordering::Relaxed);
}

/// How many threads a large product may use: the cores there are, unless [`set_threads`] was called.
#[must_use]
pub fn threads() -> usize {
    match THREADS.load(Ordering::Relaxed) {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        count => count,
    }
}

/// The oracle: `C += A·B` as three loops, with the given kernel's rounding.
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn naive(kernel: Kernel, c: &mut Matrix, a: View<'_>, b: View<'_>) {
    assert_shapes(c, a, b.shape());
    for i in 0..a.rows() {
        for j in 0..b.columns() {
            for k in 0..a.columns() {
                c[(i, j)] = kernel.multiply_add(a.get(i, k), b.get(k, j), c[(i, j)]);
            }
        }
    }
}

/// `C += A·B`, with this CPU's best kernel and [`threads`].
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn multiply_add<'a>(c: &mut Matrix, a: View<'_>, b: impl Into<Right<'a>>) {
    multiply_add_with(Kernel::best(), threads(), c, a, b);
}

/// [`multiply_add`] with a kernel and a number of threads of one's own choice.
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn multiply_add_with<'a>(
    kernel: Kernel,
    threads: usize,
    c: &mut Matrix,
    a: View<'_>,
    b: impl Into<Right<'a>>,
) {
    let b = b.into();
    assert_shapes(c, a, b.shape());
    let (m, n) = c.shape();
    let panels = n.div_ceil(NR);
    let work = m * n * a.columns();
    let threads = threads.min(work / WORTH_A_THREAD).min(panels).max(1);

    // Each thread has its own columns of C, and of B. Never its own part of k: see above.
    let mut rows: Vec<&mut [f64]> = c.rows_mut().collect();
    thread::scope(|scope| {
        for t in 0..threads {
            let first = panels * t / threads * NR;
            let last = (panels * (t + 1) / threads * NR).min(n);
            let block = rows
                .iter_mut()
                .map(|row| row.split_off_mut(..last - first).expect("the columns are there"))
                .collect();
            let job = move || multiply_columns(kernel, block, a, b, first);
            if t + 1 < threads {
                scope.spawn(job);
            } else {
                job();
            }
        }
    });
}

/// `C[:, first..] += A·B[:, first..]`, where `c` holds those columns of each row.
fn multiply_columns(
    kernel: Kernel,
    mut c: Vec<&mut [f64]>,
    a: View<'_>,
    b: Right<'_>,
    first: usize,
) {
    let (m, n) = (c.len(), c.first().map_or(0, |row| row.len()));
    let (mut a_block, mut b_block) = (Vec::new(), Vec::new());
    for jc in (0..n).step_by(NC) {
        let nc = NC.min(n - jc);
        for pc in (0..a.columns()).step_by(KC) {
            let kc = KC.min(a.columns() - pc);
            let panels = b.block(pc, kc, first + jc, nc, &mut b_block);
            for ic in (0..m).step_by(MC) {
                let mc = MC.min(m - ic);
                pack_strips(a, ic, mc, pc, kc, &mut a_block);
                for (panel, jr) in panels.iter(kc).zip((jc..jc + nc).step_by(NR)) {
                    let columns = jr..(jr + NR).min(n);
                    for (strip, ir) in strips(mc).map(|s| (s.clone(), ic + s.start)) {
                        let height = strip.len();
                        let mut tile = [[0.0; NR]; MR];
                        for (tile, c) in tile.iter_mut().zip(&c[ir..ir + height]) {
                            tile[..columns.len()].copy_from_slice(&c[columns.clone()]);
                        }
                        let a = &a_block[strip.start * kc..strip.end * kc];
                        kernel.tile(a, panel, &mut tile[..height]);
                        for (tile, c) in tile.iter().zip(&mut c[ir..ir + height]) {
                            c[columns.clone()].copy_from_slice(&tile[..columns.len()]);
                        }
                    }
                }
            }
        }
    }
}

/// Cuts `rows` into strips of at most `MR`, as equal as can be.
fn strips(rows: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let count = rows.div_ceil(MR);
    (0..count).map(move |s| rows * s / count..rows * (s + 1) / count)
}

/// Copies `A[ic.., pc..]` strip by strip; in a strip, `k` by `k` the numbers of its rows.
fn pack_strips(a: View<'_>, ic: usize, mc: usize, pc: usize, kc: usize, packed: &mut Vec<f64>) {
    packed.clear();
    packed.resize(mc * kc, 0.0);
    for strip in strips(mc) {
        let height = strip.len();
        let out = &mut packed[strip.start * kc..strip.end * kc];
        for (r, i) in strip.enumerate() {
            let row = out[r..].iter_mut().step_by(height);
            match a.contiguous_row(ic + i) {
                Some(a) => row.zip(&a[pc..pc + kc]).for_each(|(out, &x)| *out = x),
                None => row.zip(pc..).for_each(|(out, k)| *out = a.get(ic + i, k)),
            }
        }
    }
}

fn assert_shapes(c: &Matrix, a: View<'_>, b: (usize, usize)) {
    assert!(a.columns() == b.0, "shape mismatch in matmul, lhs: {:?}, rhs: {b:?}", a.shape());
    assert!(
        c.shape() == (a.rows(), b.1),
        "shape mismatch in matmul, out: {:?}, lhs: {:?}, rhs: {b:?}",
        c.shape(),
        a.shape()
    );
}
