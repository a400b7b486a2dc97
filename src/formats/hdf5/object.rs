//! Object headers and their messages (IV.A), which describe the elements of a dataset.

use super::cursor::{Cursor, UNDEFINED, damaged, refused};

/// A dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array<'a> {
    /// The dimensions; none for a single number.
    pub shape: Vec<usize>,
    /// The type of the elements.
    pub element: Element,
    /// The elements in C order; their number is the product of the dimensions.
    pub bytes: &'a [u8],
}

/// The type of an array's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// Unsigned 8-bit integers.
    U8,
    /// Signed 64-bit integers, little-endian.
    I64,
}

/// The messages of an object header: their types, and their bodies, which depend on the type.
pub(super) type Messages<'a> = Vec<(usize, &'a [u8])>;

/// IV.A.1.a. Version 1 Data Object Header Prefix, and the messages that follow it.
pub(super) fn messages(file: &[u8], address: usize) -> Result<Messages<'_>, String> {
    let mut prefix = Cursor::at(file, address, "object header")?;
    if prefix.remaining.starts_with(b"OHDR") {
        return Err(refused("its object header is of version 2"));
    }
    prefix.version(1)?;
    prefix.read(1)?; // reserved
    let count = prefix.number(2)?;
    prefix.read(4)?; // object reference count
    let length = prefix.number(4)?;
    prefix.read(4)?; // padding to a multiple of 8 bytes
    let mut blocks = vec![prefix.read(length)?];
    let mut messages = Vec::new();
    while let Some(block) = blocks.pop() {
        let mut block = Cursor::at(block, 0, "object header")?;
        // The count also ends a circle of continuation blocks.
        while !block.remaining.is_empty() && messages.len() <= count {
            let (kind, length) = (block.number(2)?, block.number(2)?);
            if block.number(1)? & 2 != 0 {
                return Err(refused("it shares a header message with other objects"));
            }
            block.read(3)?; // reserved
            let body = block.read(length)?;
            messages.push((kind, body));
            if kind == 0x0010 {
                // IV.A.2.q. The Object Header Continuation Message: where another block is.
                let [address, length] = Cursor::at(body, 0, "continuation message")?.addresses()?;
                blocks.push(Cursor::at(file, address, "continuation block")?.read(length)?);
            }
        }
    }
    if messages.len() != count {
        return Err(damaged("its header messages are not as many as it says"));
    }
    Ok(messages)
}

/// The body of the only message of a type.
pub(super) fn only<'a>(
    header: &Messages<'a>,
    kind: usize,
    what: &'static str,
) -> Result<Cursor<'a>, String> {
    let mut found = header.iter().filter(|message| message.0 == kind);
    match (found.next(), found.next()) {
        (Some(message), None) => Cursor::at(message.1, 0, what),
        (None, _) => Err(format!("it has no {what}, so it is not a dataset")),
        _ => Err(damaged(&format!("it has more than one {what}"))),
    }
}

/// The dataset whose object header is at `address`.
pub(super) fn array(file: &[u8], address: usize) -> Result<Array<'_>, String> {
    if address == UNDEFINED {
        return Err("it is a soft link: ask for what it leads to".to_owned());
    }
    let messages = messages(file, address)?;
    let mut filter = "";
    for &(kind, body) in &messages {
        match kind {
            // Those that are read below, and those that do not change the elements: fill values,
            // attributes, comment, times.
            0x0000 | 0x0001 | 0x0003..=0x0005 | 0x0008 | 0x000c..=0x000e | 0x0010 | 0x0012 => {}
            0x0007 => return Err(refused("it keeps its elements in other files")),
            // IV.A.2.l. The Data Storage - Filter Pipeline Message: the first filter is at byte 8.
            0x000b if body.get(8) == Some(&1) => filter = " (compressed with gzip)",
            0x000b => return Err(refused("it is stored shuffled or compressed")),
            0x0002 | 0x0011 => return Err("it is a group, not a dataset".to_owned()),
            _ => return Err(refused(&format!("it has a header message {kind:#06x}"))),
        }
    }
    let shape = dataspace(only(&messages, 0x0001, "dataspace message")?)?;
    let (element, width) = datatype(only(&messages, 0x0003, "datatype message")?)?;
    let [start, length] = layout(only(&messages, 0x0008, "data layout message")?, filter)?;
    let mut lengths = shape.iter();
    if lengths.try_fold(width, |size, &n| size.checked_mul(n)) != Some(length) {
        let problem = format!("its {length} bytes do not fit the shape {shape:?}");
        return Err(damaged(&problem));
    }
    let bytes = match (length, start) {
        (0, _) => &[],
        (_, UNDEFINED) => return Err("its elements were never written".to_owned()),
        _ => Cursor::at(file, start, "array of elements")?.read(length)?,
    };
    Ok(Array { shape, element, bytes })
}

/// IV.A.2.b. The Dataspace Message. Returns the dimensions.
fn dataspace(mut message: Cursor) -> Result<Vec<usize>, String> {
    message.version(1)?;
    let (rank, flags) = (message.number(1)?, message.number(1)?);
    // Flag 1: maximum dimensions follow, which is harmless. Flag 2: a permutation, never written.
    if rank > 32 || flags > 1 {
        return Err(damaged("its dataspace has impossible dimensions"));
    }
    message.read(1 + 4)?; // reserved
    (0..rank).map(|_| message.number(8)).collect()
}

/// IV.A.2.d. The Datatype Message. Returns the type and its size in bytes.
fn datatype(mut message: Cursor) -> Result<(Element, usize), String> {
    // Version and class, three bytes of flags, size (4 bytes), bit offset and bit precision (2
    // each).
    match message.remaining {
        [0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0, ..] => return Ok((Element::U8, 1)),
        [0x10, 8, 0, 0, 8, 0, 0, 0, 0, 0, 64, 0, ..] => return Ok((Element::I64, 8)),
        _ => {} // refused below, with the name of the type
    }
    let (class, flags) = (message.number(1)? & 0xf, message.number(3)?);
    let (size, bits) = message.number(4).map(|size| (size, size.saturating_mul(8)))?;
    let order = ["little-endian", "big-endian"][usize::from(flags & 1 != 0)];
    let sign = ["unsigned", "signed"][usize::from(flags & 8 != 0)];
    let name = match class {
        0 => &format!("{order} {bits}-bit {sign} integer"),
        1 => &format!("{order} {bits}-bit float"),
        3 => &format!("fixed-length string of {size} bytes"),
        6 => "compound",
        8 => "enumeration (h5py's bool is one)",
        9 if flags & 0xf == 1 => "variable-length string",
        9 => "variable-length sequence",
        10 => "array",
        _ => &format!("class {class}"),
    };
    Err(format!(
        "its elements are of type {name}, and only plain 8-bit unsigned and little-endian 64-bit \
         signed integers are read: NumPy's `astype('uint8')` or `astype('<i8')` converts numbers"
    ))
}

/// IV.A.2.i. The Data Layout Message. Returns the address and the length of the elements.
fn layout(mut message: Cursor, filter: &str) -> Result<[usize; 2], String> {
    message.version(3)?;
    let class = match message.number(1)? {
        1 if filter.is_empty() => return message.addresses(),
        0 => "compact",
        2 => "chunked",
        _ => "in an unknown or contradictory way",
    };
    Err(format!(
        "it is stored {class}{filter}, and only contiguous datasets are read: \
         `h5repack -l CONTI -f NONE IN OUT` converts it"
    ))
}
