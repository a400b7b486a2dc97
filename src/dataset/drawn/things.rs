//! Things in and around a house; then those seen outside: vehicles, a house, a tree, mountains.

use super::canvas::Brush;
use super::choice::{between, chance, palette, pick};
use super::ink::{Ink, Pattern, colour, flat, mix};
use crate::random::Random;

/// The ink of a smooth round thing.
fn solid(rgb: u32) -> Ink {
    flat(rgb).round(0.5)
}

/// A flower with its stalk and leaves.
pub fn flower(b: &mut Brush, random: &mut Random) {
    let petal = pick(random, &[0xe84860, 0xf4f0f0, 0xf0c030, 0xa060c8, 0xf090b0, 0x5a78d8]);
    b.stroke(solid(0x3f8038), 0.1, &[0.0, -0.2, 0.06, 0.5, 0.0, 1.4]);
    b.blob(solid(0x4f9840), &[0.04, 0.75, 0.3, 0.35, 0.75, 0.25, 0.55, 0.65]);
    b.blob(solid(0x4f9840), &[0.0, 0.95, -0.25, 0.5, -0.7, 0.45, -0.5, 0.85]);
    for turn in FIFTHS {
        let mut b = b.at(0.0, -0.25, 1.0, turn);
        b.oval(solid(petal), 0.0, -0.44, 0.17, 0.3);
        b.oval(solid(petal), 0.0, 0.44, 0.17, 0.3);
    }
    b.disc(solid(pick(random, &[0x7a4a20, 0xf0b828])).fur(0.6), 0.0, -0.25, 0.23);
}

/// The tilts of turns by 0°, 36°, 72°, 108° and 144°.
const FIFTHS: [f64; 5] = [0.0, 0.32492, 0.72654, 1.37638, 3.07768];

/// The tilts of turns by 0°, 30°, 60°, 90°, 120° and 150°.
const HOURS: [f64; 6] = [0.0, 0.26795, 0.57735, 1.0, 1.73205, 3.73205];

/// An apple.
pub fn apple(b: &mut Brush, random: &mut Random) {
    let colours = [0xc82c2c, 0xe8803c, 0x7fb83c, 0xd8d860, 0xe8b838, 0xd86038];
    let [skin, blush] = palette(random, &colours);
    b.shadow(0.84, 0.75);
    let peel = Ink::of(colour(skin)).round(0.9).pattern(Pattern::Fade(colour(blush), -0.2, 0.9));
    b.symmetric(peel, &[0.0, -0.45, -0.4, -0.68, -0.95, -0.4, -0.95, 0.35, -0.5, 0.95, 0.0, 0.8]);
    b.oval(flat(0x301410).soft(0.12).alpha(0.6), 0.0, -0.48, 0.25, 0.09);
    b.stroke(solid(0x5a3a20), 0.09, &[0.0, -0.42, 0.02, -0.7, 0.12, -0.95]);
    b.blob(solid(0x5aa040), &[0.08, -0.72, 0.35, -1.05, 0.8, -0.95, 0.5, -0.68]);
    b.oval(flat(0xffffff).soft(0.15).alpha(0.6), -0.4, -0.22, 0.16, 0.22);
}

/// A steaming cup.
pub fn cup(b: &mut Brush, random: &mut Random) {
    let china = pick(random, &[0xf4f0ea, 0xc84840, 0x3a78a8, 0xe8c048, 0x5a9a70]);
    b.shadow(0.82, 0.9);
    b.oval(solid(china), 0.0, 0.78, 0.95, 0.17);
    b.stroke(solid(china), 0.13, &[0.5, -0.1, 1.05, -0.2, 1.0, 0.45, 0.45, 0.45]);
    b.symmetric(solid(china).round(0.9), &[0.7, -0.35, 0.7, -0.35, 0.6, 0.5, 0.3, 0.85]);
    b.oval(Ink::of(mix(colour(china), [1.0; 3], 0.5)), 0.0, -0.33, 0.66, 0.17);
    b.oval(solid(0x5a3420), 0.0, -0.3, 0.58, 0.12);
    for x in [-0.22, 0.15] {
        let path = [x, -0.45, x + 0.14, -0.65, x - 0.1, -0.85, x + 0.06, -1.1];
        b.taper(flat(0xffffff).alpha(0.4), 0.09, 0.05, &path);
    }
}

