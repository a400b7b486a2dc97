//! The coats of the cats, from black to white, with and without stripes and patches.

use super::canvas::Brush;
use super::choice::{between, pick};
use super::ink::{Colour, Ink, Pattern, colour, mix};
use crate::random::Random;

/// The colours of a cat's fur, and its eyes.
#[derive(Clone, Copy)]
pub struct Coat {
    /// Body and head.
    pub fur: Colour,
    /// Stripes and shaded parts.
    pub dark: Colour,
    /// Muzzle, chest and paws.
    pub pale: Colour,
    /// Ears and tail. Those of a Siamese are dark.
    pub points: Colour,
    /// The ring about the pupil.
    pub eyes: Colour,
    pattern: Pattern,
    /// A white blaze between the eyes.
    pub blaze: bool,
    /// A dark face.
    pub mask: bool,
}

impl Coat {
    /// A coat of one colour.
    fn of(fur: u32, dark: u32, pale: u32, eyes: u32) -> Self {
        Self {
            fur: colour(fur),
            dark: colour(dark),
            pale: colour(pale),
            points: colour(fur),
            eyes: colour(eyes),
            pattern: Pattern::Plain,
            blaze: false,
            mask: false,
        }
    }

    fn striped(self) -> Self {
        let pattern = Pattern::Bands(self.dark, 4.2, 1.2);
        Self { pattern, ..self }
    }

    fn patched(self, first: u32, second: u32) -> Self {
        let pattern = Pattern::Patches(colour(first), colour(second), 0.0);
        Self { pattern, ..self }
    }

    fn blazed(self) -> Self {
        let blaze = true;
        Self { blaze, ..self }
    }

    fn masked(self, points: u32) -> Self {
        let (points, mask) = (colour(points), true);
        Self { points, mask, ..self }
    }

    /// Whether the coat is striped.
    pub fn is_striped(&self) -> bool {
        matches!(self.pattern, Pattern::Bands(..))
    }

    /// The ink of the back and the sides, with stripes and patches.
    pub fn body(&self) -> Ink {
        self.plain().pattern(self.pattern)
    }

    /// The ink of the legs, without stripes and patches.
    pub fn plain(&self) -> Ink {
        Ink::of(self.fur).round(0.55).fur(0.22)
    }

    /// The ink of muzzle, chest and paws.
    pub fn pale(&self) -> Ink {
        Ink::of(self.pale).round(0.3).fur(0.12)
    }

    /// The ink of ears and tail.
    pub fn points(&self) -> Ink {
        Ink::of(self.points).round(0.4).fur(0.2)
    }

    /// The ink of the thin line of shade between a leg and the body.
    pub fn crease(&self) -> Ink {
        Ink::of(mix(self.dark, [0.05, 0.03, 0.05], 0.5)).alpha(0.55)
    }
}

/// The coats from the darkest to the palest: the colours of fur, stripes, muzzle and paws, and
/// eyes.
const COATS: [fn() -> Coat; 16] = [
    // black, golden eyes
    || Coat::of(0x2b282c, 0x121014, 0x39353a, 0xe0c22c),
    // black, green eyes
    || Coat::of(0x242226, 0x100e12, 0x343036, 0xa5cc3e),
    // tuxedo: black and white
    || Coat::of(0x2a282d, 0x121014, 0xf6f3ee, 0xb9c43a).blazed(),
    // chocolate
    || Coat::of(0x4c3a30, 0x2a1e18, 0x6a5244, 0xc8a030),
    // slate
    || Coat::of(0x54565e, 0x2e3036, 0x70727a, 0xe0a832),
    // dark brown tabby
    || Coat::of(0x6c5844, 0x261c14, 0xc0a888, 0xa8b83c).striped(),
    // dark grey tabby
    || Coat::of(0x5e5e62, 0x232326, 0xb8b8ba, 0x8fb04a).striped(),
    // tortoiseshell
    || Coat::of(0x332a28, 0x1a1414, 0x4a3c34, 0xd8b838).patched(0x94562a, 0x4a3830),
    // brown tabby
    || Coat::of(0xa08868, 0x40301f, 0xe6d8c0, 0xa8b83c).striped(),
    // ginger tabby
    || Coat::of(0xe39a4c, 0xb0581c, 0xf8e3c4, 0xc79a2e).striped(),
    // apricot
    || Coat::of(0xeeb06a, 0xd07f38, 0xfff0d8, 0x9fa83a),
    // silver tabby
    || Coat::of(0xc2beb8, 0x6a6664, 0xf0eeea, 0x8fb04a).striped(),
    // cream tabby
    || Coat::of(0xf2d4a4, 0xd8a468, 0xfff4e2, 0xb8862e).striped(),
    // Siamese
    || Coat::of(0xe8d9c0, 0x8a6f58, 0xf1e6d2, 0x4f9ee0).masked(0x4a3428),
    // calico
    || Coat::of(0xf4efe6, 0x8a6a50, 0xffffff, 0x9db24a).patched(0xd98538, 0x2f2a2a),
    // white
    || Coat::of(0xf3efe8, 0xbdb4ac, 0xffffff, 0x5d9fd0),
];

/// Chooses a coat for a background: of three random ones, that with the greatest contrast to it.
///
/// So cats are dark on bright backgrounds and bright on dark ones, and the brightness of a pixel
/// reveals little.
pub fn coat(b: &Brush, random: &mut Random) -> Coat {
    let ground = b.brightness();
    let contrast = |coat: &Coat| (coat.fur.iter().sum::<f64>() / 3.0 - ground).abs();
    let mut best = pick(random, &COATS)();
    for _ in 0..2 {
        let other = pick(random, &COATS)();
        if contrast(&other) > contrast(&best) {
            best = other;
        }
    }
    if let Pattern::Patches(_, _, number) = &mut best.pattern {
        *number = between(random, 0.0, 40.0);
    }
    best
}
