//! Reading JPEG: ITU-T T.81 | ISO/IEC 10918-1 (1992), and what files add to it: JFIF (T.871), Exif and
//! Adobe's marker.
//!
//! ```text
//! FF D8                   SOI                                                              B.1.1.3
//! FF, marker, length and data of
//!   DB                    DQT    tables by which coefficients are multiplied               B.2.4.1
//!   C4                    DHT    Huffman codes                                             B.2.4.2
//!   DD                    DRI    after how many MCUs decoding starts afresh                B.2.4.4
//!   C0, C1, C2            SOF    baseline, extended, progressive: size and components      B.2.2
//!   DA                    SOS    which coefficients of which components the scan holds;    B.2.3
//!                                then its bits, FF as FF 00
//!   E0, E1, EE            APPn   "JFIF", "Exif" (orientation), "Adobe" (colours)           B.2.4.6
//! FF D9                   EOI
//!
//! bits ─▶ coefficients ─▶ multiplied ─▶ 8×8 samples ─▶ as many as pixels ─▶ red, green, blue
//!  scan.rs                samples.rs                   colours.rs
//! ```
//!
//! Where the standard leaves a choice (how the cosine transform is rounded, how a component with fewer
//! samples is enlarged), this reader does as browsers and Pillow do, which all use libjpeg-turbo.

mod bits;
mod colours;
mod frame;
mod samples;
mod scan;

use super::exif;
use super::picture::Decoded;
use bits::{cut_short, damaged, next_marker};
use colours::{Colours, rgb};
use frame::{Frame, Tables};

/// The most scans that are read. Programs write 1 to 20; each costs a look at every block.
const MOST_SCANS: usize = 100;

/// The markers that are read: table B.1.
const DHT: u8 = 0xc4;
const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const DQT: u8 = 0xdb;
const DRI: u8 = 0xdd;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP14: u8 = 0xee;

/// Reads the picture in a JPEG file.
///
/// # Errors
///
/// If the file is damaged, or of a kind of JPEG that is not read.
pub fn decode(file: &[u8]) -> Result<Decoded, String> {
    let mut remaining = file.strip_prefix(b"\xff\xd8").ok_or("this is not a JPEG file")?;
    let mut tables = Tables::default();
    let mut frame = None;
    let (mut jfif, mut adobe, mut orientation) = (false, None, None);
    let (mut scans, mut ended) = (0, false);
    // What follows EOI is none of ours; cameras put previews and films there.
    while let Some(marker) = next_marker(&mut remaining) {
        let data = match marker {
            EOI => {
                ended = true;
                break;
            }
            SOI => return Err(damaged("another picture begins in it")),
            0x01 | 0xd0..=0xd7 => continue, // TEM and RSTm stand alone: B.1.1.3
            _ => segment(&mut remaining)?,
        };
        match marker {
            DQT => tables.read_quantisation(data)?,
            DHT => tables.read_huffman(data)?,
            DRI => tables.read_restart_interval(data)?,
            APP0 => jfif |= data.starts_with(b"JFIF\0"),
            APP1 => {
                let exif = data.strip_prefix(b"Exif\0\0");
                orientation = orientation.or(exif.map(exif::orientation));
            }
            APP14 if data.starts_with(b"Adobe") => adobe = data.get(11).copied(),
            // All frames, also those that are not read.
            0xc0..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xde | 0xf7 => {
                if frame.is_some() {
                    return Err(damaged("it has more than one frame"));
                }
                frame = Some(Frame::new(marker, data, file.len())?);
            }
            SOS => {
                let frame = frame.as_mut().ok_or_else(|| damaged("it has no frame header"))?;
                scans += 1;
                if scans > MOST_SCANS {
                    return Err(format!("it has more than {MOST_SCANS} scans"));
                }
                scan::decode(frame, &tables, data, &mut remaining)?;
            }
            _ => {}
        }
    }
    let frame = frame.ok_or_else(cut_short)?;
    // A progressive file without its end may lack some scans.
    if !frame.is_complete() || frame.progressive && !ended {
        return Err(cut_short());
    }
    let colours = Colours::new(&frame, jfif, adobe);
    Ok(Decoded {
        picture: rgb(frame, colours)?,
        orientation: orientation.unwrap_or(1),
        notes: vec![],
    })
}

/// The data of a segment, whose length includes the two bytes that hold it: B.1.1.4.
fn segment<'a>(remaining: &mut &'a [u8]) -> Result<&'a [u8], String> {
    let length = remaining.first_chunk().map_or(0, |bytes| u16::from_be_bytes(*bytes));
    if remaining.len() >= 2 && length < 2 {
        return Err(damaged(&format!("a segment has {length} bytes")));
    }
    let (segment, after) = remaining.split_at_checked(length.into()).ok_or_else(cut_short)?;
    *remaining = after;
    segment.get(2..).ok_or_else(cut_short)
}
