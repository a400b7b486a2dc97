//! Far backgrounds: open country under the sky. Cats and other things have the same ones.

use super::background::{Background, below, faded, sky};
use super::canvas::Brush;
use super::choice::{between, pick};
use super::ink::{Ink, colour, flat, mix};
use crate::random::Random;

/// Open country.
pub const FAR: [Background; 5] = [meadow, hills, beach, night, snow];

fn hills(b: &mut Brush, random: &mut Random) {
    sky(b, random, 0.1);
    let slope = colour(pick(random, &[0xb07a3c, 0x5a8a48, 0x8a6a8a, 0xc8a050]));
    for i in 0..4 {
        let nearness = f64::from(i) / 3.0;
        let ink = Ink::of(mix(colour(0xc0ccd4), slope, 0.25 + 0.75 * nearness)).fur(0.2);
        let (x, y) = (between(random, -0.9, 0.9), 0.85 + 0.35 * nearness);
        b.oval(ink, x, y, 1.9, 0.9);
    }
}

fn meadow(b: &mut Brush, random: &mut Random) {
    let edge = between(random, -0.3, 0.3);
    sky(b, random, edge);
    let grass = colour(pick(random, &[0x5f9a3c, 0x7fae4a, 0x3f7a3a, 0xa8a04a]));
    let hill = Ink::of(mix(grass, colour(0x8aa8b8), 0.45));
    b.oval(hill, between(random, -0.8, 0.8), edge + 0.1, 0.9, 0.35);
    below(b, faded(mix(grass, [1.0; 3], 0.2), mix(grass, [0.0; 3], 0.2), edge, 1.0).fur(0.3), edge);
    for _ in 0..24 {
        let (x, y) = (between(random, -1.0, 1.0), between(random, edge, 1.0));
        let blade = Ink::of(mix(grass, [0.05, 0.2, 0.05], 0.5)).alpha(0.6);
        b.taper(blade, 0.05, 0.02, &[x, y, x + 0.04, y - 0.16]);
    }
}

fn beach(b: &mut Brush, random: &mut Random) {
    let edge = between(random, -0.35, 0.05);
    sky(b, random, edge);
    let sea = colour(pick(random, &[0x2f7fa8, 0x3a9ab0, 0x4a6a88]));
    below(b, faded(sea, mix(sea, [1.0; 3], 0.35), edge, edge + 0.5), edge);
    let sand = colour(pick(random, &[0xe4cf9c, 0xc9aa78, 0xd8c8b0]));
    let shore = edge + between(random, 0.3, 0.6);
    b.blob(
        Ink::of([1.0; 3]).alpha(0.8),
        &[-1.5, shore - 0.05, 0.0, shore - 0.12, 1.5, shore + 0.02, 1.5, 2.0, -1.5, 2.0],
    );
    b.blob(
        Ink::of(sand).fur(0.2),
        &[-1.5, shore, 0.0, shore - 0.07, 1.5, shore + 0.07, 1.5, 2.0, -1.5, 2.0],
    );
}

fn night(b: &mut Brush, random: &mut Random) {
    let edge = between(random, 0.2, 0.5);
    below(b, faded(colour(0x0e1430), colour(0x34406e), -1.0, edge), -1.0);
    for _ in 0..16 {
        let star = Ink::of([1.0, 1.0, 0.85]).alpha(between(random, 0.4, 1.0));
        b.disc(star, between(random, -1.0, 1.0), between(random, -1.0, edge), 0.022);
    }
    let (x, y) = (between(random, -0.8, 0.8), between(random, -0.8, -0.4));
    b.disc(Ink::of([1.0, 0.95, 0.7]).soft(0.5).alpha(0.35), x, y, 0.35);
    b.disc(Ink::of([1.0, 0.95, 0.78]).round(0.2), x, y, 0.19);
    let ground = pick(random, &[0x1c2a26, 0x2a2438, 0x3a3a48]);
    below(b, Ink::of(colour(ground)).fur(0.3).round(0.2), edge);
}

fn snow(b: &mut Brush, random: &mut Random) {
    let edge = between(random, -0.1, 0.3);
    sky(b, random, edge);
    for _ in 0..5 {
        let (x, high) = (between(random, -1.0, 1.0), between(random, 0.3, 0.6));
        b.polygon(flat(0x3a5a58).round(0.4), &[x, edge - high, x + 0.2, edge, x - 0.2, edge]);
    }
    below(b, faded(colour(0xf4f8fc), colour(0xc0cee0), edge, 1.0), edge);
    for _ in 0..18 {
        let (x, y) = (between(random, -1.0, 1.0), between(random, -1.0, 1.0));
        b.disc(Ink::of([1.0; 3]).alpha(0.8), x, y, 0.03);
    }
}
