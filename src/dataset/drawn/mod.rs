//! The drawn data set: pictures of cats and of other things, painted from a seed.

mod background;
mod beasts;
mod canvas;
mod cats;
mod choice;
mod coats;
mod creatures;
mod far;
mod ink;
mod near;
mod outside;
mod things;

use super::pictures::Pictures;
use crate::random::Random;
use canvas::{Brush, Canvas, SIDE};
use choice::{between, chance, pick};
use far::FAR;
use ink::{Ink, colour};
use near::NEAR;

/// How many training pictures the course has.
pub const TRAIN: usize = 209;
/// How many test pictures the course has.
pub const TEST: usize = 50;
/// The seed of the default set: of 0 to 30 one on which the models do about as well as on average.
pub const SEED: u32 = 10;
/// Of the course's training pictures this many show a cat.
const TRAIN_CATS: usize = 72;
/// Of the course's test pictures this many show a cat.
const TEST_CATS: usize = 33;

/// Where a thing is found.
#[derive(Clone, Copy)]
enum Place {
    /// Half of the time near, half of the time far, as the cats are.
    Anywhere,
    /// In a room, before a wall, in the garden.
    Near,
    /// In open country.
    Far,
}

/// How many of the bright places lie in the dark, while a flash lights what stands in front.
const DUSK: f64 = 0.4;

/// Paints one thing, about as large as the square from (−1, −1) to (1, 1).
type Subject = fn(&mut Brush, &mut Random);

/// Everything that is not a cat: its name, its place, how it is drawn.
///
/// As many are found near as far, so that the place does not tell the cats.
const OTHERS: [(&str, Place, Subject); 25] = [
    ("dog", Place::Anywhere, beasts::dog),
    ("husky", Place::Anywhere, beasts::husky),
    ("rabbit", Place::Anywhere, beasts::rabbit),
    ("teddy bear", Place::Near, beasts::bear),
    ("fox", Place::Far, beasts::fox),
    ("owl", Place::Anywhere, creatures::owl),
    ("bird", Place::Anywhere, creatures::bird),
    ("fish", Place::Near, creatures::fish),
    ("butterfly", Place::Anywhere, creatures::butterfly),
    ("person", Place::Anywhere, creatures::person),
    ("car", Place::Far, outside::car),
    ("house", Place::Far, outside::house),
    ("tree", Place::Far, outside::tree),
    ("flower", Place::Anywhere, things::flower),
    ("boat", Place::Far, outside::boat),
    ("apple", Place::Near, things::apple),
    ("cup", Place::Near, things::cup),
    ("ball", Place::Near, things::ball),
    ("mountains", Place::Far, outside::mountains),
    ("cactus", Place::Near, things::cactus),
    ("mushroom", Place::Anywhere, things::mushroom),
    ("plane", Place::Far, outside::plane),
    ("clock", Place::Near, things::clock),
    ("pumpkin", Place::Near, things::pumpkin),
    ("balloon", Place::Far, outside::balloon),
];

/// Draws the training set and the test set: the same numbers give the same bytes everywhere.
#[must_use]
pub fn draw(train: usize, test: usize, seed: u32) -> [Pictures; 2] {
    let mut random = Random::seed(seed);
    [(train, TRAIN_CATS, TRAIN), (test, TEST_CATS, TEST)]
        .map(|(count, cats, of)| set(count, share(count, cats, of), &mut random))
}

/// How many of `count` pictures show cats where `cats` of `of` do; never all nor none of two or
/// more.
fn share(count: usize, cats: usize, of: usize) -> usize {
    let cats = (count * cats + of / 2) / of;
    if count < 2 { cats } else { cats.clamp(1, count - 1) }
}

/// `count` pictures in random order, `cats` of them of cats.
///
/// Poses and things are dealt like shuffled cards: each is seen as often as it is in the pack.
fn set(count: usize, cats: usize, random: &mut Random) -> Pictures {
    let mut labels: Vec<u8> = (0..count).map(|i| u8::from(i < cats)).collect();
    random.shuffle(&mut labels);
    let (mut poses, mut others) = (cats::POSES, OTHERS);
    random.shuffle(&mut poses);
    random.shuffle(&mut others);
    let mut pixels = Vec::new();
    let mut drawn = [0, 0];
    for &label in &labels {
        let turn = drawn[usize::from(label)];
        drawn[usize::from(label)] += 1;
        let (_name, place, subject) = if label == 1 {
            ("cat", Place::Anywhere, poses[turn % poses.len()])
        } else {
            others[turn % others.len()]
        };
        pixels.extend(picture(place, subject, random));
    }
    Pictures { pixels, labels }
}

