//! Animals with fur that are not cats: those that are most easily confused with one.

use super::canvas::Brush;
use super::choice::{between, chance, palette, pick};
use super::ink::{Ink, colour, flat, mix};
use crate::random::Random;

/// The ink of fur or feathers.
pub fn fur(rgb: u32) -> Ink {
    Ink::of(colour(rgb)).round(0.5).fur(0.2)
}

/// Two round dark eyes, each with a reflection.
fn button_eyes(b: &mut Brush, x: f64, y: f64, r: f64) {
    for x in [-x, x] {
        b.disc(flat(0x16100e), x, y, r);
        b.disc(flat(0xffffff), x - 0.3 * r, y - 0.35 * r, 0.36 * r);
    }
}

/// The body of a sitting animal, seen from the front.
fn seated(b: &mut Brush, coat: Ink, chest: Ink) {
    b.shadow(0.93, 0.75);
    b.symmetric(coat, &[0.3, -0.4, 0.5, 0.1, 0.68, 0.6, 0.6, 1.0]);
    b.oval(chest, 0.0, 0.16, 0.26, 0.36);
    b.both(|b| {
        b.stroke(flat(0x1a100c).alpha(0.4), 0.06, &[-0.32, 0.9, -0.33, 0.5, -0.5, 0.4]);
        b.taper(coat, 0.26, 0.24, &[-0.17, 0.3, -0.17, 0.86]);
        b.oval(chest, -0.18, 0.9, 0.17, 0.1);
        b.oval(coat, -0.5, 0.92, 0.18, 0.09);
    });
}

/// A dog with hanging ears, its tongue out.
pub fn dog(b: &mut Brush, random: &mut Random) {
    let colours = [
        0xc48a4c, 0x7a4a24, 0xf0dcb8, 0xf0e6d4, 0x8a5230, 0xffffff, 0x3a302c, 0x241c1a, 0xb07a48,
        0x8a5c38, 0x5a3820, 0xd0a878, 0xe2c48c, 0xc09050, 0xf6e8c8,
    ];
    let [coat, ears, pale] = palette(random, &colours);
    let (y, size) = if chance(random, 0.45) {
        b.symmetric(fur(coat), &[0.5, 0.2, 0.9, 0.8, 1.1, 1.9]);
        (0.0, 0.78)
    } else {
        b.taper(fur(coat), 0.2, 0.1, &[0.5, 0.8, 0.9, 0.6, 1.05, 0.2]);
        seated(b, fur(coat), fur(pale));
        (-0.42, 0.47)
    };
    let b = &mut b.at(0.0, y, size, between(random, -0.12, 0.12));
    b.symmetric(fur(coat), &[0.0, -0.95, -0.7, -0.85, -0.95, -0.2, -0.7, 0.5, -0.45, 1.0]);
    let ear = [-0.5, -0.9, -0.95, -0.8, -1.3, 0.1, -1.15, 0.75, -0.85, 0.6, -0.75, -0.2];
    b.both(|b| b.blob(fur(ears), &ear));
    b.symmetric(fur(pale), &[0.16, -0.6, 0.3, 0.1, 0.55, 0.5, 0.4, 0.95]);
    b.symmetric(flat(0xe0606c).round(0.3), &[0.17, 0.75, 0.2, 1.3]);
    b.both(|b| b.stroke(flat(0x2a1814), 0.07, &[0.0, 0.5, -0.03, 0.78, -0.25, 0.82, -0.42, 0.64]));
    b.oval(flat(0x1c1412).round(0.4), 0.0, 0.36, 0.27, 0.19);
    b.oval(flat(0xffffff).alpha(0.7), -0.08, 0.29, 0.08, 0.04);
    button_eyes(b, 0.4, -0.16, 0.16);
}

/// A husky: pointed ears, a pale mask, blue eyes.
pub fn husky(b: &mut Brush, random: &mut Random) {
    let (coat, pale) = (pick(random, &[0x5a5e68, 0x2e2e34, 0x8a6a50]), 0xf2eee8);
    let (y, size) = if chance(random, 0.5) {
        b.taper(fur(coat), 0.3, 0.2, &[0.4, 0.8, 1.0, 0.7, 1.0, 0.1, 0.65, 0.15]);
        seated(b, fur(coat), fur(pale));
        (-0.45, 0.48)
    } else {
        b.symmetric(fur(coat), &[0.6, 0.2, 1.0, 0.8, 1.1, 1.9]);
        b.oval(fur(pale), 0.0, 1.0, 0.5, 0.6);
        (-0.05, 0.78)
    };
    let b = &mut b.at(0.0, y, size, between(random, -0.1, 0.1));
    b.both(|b| {
        b.blob(fur(coat), &[-0.8, 0.0, -0.85, -0.9, -0.72, -1.4, -0.6, -1.35, -0.2, -0.7]);
        b.blob(flat(0xd8b0a4), &[-0.68, -0.5, -0.7, -1.15, -0.62, -1.15, -0.36, -0.65]);
    });
    b.symmetric(fur(coat), &[0.0, -0.85, -0.65, -0.8, -1.0, -0.1, -0.95, 0.4, -0.5, 0.8, 0.0, 1.1]);
    b.both(|b| {
        b.oval(fur(pale), -0.52, 0.28, 0.36, 0.36);
        b.oval(fur(pale), -0.36, -0.4, 0.14, 0.09);
        b.oval(flat(0x141216), -0.4, -0.12, 0.19, 0.15);
        b.oval(flat(0x7cc4ee), -0.4, -0.12, 0.13, 0.11);
        b.disc(flat(0x0c0c10), -0.4, -0.12, 0.06);
    });
    b.symmetric(fur(pale), &[0.12, -0.1, 0.36, 0.4, 0.32, 1.1]);
    b.both(|b| b.stroke(flat(0x2a2424), 0.06, &[0.0, 0.6, -0.03, 0.84, -0.18, 0.88, -0.32, 0.76]));
    b.oval(flat(0x161214).round(0.4), 0.0, 0.5, 0.21, 0.16);
}

