//! A progress bar with the time left. It is drawn on standard error, and only if that is a terminal.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// The shortest time between two drawings.
const PAUSE: Duration = Duration::from_millis(100);
/// The characters of the bar itself.
const WIDTH: usize = 30;

/// A progress bar for one training.
pub struct Progress {
    title: &'static str,
    total: usize,
    start: Instant,
    next: Instant,
    shown: bool,
    visible: bool,
}

impl Progress {
    /// A bar that is full after `total` iterations. It is erased when it is dropped.
    pub fn new(title: &'static str, total: usize) -> Self {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        let start = Instant::now();
        Self {
            title,
            total,
            start,
            next: start + PAUSE,
            shown: false,
            visible: std::io::stderr().is_terminal() && !dumb,
        }
    }

    /// Draws the bar after `done` iterations, unless it was drawn a moment ago.
    pub fn at(&mut self, done: usize) {
        let now = Instant::now();
        if !self.visible || now < self.next {
            return;
        }
        self.next = now + PAUSE;
        self.shown = true;
        let filled = WIDTH * done / self.total;
        let elapsed = (now - self.start).as_secs_f64();
        let left = elapsed / done.max(1) as f64 * (self.total - done) as f64;
        let _ = write!(
            std::io::stderr(),
            "\r{:<12} [{}{}] {:3} %  {:.0} s left \x1b[K",
            self.title,
            "#".repeat(filled),
            "-".repeat(WIDTH - filled),
            100 * done / self.total,
            left.ceil()
        );
    }
}

impl Drop for Progress {
    /// Erases the bar, so that an error that follows has a line of its own.
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
