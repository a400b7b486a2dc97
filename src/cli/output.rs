//! Printing: results on standard output, errors on standard error, and the rows of tables.

use std::fmt::Display;
use std::io::{ErrorKind, Write};

use crate::answers::Answers;
use crate::error::{Error, Result};

/// Writes to standard output.
///
/// If the reader has closed its end of a pipe (`| head`), the program ends with exit code 0.
///
/// # Errors
///
/// If it cannot be written.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Error::Other(format!("cannot write the results: {error}"))),
    }
}

/// Writes an error to standard error.
pub fn complain(error: &Error) {
    // If that fails too, there is no other stream to report it on.
    let _ = writeln!(std::io::stderr(), "error: {error}");
}

/// Writes what a user should know, and what is no error, to standard error.
pub fn remark(note: impl Display) {
    let _ = writeln!(std::io::stderr(), "note: {note}");
}

/// A fraction in per cent with two decimals: `98.56 %`.
pub fn percent(fraction: f64) -> String {
    format!("{:.2} %", 100.0 * fraction)
}

/// The first line of a table with two columns, after an empty line.
pub fn header(title: &str, [left, right]: [&str; 2]) -> String {
    format!("\n{title:22}{left:>12}{right:>12}\n")
}

/// Another line of that table.
pub fn row(name: &str, [left, right]: [String; 2]) -> String {
    format!("  {name:20}{left:>12}{right:>12}\n")
}

/// Two rows with the accuracies of always giving the same answer.
pub fn baselines(answers: [&Answers; 2]) -> String {
    let cats = answers.map(Answers::fraction_of_cats);
    row("always \"cat\"", cats.map(percent))
        + &row("always \"not a cat\"", cats.map(|cats| percent(1.0 - cats)))
}
