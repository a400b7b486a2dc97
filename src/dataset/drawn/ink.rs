//! Inks: a colour, and the pattern, fur, light and shade with which it fills a shape.

/// A point: x to the right, y down.
pub type Point = [f64; 2];

/// A colour: red, green and blue, from 0 to 1.
pub type Colour = [f64; 3];

/// The colour that a number `0xRRGGBB` stands for.
pub fn colour(rgb: u32) -> Colour {
    [16, 8, 0].map(|shift| f64::from((rgb >> shift) & 0xff) / 255.0)
}

/// A flat ink of the colour `0xRRGGBB`.
pub fn flat(rgb: u32) -> Ink {
    Ink::of(colour(rgb))
}

/// The mixture `(1 − t)·a + t·b` of two colours.
pub fn mix(a: Colour, b: Colour, t: f64) -> Colour {
    [0, 1, 2].map(|i| a[i] + t * (b[i] - a[i]))
}

/// The pattern on a shape.
#[derive(Clone, Copy)]
pub enum Pattern {
    /// One colour.
    Plain,
    /// Wavy bands of another colour across the direction (x, y), whose length is the number of
    /// bands per unit.
    Bands(Colour, f64, f64),
    /// Irregular patches of two other colours; another number gives other patches.
    Patches(Colour, Colour, f64),
    /// Fades into another colour from the first height to the second.
    Fade(Colour, f64, f64),
}

/// An ink.
#[derive(Clone, Copy)]
pub struct Ink {
    colour: Colour,
    pattern: Pattern,
    round: f64,
    fur: f64,
    /// The width of the fading edge.
    pub soft: f64,
    /// The opacity.
    pub alpha: f64,
}

impl Ink {
    /// A flat ink of this colour.
    pub fn of(colour: Colour) -> Self {
        Self { colour, pattern: Pattern::Plain, round: 0.0, fur: 0.0, soft: 0.0, alpha: 1.0 }
    }

    /// The ink with a pattern on it.
    pub fn pattern(self, pattern: Pattern) -> Self {
        Self { pattern, ..self }
    }

    /// The ink with light on the side of the lamp and shade on the other, from 0 (flat) to 1.
    pub fn round(self, round: f64) -> Self {
        Self { round, ..self }
    }

    /// The ink with short light and dark streaks, from 0 (none) to 1.
    pub fn fur(self, fur: f64) -> Self {
        Self { fur, ..self }
    }

    /// The ink with an edge that fades over this width, in units of the brush. Only for ovals.
    pub fn soft(self, soft: f64) -> Self {
        Self { soft, ..self }
    }

    /// The ink with an opacity from 0 (invisible) to 1.
    pub fn alpha(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }

    /// The colour at a point of the brush's frame; `light` is added to even light, 0.
    pub fn seen(&self, at: Point, light: f64) -> Colour {
        let streak = noise(at[0] * 17.0, at[1] * 8.0, 3) - 0.5;
        let light = self.round * light + self.fur * streak;
        self.patterned(at).map(|channel| channel + light * (0.8 * channel + 0.12))
    }

    /// The opacity of the ink in a pixel, `distance` pixels outside of a shape; `unit` is the
    /// length of the brush's unit in pixels.
    pub fn cover(&self, distance: f64, unit: f64) -> f64 {
        let edge = (self.soft * unit).max(1.0);
        self.alpha * step(0.5 - distance / edge, 0.0, 1.0)
    }

    fn patterned(&self, [x, y]: Point) -> Colour {
        match self.pattern {
            Pattern::Plain => self.colour,
            Pattern::Bands(other, along, down) => {
                let wave = x * along + y * down + 0.7 * noise(x * 4.0, y * 4.0, 1);
                let height = 2.0 * (wave - wave.floor() - 0.5).abs();
                mix(self.colour, other, step(height, 0.45, 0.75))
            }
            Pattern::Patches(first, second, coat) => {
                let height = noise(x * 1.9 + coat, y * 1.9, 2);
                let seen = mix(self.colour, first, step(height, 0.52, 0.58));
                mix(seen, second, step(1.0 - height, 0.58, 0.64))
            }
            Pattern::Fade(other, from, to) => mix(self.colour, other, step(y, from, to)),
        }
    }
}

/// Rises smoothly from 0 at `from` to 1 at `to`: 3t² − 2t³.
fn step(x: f64, from: f64, to: f64) -> f64 {
    let t = ((x - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Value noise from 0 to 1: random values at integer coordinates, interpolated between them.
pub fn noise(x: f64, y: f64, seed: u32) -> f64 {
    let value = |i: f64, j: f64| {
        let mut bits = (i as i32 as u32).wrapping_mul(0x9e37_79b1)
            ^ (j as i32 as u32).wrapping_mul(0x85eb_ca77)
            ^ seed.wrapping_mul(0xc2b2_ae3d);
        for _ in 0..2 {
            bits = (bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d);
        }
        f64::from(bits >> 8) / 16_777_216.0
    };
    let (i, j) = (x.floor(), y.floor());
    let (right, down) = (step(x - i, 0.0, 1.0), step(y - j, 0.0, 1.0));
    let top = value(i, j) * (1.0 - right) + value(i + 1.0, j) * right;
    let bottom = value(i, j + 1.0) * (1.0 - right) + value(i + 1.0, j + 1.0) * right;
    top * (1.0 - down) + bottom * down
}
