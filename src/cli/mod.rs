//! The command line program; each command has a file of its own.
//!
//! Results go to standard output; progress and errors go to standard error. The exit code is 0 for
//! success, 1 for a failure and 2 for a command line that is not valid.
//!
//! The files import each other in one direction: `mod.rs`, then the commands, then `run.rs` with what
//! several commands need, then `arguments.rs`, `output.rs` and the other small files.

mod arguments;
mod bench;
mod draw;
mod evaluate;
mod import;
mod named;
mod output;
mod predict;
mod processor;
mod progress;
mod report;
mod reproduce;
mod run;
mod show;
mod train;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::wording::command;
use arguments::{Arguments, Command, suggestion};
use output::{complain, print};

const COMMANDS: [&Command; 8] = [
    &reproduce::COMMAND,
    &train::COMMAND,
    &evaluate::COMMAND,
    &predict::COMMAND,
    &report::COMMAND,
    &import::COMMAND,
    &draw::COMMAND,
    &bench::COMMAND,
];

/// Runs the program with its arguments, which are the words after its name.
pub fn run(words: impl Iterator<Item = OsString>) -> ExitCode {
    match dispatch(words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(if matches!(error, Error::Usage(_)) { 2 } else { 1 })
        }
    }
}

fn dispatch(words: impl Iterator<Item = OsString>) -> Result<()> {
    let mut words = words.collect::<Vec<_>>().into_iter().peekable();
    let first = words.peek().map(|word| word.to_string_lossy().into_owned());
    let command = match first.as_deref() {
        Some("--help" | "-h" | "help") => {
            words.next();
            return match words.next() {
                None => print_help(&overview()),
                Some(name) => print_help(&find(&name.to_string_lossy())?.help()),
            };
        }
        Some("--version" | "-V") if words.len() == 1 => {
            return print(&format!("purrceptron {}\n", env!("CARGO_PKG_VERSION")));
        }
        Some(name) if !name.starts_with('-') => {
            words.next();
            find(name)?
        }
        _ => &reproduce::COMMAND,
    };
    let words: Vec<OsString> = words.collect();
    let before_operands = words.iter().take_while(|word| *word != "--");
    if before_operands.clone().any(|word| word == "--help" || word == "-h") {
        return print_help(&command.help());
    }
    let arguments = Arguments::parse(command, words.into_iter())?;
    processor::asked_for(&arguments)?.run(|| (command.run)(&arguments))
}

fn find(name: &str) -> Result<&'static Command> {
    COMMANDS.into_iter().find(|command| command.name == name).ok_or_else(|| {
        Error::Usage(format!(
            "there is no command `{}`{}\nSee `{}`.",
            name.escape_debug(),
            suggestion(name, COMMANDS.iter().map(|command| command.name)),
            command("--help")
        ))
    })
}

/// Prints a help text with its commands as the user has started the program.
fn print_help(help: &str) -> Result<()> {
    print(&help.replace("purrceptron ", &command("")))
}

fn overview() -> String {
    let mut help = String::from(
        "Trains the two cat / non-cat classifiers of the Deep Learning Specialization.\n\n\
         Usage: purrceptron [COMMAND] [OPTIONS]\n\nCommands:\n",
    );
    for command in COMMANDS {
        help.push_str(&format!("  {:<12} {}\n", command.name, command.summary));
    }
    help.push_str(
        "\nWithout a command: reproduce. `purrceptron COMMAND --help` tells more of each.\n\
         \nOptions:\n  --help       this text\n  --version    the version\n\
         \nExample:\n  purrceptron reproduce --only deep\n",
    );
    help
}

#[cfg(test)]
mod tests {
    use super::COMMANDS;
    use crate::choice::Choice;
    use crate::course::CourseModel;
    use crate::first_layer::Engine;
    use crate::network::Initialization;

    fn names<C: Choice>() -> Vec<&'static str> {
        C::ALL.iter().map(|choice| choice.name()).collect()
    }

    /// The help texts are constants and cannot be made of the names.
    #[test]
    fn the_help_of_an_option_lists_its_choices() {
        for (name, choices) in [
            ("--only", names::<&CourseModel>()),
            ("--engine", names::<Engine>()),
            ("--init", names::<Initialization>()),
        ] {
            let options = COMMANDS.iter().flat_map(|command| command.options);
            for option in options.filter(|option| option.name == name) {
                assert!(choices.iter().all(|choice| option.help.contains(choice)), "{name}");
            }
        }
    }
}
