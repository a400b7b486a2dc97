//! The tables of a file, and its frame: the size of the picture and of its components.
//!
//! A component has `h` × `v` blocks of 8×8 samples in each MCU; those with the largest factors have a
//! sample for each pixel. Component i has (A.1.1)
//!
//! ```text
//! ⌈X·h/h_max⌉ × ⌈Y·v/v_max⌉ samples
//! ```
//!
//! and is stored in whole MCUs.

use super::bits::{cut_short, damaged};
use crate::formats::huffman::{Code, MOST_BITS};
use crate::formats::picture::{check_size, reserve};

/// For each coefficient in the order of the file, its place in a block, row by row: figure A.6.
pub const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// The tables that are in force, each kind in four places.
#[derive(Default)]
pub struct Tables {
    /// The numbers by which coefficients are multiplied, row by row.
    pub quantisation: [Option<[u16; 64]>; 4],
    pub dc: [Option<Code>; 4],
    pub ac: [Option<Code>; 4],
    /// MCUs between two restarts; 0 for no restarts.
    pub restart_interval: usize,
}

impl Tables {
    /// B.2.4.1: precision and place; 64 elements of one or two bytes.
    pub fn read_quantisation(&mut self, mut data: &[u8]) -> Result<(), String> {
        while let Some((&[first], after)) = data.split_first_chunk() {
            let bytes = if first >> 4 == 0 { 1 } else { 2 };
            let (elements, after) = after.split_at_checked(64 * bytes).ok_or_else(cut_short)?;
            let mut table = [0; 64];
            for (place, element) in ZIGZAG.iter().zip(elements.chunks(bytes)) {
                table[*place] = element.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte));
            }
            *place_of(&mut self.quantisation, first)? = Some(table);
            data = after;
        }
        Ok(())
    }

    /// B.2.4.2: class and place; how many codes there are of each length, and their symbols.
    pub fn read_huffman(&mut self, mut data: &[u8]) -> Result<(), String> {
        while let Some((&[first], after)) = data.split_first_chunk() {
            let (lengths, after) = after.split_first_chunk::<MOST_BITS>().ok_or_else(cut_short)?;
            let mut counts = [0; MOST_BITS + 1];
            counts.iter_mut().skip(1).zip(lengths).for_each(|(n, &length)| *n = length.into());
            let (symbols, after) =
                after.split_at_checked(counts.iter().sum()).ok_or_else(cut_short)?;
            let symbols = symbols.iter().map(|&symbol| symbol.into()).collect();
            let (code, _) = Code::new(counts, symbols)
                .ok_or_else(|| damaged("a Huffman code has more codes than there are"))?;
            let class = if first >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *place_of(class, first)? = Some(code);
            data = after;
        }
        Ok(())
    }

    /// B.2.4.4.
    pub fn read_restart_interval(&mut self, data: &[u8]) -> Result<(), String> {
        let interval = data.first_chunk().ok_or_else(cut_short)?;
        self.restart_interval = u16::from_be_bytes(*interval).into();
        Ok(())
    }
}

/// The place that the lower half of `byte` names.
fn place_of<T>(places: &mut [T; 4], byte: u8) -> Result<&mut T, String> {
    let place = usize::from(byte & 15);
    places.get_mut(place).ok_or_else(|| damaged(&format!("there is no place {place} for a table")))
}

/// What the frame header says, and the coefficients.
pub struct Frame {
    pub width: usize,
    pub height: usize,
    pub progressive: bool,
    pub components: Vec<Component>,
    /// The largest `h` and `v` of the components.
    pub h_max: usize,
    pub v_max: usize,
}

/// One component: brightness, or a colour.
pub struct Component {
    pub id: u8,
    pub h: usize,
    pub v: usize,
    /// The place of its quantisation table.
    pub table: u8,
    /// Samples in a row, and rows.
    pub width: usize,
    pub height: usize,
    /// Blocks in a row, and rows of blocks, in whole MCUs.
    pub across: usize,
    pub down: usize,
    /// The quantisation table that was in force when its first scan began.
    pub quantisation: Option<[u16; 64]>,
    /// The coefficients of each block, row by row.
    pub coefficients: Vec<[i16; 64]>,
}

