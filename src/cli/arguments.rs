//! The parser of command lines. It and the help texts read the same tables, [`Command`] and [`Opt`].

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::choice::Choice;
use crate::error::{Error, Result, printable};
use crate::wording::{command, quoted, word};

/// One command of the program.
pub struct Command {
    /// The word that the user types.
    pub name: &'static str,
    /// One line for the overview.
    pub summary: &'static str,
    /// The operands as the usage line shows them: `TRAIN.h5 [TEST.h5]`. Those in brackets may be left
    /// out. If it ends with `…`, the last operand may be repeated.
    pub operands: &'static str,
    /// Its options, without `--help`.
    pub options: &'static [Opt],
    /// The end of the help: details and an example.
    pub more: &'static str,
    /// Runs the command.
    pub run: fn(&Arguments) -> Result<()>,
}

/// One option of a command.
pub struct Opt {
    /// The name with its dashes: `--data`.
    pub name: &'static str,
    /// The word for its value in the help, such as `DIR`; empty for a flag.
    pub value: &'static str,
    /// One line for the help.
    pub help: &'static str,
}

impl Opt {
    /// An option with a name, a word for its value, and a line for the help.
    pub const fn new(name: &'static str, value: &'static str, help: &'static str) -> Self {
        Self { name, value, help }
    }
}

