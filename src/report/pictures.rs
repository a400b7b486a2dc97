//! The pictures of the page: the weights of the first layer, and the test pictures with wrong answers.
//!
//! A weight w becomes the byte `127.5 + 127.5·w/s`, where s is the largest |w| of the same neuron. So
//! a weight of 0 is mid grey, and both signs have the same scale.

use super::html::{capital, escape};
use super::subject::Subject;
use crate::dataset::{FEATURES, Pictures, SIDE};
use crate::formats::base64;
use crate::formats::{Picture, png};
use crate::wording::count;

/// The most test pictures with wrong answers that are shown.
const MOST_MISTAKES: usize = 60;

/// An `<img>` element with a 64×64 picture; a screen reader reads `alt` instead. There may be hundreds of
/// them, and the rest of the page does not wait until they are decoded.
fn image(pixels: Vec<u8>, alt: &str) -> String {
    let png = png::encode(&Picture { width: SIDE, height: SIDE, pixels });
    format!(
        "<img decoding=\"async\" width=\"{SIDE}\" height=\"{SIDE}\" alt=\"{}\" src=\"data:image/png;base64,{}\">",
        escape(alt),
        base64::encode(&png)
    )
}

/// The weights of a neuron as bytes, and the largest |w|.
fn weights_as_pixels(weights: &[f64]) -> (Vec<u8>, f64) {
    let largest = weights.iter().fold(0.0_f64, |largest, w| largest.max(w.abs()));
    let scale = if largest > 0.0 { largest } else { 1.0 };
    // The cast rounds towards zero; with `+ 0.5` the result is the nearest byte.
    (weights.iter().map(|w| (127.5 + 127.5 * (w / scale) + 0.5) as u8).collect(), largest)
}

/// The weights of every neuron of each model's first layer.
pub fn filters(subjects: &[Subject]) -> String {
    let mut html: String = subjects.iter().map(filters_of).collect();
    if subjects.iter().any(|subject| subject.start().is_some()) {
        html.insert_str(0, NOISE);
    }
    html
}

/// What the pictures of weights show that began as random numbers.
const NOISE: &str = "<p>The weights of a network began as random numbers, and what training adds is small beside \
     them: each upper picture is still mostly that noise. The lower one shows only what training \
     has added, on a scale of its own. Gradient descent can add nothing but a weighted sum of the \
     training pictures, and now and then one of them shows.</p>";

fn filters_of(subject: &Subject) -> String {
    let Subject { model, title, .. } = subject;
    let w = &model.parameters[0].w;
    let neurons = w.rows();
    let mut html = match neurons {
        1 => format!("<h3>{}</h3>", escape(&capital(title))),
        _ => format!(
            "<h3>{}: the {neurons} neurons of its first layer</h3>",
            escape(&capital(title))
        ),
    };
    let start = subject.start();
    html += "<ul class=\"filters\">";
    for neuron in 0..neurons {
        let name =
            if neurons == 1 { "the neuron".into() } else { format!("neuron {}", neuron + 1) };
        let (pixels, largest) = weights_as_pixels(w.row(neuron));
        let mut pictures = image(pixels, &format!("the weights of {name} as a picture"));
        let mut caption = format!("{name}<br>±{}", brief(largest));
        if let Some(start) = &start {
            let pairs = w.row(neuron).iter().zip(start.row(neuron));
            let added: Vec<f64> = pairs.map(|(after, before)| after - before).collect();
            let (pixels, largest) = weights_as_pixels(&added);
            pictures += &image(pixels, &format!("what training has added to {name}, as a picture"));
            caption += &match largest {
                0.0 => "<br>nothing added".into(),
                _ => format!("<br>added ±{}", brief(largest)),
            };
        }
        html += &format!("<li><figure>{pictures}<figcaption>{caption}</figcaption></figure></li>");
    }
    html + "</ul>"
}

/// A number with two significant digits.
fn brief(number: f64) -> String {
    match number {
        0.0 => "0.0".into(),
        1e-4..1.0 => format!("{number:.*}", (1.0 - number.log10().floor()) as usize),
        1.0..1e4 => format!("{number:.1}"),
        _ => format!("{number:.1e}"),
    }
}

/// The test pictures that at least one model gets wrong, sorted by how many models do, most first.
pub fn gallery(subjects: &[Subject], test: &Pictures) -> String {
    let wrong = |i: usize| subjects.iter().filter(|subject| !subject.test.is_right(i)).count();
    let mut mistakes: Vec<usize> = (0..test.count()).filter(|&i| wrong(i) > 0).collect();
    mistakes.sort_by_key(|&i| (std::cmp::Reverse(wrong(i)), i));
    if mistakes.is_empty() {
        return "<p>There are none.</p>".into();
    }
    let mut html = format!("<p>{} of the {}.", mistakes.len(), count(test.count(), "test picture"));
    let by_all = mistakes.iter().filter(|&&i| wrong(i) == subjects.len()).count();
    if subjects.len() > 1 && by_all > 0 {
        let (them, come) = if by_all == 1 { ("it", "comes") } else { ("they", "come") };
        let models = subjects.len();
        html += &format!(" All {models} models get {by_all} of them wrong; {them} {come} first.");
    }
    if mistakes.len() > MOST_MISTAKES {
        html += &format!(" The first {MOST_MISTAKES} are shown.");
    }
    html += "</p><ul class=\"gallery\">";
    for &i in mistakes.iter().take(MOST_MISTAKES) {
        let what = if test.labels[i] == 1 { "a cat" } else { "not a cat" };
        let pixels = test.pixels[i * FEATURES..][..FEATURES].to_vec();
        let picture = image(pixels, &format!("test picture {i}"));
        html += &format!(
            "<li><figure>{picture}<figcaption><strong>{i}: {what}</strong>\
             <dl class=\"answers\">"
        );
        for subject in subjects {
            let class = if subject.test.is_right(i) { "right" } else { "wrong" };
            html += &format!(
                "<div class=\"{class}\"><dt>{}</dt><dd>{}, {class}</dd></div>",
                escape(subject.title),
                probability(subject.test.probabilities()[i])
            );
        }
        html += "</dl></figcaption></figure></li>";
    }
    html + "</ul>"
}

/// A probability with two decimals, or with up to four where it would else be shown as 0.50, 0 or 1.
fn probability(p: f64) -> String {
    let near = [0.0, 0.5, 1.0].map(|end| (p - end).abs()).into_iter().fold(f64::MAX, f64::min);
    match near {
        near if near >= 0.005 => format!("{p:.2}"),
        near if near >= 0.000_5 => format!("{p:.3}"),
        _ => format!("{p:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_grey_and_both_signs_have_the_same_scale() {
        assert_eq!(weights_as_pixels(&[0.0, -2.0, 1.0]), (vec![128, 0, 191], 2.0));
        assert_eq!(weights_as_pixels(&[0.0, 2.0]), (vec![128, 255], 2.0));
        assert_eq!(weights_as_pixels(&[0.0]), (vec![128], 0.0));
    }

    #[test]
    fn numbers_are_brief_and_not_misleading() {
        let briefs = [0.0, 0.0213, 0.5, 3.24, 1e300, 2e-9].map(brief);
        assert_eq!(briefs, ["0.0", "0.021", "0.50", "3.2", "1.0e300", "2.0e-9"]);
        let shown = [0.123, 0.5004, 0.997, 0.9999, 0.4968].map(probability);
        assert_eq!(shown, ["0.12", "0.5004", "0.997", "0.9999", "0.497"]);
    }
}
