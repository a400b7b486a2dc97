//! Threads that work together on one phase after another.
//!
//! A phase of training lasts half a millisecond. Starting a thread for it would cost another 0.2 ms,
//! waking a sleeping one 0.05 ms; so the threads are started once and wait for the next phase awake.

use std::hint::spin_loop;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A lock is refused only after that.
pub(super) const PANICKED: &str = "another thread has panicked";

/// How often to look before giving way to other threads.
const PATIENCE: usize = 1 << 14;

/// Starts `threads − 1` helpers and calls `leader`. Whenever that calls its argument with a phase,
/// every thread `t`, the leader's among them as number 0, does `work(phase, t)`, and the call
/// returns when all are done.
pub(super) fn lead<Phase: Copy + Send, T>(
    threads: usize,
    work: impl Fn(Phase, usize) + Sync,
    leader: impl FnOnce(&mut dyn FnMut(Phase)) -> T,
) -> T {
    let next = Mutex::new(None);
    let (started, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let start = |round, phase| {
        *next.lock().expect("nobody panics with this lock") = phase;
        started.store(round, Ordering::Release);
    };
    let helper = |t| {
        for round in 1.. {
            wait_until(|| started.load(Ordering::Acquire) >= round);
            let Some(phase) = *next.lock().expect("nobody panics with this lock") else {
                return;
            };
            let _counted = OnDrop(|| _ = done.fetch_add(1, Ordering::Release));
            work(phase, t);
        }
    };
    thread::scope(|scope| {
        let spawned = |t: &usize| {
            let t = *t;
            thread::Builder::new().spawn_scoped(scope, move || helper(t)).is_ok()
        };
        let helpers = (1..threads).take_while(spawned).count();
        // The helpers must end also if the leader panics.
        let _end = OnDrop(|| start(usize::MAX, None));
        let mut round = 0;
        leader(&mut |phase| {
            round += 1;
            start(round, Some(phase));
            work(phase, 0);
            // The parts of threads that could not be had are the leader's too.
            (helpers + 1..threads).for_each(|t| work(phase, t));
            wait_until(|| done.load(Ordering::Acquire) == round * helpers);
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
