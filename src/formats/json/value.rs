//! The value, and how to look into it.

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
    #[must_use]
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
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// The number as an `f64`; `None` if this is no number or one that an `f64` cannot hold.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        let Self::Number(number) = self else { return None };
        number.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The number as a `usize`; `None` if this is no number, or one with a sign, a fraction or an
    /// exponent, or too large.
    #[must_use]
    pub fn as_usize(&self) -> Option<usize> {
        let Self::Number(number) = self else { return None };
        number.parse().ok()
    }

    /// The text of a string; `None` if this is no string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        let Self::Text(text) = self else { return None };
        Some(text)
    }

    /// `true` or `false`; `None` if this is neither.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        let Self::Bool(value) = self else { return None };
        Some(*value)
    }

    /// The values of an array; `None` if this is no array.
    #[must_use]
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
