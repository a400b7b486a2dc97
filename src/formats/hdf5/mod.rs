//! A reader for the features of HDF5 that the course's files use.
//!
//! These sections of the *HDF5 File Format Specification Version 3.0* are implemented; files that
//! need others are refused: II.A. Superblock (version 0), III.A.1. Version 1 B-trees, III.B. Group
//! Symbol Table Nodes, III.C. Symbol Table Entry, III.D. Local Heaps, IV.A.1.a. Version 1 Data
//! Object Header Prefix, and of IV.A.2. Data Object Header Messages b. Dataspace, d. Datatype, f.
//! Fill Value, i. Data Layout (compact, contiguous, chunked), l. Data Storage - Filter Pipeline, q.
//! Object Header Continuation and r. Symbol Table.
//!
//! ```text
//! superblock ─▶ object header ─┬▶ B-tree ─▶ symbol table nodes ─▶ object header ─┬▶ elements
//!               of the root    └▶ local heap: names               of a dataset   └▶ B-tree ─▶ chunks
//! ```
//!
//! A file may be hostile: `Cursor` checks every address and length, no memory is reserved for a
//! length that has not been checked, and every loop is bounded. Numbers are little-endian.

mod chunks;
mod cursor;
mod element;
mod filters;
mod object;
mod tree;

pub use cursor::copy_command;
pub use element::{Class, Element, Number};
pub use object::Array;

use crate::formats::signatures::{HDF5, Kind};
use cursor::{Cursor, UNDEFINED, damaged, refused};
use object::{array, messages, only};
use tree::visit_leaves;

/// An HDF5 file in memory, and the names in its root group.
#[derive(Clone, Debug)]
pub struct File<'a> {
    bytes: &'a [u8],
    /// Names and addresses of object headers, sorted by name. The address of a soft link is
    /// undefined.
    members: Vec<(&'a str, usize)>,
}

impl<'a> File<'a> {
    /// Opens the file that has these bytes.
    ///
    /// # Errors
    ///
    /// If it is no HDF5 file (the message says what it [looks like](looks_like)), if it is damaged,
    /// or if it needs a feature that is not implemented.
    pub fn open(bytes: &'a [u8]) -> Result<Self, String> {
        if !bytes.starts_with(HDF5) {
            return Err(format!("this is not an HDF5 file but {}", looks_like(bytes)));
        }
        let (bytes, root) = superblock(bytes)?;
        let messages = messages(bytes, root).map_err(|error| format!("root group: {error}"))?;
        if messages.iter().any(|message| message.0 == 0x0002) {
            return Err(refused("the root group keeps its names as links"));
        }
        // IV.A.2.r. The Symbol Table Message; the superblock's copy of it may be out of date.
        let [tree, heap] = only(&messages, 0x0011, "symbol table message")?.addresses()?;
        let (heap, mut members) = (local_heap(bytes, heap)?, Vec::new());
        visit_leaves(bytes, tree, (0, 8), &mut |_, node| {
            symbols((bytes, heap), node, &mut members)
        })?;
        Ok(Self { bytes, members })
    }

    /// The names in the root group, sorted.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.members.iter().map(|member| member.0)
    }

    /// The dataset `name` of the root group.
    ///
    /// # Errors
    ///
    /// If there is none, if it is damaged, or if its type or layout is not implemented.
    pub fn array(&self, name: &str) -> Result<Array<'a>, String> {
        let Ok(index) = self.members.binary_search_by_key(&name, |member| member.0) else {
            let names: Vec<_> = self.names().take(9).collect();
            return Err(format!("there is no {name:?} in it; there are {names:?}"));
        };
        let array = array(self.bytes, self.members[index].1);
        array.map_err(|error| format!("dataset {name:?}: {error}"))
    }
}

