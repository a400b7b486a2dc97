//! Messages and datasets of HDF5 files, from which the tests build files.

/// The address of something that does not exist.
pub const UNDEFINED: u64 = u64::MAX;

/// A header message: type, length, no flags, body (a multiple of 8 bytes).
pub fn message(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = [kind.to_le_bytes(), (body.len() as u16).to_le_bytes()].concat();
    bytes.extend([0; 4]);
    bytes.extend(body);
    bytes
}

pub fn dataspace(dimensions: &[u64]) -> Vec<u8> {
    let mut body = vec![1, dimensions.len() as u8, 0, 0, 0, 0, 0, 0];
    body.extend(dimensions.iter().flat_map(|dimension| dimension.to_le_bytes()));
    message(1, &body)
}

pub fn layout(address: u64, length: u64) -> Vec<u8> {
    let mut body = vec![3, 1];
    body.extend(address.to_le_bytes());
    body.extend(length.to_le_bytes());
    body.resize(24, 0);
    message(8, &body)
}

/// The bodies of datatype messages.
pub const U8: [u8; 16] = [0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0];
pub const I64: [u8; 16] = [0x10, 8, 0, 0, 8, 0, 0, 0, 0, 0, 64, 0, 0, 0, 0, 0];
/// The body of a fill value message.
pub const FILL: [u8; 8] = [2, 2, 2, 0, 0, 0, 0, 0];

/// Version, reserved, count of messages, one link, length of the first block, padding.
pub fn prefix(count: u16, length: usize) -> Vec<u8> {
    let mut bytes = vec![1, 0];
    bytes.extend(count.to_le_bytes());
    bytes.extend(1u32.to_le_bytes());
    bytes.extend((length as u32).to_le_bytes());
    bytes.extend([0; 4]);
    bytes
}

/// A dataset: name, shape, datatype, elements.
pub type Contents<'a> = (&'a str, &'a [u64], &'a [u8; 16], Vec<u8>);

/// A file with these datasets in alphabetical order, at most 8.
pub fn file(datasets: &[Contents]) -> Vec<u8> {
    let words = |words: &[u64]| -> Vec<u8> { words.iter().flat_map(|w| w.to_le_bytes()).collect() };
    let mut bytes = vec![0; 96]; // the superblock is written last, when all addresses are known
    let mut heap_data = vec![0; 8];
    let mut symbols = Vec::new();
    for (name, shape, datatype, elements) in datasets {
        let data = bytes.len() as u64;
        bytes.extend(elements);
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        symbols.extend(words(&[heap_data.len() as u64, bytes.len() as u64, 0, 0, 0]));
        heap_data.extend(name.bytes());
        heap_data.resize((heap_data.len() + 1).next_multiple_of(8), 0);
        let length = elements.len() as u64;
        let messages = [dataspace(shape), message(3, *datatype), layout(data, length)].concat();
        bytes.extend(prefix(3, messages.len()));
        bytes.extend(messages);
    }
    let mut part = |content: &[u8]| {
        let at = bytes.len() as u64;
        bytes.extend(content);
        at
    };
    let names = part(&heap_data);
    let heap =
        part(&[b"HEAP\0\0\0\0".to_vec(), words(&[heap_data.len() as u64, 1, names])].concat());
    let count = datasets.len() as u8;
    let node = part(&[b"SNOD\x01\0".to_vec(), vec![count, 0], symbols].concat());
    let links = words(&[UNDEFINED, UNDEFINED, 0, node, 8]);
    let tree = part(&[b"TREE\0\0\x01\0".to_vec(), links].concat());
    let root = part(&[prefix(1, 24), message(17, &words(&[tree, heap]))].concat());
    let end = bytes.len() as u64;
    let superblock = [
        b"\x89HDF\r\n\x1a\n".to_vec(),
        vec![0, 0, 0, 0, 0, 8, 8, 0, 4, 0, 16, 0, 0, 0, 0, 0],
        words(&[0, UNDEFINED, end, UNDEFINED, 0, root, 0, 0, 0]),
    ];
    bytes[..96].copy_from_slice(&superblock.concat());
    bytes
}
