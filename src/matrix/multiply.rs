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
//! Multiplication", 2008): `B` is packed block by block into panels of `NR` columns, and `A` strip by
//! strip, both in the order in which the innermost tile reads them.
//!
//! ```text
//! for each block of k, KC long:  for each block of NC columns:  pack the block of B
//!     for each strip of A, a few rows:  pack it;  C[strip, block] += A[strip]·B[block]
//! ```
//!
//! A strip stays in the caches while all panels of the block go by. What has been packed before, for
//! many products, is not packed again.

use std::cell::RefCell;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;

use super::kernel::{Kernel, Loops, kernel};
use super::output::Output;
use super::packed::{AnyPanels, Right, pack_panels};
use super::strips::{Left, pack_strip};
use super::tile::{Line, NR, Panels};
use super::{Matrix, View};

/// Steps of `k` in a block, a multiple of 8: 10·`KC`·8 bytes = 40 KiB of a strip of `A`.
const KC: usize = 512;
/// The same where `B` is packed already: a strip of `A` in the second-level cache, 320 KiB, and the
/// sums of a tile begun and ended less often.
const LONG_KC: usize = 4096;
/// Columns of `B` in a block: `KC`·`NC`·8 bytes = 4 MiB.
const NC: usize = 128 * NR;
/// The multiply-adds for which another thread is worth starting: half a millisecond of work.
const WORTH_A_THREAD: usize = 1 << 24;

/// How many threads a product may use; 0 stands for as many as there are cores.
static THREADS: AtomicUsize = AtomicUsize::new(0);

/// The cores there are; to ask takes a while.
static CORES: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));

/// Sets how many threads may work at the same time, in the whole process. The results do not depend
/// on it.
///
/// # Panics
///
/// If `count` is 0.
pub fn set_threads(count: usize) {
    assert!(count > 0, "a product needs at least one thread");
    THREADS.store(count, Ordering::Relaxed);
}

/// How many threads may work at the same time: the cores there are, unless [`set_threads`] was
/// called.
#[must_use]
pub fn threads() -> usize {
    match THREADS.load(Ordering::Relaxed) {
        0 => *CORES,
        count => count,
    }
}

/// The oracle: `C += A·B` as three loops, with the given kernel's rounding.
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn naive(kernel: Kernel, c: &mut Matrix, a: View<'_>, b: View<'_>) {
    assert_shapes(c.shape(), a.shape(), b.shape());
    kernel.run(Naive { c, a, b });
}

struct Naive<'a> {
    c: &'a mut Matrix,
    a: View<'a>,
    b: View<'a>,
}

impl Loops for Naive<'_> {
    #[inline(always)]
    fn run<const WIDTH: usize>(self, multiply_add: impl Fn(f64, f64, f64) -> f64 + Copy) {
        let Self { c, a, b } = self;
        for i in 0..a.rows() {
            for j in 0..b.columns() {
                let mut sum = c[(i, j)];
                for k in 0..a.columns() {
                    sum = multiply_add(a.get(i, k), b.get(k, j), sum);
                }
                c[(i, j)] = sum;
            }
        }
    }
}

/// `C += A·B`, with [`kernel`](super::kernel()) and, if it is large, with [`threads`].
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn multiply_add<'a, 'b>(c: &mut Matrix, a: impl Into<View<'a>>, b: impl Into<Right<'b>>) {
    let (a, b) = (a.into(), b.into());
    let work = a.rows() * a.columns() * b.shape().1;
    multiply_add_with(kernel(), threads_for(work), c, a, b);
}

/// How many threads so many multiply-adds are worth.
pub(super) fn threads_for(work: usize) -> usize {
    threads().min(work / WORTH_A_THREAD).max(1)
}

/// [`multiply_add`] with a kernel and a number of threads of one's own choice.
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn multiply_add_with<'a, 'b, 'c>(
    kernel: Kernel,
    threads: usize,
    c: &'c mut Matrix,
    a: impl Into<View<'a>>,
    b: impl Into<Right<'b>>,
) {
    let (a, b) = (a.into(), b.into());
    assert_shapes(c.shape(), a.shape(), b.shape());
    let (m, n) = c.shape();
    // Each thread has its own columns of C and B, or its own rows of C and A, whichever are more.
    // Never its own part of k: see above.
    let (by_columns, length, unit) =
        if n > m { (true, n, NR) } else { (false, m, kernel.most_rows()) };
    let threads = threads.min(length.div_ceil(unit));
    if threads <= 1 || n == 0 {
        return multiply(kernel, c, a.into(), b);
    }
    let mut rest: Vec<&mut [f64]> = c.rows_mut().collect();
    let mut take = |t| {
        let range = part(length, unit, t, threads);
        if by_columns {
            let cut = |row: &mut &'c mut [f64]| row.split_off_mut(..range.len()).expect("a part");
            (a, b.select_columns(range.clone()), rest.iter_mut().map(cut).collect())
        } else {
            (a.select_rows(range.clone()), b.clone(), rest.drain(..range.len()).collect())
        }
    };
    let parts: Vec<(View<'_>, Right<'_>, Vec<&mut [f64]>)> = (0..threads).map(&mut take).collect();
    share_out(parts, |(a, b, mut rows)| multiply(kernel, &mut rows, a.into(), b));
}

