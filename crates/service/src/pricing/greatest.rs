//! Which discount a line gets: the single greatest, never a sum.

use base::Percent;

/// The greatest of several discounts; on a tie the one that stands first. Nothing when all are
/// zero.
pub fn greatest<Reason: Copy>(candidates: &[(Reason, Percent)]) -> Option<(Reason, Percent)> {
    candidates.iter().copied().filter(|(_, percent)| percent.is_positive()).fold(
        None,
        |best, candidate| match best {
            Some((_, percent)) if percent >= candidate.1 => best,
            _ => Some(candidate),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_wins_and_ties_go_to_the_first() {
        for (percents, expected) in [
            ([10, 15, 5, 0], Some(("contract", 15))),
            ([5, 5, 12, 0], Some(("list", 12))),
            ([20, 8, 8, 0], Some(("warranty", 20))),
            ([10, 10, 10, 10], Some(("warranty", 10))),
            ([40, 25, 10, 0], Some(("warranty", 40))),
            ([0, 15, 15, 0], Some(("contract", 15))),
            ([20, 0, 8, 25], Some(("manual", 25))),
            ([0, 0, 0, 5], Some(("manual", 5))),
            ([0, 10, 0, 0], Some(("contract", 10))),
            ([0, 0, 0, 0], None),
        ] {
            let reasons = ["warranty", "contract", "list", "manual"];
            let candidates: Vec<_> = reasons.into_iter().zip(percents.map(Percent::from)).collect();
            let expected = expected.map(|(reason, percent)| (reason, Percent::from(percent)));
            assert_eq!(greatest(&candidates), expected, "{percents:?}");
        }
    }
}