/// III.B. Group Symbol Table Nodes. Appends the names and object headers of a node to `members`.
fn symbols<'a>(
    (file, heap): (&'a [u8], &'a [u8]),
    address: usize,
    members: &mut Vec<(&'a str, usize)>,
) -> Result<(), String> {
    let mut node = Cursor::at(file, address, "symbol table node")?;
    let start = node.read(5)?; // signature, version 1
    node.read(1)?; // reserved
    let count = node.number(2)?;
    if start != b"SNOD\x01" || count == 0 {
        return Err(damaged("a symbol table node does not begin as it must"));
    }
    for _ in 0..count {
        // III.C. Symbol Table Entry.
        let [name, header] = node.addresses()?;
        node.read(4 + 4 + 16)?; // cache type, reserved, what is cached
        let tail = Cursor::at(heap, name, "name in the local heap")?.remaining;
        // The format has no limit for a name. Without one, a hostile file could take very long.
        let end = tail.iter().take(1024).position(|&byte| byte == 0);
        let name = end.and_then(|end| str::from_utf8(&tail[..end]).ok());
        let name = name.ok_or_else(|| damaged("a name is too long or not UTF-8"))?;
        if members.last().map_or("", |last| last.0) >= name {
            return Err(damaged(&format!("the name {name:?} is out of order")));
        }
        members.push((name, header));
    }
    Ok(())
}

/// II.A. Format Signature and Superblock. Returns the file up to its end of file address, and the
/// address of the root group's object header.
fn superblock(bytes: &[u8]) -> Result<(&[u8], usize), String> {
    let mut block = Cursor::at(bytes, HDF5.len(), "superblock")?;
    block.version(0)?;
    block.read(4)?; // versions of free space, root entry and shared messages; reserved
    let sizes = (block.number(1)?, block.number(1)?);
    block.read(1 + 2 + 2 + 4)?; // reserved, two sizes of B-trees, consistency flags
    // The symbol table entry of the root group begins after the address of the driver information
    // block.
    let [base, _free_space, end, driver, _name, root] = block.addresses()?;
    block.read(4 + 4 + 16)?; // its cache type, reserved, what is cached
    if sizes != (8, 8) {
        return Err(refused(&format!("it has addresses of {sizes:?} bytes")));
    }
    if base != 0 || driver != UNDEFINED {
        return Err(refused("it is only a part of a larger file"));
    }
    let (found, file) = (bytes.len(), bytes.get(..end));
    let advice = "it was cut short, download it again";
    let cut = || format!("the file has {found} bytes, its superblock says {end}: {advice}");
    Ok((file.ok_or_else(cut)?, root))
}

/// III.D. Local Heaps. Returns the data segment, which holds names that end with a 0.
fn local_heap(file: &[u8], address: usize) -> Result<&[u8], String> {
    let mut heap = Cursor::at(file, address, "local heap")?;
    if heap.read(5)? != b"HEAP\0" {
        return Err(damaged("the local heap does not begin with HEAP and 0"));
    }
    heap.read(3)?; // reserved
    let [length, _free, start] = heap.addresses()?;
    Cursor::at(file, start, "local heap's data segment")?.read(length)
}

/// What a file seems to be that is not HDF5, and what to do with it: the end of the sentence "this
/// is …".
pub fn looks_like(file: &[u8]) -> String {
    // "The superblock may begin at certain predefined offsets": 0, 512, 1024, 2048, and so on.
    let mut later = (9..usize::BITS).map_while(|power| file.get(1 << power..));
    if later.any(|block| block.starts_with(HDF5)) {
        return refused("one with a user block");
    }
    let kind = Kind::of(file);
    let advice = match kind {
        Kind::Hdf5 if HDF5.starts_with(file) => {
            return "the start of one, cut short: download it again".into();
        }
        Kind::Hdf5 | Kind::Mangled("an HDF5 file") => {
            return "one that was converted as if it were text: download it as binary".into();
        }
        Kind::Zip => "unpack it (a NumPy .npz is one, too)",
        Kind::Mangled(_) => "choose the .h5 file",
        Kind::Npy => "save the array with h5py instead",
        Kind::Text | Kind::Utf16 => "download the raw file",
        Kind::Unknown => "choose the .h5 file or download it again",
        kind => kind.advice().unwrap_or("choose the .h5 file"),
    };
    format!("{kind}: {advice}")
}
