//! A progress bar with the time left. It is drawn on standard error, and only if that is a terminal.

use std::ffi::OsStr;
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
    /// The characters that are drawn now.
    drawn: usize,
    visible: bool,
}

/// Whether a terminal can draw a line over another one, by `$TERM`. Windows does not set it, and its
/// consoles can.
fn redraws(term: Option<&OsStr>) -> bool {
    term.filter(|term| !term.is_empty()).map_or(cfg!(windows), |term| term != "dumb")
}

impl Progress {
    /// A bar that is full after `total` iterations. It is erased when it is dropped.
    pub fn new(title: &'static str, total: usize) -> Self {
        let term = std::env::var_os("TERM");
        let start = Instant::now();
        Self {
            title,
            total,
            start,
            next: start + PAUSE,
            drawn: 0,
            visible: std::io::stderr().is_terminal() && redraws(term.as_deref()),
        }
    }

    /// Draws the bar after `done` iterations, unless it was drawn a moment ago.
    pub fn at(&mut self, done: usize) {
        let now = Instant::now();
        if !self.visible || now < self.next {
            return;
        }
        self.next = now + PAUSE;
        let filled = WIDTH * done / self.total;
        let elapsed = (now - self.start).as_secs_f64();
        let left = elapsed / done.max(1) as f64 * (self.total - done) as f64;
        self.draw(&format!(
            "{:<12} [{}{}] {:3} %  {:.0} s left",
            self.title,
            "#".repeat(filled),
            "-".repeat(WIDTH - filled),
            100 * done / self.total,
            left.ceil()
        ));
    }

    /// Draws a line over the one before, with spaces: not every console knows the codes that erase.
    fn draw(&mut self, line: &str) {
        let _ = write!(std::io::stderr(), "\r{line:<width$}", width = self.drawn);
        self.drawn = line.chars().count();
    }
}

impl Drop for Progress {
    /// Erases the bar, so that an error that follows has a line of its own.
    fn drop(&mut self) {
        if self.drawn > 0 {
            self.draw("");
            let _ = write!(std::io::stderr(), "\r");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::redraws;

    #[test]
    fn a_bar_is_drawn_where_a_line_can_be_redrawn() {
        let redraws = |term: &str| redraws(Some(term.as_ref()));
        assert!(redraws("xterm-256color") && redraws("vt100") && !redraws("dumb"));
        assert!([redraws(""), super::redraws(None)] == [cfg!(windows); 2]);
    }
}
