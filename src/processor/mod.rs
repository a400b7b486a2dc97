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

/// The instructions and the number of threads that products may use. No result depends on the number of
/// threads, nor on the instructions as long as they are fused: see [`Isa`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processor {
    /// The instructions.
    pub isa: Isa,
    /// How many threads may work at the same time, at least 1.
    pub threads: usize,
}

/// The fastest instructions and all cores. They are detected once, because that takes a while.
static WHOLE: LazyLock<Processor> = LazyLock::new(|| Processor {
    isa: Isa::best(),
    threads: thread::available_parallelism().map_or(1, NonZero::get),
});

thread_local! {
    static CURRENT: Cell<Option<Processor>> = const { Cell::new(None) };
}

impl Processor {
    /// What the products of this thread use: the whole processor, unless inside of [`Self::run`].
    pub fn current() -> Self {
        CURRENT.get().unwrap_or(*WHOLE)
    }

    /// Calls `work`, during which the products of this thread use these instructions and threads.
    ///
    /// A setting of the thread and not an argument of each product, so that `w.dot(&x)` can be written as
    /// in the notes.
    pub fn run<T>(self, work: impl FnOnce() -> T) -> T {
        /// Restores the previous setting, also in a panic.
        struct Restore(Option<Processor>);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }
        let _restore = Restore(CURRENT.replace(Some(self)));
        work()
    }

    /// How many threads to use for so many multiply-adds, each with at least `worth_a_thread` of them.
    pub(crate) fn threads_for(self, multiply_adds: usize, worth_a_thread: usize) -> usize {
        self.threads.min(multiply_adds / worth_a_thread).max(1)
    }
}

/// Does all tasks, each on a thread of its own. This thread does the first, and then those whose
/// thread has not begun or could not be started. Panics if a task panics.
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
