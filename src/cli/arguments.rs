//! The command line taken apart: one table of commands and options feeds the parser and the help.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use crate::choice::Choice;
use crate::error::{Error, Result, printable};

/// One command of the program.
pub struct Command {
    /// As it is typed.
    pub name: &'static str,
    /// One line for the overview.
    pub summary: &'static str,
    /// The files it takes, as the usage line shows them: `TRAIN.h5 TEST.h5`. With `…` at the end
    /// there may be more of the last.
    pub operands: &'static str,
    /// How many of them, at least.
    pub operand_count: usize,
    /// Its options.
    pub options: &'static [Opt],
    /// What more there is to say, with an example.
    pub more: &'static str,
    /// What it does.
    pub run: fn(&Arguments) -> Result<()>,
}

/// One option of a command.
pub struct Opt {
    /// With its dashes: `--data`.
    pub name: &'static str,
    /// What stands for its value in the help; empty for a flag.
    pub value: &'static str,
    /// One line.
    pub help: &'static str,
}

/// What the user gave to a command, checked against its table.
pub struct Arguments {
    given: Vec<(&'static str, OsString)>,
    /// The files, as many as the command takes.
    pub operands: Vec<PathBuf>,
}

impl Arguments {
    /// Takes `words`, what follows the command's name, apart.
    ///
    /// # Errors
    ///
    /// For an option the command does not have, one without its value or given twice, or another
    /// number of files.
    pub fn parse(command: &Command, words: impl Iterator<Item = OsString>) -> Result<Self> {
        let mut given: Vec<(&'static str, OsString)> = Vec::new();
        let mut operands = Vec::new();
        let mut words = words;
        let mut only_operands = false;
        while let Some(word) = words.next() {
            if only_operands || word == "-" || !word.as_encoded_bytes().starts_with(b"-") {
                operands.push(PathBuf::from(word));
                continue;
            }
            if word == "--" {
                only_operands = true;
                continue;
            }
            let Some(text) = word.to_str() else {
                let text = word.to_string_lossy();
                let advice = "write the value as a word of its own";
                return Err(command.usage(format!("`{text}` is not UTF-8: {advice}")));
            };
            let (name, attached) = match text.split_once('=') {
                Some((name, value)) => (name.to_string(), Some(OsString::from(value))),
                None => (text.to_string(), None),
            };
            let option = command.option(&name)?;
            let value = match (option.value, attached) {
                ("", None) => OsString::new(),
                ("", Some(_)) => return Err(command.usage(format!("{name} takes no value"))),
                (_, Some(value)) => value,
                (_, None) => words.next().ok_or_else(|| {
                    command.usage(format!("{name} needs a value: {name} {}", option.value))
                })?,
            };
            if given.iter().any(|(earlier, _)| *earlier == option.name) {
                return Err(command.usage(format!("{name} is given twice")));
            }
            given.push((option.name, value));
        }
        let too_many = operands.len() > command.operand_count && !command.operands.ends_with('…');
        if operands.len() < command.operand_count || too_many {
            let problem = match (command.operand_count, operands.get(command.operand_count)) {
                (0, Some(extra)) => format!("`{}` takes no `{}`", command.name, printable(extra)),
                _ => format!("expected {}, found {}", command.operands, count(operands.len())),
            };
            return Err(command.usage(problem));
        }
        Ok(Self { given, operands })
    }

    /// Whether a flag was given.
    pub fn flag(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The value of an option, as it was typed.
    pub fn value(&self, name: &str) -> Option<&OsString> {
        let option = self.given.iter().find(|(given, _)| *given == name);
        option.map(|(_, value)| value)
    }

    /// The value of an option as a path.
    pub fn path(&self, name: &str) -> Result<Option<PathBuf>> {
        match self.value(name) {
            Some(value) if value.is_empty() => Err(Error::Usage(format!("{name} is empty"))),
            value => Ok(value.map(PathBuf::from)),
        }
    }

    /// The value of an option as a number within bounds.
    ///
    /// # Errors
    ///
    /// If it is none, or not within `from` and `to`.
    pub fn number<N>(&self, name: &str, from: N, to: N) -> Result<Option<N>>
    where
        N: FromStr + PartialOrd + std::fmt::Display,
    {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let text = value.to_string_lossy();
        match text.parse::<N>() {
            Ok(number) if number >= from && number <= to => Ok(Some(number)),
            _ => Err(Error::Usage(format!(
                "{name} takes a whole number from {from} to {to}, not `{}`",
                text.escape_debug()
            ))),
        }
    }

    /// The value of an option as a number with or without a point.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn real(&self, name: &str) -> Result<Option<f64>> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let text = value.to_string_lossy();
        let problem = format!("{name} takes a number, not `{}`", text.escape_debug());
        text.parse().map(Some).map_err(|_| Error::Usage(problem))
    }

    /// The value of an option that names a choice.
    ///
    /// # Errors
    ///
    /// If there is no choice of this name.
    pub fn choice<C: Choice>(&self, name: &str) -> Result<Option<C>> {
        let names: Vec<&str> = C::ALL.iter().map(|choice| choice.name()).collect();
        Ok(self.word(name, &names)?.and_then(C::from_name))
    }

    /// The value of an option that must be one of these words.
    ///
    /// # Errors
    ///
    /// If it is none of them.
    pub fn word(&self, name: &str, choices: &[&'static str]) -> Result<Option<&'static str>> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let text = value.to_string_lossy();
        match choices.iter().find(|choice| **choice == text) {
            Some(choice) => Ok(Some(choice)),
            None => Err(Error::Usage(format!(
                "{name} takes {}, not `{}`{}",
                choices.join(" or "),
                text.escape_debug(),
                suggestion(&text, choices.iter().copied())
            ))),
        }
    }
}

impl Command {
    fn option(&self, name: &str) -> Result<&'static Opt> {
        self.options.iter().find(|option| option.name == name).ok_or_else(|| {
            self.usage(format!(
                "`{}` has no option `{}`{}",
                self.name,
                name.escape_debug(),
                suggestion(name, self.options.iter().map(|option| option.name))
            ))
        })
    }

    fn usage(&self, problem: String) -> Error {
        Error::Usage(format!("{problem}\nSee `purrceptron {} --help`.", self.name))
    }

    /// What `purrceptron NAME --help` prints.
    pub fn help(&self) -> String {
        let mut help = format!(
            "{}\n\nUsage: purrceptron {} {}[OPTIONS]\n",
            self.summary,
            self.name,
            if self.operands.is_empty() { String::new() } else { format!("{} ", self.operands) }
        );
        let help_option = Opt { name: "--help", value: "", help: "this text" };
        help.push_str("\nOptions:\n");
        for option in self.options.iter().chain([&help_option]) {
            let left = format!("{} {}", option.name, option.value);
            help.push_str(&format!("  {left:<22} {}\n", option.help));
        }
        help.push_str(self.more);
        help
    }
}

fn count(files: usize) -> String {
    match files {
        0 => "nothing".into(),
        1 => "one file".into(),
        n => format!("{n} files"),
    }
}

/// `; did you mean X?` where one of the known words is near.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let nearest = known.map(|known| (distance(word, known), known)).min();
    match nearest {
        Some((distance, known)) if distance <= known.len() / 3 => {
            format!("; did you mean `{known}`?")
        }
        _ => String::new(),
    }
}

/// Levenshtein's distance: how many letters must be changed, added or removed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(100).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(100).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
