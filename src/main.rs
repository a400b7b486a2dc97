//! The program: it passes its arguments to the library and exits with the code that comes back.

use std::process::ExitCode;

fn main() -> ExitCode {
    purrceptron::cli::run(std::env::args_os().skip(1))
}
