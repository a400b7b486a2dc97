//! The words that messages share: a number with its noun, and a command that works when it is pasted.

use std::env;
use std::ffi::OsStr;
use std::path::Path;

/// A number and a noun that takes an s in the plural: `1 picture`, `2 pictures`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

/// A command of this program with these arguments, written as its user has started it.
pub(crate) fn command(arguments: &str) -> String {
    let program = env::args_os().next().unwrap_or_default();
    let folders = env::var_os("PATH").unwrap_or_default();
    format!("{} {arguments}", start(env::var_os("CARGO").is_some(), &program, &folders))
}

/// How the program was started: by `cargo run`, which sets `CARGO`; by its path; or by its name, which
/// the shell found in one of the `folders`.
fn start(by_cargo: bool, program: &OsStr, folders: &OsStr) -> String {
    let path = Path::new(program);
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    match folder {
        _ if by_cargo => "cargo run --release --".into(),
        Some(folder) if env::split_paths(folders).all(|known| known != folder) => word(program),
        _ => "purrceptron".into(),
    }
}

/// A path as one word of a command line, which no command takes for an option.
pub(crate) fn quoted(path: &Path) -> String {
    match path.as_os_str().as_encoded_bytes() {
        [b'-', ..] => word(Path::new(".").join(path).as_os_str()),
        _ => word(path.as_os_str()),
    }
}

/// One word of a command line, in quotes where it needs them.
pub(crate) fn word(word: &OsStr) -> String {
    if cfg!(windows) { for_windows(word) } else { for_unix(word) }
}

/// Whether a character means nothing but itself in every shell.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "-_./+:".contains(c)
}

/// In the quotes of sh; with control characters, or bytes that are no text, in those of bash and zsh.
fn for_unix(word: &OsStr) -> String {
    match word.to_str() {
        Some(text) if !text.is_empty() && text.chars().all(is_plain) => text.into(),
        Some(text) if !text.chars().any(char::is_control) => {
            format!("'{}'", text.replace('\'', r"'\''"))
        }
        _ => {
            let mut quoted = String::from("$'");
            for &byte in word.as_encoded_bytes() {
                quoted += &match byte {
                    b'\'' | b'\\' => format!("\\{}", char::from(byte)),
                    b' '..=b'~' => char::from(byte).to_string(),
                    _ => format!("\\x{byte:02x}"),
                };
            }
            quoted + "'"
        }
    }
}

/// In the quotes that both cmd and PowerShell know; no name on Windows holds one.
fn for_windows(word: &OsStr) -> String {
    let text = word.to_string_lossy();
    if !text.is_empty() && text.chars().all(|c| is_plain(c) || c == '\\') {
        return text.into_owned();
    }
    // A backslash before the quote would be taken together with it.
    format!("\"{}\"", text.trim_end_matches('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_singular() {
        assert_eq!([0, 1, 2].map(|n| count(n, "cat")), ["0 cats", "1 cat", "2 cats"]);
    }

    #[test]
    fn a_command_begins_as_the_program_was_started() {
        let folders = env::join_paths(["/usr/bin", "/home/ann/.cargo/bin"]).unwrap();
        let start = |by_cargo, program: &str| start(by_cargo, program.as_ref(), &folders);
        assert_eq!(start(true, "target/release/purrceptron"), "cargo run --release --");
        assert_eq!(start(false, "purrceptron"), "purrceptron");
        assert_eq!(start(false, "/home/ann/.cargo/bin/purrceptron"), "purrceptron");
        assert_eq!(start(false, "./purrceptron"), "./purrceptron");
        assert_eq!(start(false, "target/release/purrceptron"), "target/release/purrceptron");
        assert_eq!(start(false, ""), "purrceptron");
    }

    #[test]
    fn names_are_quoted_where_they_must_be() {
        for (name, unix, windows) in [
            ("data/own-1.png", "data/own-1.png", "data/own-1.png"),
            ("猫/é.png", "猫/é.png", "猫/é.png"),
            ("my cat.png", "'my cat.png'", "\"my cat.png\""),
            ("it's", r"'it'\''s'", "\"it's\""),
            ("$HOME;*", "'$HOME;*'", "\"$HOME;*\""),
            ("~/x", "'~/x'", "\"~/x\""),
            ("", "''", "\"\""),
            ("a\u{1b}[31m\\'", r"$'a\x1b[31m\\\''", "\"a\u{1b}[31m\\'\""),
            ("C:\\my cats\\", "'C:\\my cats\\'", "\"C:\\my cats\""),
            ("C:\\cats\\", "'C:\\cats\\'", "C:\\cats\\"),
        ] {
            assert_eq!(for_unix(name.as_ref()), unix);
            assert_eq!(for_windows(name.as_ref()), windows);
        }
        let dashed = Path::new(".").join("--show");
        assert_eq!(quoted(Path::new("--show")), dashed.display().to_string());
        assert_eq!(word("--show".as_ref()), "--show");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_keeps_its_bytes() {
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(for_unix(OsStr::from_bytes(b"a\xff b")), r"$'a\xff b'");
    }
}
