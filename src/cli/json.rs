//! What JSON asks of a text: `"…"`, with `"`, `\` and control characters escaped.

/// A JSON string.
pub fn string(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c.is_control() => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json + "\""
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn what_json_forbids_is_escaped() {
        assert_eq!(string("Überchip 3\u{2122}"), "\"Überchip 3\u{2122}\"");
        assert_eq!(string("a\"b\\c\n\u{1b}\0\u{9f}"), r#""a\"b\\c\u000a\u001b\u0000\u009f""#);
    }
}
