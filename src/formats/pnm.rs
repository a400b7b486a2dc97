//! PPM and PGM, the simplest formats there are: <https://netpbm.sourceforge.net/doc/ppm.html>.
//!
//! ```text
//! P2 grey, P3 RGB as decimal numbers;  P5 grey, P6 RGB as bytes
//! width, height, maxval: decimal numbers, each after white space or # comments to the end of a line
//! one character of white space (where a comment may end)
//! row by row the samples, from 0 to maxval
//! ```

use super::picture::{Picture, check_size, reserve};

/// The picture that the bytes of a PPM or PGM file are.
///
/// # Errors
///
/// If it is no such file, cut short, too long, or has samples of more than a byte.
pub fn decode(mut file: Vec<u8>) -> Result<Picture, String> {
    let (channels, plain, mut rest) = match &file[..] {
        [b'P', b'2', rest @ ..] => (1, true, rest),
        [b'P', b'3', rest @ ..] => (3, true, rest),
        [b'P', b'5', rest @ ..] => (1, false, rest),
        [b'P', b'6', rest @ ..] => (3, false, rest),
        _ => return Err("this is not a PPM or PGM file".into()),
    };
    let (width, height) = (number(&mut rest, "width")?, number(&mut rest, "height")?);
    check_size(width, height)?;
    let maxval = match number(&mut rest, "greatest sample")? {
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
    let samples = if plain {
        decimal(rest, count)?
    } else {
        let header = file.len() - bytes(rest, count)?.len();
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
    // To the nearest of the 256 levels.
    let level = |sample: usize| ((510 * sample + maxval) / (2 * maxval)) as u8;
    let levels: Vec<u8> = (0..=maxval).map(level).collect();
    for sample in samples {
        let level = levels[usize::from(sample)];
        pixels.extend(&[level; 3][..3 / channels]);
    }
    Ok(Picture { width, height, pixels })
}

/// The samples of P5 and P6.
fn bytes(rest: &[u8], count: usize) -> Result<&[u8], String> {
    let comment = match rest {
        [b'#', ..] => rest.iter().take_while(|byte| **byte != b'\n').count(),
        _ => 0,
    };
    let samples = match &rest[comment..] {
        [b' ' | b'\t'..=b'\r', samples @ ..] => samples,
        _ => return Err("there is no white space before its samples".into()),
    };
    match samples.len() {
        len if len < count => {
            Err(format!("it holds {len} of {count} bytes of samples: it was cut short"))
        }
        len if len > count => Err(format!("{} bytes follow its last sample", len - count)),
        _ => Ok(samples),
    }
}

/// The samples of P2 and P3.
fn decimal(mut rest: &[u8], count: usize) -> Result<Vec<u8>, String> {
    // Two characters at least, with the white space before it.
    if rest.len() / 2 < count {
        return Err(format!("it is too short for {count} samples"));
    }
    let mut samples = reserve(count)?;
    for _ in 0..count {
        let number = number(&mut rest, "sample")?;
        samples.push(u8::try_from(number).map_err(|_| format!("a sample is {number}"))?);
    }
    match rest.trim_ascii_start() {
        [] => Ok(samples),
        _ => Err("something follows its last sample".into()),
    }
}

/// The next number, after white space and comments, of which there must be some.
fn number(rest: &mut &[u8], what: &str) -> Result<usize, String> {
    let start = rest.len();
    loop {
        match rest {
            [b' ' | b'\t'..=b'\r', after @ ..] => *rest = after,
            [b'#', ..] => {
                let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                *rest = &rest[end..];
            }
            _ => break,
        }
    }
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, after) = rest.split_at(digits);
    if rest.len() == start || !matches!(digits, 1..=9) {
        return Err(match rest {
            [] => format!("it ends before its {what}: it was cut short"),
            _ => format!("its {what} is not a number of at most 9 digits, after white space"),
        });
    }
    *rest = after;
    Ok(number.iter().fold(0, |number, digit| 10 * number + usize::from(digit - b'0')))
}
