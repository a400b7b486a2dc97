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

/// The body of a datatype message: an integer.
pub fn integer(width: u8, signed: bool, big_endian: bool) -> Vec<u8> {
    let flags = u8::from(big_endian) | u8::from(signed) << 3;
    vec![0x10, flags, 0, 0, width, 0, 0, 0, 0, 0, 8 * width, 0, 0, 0, 0, 0]
}

/// The body of a datatype message: a float of IEEE 754, of 4 or 8 bytes.
pub fn float(width: u8, big_endian: bool) -> Vec<u8> {
    let sign_and_exponent =
        if width == 4 { [31, 23, 8, 23, 127, 0] } else { [63, 52, 11, 52, 255, 3] };
    let [sign, exponent, exponent_bits, mantissa_bits, bias, more_bias] = sign_and_exponent;
    let mut body = vec![0x11, 0x20 | u8::from(big_endian), sign, 0, width, 0, 0, 0];
    body.extend([0, 0, 8 * width, 0, exponent, exponent_bits, 0, mantissa_bits, bias, more_bias]);
    body.resize(24, 0);
    body
}

/// The bytes of numbers, each in little-endian order before.
fn ordered<const N: usize>(numbers: impl Iterator<Item = [u8; N]>, big_endian: bool) -> Vec<u8> {
    let mut numbers: Vec<[u8; N]> = numbers.collect();
    if big_endian {
        numbers.iter_mut().for_each(|number| number.reverse());
    }
    numbers.concat()
}

/// The elements of such an integer type.
pub fn integers(numbers: &[i128], width: u8, big_endian: bool) -> Vec<u8> {
    let lowest = numbers.iter().map(|number| number.to_le_bytes());
    let bytes = |mut number: Vec<u8>| {
        number.truncate(width.into());
        if big_endian {
            number.reverse();
        }
        number
    };
    lowest.flat_map(|number| bytes(number.to_vec())).collect()
}

/// The elements of a float type of 4 bytes.
pub fn f32s(numbers: impl Iterator<Item = f32>, big_endian: bool) -> Vec<u8> {
    ordered(numbers.map(f32::to_le_bytes), big_endian)
}

/// The elements of a float type of 8 bytes.
pub fn f64s(numbers: impl Iterator<Item = f64>, big_endian: bool) -> Vec<u8> {
    ordered(numbers.map(f64::to_le_bytes), big_endian)
}

/// The body of a datatype message: h5py's bool, as HDF5 2.0 has written it.
pub const BOOL: &[u8] =
    b"\x18\x02\0\0\x01\0\0\0\x10\x08\0\0\x01\0\0\0\0\0\x08\0FALSE\0\0\0TRUE\0\0\0\0\0\x01\0\0";

/// The body of a fill value message that defines none.
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

/// Little-endian numbers of 8 bytes.
pub fn words(words: &[u64]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A dataset: appends what it consists of to the file and returns its header messages.
pub type Contents<'a> = Box<dyn Fn(&mut Vec<u8>) -> Vec<Vec<u8>> + 'a>;

/// A dataset whose elements are stored in one piece: shape, datatype, elements.
pub fn contiguous<'a>(shape: &'a [u64], datatype: Vec<u8>, elements: Vec<u8>) -> Contents<'a> {
    Box::new(move |file| {
        let place = layout(file.len() as u64, elements.len() as u64);
        file.extend(&elements);
        file.resize(file.len().next_multiple_of(8), 0);
        vec![dataspace(shape), message(3, &datatype), place]
    })
}

/// A file with these datasets in alphabetical order, at most 8.
pub fn file(datasets: &[(&str, Contents)]) -> Vec<u8> {
    let mut bytes = vec![0; 96]; // the superblock is written last, when all addresses are known
    let mut heap_data = vec![0; 8];
    let mut symbols = Vec::new();
    for (name, contents) in datasets {
        let messages = contents(&mut bytes);
        symbols.extend(words(&[heap_data.len() as u64, bytes.len() as u64, 0, 0, 0]));
        heap_data.extend(name.bytes());
        heap_data.resize((heap_data.len() + 1).next_multiple_of(8), 0);
        bytes.extend(prefix(messages.len() as u16, messages.concat().len()));
        bytes.extend(messages.concat());
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