/// The options and operands that the user gave, checked against the table of the command.
pub struct Arguments {
    given: Vec<(&'static str, OsString)>,
    /// The operands, all of them paths of files, at least as many as [`Command::operands`] has words
    /// without brackets.
    pub operands: Vec<PathBuf>,
}

impl Arguments {
    /// Parses `words`, which follow the name of the command.
    ///
    /// # Errors
    ///
    /// If the command has no such option, if an option has no value or is given twice, or if the
    /// number of operands is wrong.
    pub fn parse(command: &Command, mut words: impl Iterator<Item = OsString>) -> Result<Self> {
        let mut given: Vec<(&'static str, OsString)> = Vec::new();
        let mut operands = Vec::new();
        while let Some(word) = words.next() {
            if word == "--" {
                operands.extend(words.by_ref().map(PathBuf::from));
                break;
            }
            if word == "-" || !word.as_encoded_bytes().starts_with(b"-") {
                operands.push(PathBuf::from(word));
                continue;
            }
            let Some(text) = word.to_str() else {
                let text = word.to_string_lossy();
                let advice = "write the value as a word of its own";
                return Err(command.usage(format!("`{text}` is not UTF-8: {advice}")));
            };
            let (name, attached) = match text.split_once('=') {
                Some((name, value)) => (name, Some(OsString::from(value))),
                None => (text, None),
            };
            let option = command.option(name)?;
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
        command.check_count(&operands)?;
        Ok(Self { given, operands })
    }

    /// The same command line, of the command `name`, with this path for an option instead.
    pub fn with_other(&self, name: &str, option: &str, path: &Path) -> String {
        let mut words = vec![name.to_string()];
        words.extend(self.operands.iter().map(|path| quoted(path)));
        for (given, value) in self.given.iter().filter(|(given, _)| *given != option) {
            words.push(given.to_string());
            words.extend((!value.is_empty()).then(|| word(value)));
        }
        words.extend([option.to_string(), quoted(path)]);
        command(&words.join(" "))
    }

    /// Whether a flag was given.
    pub fn flag(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The value of an option as it was typed; `None` if the option was not given.
    fn value(&self, name: &str) -> Option<&OsString> {
        self.given.iter().find(|(given, _)| *given == name).map(|(_, value)| value)
    }

    /// The value of an option as text.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.value(name).map(|value| value.to_string_lossy())
    }

    /// The value of an option as a path.
    ///
    /// # Errors
    ///
    /// If it is empty.
    pub fn path(&self, name: &str) -> Result<Option<PathBuf>> {
        match self.value(name) {
            Some(value) if value.is_empty() => Err(Error::Usage(format!("{name} is empty"))),
            value => Ok(value.map(PathBuf::from)),
        }
    }

    /// The value of an option as a number from `from` to `to`.
    ///
    /// # Errors
    ///
    /// If it is not a number or not in this range.
    pub fn number<N>(&self, name: &str, from: N, to: N) -> Result<Option<N>>
    where
        N: FromStr + PartialOrd + std::fmt::Display,
    {
        let Some(text) = self.text(name) else { return Ok(None) };
        match text.parse() {
            Ok(number) if from <= number && number <= to => Ok(Some(number)),
            _ => Err(invalid(name, &format!("a whole number from {from} to {to}"), &text)),
        }
    }

    /// The value of an option as a floating-point number.
    ///
    /// # Errors
    ///
    /// If it is not a number.
    pub fn real(&self, name: &str) -> Result<Option<f64>> {
        let Some(text) = self.text(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| invalid(name, "a number", &text))
    }

    /// The value of an option as one of the choices of `C`, which the user gives by its name.
    ///
    /// # Errors
    ///
    /// If no choice has this name.
    pub fn choice<C: Choice>(&self, name: &str) -> Result<Option<C>> {
        let names: Vec<&str> = C::ALL.iter().map(|choice| choice.name()).collect();
        Ok(self.word(name, &names)?.and_then(C::from_name))
    }

    /// The value of an option as one of the words in `choices`.
    ///
    /// # Errors
    ///
    /// If it is another word.
    pub fn word(&self, name: &str, choices: &[&'static str]) -> Result<Option<&'static str>> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let found = choices.iter().copied().find(|choice| *choice == text);
        found.map(Some).ok_or_else(|| {
            let error = invalid(name, &choices.join(" or "), &text);
            Error::Usage(format!("{error}{}", suggestion(&text, choices.iter().copied())))
        })
    }
}

impl Command {
    /// The option of this name, which may be misspelt.
    fn option(&self, name: &str) -> Result<&'static Opt> {
        self.options.iter().find(|option| option.name == name).ok_or_else(|| {
            let known = self.options.iter().map(|option| option.name);
            let (name, suggestion) = (name.escape_debug(), suggestion(name, known));
            self.usage(format!("`{}` has no option `{name}`{suggestion}", self.name))
        })
    }

    /// Checks that there are neither too few nor too many operands.
    fn check_count(&self, operands: &[PathBuf]) -> Result<()> {
        let words = self.operands.split_whitespace();
        let least = words.clone().filter(|word| !word.starts_with('[')).count();
        let most = if self.operands.ends_with('…') { usize::MAX } else { words.count() };
        let found = operands.len();
        if (least..=most).contains(&found) {
            return Ok(());
        }
        Err(self.usage(match (self.operands, operands) {
            ("", [extra, ..]) => format!("`{}` takes no `{}`", self.name, printable(extra)),
            (expected, []) => format!("expected {expected}, found nothing"),
            (expected, [_]) => format!("expected {expected}, found one file"),
            (expected, _) => format!("expected {expected}, found {found} files"),
        }))
    }

    /// A usage error that refers to the help of this command.
    fn usage(&self, problem: String) -> Error {
        let help = command(&format!("{} --help", self.name));
        Error::Usage(format!("{problem}\nSee `{help}`."))
    }

    /// The text that `purrceptron NAME --help` prints, where the program is called `purrceptron`.
    pub fn help(&self) -> String {
        let Self { name, summary, operands, .. } = self;
        let space = if operands.is_empty() { "" } else { " " };
        let mut help = format!(
            "{summary}\n\nUsage: purrceptron {name} {operands}{space}[OPTIONS]\n\nOptions:\n"
        );
        for Opt { name, value, help: line } in
            self.options.iter().chain([&Opt::new("--help", "", "this text")])
        {
            let left = format!("{name} {value}");
            help += &format!("  {left:<22} {line}\n");
        }
        help + self.more
    }
}

/// The error for the value of option `name` that is not as `expected`.
fn invalid(name: &str, expected: &str, value: &str) -> Error {
    Error::Usage(format!("{name} takes {expected}, not `{}`", value.escape_debug()))
}

/// The text `; did you mean X?` if `word` looks like a misspelt X, one of the `known` words; else an
/// empty text.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let nearest = known.map(|known| (distance(word, known), known)).min();
    match nearest {
        Some((distance, known)) if distance <= known.len() / 3 => {
            format!("; did you mean `{known}`?")
        }
        _ => String::new(),
    }
}

/// The Levenshtein distance: how many characters must be changed, added or removed to turn `a` into `b`.
/// Only the first 100 characters of each are compared.
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