/// A beach ball, or a football.
pub fn ball(b: &mut Brush, random: &mut Random) {
    b.shadow(0.86, 0.7);
    let turn = between(random, -0.5, 0.5);
    if chance(random, 0.5) {
        let black = flat(0x202024);
        b.disc(flat(0xf4f4f2).round(0.7), 0.0, 0.0, 0.9);
        let mut b = b.at(0.0, 0.0, 1.0, turn);
        b.both(|b| {
            for turn in [FIFTHS[0], FIFTHS[2], FIFTHS[4]] {
                let mut b = b.at(0.0, 0.0, 1.0, turn);
                b.stroke(black, 0.05, &[0.0, -0.3, 0.0, -0.65]);
                b.polygon(black, &[0.0, -0.6, 0.24, -0.72, 0.2, -0.86, -0.2, -0.86, -0.24, -0.72]);
                b.polygon(black, &[0.0, 0.02, -0.2, -0.26, 0.0, -0.33, 0.2, -0.26]);
            }
        });
    } else {
        let colours = [0xd83838, 0x3a78c8, 0xf0b828, 0x3a9a68, 0xe87830, 0x6a58b0];
        let [one, two] = palette(random, &colours);
        b.disc(solid(one), 0.0, 0.0, 0.9);
        let mut b = b.at(0.0, 0.0, 1.0, turn);
        let left = [
            0.0, -0.9, 0.0, -0.9, -0.75, -0.3, -0.75, 0.3, 0.0, 0.9, 0.0, 0.9, -0.35, 0.3, -0.35,
            -0.3,
        ];
        b.blob(solid(0xf8f4ee), &left);
        let right =
            [0.0, -0.9, 0.0, -0.9, 0.6, -0.3, 0.6, 0.3, 0.0, 0.9, 0.0, 0.9, 0.1, 0.3, 0.1, -0.3];
        b.blob(solid(two), &right);
        b.disc(flat(0xffffff), 0.0, -0.84, 0.1);
    }
    b.oval(flat(0xffffff).soft(0.2).alpha(0.5), -0.34, -0.42, 0.2, 0.16);
}

/// A cactus in a pot.
pub fn cactus(b: &mut Brush, random: &mut Random) {
    b.shadow(0.93, 0.6);
    let skin = colour(pick(random, &[0x4f8a48, 0x6aa060, 0x3a7a60]));
    let ribs = Pattern::Bands(mix(skin, [0.9, 1.0, 0.7], 0.35), 7.0, 0.0);
    let green = Ink::of(skin).round(0.6).pattern(ribs);
    b.stroke(green, 0.24, &[-0.2, 0.1, -0.68, 0.1, -0.68, -0.1, -0.68, -0.45]);
    b.stroke(green, 0.24, &[0.2, -0.1, 0.66, -0.1, 0.66, -0.3, 0.66, -0.7]);
    b.stroke(green, 0.52, &[0.0, 0.5, 0.0, -0.8]);
    let pot = pick(random, &[0xc06a40, 0xe8e0d4, 0x3f6f98]);
    b.polygon(solid(pot), &[-0.48, 0.4, 0.48, 0.4, 0.36, 0.95, -0.36, 0.95]);
    b.rect(solid(pot), -0.55, 0.32, 0.55, 0.48);
    if chance(random, 0.6) {
        b.disc(solid(0xf06090), 0.0, -1.05, 0.15);
        b.disc(solid(0xf8d050), 0.0, -1.06, 0.06);
    }
}

/// A mushroom.
pub fn mushroom(b: &mut Brush, random: &mut Random) {
    let cap = pick(random, &[0xc82828, 0xa86838, 0xd86030, 0x8a5a78]);
    b.shadow(0.88, 0.55);
    b.symmetric(flat(0xf2ead8).round(0.6), &[0.22, -0.1, 0.26, 0.5, 0.42, 0.95]);
    b.oval(flat(0xd8c8a8), 0.0, 0.02, 0.82, 0.17);
    b.symmetric(solid(cap).round(0.8), &[0.5, -0.9, 0.95, -0.4, 1.05, 0.1, 0.4, -0.02]);
    let spots = [
        -0.5, -0.3, 0.15, 0.05, -0.55, 0.17, 0.55, -0.3, 0.14, 0.1, -0.16, 0.09, -0.15, -0.22, 0.07,
    ];
    b.spots(flat(0xfaf4ea).round(0.3), 0.8, &spots);
}

