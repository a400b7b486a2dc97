//! Reading PNG: grey, RGB and palettes with up to 8 bits, with or without alpha, which is dropped.
//!
//! Gamma and colour profiles are ignored, as in the course.

use super::filter::unfilter;
use crate::formats::checksums::{adler32, crc32};
use crate::formats::inflate::{self, inflate};
use crate::formats::picture::{Picture, check_size, reserve};
use crate::formats::signatures::PNG;
use crate::wording::count;

/// The greatest compression ratio of deflate: 258 bytes from 2 bits.
const GREATEST_RATIO: usize = 1032;

/// Reads the picture in a PNG file.
///
/// # Errors
///
/// If the file is damaged in any way, interlaced, or has colours of 16 bits.
pub fn decode(file: &[u8]) -> Result<Picture, String> {
    let Chunks { header, palette, data } = Chunks::parse(file)?;
    let colours = header.colours(palette)?;
    let mut rows = decompress(&header, &data)?;
    unfilter_rows(&header, &mut rows)?;
    let pixels = pixels(&header, &colours, rows)?;
    Ok(Picture { width: header.width, height: header.height, pixels })
}

fn damaged(problem: &str) -> String {
    format!("this PNG is damaged: {problem}")
}

/// What the chunks of a file hold.
struct Chunks<'a> {
    header: Header,
    palette: Option<&'a [u8]>,
    /// The data of the IDAT chunks, which make one zlib stream.
    data: Vec<&'a [u8]>,
}

impl<'a> Chunks<'a> {
    /// 5.6. Chunk ordering.
    fn parse(file: &'a [u8]) -> Result<Self, String> {
        let mut remaining = file.strip_prefix(PNG).ok_or("this is not a PNG file")?;
        let header = match chunk(&mut remaining)? {
            (b"IHDR", data) => Header::parse(data)?,
            (letters, _) => {
                return Err(damaged(&format!("it begins with {}", letters.escape_ascii())));
            }
        };
        let mut chunks = Self { header, palette: None, data: Vec::new() };
        let mut idat_is_over = false;
        loop {
            let (letters, data) = chunk(&mut remaining)?;
            match letters {
                b"PLTE" if chunks.palette.is_none() && chunks.data.is_empty() => {
                    chunks.palette = Some(data);
                }
                b"IDAT" if !idat_is_over => chunks.data.push(data),
                b"IEND" if data.is_empty() => break,
                b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" => {
                    return Err(damaged(&format!(
                        "its {} is not where it may be",
                        letters.escape_ascii()
                    )));
                }
                // 5.4: a small first letter marks an ancillary chunk, which a reader may ignore.
                _ if letters[0].is_ascii_lowercase() => {}
                _ => {
                    return Err(format!(
                        "it has a chunk {}, which is not read",
                        letters.escape_ascii()
                    ));
                }
            }
            idat_is_over = !chunks.data.is_empty() && letters != b"IDAT";
        }
        if !remaining.is_empty() {
            return Err(damaged(&format!(
                "{} too many after its end",
                count(remaining.len(), "byte")
            )));
        }
        Ok(chunks)
    }
}

/// The type and the data of the first chunk in `file`, which becomes what follows it.
fn chunk<'a>(file: &mut &'a [u8]) -> Result<(&'a [u8; 4], &'a [u8]), String> {
    let cut_short = || damaged("it was cut short");
    let (length, after_length) = file.split_first_chunk().ok_or_else(cut_short)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (letters, after_letters) = after_length.split_first_chunk::<4>().ok_or_else(cut_short)?;
    if !letters.iter().all(u8::is_ascii_alphabetic) {
        return Err(damaged(&format!("{} is no name of a chunk", letters.escape_ascii())));
    }
    let (data, after_data) = after_letters.split_at_checked(length).ok_or_else(cut_short)?;
    let (crc, next) = after_data.split_first_chunk().ok_or_else(cut_short)?;
    if u32::from_be_bytes(*crc) != crc32(&after_length[..4 + length]) {
        return Err(damaged(&format!("the checksum of its {} is wrong", letters.escape_ascii())));
    }
    *file = next;
    Ok((letters, data))
}

/// The image header, the chunk IHDR: 11.2.1.
struct Header {
    width: usize,
    height: usize,
    /// Bits of a sample.
    depth: usize,
    /// Samples of a pixel.
    channels: usize,
    /// Whether it is of colour type 3: the samples are indices into the palette.
    indexed: bool,
}

impl Header {
    fn parse(data: &[u8]) -> Result<Self, String> {
        let &[w0, w1, w2, w3, h0, h1, h2, h3, depth, colour_type, compression, filter, interlace] =
            data
        else {
            return Err(damaged("its header is not 13 bytes long"));
        };
        let [width, height] =
            [[w0, w1, w2, w3], [h0, h1, h2, h3]].map(|bytes| u32::from_be_bytes(bytes) as usize);
        check_size(width, height)?;
        // Table 12, the allowed combinations of colour type and bit depth.
        let channels = match (colour_type, depth) {
            (0, 1 | 2 | 4 | 8) | (3, 1 | 2 | 4 | 8) => 1,
            (4, 8) => 2,
            (2, 8) => 3,
            (6, 8) => 4,
            (0 | 2 | 4 | 6, 16) => {
                return Err("its colours have 16 bits, only up to 8 are read: \
                            `magick cat.png -depth 8 cat8.png` (ImageMagick) rounds them"
                    .into());
            }
            _ => return Err(damaged(&format!("colour type {colour_type} of {depth} bits"))),
        };
        match (compression, filter, interlace) {
            (0, 0, 0) => {}
            (0, 0, 1) => {
                return Err("it is interlaced, which is not read: \
                            `magick cat.png -interlace none plain.png` (ImageMagick) converts it"
                    .into());
            }
            methods => return Err(damaged(&format!("it has the unknown methods {methods:?}"))),
        }
        Ok(Self { width, height, depth: depth.into(), channels, indexed: colour_type == 3 })
    }

