//! The reader against a file that is built here byte by byte, then cut, changed and spoilt.

use super::hdf5_parts::{
    FILL, UNDEFINED, contiguous, dataspace, file, integer, layout, message, prefix,
};
use purrceptron::formats::hdf5::{Array, Class, Element, File, looks_like};

/// The pictures (2×1×3 bytes), in a dataset whose object header has a continuation block.
const PICTURES: [u8; 6] = [10, 20, 30, 40, 50, 60];
const LABELS: [i64; 3] = [1, -2, i64::MAX];

/// A file under construction; `at` remembers where each of its parts begins, for the patches.
#[derive(Clone, Default)]
struct Builder {
    bytes: Vec<u8>,
    at: std::collections::BTreeMap<&'static str, usize>,
}

impl Builder {
    fn mark(&mut self, part: &'static str) -> u64 {
        self.at.insert(part, self.bytes.len());
        self.bytes.len() as u64
    }

    fn put(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend(bytes);
        self
    }

    fn words(&mut self, words: &[u64]) -> &mut Self {
        words.iter().for_each(|word| self.bytes.extend(word.to_le_bytes()));
        self
    }

    fn patch(&self, part: &str, offset: usize, bytes: &[u8]) -> Vec<u8> {
        let start = self.at[part] + offset;
        let mut patched = self.bytes.clone();
        patched[start..start + bytes.len()].copy_from_slice(bytes);
        patched
    }
}

/// `labels`, `none` (a shape with a 0) and `pictures` under a B-tree of two levels.
fn build() -> Builder {
    let mut b = Builder::default();
    b.mark("superblock"); // the addresses of the end and of the root group are patched below
    b.put(b"\x89HDF\r\n\x1a\n");
    b.put(&[0, 0, 0, 0, 0, 8, 8, 0, 4, 0, 16, 0, 0, 0, 0, 0]);
    b.words(&[0, UNDEFINED, 0, UNDEFINED, 0, 0, 0, 0, 0]);

    let pictures_data = b.mark("pictures data");
    b.put(&PICTURES).put(&[0; 2]);
    let labels_data = b.mark("labels data");
    LABELS.iter().for_each(|label| b.bytes.extend(label.to_le_bytes()));

    let continuation = b.mark("continuation");
    let (space, place) = (dataspace(&[2, 1, 3]), layout(pictures_data, 6));
    b.put(&space).put(&place);
    let length = (space.len() + place.len()) as u64;
    let pictures = b.mark("pictures");
    let more = message(16, &[continuation.to_le_bytes(), length.to_le_bytes()].concat());
    let block =
        [message(3, &integer(1, false, false)), more, message(5, &FILL), message(13, b"my cats\0")]
            .concat();
    b.put(&prefix(6, block.len()));
    b.mark("messages");
    b.put(&block);

    let labels = b.mark("labels");
    let block = [
        dataspace(&[3]),
        message(3, &integer(8, true, false)),
        message(0, &[0; 8]),
        layout(labels_data, 24),
    ];
    b.put(&prefix(4, block.concat().len())).put(&block.concat());
    let none = b.mark("none");
    let block = [
        dataspace(&[0, 5]),
        message(3, &integer(1, false, false)),
        message(5, &FILL),
        layout(UNDEFINED, 0),
    ];
    b.put(&prefix(4, block.concat().len())).put(&block.concat());

    let names = b.mark("names");
    b.put(b"\0\0\0\0\0\0\0\0labels\0\0none\0\0\0\0pictures\0\0\0\0\0\0\0\0");
    let heap = b.mark("heap");
    b.put(b"HEAP\0\0\0\0").words(&[40, 1, names]); // 1: no free block
    let first = b.mark("first");
    b.put(b"SNOD\x01\0\x02\0").words(&[8, labels, 0, 0, 0, 16, none, 0, 0, 0]);
    b.words(&[0; 30]); // the room for 8 symbols that a node has
    let second = b.mark("second");
    b.put(b"SNOD\x01\0\x01\0").words(&[24, pictures, 0, 0, 0]).words(&[0; 35]);
    let leaf = b.mark("leaf");
    b.put(b"TREE\0\0\x02\0").words(&[UNDEFINED, UNDEFINED, 0, first, 16, second, 24]);
    b.words(&[0; 60]); // the room for 32 children
    let tree = b.mark("tree");
    b.put(b"TREE\0\x01\x01\0").words(&[UNDEFINED, UNDEFINED, 0, leaf, 24]).words(&[0; 62]);
    let root = b.mark("root");
    b.put(&prefix(1, 24)).put(&message(17, &[tree.to_le_bytes(), heap.to_le_bytes()].concat()));

    let end = b.bytes.len() as u64;
    b.bytes = b.patch("superblock", 40, &end.to_le_bytes());
    b.bytes = b.patch("superblock", 64, &root.to_le_bytes());
    b
}

