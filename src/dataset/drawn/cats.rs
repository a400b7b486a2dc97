//! Cats: the head, and the poses.

use super::canvas::Brush;
use super::choice::{between, chance, pick};
use super::coats::{Coat, Marking};
use super::ink::{Ink, colour, flat, mix};
use crate::random::Random;

/// The poses of a cat. A pose that is listed more often is drawn more often.
pub const POSES: [fn(&mut Brush, &mut Random); 9] =
    [close_up, close_up, close_up, sitting, sitting, in_a_box, loaf, walking, asleep];

/// A head from the front with a radius of about 1; `gaze` moves the pupils.
fn head(b: &mut Brush, coat: &Coat, awake: bool, gaze: f64) {
    b.both(|b| {
        let ear =
            [-0.98, 0.0, -1.02, -0.8, -1.0, -1.32, -0.9, -1.36, -0.5, -1.0, -0.1, -0.6, -0.3, 0.0];
        b.blob(coat.points(), &ear);
        let inside = Ink::of(mix(colour(0xe89a98), coat.tips(), 0.3)).round(0.4);
        b.blob(inside, &[-0.84, -0.4, -0.88, -1.12, -0.82, -1.14, -0.32, -0.66, -0.5, -0.3]);
    });
    let face = if coat.marking == Marking::Stripes { coat.plain() } else { coat.body() };
    b.symmetric(face, &[0.0, -0.84, -0.62, -0.8, -1.02, -0.35, -1.16, 0.3, -0.8, 0.74, -0.3, 0.94]);
    markings(b, coat);
    b.both(|b| b.oval(coat.pale(), -0.2, 0.43, 0.29, 0.23));
    b.oval(coat.pale(), 0.0, 0.66, 0.24, 0.17);
    if awake {
        eyes(b, coat, gaze);
    } else {
        b.both(|b| {
            b.stroke(coat.crease().alpha(0.95), 0.1, &[-0.66, 0.02, -0.45, 0.2, -0.22, 0.04])
        });
    }
    b.symmetric(flat(0xd9808a), &[0.2, 0.18, 0.05, 0.36]);
    let line = flat(0x3a2624).alpha(0.75);
    // White whiskers, or dark ones on a white muzzle.
    let hair =
        Ink::of(mix(colour(0xffffff), coat.dark, if coat.pale[0] > 0.9 { 0.6 } else { 0.0 }));
    b.both(|b| {
        b.stroke(line, 0.06, &[0.0, 0.34, -0.03, 0.6, -0.2, 0.64, -0.36, 0.48]);
        b.taper(hair.alpha(0.7), 0.05, 0.03, &[-0.4, 0.4, -0.8, 0.3, -1.4, 0.32]);
        b.taper(hair.alpha(0.7), 0.05, 0.03, &[-0.4, 0.5, -0.8, 0.52, -1.35, 0.66]);
    });
}

/// The markings of the coat on the face: stripes, a blaze, a mask.
fn markings(b: &mut Brush, coat: &Coat) {
    match coat.marking {
        Marking::Stripes => {
            let dark = Ink::of(coat.dark).alpha(0.8);
            b.taper(dark, 0.13, 0.06, &[0.0, -0.8, 0.0, -0.42]);
            b.both(|b| {
                b.taper(dark, 0.16, 0.07, &[-0.4, -0.76, -0.34, -0.55, -0.22, -0.38]);
                b.taper(dark, 0.16, 0.06, &[-0.84, -0.5, -0.68, -0.3]);
                b.taper(dark, 0.16, 0.06, &[-1.06, 0.08, -0.78, 0.2]);
                b.taper(dark, 0.16, 0.06, &[-0.96, 0.46, -0.62, 0.42]);
            });
        }
        Marking::Blaze => {
            b.symmetric(coat.pale(), &[0.0, -0.7, -0.12, -0.1, -0.6, 0.4, -0.5, 0.86]);
        }
        Marking::Mask(rgb) => b.oval(flat(rgb).soft(0.45).alpha(0.9), 0.0, 0.28, 0.62, 0.58),
        Marking::Plain | Marking::Patches(..) => {}
    }
}

