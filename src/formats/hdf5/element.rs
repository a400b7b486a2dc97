//! IV.A.2.d. The Datatype Message, and the numbers that elements of such a type are.
//!
//! ```text
//! version 1 and class (4 bits each); flags (3 bytes); size in bytes (4); properties of the class
//! class 0  integer      flags: 1 big-endian, 8 signed; bit offset, bit precision (2 bytes each)
//! class 1  float        flags: 1 big-endian; where sign, exponent and mantissa are
//! class 8  enumeration  flags: the number of names; the type of the values, the names, the values
//! ```

use std::fmt;

use super::cursor::{Cursor, copy_command};

/// The type of an array's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// What the bits of an element mean.
    pub class: Class,
    /// The bytes of an element: 1, 2, 4 or 8 of an integer, 4 or 8 of a float.
    pub width: usize,
    /// Whether the highest byte comes first.
    pub big_endian: bool,
}

/// What the bits of an element mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// An integer of 0 or more.
    Unsigned,
    /// An integer in two's complement.
    Signed,
    /// A float of IEEE 754.
    Float,
}

/// The value of an element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer of any width.
    Integer(i128),
    /// A float of 32 bits.
    F32(f32),
    /// A float of 64 bits.
    F64(f64),
}

impl From<Number> for f64 {
    /// Exact for floats, and for integers below 2⁵³.
    fn from(number: Number) -> Self {
        match number {
            Number::Integer(integer) => integer as f64,
            Number::F32(float) => float.into(),
            Number::F64(float) => float,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            Self::F32(float) => float.fmt(f),
            Self::F64(float) => float.fmt(f),
        }
    }
}

/// Bit offset and precision, exponent location and size, mantissa location and size, exponent bias.
const F32: [u8; 12] = [0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0];
const F64: [u8; 12] = [0, 0, 64, 0, 52, 11, 0, 52, 0xff, 3, 0, 0];
/// h5py's bool, whole: an enumeration of two signed bytes.
const BOOL: &[u8] =
    b"\x18\x02\0\0\x01\0\0\0\x10\x08\0\0\x01\0\0\0\0\0\x08\0FALSE\0\0\0TRUE\0\0\0\0\0\x01";

impl Element {
    /// Reads a datatype message.
    pub(super) fn parse(mut message: Cursor) -> Result<Self, String> {
        if message.remaining.starts_with(BOOL) {
            return Ok(Self { class: Class::Signed, width: 1, big_endian: false });
        }
        let (class, flags, width) = (message.number(1)?, message.number(3)?, message.number(4)?);
        let properties = message.remaining;
        let class = match (class, flags & !1, width) {
            (0x10, 0, 1 | 2 | 4 | 8) if properties.starts_with(&[0, 0, 8 * width as u8, 0]) => {
                Class::Unsigned
            }
            (0x10, 8, 1 | 2 | 4 | 8) if properties.starts_with(&[0, 0, 8 * width as u8, 0]) => {
                Class::Signed
            }
            // The sign is bit 31 or 63; the highest bit of the mantissa is not stored.
            (0x11, 0x1f20, 4) if properties.starts_with(&F32) => Class::Float,
            (0x11, 0x3f20, 8) if properties.starts_with(&F64) => Class::Float,
            _ => return Err(unreadable(class & 0xf, flags, width)),
        };
        Ok(Self { class, width, big_endian: flags & 1 == 1 })
    }

    /// The number in the bytes of an element.
    pub(super) fn number(self, bytes: &[u8]) -> Number {
        let push = |bits, &byte: &u8| bits << 8 | u64::from(byte);
        let bits = match self.big_endian {
            true => bytes.iter().fold(0, push),
            false => bytes.iter().rev().fold(0, push),
        };
        match self.class {
            Class::Float if self.width == 4 => Number::F32(f32::from_bits(bits as u32)),
            Class::Float => Number::F64(f64::from_bits(bits)),
            Class::Unsigned => Number::Integer(bits.into()),
            Class::Signed => {
                let unused = 64 - 8 * self.width;
                Number::Integer(((bits << unused) as i64 >> unused).into())
            }
        }
    }
}

/// The error for a type that is not read.
fn unreadable(class: usize, flags: usize, width: usize) -> String {
    let bits = width.saturating_mul(8);
    let order = ["little-endian", "big-endian"][flags & 1];
    let sign = ["unsigned", "signed"][flags >> 3 & 1];
    let name = match class {
        0 => &format!("{order} {bits}-bit {sign} integer"),
        1 => &format!("{order} {bits}-bit float"),
        3 => &format!("fixed-length string of {width} bytes"),
        4 => &format!("{bits}-bit bit field"),
        6 => "compound",
        8 => "enumeration other than h5py's bool",
        9 if flags & 0xf == 1 => "variable-length string",
        9 => "variable-length sequence",
        10 => "array",
        _ => &format!("class {class}"),
    };
    let problem = format!(
        "its elements are of type {name}, and only integers of 8 to 64 bits, floats of 32 and 64 \
         bits and bool are read"
    );
    if !matches!(class, 0 | 1 | 4) {
        return format!("{problem}: save them as numbers");
    }
    let to_f64 = "i[n][()].astype('f8') if i[n].dtype.kind in 'iuf' else i[n][()]";
    format!("{problem}. h5py converts numbers: {}", copy_command("", to_f64))
}
