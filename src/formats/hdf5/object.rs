//! Object headers and their messages (IV.A), which describe the elements of a dataset.

use std::borrow::Cow;

use super::chunks;
use super::cursor::{Cursor, UNDEFINED, damaged, refused};
use super::element::{Element, Number};
use super::filters;

/// A dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array<'a> {
    /// The dimensions; none for a single number.
    pub shape: Vec<usize>,
    /// The type of the elements.
    pub element: Element,
    /// The elements in C order; their number is the product of the dimensions.
    pub bytes: Cow<'a, [u8]>,
}

impl Array<'_> {
    /// The elements in C order.
    pub fn numbers(&self) -> impl ExactSizeIterator<Item = Number> + Clone {
        self.bytes.chunks_exact(self.element.width).map(|bytes| self.element.number(bytes))
    }
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

/// The body of the message of a type, which there may be once.
fn optional<'a>(
    header: &Messages<'a>,
    kind: usize,
    what: &'static str,
) -> Result<Option<Cursor<'a>>, String> {
    let mut found = header.iter().filter(|message| message.0 == kind);
    match (found.next(), found.next()) {
        (Some(message), None) => Cursor::at(message.1, 0, what).map(Some),
        (None, _) => Ok(None),
        _ => Err(damaged(&format!("it has more than one {what}"))),
    }
}

/// The body of the message of a type, which there must be once.
pub(super) fn only<'a>(
    header: &Messages<'a>,
    kind: usize,
    what: &'static str,
) -> Result<Cursor<'a>, String> {
    let missing = || format!("it has no {what}, so it is not a dataset");
    optional(header, kind, what)?.ok_or_else(missing)
}

/// The dataset whose object header is at `address`.
pub(super) fn array(file: &[u8], address: usize) -> Result<Array<'_>, String> {
    if address == UNDEFINED {
        return Err(refused("it is a soft link"));
    }
    let messages = messages(file, address)?;
    for &(kind, _) in &messages {
        match kind {
            // Those that are read below, and those that do not change the elements: attributes,
            // comment, times.
            0x0000 | 0x0001 | 0x0003..=0x0005 | 0x0008 | 0x000b..=0x000e | 0x0010 | 0x0012 => {}
            0x0007 => return Err(refused("it keeps its elements in other files")),
            0x0002 | 0x0011 => return Err("it is a group, not a dataset".to_owned()),
            _ => return Err(refused(&format!("it has a header message {kind:#06x}"))),
        }
    }
    let shape = dataspace(only(&messages, 0x0001, "dataspace message")?)?;
    let element = Element::parse(only(&messages, 0x0003, "datatype message")?)?;
    let bytes = elements(file, &messages, &shape, element.width)?;
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

/// IV.A.2.i. The Data Layout Message. Returns the elements that it leads to.
fn elements<'a>(
    file: &'a [u8],
    messages: &Messages<'a>,
    shape: &[usize],
    width: usize,
) -> Result<Cow<'a, [u8]>, String> {
    let mut layout = only(messages, 0x0008, "data layout message")?;
    let pipeline = optional(messages, 0x000b, "filter pipeline message")?;
    layout.version(3)?;
    let (length, start) = match layout.number(1)? {
        // Compact: the elements are in the message.
        0 => (layout.number(2)?, None),
        1 => layout.addresses().map(|[start, length]| (length, Some(start)))?,
        2 => {
            let filters = pipeline.map_or(Ok(Vec::new()), filters::parse)?;
            let fill = fill_value(optional(messages, 0x0005, "fill value message")?, width)?;
            let array = chunks::elements(file, (shape, width), layout, &filters, fill);
            return array.map(Cow::Owned);
        }
        class => return Err(refused(&format!("it is stored in a way of class {class}"))),
    };
    if shape.iter().try_fold(width, |size, &n| size.checked_mul(n)) != Some(length) {
        return Err(damaged(&format!("its {length} bytes do not fit the shape {shape:?}")));
    }
    if pipeline.is_some() {
        return Err(damaged("it has filters, but no chunks"));
    }
    Ok(Cow::Borrowed(match start {
        _ if length == 0 => &[],
        None => layout.read(length)?,
        Some(UNDEFINED) => return Err("its elements were never written".to_owned()),
        Some(start) => Cursor::at(file, start, "array of elements")?.read(length)?,
    }))
}

/// IV.A.2.f. The Fill Value Message. Returns the bytes of an element that was never written.
fn fill_value(message: Option<Cursor<'_>>, width: usize) -> Result<&[u8], String> {
    let Some(mut message) = message else { return Ok(&[0]) };
    // Version, times of allocation and of writing, whether a value is defined.
    let [version @ (1 | 2), _, _, defined] = *message.read(4)? else {
        return Err(refused("its fill value is of another version than 1 and 2"));
    };
    if version == 2 && defined == 0 {
        return Ok(&[0]);
    }
    match message.number(4)? {
        0 => Ok(&[0]),
        length if length == width => message.read(width),
        length => Err(damaged(&format!("its fill value has {length} bytes instead of {width}"))),
    }
}
