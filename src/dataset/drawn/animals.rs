//! Animals that are not cats: first those with fur, which are most easily confused with one; and a
//! person.

use super::canvas::Brush;
use super::choice::{between, chance, palette, pick};
use super::ink::{Ink, Pattern, colour, flat, mix};
use crate::random::Random;

/// The ink of fur or feathers.
fn fur(rgb: u32) -> Ink {
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

/// An owl on a branch.
pub fn owl(b: &mut Brush, random: &mut Random) {
    let colours = [0x9a7850, 0x5a4028, 0x8a8884, 0x4a4846, 0xe8e4dc, 0x9a9288, 0x6a4a38, 0x3a2820];
    let [coat, dark] = palette(random, &colours);
    b.stroke(flat(0x5a3c28).round(0.3), 0.16, &[-1.4, 0.92, 0.0, 0.84, 1.4, 0.95]);
    let body = fur(coat);
    b.both(|b| b.blob(body, &[-0.65, -0.4, -0.68, -0.95, -0.6, -1.02, -0.1, -0.6]));
    b.symmetric(body, &[0.0, -0.9, -0.75, -0.75, -0.65, 0.1, -0.6, 0.75, 0.0, 1.0]);
    let breast = Ink::of(mix(colour(coat), [1.0; 3], 0.45));
    b.oval(breast.pattern(Pattern::Bands(colour(dark), 0.0, 6.0)), 0.0, 0.4, 0.36, 0.45);
    b.both(|b| {
        b.blob(fur(dark), &[-0.62, -0.1, -0.3, 0.1, -0.4, 0.7, -0.6, 0.9, -0.75, 0.4]);
        b.disc(Ink::of(mix(colour(coat), [1.0; 3], 0.5)).round(0.3), -0.29, -0.42, 0.31);
        b.disc(flat(0xf0b028).round(0.3), -0.28, -0.42, 0.2);
        b.disc(flat(0x14100c), -0.27, -0.42, 0.12);
        b.disc(flat(0xffffff), -0.31, -0.47, 0.05);
        b.stroke(flat(0xe0a030), 0.07, &[-0.2, 0.8, -0.22, 0.92]);
    });
    b.symmetric(flat(0xe0a030).round(0.4), &[0.1, -0.32, 0.0, -0.02]);
}

/// A small bird on a branch, from the side.
pub fn bird(b: &mut Brush, random: &mut Random) {
    let colours = [
        0x7a5c48, 0xd8642c, 0x3f7fc8, 0xf0d060, 0x4a5a68, 0xe8e0d4, 0xe0c030, 0xf8ec9a, 0xc03838,
        0xe88a70,
    ];
    let [back, breast] = palette(random, &colours);
    b.stroke(flat(0x5a3c28).round(0.3), 0.13, &[-1.4, 0.8, 0.0, 0.74, 1.4, 0.62]);
    b.stroke(flat(0x5a3c28), 0.05, &[-0.05, 0.4, -0.05, 0.74]);
    b.stroke(flat(0x5a3c28), 0.05, &[0.15, 0.4, 0.18, 0.72]);
    b.polygon(fur(back), &[0.4, 0.05, 1.15, 0.55, 1.0, 0.72, 0.35, 0.4]);
    let belly = [-0.75, -0.3, -0.2, -0.75, 0.3, -0.1, 0.65, 0.3, 0.2, 0.65, -0.45, 0.5, -0.65, 0.1];
    b.blob(fur(breast), &belly);
    let head_and_back =
        [-0.65, -0.5, -0.25, -0.85, 0.2, -0.5, 0.75, 0.3, 0.45, 0.35, 0.0, 0.0, -0.35, -0.25];
    b.blob(fur(back), &head_and_back);
    let wing = Ink::of(mix(colour(back), [0.0; 3], 0.3)).round(0.4).fur(0.2);
    b.blob(wing, &[-0.25, -0.1, 0.2, -0.15, 0.85, 0.4, 0.3, 0.42, -0.1, 0.3]);
    b.polygon(flat(0xe8a838).round(0.4), &[-0.6, -0.45, -0.98, -0.3, -0.6, -0.2]);
    b.disc(flat(0x100c0c), -0.36, -0.45, 0.1);
    b.disc(flat(0xffffff), -0.39, -0.49, 0.035);
}

/// A fish in a bowl.
pub fn fish(b: &mut Brush, random: &mut Random) {
    let colours = [0xf08030, 0xfff4e8, 0x3a78d8, 0xf0d040, 0xe0b030, 0xf8e8a0, 0xd84848, 0xffe0d8];
    let [skin, band] = palette(random, &colours);
    b.shadow(0.95, 0.75);
    b.oval(flat(0xd8eef6).alpha(0.55), 0.0, 0.05, 1.0, 0.92);
    let water = flat(0x58a8d0).round(0.4).alpha(0.8);
    b.symmetric(water, &[0.95, -0.3, 0.95, -0.3, 1.0, 0.4, 0.55, 0.95]);
    b.oval(flat(0xd8c090).fur(0.9), 0.0, 0.8, 0.58, 0.13);
    b.oval(flat(0xa8d8ec).round(0.3), 0.0, -0.3, 0.86, 0.12);
    swimmer(&mut b.at(0.0, 0.24, 0.66, between(random, -0.1, 0.1)), skin, band);
    b.oval(flat(0xffffff).soft(0.1).alpha(0.6), -0.62, -0.05, 0.09, 0.24);
    b.oval(flat(0xf0fafc).alpha(0.85), 0.0, -0.76, 0.58, 0.11);
    b.oval(flat(0x88b8cc).alpha(0.8), 0.0, -0.75, 0.5, 0.07);
}

fn swimmer(b: &mut Brush, skin: u32, band: u32) {
    let fin = Ink::of(mix(colour(skin), [0.1, 0.0, 0.1], 0.2)).round(0.5);
    b.blob(fin, &[0.45, 0.0, 1.05, -0.6, 1.2, -0.5, 0.95, 0.0, 1.2, 0.5, 1.05, 0.6]);
    b.blob(fin, &[-0.3, -0.3, 0.0, -0.85, 0.5, -0.7, 0.45, -0.2]);
    b.blob(fin, &[-0.2, 0.3, 0.0, 0.8, 0.3, 0.75, 0.3, 0.25]);
    let scales = flat(skin).round(0.8).pattern(Pattern::Bands(colour(band), 1.3, 0.0));
    let body = [
        -1.05, 0.05, -0.7, -0.45, -0.1, -0.58, 0.5, -0.25, 0.75, 0.0, 0.5, 0.25, -0.1, 0.58, -0.7,
        0.48,
    ];
    b.blob(scales, &body);
    b.disc(flat(0xffffff), -0.62, -0.1, 0.2);
    b.disc(flat(0x101014), -0.65, -0.1, 0.12);
    b.spots(flat(0xe8f6ff).alpha(0.7), 1.0, &[-1.05, -0.3, 0.08, -0.95, -0.55, 0.07]);
}

/// A butterfly with spotted wings.
pub fn butterfly(b: &mut Brush, random: &mut Random) {
    let colours = [0xe88a28, 0xfff0c8, 0x4a80d8, 0xe0f0ff, 0xe8d040, 0xb05020, 0xb868c0, 0xffe0f8];
    let [wing, spot] = palette(random, &colours);
    b.both(|b| {
        for (ink, size) in [(flat(0x241a1c), 1.0), (flat(wing).round(0.5), 0.84)] {
            let b = &mut b.at(-0.06, 0.0, size, 0.0);
            b.blob(ink, &[0.0, 0.0, -0.3, -0.7, -0.9, -0.98, -1.12, -0.5, -0.8, 0.0, -0.3, 0.12]);
            b.blob(ink, &[0.0, 0.0, -0.5, 0.05, -0.9, 0.35, -0.75, 0.85, -0.35, 0.85, -0.1, 0.4]);
        }
        b.disc(flat(spot), -0.7, -0.5, 0.13);
        b.disc(flat(spot), -0.5, 0.45, 0.12);
        b.stroke(flat(0x241a1c), 0.05, &[0.0, -0.4, -0.1, -0.7, -0.28, -0.85]);
    });
    b.oval(flat(0x2a2022).round(0.5), 0.0, 0.06, 0.09, 0.55);
    b.disc(flat(0x2a2022), 0.0, -0.46, 0.12);
}

/// The face of a person.
pub fn person(b: &mut Brush, random: &mut Random) {
    let skin = colour(pick(random, &[0xf0c8a8, 0xd8a078, 0x9a6444, 0x6a4430, 0xf4d6bc]));
    let hair = pick(random, &[0x2a1c18, 0x6a3c20, 0xd8a850, 0x141214, 0xa0482a]);
    let hair = flat(hair).round(0.4).fur(0.3);
    let shirt = flat(pick(random, &[0xb83840, 0x3868a8, 0x4a8a58, 0xe8e0d0, 0x5a4a78])).round(0.5);
    if chance(random, 0.5) {
        b.symmetric(hair, &[0.0, -1.1, -0.8, -0.9, -0.85, 0.2, -0.8, 0.85]);
    }
    b.symmetric(shirt, &[0.3, 0.6, 1.0, 0.8, 1.2, 2.2]);
    b.rect(Ink::of(mix(skin, [0.3, 0.1, 0.1], 0.25)), -0.2, 0.4, 0.2, 0.76);
    b.both(|b| b.oval(Ink::of(skin).round(0.3), -0.6, -0.1, 0.12, 0.17));
    let face = Ink::of(skin).round(0.45);
    b.symmetric(face, &[0.0, -0.9, -0.6, -0.8, -0.68, 0.0, -0.5, 0.5, 0.0, 0.8]);
    let fringe = [
        -0.68, -0.1, -0.75, -0.8, 0.0, -1.2, 0.75, -0.8, 0.68, -0.1, 0.5, -0.5, 0.1, -0.66, -0.4,
        -0.5,
    ];
    b.blob(hair, &fringe);
    b.both(|b| {
        b.oval(flat(0xffffff), -0.26, -0.12, 0.13, 0.08);
        b.disc(flat(0x2a1c18), -0.26, -0.12, 0.075);
        b.stroke(hair, 0.06, &[-0.42, -0.28, -0.26, -0.34, -0.12, -0.28]);
        b.disc(flat(0xe06868).soft(0.15).alpha(0.3), -0.34, 0.16, 0.15);
    });
    let nose = Ink::of(mix(skin, [0.3, 0.1, 0.05], 0.45));
    b.stroke(nose, 0.05, &[0.0, -0.05, 0.06, 0.13, -0.05, 0.14]);
    b.symmetric(flat(0xb84848), &[0.0, 0.34, 0.28, 0.28, 0.12, 0.48]);
}
