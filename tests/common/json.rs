//! JSON as RFC 8259 has it, strictly, to see that what the program prints is that.
#![allow(dead_code)] // each test program uses its own part of this file

use std::iter::Peekable;
use std::str::Chars;

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    #[track_caller]
    pub fn get(&self, name: &str) -> &Json {
        let Json::Object(members) = self else { panic!("no object: {self:?}") };
        let member = members.iter().find(|(other, _)| other == name);
        &member.unwrap_or_else(|| panic!("no \"{name}\" in {self:?}")).1
    }

    #[track_caller]
    pub fn text(&self) -> &str {
        let Json::Text(text) = self else { panic!("no text: {self:?}") };
        text
    }

    #[track_caller]
    pub fn number(&self) -> f64 {
        let Json::Number(number) = self else { panic!("no number: {self:?}") };
        *number
    }

    #[track_caller]
    pub fn positive(&self) -> f64 {
        let number = self.number();
        assert!(number > 0.0 && number.is_finite(), "{number}");
        number
    }

    #[track_caller]
    pub fn list(&self) -> &[Json] {
        let Json::List(list) = self else { panic!("no list: {self:?}") };
        list
    }
}

/// One value and nothing after it.
pub fn parse(text: &str) -> Result<Json, String> {
    let mut rest = text.chars().peekable();
    let value = value(&mut rest)?;
    match token(&mut rest) {
        None => Ok(value),
        Some(c) => Err(format!("`{c}` after the end")),
    }
}

type Rest<'a> = Peekable<Chars<'a>>;

/// The next character that is not white space; it stays.
fn token(rest: &mut Rest) -> Option<char> {
    while rest.next_if(|c| " \t\r\n".contains(*c)).is_some() {}
    rest.peek().copied()
}

fn expect(rest: &mut Rest, wanted: char) -> Result<(), String> {
    match (token(rest), rest.next()) {
        (Some(c), _) if c == wanted => Ok(()),
        (found, _) => Err(format!("expected `{wanted}`, found {found:?}")),
    }
}

fn value(rest: &mut Rest) -> Result<Json, String> {
    match token(rest) {
        Some('"') => Ok(Json::Text(string(rest)?)),
        Some('[') => Ok(Json::List(items(rest, '[', ']', value)?)),
        Some('{') => {
            let member = |rest: &mut Rest| {
                token(rest);
                let name = string(rest)?;
                expect(rest, ':')?;
                Ok((name, value(rest)?))
            };
            Ok(Json::Object(items(rest, '{', '}', member)?))
        }
        _ => {
            let mut word = String::new();
            while let Some(c) = rest.next_if(|c| c.is_ascii_alphanumeric() || "+-.".contains(*c)) {
                word.push(c);
            }
            match word.as_str() {
                "null" => Ok(Json::Null),
                "true" => Ok(Json::Bool(true)),
                "false" => Ok(Json::Bool(false)),
                // What Rust reads as a number and JSON does not: +1, .5, 1., 01, inf, NaN.
                number => {
                    let digits = number.strip_prefix('-').unwrap_or(number);
                    let whole = digits.split(['.', 'e', 'E']).next().unwrap();
                    let fits = whole.chars().all(|c| c.is_ascii_digit())
                        && !whole.is_empty()
                        && (whole == "0" || !whole.starts_with('0'))
                        && !digits.ends_with('.')
                        && !digits.contains(".e");
                    let number = number.parse().ok().filter(|_| fits);
                    number.map(Json::Number).ok_or(format!("`{word}` is no value"))
                }
            }
        }
    }
}

fn items<T>(
    rest: &mut Rest,
    open: char,
    close: char,
    item: impl Fn(&mut Rest) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    expect(rest, open)?;
    let mut all = Vec::new();
    if token(rest) != Some(close) {
        all.push(item(rest)?);
        while token(rest) == Some(',') {
            rest.next();
            all.push(item(rest)?);
        }
    }
    expect(rest, close)?;
    Ok(all)
}

fn string(rest: &mut Rest) -> Result<String, String> {
    expect(rest, '"')?;
    let mut text = String::new();
    loop {
        match rest.next() {
            Some('"') => return Ok(text),
            Some('\\') => match rest.next() {
                Some(c @ ('"' | '\\' | '/')) => text.push(c),
                Some('u') => {
                    let hex: String = rest.by_ref().take(4).collect();
                    let code = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
                    text.push(code.ok_or(format!("\\u{hex}"))?);
                }
                other => return Err(format!("\\ before {other:?}")),
            },
            Some(c) if !c.is_control() => text.push(c),
            other => return Err(format!("{other:?} in a string")),
        }
    }
}