impl Frame {
    /// B.2.2: precision, height, width; for each component its name, `h` and `v`, and table.
    ///
    /// # Errors
    ///
    /// If it is of a kind that is not read, or is larger than a file of `file_length` bytes can be.
    pub fn new(marker: u8, data: &[u8], file_length: usize) -> Result<Self, String> {
        check_kind(marker)?;
        let (&[precision, y1, y0, x1, x0, count], parameters) =
            data.split_first_chunk().ok_or_else(cut_short)?;
        let [height, width] = [[y1, y0], [x1, x0]].map(|bytes| u16::from_be_bytes(bytes).into());
        if precision != 8 {
            return Err(format!(
                "its samples have {precision} bits, only JPEGs of 8 bits are read: save it again as a \
                 PNG in the program that made it"
            ));
        }
        check_size(width, height)?;
        match count {
            1 | 3 => {}
            4 => {
                return Err("its colours are CMYK, for printing, which is not read. ImageMagick \
                            converts it: `magick \"IN\" -colorspace sRGB OUT.png` (before its version \
                            7 the command is `convert`)"
                    .into());
            }
            _ => {
                return Err(format!("it has {count} components, 1 (grey) or 3 (colours) are read"));
            }
        }
        if parameters.len() != 3 * usize::from(count) {
            return Err(damaged("its frame header is not as long as its components need"));
        }
        let parameters = parameters.as_chunks::<3>().0;
        let factors = parameters.iter().map(|p| (usize::from(p[1] >> 4), usize::from(p[1] & 15)));
        if factors.clone().any(|(h, v)| !(1..=4).contains(&h) || !(1..=4).contains(&v)) {
            return Err(damaged("its sampling factors are not from 1 to 4"));
        }
        let h_max = factors.clone().map(|(h, _)| h).max().unwrap_or(1);
        let v_max = factors.clone().map(|(_, v)| v).max().unwrap_or(1);
        let mcus = (width.div_ceil(8 * h_max), height.div_ceil(8 * v_max));
        let mut components = Vec::new();
        for (&[id, _, table], (h, v)) in parameters.iter().zip(factors) {
            components.push(Component {
                id,
                h,
                v,
                table,
                width: (width * h).div_ceil(h_max),
                height: (height * v).div_ceil(v_max),
                across: mcus.0 * h,
                down: mcus.1 * v,
                quantisation: None,
                coefficients: Vec::new(),
            });
        }
        // The shortest code of a block is one bit.
        let blocks = |c: &Component| c.width.div_ceil(8) * c.height.div_ceil(8);
        if components.iter().map(blocks).sum::<usize>() / 8 > file_length {
            let problem = format!("{file_length} bytes cannot be {width}×{height} pixels");
            return Err(damaged(&problem));
        }
        for component in &mut components {
            let blocks = component.across * component.down;
            component.coefficients = reserve(blocks)?;
            component.coefficients.resize(blocks, [0; 64]);
        }
        Ok(Self { width, height, progressive: marker == 0xc2, components, h_max, v_max })
    }

    /// Whether every component was in a scan.
    pub fn is_complete(&self) -> bool {
        self.components.iter().all(|component| component.quantisation.is_some())
    }
}

/// Table B.1, the frames that are read and those that are not.
fn check_kind(marker: u8) -> Result<(), String> {
    let kind = match marker {
        0xc0..=0xc2 => return Ok(()),
        0xc3 => "lossless",
        0xc9 | 0xca => "arithmetic-coded",
        0xcb | 0xcf => "lossless, arithmetic-coded",
        0xf7 => "JPEG-LS",
        _ => "hierarchical",
    };
    Err(format!(
        "it is {kind}, and only baseline, extended and progressive JPEGs with Huffman codes are read: \
         save it again as a PNG in the program that made it"
    ))
}