    /// The colours that the values of a sample stand for: those of the palette, or greys from 0 to
    /// 255.
    fn colours(&self, palette: Option<&[u8]>) -> Result<Vec<[u8; 3]>, String> {
        let levels = 1 << self.depth;
        match palette {
            None if self.indexed => Err(damaged("it has no palette")),
            None => Ok((0..levels).map(|grey| [(grey * 255 / (levels - 1)) as u8; 3]).collect()),
            Some(_) if self.channels == 2 || self.channels == 1 && !self.indexed => {
                Err(damaged("it is grey and has a palette"))
            }
            Some(palette) => {
                let (colours, extra) = palette.as_chunks();
                let most = if self.indexed { levels } else { 256 };
                if !extra.is_empty() || colours.is_empty() || colours.len() > most {
                    return Err(damaged(&format!("a palette of {}", count(palette.len(), "byte"))));
                }
                Ok(colours.to_vec())
            }
        }
    }

    /// The bytes of a row, without the number of its filter.
    fn row_bytes(&self) -> usize {
        (self.width * self.channels * self.depth).div_ceil(8)
    }
}

/// Decompresses the rows, each with the number of its filter before it, from the data of the IDAT
/// chunks.
fn decompress(header: &Header, data: &[&[u8]]) -> Result<Vec<u8>, String> {
    let mut zlib = reserve(data.iter().map(|data| data.len()).sum())?;
    data.iter().for_each(|data| zlib.extend(*data));
    let (&[method, flags], deflated) =
        zlib.split_first_chunk().ok_or_else(|| damaged("it has no IDAT"))?;
    // RFC 1950, 2.2: deflate, a window of at most 2^(7 + 8) bytes, no preset dictionary.
    let check = u16::from_be_bytes([method, flags]) % 31;
    if method & 15 != 8 || method >> 4 > 7 || flags & 0x20 != 0 || check != 0 {
        return Err(damaged("its IDAT does not begin as compressed data does"));
    }
    let Header { width, height, .. } = header;
    let (length, expected) = (deflated.len(), height * (1 + header.row_bytes()));
    if length < expected / GREATEST_RATIO || length > 2 * expected + 1024 {
        let problem = format!("{length} bytes cannot be {width}×{height} pixels, compressed");
        return Err(damaged(&problem));
    }
    let (rows, after) = inflate(deflated, expected).map_err(|error| match error {
        inflate::Error::TooLong => damaged("it holds more than its pixels"),
        _ => error.to_string(),
    })?;
    if rows.len() < expected {
        let found = rows.len() / (1 + header.row_bytes());
        return Err(damaged(&format!("it holds {found} of its {height} rows")));
    }
    if after != adler32(&rows).to_be_bytes() {
        return Err(damaged("the checksum of its compressed data is wrong"));
    }
    Ok(rows)
}

/// Reverses the filters, from the first row to the last.
fn unfilter_rows(header: &Header, rows: &mut [u8]) -> Result<(), String> {
    let no_row = vec![0; header.row_bytes()];
    let mut above = &no_row[..];
    for row in rows.chunks_exact_mut(1 + header.row_bytes()) {
        let (filter, row) = row.split_first_mut().expect("a row begins with its filter");
        unfilter(*filter, row, above, header.channels)
            .ok_or_else(|| damaged(&format!("there is no filter {filter}")))?;
        above = row;
    }
    Ok(())
}

/// The pixels, without alpha. `colours` are those that a sample of grey or of a palette stands for.
fn pixels(header: &Header, colours: &[[u8; 3]], mut rows: Vec<u8>) -> Result<Vec<u8>, String> {
    let (length, row_length) = (3 * header.width * header.height, 1 + header.row_bytes());
    if header.channels >= 3 {
        // The colours move together in the memory of the rows, which are most of what is needed.
        let mut end = 0;
        for row in (0..rows.len()).step_by(row_length) {
            for pixel in (row + 1..row + row_length).step_by(header.channels) {
                rows.copy_within(pixel..pixel + 3, end);
                end += 3;
            }
        }
        rows.truncate(length);
        return Ok(rows);
    }
    let mut pixels = reserve(length)?;
    for row in rows.chunks_exact(row_length) {
        for bit in (8..).step_by(header.channels * header.depth).take(header.width) {
            // 7.2: the leftmost pixel is in the highest bits of a byte.
            let sample = (row[bit / 8] << (bit % 8)) >> (8 - header.depth);
            let colour = colours.get(usize::from(sample));
            let problem = || damaged(&format!("colour {sample} is not in its palette"));
            pixels.extend(colour.ok_or_else(problem)?);
        }
    }
    Ok(pixels)
}
