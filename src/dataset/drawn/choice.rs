//! Random choices.

use crate::random::Random;

/// A random number from `low` to `high`.
pub fn between(random: &mut Random, low: f64, high: f64) -> f64 {
    low + (high - low) * random.rand()
}

/// `true` with this probability.
pub fn chance(random: &mut Random, probability: f64) -> bool {
    random.rand() < probability
}

/// `N` colours that go together, of a list of such groups one after the other.
pub fn palette<const N: usize>(random: &mut Random, colours: &[u32]) -> [u32; N] {
    pick(random, colours.as_chunks().0)
}

/// One of the items, all with the same probability.
pub fn pick<T: Copy>(random: &mut Random, items: &[T]) -> T {
    items[(random.rand() * items.len() as f64) as usize]
}