/// A clock on the wall or the shelf.
pub fn clock(b: &mut Brush, random: &mut Random) {
    let rim = pick(random, &[0x8a5a30, 0xb83a3a, 0x30343c, 0xd8a840, 0x4a7a8a]);
    b.disc(flat(0x0a0810).soft(0.2).alpha(0.45), 0.07, 0.1, 0.97);
    b.disc(solid(rim), 0.0, 0.0, 0.95);
    b.disc(flat(0xf8f4e8).round(0.3), 0.0, 0.0, 0.76);
    for turn in HOURS {
        let mut b = b.at(0.0, 0.0, 1.0, turn);
        b.rect(flat(0x202024), -0.035, -0.7, 0.035, -0.55);
        b.rect(flat(0x202024), -0.035, 0.55, 0.035, 0.7);
    }
    let mut hours = b.at(0.0, 0.0, 1.0, between(random, -1.0, 1.0));
    hours.taper(flat(0x202024), 0.1, 0.06, &[0.0, 0.1, 0.0, -0.36]);
    let mut minutes = b.at(0.0, 0.0, 1.0, between(random, -4.0, 4.0));
    minutes.taper(flat(0x202024), 0.08, 0.04, &[0.0, 0.1, 0.0, -0.56]);
    b.disc(flat(0xc83030), 0.0, 0.0, 0.07);
}

/// A pumpkin.
pub fn pumpkin(b: &mut Brush, random: &mut Random) {
    let skin = pick(random, &[0xe0761c, 0xd8902c, 0xc8601c]);
    b.shadow(0.72, 0.95);
    b.stroke(solid(0x5a7038), 0.17, &[0.0, -0.4, 0.02, -0.65, 0.16, -0.85]);
    for x in [0.66, 0.36] {
        b.both(|b| b.oval(solid(skin), x, 0.12, 0.36, 0.56));
    }
    b.oval(solid(skin), 0.0, 0.12, 0.34, 0.6);
}

/// A car from the side.
pub fn car(b: &mut Brush, random: &mut Random) {
    let paint =
        pick(random, &[0xc83030, 0x2f68b8, 0xe8b828, 0x3a8a5a, 0xe4e4e8, 0x303238, 0xe07838]);
    b.shadow(0.62, 1.05);
    b.blob(solid(paint), &[-0.7, 0.1, -0.5, -0.55, 0.3, -0.6, 0.75, 0.05, 0.75, 0.2, -0.7, 0.2]);
    b.blob(flat(0xb8d8ec).round(0.6), &[-0.55, 0.0, -0.42, -0.42, -0.08, -0.45, -0.08, 0.02]);
    b.blob(flat(0xb8d8ec).round(0.6), &[0.0, 0.0, 0.0, -0.45, 0.28, -0.45, 0.58, 0.02]);
    let body = [-1.15, 0.5, -1.1, 0.0, -0.5, -0.1, 0.7, -0.1, 1.15, 0.1, 1.15, 0.55, -1.1, 0.55];
    b.blob(solid(paint), &body);
    b.stroke(flat(0x101014).alpha(0.5), 0.04, &[-0.04, -0.05, -0.04, 0.42]);
    b.stroke(flat(0x101014).alpha(0.5), 0.05, &[0.05, 0.12, 0.2, 0.12]);
    b.both(|b| {
        b.disc(flat(0x1a1a1e), -0.62, 0.48, 0.25);
        b.disc(flat(0xb0b4ba).round(0.6), -0.62, 0.48, 0.13);
    });
    b.oval(flat(0xfff2b0), 1.05, 0.16, 0.09, 0.08);
    b.oval(flat(0xe04030), -1.05, 0.16, 0.06, 0.08);
}

