//! What all backgrounds are made of: the ground, a fading colour, the sky.

use super::canvas::Brush;
use super::choice::{between, pick};
use super::ink::{Colour, Ink, Pattern, colour};
use crate::random::Random;

/// Paints the whole picture.
pub type Background = fn(&mut Brush, &mut Random);

/// Fills the picture below the height `y`.
pub fn below(b: &mut Brush, ink: Ink, y: f64) {
    b.rect(ink, -1.0, y, 1.0, 1.0);
}

/// An ink that turns from one colour to the other between two heights.
pub fn faded(from: Colour, to: Colour, y0: f64, y1: f64) -> Ink {
    Ink::of(from).pattern(Pattern::Fade(to, y0, y1))
}

/// A sky with clouds, above the height `y`.
pub fn sky(b: &mut Brush, random: &mut Random, y: f64) {
    let (high, low) = pick(
        random,
        &[(0x4f94dc, 0xc4e2f6), (0x7fb6e8, 0xe6f2fa), (0xd87a5a, 0xf6d6a0), (0x8c9aa6, 0xccd4d8)],
    );
    below(b, faded(colour(high), colour(low), -1.0, y), -1.0);
    for _ in 0..2 {
        let mut b = b.at(between(random, -1.0, 1.0), between(random, -0.9, -0.4), 0.3, 0.0);
        let cloud = Ink::of([1.0; 3]).soft(0.3).alpha(0.8);
        b.oval(cloud, 0.0, 0.0, 0.9, 0.28);
        b.oval(cloud, -0.2, -0.2, 0.45, 0.35);
    }
}
