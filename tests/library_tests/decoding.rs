//! Pictures decoded from bytes, or refused with a reason.

use purrceptron::picture::Picture;

pub fn decode(bytes: &[u8]) -> Result<Picture, String> {
    Picture::decode(bytes.to_vec()).map(|(picture, _)| picture)
}

#[track_caller]
pub fn assert_refused(bytes: &[u8], expected: &str) {
    let error = decode(bytes).unwrap_err();
    assert!(error.contains(expected), "{expected}: {error}");
}
