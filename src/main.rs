//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    purrceptron::cli::run(std::env::args_os().skip(1))
}