/// Does all parts of some work, each on a thread of its own if one can be had.
pub(super) fn share_out<T: Send>(parts: Vec<T>, work: impl Fn(T) + Sync) {
    let others = parts.len().saturating_sub(1);
    let parts = Mutex::new(parts.into_iter());
    let take_parts = || {
        // The lock is held while a part is taken, not while it is worked on.
        while let Some(part) = { parts.lock().expect("nobody panics with this lock").next() } {
            work(part);
        }
    };
    thread::scope(|scope| {
        for _ in 0..others {
            // A thread that cannot be had is no harm: the others do its part.
            let _ = thread::Builder::new().spawn_scoped(scope, take_parts);
        }
        take_parts();
    });
}

/// Part `t` of `parts` of `0..length`, cut only at multiples of `unit`. The last part, which may end in
/// an incomplete unit, is not larger than the others.
pub(crate) fn part(length: usize, unit: usize, t: usize, parts: usize) -> Range<usize> {
    let units = length.div_ceil(unit);
    let cut = |t: usize| ((units * t).div_ceil(parts) * unit).min(length);
    cut(t)..cut(t + 1)
}

/// Room for packing, kept from one product to the next.
#[derive(Default)]
struct Buffers {
    /// A strip of `A`, at most `LONG_KC` long
    a: Vec<Line>,
    /// The panels of a block of `B`, at most `KC`×`NC`
    b: Vec<Line>,
}

thread_local! {
    static BUFFERS: RefCell<Buffers> = RefCell::default();
}

/// `C += A·B` on one thread.
pub(super) fn multiply(kernel: Kernel, c: &mut impl Output, a: Left<'_>, b: Right<'_>) {
    let ((m, k), (_, n)) = (a.shape(), b.shape());
    let most_rows = kernel.most_rows();
    let mut buffers = BUFFERS.take();
    let kc = if matches!(b, Right::Packed(_)) { LONG_KC } else { KC };
    for pc in blocks(k, kc) {
        for jc in blocks(n, NC) {
            let b = match &b {
                Right::View(b) => {
                    let panels = room(&mut buffers.b, pc.len() * jc.len().div_ceil(NR));
                    pack_panels(*b, pc.clone(), jc.clone(), panels);
                    AnyPanels::F64(Panels::new(panels, pc.len(), 0, pc.len()))
                }
                Right::Packed(b) => b.panels(&pc, &jc),
            };
            for rows in equal_blocks(m, most_rows) {
                let a = match a {
                    Left::View(a) => {
                        let lines = room(&mut buffers.a, rows.len() * pc.len().div_ceil(NR));
                        pack_strip(a, rows.clone(), pc.clone(), lines);
                        &*lines
                    }
                    Left::Strips(a) => a.lines(&rows, &pc),
                };
                c.add(kernel, rows, jc.clone(), a, b);
            }
        }
    }
    BUFFERS.set(buffers);
}

/// The first so many lines of a buffer, which grows if it must and never shrinks.
fn room(buffer: &mut Vec<Line>, lines: usize) -> &mut [Line] {
    if buffer.len() < lines {
        buffer.resize(lines, Line::ZERO);
    }
    &mut buffer[..lines]
}

/// Cuts 0 .. `length` into as few pieces of at most `most` as can be, as equal as can be.
pub(super) fn equal_blocks(length: usize, most: usize) -> impl Iterator<Item = Range<usize>> {
    let count = length.div_ceil(most);
    (0..count).map(move |t| part(length, 1, t, count))
}

/// Cuts 0 .. `length` into pieces of `size`, the last one shorter.
pub(super) fn blocks(length: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
    (0..length).step_by(size).map(move |first| first..(first + size).min(length))
}

pub(super) fn assert_shapes(c: (usize, usize), a: (usize, usize), b: (usize, usize)) {
    assert!(a.1 == b.0, "shape mismatch in matmul, lhs: {a:?}, rhs: {b:?}");
    assert!(c == (a.0, b.1), "shape mismatch in matmul, out: {c:?}, lhs: {a:?}, rhs: {b:?}");
}
