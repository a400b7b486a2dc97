//! The colours of pictures as bytes, however an array keeps them.
//!
//! Notebooks divide pictures by 255, and some save what they get. A colour c from 0 to 255 is read from
//!
//! ```text
//! c         as an integer or a float of any width
//! c / 255   as the float that is nearest to it
//! ```
//!
//! and from nothing else: so the bytes are those of the photograph, to the last bit.

use super::pictures::check_shape;
use crate::formats::hdf5::{Array, Class, Number, copy_command};
use crate::picture::{CHANNELS, SIDE};

/// How colours that were divided become bytes in Python, for commands that copy a file.
const ROUNDED: &str = "(i[n][()] * 255).round().astype('uint8')";

/// The colours of pictures of shape (m, 64, 64, 3).
///
/// # Errors
///
/// If a number is no colour, if there are only zeros and ones, or if the shape is another. The error
/// begins with `name`, and says what to do.
pub(super) fn colours(name: &str, array: &Array) -> Result<Vec<u8>, String> {
    // 0 and 1 are both colours and colours divided by 255: the first other number decides.
    let mut numbers = array.numbers().map(f64::from);
    let decisive = numbers.find(|&number| number != 0.0 && number != 1.0);
    if decisive.is_none() && !array.bytes.is_empty() {
        return Err(format!(
            "{name} holds nothing but 0 and 1, and colours go up to 255. Were the pictures divided \
             by 255 and then converted to whole numbers? That cuts off all fractions, and black \
             pictures are left. Take the original file; or make this one again, and round before \
             the conversion: `numpy.round(255 * x).astype('uint8')`"
        ));
    }
    let divided = decisive.is_some_and(|number| number.fract() != 0.0);
    let mut bytes = Vec::with_capacity(array.numbers().len());
    for number in array.numbers() {
        let byte = byte(number, divided);
        bytes.push(byte.ok_or_else(|| no_colour(name, array, bytes.len(), number))?);
    }
    let as_bytes = match (divided, array.element.class, array.element.width) {
        (true, ..) => ROUNDED,
        (false, Class::Unsigned, 1) => "i[n][()]",
        _ => "i[n][()].astype('uint8')",
    };
    check(&array.shape, as_bytes).map_err(|problem| format!("{name}: {problem}"))?;
    Ok(bytes)
}

/// The colour that a number stands for, exactly.
fn byte(number: Number, divided: bool) -> Option<u8> {
    let scale = if divided { 255.0 } else { 1.0 };
    let byte = (f64::from(number) * scale).round() as u8;
    let expected = f64::from(byte) / scale;
    let exact = match number {
        // The same as a division of floats of 32 bits, for all 256 colours.
        Number::F32(float) => float == expected as f32,
        _ => f64::from(number) == expected,
    };
    exact.then_some(byte)
}

/// The error for element `index`, which is no colour.
fn no_colour(name: &str, array: &Array, index: usize, number: Number) -> String {
    let mut position = Vec::new();
    let mut remaining = index;
    for &n in array.shape.iter().rev() {
        position.insert(0, remaining % n);
        remaining /= n;
    }
    let problem = format!(
        "{name}{position:?} is {number}: a colour is a whole number from 0 to 255, or the float \
         nearest to such a number divided by 255"
    );
    if array.numbers().all(|number| (0.0..=1.0).contains(&f64::from(number))) {
        let command = copy_pictures("", ROUNDED);
        return format!(
            "{problem}. If they were divided by 255 less exactly, this mends them: {command}"
        );
    }
    format!("{problem}. Take the file that this one was made from")
}

/// Checks that a shape is (m, 64, 64, 3). `bytes` is how the colours become bytes in Python.
fn check(shape: &[usize], bytes: &str) -> Result<(), String> {
    // Of the numbers of a flat picture.
    let side = |numbers: usize| (numbers / CHANNELS).isqrt();
    let is_flat = |numbers: usize| numbers > 99 && CHANNELS * side(numbers).pow(2) == numbers;
    let moved = |how: String| copy_pictures("", &format!("{bytes}{how}"));
    let unflattened = |side: usize| format!(".reshape(-1, {side}, {side}, {CHANNELS})");
    let resized = |how: &str| {
        let resized = format!("PIL.Image.fromarray(p).convert('RGB').resize(({SIDE}, {SIDE}))");
        copy_pictures(", PIL.Image", &format!("[{resized} for p in {bytes}{how}]"))
    };
    let (what, command) = match *shape {
        [count, SIDE, SIDE, CHANNELS] => return check_shape(&[count, SIDE, SIDE, CHANNELS]),
        [_, CHANNELS, _, width] if width > 4 => {
            ("The colours come before the rows", moved(".transpose(0, 2, 3, 1)".into()))
        }
        [_, n] if is_flat(n) => ("Each picture is flat", moved(unflattened(side(n)))),
        [n, _] if is_flat(n) => {
            ("Each picture is a column", moved(format!(".T{}", unflattened(side(n)))))
        }
        [_, _, width] if width > 4 => ("The pictures are grey", resized("")),
        [_, _, _, 1] => ("The pictures are grey", resized("[..., 0]")),
        [_, height, width, 3 | 4] => (&*format!("The pictures are {height}×{width}"), resized("")),
        _ => {
            return Err(format!(
                "its shape is {shape:?}, [m, {SIDE}, {SIDE}, {CHANNELS}] is expected"
            ));
        }
    };
    Err(format!(
        "its shape is {shape:?}, [m, {SIDE}, {SIDE}, {CHANNELS}] is expected. {what}, this mends \
         it: {command}"
    ))
}

/// The command that copies a file and changes its pictures.
fn copy_pictures(imports: &str, pictures: &str) -> String {
    copy_command(imports, &format!("{pictures} if n.endswith('_x') else i[n][()]"))
}
