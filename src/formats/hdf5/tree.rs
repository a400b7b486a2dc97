//! III.A.1. Version 1 B-trees: the names of a group, or the chunks of a dataset.
//!
//! ```text
//! TREE; node type, level (1 byte each), number of children (2); two siblings; then, in turns, a key
//! and the address of a child, and a last key
//! ```
//!
//! The children of a node of level 0 are what the tree is for, those of other nodes are nodes of the
//! level below.

use super::cursor::{Cursor, damaged};

/// Calls `visit` with the key and the address of every child of the nodes of level 0, in their
/// order. `node_type` is 0 for a group, 1 for chunks.
///
/// The recursion ends on every file if `visit` refuses what is not in ascending order: the level
/// decreases, and only the root may be empty.
pub(super) fn visit_leaves<'a>(
    file: &'a [u8],
    root: usize,
    (node_type, key_length): (u8, usize),
    visit: &mut dyn FnMut(&'a [u8], usize) -> Result<(), String>,
) -> Result<(), String> {
    let mut tree = Tree { file, start: [b'T', b'R', b'E', b'E', node_type], key_length, visit };
    tree.node(root, None)
}

struct Tree<'a, 'v> {
    file: &'a [u8],
    /// How every node begins.
    start: [u8; 5],
    key_length: usize,
    visit: &'v mut dyn FnMut(&'a [u8], usize) -> Result<(), String>,
}

impl Tree<'_, '_> {
    /// The node at `address`, whose level is `expected`: `None` for the root.
    fn node(&mut self, address: usize, expected: Option<usize>) -> Result<(), String> {
        let mut node = Cursor::at(self.file, address, "B-tree node")?;
        let start = node.read(5)?;
        let (level, children) = (node.number(1)?, node.number(2)?);
        if start != self.start || expected.is_some_and(|below| level != below || children == 0) {
            return Err(damaged("a B-tree node does not begin as it must"));
        }
        let [_left, _right] = node.addresses()?;
        for _ in 0..children {
            let (key, child) = (node.read(self.key_length)?, node.number(8)?);
            match level.checked_sub(1) {
                Some(below) => self.node(child, Some(below))?,
                None => (self.visit)(key, child)?,
            }
        }
        Ok(())
    }
}
