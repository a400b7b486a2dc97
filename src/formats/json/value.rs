//! The value: how to look into it, how to make one, and how it is written.
//!
//! It is written on one line, with `, ` between values and `: ` after a name.

use std::fmt;
use std::ops::Index;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it is written in JSON, because not every such number is an `f64`.
    Number(String),
    /// A string, without its escapes.
    Text(String),
    /// `[…]`
    Array(Vec<Value>),
    /// `{…}`, in the order of the file. Every name is there once.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// An object with these members, in this order.
    ///
    /// # Panics
    ///
    /// If two members have the same name.
    pub fn object<N: Into<String>>(members: impl IntoIterator<Item = (N, Self)>) -> Self {
        let members = members.into_iter().map(|(name, value)| (name.into(), value));
        let members: Vec<(String, Self)> = members.collect();
        let mut names = std::collections::HashSet::new();
        for (name, _) in &members {
            assert!(names.insert(name), "a JSON object with two members \"{name}\"");
        }
        Self::Object(members)
    }

    /// The value of the member `name`; `None` if this is no object or has no such member.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// The number as an `f64`; `None` if this is no number or one that an `f64` cannot hold.
    pub fn as_f64(&self) -> Option<f64> {
        let Self::Number(number) = self else { return None };
        number.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The number as a `usize`; `None` if this is no number, or one with a sign, a fraction or an
    /// exponent, or too large.
    pub fn as_usize(&self) -> Option<usize> {
        let Self::Number(number) = self else { return None };
        number.parse().ok()
    }

    /// The text of a string; `None` if this is no string.
    pub fn as_str(&self) -> Option<&str> {
        let Self::Text(text) = self else { return None };
        Some(text)
    }

    /// `true` or `false`; `None` if this is neither.
    pub fn as_bool(&self) -> Option<bool> {
        let Self::Bool(value) = self else { return None };
        Some(*value)
    }

    /// The values of an array; `None` if this is no array.
    pub fn as_array(&self) -> Option<&[Self]> {
        let Self::Array(values) = self else { return None };
        Some(values)
    }
}

impl Index<&str> for Value {
    type Output = Self;

    /// The value of the member `name`.
    ///
    /// # Panics
    ///
    /// If this is no object or has no such member.
    #[track_caller]
    fn index(&self, name: &str) -> &Self {
        self.get(name)
            .unwrap_or_else(|| panic!("no member \"{name}\" in {:.200}", self.to_string()))
    }
}

impl Index<usize> for Value {
    type Output = Self;

    /// The value number `index` of an array, counted from 0.
    ///
    /// # Panics
    ///
    /// If this is no array or a shorter one.
    #[track_caller]
    fn index(&self, index: usize) -> &Self {
        let value = self.as_array().and_then(|values| values.get(index));
        value.unwrap_or_else(|| panic!("no element {index} in {:.200}", self.to_string()))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(number) => f.write_str(number),
            Self::Text(text) => f.write_str(&string(text)),
            Self::Array(values) => {
                let values: Vec<String> = values.iter().map(Self::to_string).collect();
                write!(f, "[{}]", values.join(", "))
            }
            Self::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(name, value)| format!("{}: {value}", string(name)))
                    .collect();
                write!(f, "{{{}}}", members.join(", "))
            }
        }
    }
}

/// A JSON string: the text in quotes, with escapes for quotes, backslashes and control characters.
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

impl From<f64> for Value {
    /// The shortest digits from which the same `f64` is read again. JSON has no infinity and no
    /// NaN: they become `null`, as in JavaScript.
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Number(format!("{number:?}")) } else { Self::Null }
    }
}

macro_rules! from {
    ($variant:ident: $($source:ty)*) => {$(
        impl From<$source> for Value {
            fn from(value: $source) -> Self {
                Self::$variant(value.to_string())
            }
        }
    )*};
}

from!(Number: u8 u32 u64 usize i32);
from!(Text: &str String);

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    /// `None` is `null`.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Into<Self> + Clone> From<&[T]> for Value {
    fn from(values: &[T]) -> Self {
        values.iter().cloned().collect()
    }
}

impl<T: Into<Self>, const N: usize> From<[T; N]> for Value {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<A: Into<Self>, B: Into<Self>> From<(A, B)> for Value {
    /// A pair is an array of two.
    fn from((a, b): (A, B)) -> Self {
        Self::Array(vec![a.into(), b.into()])
    }
}

impl<T: Into<Self>> FromIterator<T> for Value {
    /// An array.
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::Array(values.into_iter().map(Into::into).collect())
    }
}