fn eyes(b: &mut Brush, coat: &Coat, gaze: f64) {
    b.both(|b| {
        b.oval(flat(0x1a1416), -0.46, -0.02, 0.31, 0.28);
        b.oval(Ink::of(coat.eyes).round(0.5), -0.46, -0.02, 0.25, 0.23);
    });
    for x in [-0.46, 0.46] {
        b.oval(flat(0x0c0a0c), x + gaze, -0.02, 0.1, 0.21);
        b.disc(flat(0xffffff), x - 0.08, -0.11, 0.07);
    }
}

fn gaze(random: &mut Random) -> f64 {
    between(random, -0.07, 0.07)
}

/// With a probability of 0.35, a collar with a bell around a neck that is `2·wide` wide.
fn collar(b: &mut Brush, random: &mut Random, y: f64, wide: f64) {
    if chance(random, 0.35) {
        let band = flat(pick(random, &[0xd03040, 0x3070c8, 0x38a068, 0x8048b0])).round(0.3);
        let (side, middle) = (y - 0.7 * wide, y + 0.3 * wide);
        b.stroke(band, 0.3 * wide, &[-wide, side, 0.0, middle, wide, side]);
        b.disc(flat(0xf0c038).round(0.8), 0.0, y + 0.1 * wide, 0.22 * wide);
    }
}

fn close_up(b: &mut Brush, random: &mut Random) {
    let coat = Coat::choose(b, random);
    b.symmetric(coat.body(), &[0.5, 0.2, 0.95, 0.8, 1.1, 1.9]);
    b.oval(coat.pale(), 0.0, 0.9, 0.4, 0.42);
    collar(b, random, 0.84, 0.55);
    let tilt = between(random, -0.08, 0.08);
    head(&mut b.at(0.0, -0.05, 0.78, tilt), &coat, true, gaze(random));
}

fn sitting(b: &mut Brush, random: &mut Random) {
    let coat = Coat::choose(b, random);
    b.shadow(0.93, 0.75);
    b.taper(coat.points(), 0.2, 0.15, &[0.35, 0.84, 0.85, 0.95, 1.05, 0.55, 0.8, 0.2, 0.92, 0.0]);
    b.symmetric(coat.body(), &[0.25, -0.45, 0.45, 0.1, 0.68, 0.6, 0.6, 1.0]);
    b.oval(coat.pale(), 0.0, 0.14, 0.22, 0.32);
    b.both(|b| {
        b.stroke(coat.crease(), 0.06, &[-0.3, 0.9, -0.32, 0.5, -0.5, 0.4]);
        b.taper(coat.plain(), 0.24, 0.22, &[-0.15, 0.3, -0.15, 0.86]);
        b.oval(coat.pale(), -0.16, 0.9, 0.15, 0.09);
        b.oval(coat.pale(), -0.48, 0.92, 0.16, 0.08);
    });
    b.stroke(coat.crease(), 0.04, &[0.0, 0.45, 0.0, 0.92]);
    collar(b, random, 0.02, 0.3);
    head(&mut b.at(0.0, -0.46, 0.42, between(random, -0.1, 0.1)), &coat, true, gaze(random));
}

fn loaf(b: &mut Brush, random: &mut Random) {
    let coat = Coat::choose(b, random);
    b.shadow(0.68, 1.0);
    let body = [-0.95, 0.75, -0.95, 0.1, -0.5, -0.3, 0.35, -0.35, 1.0, 0.0, 1.1, 0.55, 0.9, 0.75];
    b.blob(coat.body(), &body);
    b.taper(coat.points(), 0.17, 0.15, &[1.0, 0.5, 0.95, 0.74, 0.4, 0.7, 0.1, 0.68]);
    b.stroke(coat.crease(), 0.05, &[0.3, 0.62, 0.35, 0.25, 0.7, 0.15]);
    b.oval(coat.pale(), -0.46, 0.36, 0.3, 0.26);
    b.oval(coat.pale(), -0.68, 0.66, 0.18, 0.1);
    b.oval(coat.pale(), -0.26, 0.67, 0.18, 0.1);
    let awake = chance(random, 0.75);
    head(&mut b.at(-0.45, -0.15, 0.45, between(random, -0.1, 0.1)), &coat, awake, gaze(random));
}

