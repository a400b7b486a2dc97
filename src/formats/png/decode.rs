//! Reading PNG: all colour types and depths, interlaced or not. Transparent pixels are laid on white.
//!
//! Gamma and colour profiles are ignored, as in the course.

use std::mem::take;

use super::chunks::{Chunks, GREY, GREY_ALPHA, Header, INDEXED, RGB, damaged};
use super::filter::unfilter;
use crate::formats::inflate::Error;
use crate::formats::picture::{Decoded, Note, Picture, reserve};
use crate::formats::zlib::{self, GREATEST_RATIO};

/// Reads the picture in a PNG file.
///
/// # Errors
///
/// If the file is damaged: if a chunk that is needed is missing, misplaced, cut short, or has a wrong
/// checksum. What follows the picture, and ancillary chunks, may be as they like.
pub fn decode(file: Vec<u8>) -> Result<Decoded, String> {
    let mut chunks = Chunks::parse(&file)?;
    // The file, its data, the rows and the pixels may each have a byte for each sample.
    drop(file);
    let mut rows = decompress(&chunks.header, take(&mut chunks.zlib))?;
    let header = &chunks.header;
    let mut pixels = reserve(3 * header.width * header.height)?;
    pixels.resize(3 * header.width * header.height, 0);
    let mut transparent = false;
    let mut remaining = &mut rows[..];
    for pass in header.passes {
        let (columns, lines) = header.size_of(pass);
        let row_length = 1 + header.row_bytes(columns);
        let (part, after) =
            remaining.split_at_mut(if columns > 0 { lines * row_length } else { 0 });
        remaining = after;
        unfilter_rows(part, row_length, header.pixel_bytes())?;
        for (y, row) in part.chunks_exact(row_length).enumerate() {
            let y = pass.first.1 + y * pass.steps.1;
            for x in 0..columns {
                let ([red, green, blue], alpha) = chunks.colour(&row[1..], x);
                let x = pass.first.0 + x * pass.steps.0;
                let on_white = [red, green, blue].map(|colour| on_white(colour, alpha));
                pixels[3 * (y * header.width + x)..][..3].copy_from_slice(&on_white);
                transparent |= alpha < 255;
            }
        }
    }
    let picture = Picture { width: header.width, height: header.height, pixels };
    let notes = if transparent { vec![Note::Transparent] } else { Vec::new() };
    Ok(Decoded { picture, orientation: chunks.orientation, notes })
}

/// `alpha·colour + (1 − alpha)·white`, to the nearest.
fn on_white(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u32::from(colour), u32::from(alpha));
    ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

impl Chunks {
    /// The colour of pixel `x` of a row, and its alpha, both from 0 to 255.
    fn colour(&self, row: &[u8], x: usize) -> ([u8; 3], u8) {
        let Header { depth, channels, colour_type, .. } = self.header;
        let sample = |channel| sample(row, x * channels + channel, depth);
        let byte = |channel| to_byte(sample(channel), depth);
        // 11.3.1.1: "only the lowest bits are used".
        let is_key = |channels: usize| {
            let (key, _) = self.transparency.as_chunks();
            key.len() == channels
                && key.iter().enumerate().all(|(channel, key)| {
                    sample(channel) == u16::from_be_bytes(*key) & (u16::MAX >> (16 - depth))
                })
        };
        match colour_type {
            GREY => ([byte(0); 3], if is_key(1) { 0 } else { 255 }),
            RGB => ([byte(0), byte(1), byte(2)], if is_key(3) { 0 } else { 255 }),
            INDEXED => {
                // W3C, 11.2.2: an index outside the palette is an error; readers show black.
                let index = usize::from(sample(0));
                let colour = self.palette.get(index).copied().unwrap_or([0; 3]);
                (colour, self.transparency.get(index).copied().unwrap_or(255))
            }
            GREY_ALPHA => ([byte(0); 3], byte(1)),
            _ => ([byte(0), byte(1), byte(2)], byte(3)),
        }
    }
}

/// Sample `i` of a row: 7.2. Those of less than a byte begin in its highest bits.
fn sample(row: &[u8], i: usize, depth: usize) -> u16 {
    match depth {
        16 => u16::from_be_bytes([row[2 * i], row[2 * i + 1]]),
        8 => row[i].into(),
        _ => u16::from((row[i * depth / 8] << (i * depth % 8)) >> (8 - depth)),
    }
}

/// 13.12, linear: a sample of `depth` bits as one of 8, to the nearest.
fn to_byte(sample: u16, depth: usize) -> u8 {
    match depth {
        8 => sample as u8,
        _ => {
            let most = (1_u32 << depth) - 1;
            ((u32::from(sample) * 510 + most) / (2 * most)) as u8
        }
    }
}

/// Decompresses the rows, each with the number of its filter before it, from the data of the IDAT
/// chunks.
fn decompress(header: &Header, zlib: Vec<u8>) -> Result<Vec<u8>, String> {
    if zlib.is_empty() {
        return Err(damaged("it has no IDAT"));
    }
    let Header { width, height, .. } = header;
    let (length, expected) = (zlib.len(), header.expected_bytes());
    if length < expected / GREATEST_RATIO || length > 2 * expected + 1024 {
        let problem = format!("{length} bytes cannot be {width}×{height} pixels, compressed");
        return Err(damaged(&problem));
    }
    // What follows the zlib stream is passed over.
    let (rows, _) = zlib::decompress(&zlib, expected).map_err(|error| match error {
        Error::TooLong => damaged("it holds more than its pixels"),
        _ => damaged(&error.to_string()),
    })?;
    if rows.len() < expected {
        let found = rows.len();
        return Err(damaged(&format!("it holds {found} of the {expected} bytes of its rows")));
    }
    Ok(rows)
}

/// Reverses the filters of the rows of a pass, from the first to the last.
fn unfilter_rows(rows: &mut [u8], row_length: usize, pixel_bytes: usize) -> Result<(), String> {
    let no_row = vec![0; row_length - 1];
    let mut above = &no_row[..];
    for row in rows.chunks_exact_mut(row_length) {
        let (filter, row) = row.split_first_mut().expect("a row begins with its filter");
        unfilter(*filter, row, above, pixel_bytes)
            .ok_or_else(|| damaged(&format!("there is no filter {filter}")))?;
        above = row;
    }
    Ok(())
}