/// The error of opening `bytes` or of the first dataset that cannot be read.
fn error(bytes: &[u8]) -> String {
    let file = match File::open(bytes) {
        Err(error) => return error,
        Ok(file) => file,
    };
    let mut arrays = file.names().map(|name| file.array(name));
    arrays.find_map(Result::err).expect("an error")
}

/// Reads all that can be read; what can must be consistent.
fn read_all(bytes: &[u8]) -> Result<(), String> {
    let file = File::open(bytes)?;
    for name in file.names() {
        let Ok(array) = file.array(name) else {
            continue;
        };
        let elements = array.shape.iter().product::<usize>();
        assert_eq!(array.bytes.len(), array.element.width * elements);
        assert_eq!(array.numbers().len(), elements);
    }
    Ok(())
}

#[test]
fn reads_what_was_built() {
    let built = build();
    let file = File::open(&built.bytes).unwrap();
    assert_eq!(file.names().collect::<Vec<_>>(), ["labels", "none", "pictures"]);
    let labels: Vec<u8> = LABELS.iter().flat_map(|label| label.to_le_bytes()).collect();
    let array = |shape: &[usize], class, width, bytes: &[u8]| {
        let element = Element { class, width, big_endian: false };
        Ok(Array { shape: shape.to_vec(), element, bytes: bytes.to_vec().into() })
    };
    assert_eq!(file.array("labels"), array(&[3], Class::Signed, 8, &labels));
    assert_eq!(file.array("none"), array(&[0, 5], Class::Unsigned, 1, &[]));
    assert_eq!(file.array("pictures"), array(&[2, 1, 3], Class::Unsigned, 1, &PICTURES));
    let missing = file.array("cats").unwrap_err();
    assert!(missing.contains(r#"["labels", "none", "pictures"]"#), "{missing}");
}

#[test]
fn refuses_a_file_cut_anywhere() {
    let bytes = build().bytes;
    for length in 0..bytes.len() {
        let error = File::open(&bytes[..length]).expect_err("cut short");
        assert!(length < 96 || error.contains(&format!("{length} bytes")), "{error}");
    }
}

#[test]
fn survives_any_changed_byte() {
    let built = build().bytes;
    for i in 0..built.len() {
        for value in [0, 1, 0x7f, 0x80, 0xff, !built[i], built[i] ^ 1, built[i].wrapping_add(8)] {
            let mut bytes = built.clone();
            bytes[i] = value;
            _ = read_all(&bytes);
        }
    }
}

/// Where a patch goes (part and offset), its bytes in hexadecimal or the part whose address it is,
/// and what the error must say. In `labels` the dataspace is at 24, the datatype at 48, a message
/// without meaning at 64 and the layout at 88.
const REFUSED: &str = "
superblock | 8  | 02                       | the superblock is of version 2
superblock | 13 | 0404                     | addresses of (4, 4) bytes
superblock | 24 | 0002                     | a part of a larger file
superblock | 48 | heap                     | a part of a larger file
superblock | 69 | 01                       | the object header is at byte 1099511
root       | 0  | 4f484452                 | root group: its object header is of version 2
root       | 16 | 02                       | the root group keeps its names as links
root       | 16 | 00                       | no symbol table message
heap       | 0  | 00                       | the local heap does not begin
heap       | 14 | 01                       | data segment needs 281474976710696 bytes
names      | 8  | ff                       | not UTF-8
names      | 8  | 7a                       | \"none\" is out of order
tree       | 4  | 01                       | a B-tree node does not begin
tree       | 5  | 02                       | a B-tree node does not begin
tree       | 32 | tree                     | a B-tree node does not begin
leaf       | 6  | 00                       | a B-tree node does not begin
leaf       | 48 | first                    | \"labels\" is out of order
second     | 6  | 00                       | a symbol table node does not begin
first      | 16 | ffffffffffffffff         | dataset \"labels\": it is a soft link
labels     | 0  | 02                       | the object header is of version 2
labels     | 0  | 4f484452                 | its object header is of version 2
labels     | 2  | 03                       | not as many
labels     | 2  | 05                       | not as many
labels     | 16 | 00                       | no dataspace message
labels     | 20 | 02                       | shares a header message
labels     | 24 | 02                       | the dataspace message is of version 2
labels     | 25 | 21                       | impossible dimensions
labels     | 26 | 02                       | impossible dimensions
labels     | 32 | 04                       | its 24 bytes do not fit the shape [4]
labels     | 32 | ffffffffffffffff         | do not fit the shape
labels     | 48 | 1009000002               | type big-endian 16-bit signed integer
labels     | 48 | 1100000004               | type little-endian 32-bit float
labels     | 48 | 1300000007               | type fixed-length string of 7 bytes
labels     | 48 | 16                       | type compound
labels     | 48 | 18                       | type enumeration other than h5py's bool
labels     | 48 | 1901                     | type variable-length string
labels     | 48 | 1900                     | type variable-length sequence
labels     | 48 | 1a                       | type array
labels     | 48 | 15                       | type class 5
labels     | 64 | 03                       | more than one datatype message
labels     | 64 | 06                       | a header message 0x0006
labels     | 64 | 07                       | in other files
labels     | 64 | 0b                       | it has filters, but no chunks
labels     | 64 | 11                       | a group, not a dataset
labels     | 88 | 04                       | the data layout message is of version 4
labels     | 89 | 00                       | bytes do not fit the shape [3]
labels     | 89 | 02                       | the data layout message needs 4 bytes, 1 are left
labels     | 89 | 03                       | stored in a way of class 3
labels     | 90 | ffffffffffffffff         | never written
labels     | 96 | 01                       | the array of elements is at byte
pictures   | 48 | messages                 | not as many
";

#[test]
fn refuses_by_name() {
    let built = build();
    for line in REFUSED.trim().lines() {
        let [part, offset, patch, expected] =
            line.splitn(4, '|').map(str::trim).collect::<Vec<_>>()[..]
        else {
            panic!("{line}");
        };
        let hexadecimal = |i| u8::from_str_radix(&patch[i..i + 2], 16).unwrap();
        let patch = match built.at.get(patch) {
            Some(&address) => (address as u64).to_le_bytes().to_vec(),
            None => (0..patch.len()).step_by(2).map(hexadecimal).collect(),
        };
        let error = error(&built.patch(part, offset.parse().unwrap(), &patch));
        assert!(error.contains(expected), "{line}\n{error}");
    }
}

#[test]
fn says_what_a_file_is_instead() {
    let user_block = [vec![0; 1024], build().bytes].concat();
    let cases: [(&[u8], &str); 31] = [
        (b"", "an empty file"),
        (&[0; 4096], "all zeros"),
        (b"\x89HDF", "the start of one"),
        (&user_block, "user block"),
        (b"\x89HDF\n", "one that was converted as if it were text: download it as binary"),
        (b"\x89HDF\n\x1a\n\0\0\0", "one that was converted as if it were text"),
        (b"\x89HDF\r\n\x1a\r\n\0\0", "one that was converted as if it were text"),
        (b"\x89HDF\r\r\n\x1a\r\n\0", "one that was converted as if it were text"),
        (b"\xef\xbf\xbdHDF\r\n\x1a\n\0", "one that was converted as if it were text"),
        (b"\xc2\x89HDF\r\n\x1a\n\0\0", "one that was converted as if it were text"),
        (b"\xef\xbb\xbf\xe2\x80\xb0HDF\n\x1a", "one that was converted as if it were text"),
        (b"?HDF\r\n\x1a\n\0\0\0", "one that was converted as if it were text"),
        (b"\tHDF\r\n\x1a\n\0\0\0", "one that was converted as if it were text"),
        (b"HDF\r\n\x1a\n\0\0\0\0", "one that was converted as if it were text"),
        (b"\xc2\x89PNG\r\n\x1a\n", "a PNG picture that was converted as if it were text: choose"),
        (b"HDF\nis a format", "plain text"),
        (b"\xff\xfeH\0D\0", "text in UTF-16"),
        (b"\xfe\xff\0H\0D", "text in UTF-16"),
        (b"PF\n1 1\n-1.0\n\0\0\0\0", "a PFM picture: choose"),
        (b"\x1f\x8b\x08\0", "gzip -dc"),
        (b"PK\x03\x04...", "ZIP"),
        (b"\x93NUMPY\x01\0v\0", ".npy"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\0", "JPEG"),
        (b"\0\0\x08\x03\0\0\xea\x60", "IDX"),
        (b"version https://git-lfs.github.com/spec/v1\noid", "git lfs pull"),
        (b"\n<!DOCTYPE html>\n<html>", "download the file itself"),
        (b"<?xml version=\"1.0\"?>", "a web page"),
        (b"{\"message\": \"Not Found\"}", "plain text"),
        (b"404: Not Found", "plain text"),
        (b"\x01\x02\x03\x04", "nothing known"),
    ];
    for (bytes, expected) in cases {
        assert!(looks_like(bytes).contains(expected), "{bytes:.20?}: {}", looks_like(bytes));
        assert!(File::open(bytes).unwrap_err().starts_with("this is not an HDF5 file but "));
    }
}

#[test]
fn refuses_integers_with_unused_bits_and_endless_names() {
    let one = |name: &str, datatype| file(&[(name, contiguous(&[1], datatype, vec![0; 8]))]);
    let i64 = || integer(8, true, false);
    assert!(File::open(&one("x", i64())).unwrap().array("x").is_ok());
    let mut narrow = i64();
    narrow[10] = 63; // the bit precision
    assert!(error(&one("x", narrow)).contains("signed integer"));
    assert!(File::open(&one(&"x".repeat(1023), i64())).is_ok());
    assert!(error(&one(&"x".repeat(1024), i64())).contains("a name is too long"));
}
