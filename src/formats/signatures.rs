//! What a file is, by its first bytes: one table for all readers.
//!
//! A reader that cannot read a file looks up its [`Kind`], and adds what to do with such a file.

use std::fmt;

/// A kind of file. It is written as the end of the sentence "this is …".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Empty,
    /// Nothing but zeros.
    Zeros,
    Png,
    Jpeg,
    /// A picture in another format, with its name.
    Picture(&'static str),
    Hdf5,
    /// A PNG or HDF5 file, as its name says, after a conversion that is for text only.
    Mangled(&'static str),
    Idx,
    Npy,
    Zip,
    Gzip,
    Pickle,
    Safetensors,
    /// What Git stores instead of a large file that has not been downloaded.
    GitLfs,
    /// HTML, or another XML.
    WebPage,
    Text,
    /// A PNG or JPEG picture written as text, as in a web page or a mail.
    Base64,
    /// Text in UTF-16, or anything that was written as such.
    Utf16,
    Unknown,
}

/// The first eight bytes of a PNG file: PNG, 5.2. A copy as text changes the line ends among them.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The first bytes of a JPEG file, SOI and the FF of the next marker: ITU-T T.81, B.1.1.3.
pub const JPEG: &[u8] = b"\xff\xd8\xff";
/// The first eight bytes of an HDF5 file: HDF5 File Format Specification, II.A.
pub const HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";

use Kind::{GitLfs, Gzip, Hdf5, Idx, Jpeg, Npy, Picture, Png, Utf16, Zip};

/// The kinds of files, each with an offset and the bytes that such a file has there.
const SIGNATURES: [(Kind, usize, &[u8]); 27] = [
    (Png, 0, b"\x89PN"),
    (Jpeg, 0, JPEG),
    (Picture("a WebP picture"), 8, b"WEBP"),
    (Picture("a GIF"), 0, b"GIF8"),
    (Picture("an AVIF picture"), 4, b"ftypavi"),
    (Picture("a HEIC picture"), 4, b"ftyphei"),
    (Picture("a HEIC picture"), 4, b"ftyphevc"),
    (Picture("a HEIC picture"), 4, b"ftypmif1"),
    (Picture("a HEIC picture"), 4, b"ftypmsf1"),
    (Picture("a JPEG XL picture"), 0, b"\xff\x0a"),
    (Picture("a JPEG XL picture"), 0, b"\0\0\0\x0cJXL "),
    (Picture("a BMP picture"), 0, b"BM"),
    (Picture("a TIFF picture"), 0, b"II*\0"),
    (Picture("a TIFF picture"), 0, b"MM\0*"),
    (Picture("an icon (ICO)"), 0, b"\0\0\x01\0"),
    (Picture("a Photoshop document"), 0, b"8BPS"),
    (Picture("a PDF document"), 0, b"%PDF-"),
    (Picture("a PFM picture"), 0, b"PF\n"),
    (Picture("a PFM picture"), 0, b"Pf\n"),
    (Hdf5, 0, b"\x89HDF"),
    (Idx, 0, b"\0\0\x08"),
    (Npy, 0, b"\x93NUMPY"),
    (Zip, 0, b"PK\x03\x04"),
    (Gzip, 0, b"\x1f\x8b"),
    (Utf16, 0, b"\xff\xfe"),
    (Utf16, 0, b"\xfe\xff"),
    (GitLfs, 0, b"version https://git-lfs"),
];

/// How a picture in base64 begins: a data URL, a PNG, a JPEG.
const BASE64: [&[u8]; 3] = [b"data:image/", b"iVBORw0KGgo", b"/9j/"];

impl Kind {
    /// The kind of the file that has these bytes.
    pub fn of(file: &[u8]) -> Self {
        if file.is_empty() {
            return Self::Empty;
        }
        if file.iter().all(|&byte| byte == 0) {
            return Self::Zeros;
        }
        for (name, signature) in [("a PNG picture", PNG), ("an HDF5 file", HDF5)] {
            if is_mangled(file, signature) {
                return Self::Mangled(name);
            }
        }
        match file {
            // First, because the length of its header, 8 bytes, may look like any signature.
            [_, _, _, _, 0, 0, 0, 0, b'{', ..] => return Self::Safetensors,
            [0x80, 2..=5, 1..=0xff, ..] => return Self::Pickle,
            [b'P', letter @ b'1'..=b'7', b' ' | b'\t'..=b'\r' | b'#', ..] => {
                return Picture(match letter {
                    b'1' | b'4' => "a PBM bitmap",
                    b'7' => "a PAM picture",
                    _ => "a PPM or PGM picture",
                });
            }
            _ => {}
        }
        let head = &file[..file.len().min(1024)];
        // UTF-8, or a single-byte character set.
        let text = head.iter().all(|b| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..));
        let found = SIGNATURES.iter().find(|(_, offset, bytes)| {
            // A text may begin with any two letters.
            file.get(*offset..).is_some_and(|file| file.starts_with(bytes))
                && !(text && bytes.len() <= 2)
        });
        let contains = |tag: &[u8]| head.windows(tag.len()).any(|w| w.eq_ignore_ascii_case(tag));
        match found {
            Some((kind, ..)) => *kind,
            None if !text => Self::Unknown,
            None if BASE64.iter().any(|start| head.starts_with(start)) => Self::Base64,
            None if contains(b"<html") || contains(b"<!doctype html") => Self::WebPage,
            None if contains(b"<svg") => Picture("an SVG drawing"),
            None if head.trim_ascii_start().starts_with(b"<") => Self::WebPage,
            None => Self::Text,
        }
    }

    /// What to do with such a file where any other kind is expected; `None` if that depends on what is
    /// expected.
    pub fn advice(self) -> Option<&'static str> {
        Some(match self {
            Self::Empty | Self::Zeros => "there is nothing in it: save or download it again",
            Self::Mangled(_) => "copy or download it again, as binary",
            Self::Gzip => "`gzip -dc IN > OUT` unpacks it",
            Self::Zip => "unpack it",
            Self::GitLfs => "run `git lfs pull` where it comes from, or download the file itself",
            Self::WebPage => "download the file itself, not the page that shows it",
            _ => return None,
        })
    }

    /// Whether it is a picture, be it one that is read or not.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Picture(_))
    }
}

