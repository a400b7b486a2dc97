//! Reading PPM and PGM, the simplest picture formats:
//! <https://netpbm.sourceforge.net/doc/ppm.html>.
//!
//! ```text
//! P2 grey, P3 RGB as decimal numbers;  P5 grey, P6 RGB as bytes
//! width, height, maxval: decimal numbers, each after white space or # comments to the end of a line
//! one character of white space (where a comment may end)
//! row by row the samples, from 0 to maxval
//! ```

use super::picture::{Picture, check_size, reserve};
use crate::wording::count as counted;

/// Reads the picture in a PPM or PGM file.
///
/// # Errors
///
/// If the file is neither PPM nor PGM, cut short or too long, or has samples of more than a byte.
pub fn decode(mut file: Vec<u8>) -> Result<Picture, String> {
    let [b'P', kind @ (b'2' | b'3' | b'5' | b'6'), after_kind @ ..] = &file[..] else {
        return Err("this is not a PPM or PGM file".into());
    };
    let mut remaining = after_kind;
    let channels = if matches!(kind, b'2' | b'5') { 1 } else { 3 };
    let (width, height) = (number(&mut remaining, "width")?, number(&mut remaining, "height")?);
    check_size(width, height)?;
    let maxval = match number(&mut remaining, "greatest sample")? {
        maxval @ 1..=255 => maxval,
        maxval @ 256..=65535 => {
            return Err(format!(
                "its samples go up to {maxval}, only up to 255 is read: \
                 `magick cat.ppm -depth 8 cat8.ppm` (ImageMagick) rounds them"
            ));
        }
        maxval => return Err(format!("its greatest sample is {maxval}, not from 1 to 65535")),
    };
    let count = channels * width * height;
    let samples = if matches!(kind, b'2' | b'3') {
        decimal_samples(remaining, count)?
    } else {
        let header = file.len() - byte_samples(remaining, count)?.len();
        file.drain(..header);
        file
    };
    if (channels, maxval) == (3, 255) {
        return Ok(Picture { width, height, pixels: samples });
    }
    if let Some(sample) = samples.iter().find(|sample| usize::from(**sample) > maxval) {
        return Err(format!("a sample is {sample}, the greatest should be {maxval}"));
    }
    let mut pixels = reserve(3 * width * height)?;
    // Scaled to 0…255 and rounded to the nearest.
    let level = |sample: usize| ((510 * sample + maxval) / (2 * maxval)) as u8;
    let levels: Vec<u8> = (0..=maxval).map(level).collect();
    for sample in samples {
        let level = levels[usize::from(sample)];
        pixels.extend(&[level; 3][..3 / channels]);
    }
    Ok(Picture { width, height, pixels })
}

/// The samples of P5 and P6.
fn byte_samples(after_maxval: &[u8], count: usize) -> Result<&[u8], String> {
    let samples = match &after_maxval[comment(after_maxval)..] {
        [b' ' | b'\t'..=b'\r', samples @ ..] => samples,
        _ => return Err("there is no white space before its samples".into()),
    };
    match samples.len() {
        len if len < count => {
            Err(format!("it holds {len} of {count} bytes of samples: it was cut short"))
        }
        len if len > count => {
            Err(format!("{} too many after its last sample", counted(len - count, "byte")))
        }
        _ => Ok(samples),
    }
}

/// The samples of P2 and P3.
fn decimal_samples(mut remaining: &[u8], count: usize) -> Result<Vec<u8>, String> {
    // A sample needs two characters at least: white space and a digit.
    if remaining.len() / 2 < count {
        return Err(format!("it is too short for {count} samples"));
    }
    let mut samples = reserve(count)?;
    for _ in 0..count {
        let number = number(&mut remaining, "sample")?;
        samples.push(u8::try_from(number).map_err(|_| format!("a sample is {number}"))?);
    }
    match remaining.trim_ascii_start() {
        [] => Ok(samples),
        _ => Err("something follows its last sample".into()),
    }
}

/// The length of the comment with which the bytes begin, up to the end of its line; 0 without one.
fn comment(bytes: &[u8]) -> usize {
    match bytes {
        [b'#', ..] => bytes.iter().take_while(|byte| **byte != b'\n').count(),
        _ => 0,
    }
}

/// Reads a number, which must follow white space or comments; `what` it is, for the error.
fn number(remaining: &mut &[u8], what: &str) -> Result<usize, String> {
    let start = remaining.len();
    loop {
        let skipped = match remaining {
            [b' ' | b'\t'..=b'\r', ..] => 1,
            [b'#', ..] => comment(remaining),
            _ => break,
        };
        *remaining = &remaining[skipped..];
    }
    let digits = remaining.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, after) = remaining.split_at(digits);
    if remaining.len() == start || !matches!(digits, 1..=9) {
        return Err(match remaining {
            [] => format!("it ends before its {what}: it was cut short"),
            _ => format!("its {what} is not a number of at most 9 digits, after white space"),
        });
    }
    *remaining = after;
    Ok(number.iter().fold(0, |number, digit| 10 * number + usize::from(digit - b'0')))
}
