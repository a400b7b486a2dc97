//! Reading PNG: grey, RGB and palettes with up to 8 bits, with or without alpha, which is dropped.
//!
//! Colours are taken as the bytes are: gamma and colour profiles are ignored, as in the course.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::SIGNATURE;
use super::filter::unfilter;
use crate::formats::checksums::{Adler32, crc32};
use crate::formats::inflate::inflate;
use crate::formats::{Picture, check_size};

/// Deflate makes at most 258 bytes of 2 bits.
const GREATEST_RATIO: usize = 1032;

/// So many pieces may wait to become pixels.
const PIECES: usize = 4;

/// The picture that the bytes of a PNG file are.
///
/// # Errors
///
/// If it is damaged in any way, interlaced, or has colours of 16 bits.
pub fn decode(file: &[u8]) -> Result<Picture, String> {
    let mut rest = file.strip_prefix(SIGNATURE).ok_or("this is not a PNG file")?;
    let header = match chunk(&mut rest)? {
        (b"IHDR", data) => Header::parse(data)?,
        (letters, _) => return Err(damaged(&format!("it begins with {}", name(letters)))),
    };
    let (mut palette, mut compressed) = (None, Vec::new());
    let mut previous = b"IHDR";
    loop {
        let (letters, data) = chunk(&mut rest)?;
        match letters {
            b"PLTE" if palette.is_none() && compressed.is_empty() => palette = Some(data),
            b"IDAT" if previous == b"IDAT" || compressed.is_empty() => compressed.extend(data),
            b"IEND" if data.is_empty() => break,
            b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" => {
                return Err(damaged(&format!("its {} is not where it may be", name(letters))));
            }
            // Bit 5 of the first letter: small letters are for what may be passed over.
            _ if letters[0].is_ascii_lowercase() => {}
            _ => return Err(format!("it has a chunk {}, which is not read", name(letters))),
        }
        previous = letters;
    }
    if !rest.is_empty() {
        return Err(damaged(&format!("{} bytes follow its end", rest.len())));
    }
    let mut rows = Rows::new(header, palette)?;
    rows.decompress(&compressed)?;
    Ok(rows.picture)
}

fn damaged(problem: &str) -> String {
    format!("this PNG is damaged: {problem}")
}

fn name(letters: &[u8]) -> String {
    letters.escape_ascii().to_string()
}

/// The next chunk: its letters and its data.
fn chunk<'a>(rest: &mut &'a [u8]) -> Result<(&'a [u8; 4], &'a [u8]), String> {
    let cut_short = || damaged("it was cut short");
    let (length, after) = rest.split_first_chunk().ok_or_else(cut_short)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (letters, after_letters) = after.split_first_chunk::<4>().ok_or_else(cut_short)?;
    if !letters.iter().all(u8::is_ascii_alphabetic) {
        return Err(damaged(&format!("{} is no name of a chunk", name(letters))));
    }
    let (data, after_data) = after_letters.split_at_checked(length).ok_or_else(cut_short)?;
    let (crc, next) = after_data.split_first_chunk().ok_or_else(cut_short)?;
    if u32::from_be_bytes(*crc) != crc32(&after[..4 + length]) {
        return Err(damaged(&format!("the checksum of its {} is wrong", name(letters))));
    }
    *rest = next;
    Ok((letters, data))
}

/// The chunk IHDR.
struct Header {
    width: usize,
    height: usize,
    /// Bits of a sample.
    depth: usize,
    /// Samples of a pixel.
    channels: usize,
    /// Colour type 3: the samples are numbers of colours.
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

    /// What a single sample stands for: a colour of the palette, or a grey between 0 and 255.
    fn colours(&self, palette: Option<&[u8]>) -> Result<Vec<[u8; 3]>, String> {
        let levels = 1 << self.depth;
        match palette {
            None if self.indexed => return Err(damaged("it has no palette")),
            Some(_) if self.channels == 2 || self.channels == 1 && !self.indexed => {
                return Err(damaged("it is grey and has a palette"));
            }
            Some(palette) => {
                let (colours, rest) = palette.as_chunks();
                let most = if self.indexed { levels } else { 256 };
                if !rest.is_empty() || colours.is_empty() || colours.len() > most {
                    return Err(damaged(&format!("a palette of {} bytes", palette.len())));
                }
                return Ok(colours.to_vec());
            }
            None => {}
        }
        Ok((0..levels).map(|grey| [(grey * 255 / (levels - 1)) as u8; 3]).collect())
    }

    fn row_bytes(&self) -> usize {
        (self.width * self.channels * self.depth).div_ceil(8)
    }
}

/// A picture on the way from filtered rows to pixels.
struct Rows {
    header: Header,
    /// What a single sample stands for.
    colours: Vec<[u8; 3]>,
    /// The number of the filter and the bytes of a row, as far as it is there.
    row: Vec<u8>,
    filled: usize,
    /// The row above, finished.
    above: Vec<u8>,
    adler: Adler32,
    /// Its pixels grow with the rows that are there.
    picture: Picture,
}

