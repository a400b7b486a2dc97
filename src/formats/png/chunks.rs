//! The chunks of a PNG file, and what its header says.

use crate::formats::checksums::crc32;
use crate::formats::exif;
use crate::formats::picture::{check_size, reserve};
use crate::formats::signatures::PNG;

pub fn damaged(problem: &str) -> String {
    format!(
        "this PNG is damaged: {problem}. Save or download it again; if a browser shows it all the same, \
         save a screenshot of it"
    )
}

/// What the chunks of a file hold.
pub struct Chunks {
    pub header: Header,
    /// The colours of colour type 3.
    pub palette: Vec<[u8; 3]>,
    /// 11.3.1.1, tRNS: an alpha for each colour of the palette, or the samples of the colour that is
    /// transparent, in two bytes each.
    pub transparency: Vec<u8>,
    /// As Exif counts.
    pub orientation: u8,
    /// The data of the IDAT chunks: one zlib stream.
    pub zlib: Vec<u8>,
}

impl Chunks {
    /// 5.6. Chunk ordering.
    pub fn parse(file: &[u8]) -> Result<Self, String> {
        let mut remaining = file.strip_prefix(PNG).ok_or("this is not a PNG file")?;
        let header = match chunk(&mut remaining)? {
            Some((b"IHDR", data)) => Header::parse(data)?,
            Some((letters, _)) => {
                return Err(damaged(&format!("it begins with {}", letters.escape_ascii())));
            }
            None => return Err(damaged("it was cut short")),
        };
        let (mut palette, mut transparency, mut orientation) = (None, &[][..], 1);
        let mut idats = Vec::new();
        let mut idat_is_over = false;
        // Without IEND, the data says whether it is whole.
        while let Some((letters, data)) = chunk(&mut remaining)? {
            match letters {
                b"PLTE" if palette.is_none() && idats.is_empty() => palette = Some(data),
                b"IDAT" if !idat_is_over => idats.push(data),
                b"IEND" if data.is_empty() => break,
                b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" => {
                    let name = letters.escape_ascii();
                    return Err(damaged(&format!("its {name} is not where it may be")));
                }
                b"tRNS" => transparency = data,
                b"eXIf" => orientation = exif::orientation(data),
                // 5.4: a small first letter marks an ancillary chunk, which a reader may ignore.
                _ if letters[0].is_ascii_lowercase() => {}
                _ => {
                    let name = letters.escape_ascii();
                    return Err(damaged(&format!("it has a chunk {name}, which nobody knows")));
                }
            }
            idat_is_over = !idats.is_empty() && letters != b"IDAT";
        }
        let palette = match header.colour_type {
            INDEXED => {
                let palette = palette.ok_or_else(|| damaged("it has no palette"))?;
                let (colours, extra) = palette.as_chunks();
                if !extra.is_empty() || colours.is_empty() || colours.len() > 256 {
                    return Err(damaged(&format!("a palette of {} bytes", palette.len())));
                }
                colours.to_vec()
            }
            _ => Vec::new(),
        };
        let mut zlib = reserve(idats.iter().map(|data| data.len()).sum())?;
        idats.iter().for_each(|data| zlib.extend(*data));
        Ok(Self { header, palette, transparency: transparency.to_vec(), orientation, zlib })
    }
}

/// The type and the data of a chunk.
type Chunk<'a> = (&'a [u8; 4], &'a [u8]);

/// The first whole chunk in `file`, which becomes what follows it; `None` if there
/// is no whole one. An ancillary chunk with a wrong checksum is passed over.
fn chunk<'a>(file: &mut &'a [u8]) -> Result<Option<Chunk<'a>>, String> {
    while let Some((length, after_length)) = file.split_first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((letters, after_letters)) = after_length.split_first_chunk::<4>() else { break };
        if !letters.iter().all(u8::is_ascii_alphabetic) {
            return Err(damaged(&format!("{} is no name of a chunk", letters.escape_ascii())));
        }
        let Some((data, after_data)) = after_letters.split_at_checked(length) else { break };
        let Some((crc, next)) = after_data.split_first_chunk() else { break };
        *file = next;
        if u32::from_be_bytes(*crc) == crc32(&after_length[..4 + length]) {
            return Ok(Some((letters, data)));
        }
        if letters[0].is_ascii_uppercase() {
            let name = letters.escape_ascii();
            return Err(damaged(&format!("the checksum of its {name} is wrong")));
        }
    }
    Ok(None)
}

/// The colour types: 6.1.
pub const GREY: u8 = 0;
pub const RGB: u8 = 2;
pub const INDEXED: u8 = 3;
pub const GREY_ALPHA: u8 = 4;
const RGB_ALPHA: u8 = 6;

/// The image header, the chunk IHDR: 11.2.1.
pub struct Header {
    pub width: usize,
    pub height: usize,
    /// Bits of a sample.
    pub depth: usize,
    /// Samples of a pixel.
    pub channels: usize,
    pub colour_type: u8,
    pub passes: &'static [Pass],
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
            (GREY, 1 | 2 | 4 | 8 | 16) | (INDEXED, 1 | 2 | 4 | 8) => 1,
            (GREY_ALPHA, 8 | 16) => 2,
            (RGB, 8 | 16) => 3,
            (RGB_ALPHA, 8 | 16) => 4,
            _ => return Err(damaged(&format!("colour type {colour_type} of {depth} bits"))),
        };
        let passes = match (compression, filter, interlace) {
            (0, 0, 0) => &WHOLE[..],
            (0, 0, 1) => &INTERLACED[..],
            methods => return Err(damaged(&format!("it has the unknown methods {methods:?}"))),
        };
        Ok(Self { width, height, depth: depth.into(), channels, colour_type, passes })
    }

    /// How many columns and rows of pixels a pass has.
    pub fn size_of(&self, pass: &Pass) -> (usize, usize) {
        let columns = self.width.saturating_sub(pass.first.0).div_ceil(pass.steps.0);
        (columns, self.height.saturating_sub(pass.first.1).div_ceil(pass.steps.1))
    }

    /// The bytes of a row of so many pixels, without the number of its filter.
    pub fn row_bytes(&self, columns: usize) -> usize {
        (columns * self.channels * self.depth).div_ceil(8)
    }

    /// The bytes of a pixel; 1 if it has less than a byte.
    pub fn pixel_bytes(&self) -> usize {
        (self.channels * self.depth).div_ceil(8)
    }

    /// The bytes of all rows of all passes, each with the number of its filter. A pass without columns has
    /// no rows: 8.1.
    pub fn expected_bytes(&self) -> usize {
        let sizes = self.passes.iter().map(|pass| self.size_of(pass)).filter(|size| size.0 > 0);
        sizes.map(|(columns, rows)| rows * (1 + self.row_bytes(columns))).sum()
    }
}

/// A part of the picture: every so many pixels, from the first.
pub struct Pass {
    pub first: (usize, usize),
    pub steps: (usize, usize),
}

/// The whole picture.
const WHOLE: [Pass; 1] = [Pass { first: (0, 0), steps: (1, 1) }];
/// 8.1, Adam7: the columns and rows of the seven passes of an interlaced picture.
const INTERLACED: [Pass; 7] = [
    Pass { first: (0, 0), steps: (8, 8) },
    Pass { first: (4, 0), steps: (8, 8) },
    Pass { first: (0, 4), steps: (4, 8) },
    Pass { first: (2, 0), steps: (4, 4) },
    Pass { first: (0, 2), steps: (2, 4) },
    Pass { first: (1, 0), steps: (2, 2) },
    Pass { first: (0, 1), steps: (1, 2) },
];
