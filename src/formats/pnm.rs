//! Reading PPM and PGM, the simplest picture formats:
//! <https://netpbm.sourceforge.net/doc/ppm.html>.
//!
//! ```text
//! P2 grey, P3 RGB as decimal numbers;  P5 grey, P6 RGB as bytes, or big-endian u16 if maxval > 255
//! width, height, maxval: decimal numbers, each after white space or # comments to the end of a line
//! one character of white space (where a comment may end)
//! row by row the samples, from 0 to maxval
//! ```
//!
//! "A PPM file consists of a sequence of one or more PPM images": the first is read.

use super::picture::{Decoded, Note, Picture, check_size, reserve};
use crate::wording::count as counted;

/// Reads the first picture in a PPM or PGM file.
///
/// # Errors
///
/// If the file is neither PPM nor PGM, is cut short, or goes on with anything but a line end or another
/// picture.
pub fn decode(file: &[u8]) -> Result<Decoded, String> {
    let [b'P', kind @ (b'2' | b'3' | b'5' | b'6'), remaining @ ..] = file else {
        return Err("this is not a PPM or PGM file".into());
    };
    let mut remaining = remaining;
    let (width, height) = (number(&mut remaining, "width")?, number(&mut remaining, "height")?);
    check_size(width, height)?;
    let maxval = match number(&mut remaining, "greatest sample")? {
        maxval @ 1..=65535 => maxval,
        maxval => return Err(format!("its greatest sample is {maxval}, not from 1 to 65535")),
    };
    let channels = if matches!(kind, b'2' | b'5') { 1 } else { 3 };
    let count = channels * width * height;
    // No more than the file can hold.
    let mut pixels = reserve(3 * (width * height).min(remaining.len()))?;
    let mut add = |sample: usize| {
        if sample > maxval {
            return Err(format!("a sample is {sample}, the greatest should be {maxval}"));
        }
        // Scaled to 0…255 and rounded to the nearest.
        let level = ((510 * sample + maxval) / (2 * maxval)) as u8;
        pixels.extend(&[level; 3][..3 / channels]);
        Ok(())
    };
    let notes = if matches!(kind, b'2' | b'3') {
        // A sample needs two characters at least: white space and a digit.
        if remaining.len() / 2 < count {
            return Err(format!("it is too short for {count} samples"));
        }
        for _ in 0..count {
            add(number(&mut remaining, "sample")?)?;
        }
        notes(remaining.trim_ascii_start())?
    } else {
        let size = if maxval > 255 { 2 } else { 1 };
        let (samples, after) = byte_samples(remaining, count * size)?;
        for sample in samples.chunks_exact(size) {
            add(sample.iter().fold(0, |sample, &byte| sample << 8 | usize::from(byte)))?;
        }
        notes(after)?
    };
    Ok(Decoded { notes, ..Picture { width, height, pixels }.into() })
}

/// The samples of P5 and P6, and what follows them.
fn byte_samples(after_maxval: &[u8], bytes: usize) -> Result<(&[u8], &[u8]), String> {
    let raster = &after_maxval[comment(after_maxval)..];
    let [b' ' | b'\t'..=b'\r', samples @ ..] = raster else {
        return Err("there is no white space before its samples".into());
    };
    let found = samples.len();
    let (samples, after) = samples
        .split_at_checked(bytes)
        .ok_or_else(|| format!("it holds {found} of {bytes} bytes of samples: it was cut short"))?;
    if raster.starts_with(b"\r\n") && !after.is_empty() {
        return Err(
            "it was written in text mode, which puts a byte CR before each LF, also among the \
                    samples: write it again in binary mode (in Python, `open(name, \"wb\")`)"
                .into(),
        );
    }
    Ok((samples, after))
}

/// What a user should know of the bytes after a picture: a line may end, or another picture may follow.
fn notes(after: &[u8]) -> Result<Vec<Note>, String> {
    match after {
        [] | b"\n" | b"\r\n" => Ok(Vec::new()),
        _ => match after.trim_ascii_start() {
            [b'P', b'1'..=b'7', b' ' | b'\t'..=b'\r' | b'#', ..] => Ok(vec![Note::FirstOfSeveral]),
            _ => Err(format!("{} too many after its last sample", counted(after.len(), "byte"))),
        },
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
