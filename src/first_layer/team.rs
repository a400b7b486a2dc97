//! Threads that work together on one phase after another.
//!
//! A phase of training lasts half a millisecond or less. Starting a thread for it would cost another
//! 0.2 ms, waking a sleeping one 0.05 ms; so the threads are started once and wait for the next phase
//! awake. A phase has as many parts as there are threads. Where other programs keep a thread from its
//! part, the leader does it instead of waiting.

use std::hint::spin_loop;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A lock is refused only after that.
pub(super) const PANICKED: &str = "another thread has panicked";

/// How often to look before giving way to other threads.
const PATIENCE: usize = 1 << 14;

/// One part of every phase. Phases are counted from 1.
#[derive(Default)]
struct Part {
    /// The latest phase in which somebody has taken it.
    taken: AtomicUsize,
    /// The latest phase in which it was done, or given up in a panic.
    done: AtomicUsize,
}

impl Part {
    /// Does `work` unless somebody else has taken this part of this phase.
    fn take(&self, round: usize, work: impl FnOnce()) {
        let mine =
            self.taken.compare_exchange(round - 1, round, Ordering::Acquire, Ordering::Relaxed);
        if mine.is_ok() {
            let _done = OnDrop(|| self.done.store(round, Ordering::Release));
            work();
        }
    }
}

/// Starts `threads − 1` helpers and calls `leader`. Whenever that calls its argument with a phase,
/// `work(phase, t)` is done for every part `t` below `threads`, each on a thread of its own if they
/// come in time, and the call returns when all are done.
pub(super) fn lead<Phase: Copy + Send, T>(
    threads: usize,
    work: impl Fn(Phase, usize) + Sync,
    leader: impl FnOnce(&mut dyn FnMut(Phase)) -> T,
) -> T {
    let parts: Vec<Part> = (0..threads).map(|_| Part::default()).collect();
    // The latest phase: its number, here and alone for those who wait for it, and what it is.
    let latest = Mutex::new((0, None));
    let started = AtomicUsize::new(0);
    let start = |round, phase| {
        *latest.lock().expect("nobody panics with this lock") = (round, phase);
        started.store(round, Ordering::Release);
    };
    let helper = |t: usize| {
        let mut seen = 0;
        loop {
            wait_until(|| started.load(Ordering::Acquire) > seen);
            let (round, phase) = *latest.lock().expect("nobody panics with this lock");
            let Some(phase) = phase else {
                return;
            };
            parts[t].take(round, || work(phase, t));
            seen = round;
        }
    };
    thread::scope(|scope| {
        for t in 1..threads {
            // A thread that cannot be had is no harm: the leader does its parts.
            let _ = thread::Builder::new().spawn_scoped(scope, move || helper(t));
        }
        // The helpers must end also if the leader panics.
        let _end = OnDrop(|| start(usize::MAX, None));
        let mut round = 0;
        leader(&mut |phase| {
            round += 1;
            start(round, Some(phase));
            for (t, part) in parts.iter().enumerate() {
                part.take(round, || work(phase, t));
            }
            for part in &parts {
                wait_until(|| part.done.load(Ordering::Acquire) == round);
            }
        })
    })
}

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

/// Does something when it goes out of scope, also in a panic.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}
