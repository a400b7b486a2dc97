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
//! Multiplication", 2008), with their names: `B` is packed into panels of `NR` columns and `A` into
//! strips of a few rows, both in the order in which the innermost tile reads them. A `KC`×`NR` piece
//! of a panel stays in the caches while all strips of an `MC`×`KC` block of `A` go by.

use std::cell::RefCell;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;

use super::kernel::{ABREAST, Kernel, Line, Loops, MOST_ROWS, NR, TileRows, kernel};
use super::packed::{Left, Panel, Right, pack_panels, pack_strip, strip};
use super::{Matrix, View};

/// Steps of `k` in a block, a multiple of 8: `KC`·`NR`·8 bytes = 64 KiB of a panel of `B`.
const KC: usize = 1024;
/// Strips of `A` in a block: at most 12·10·`KC`·8 bytes = 960 KiB.
const MC_STRIPS: usize = 12;
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

/// `C += A·B`, with this CPU's best kernel and, if it is large, with [`threads`].
///
/// # Panics
///
/// Unless the shapes are (m, n), (m, k) and (k, n).
pub fn multiply_add<'a, 'b>(c: &mut Matrix, a: impl Into<View<'a>>, b: impl Into<Right<'b>>) {
    let (a, b) = (a.into(), b.into());
    let work = a.rows() * a.columns() * b.shape().1;
    let threads = threads().min(work / WORTH_A_THREAD).max(1);
    multiply_add_with(kernel(), threads, c, a, b);
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
        return multiply(kernel, &mut Rows::all(c), a.into(), b);
    }
    let mut rest: Vec<&mut [f64]> = c.rows_mut().collect();
    let mut take = |t| {
        let range = part(length, unit, t, threads);
        if by_columns {
            let cut = |row: &mut &'c mut [f64]| row.split_off_mut(..range.len()).expect("a part");
            (a, b.select_columns(range.clone()), rest.iter_mut().map(cut).collect())
        } else {
            (a.select_rows(range.clone()), b, rest.drain(..range.len()).collect())
        }
    };
    let parts: Vec<_> = (0..threads).map(&mut take).collect();
    let parts = Mutex::new(parts.into_iter());
    let take_parts = || {
        // The lock is held while a part is taken, not while it is worked on.
        while let Some((a, b, rows)) =
            { parts.lock().expect("nobody panics with this lock").next() }
        {
            multiply(kernel, &mut Part { rows }, a.into(), b);
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

/// Part `t` of `parts` of `0..length`, cut only at multiples of `unit`.
pub(crate) fn part(length: usize, unit: usize, t: usize, parts: usize) -> Range<usize> {
    let units = length.div_ceil(unit);
    let cut = |t: usize| (units * t / parts * unit).min(length);
    cut(t)..cut(t + 1)
}

/// Where a product is added to, tile by tile.
pub(super) trait Output {
    /// Adds `a·b` to these rows of the 8 columns from `first` on, or as many as there are.
    fn add(&mut self, kernel: Kernel, rows: Range<usize>, first: usize, a: &[Line], b: Panel<'_>);

    /// Adds `a·b` to the only row, to the columns of several panels from `first` on.
    fn add_abreast(&mut self, kernel: Kernel, first: usize, a: &[Line], b: [Panel<'_>; ABREAST]);
}

/// A matrix row by row, whole or in part.
trait RowByRow {
    fn columns(&self) -> usize;
    fn row(&mut self, i: usize) -> &mut [f64];
}

/// All of a matrix.
pub(super) struct Rows<'a> {
    data: &'a mut [f64],
    columns: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn all(matrix: &'a mut Matrix) -> Self {
        let columns = matrix.columns();
        Self { data: matrix.as_mut_slice(), columns }
    }
}

impl RowByRow for Rows<'_> {
    #[inline(always)]
    fn columns(&self) -> usize {
        self.columns
    }

    #[inline(always)]
    fn row(&mut self, i: usize) -> &mut [f64] {
        &mut self.data[i * self.columns..][..self.columns]
    }
}

/// What one of several threads computes: some columns of every row, or some rows.
struct Part<'a> {
    rows: Vec<&'a mut [f64]>,
}

impl RowByRow for Part<'_> {
    #[inline(always)]
    fn columns(&self) -> usize {
        self.rows.first().map_or(0, |row| row.len())
    }

    #[inline(always)]
    fn row(&mut self, i: usize) -> &mut [f64] {
        self.rows[i]
    }
}

impl<T: RowByRow> Output for T {
    fn add(&mut self, kernel: Kernel, rows: Range<usize>, first: usize, a: &[Line], b: Panel<'_>) {
        let height = rows.len();
        if first + NR <= self.columns() {
            let tile = WholeTile { c: self, first_row: rows.start, first };
            return b.multiply(kernel, height, a, tile);
        }
        let mut tile = [Line::ZERO; MOST_ROWS];
        for (line, i) in tile.iter_mut().zip(rows.clone()) {
            *line = Line::load(&self.row(i)[first..]);
        }
        b.multiply(kernel, height, a, &mut tile[..]);
        for (line, i) in tile.iter().zip(rows) {
            line.store(&mut self.row(i)[first..]);
        }
    }

    fn add_abreast(&mut self, kernel: Kernel, first: usize, a: &[Line], b: [Panel<'_>; ABREAST]) {
        Panel::multiply_abreast(b, kernel, a, WholeTile { c: self, first_row: 0, first });
    }
}

/// Whole panels of columns from `first` on.
struct WholeTile<'a, T> {
    c: &'a mut T,
    first_row: usize,
    first: usize,
}

impl<T: RowByRow> TileRows for WholeTile<'_, T> {
    #[inline(always)]
    fn row(&mut self, i: usize, p: usize) -> &mut [f64; NR] {
        let row = self.c.row(self.first_row + i);
        row[self.first + p * NR..].first_chunk_mut().expect("a whole tile")
    }
}

