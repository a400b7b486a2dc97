//! Backgrounds. Cats and other things have the same ones.

use super::canvas::Brush;
use super::choice::{between, chance, palette, pick};
use super::ink::{Colour, Ink, Pattern, colour, flat, mix};
use crate::random::Random;

/// Paints the whole picture.
pub type Background = fn(&mut Brush, &mut Random);

/// Near backgrounds: rooms and studios, a street, a garden.
pub const NEAR: [Background; 10] =
    [room, sofa, carpet, window, plain, stripes, lights, planks, street, garden];

/// Far backgrounds: open country under the sky.
pub const FAR: [Background; 5] = [meadow, hills, beach, night, snow];

const WALLS: [u32; 12] = [
    0xe8dcc4, 0xc9d6cf, 0xd9b8a8, 0xa8bccf, 0x6d7f8c, 0x8a5a4c, 0x4f6353, 0x3d4258, 0xb9a3c0,
    0xf0ead8, 0x2e2a33, 0xc8a860,
];

fn wall(random: &mut Random) -> Colour {
    colour(pick(random, &WALLS))
}

/// Fills the picture below the height `y`.
fn below(b: &mut Brush, ink: Ink, y: f64) {
    b.rect(ink, -1.0, y, 1.0, 1.0);
}

/// An ink that turns from one colour to the other between two heights.
fn faded(from: Colour, to: Colour, y0: f64, y1: f64) -> Ink {
    Ink::of(from).pattern(Pattern::Fade(to, y0, y1))
}

/// A sky with clouds, above the height `y`.
fn sky(b: &mut Brush, random: &mut Random, y: f64) {
    let colours = [0x4f94dc, 0xc4e2f6, 0x7fb6e8, 0xe6f2fa, 0xd87a5a, 0xf6d6a0, 0x8c9aa6, 0xccd4d8];
    let [high, low] = palette(random, &colours);
    below(b, faded(colour(high), colour(low), -1.0, y), -1.0);
    for _ in 0..2 {
        let mut b = b.at(between(random, -1.0, 1.0), between(random, -0.9, -0.4), 0.3, 0.0);
        let cloud = Ink::of([1.0; 3]).soft(0.3).alpha(0.8);
        b.oval(cloud, 0.0, 0.0, 0.9, 0.28);
        b.oval(cloud, -0.2, -0.2, 0.45, 0.35);
    }
}

fn room(b: &mut Brush, random: &mut Random) {
    let paint = wall(random);
    below(b, faded(mix(paint, [1.0; 3], 0.15), mix(paint, [0.0; 3], 0.15), -1.0, 0.6), -1.0);
    let floor = colour(pick(random, &[0x8a5f3c, 0xb88a5a, 0x5a4034, 0x9a948c, 0xc9b699]));
    let edge = between(random, 0.15, 0.55);
    if chance(random, 0.6) {
        let (x, y) = (between(random, -0.8, 0.5), between(random, -0.9, -0.6));
        b.rect(flat(0x4a3424), x - 0.04, y - 0.04, x + 0.46, y + 0.44);
        b.rect(Ink::of(wall(random)).round(0.6), x, y, x + 0.42, y + 0.4);
    }
    below(b, faded(mix(floor, [0.0; 3], 0.25), floor, edge, 1.0), edge);
    b.rect(Ink::of(mix(paint, [1.0; 3], 0.5)), -1.0, edge - 0.07, 1.0, edge);
    for i in 0..4 {
        let x = f64::from(i) * 0.5 - 0.75;
        b.stroke(Ink::of([0.1, 0.05, 0.03]).alpha(0.25), 0.03, &[x, edge, x * 2.0, 1.0]);
    }
}

fn sofa(b: &mut Brush, random: &mut Random) {
    let (paint, cloth) = (wall(random), wall(random));
    below(b, Ink::of(paint).round(0.2), -1.0);
    let top = between(random, -0.6, -0.2);
    b.symmetric(Ink::of(cloth).round(0.5).fur(0.1), &[0.9, top, 1.4, top, 1.4, 1.4]);
    let seam = Ink::of(mix(cloth, [0.0; 3], 0.45)).alpha(0.8);
    let x = between(random, -0.5, 0.5);
    b.stroke(seam, 0.05, &[x, top + 0.05, x, 0.45]);
    below(b, faded(mix(cloth, [1.0; 3], 0.15), mix(cloth, [0.0; 3], 0.25), 0.4, 1.0), 0.45);
    b.stroke(seam, 0.06, &[-1.0, 0.46, 1.0, 0.46]);
}

fn carpet(b: &mut Brush, random: &mut Random) {
    let (ground, figure) = (wall(random), wall(random));
    below(b, Ink::of(ground).fur(0.25).round(0.2), -1.0);
    let turn = between(random, -0.2, 0.2);
    let mut b = b.at(0.0, 0.0, 1.0, turn);
    let ink = Ink::of(figure).fur(0.25).alpha(0.8);
    for i in 0..16 {
        let (x, y) = (f64::from(i % 4) * 0.66 - 1.0, f64::from(i / 4) * 0.66 - 1.0);
        b.polygon(ink, &[x, y - 0.2, x + 0.2, y, x, y + 0.2, x - 0.2, y]);
        b.disc(Ink::of(ground), x, y, 0.07);
    }
}