/// A house with a chimney.
pub fn house(b: &mut Brush, random: &mut Random) {
    let walls = pick(random, &[0xf0e0c0, 0xd89a78, 0xb8c8d8, 0xf4f0e8, 0xe8c060]);
    let roof = pick(random, &[0xa03c2c, 0x5a4a48, 0x3a5a78, 0x7a4a30]);
    b.shadow(0.9, 1.0);
    b.rect(solid(0x8a5040), 0.35, -0.95, 0.6, -0.3);
    b.rect(solid(walls), -0.8, -0.2, 0.8, 0.9);
    b.polygon(solid(roof), &[-1.05, -0.15, -0.6, -0.85, 0.6, -0.85, 1.05, -0.15]);
    b.rect(flat(0x000000).alpha(0.25), -0.8, -0.15, 0.8, -0.06);
    let pane = flat(if chance(random, 0.4) { 0xffe080 } else { 0x7ab0d0 });
    for x in [-0.5, 0.45] {
        b.rect(flat(0xffffff), x - 0.24, 0.06, x + 0.24, 0.5);
        b.rect(pane, x - 0.19, 0.11, x + 0.19, 0.45);
        b.stroke(flat(0xffffff), 0.05, &[x, 0.1, x, 0.46]);
    }
    b.rect(solid(0x6a3c28), -0.17, 0.3, 0.14, 0.9);
    b.disc(flat(0xf0d070), 0.07, 0.62, 0.04);
}

/// A broad tree.
pub fn tree(b: &mut Brush, random: &mut Random) {
    let (leaf, autumn) =
        (pick(random, &[0x3f7f38, 0x5a9a40, 0xc8702c, 0x2f6a48, 0xd8a030]), chance(random, 0.3));
    b.shadow(0.95, 0.7);
    b.taper(solid(0x6a482c).fur(0.3), 0.22, 0.36, &[0.0, 0.0, 0.02, 0.5, 0.0, 0.95]);
    b.stroke(solid(0x6a482c), 0.1, &[0.0, 0.4, 0.25, 0.2, 0.35, 0.0]);
    let leaves = [
        -0.5, -0.1, 0.42, 0.5, -0.15, 0.42, 0.0, -0.1, 0.45, -0.3, -0.55, 0.42, 0.3, -0.55, 0.4,
        0.0, -0.8, 0.34,
    ];
    b.spots(solid(leaf).fur(0.35), 0.9, &leaves);
    if autumn {
        for (x, y) in
            [(-0.5, 0.0), (0.4, -0.2), (0.0, -0.5), (0.3, -0.75), (-0.3, -0.4), (0.1, 0.05)]
        {
            b.disc(solid(0xc82c28), x, y, 0.09);
        }
    }
}

/// A sailing boat, on a sea of its own.
pub fn boat(b: &mut Brush, random: &mut Random) {
    let hull = pick(random, &[0xa83830, 0x2f5a88, 0xf0ece4, 0x6a4028]);
    let sail = pick(random, &[0xf8f4ea, 0xe8c060, 0xd86048, 0xc8dce8]);
    let sea = colour(pick(random, &[0x2f78a0, 0x3a8ab0, 0x3f5f88]));
    let depth = Pattern::Fade(mix(sea, [0.0, 0.05, 0.1], 0.5), 0.4, 2.0);
    b.rect(Ink::of(sea).pattern(depth), -4.0, 0.4, 4.0, 4.0);
    for (x, y) in [(-1.1, 0.95), (0.9, 1.05), (-0.4, 1.25), (1.3, 0.75), (-1.5, 0.65)] {
        b.stroke(flat(0xffffff).alpha(0.5), 0.04, &[x - 0.2, y, x, y - 0.05, x + 0.2, y]);
    }
    b.stroke(flat(0x5a3c28), 0.07, &[0.0, -1.05, 0.0, 0.5]);
    b.blob(solid(sail), &[0.06, -1.0, 0.06, -1.0, 0.85, 0.22, 0.85, 0.28, 0.06, 0.28, 0.06, 0.28]);
    let jib = [-0.06, -0.85, -0.06, -0.85, -0.65, 0.25, -0.6, 0.28, -0.06, 0.28, -0.06, 0.28];
    b.blob(solid(sail), &jib);
    let outline = [-0.95, 0.36, -0.95, 0.36, 0.95, 0.36, 0.95, 0.36, 0.65, 0.85, -0.6, 0.85];
    b.blob(solid(hull), &outline);
    b.stroke(flat(0xffffff).alpha(0.8), 0.05, &[-0.8, 0.48, 0.8, 0.48]);
    b.stroke(flat(0xffffff).alpha(0.7), 0.07, &[-0.9, 0.84, 0.0, 0.78, 0.9, 0.84]);
}

