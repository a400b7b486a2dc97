//! The drawn data set: pictures of cats and of other things, painted from a seed.

mod animals;
mod backgrounds;
mod canvas;
mod cats;
mod choice;
mod coats;
mod ink;
mod things;

use super::pictures::Pictures;
use crate::random::Random;
use backgrounds::{Background, FAR, NEAR};
use canvas::{Brush, Canvas, SIDE};
use choice::{between, chance, pick};
use ink::{Ink, colour};

/// How many training pictures the course has.
pub const TRAIN: usize = 209;
/// How many test pictures the course has.
pub const TEST: usize = 50;
/// The seed of the default set. The accuracies on it are near the average of the seeds 0 to 30.
pub const SEED: u32 = 10;
/// How many of the course's training pictures show a cat.
const TRAIN_CATS: usize = 72;
/// How many of the course's test pictures show a cat.
const TEST_CATS: usize = 33;

/// Where a thing may be: on a near or a far background, or on either with the same probability, as
/// the cats.
type Place = Option<&'static [Background]>;
const ANYWHERE: Place = None;
const NEARBY: Place = Some(&NEAR);
const OUTSIDE: Place = Some(&FAR);

/// The probability that a bright background is darkened, as if a flash had lit only the subject.
const DUSK: f64 = 0.4;

/// Paints one thing into the square from (−1, −1) to (1, 1), more or less.
type Subject = fn(&mut Brush, &mut Random);

/// The things that are not cats, with their backgrounds.
///
/// As many have near backgrounds as far ones, so that the background does not reveal the cats.
const OTHERS: [(Place, Subject); 25] = [
    (ANYWHERE, animals::dog),
    (ANYWHERE, animals::husky),
    (ANYWHERE, animals::rabbit),
    (NEARBY, animals::bear),
    (OUTSIDE, animals::fox),
    (ANYWHERE, animals::owl),
    (ANYWHERE, animals::bird),
    (NEARBY, animals::fish),
    (ANYWHERE, animals::butterfly),
    (ANYWHERE, animals::person),
    (OUTSIDE, things::car),
    (OUTSIDE, things::house),
    (OUTSIDE, things::tree),
    (ANYWHERE, things::flower),
    (OUTSIDE, things::boat),
    (NEARBY, things::apple),
    (NEARBY, things::cup),
    (NEARBY, things::ball),
    (OUTSIDE, things::mountains),
    (NEARBY, things::cactus),
    (ANYWHERE, things::mushroom),
    (OUTSIDE, things::plane),
    (NEARBY, things::clock),
    (NEARBY, things::pumpkin),
    (OUTSIDE, things::balloon),
];

/// Draws a training set and a test set with these numbers of pictures.
///
/// The same arguments give the same bytes on every machine.
pub fn draw(train: usize, test: usize, seed: u32) -> [Pictures; 2] {
    let mut random = Random::seed(seed);
    [(train, TRAIN_CATS, TRAIN), (test, TEST_CATS, TEST)]
        .map(|(count, cats, total)| set(count, number_of_cats(count, cats, total), &mut random))
}

/// The number of cats among `count` pictures, in proportion to `cats` among `total`. Two pictures
/// or more always have both classes.
fn number_of_cats(count: usize, cats: usize, total: usize) -> usize {
    let cats = (count * cats + total / 2) / total;
    if count < 2 { cats } else { cats.clamp(1, count - 1) }
}

/// Draws `count` pictures in random order, of which `cats` show a cat.
///
/// Poses and things are shuffled once and then drawn in turn, so that all are drawn equally often.
fn set(count: usize, cats: usize, random: &mut Random) -> Pictures {
    let mut labels: Vec<u8> = (0..count).map(|i| u8::from(i < cats)).collect();
    random.shuffle(&mut labels);
    let (mut poses, mut others) = (cats::POSES, OTHERS);
    random.shuffle(&mut poses);
    random.shuffle(&mut others);
    let mut poses = poses.map(|pose| (ANYWHERE, pose)).into_iter().cycle();
    let mut others = others.into_iter().cycle();
    let mut pixels = Vec::new();
    for &label in &labels {
        let next = if label == 1 { poses.next() } else { others.next() };
        let (place, subject) = next.expect("a cycle does not end");
        pixels.extend(picture(place, subject, random));
    }
    Pictures { pixels, labels }
}

/// Draws one picture: a background, the subject on it, then light and grain.
fn picture(place: Place, subject: Subject, random: &mut Random) -> Vec<u8> {
    let place = place.unwrap_or_else(|| if chance(random, 0.5) { &NEAR } else { &FAR });
    let side = if chance(random, 0.5) { 1.0 } else { -1.0 };
    let mut canvas = Canvas { pixels: vec![[0.0; 3]; SIDE * SIDE], lamp: [0.6 * side, -0.8] };
    let mut brush = canvas.brush();
    pick(random, place)(&mut brush, random);
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

/// Applies light, contrast, tint and grain, and rounds the colours to bytes.
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
        for (channel, tint) in pixel.iter().zip(tint) {
            let seen = ((channel - 0.5) * contrast + 0.5) * light * tint;
            let noise = grain * (random.rand() + random.rand() - 1.0);
            bytes.push(((seen + noise).clamp(0.0, 1.0) * 255.0 + 0.5).floor() as u8);
        }
    }
    bytes
}