/// Room for packing, kept from one product to the next.
#[derive(Default)]
struct Buffers {
    /// Strips of `A`, `MC`×`KC`
    a: Vec<Line>,
    /// Panels of `B`, `KC`×`NC`
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
    for pc in blocks(k, KC) {
        for jc in blocks(n, NC) {
            if let Right::View(b) = b {
                pack_panels(b, pc.clone(), jc.clone(), &mut buffers.b);
            }
            for ic in blocks(m.div_ceil(most_rows), MC_STRIPS) {
                if let Left::View(a) = a {
                    buffers.a.clear();
                    for s in ic.clone() {
                        pack_strip(a, strip(m, most_rows, s), pc.clone(), &mut buffers.a);
                    }
                }
                let panel = |jr: usize| match &b {
                    Right::View(_) => {
                        Panel::F64(&buffers.b[(jr - jc.start) / NR * pc.len()..][..pc.len()])
                    }
                    Right::Packed(b) => b.panel(jr, pc.clone()),
                };
                let mut columns = jc.clone();
                if m == 1 {
                    let a = match a {
                        Left::View(_) => &buffers.a[..],
                        Left::Strips(a) => a.lines(&(0..1), &pc),
                    };
                    while columns.len() >= ABREAST * NR {
                        let panels = std::array::from_fn(|p| panel(columns.start + p * NR));
                        c.add_abreast(kernel, columns.start, a, panels);
                        columns.start += ABREAST * NR;
                    }
                }
                for jr in columns.step_by(NR) {
                    let mut packed = &buffers.a[..];
                    for s in ic.clone() {
                        let rows = strip(m, most_rows, s);
                        let a = match a {
                            Left::View(_) => {
                                let lines = rows.len() * pc.len().div_ceil(NR);
                                packed.split_off(..lines).expect("packed above")
                            }
                            Left::Strips(a) => a.lines(&rows, &pc),
                        };
                        c.add(kernel, rows, jr, a, panel(jr));
                    }
                }
            }
        }
    }
    BUFFERS.set(buffers);
}

/// Cuts 0 .. `length` into pieces of `size`, the last one shorter.
pub(super) fn blocks(length: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
    (0..length).step_by(size).map(move |first| first..(first + size).min(length))
}

pub(super) fn assert_shapes(c: (usize, usize), a: (usize, usize), b: (usize, usize)) {
    assert!(a.1 == b.0, "shape mismatch in matmul, lhs: {a:?}, rhs: {b:?}");
    assert!(c == (a.0, b.1), "shape mismatch in matmul, out: {c:?}, lhs: {a:?}, rhs: {b:?}");
}
