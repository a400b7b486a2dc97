//! What to do with a file that is neither PNG nor PPM or PGM.

use crate::formats::signatures::Kind;

/// What a file seems to be that is neither PNG nor PPM or PGM, and what to do with it: the end of
/// the sentence "this is …".
#[must_use]
pub fn looks_like(file: &[u8]) -> String {
    let kind = Kind::of(file);
    let advice = match kind {
        Kind::Picture(name) => {
            return format!(
                "{name}, which is not read. ImageMagick converts it: `magick cat.jpg cat.png`; or \
                 open the page of `purrceptron report` in your browser and drop the picture there: \
                 it takes what the browser can show"
            );
        }
        Kind::Png => return "a PNG that was cut short or copied as if it were text".into(),
        Kind::Empty | Kind::Zeros => "save the picture again",
        Kind::WebPage => "save the picture",
        Kind::Hdf5 => "`purrceptron import` reads the course's",
        Kind::Zip => "unpack it",
        Kind::Gzip => "unpack it with `gunzip`",
        Kind::Safetensors => "the model comes first, once",
        Kind::GitLfs => "run `git lfs pull`",
        Kind::Idx | Kind::Npy | Kind::Pickle | Kind::Text | Kind::Unknown => {
            "give a PNG or PPM file"
        }
    };
    format!("{kind}: {advice}")
}
