//! What a file is that is neither PNG nor PPM, by its first bytes.

/// What to do with a picture in another format.
const OTHER_WAYS: &str = ", which is not read. ImageMagick converts it: `magick cat.jpg cat.png`; \
                          or open the page of `purrceptron report` in your browser and drop the \
                          picture there: it takes what the browser can show";

/// What bytes that are neither PNG nor PPM seem to be, and what to do then: the end of a sentence.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> String {
    let starts = |start: &[u8]| bytes.starts_with(start);
    let at = |place: usize, part: &[u8]| bytes.get(place..).is_some_and(|b| b.starts_with(part));
    let is_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..);
    let head = bytes.get(..1024).unwrap_or(bytes);
    let has = |word: &[u8]| head.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    let text = head.iter().all(is_text);
    let picture = match bytes {
        _ if starts(b"\xff\xd8\xff") => "a JPEG",
        _ if starts(b"RIFF") && at(8, b"WEBP") => "a WebP picture",
        _ if starts(b"GIF87a") || starts(b"GIF89a") => "a GIF",
        _ if at(4, b"ftypavi") => "an AVIF picture",
        _ if ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"]
            .iter()
            .any(|brand| at(4, b"ftyp") && at(8, brand.as_bytes())) =>
        {
            "a HEIC picture"
        }
        _ if starts(b"\xff\x0a") || starts(b"\0\0\0\x0cJXL ") => "a JPEG XL picture",
        _ if starts(b"BM") && !text => "a BMP picture",
        _ if starts(b"II*\0") || starts(b"MM\0*") => "a TIFF picture",
        _ if starts(b"\0\0\x01\0") => "an icon (ICO)",
        _ if starts(b"8BPS") => "a Photoshop document",
        _ if starts(b"%PDF-") => "a PDF document",
        _ if text && has(b"<svg") => "an SVG drawing",
        [b'P', b'1' | b'4', b' ' | b'\t'..=b'\r' | b'#', ..] => "a PBM bitmap",
        [b'P', b'7', b'\n', ..] => "a PAM picture",
        _ => "",
    };
    if !picture.is_empty() {
        return picture.to_string() + OTHER_WAYS;
    }
    let other = match bytes {
        [] => "an empty file: save the picture again",
        _ if bytes.iter().all(|&byte| byte == 0) => "all zeros: save the picture again",
        _ if starts(b"\x89PN") => "a PNG that was cut short or copied as if it were text",
        _ if starts(b"\x89HDF") => "an HDF5 file: `purrceptron import` reads the course's",
        _ if starts(b"\0\0\x08") => "an IDX file of a data set",
        _ if starts(b"PK\x03\x04") => "a ZIP archive: unpack it",
        _ if starts(b"\x1f\x8b") => "gzip data: unpack it with `gunzip`",
        _ if bytes.len() > 8 && at(8, b"{") => "a safetensors file: the model comes first, once",
        _ if starts(b"version https://git-lfs") => "a Git LFS pointer: run `git lfs pull`",
        _ if text && (has(b"<!doctype html") || has(b"<html")) => "a web page: save the picture",
        _ if text => "plain text: give a PNG or PPM file",
        _ => "nothing known here: give a PNG or PPM file",
    };
    other.into()
}
