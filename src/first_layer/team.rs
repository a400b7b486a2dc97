//! Threads that work together on one phase after another.
//!
//! A phase of training lasts half a millisecond or less. Starting a thread for it would cost another
//! 0.2 ms, waking a sleeping one 0.05 ms; so the threads are started once and wait for the next phase
//! awake. A phase has as many tasks as there are threads. Where other programs keep a thread from its
//! task, the leader does it instead of waiting.

use std::hint::spin_loop;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// The message if a lock cannot be had: its last owner has panicked.
pub(super) const PANICKED: &str = "another thread has panicked";

/// How often to look whether a phase has begun or ended before giving way to other threads.
const PATIENCE: usize = 1 << 14;

/// Threads that do one phase after another until they are dropped.
pub(super) struct Team<Phase> {
    shared: Arc<Shared<Phase>>,
    helpers: Vec<JoinHandle<()>>,
    /// The number of the latest phase; they are counted from 1.
    number: usize,
}

/// What all threads see.
struct Shared<Phase> {
    /// Does task number `t` of a phase.
    work: Box<dyn Fn(Phase, usize) + Send + Sync>,
    tasks: Vec<Task>,
    /// The latest phase and its number. After the last phase there is none.
    latest: Mutex<(usize, Option<Phase>)>,
    /// The number of the latest phase, for those who wait for it.
    started: AtomicUsize,
}

/// One task, the same in every phase.
#[derive(Default)]
struct Task {
    /// The latest phase in which a thread has begun it.
    begun: AtomicUsize,
    /// The latest phase in which it was done, or given up in a panic.
    done: AtomicUsize,
}

impl<Phase: Copy + Send + 'static> Team<Phase> {
    /// Starts `threads − 1` helpers. In each phase `work(phase, t)` is done for every `t` below
    /// `threads`.
    pub(super) fn new(threads: usize, work: impl Fn(Phase, usize) + Send + Sync + 'static) -> Self {
        let shared = Arc::new(Shared {
            work: Box::new(work),
            tasks: (0..threads).map(|_| Task::default()).collect(),
            latest: Mutex::new((0, None)),
            started: AtomicUsize::new(0),
        });
        let start = |t| {
            let shared = Arc::clone(&shared);
            thread::Builder::new().spawn(move || shared.help(t)).ok()
        };
        // A thread that cannot be had is no harm: the leader does its tasks.
        let helpers = (1..threads).filter_map(start).collect();
        Self { shared, helpers, number: 0 }
    }

    /// Does all tasks of a phase, each on a thread of its own if that comes in time.
    pub(super) fn run(&mut self, phase: Phase) {
        self.number += 1;
        let number = self.number;
        self.shared.start(number, Some(phase));
        for t in 0..self.shared.tasks.len() {
            self.shared.run_task(number, phase, t);
        }
        for task in &self.shared.tasks {
            wait_until(|| task.done.load(Ordering::Acquire) == number);
        }
    }
}

impl<Phase> Drop for Team<Phase> {
    /// Ends the helpers, also after a panic.
    fn drop(&mut self) {
        self.shared.start(usize::MAX, None);
        for helper in self.helpers.drain(..) {
            let _ = helper.join();
        }
    }
}

impl<Phase> Shared<Phase> {
    /// Lets the helpers begin a phase, or end.
    fn start(&self, number: usize, phase: Option<Phase>) {
        *self.latest.lock().expect("nobody panics with this lock") = (number, phase);
        self.started.store(number, Ordering::Release);
    }
}

impl<Phase: Copy> Shared<Phase> {
    /// What the helper of task `t` does.
    fn help(&self, t: usize) {
        let mut seen = 0;
        loop {
            wait_until(|| self.started.load(Ordering::Acquire) > seen);
            let (number, phase) = *self.latest.lock().expect("nobody panics with this lock");
            let Some(phase) = phase else {
                return;
            };
            self.run_task(number, phase, t);
            seen = number;
        }
    }

    /// Does task `t` of this phase unless another thread has begun it.
    fn run_task(&self, number: usize, phase: Phase, t: usize) {
        let task = &self.tasks[t];
        let (last, order) = (number - 1, Ordering::Acquire);
        if task.begun.compare_exchange(last, number, order, Ordering::Relaxed).is_ok() {
            let _done = Done { task, number };
            (self.work)(phase, t);
        }
    }
}

/// Marks a task as done when it goes out of scope, also in a panic.
struct Done<'a> {
    task: &'a Task,
    number: usize,
}

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.task.done.store(self.number, Ordering::Release);
    }
}

/// Waits awake, because a sleeping thread would begin late.
fn wait_until(ready: impl Fn() -> bool) {
    let mut looked = 0;
    while !ready() {
        looked += 1;
        if looked < PATIENCE {
            spin_loop();
        } else {
            thread::yield_now();
        }
    }
}