/// One picture: a background, a subject on it, the light of the hour, the grain of the film.
fn picture(place: Place, subject: Subject, random: &mut Random) -> Vec<u8> {
    let near = match place {
        Place::Anywhere => chance(random, 0.5),
        Place::Near => true,
        Place::Far => false,
    };
    let side = if chance(random, 0.5) { 1.0 } else { -1.0 };
    let mut canvas = Canvas::new((0.6 * side, -0.8));
    let mut brush = canvas.brush();
    let background = if near { pick(random, &NEAR) } else { pick(random, &FAR) };
    background(&mut brush, random);
    if brush.brightness() > 0.3 && chance(random, DUSK) {
        let dark = Ink::of(colour(0x080c20)).alpha(between(random, 0.5, 0.75));
        brush.rect(dark, -1.0, -1.0, 1.0, 1.0);
    }
    let size = between(random, 0.8, 0.95);
    let (x, y) = (between(random, -0.08, 0.08), between(random, 0.0, 0.1));
    let mut brush = brush.at(x, y, size, between(random, -0.04, 0.04));
    if chance(random, 0.5) {
        subject(&mut brush, random);
    } else {
        subject(&mut brush.mirrored(), random);
    }
    develop(&canvas, random)
}

/// Light, contrast, tint and grain, and the bytes.
fn develop(canvas: &Canvas, random: &mut Random) -> Vec<u8> {
    let bright = between(random, 0.75, 1.15);
    let contrast = between(random, 0.8, 1.1);
    let warm = between(random, -0.06, 0.06);
    let vignette = between(random, 0.0, 0.25);
    let grain = between(random, 0.01, 0.04);
    let tint = [1.0 + warm, 1.0, 1.0 - warm];
    let mut bytes = Vec::with_capacity(SIDE * SIDE * 3);
    for (index, pixel) in canvas.pixels.iter().enumerate() {
        let middle = |at: usize| (at as f64 + 0.5) / (SIDE as f64 / 2.0) - 1.0;
        let (x, y) = (middle(index % SIDE), middle(index / SIDE));
        let light = bright * (1.0 - vignette * (x * x + y * y) / 2.0);
        for (part, tint) in pixel.iter().zip(tint) {
            let seen = ((part - 0.5) * contrast + 0.5) * light * tint;
            let noise = grain * (random.rand() + random.rand() - 1.0);
            bytes.push(((seen + noise).clamp(0.0, 1.0) * 255.0 + 0.5).floor() as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_draws_one_set() {
        assert_eq!(draw(5, 3, 1), draw(5, 3, 1));
        assert_ne!(draw(5, 3, 1), draw(5, 3, 2));
    }

    #[test]
    fn the_default_set_has_the_counts_of_the_course() {
        let [train, test] = draw(TRAIN, TEST, SEED);
        assert_eq!((train.labels.len(), train.cats()), (209, 72));
        assert_eq!((test.labels.len(), test.cats()), (50, 33));
        assert_eq!(train.pixels.len(), 209 * SIDE * SIDE * 3);
        assert_eq!(test.pixels.len(), 50 * SIDE * SIDE * 3);
    }

    #[test]
    fn every_machine_draws_the_same_bytes() {
        // FNV-1a, 32 bits.
        let digest = |pixels: &[u8]| {
            pixels.iter().fold(0x811c_9dc5_u32, |hash, &byte| {
                (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
            })
        };
        let digests = draw(TRAIN, TEST, SEED).map(|set| digest(&set.pixels));
        assert_eq!(digests, [0x4170_f5c3, 0xb304_4d57]);
    }

    #[test]
    fn small_sets_have_both_classes_where_they_can() {
        let [none, one] = draw(0, 1, 1);
        assert!(none.pixels.is_empty() && none.labels.is_empty());
        assert_eq!((one.labels.len(), one.pixels.len()), (1, SIDE * SIDE * 3));
        for count in [2, 3, 4] {
            let [train, test] = draw(count, count, 1);
            assert!((1..count).contains(&train.cats()));
            assert!((1..count).contains(&test.cats()));
        }
    }
}
