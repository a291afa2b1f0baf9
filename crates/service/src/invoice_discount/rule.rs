//! The arithmetic of invoice discounts: which term applies and what each line gets.

use base::{Amount, Percent, hundred};

use crate::amounts::{Rounding, spread};

/// From an amount on: a discount and a service charge, in the currency of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The total of line amounts from which the term applies.
    pub minimum: Amount,
    /// The discount on the lines that allow it.
    pub percent: Percent,
    /// The charge added to the document.
    pub charge: Amount,
}

/// A line, as the invoice discount sees it. The service charge itself is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Discountable {
    /// The line amount.
    pub line_amount: Amount,
    /// Whether the line takes part.
    pub allowed: bool,
}

/// What the invoice discount comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The percentage that applies.
    pub percent: Percent,
    /// The service charge.
    pub charge: Amount,
    /// The discount of each line.
    pub discounts: Vec<Amount>,
}

/// The term with the greatest minimum that the amount reaches.
pub fn term_for(terms: &[Term], amount: Amount) -> Option<&Term> {
    terms.iter().filter(|term| term.minimum <= amount).max_by_key(|term| term.minimum)
}

/// Discounts and charge of a document. All lines together reach the minimum; when some take no
/// discount, the percentage is that of what the others come to.
pub fn calculate(terms: &[Term], lines: &[Discountable], rounding: &Rounding) -> Outcome {
    let total: Amount = lines.iter().map(|line| line.line_amount).sum();
    let base: Amount = lines.iter().filter(|l| l.allowed).map(|l| l.line_amount).sum();
    let nothing = Amount::ZERO;
    if lines.iter().all(|line| line.line_amount.is_zero()) {
        return Outcome { discounts: vec![nothing; lines.len()], ..Outcome::default() };
    }
    let charge = term_for(terms, total).map_or(nothing, |term| term.charge);
    let percent = term_for(terms, base).map_or(Percent::ZERO, |term| term.percent);
    let discount = rounding.amount(base.dec() * percent.dec() / hundred());
    Outcome { percent, charge, discounts: distribute(discount, lines, rounding) }
}

/// A discount spread over the lines that allow it, by line amount, to the last cent.
pub fn distribute(discount: Amount, lines: &[Discountable], rounding: &Rounding) -> Vec<Amount> {
    let weights: Vec<Amount> = lines
        .iter()
        .map(|line| if line.allowed { line.line_amount } else { Amount::ZERO })
        .collect();
    spread(discount, &weights, rounding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().expect("an amount")
    }

    fn terms(terms: &[(&str, i64, &str)]) -> Vec<Term> {
        terms
            .iter()
            .map(|(minimum, percent, charge)| Term {
                minimum: amount(minimum),
                percent: Percent::from(*percent),
                charge: amount(charge),
            })
            .collect()
    }

    #[test]
    fn discounts_and_charges() {
        let two = [("0", 10, "25"), ("100", 20, "50")];
        for (rules, lines, percent, charge, discounts) in [
            (&two[..], vec![("99.99", true)], 10, "25", vec!["10"]),
            (&two[..], vec![("100", true)], 20, "50", vec!["20"]),
            // The charge follows the total, the percentage what may be discounted.
            (&two[..], vec![("60", true), ("60", false)], 10, "50", vec!["6", "0"]),
            (&two[..], vec![("60", false)], 10, "25", vec!["0"]),
            (&two[..], vec![("33.33", true); 3], 10, "25", vec!["3.33", "3.34", "3.33"]),
            (&[("50", 10, "5")][..], vec![("49.99", true)], 0, "0", vec!["0"]),
            (&[][..], vec![("49.99", true)], 0, "0", vec!["0"]),
            (&two[..], vec![("0", true)], 0, "0", vec!["0"]),
            (&two[..], vec![], 0, "0", vec![]),
        ] {
            let lines: Vec<_> = lines
                .into_iter()
                .map(|(line_amount, allowed)| Discountable {
                    line_amount: amount(line_amount),
                    allowed,
                })
                .collect();
            let expected = Outcome {
                percent: Percent::from(percent),
                charge: amount(charge),
                discounts: discounts.into_iter().map(amount).collect(),
            };
            assert_eq!(calculate(&terms(rules), &lines, &Rounding::default()), expected);
        }
    }
}