impl Rows {
    fn new(header: Header, palette: Option<&[u8]>) -> Result<Self, String> {
        let Header { width, height, .. } = header;
        let row = vec![0; 1 + header.row_bytes()];
        Ok(Self {
            colours: header.colours(palette)?,
            above: row.clone(),
            row,
            filled: 0,
            adler: Adler32::default(),
            picture: Picture { width, height, pixels: Vec::new() },
            header,
        })
    }

    fn decompress(&mut self, compressed: &[u8]) -> Result<(), String> {
        let (&[method, flags], deflated) =
            compressed.split_first_chunk().ok_or_else(|| damaged("it has no IDAT"))?;
        // RFC 1950, 2.2: deflate, a window of at most 2^(7 + 8) bytes, no preset dictionary.
        let check = u16::from_be_bytes([method, flags]) % 31;
        if method & 15 != 8 || method >> 4 > 7 || flags & 0x20 != 0 || check != 0 {
            return Err(damaged("its IDAT does not begin as compressed data does"));
        }
        let Header { width, height, .. } = self.header;
        let bytes = self.row.len() * height;
        if deflated.len() < bytes / GREATEST_RATIO || deflated.len() > 2 * bytes + 1024 {
            let length = deflated.len();
            let problem = format!("{length} bytes cannot be {width}×{height} pixels, compressed");
            return Err(damaged(&problem));
        }
        // What comes out goes to a thread of its own: finding the next bytes and making pixels of
        // the last ones take about equally long.
        let (sender, receiver) = sync_channel::<Vec<u8>>(PIECES);
        let after = thread::scope(|scope| {
            let rows = || receiver.into_iter().try_for_each(|bytes| self.push(&bytes));
            let rows = thread::Builder::new()
                .spawn_scoped(scope, rows)
                .map_err(|error| format!("no thread can be started for it: {error}"))?;
            let stopped = |_| String::new();
            let after = inflate(deflated, &mut |bytes| sender.send(bytes.into()).map_err(stopped));
            drop(sender);
            rows.join().expect("it does not panic").and(after)
        })?;
        let found = self.picture.pixels.len() / (3 * width);
        if found != height {
            return Err(damaged(&format!("it holds {found} of its {height} rows")));
        }
        if after != self.adler.sum().to_be_bytes() {
            return Err(damaged("the checksum of its compressed data is wrong"));
        }
        Ok(())
    }

    /// Takes decompressed bytes, as many as there happen to be.
    fn push(&mut self, mut bytes: &[u8]) -> Result<(), String> {
        self.adler.update(bytes);
        while !bytes.is_empty() {
            let Picture { width, height, pixels } = &self.picture;
            if pixels.len() == 3 * width * height {
                return Err(damaged("it holds more than its pixels"));
            }
            let (now, later) = bytes.split_at(bytes.len().min(self.row.len() - self.filled));
            self.row[self.filled..][..now.len()].copy_from_slice(now);
            self.filled += now.len();
            bytes = later;
            if self.filled == self.row.len() {
                self.finish_row()?;
            }
        }
        Ok(())
    }

    fn finish_row(&mut self) -> Result<(), String> {
        let Self { header: Header { depth, channels, .. }, colours, row, above, .. } = self;
        let Picture { width, pixels, .. } = &mut self.picture;
        let (start, length) = (pixels.len(), 3 * *width);
        let filter = row[0];
        unfilter(filter, &mut row[1..], &above[1..], *channels)
            .ok_or_else(|| damaged(&format!("there is no filter {filter}")))?;
        pixels.try_reserve(length).map_err(|_| "there is not enough memory for it")?;
        pixels.resize(start + length, 0);
        let pixels = pixels[start..].as_chunks_mut::<3>().0.iter_mut();
        let row = &row[1..];
        match channels {
            4 => pixels.zip(row.as_chunks().0).for_each(|(p, [r, g, b, _])| *p = [*r, *g, *b]),
            3 => pixels.zip(row.as_chunks().0).for_each(|(p, rgb)| *p = *rgb),
            2 => pixels.zip(row.as_chunks().0).for_each(|(p, [grey, _])| *p = [*grey; 3]),
            _ => {
                for (pixel, bit) in pixels.zip((0..).step_by(*depth)) {
                    // The leftmost pixel is in the highest bits of a byte: 7.2.
                    let sample = (row[bit / 8] << (bit % 8)) >> (8 - *depth);
                    *pixel = *colours.get(usize::from(sample)).ok_or_else(|| {
                        damaged(&format!("colour {sample} is not in its palette"))
                    })?;
                }
            }
        }
        std::mem::swap(&mut self.row, &mut self.above);
        self.filled = 0;
        Ok(())
    }
}