/// Whether a file begins with `signature` after a conversion that is for text only.
///
/// Signatures are made to show it: their first byte, 0x89, is no ASCII and becomes U+FFFD, the UTF-8
/// of some letter, `?`, a tab (without its highest bit) or nothing; and the line ends change.
fn is_mangled(file: &[u8], signature: &[u8]) -> bool {
    let first = file.iter().take_while(|byte| matches!(byte, 0x80..|b'?'| b'\t')).count();
    let letters = file[first..].strip_prefix(&signature[1..4]);
    let line_end = letters.is_some_and(|after| after.trim_ascii_start().starts_with(b"\x1a"));
    // At most a byte order mark and one letter of UTF-8.
    line_end && first <= 6 && !file.starts_with(signature) && !signature.starts_with(file)
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mangled(name) => {
                return write!(f, "{name} that was converted as if it were text");
            }
            Self::Empty => "an empty file",
            Self::Zeros => "all zeros",
            Self::Png => "a PNG picture",
            Self::Jpeg => "a JPEG picture",
            Self::Picture(name) => name,
            Self::Hdf5 => "an HDF5 file",
            Self::Idx => "an IDX file",
            Self::Npy => "a NumPy .npy file",
            Self::Zip => "a ZIP archive",
            Self::Gzip => "gzip data",
            Self::Pickle => "a Python pickle",
            Self::Safetensors => "a safetensors file",
            Self::GitLfs => "a Git LFS pointer",
            Self::WebPage => "a web page",
            Self::Text => "plain text",
            Self::Base64 => "a picture as text in base64",
            Self::Utf16 => "text in UTF-16, as PowerShell's `>` writes it",
            Self::Unknown => "nothing known here",
        })
    }
}
