//! The orientation in Exif data: *Exif 2.32* (CIPA DC-008), 4.6.4 A; the structure is that of TIFF 6.0.
//!
//! ```text
//! "II" or "MM": little- or big-endian; 42; where the directory is, u32
//! directory   number of entries, u16; each of them
//!             tag, type, u16; count, u32; value, or where it is, 4 bytes
//! ```
//!
//! The entry with the tag 0x0112, of one number of 16 bits, says how the stored picture lies: the sides at
//! which its first row and first column are to be seen.
//!
//! ```text
//! 1 top, left    2 top, right    3 bottom, right    4 bottom, left
//! 5 left, top    6 right, top    7 right, bottom    8 left, bottom
//! ```

/// The orientation, 1 to 8; 1, as it is stored, if there is none.
pub fn orientation(tiff: &[u8]) -> u8 {
    find(tiff).filter(|orientation| (1..=8).contains(orientation)).unwrap_or(1) as u8
}

fn find(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |bytes: &[u8]| {
        let bytes = *bytes.first_chunk()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let bytes = *tiff.get(4..)?.first_chunk()?;
    let at = if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
    let directory = tiff.get(usize::try_from(at).ok()?..)?;
    let entries = directory.get(2..)?.as_chunks::<12>().0.iter().take(short(directory)?.into());
    let entry = entries.into_iter().find(|entry| short(&entry[..]) == Some(0x0112))?;
    if short(&entry[2..]) == Some(3) { short(&entry[8..]) } else { None }
}