/// A rabbit with long upright ears.
pub fn rabbit(b: &mut Brush, random: &mut Random) {
    let coat = pick(random, &[0xf2eeea, 0xa89078, 0x8c8a8e, 0xd8b890]);
    let pale = Ink::of(mix(colour(coat), [1.0; 3], 0.6)).round(0.3);
    b.shadow(0.92, 0.7);
    let lean = between(random, 0.0, 0.25);
    b.both(|b| {
        let ear = [-0.05, -0.3, -0.35, -0.7, -0.42 - lean, -1.3, -0.2 - lean, -1.35, 0.0, -0.7];
        b.blob(fur(coat), &ear);
        let inside =
            [-0.12, -0.4, -0.27, -0.7, -0.34 - lean, -1.15, -0.26 - lean, -1.15, -0.08, -0.7];
        b.blob(flat(0xe8a8a4), &inside);
    });
    b.symmetric(fur(coat), &[0.3, -0.1, 0.7, 0.5, 0.6, 1.0]);
    b.oval(pale, 0.0, 0.5, 0.27, 0.3);
    b.both(|b| {
        b.oval(fur(coat), -0.4, 0.86, 0.27, 0.13);
        b.oval(fur(coat), -0.17, 0.72, 0.11, 0.17);
    });
    b.oval(fur(coat), 0.0, -0.18, 0.47, 0.42);
    b.both(|b| b.oval(pale, -0.13, 0.02, 0.17, 0.14));
    b.rect(flat(0xffffff), -0.06, 0.1, 0.06, 0.24);
    b.symmetric(flat(0xd87888), &[0.1, -0.08, 0.0, 0.05]);
    button_eyes(b, 0.25, -0.22, 0.1);
}

/// A teddy bear.
pub fn bear(b: &mut Brush, random: &mut Random) {
    let colours = [0x8a5830, 0xd8b080, 0xc89050, 0xf0d8a8, 0x5a4034, 0xb08a64, 0xe8dcc8, 0xfff6e8];
    let [coat, pale] = palette(random, &colours);
    b.shadow(0.92, 0.85);
    b.oval(fur(coat), 0.0, 0.42, 0.52, 0.54);
    b.oval(fur(pale), 0.0, 0.46, 0.32, 0.36);
    b.both(|b| {
        b.taper(fur(coat), 0.28, 0.24, &[-0.4, 0.12, -0.7, 0.35, -0.72, 0.55]);
        b.disc(fur(coat), -0.52, 0.78, 0.26);
        b.disc(fur(pale), -0.53, 0.8, 0.15);
        b.disc(fur(coat), -0.42, -0.78, 0.22);
        b.disc(fur(pale), -0.42, -0.77, 0.12);
    });
    b.oval(fur(coat), 0.0, -0.4, 0.58, 0.5);
    b.oval(fur(pale), 0.0, -0.2, 0.27, 0.22);
    b.oval(flat(0x241814), 0.0, -0.3, 0.11, 0.08);
    b.both(|b| b.stroke(flat(0x241814), 0.04, &[0.0, -0.26, 0.0, -0.1, -0.12, -0.1]));
    button_eyes(b, 0.26, -0.48, 0.085);
    if chance(random, 0.6) {
        let bow = flat(pick(random, &[0xc83040, 0x3060b8, 0x38905a])).round(0.4);
        b.both(|b| b.polygon(bow, &[0.0, 0.09, -0.3, -0.04, -0.3, 0.26]));
        b.disc(bow, 0.0, 0.1, 0.09);
    }
}

/// A fox: a narrow muzzle, white cheeks, a bushy tail.
pub fn fox(b: &mut Brush, random: &mut Random) {
    let coat = pick(random, &[0xd86a24, 0xc85a20, 0xe07a34]);
    b.taper(fur(coat), 0.3, 0.4, &[0.3, 0.85, 0.95, 0.9, 1.1, 0.3, 0.9, 0.05]);
    b.taper(fur(0xf6f0e8), 0.36, 0.1, &[1.0, 0.1, 0.92, -0.02, 0.86, -0.2]);
    seated(b, fur(coat), fur(0xf6f0e8));
    let b = &mut b.at(0.0, -0.42, 0.48, between(random, -0.1, 0.1));
    b.both(|b| {
        b.blob(fur(coat), &[-0.95, 0.0, -0.98, -1.0, -0.92, -1.5, -0.8, -1.45, -0.15, -0.6]);
        b.blob(flat(0x2a1a18), &[-0.82, -0.6, -0.86, -1.25, -0.78, -1.2, -0.4, -0.7]);
    });
    b.symmetric(fur(coat), &[0.0, -0.8, -0.8, -0.7, -1.05, 0.0, -1.25, 0.4, -0.5, 0.75, 0.0, 1.3]);
    b.both(|b| b.blob(fur(0xf6f0e8), &[-0.1, 0.25, -0.6, 0.05, -1.15, 0.38, -0.5, 0.72, 0.0, 1.1]));
    b.oval(flat(0x1a1210), 0.0, 0.94, 0.16, 0.13);
    b.both(|b| b.oval(flat(0xe8b040), -0.44, -0.03, 0.22, 0.18));
    button_eyes(b, 0.43, -0.03, 0.17);
}