fn window(b: &mut Brush, random: &mut Random) {
    below(b, Ink::of(wall(random)).round(0.2), -1.0);
    let colours = [0x6aa8e0, 0xd8ecf8, 0x1a2448, 0x3a4878, 0xe08a5a, 0xf8d890, 0xa8b4bc, 0xd4d8d8];
    let [sky, low] = palette(random, &colours);
    b.rect(faded(colour(sky), colour(low), -0.8, 0.4), -0.75, -0.85, 0.75, 0.45);
    b.oval(Ink::of(mix(colour(0x3f6a3a), colour(sky), 0.3)), -0.3, 0.42, 0.5, 0.3);
    let frame = Ink::of(colour(pick(random, &[0xf2eee4, 0x6a4a30]))).round(0.2);
    for x in [-0.78, 0.0, 0.78] {
        b.rect(frame, x - 0.05, -0.9, x + 0.05, 0.5);
    }
    b.rect(frame, -0.8, -0.92, 0.8, -0.82);
    b.rect(frame, -1.0, 0.45, 1.0, 0.62);
    b.rect(Ink::of([0.0; 3]).alpha(0.25), -1.0, 0.62, 1.0, 0.68);
}

fn plain(b: &mut Brush, random: &mut Random) {
    let (from, to) = (wall(random), wall(random));
    below(b, faded(from, mix(from, to, 0.6), -1.0, 1.0), -1.0);
    b.disc(Ink::of([1.0; 3]).soft(1.2).alpha(0.25), between(random, -0.6, 0.6), -0.3, 0.6);
}

fn stripes(b: &mut Brush, random: &mut Random) {
    let (first, second) = (wall(random), wall(random));
    below(b, Ink::of(first).round(0.2), -1.0);
    let (wide, turn) = (between(random, 0.12, 0.25), between(random, -0.5, 0.5));
    let mut b = b.at(0.0, 0.0, 1.0, turn);
    for i in -5..=5 {
        let x = f64::from(i) * 2.0 * wide;
        b.rect(Ink::of(second).alpha(0.7), x, -1.5, x + wide, 1.5);
    }
}

fn lights(b: &mut Brush, random: &mut Random) {
    let ground = mix(wall(random), [0.05, 0.05, 0.1], 0.5);
    below(b, Ink::of(ground).round(0.3), -1.0);
    for _ in 0..14 {
        let ink = Ink::of(mix(wall(random), [1.0, 0.9, 0.6], 0.4)).soft(0.06);
        let (x, y) = (between(random, -1.0, 1.0), between(random, -1.0, 1.0));
        b.disc(ink.alpha(between(random, 0.2, 0.6)), x, y, between(random, 0.08, 0.26));
    }
}

fn planks(b: &mut Brush, random: &mut Random) {
    let wood = colour(pick(random, &[0x9a6a40, 0xc49a68, 0x6a4a38, 0x8f8a80]));
    for i in 0..6 {
        let y = f64::from(i) * 0.34 - 1.0;
        let shade = between(random, 0.0, 0.25);
        b.rect(Ink::of(mix(wood, [0.0; 3], shade)).fur(0.2), -1.0, y, 1.0, y + 0.34);
        b.rect(Ink::of([0.1, 0.05, 0.03]).alpha(0.5), -1.0, y, 1.0, y + 0.035);
    }
}

fn garden(b: &mut Brush, random: &mut Random) {
    let edge = between(random, 0.1, 0.35);
    sky(b, random, edge);
    let wood = flat(pick(random, &[0xf4f0e6, 0x9a7450, 0x6a8a98])).round(0.2);
    b.rect(wood, -1.0, edge - 0.42, 1.0, edge - 0.32);
    for i in 0..6 {
        let x = f64::from(i) * 0.4 - 1.0;
        let (left, right, top) = (x - 0.12, x + 0.12, edge - 0.5);
        b.polygon(wood, &[left, edge, left, top, x, edge - 0.64, right, top, right, edge]);
    }
    below(b, faded(colour(0x86b850), colour(0x4a7a38), edge, 1.0).fur(0.3), edge);
    let petals = flat(pick(random, &[0xf8f4f0, 0xf0d040, 0xe87898]));
    for _ in 0..9 {
        b.disc(petals, between(random, -1.0, 1.0), between(random, edge, 1.0), 0.045);
    }
}

fn street(b: &mut Brush, random: &mut Random) {
    let brick = colour(pick(random, &[0xa8583c, 0xb88a6a, 0x8a7a74, 0xd0c0a8]));
    let edge = between(random, 0.2, 0.5);
    below(b, Ink::of(mix(brick, [1.0; 3], 0.3)), -1.0);
    for i in 0..12 {
        let y = f64::from(i) * 0.14 - 1.0;
        for j in 0..7 {
            let x = f64::from(j) * 0.34 - 1.2 + f64::from(i % 2) * 0.17;
            let shade = between(random, 0.0, 0.2);
            b.rect(Ink::of(mix(brick, [0.0; 3], shade)), x, y, x + 0.31, y + 0.11);
        }
    }
    below(b, faded(colour(0x6a6a6e), colour(0x9a989a), edge, 1.0).fur(0.2), edge);
    b.rect(Ink::of([0.0; 3]).alpha(0.3), -1.0, edge, 1.0, edge + 0.05);
}

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
    let foam = [-1.5, shore - 0.05, 0.0, shore - 0.12, 1.5, shore + 0.02, 1.5, 2.0, -1.5, 2.0];
    b.blob(Ink::of([1.0; 3]).alpha(0.8), &foam);
    let dry = [-1.5, shore, 0.0, shore - 0.07, 1.5, shore + 0.07, 1.5, 2.0, -1.5, 2.0];
    b.blob(Ink::of(sand).fur(0.2), &dry);
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
