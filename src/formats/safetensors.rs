//! The safetensors format (<https://github.com/huggingface/safetensors#format>), which PyTorch,
//! candle and burn read: named tensors, and no code that a reader would run.
//!
//! ```text
//! 8 bytes      N, the length of the header, unsigned and little-endian, at most 100,000,000
//! N bytes      a JSON object, which begins with `{` and may end with spaces:
//!                {"NAME": {"dtype": "F64", "shape": [rows, columns], "data_offsets": [begin, end]}, …,
//!                 "__metadata__": {"key": "text", …}}
//! to the end   the elements, little-endian, row by row; the offsets count from here
//! ```
//!
//! "Duplicate keys are disallowed"; "the byte buffer needs to be entirely indexed, and cannot
//! contain holes". Only `F64` is read, which is all that this program writes.

use crate::formats::json::Value;
use crate::wording::count;

/// The greatest length of a header, as in the reference implementation.
const LONGEST_HEADER: usize = 100_000_000;
/// The member of the header that describes no tensor.
const METADATA: &str = "__metadata__";

/// A named tensor of `f64`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// Its name.
    pub name: String,
    /// Its dimensions.
    pub shape: Vec<usize>,
    /// Its elements in C order: the last index varies fastest.
    pub data: Vec<f64>,
}

/// The contents of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SafeTensors {
    /// Names and texts.
    pub metadata: Vec<(String, String)>,
    /// The tensors, in the order of their elements in the file.
    pub tensors: Vec<Tensor>,
}

impl SafeTensors {
    /// The bytes of the file. Spaces after the header align the elements to 8 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let metadata = self.metadata.iter().map(|(key, text)| (key, Value::from(&text[..])));
        let mut members = vec![(METADATA, Value::object(metadata))];
        let mut end = 0;
        for Tensor { name, shape, data } in &self.tensors {
            let begin = end;
            end += 8 * data.len();
            let entry = Value::object([
                ("dtype", "F64".into()),
                ("shape", shape[..].into()),
                ("data_offsets", [begin, end].into()),
            ]);
            members.push((name, entry));
        }
        let mut header = Value::object(members).to_string();
        header += &" ".repeat(header.len().next_multiple_of(8) - header.len());
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(header.as_bytes());
        let elements = self.tensors.iter().flat_map(|tensor| &tensor.data);
        bytes.extend(elements.flat_map(|element| element.to_le_bytes()));
        bytes
    }

    /// Parses the bytes of a file.
    ///
    /// # Errors
    ///
    /// If they are not in the format above: what was expected, and what was found.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let (length, after_length) = bytes.split_first_chunk().ok_or_else(|| {
            format!("it has {}, and a safetensors file begins with 8", count(bytes.len(), "byte"))
        })?;
        let length = u64::from_le_bytes(*length);
        if length > LONGEST_HEADER as u64 {
            return Err(format!(
                "its first 8 bytes stand for a header of {length} bytes, more than the \
                 {LONGEST_HEADER} that safetensors allows: this is another format"
            ));
        }
        let (header, numbers) = after_length.split_at_checked(length as usize).ok_or_else(|| {
            format!(
                "it is cut short: its header should have {length} bytes, {} are left of the file",
                after_length.len()
            )
        })?;
        let header = std::str::from_utf8(header).map_err(|_| "its header is not UTF-8")?;
        if !header.starts_with('{') {
            return Err("its header does not begin with `{`: this is another format".into());
        }
        let header = Value::parse(header.trim_end_matches(' '))
            .map_err(|problem| format!("its header cannot be read as JSON: {problem}"))?;
        let Value::Object(members) = header else { unreachable!("it begins with `{{`") };
        let mut file = Self::default();
        let mut entries = Vec::new();
        for (name, value) in members {
            if name == METADATA {
                file.metadata = metadata(value)?;
            } else {
                entries.push(entry(name, &value)?);
            }
        }
        // In the order of the offsets, every tensor must begin where the one before it ends.
        entries.sort_by_key(|&(begin, end, ..)| (begin, end));
        let mut covered = 0;
        for (begin, end, name, shape) in entries {
            let quoted = name.escape_debug();
            if begin != covered {
                let what = if begin < covered { "overlap" } else { "leave a hole" };
                return Err(format!(
                    "the bytes of `{quoted}` begin at {begin} where {covered} is expected: \
                     tensors may not {what}"
                ));
            }
            let Some(bytes) = numbers.get(begin..end) else {
                let ends = format!("`{quoted}` ends at byte {end} of the numbers");
                return Err(format!("it is cut short: {ends}, the file has {}", numbers.len()));
            };
            covered = end;
            let (numbers, _) = bytes.as_chunks();
            let data = numbers.iter().map(|&number| f64::from_le_bytes(number)).collect();
            file.tensors.push(Tensor { name, shape, data });
        }
        if covered < numbers.len() {
            let extra = numbers.len() - covered;
            return Err(format!("{} too many after the last tensor", count(extra, "byte")));
        }
        Ok(file)
    }
}

/// Checks the description of the tensor `name` in the header: where its bytes begin and end, its
/// name, its shape.
fn entry(name: String, value: &Value) -> Result<(usize, usize, String, Vec<usize>), String> {
    let problem = |what: &str| format!("its tensor `{}` {what}", name.escape_debug());
    let Value::Object(members) = value else {
        return Err(problem("is not described by an object"));
    };
    let known = ["dtype", "shape", "data_offsets"];
    if let Some((extra, _)) = members.iter().find(|(key, _)| !known.contains(&&key[..])) {
        return Err(problem(&format!("has an unknown `{}`", extra.escape_debug())));
    }
    match value.get("dtype").and_then(Value::as_str) {
        Some("F64") => {}
        Some(dtype) => {
            let advice = "F64 is expected: convert it with `.double()` before saving";
            return Err(problem(&format!("is of type `{}`; {advice}", dtype.escape_debug())));
        }
        None => return Err(problem("has no dtype")),
    }
    let sizes = |key| {
        let values = value.get(key)?.as_array()?;
        values.iter().map(Value::as_usize).collect::<Option<Vec<_>>>()
    };
    let shape = sizes("shape").ok_or_else(|| problem("has no shape of whole numbers"))?;
    let offsets = sizes("data_offsets").unwrap_or_default();
    let &[begin, end] = &offsets[..] else {
        return Err(problem("has no data_offsets [begin, end]"));
    };
    let size = shape.iter().try_fold(8_usize, |size, &n| size.checked_mul(n));
    if end < begin || size != Some(end - begin) {
        let shape = format!("{shape:?} of F64 does not fill the bytes {begin} to {end}");
        return Err(problem(&format!("has a shape that does not fit: {shape}")));
    }
    Ok((begin, end, name, shape))
}

/// The texts of the metadata.
fn metadata(value: Value) -> Result<Vec<(String, String)>, String> {
    let problem = || format!("its {METADATA} is not an object of texts");
    let Value::Object(members) = value else { return Err(problem()) };
    let text = |(key, value)| match value {
        Value::Text(text) => Ok((key, text)),
        _ => Err(problem()),
    };
    members.into_iter().map(text).collect()
}
