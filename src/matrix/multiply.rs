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
//! Multiplication", 2008), with their names: `B` is packed into panels of `NR` columns, in the
//! order in which the innermost tile reads them, and `A` goes by in strips of at most `MR` rows. A
//! `KC`×`NR` piece of a panel stays in the first-level cache, an `MC`×`KC` block of `A` in the
//! second, a `KC`×`NC` block of `B` in the third.

use std::cell::RefCell;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;

use super::kernel::{Kernel, Loops, MR, NR, PanelRow};
use super::packed::{Right, pack_panels};
use super::{Matrix, View};

/// Steps of `k` in a block: `KC`·`NR`·8 bytes = 32 KiB of a panel of `B`.
const KC: usize = 256;
/// Rows of `A` in a block: `MC`·`KC`·8 bytes = 384 KiB.
const MC: usize = 32 * MR;
/// Columns of `B` in a block: `KC`·`NC`·8 bytes = 4 MiB.
const NC: usize = 128 * NR;
/// The multiply-adds for which another thread is worth starting: about a millisecond of work.
const WORTH_A_THREAD: usize = 1 << 25;

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
    assert_shapes(c, a, b.shape());
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

/// `C += A·B`, with this CPU's best kernel and, if it is large, with [`threads`].
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn multiply_add<'a, 'b>(c: &mut Matrix, a: impl Into<View<'a>>, b: impl Into<Right<'b>>) {
    let (a, b) = (a.into(), b.into());
    let work = a.rows() * a.columns() * b.shape().1;
    let threads = threads().min(work / WORTH_A_THREAD).max(1);
    multiply_add_with(Kernel::best(), threads, c, a, b);
}

/// [`multiply_add`] with a kernel and a number of threads of one's own choice.
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn multiply_add_with<'a, 'b>(
    kernel: Kernel,
    threads: usize,
    c: &mut Matrix,
    a: impl Into<View<'a>>,
    b: impl Into<Right<'b>>,
) {
    let (a, b) = (a.into(), b.into());
    assert_shapes(c, a, b.shape());
    let (m, n) = c.shape();
    let strips = m.div_ceil(MR);
    // Each thread has its own rows of C, and of A. Never its own part of k: see above.
    let rows_each = (strips.div_ceil(threads.max(1)) * MR).max(1);
    if rows_each >= m {
        return multiply_rows(kernel, c.as_mut_slice(), a, b);
    }
    let parts = c.as_mut_slice().chunks_mut((rows_each * n).max(1));
    let parts = Mutex::new(parts.zip((0..m).step_by(rows_each)));
    let take_parts = || {
        // The lock is held while a part is taken, not while it is worked on.
        while let Some((c, first)) = { parts.lock().expect("nobody panics with this lock").next() }
        {
            let a = a.select_rows(first..(first + rows_each).min(m));
            multiply_rows(kernel, c, a, b);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // A thread that cannot be had is no harm: the others do its part.
            let _ = thread::Builder::new().spawn_scoped(scope, take_parts);
        }
        take_parts();
    });
}

/// Room for packing, kept from one product to the next.
#[derive(Default)]
struct Buffers {
    /// `MC`×`KC`, row by row
    a: Vec<f64>,
    /// `KC`×`NC`, panel by panel
    b: Vec<PanelRow>,
    /// `KC`×`NR`, a panel of bytes made `f64`s
    expanded: Vec<PanelRow>,
}

thread_local! {
    static BUFFERS: RefCell<Buffers> = RefCell::default();
}

/// `C += A·B` on one thread; `c` holds all rows of `C`.
fn multiply_rows(kernel: Kernel, c: &mut [f64], a: View<'_>, b: Right<'_>) {
    let ((m, k), (_, n)) = (a.shape(), b.shape());
    let mut buffers = BUFFERS.take();
    buffers.expanded.resize(KC, PanelRow([0.0; NR]));
    for pc in blocks(k, KC) {
        for jc in blocks(n, NC) {
            if let Right::View(b) = b {
                pack_panels(b, pc.clone(), jc.clone(), &mut buffers.b);
            }
            for ic in blocks(m, MC) {
                let a = block_of(a, ic.clone(), pc.clone(), m > MC, &mut buffers.a);
                for (p, jr) in jc.clone().step_by(NR).enumerate() {
                    let panel = match &b {
                        Right::View(_) => &buffers.b[p * pc.len()..][..pc.len()],
                        Right::Packed(b) => b.panel(kernel, jr, pc.clone(), &mut buffers.expanded),
                    };
                    let columns = jr..(jr + NR).min(n);
                    multiply_panel(kernel, &mut c[ic.start * n..ic.end * n], n, columns, a, panel);
                }
            }
        }
    }
    BUFFERS.set(buffers);
}

/// `C[:, columns] += A·panel`, strip by strip; a row of `c` has `n` columns.
fn multiply_panel(
    kernel: Kernel,
    c: &mut [f64],
    n: usize,
    columns: Range<usize>,
    a: View<'_>,
    panel: &[PanelRow],
) {
    for strip in strips(a.rows()) {
        let height = strip.len();
        let mut a_rows = [[].as_slice(); MR];
        for (row, i) in a_rows.iter_mut().zip(strip.clone()) {
            *row = a.row(i);
        }
        let mut c_rows = c[strip.start * n..strip.end * n].chunks_mut(n);
        let mut tile: [&mut [f64]; MR] = std::array::from_fn(|_| {
            c_rows.next().map_or(&mut [][..], |row| &mut row[columns.clone()])
        });
        let (a_rows, tile) = (&a_rows[..height], &mut tile[..height]);
        if columns.len() == NR {
            kernel.tile(a_rows, panel, tile);
        } else {
            let mut whole = [[0.0; NR]; MR];
            for (whole, c) in whole.iter_mut().zip(&*tile) {
                whole[..c.len()].copy_from_slice(c);
            }
            kernel.tile(a_rows, panel, &mut whole.each_mut().map(|row| &mut row[..])[..height]);
            for (whole, c) in whole.iter().zip(tile) {
                c.copy_from_slice(&whole[..c.len()]);
            }
        }
    }
}

/// `A[ic, pc]` with rows that are slices: as it stands, or copied if it is a transpose or so large
/// that its rows lie far apart.
fn block_of<'a>(
    a: View<'a>,
    ic: Range<usize>,
    pc: Range<usize>,
    large: bool,
    room: &'a mut Vec<f64>,
) -> View<'a> {
    let block = a.select_rows(ic).select_columns(pc);
    if block.rows_are_contiguous() && !large {
        return block;
    }
    room.clear();
    if block.rows_are_contiguous() {
        (0..block.rows()).for_each(|i| room.extend_from_slice(block.row(i)));
    } else {
        room.extend(
            (0..block.rows()).flat_map(|i| (0..block.columns()).map(move |k| block.get(i, k))),
        );
    }
    View::new(room, block.rows(), block.columns())
}

/// Cuts 0 .. `length` into pieces of `size`, the last one shorter.
fn blocks(length: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
    (0..length).step_by(size).map(move |first| first..(first + size).min(length))
}

/// Cuts `rows` into strips of at most `MR`, as equal as can be.
fn strips(rows: usize) -> impl Iterator<Item = Range<usize>> {
    let count = rows.div_ceil(MR);
    (0..count).map(move |s| rows * s / count..rows * (s + 1) / count)
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