/// Mountains with snow on them.
pub fn mountains(b: &mut Brush, random: &mut Random) {
    let rock = colour(pick(random, &[0x5a6478, 0x6a5a54, 0x4a5a68, 0x7a6a78]));
    let wood = flat(pick(random, &[0x3a6a40, 0x5a8a48, 0x4a5a3a])).fur(0.4);
    for (x, high, wide, far) in
        [(-0.7, 0.9, 1.0, 0.35), (0.85, 1.0, 1.1, 0.3), (0.0, 1.35, 1.2, 0.0)]
    {
        let mut b = b.at(x, 0.6, 1.0, 0.0);
        let rock = mix(rock, [0.7, 0.78, 0.86], far);
        b.polygon(Ink::of(rock).fur(0.3), &[0.0, -high, wide, 0.1, -wide, 0.1]);
        let shade = Ink::of([0.0; 3]).alpha(0.3);
        b.polygon(shade, &[0.0, -high, wide, 0.1, 0.15, 0.1, 0.1, -0.4 * high]);
        let (x, y) = (0.4 * wide, -0.6 * high);
        let (x1, x2, x3, x4) = (0.5 * x, 0.2 * x, -0.3 * x, -0.6 * x);
        let (y1, y2, y4) = (y - 0.05, y + 0.16, y + 0.12);
        b.polygon(flat(0xf6f8fc), &[0.0, -high, x, y, x1, y1, x2, y2, x3, y, x4, y4, -x, y]);
    }
    b.blob(wood, &[-4.0, 0.6, -1.0, 0.45, 0.0, 0.62, 1.0, 0.42, 4.0, 0.6, 4.0, 4.0, -4.0, 4.0]);
    for i in 0..9 {
        let x = f64::from(i) * 0.32 - 1.3 + between(random, -0.1, 0.1);
        b.polygon(flat(0x244a34), &[x, 0.35, x + 0.14, 0.8, x - 0.14, 0.8]);
    }
}

/// An aeroplane in flight.
pub fn plane(b: &mut Brush, random: &mut Random) {
    let colours = [0xf0f2f6, 0x2f60b0, 0xf0f2f6, 0xc83838, 0xe8c040, 0x3a4a58, 0xb8c4d0, 0x3a8a78];
    let [hull, trim] = palette(random, &colours);
    let b = &mut b.at(0.0, 0.0, 1.0, between(random, -0.2, 0.05));
    b.polygon(solid(trim), &[-1.0, -0.05, -1.15, -0.6, -0.9, -0.6, -0.55, -0.08]);
    b.polygon(solid(hull), &[0.15, -0.1, -0.25, -0.55, -0.42, -0.55, -0.2, -0.1]);
    let body = [-1.15, -0.12, -0.5, -0.22, 0.7, -0.22, 1.15, 0.02, 0.9, 0.2, 0.0, 0.24, -0.7, 0.12];
    b.blob(solid(hull).round(0.8), &body);
    b.stroke(flat(trim), 0.06, &[-0.95, 0.03, 1.0, 0.08]);
    for i in 0..6 {
        b.disc(flat(0x3a5068), f64::from(i) * 0.2 - 0.5, -0.08, 0.05);
    }
    b.polygon(flat(0x3a5068), &[0.74, -0.14, 0.92, -0.04, 0.72, -0.04]);
    b.polygon(solid(trim), &[0.25, 0.08, -0.45, 0.72, -0.7, 0.72, -0.25, 0.08]);
    b.oval(solid(0x8a929c), -0.12, 0.42, 0.2, 0.08);
}

/// A hot-air balloon.
pub fn balloon(b: &mut Brush, random: &mut Random) {
    let colours = [0xd83838, 0xf8e8c0, 0x3a70c0, 0xf0c838, 0x8a4aa8, 0xf0a040, 0x3a9a68, 0xf4f0e0];
    let [one, two] = palette(random, &colours);
    for x in [-0.3, 0.3] {
        b.stroke(flat(0x4a3a30), 0.03, &[x, 0.2, x / 2.5, 0.85]);
    }
    for (width, silk) in [(1.0, solid(one).round(0.7)), (0.62, solid(two)), (0.24, solid(one))] {
        let [x1, x2, x3] = [0.6, 0.82, 0.2].map(|x| x * width);
        b.symmetric(silk, &[0.0, -0.98, -x1, -0.9, -x2, -0.4, -x1, 0.1, -x3, 0.5]);
    }
    b.rect(solid(0x8a5a30).fur(0.4), -0.15, 0.8, 0.15, 1.02);
}
