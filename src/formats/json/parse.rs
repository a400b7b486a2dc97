//! The JSON parser: recursive descent over the grammar of RFC 8259, sections 2 to 7.
//!
//! A file may be hostile: nesting and the number of values are limited.

use super::value::Value;

/// How deep a value may nest. The recursion is as deep.
const MOST_LEVELS: usize = 8;
/// How many values there may be: each needs many times the memory of its two bytes in the file.
const MOST_VALUES: usize = 1_000_000;
const WHITE_SPACE: &[u8] = b" \t\n\r";
const DIGITS: &[u8] = b"0123456789";

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
        while parser.skip(WHITE_SPACE) {}
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
        let at = self.position;
        match self.json[at..].chars().next().map(char::escape_debug) {
            None => format!("it ends where {what} is expected"),
            Some(found) => format!("at byte {at} {what} is expected, not `{found}`"),
        }
    }

    /// Skips the next byte if it is one of these; `false` if it is not.
    fn skip(&mut self, bytes: &[u8]) -> bool {
        let next = self.json.as_bytes().get(self.position);
        let found = next.is_some_and(|next| bytes.contains(next));
        self.position += usize::from(found);
        found
    }

    /// Skips `token` if it is next, after white space; `false` if it is not.
    fn skip_token(&mut self, token: &str) -> bool {
        while self.skip(WHITE_SPACE) {}
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
            let at = self.position;
            return Err(format!("at byte {at} it nests deeper than {MOST_LEVELS} levels"));
        }
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(format!("it holds more than {MOST_VALUES} values"));
        }
        while self.skip(WHITE_SPACE) {}
        match self.json.as_bytes().get(self.position) {
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
        let mut members = Vec::new();
        let mut names = std::collections::HashSet::new();
        self.list("{", "}", |parser| {
            while parser.skip(WHITE_SPACE) {}
            let name = parser.text()?;
            if !names.insert(name.clone()) {
                return Err(format!("\"{}\" stands in it twice", name.escape_debug()));
            }
            parser.expect_token(":")?;
            members.push((name, parser.value(depth + 1)?));
            Ok(())
        })?;
        Ok(Value::Object(members))
    }

    fn array(&mut self, depth: usize) -> Result<Value, String> {
        let mut values = Vec::new();
        self.list("[", "]", |parser| {
            values.push(parser.value(depth + 1)?);
            Ok(())
        })?;
        Ok(Value::Array(values))
    }

    /// Sections 4 and 5: items with commas between them, in brackets.
    fn list(
        &mut self,
        open: &str,
        close: &str,
        mut item: impl FnMut(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        self.expect_token(open)?;
        if self.skip_token(close) {
            return Ok(());
        }
        loop {
            item(self)?;
            if self.skip_token(close) {
                return Ok(());
            }
            self.expect_token(",")?;
        }
    }

    /// Section 6: `-`? (`0` | digits without a leading 0) (`.` digits)? ((`e` | `E`) sign? digits)?
    fn number(&mut self) -> Result<Value, String> {
        let start = self.position;
        self.skip(b"-");
        let zero = self.skip(b"0");
        if zero && self.skip(DIGITS) {
            return Err(format!("at byte {start} a number begins with 0"));
        }
        if !zero {
            self.digits()?;
        }
        if self.skip(b".") {
            self.digits()?;
        }
        if self.skip(b"eE") {
            self.skip(b"+-");
            self.digits()?;
        }
        Ok(Value::Number(self.json[start..self.position].into()))
    }

    fn digits(&mut self) -> Result<(), String> {
        if !self.skip(DIGITS) {
            return Err(self.expected("a digit"));
        }
        while self.skip(DIGITS) {}
        Ok(())
    }

    /// Section 7: a string, without its escapes.
    fn text(&mut self) -> Result<String, String> {
        if !self.skip(b"\"") {
            return Err(self.expected("`\"`"));
        }
        let mut text = String::new();
        loop {
            let remaining = &self.json[self.position..];
            let special = remaining.find(|c| matches!(c, '"' | '\\' | '\0'..='\u{1f}'));
            let length = special.unwrap_or(remaining.len());
            text.push_str(&remaining[..length]);
            self.position += length;
            if self.skip(b"\"") {
                return Ok(text);
            }
            if !self.skip(b"\\") {
                return Err(self.expected("the rest of a text, control characters escaped,"));
            }
            text.push(self.escape()?);
        }
    }

    /// Section 7: the character that the escape after a backslash stands for.
    fn escape(&mut self) -> Result<char, String> {
        let problem = self.expected("an escape of JSON");
        let mut escapes = b"\"\\/bfnrt".iter().zip("\"\\/\u{8}\u{c}\n\r\t".chars());
        if let Some((_, character)) = escapes.find(|(letter, _)| self.skip(&[**letter])) {
            return Ok(character);
        }
        if !self.skip(b"u") {
            return Err(problem);
        }
        let mut units = vec![self.four_hex_digits()?];
        // Beyond 16 bits: two escapes, a high and a low surrogate.
        if (0xd800..0xdc00).contains(&units[0]) && self.json[self.position..].starts_with("\\u") {
            self.position += 2;
            units.push(self.four_hex_digits()?);
        }
        let character = char::decode_utf16(units).next().and_then(Result::ok);
        character.ok_or_else(|| format!("{problem}: half of a surrogate pair"))
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