fn walking(b: &mut Brush, random: &mut Random) {
    let coat = Coat::choose(b, random);
    b.shadow(0.85, 0.85);
    let far = Ink::of(mix(coat.fur, coat.dark, 0.6)).round(0.3);
    b.taper(far, 0.22, 0.15, &[-0.3, 0.3, -0.18, 0.6, -0.22, 0.82]);
    b.taper(far, 0.26, 0.15, &[0.5, 0.3, 0.42, 0.6, 0.38, 0.82]);
    b.taper(coat.points(), 0.18, 0.14, &[0.7, 0.05, 1.0, -0.1, 0.95, -0.6, 1.1, -0.9]);
    let body = [
        -0.75, 0.1, -0.6, -0.25, 0.0, -0.2, 0.6, -0.28, 0.92, 0.0, 0.85, 0.4, 0.2, 0.42, -0.5, 0.48,
    ];
    b.blob(coat.body(), &body);
    b.taper(coat.plain(), 0.26, 0.15, &[-0.48, 0.25, -0.55, 0.6, -0.5, 0.84]);
    b.taper(coat.plain(), 0.36, 0.15, &[0.68, 0.15, 0.62, 0.55, 0.74, 0.84]);
    b.oval(coat.pale(), -0.54, 0.86, 0.13, 0.07);
    b.oval(coat.pale(), 0.7, 0.86, 0.13, 0.07);
    head(&mut b.at(-0.62, -0.3, 0.4, between(random, -0.12, 0.12)), &coat, true, gaze(random));
}

fn asleep(b: &mut Brush, random: &mut Random) {
    let coat = Coat::choose(b, random);
    b.shadow(0.66, 1.05);
    let body =
        [-1.0, 0.5, -0.9, -0.1, -0.3, -0.45, 0.4, -0.45, 1.0, -0.05, 1.1, 0.5, 0.6, 0.8, -0.6, 0.8];
    b.blob(coat.body(), &body);
    b.stroke(coat.crease(), 0.05, &[0.25, 0.6, 0.15, 0.15, 0.5, -0.1, 0.8, 0.0]);
    head(&mut b.at(-0.4, 0.22, 0.44, between(random, 0.02, 0.25)), &coat, false, 0.0);
    b.taper(coat.points(), 0.24, 0.17, &[1.0, 0.3, 0.95, 0.72, 0.3, 0.78, -0.3, 0.72]);
}

fn in_a_box(b: &mut Brush, random: &mut Random) {
    let coat = Coat::choose(b, random);
    b.shadow(0.9, 1.0);
    let card = colour(pick(random, &[0xc08f58, 0xb07f4a, 0x7f9fb0, 0xb86a60]));
    let inside = Ink::of(mix(card, [0.1, 0.05, 0.05], 0.55));
    b.polygon(inside, &[-0.7, -0.1, 0.7, -0.1, 0.85, 0.25, -0.85, 0.25]);
    b.symmetric(coat.body(), &[0.3, -0.2, 0.6, 0.3, 0.6, 0.7]);
    head(&mut b.at(0.0, -0.3, 0.52, between(random, -0.1, 0.1)), &coat, true, gaze(random));
    b.polygon(Ink::of(card).round(0.3), &[-0.88, 0.2, 0.88, 0.2, 0.82, 0.92, -0.82, 0.92]);
    let flap = Ink::of(mix(card, [1.0; 3], 0.2));
    b.both(|b| b.polygon(flap, &[-0.88, 0.2, -0.7, -0.1, -1.15, -0.05, -1.2, 0.1]));
    b.rect(Ink::of(mix(card, [1.0; 3], 0.35)), -0.12, 0.2, 0.12, 0.92);
    b.both(|b| {
        b.oval(coat.pale(), -0.42, 0.24, 0.17, 0.13);
        b.stroke(coat.crease(), 0.03, &[-0.42, 0.25, -0.42, 0.34]);
    });
}
