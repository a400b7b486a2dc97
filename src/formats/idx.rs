//! IDX, the raw binary format of MNIST (<http://yann.lecun.com/exdb/mnist/>). `xxd` shows its
//! bytes.
//!
//! ```text
//! offset  bytes  meaning
//! 0       2      00 00
//! 2       1      08: the elements are unsigned bytes
//! 3       1      number of dimensions d
//! 4       4·d    the sizes, big-endian u32, the slowest first
//! 4+4·d          the elements in C order, as many as the product of the sizes
//! ```

use super::signatures::Kind;
use crate::wording::count;

/// Parses an IDX file of `D` dimensions: their sizes, and the elements.
///
/// # Errors
///
/// If any byte of the header is not as above, or the elements are too few or too many.
pub fn parse<const D: usize>(file: &[u8]) -> Result<([usize; D], &[u8]), String> {
    let Some((magic, after_magic)) = file.split_first_chunk::<4>() else {
        return Err(format!(
            "not an IDX file: it ends after {}, within the 4 bytes of the magic number",
            count(file.len(), "byte")
        ));
    };
    let [0, 0, element, dimensions] = *magic else {
        let kind = Kind::of(file);
        let advice = kind.advice().unwrap_or("choose the IDX file, or import the data again");
        return Err(match kind {
            Kind::Unknown => {
                let [a, b, c, d] = magic;
                let begins = format!("{a:02x} {b:02x} {c:02x} {d:02x}");
                format!("not an IDX file: it begins with {begins} instead of 00 00 08 {D:02x}")
            }
            kind => format!("not an IDX file but {kind}: {advice}"),
        });
    };
    if element != 0x08 {
        let name = match element {
            0x09 => "signed bytes",
            0x0b => "16-bit integers",
            0x0c => "32-bit integers",
            0x0d => "32-bit floats",
            0x0e => "64-bit floats",
            _ => "of an unknown type",
        };
        return Err(format!(
            "its elements are {name} (IDX type {element:02x}), only unsigned bytes (08) are read"
        ));
    }
    if usize::from(dimensions) != D {
        let dimensions = count(dimensions.into(), "dimension");
        return Err(format!("it has {dimensions} where {D} are expected"));
    }
    let (sizes, elements) = after_magic.split_at_checked(4 * D).ok_or_else(|| {
        format!("it ends within the sizes of its {D} dimensions: it was cut short")
    })?;
    let mut shape = [0; D];
    for (size, bytes) in shape.iter_mut().zip(sizes.as_chunks::<4>().0) {
        *size = u32::from_be_bytes(*bytes) as usize;
    }
    let expected = shape
        .iter()
        .try_fold(1_usize, |product, &size| product.checked_mul(size))
        .ok_or_else(|| format!("its sizes {shape:?} multiply to more than any file can hold"))?;
    if elements.len() != expected {
        return Err(format!(
            "its sizes {shape:?} call for {} after the header, there are {}",
            count(expected, "byte"),
            elements.len()
        ));
    }
    Ok((shape, elements))
}

/// The header of an IDX file of bytes with these sizes.
///
/// # Panics
///
/// If a size does not fit in 32 bits.
pub fn header<const D: usize>(shape: [usize; D]) -> Vec<u8> {
    let mut header = vec![0, 0, 0x08, D as u8];
    for size in shape {
        let size = u32::try_from(size).expect("an IDX size has 32 bits");
        header.extend(size.to_be_bytes());
    }
    header
}
