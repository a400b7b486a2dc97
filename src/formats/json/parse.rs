//! The JSON parser: recursive descent over the grammar of RFC 8259, sections 2 to 7.
//!
//! A file may be hostile: nesting and the number of values are limited.

use super::value::Value;

/// How deep a value may nest. The recursion is as deep.
const MOST_LEVELS: usize = 8;
/// How many values there may be: each needs many times the memory of its two bytes in the file.
const MOST_VALUES: usize = 1_000_000;

impl Value {
    /// Parses a text that holds one value and nothing else.
    ///
    /// # Errors
    ///
    /// If it is not JSON, if an object has the same name twice, if values are nested more than 8
    /// deep or if there are more than a million; the message says at which byte.
    pub fn parse(json: &str) -> Result<Self, String> {
        let mut parser = Parser { json, position: 0, values: 0 };
        let value = parser.value(0)?;
        parser.skip_white_space();
        if parser.position < json.len() {
            return Err(parser.expected("the end"));
        }
        Ok(value)
    }
}

struct Parser<'a> {
    json: &'a str,
    /// The index of the next byte.
    position: usize,
    /// How many values have begun so far.
    values: usize,
}

impl Parser<'_> {
    /// The error message for a byte that does not fit: what was expected and what was found.
    fn expected(&self, what: &str) -> String {
        match self.json[self.position..].chars().next() {
            None => format!("it ends where {what} is expected"),
            Some(found) => {
                format!(
                    "at byte {} {what} is expected, not `{}`",
                    self.position,
                    found.escape_debug()
                )
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.position).copied()
    }

    fn skip_white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.position += 1;
        }
    }

    /// Skips `token` if it is next, after white space; `false` if it is not.
    fn skip_token(&mut self, token: &str) -> bool {
        self.skip_white_space();
        let found = self.json[self.position..].starts_with(token);
        if found {
            self.position += token.len();
        }
        found
    }

    fn expect_token(&mut self, token: &str) -> Result<(), String> {
        if self.skip_token(token) { Ok(()) } else { Err(self.expected(&format!("`{token}`"))) }
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        if depth > MOST_LEVELS {
            return Err(format!(
                "at byte {} it nests deeper than {MOST_LEVELS} levels",
                self.position
            ));
        }
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(format!("it holds more than {MOST_VALUES} values"));
        }
        self.skip_white_space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.text().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ if self.skip_token("null") => Ok(Value::Null),
            _ if self.skip_token("true") => Ok(Value::Bool(true)),
            _ if self.skip_token("false") => Ok(Value::Bool(false)),
            _ => Err(self.expected("a value")),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, String> {
        self.expect_token("{")?;
        let mut members = Vec::new();
        let mut names = std::collections::HashSet::new();
        if self.skip_token("}") {
            return Ok(Value::Object(members));
        }
        loop {
            self.skip_white_space();
            let name = self.text()?;
            if !names.insert(name.clone()) {
                return Err(format!("\"{}\" stands in it twice", name.escape_debug()));
            }
            self.expect_token(":")?;
            members.push((name, self.value(depth + 1)?));
            if self.skip_token("}") {
                return Ok(Value::Object(members));
            }
            self.expect_token(",")?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, String> {
        self.expect_token("[")?;
        let mut values = Vec::new();
        if self.skip_token("]") {
            return Ok(Value::Array(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            if self.skip_token("]") {
                return Ok(Value::Array(values));
            }
            self.expect_token(",")?;
        }
    }

    /// Section 6: `-`? (`0` | digits without a leading 0) (`.` digits)? ((`e` | `E`) sign? digits)?
    fn number(&mut self) -> Result<Value, String> {
        let start = self.position;
        let digits = |parser: &mut Self| {
            let first = parser.position;
            while matches!(parser.peek(), Some(b'0'..=b'9')) {
                parser.position += 1;
            }
            if parser.position > first {
                Ok(parser.position - first)
            } else {
                Err(parser.expected("a digit"))
            }
        };
        if self.peek() == Some(b'-') {
            self.position += 1;
        }
        let zero = self.peek() == Some(b'0');
        if digits(self)? > 1 && zero {
            return Err(format!("at byte {start} a number begins with 0"));
        }
        if self.peek() == Some(b'.') {
            self.position += 1;
            digits(self)?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.position += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.position += 1;
            }
            digits(self)?;
        }
        Ok(Value::Number(self.json[start..self.position].into()))
    }

    /// Section 7: a string, without its escapes.
    fn text(&mut self) -> Result<String, String> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("`\"`"));
        }
        self.position += 1;
        let mut text = String::new();
        loop {
            let remaining = &self.json[self.position..];
            let special = remaining.find(|c| matches!(c, '"' | '\\' | '\0'..='\u{1f}'));
            let length = special.unwrap_or(remaining.len());
            text.push_str(&remaining[..length]);
            self.position += length;
            match self.peek() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.position += 1;
                    text.push(self.escape()?);
                }
                _ => return Err(self.expected("the rest of a text, control characters escaped,")),
            }
        }
    }

    /// Section 7: the character that the escape after a backslash stands for.
    fn escape(&mut self) -> Result<char, String> {
        let letter = self.peek();
        let problem = self.expected("an escape of JSON");
        self.position += usize::from(letter.is_some_and(|letter| letter.is_ascii()));
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
                if (0xd800..0xdc00).contains(&units[0])
                    && self.json[self.position..].starts_with("\\u")
                {
                    self.position += 2;
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

    /// One UTF-16 code unit, as `\u` has it.
    fn four_hex_digits(&mut self) -> Result<u16, String> {
        let digits = self.json.get(self.position..self.position + 4);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or_else(|| self.expected("four hexadecimal digits"))?;
        self.position += 4;
        Ok(unit)
    }
}
