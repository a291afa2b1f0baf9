//! The numbers of lines: steps of 10000, and the middle of a gap for what is put between.

use base::{Refusal, refuse};

/// The distance between two lines entered one after the other.
pub const STEP: i64 = 10_000;

/// The number of a line put at the end.
pub fn at_end(numbers: &[i64]) -> i64 {
    numbers.iter().copied().max().unwrap_or(0) + STEP
}

/// The number of a line put before the current one, or at the end when there is none.
///
/// # Errors
/// Refuses when no number is free there.
pub fn before(numbers: &[i64], current: Option<i64>) -> Result<i64, Refusal> {
    let Some(current) = current else {
        return Ok(at_end(numbers));
    };
    let previous = numbers.iter().copied().filter(|number| *number < current).max().unwrap_or(0);
    between(previous, current)
}

/// The number of a line put directly after this one.
///
/// # Errors
/// Refuses when no number is free there.
pub fn after(numbers: &[i64], current: i64) -> Result<i64, Refusal> {
    match numbers.iter().copied().filter(|number| *number > current).min() {
        Some(next) => between(current, next),
        None => Ok(current + STEP),
    }
}

fn between(previous: i64, next: i64) -> Result<i64, Refusal> {
    let middle = previous + (next - previous) / 2;
    if middle == previous {
        return Err(refuse!("line.noNumberFree", previous = previous, next = next));
    }
    Ok(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_before_the_current_one() {
        for (numbers, current, expected) in [
            (vec![10_000, 20_000], Some(20_000), Ok(15_000)),
            (vec![10_000, 20_000], Some(10_000), Ok(5_000)),
            (vec![10_000, 20_000], None, Ok(30_000)),
            (vec![], None, Ok(10_000)),
            (vec![10_000, 10_001], Some(10_001), Err("line.noNumberFree")),
            (vec![1], Some(1), Err("line.noNumberFree")),
            (vec![2], Some(2), Ok(1)),
        ] {
            let found = before(&numbers, current).map_err(|refusal| refusal.code);
            assert_eq!(found, expected, "{numbers:?} {current:?}");
        }
    }

    #[test]
    fn lines_are_put_after_the_current_one() {
        for (numbers, current, expected) in [
            (vec![10_000, 20_000], 10_000, Ok(15_000)),
            (vec![10_000, 20_000], 20_000, Ok(30_000)),
            (vec![10_000, 10_001], 10_000, Err("line.noNumberFree")),
        ] {
            let found = after(&numbers, current).map_err(|refusal| refusal.code);
            assert_eq!(found, expected, "{numbers:?} {current}");
        }
    }
}
