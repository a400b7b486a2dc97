//! The processor: which of its instructions multiply and add, and how many threads may work.

mod isa;
mod line;

pub use isa::Isa;
pub(crate) use isa::Loops;
pub(crate) use line::Line;

use std::cell::Cell;
use std::num::NonZero;
use std::sync::{LazyLock, Mutex};
use std::thread;

/// What products may use of the processor. No result depends on the number of threads, nor on the
/// instructions as long as they are fused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processor {
    /// The instructions.
    pub isa: Isa,
    /// How many threads may work at the same time, at least 1.
    pub threads: usize,
}

/// The fastest instructions and all cores; to ask takes a while.
static ALL_OF_IT: LazyLock<Processor> = LazyLock::new(|| Processor {
    isa: Isa::best(),
    threads: thread::available_parallelism().map_or(1, NonZero::get),
});

thread_local! {
    static CURRENT: Cell<Option<Processor>> = const { Cell::new(None) };
}

impl Processor {
    /// What the products of this thread use: all of the processor, unless inside of [`Self::run`].
    #[must_use]
    pub fn current() -> Self {
        CURRENT.get().unwrap_or(*ALL_OF_IT)
    }

    /// Calls `work`, during which the products of this thread use no more than this. It is not an
    /// argument of each product so that `w.dot(&x)` can be written as in the notes.
    pub fn run<T>(self, work: impl FnOnce() -> T) -> T {
        /// Puts back what was there, also in a panic.
        struct Restore(Option<Processor>);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }
        let _restore = Restore(CURRENT.replace(Some(self)));
        work()
    }

    /// How many threads to start for so many multiply-adds, if one is worth starting for `enough`.
    pub(crate) fn threads_for(self, multiply_adds: usize, enough: usize) -> usize {
        self.threads.min(multiply_adds / enough).max(1)
    }
}

/// Does all tasks, each on a thread of its own. This thread does the first, and then those whose
/// thread has not begun, or could not be had.
pub(crate) fn in_parallel<T: Send>(mut tasks: Vec<T>, work: impl Fn(T) + Sync) {
    if tasks.len() == 1 {
        return tasks.drain(..).for_each(work);
    }
    let tasks: Vec<Mutex<Option<T>>> = tasks.into_iter().map(|task| Some(task).into()).collect();
    let run = |task: &Mutex<Option<T>>| {
        let task = task.lock().expect("nobody panics with this lock").take();
        task.into_iter().for_each(&work);
    };
    thread::scope(|scope| {
        for task in tasks.iter().skip(1) {
            let _ = thread::Builder::new().spawn_scoped(scope, || run(task));
        }
        tasks.iter().for_each(run);
    });
}
