//! JSON (RFC 8259), as little as this program needs: texts out, small objects in.
//!
//! ```text
//! value = null | true | false | number | "text" | [value, …] | {"name": value, …}
//! ```

/// How deep a value may nest: more is nothing that this program reads.
const DEEPEST: usize = 8;
/// How many values there may be: each takes many times the memory of its two bytes in a file.
const MOST_VALUES: usize = 1_000_000;

/// A value that has been read.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// As it is written: not every number is an `f64`.
    Number(String),
    /// A text without its escapes.
    Text(String),
    /// `[…]`
    Array(Vec<Value>),
    /// `{…}`, in the order of the file; no name stands twice.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The only value of a text.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and at which byte.
    pub fn parse(json: &str) -> Result<Self, String> {
        let mut reader = Reader { json, at: 0, values: 0 };
        let value = reader.value(0)?;
        reader.skip_space();
        if reader.at < json.len() {
            return Err(reader.expected("the end"));
        }
        Ok(value)
    }

    /// What an object holds under a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Object(members) => {
                members.iter().find(|(member, _)| member == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// A number that is whole, not negative and not too large.
    #[must_use]
    pub fn as_usize(&self) -> Option<usize> {
        match self {
            Self::Number(number) => number.parse().ok(),
            _ => None,
        }
    }
}

struct Reader<'a> {
    json: &'a str,
    at: usize,
    /// How many have begun.
    values: usize,
}

impl Reader<'_> {
    fn expected(&self, what: &str) -> String {
        match self.json[self.at..].chars().next() {
            None => format!("it ends where {what} is expected"),
            Some(found) => {
                format!("at byte {} {what} is expected, not `{}`", self.at, found.escape_debug())
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Steps over `token` if it comes next, after white space.
    fn take(&mut self, token: &str) -> bool {
        self.skip_space();
        let found = self.json[self.at..].starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn demand(&mut self, token: &str) -> Result<(), String> {
        if self.take(token) { Ok(()) } else { Err(self.expected(&format!("`{token}`"))) }
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        if depth > DEEPEST {
            return Err(format!("at byte {} it nests deeper than {DEEPEST} levels", self.at));
        }
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(format!("it holds more than {MOST_VALUES} values"));
        }
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.text().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ if self.take("null") => Ok(Value::Null),
            _ if self.take("true") => Ok(Value::Bool(true)),
            _ if self.take("false") => Ok(Value::Bool(false)),
            _ => Err(self.expected("a value")),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, String> {
        self.demand("{")?;
        let mut members = Vec::new();
        let mut names = std::collections::HashSet::new();
        if self.take("}") {
            return Ok(Value::Object(members));
        }
        loop {
            self.skip_space();
            let name = self.text()?;
            if !names.insert(name.clone()) {
                return Err(format!("\"{}\" stands in it twice", name.escape_debug()));
            }
            self.demand(":")?;
            members.push((name, self.value(depth + 1)?));
            if self.take("}") {
                return Ok(Value::Object(members));
            }
            self.demand(",")?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, String> {
        self.demand("[")?;
        let mut values = Vec::new();
        if self.take("]") {
            return Ok(Value::Array(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            if self.take("]") {
                return Ok(Value::Array(values));
            }
            self.demand(",")?;
        }
    }

    /// `-`? (`0` | digits without a leading 0) (`.` digits)? ((`e` | `E`) sign? digits)?
    fn number(&mut self) -> Result<Value, String> {
        let start = self.at;
        let digits = |reader: &mut Self| {
            let first = reader.at;
            while matches!(reader.peek(), Some(b'0'..=b'9')) {
                reader.at += 1;
            }
            if reader.at > first { Ok(reader.at - first) } else { Err(reader.expected("a digit")) }
        };
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let zero = self.peek() == Some(b'0');
        if digits(self)? > 1 && zero {
            return Err(format!("at byte {start} a number begins with 0"));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            digits(self)?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            digits(self)?;
        }
        Ok(Value::Number(self.json[start..self.at].into()))
    }

    fn text(&mut self) -> Result<String, String> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("`\"`"));
        }
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.json[self.at..];
            let plain =
                rest.find(|c| matches!(c, '"' | '\\' | '\0'..='\u{1f}')).unwrap_or(rest.len());
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                _ => return Err(self.expected("the rest of a text, control characters escaped,")),
            }
        }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<char, String> {
        let letter = self.peek();
        let problem = self.expected("an escape of JSON");
        self.at += usize::from(letter.is_some_and(|letter| letter.is_ascii()));
        Ok(match letter {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let mut units = vec![self.four_hex_digits()?];
                // Beyond 16 bits: two escapes, a high and a low surrogate.
                if (0xd800..0xdc00).contains(&units[0]) && self.json[self.at..].starts_with("\\u") {
                    self.at += 2;
                    units.push(self.four_hex_digits()?);
                }
                let text = String::from_utf16(&units);
                let mut characters = text.iter().flat_map(|text| text.chars());
                match (characters.next(), characters.next()) {
                    (Some(only), None) => only,
                    _ => return Err(format!("{problem}: half of a surrogate pair")),
                }
            }
            _ => return Err(problem),
        })
    }

    fn four_hex_digits(&mut self) -> Result<u16, String> {
        let digits = self.json.get(self.at..self.at + 4);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or_else(|| self.expected("four hexadecimal digits"))?;
        self.at += 4;
        Ok(unit)
    }
}

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
    use super::{Value, string};

    #[test]
    fn what_is_written_is_read_again() {
        let text = "Überchip \u{1f63a}\"\\\n\u{1b}\0/";
        assert_eq!(Value::parse(&string(text)), Ok(Value::Text(text.into())));
        let json = r#" { "a" : [ 1 , -2.5e+3 , true , false , null , {} , [] ] , "b" : "\ud83d\ude3a\/\b\f\n\r\t" } "#;
        let value = Value::parse(json).unwrap();
        let Some(Value::Array(a)) = value.get("a") else { panic!("{value:?}") };
        assert_eq!(a[0].as_usize(), Some(1));
        assert_eq!(a[1], Value::Number("-2.5e+3".into()));
        assert_eq!(a[1].as_usize(), None);
        assert_eq!(a[2..5], [Value::Bool(true), Value::Bool(false), Value::Null]);
        let text = "\u{1f63a}/\u{8}\u{c}\n\r\t";
        assert_eq!(value.get("b"), Some(&Value::Text(text.into())));
        assert_eq!(value.get("c"), None);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let deep = "[".repeat(100_000);
        let many = format!("[{}0]", "0,".repeat(super::MOST_VALUES - 2));
        assert!(Value::parse(&many).is_ok());
        let too_many = many.replacen('0', "0,0", 1);
        for bad in [
            "",
            " ",
            "{",
            "}",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "{1:1}",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "+1",
            "nul",
            "tru",
            "\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u12g4\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud800\\u0041\"",
            "\"a\nb\"",
            "1 2",
            "NaN",
            "{\"a\":1,\"a\":2}",
            "\u{feff}1",
            "\"\\é\"",
            "\"\\u00é0\"",
            &deep,
            &too_many,
        ] {
            assert!(Value::parse(bad).is_err(), "{:.40}", bad);
        }
    }

    #[test]
    fn what_json_forbids_is_escaped() {
        assert_eq!(string("Überchip 3\u{2122}"), "\"Überchip 3\u{2122}\"");
        assert_eq!(string("a\"b\\c\n\u{1b}\0\u{9f}"), r#""a\"b\\c\u000a\u001b\u0000\u009f""#);
    }
}
