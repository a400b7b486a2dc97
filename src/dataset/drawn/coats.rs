//! The coats of the cats, from black to white, with and without stripes and patches.

use super::canvas::Brush;
use super::choice::{between, pick};
use super::ink::{Colour, Ink, Pattern, colour, mix};
use crate::random::Random;

/// The colours of a cat's fur, and its eyes.
pub struct Coat {
    /// Body and head.
    pub fur: Colour,
    /// Stripes and shaded parts.
    pub dark: Colour,
    /// Muzzle, chest and paws.
    pub pale: Colour,
    /// The ring about the pupil.
    pub eyes: Colour,
    /// What is on the fur.
    pub marking: Marking,
    /// Which patches it has, if it has patches.
    place: f64,
}

/// What is on the fur.
#[derive(Clone, Copy, PartialEq)]
pub enum Marking {
    /// Nothing.
    Plain,
    /// Stripes.
    Stripes,
    /// Patches of these two colours.
    Patches(u32, u32),
    /// A white blaze between the eyes.
    Blaze,
    /// A dark face, and ears and tail of this colour, as a Siamese has them.
    Mask(u32),
}

use Marking::{Blaze, Mask, Patches, Plain, Stripes};

/// The coats from the darkest to the palest: the colours of fur, stripes, muzzle and paws, and
/// eyes; what is on the fur.
const COATS: [([u32; 4], Marking); 16] = [
    ([0x2b282c, 0x121014, 0x39353a, 0xe0c22c], Plain), // black, golden eyes
    ([0x242226, 0x100e12, 0x343036, 0xa5cc3e], Plain), // black, green eyes
    ([0x2a282d, 0x121014, 0xf6f3ee, 0xb9c43a], Blaze), // tuxedo: black and white
    ([0x4c3a30, 0x2a1e18, 0x6a5244, 0xc8a030], Plain), // chocolate
    ([0x54565e, 0x2e3036, 0x70727a, 0xe0a832], Plain), // slate
    ([0x6c5844, 0x261c14, 0xc0a888, 0xa8b83c], Stripes), // dark brown tabby
    ([0x5e5e62, 0x232326, 0xb8b8ba, 0x8fb04a], Stripes), // dark grey tabby
    ([0x332a28, 0x1a1414, 0x4a3c34, 0xd8b838], Patches(0x94562a, 0x4a3830)), // tortoiseshell
    ([0xa08868, 0x40301f, 0xe6d8c0, 0xa8b83c], Stripes), // brown tabby
    ([0xe39a4c, 0xb0581c, 0xf8e3c4, 0xc79a2e], Stripes), // ginger tabby
    ([0xeeb06a, 0xd07f38, 0xfff0d8, 0x9fa83a], Plain), // apricot
    ([0xc2beb8, 0x6a6664, 0xf0eeea, 0x8fb04a], Stripes), // silver tabby
    ([0xf2d4a4, 0xd8a468, 0xfff4e2, 0xb8862e], Stripes), // cream tabby
    ([0xe8d9c0, 0x8a6f58, 0xf1e6d2, 0x4f9ee0], Mask(0x4a3428)), // Siamese
    ([0xf4efe6, 0x8a6a50, 0xffffff, 0x9db24a], Patches(0xd98538, 0x2f2a2a)), // calico
    ([0xf3efe8, 0xbdb4ac, 0xffffff, 0x5d9fd0], Plain), // white
];

impl Coat {
    /// Chooses a coat for a background: of three random ones, that with the greatest contrast to it.
    ///
    /// So cats are dark on bright backgrounds and bright on dark ones, and the brightness of a
    /// pixel reveals little.
    pub fn choose(b: &Brush, random: &mut Random) -> Self {
        let ground = b.brightness();
        let contrast = |coat: &Self| (coat.fur.iter().sum::<f64>() / 3.0 - ground).abs();
        let mut best = Self::random(random);
        for _ in 0..2 {
            let other = Self::random(random);
            if contrast(&other) > contrast(&best) {
                best = other;
            }
        }
        if let Patches(..) = best.marking {
            best.place = between(random, 0.0, 40.0);
        }
        best
    }

    fn random(random: &mut Random) -> Self {
        let (colours, marking) = pick(random, &COATS);
        let [fur, dark, pale, eyes] = colours.map(colour);
        Self { fur, dark, pale, eyes, marking, place: 0.0 }
    }

    /// The ink of the back and the sides, with stripes and patches.
    pub fn body(&self) -> Ink {
        self.plain().pattern(match self.marking {
            Stripes => Pattern::Bands(self.dark, 4.2, 1.2),
            Patches(one, two) => Pattern::Patches(colour(one), colour(two), self.place),
            Plain | Blaze | Mask(_) => Pattern::Plain,
        })
    }

    /// The ink of the legs, without stripes and patches.
    pub fn plain(&self) -> Ink {
        Ink::of(self.fur).round(0.55).fur(0.22)
    }

    /// The ink of muzzle, chest and paws.
    pub fn pale(&self) -> Ink {
        Ink::of(self.pale).round(0.3).fur(0.12)
    }

    /// The colour of ears and tail.
    pub fn tips(&self) -> Colour {
        if let Mask(rgb) = self.marking { colour(rgb) } else { self.fur }
    }

    /// The ink of ears and tail.
    pub fn points(&self) -> Ink {
        Ink::of(self.tips()).round(0.4).fur(0.2)
    }

    /// The ink of the thin line of shade between a leg and the body.
    pub fn crease(&self) -> Ink {
        Ink::of(mix(self.dark, [0.05, 0.03, 0.05], 0.5)).alpha(0.55)
    }
}
