//! From the samples of the components to red, green and blue.
//!
//! ```text
//! R = Y + 1.402·(Cr − 128)                                                           T.871, 7
//! G = Y − 0.344136·(Cb − 128) − 0.714136·(Cr − 128)
//! B = Y + 1.772·(Cb − 128)
//! ```
//!
//! A component with half as many samples is enlarged by a triangle filter: each new sample is ¾ of the
//! nearest one and ¼ of the next nearest, in each direction. With other ratios the sample at the same
//! place is taken.

use super::frame::Frame;
use super::samples::Samples;
use crate::formats::picture::{Picture, reserve};

/// What the components stand for.
pub enum Colours {
    Grey,
    Rgb,
    /// Brightness, and how blue and how red.
    YCbCr,
}

impl Colours {
    /// JFIF has `YCbCr`; Adobe's marker says it, 0 for RGB; otherwise the names of the components do.
    pub fn new(frame: &Frame, jfif: bool, adobe: Option<u8>) -> Self {
        let names: Vec<u8> = frame.components.iter().map(|component| component.id).collect();
        match (&names[..], jfif, adobe) {
            ([_], ..) => Self::Grey,
            (_, true, _) => Self::YCbCr,
            (_, _, Some(0)) | (b"RGB", _, None) => Self::Rgb,
            _ => Self::YCbCr,
        }
    }
}

/// The picture, row by row.
pub fn rgb(frame: Frame, colours: Colours) -> Result<Picture, String> {
    let Frame { width, height, components, h_max, v_max, .. } = frame;
    let components: Vec<Samples> =
        components.into_iter().map(Samples::new).collect::<Result<_, _>>()?;
    let mut pixels = reserve(3 * width * height)?;
    let mut rows = vec![Vec::new(); components.len()];
    for y in 0..height {
        for (row, samples) in rows.iter_mut().zip(&components) {
            enlarge(samples, [h_max, v_max], y, row);
        }
        match (&colours, &rows[..]) {
            (Colours::YCbCr, [luma, blue, red]) => {
                let samples = luma.iter().zip(blue).zip(red).take(width);
                pixels.extend(samples.flat_map(|((&y, &cb), &cr)| to_rgb(y, cb, cr)));
            }
            (_, [red, green, blue]) => {
                let samples = red.iter().zip(green).zip(blue).take(width);
                pixels.extend(samples.flat_map(|((&r, &g), &b)| [r, g, b]));
            }
            (_, rows) => pixels.extend(rows[0].iter().take(width).flat_map(|&grey| [grey; 3])),
        }
    }
    Ok(Picture { width, height, pixels })
}

/// In whole numbers of 1/65536, to the nearest.
fn to_rgb(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    const HALF: i32 = 1 << 15;
    let (y, cb, cr) = (i32::from(y), i32::from(cb) - 128, i32::from(cr) - 128);
    let red = y + ((91881 * cr + HALF) >> 16);
    let green = y + ((-22554 * cb - 46802 * cr + HALF) >> 16);
    let blue = y + ((116130 * cb + HALF) >> 16);
    [red, green, blue].map(|colour| colour.clamp(0, 255) as u8)
}

/// Overwrites `row` with the samples of the pixels of row `y`, and some beyond them.
fn enlarge(samples: &Samples, [h_max, v_max]: [usize; 2], y: usize, row: &mut Vec<u8>) {
    let component = &samples.component;
    let same = [h_max == component.h, v_max == component.v];
    let twice = [h_max == 2 * component.h, v_max == 2 * component.v];
    let source = samples.row(y * component.v / v_max);
    // Of the row, and of the nearest other one.
    let next = if y.is_multiple_of(2) { (y / 2).saturating_sub(1) } else { y / 2 + 1 };
    let sums = || {
        source
            .iter()
            .zip(samples.row(next))
            .map(|(&near, &far)| 3 * u16::from(near) + u16::from(far))
    };
    row.clear();
    match (twice, same) {
        (_, [true, true]) => row.extend(source),
        ([_, true], [true, _]) => {
            let half = if y.is_multiple_of(2) { 1 } else { 2 };
            row.extend(sums().map(|sum| ((sum + half) / 4) as u8));
        }
        // libjpeg does not filter so few samples.
        ([true, _], [_, true]) if source.len() > 2 => {
            let numbers: Vec<u16> = source.iter().map(|&sample| sample.into()).collect();
            widen(&numbers, 4, [1, 2], row);
        }
        ([true, true], _) if source.len() > 2 => {
            widen(&sums().collect::<Vec<_>>(), 16, [8, 7], row);
        }
        _ => row.extend(
            (0..source.len() * h_max / component.h).map(|x| source[x * component.h / h_max]),
        ),
    }
}

/// Twice as many samples, ¾ of the nearest and ¼ of the next nearest, divided by `divisor`. What is added
/// before, for the left and the right one, rounds halves to either side in turn.
fn widen(numbers: &[u16], divisor: u16, [left, right]: [u16; 2], row: &mut Vec<u8>) {
    for (i, number) in numbers.iter().enumerate() {
        let (before, after) =
            (numbers[i.saturating_sub(1)], numbers[(i + 1).min(numbers.len() - 1)]);
        row.push(((3 * number + before + left) / divisor) as u8);
        row.push(((3 * number + after + right) / divisor) as u8);
    }
}
