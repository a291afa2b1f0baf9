//! Chance that can be repeated: the same seed gives the same company on every machine.

/// A small generator of the permuted congruential family (O'Neill 2014, PCG-XSH-RR 64/32).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
    const INCREMENT: u64 = 1_442_695_040_888_963_407;

    /// A generator that begins here.
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_add(Self::INCREMENT));
        random.next();
        random
    }

    fn next(&mut self) -> u32 {
        let state = self.0;
        self.0 = state.wrapping_mul(Self::MULTIPLIER).wrapping_add(Self::INCREMENT);
        let mixed = u32::try_from((((state >> 18) ^ state) >> 27) & u64::from(u32::MAX))
            .expect("32 bits were left");
        mixed.rotate_right(u32::try_from(state >> 59).expect("5 bits were left"))
    }

    /// A whole number from 0 to below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        let drawn = (u64::from(self.next()) * end) >> 32;
        usize::try_from(drawn).expect("it is below a usize")
    }

    /// Whether something happens that happens so often in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |seed| {
            let mut random = Random::new(seed);
            (0..5).map(|_| random.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(26), draw(26));
        assert_ne!(draw(26), draw(27));
    }

    #[test]
    fn numbers_stay_below_their_end_and_reach_it() {
        let mut random = Random::new(1);
        let drawn: Vec<usize> = (0..1000).map(|_| random.below(7)).collect();
        assert_eq!(drawn.iter().max(), Some(&6));
        assert_eq!(drawn.iter().min(), Some(&0));
    }
}
