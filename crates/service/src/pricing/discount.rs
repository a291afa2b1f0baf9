//! The discount of a service line: its candidates, the one that wins, and what a person types.

use base::{Date, Percent, Refusal, hundred, refuse};

use super::greatest;
use crate::line::{LineDiscountType, LineType, ServiceLine};
use crate::order::ServiceItemLine;

/// Whether a line is under the warranty of its service item line: items while that on parts
/// lasts, resources while that on labour lasts, both days included.
pub fn under_warranty(
    kind: LineType,
    item_line: &ServiceItemLine,
    order_date: Option<Date>,
) -> bool {
    let (first, last) = match kind {
        LineType::Item => {
            (item_line.warranty_starting_date_parts, item_line.warranty_ending_date_parts)
        }
        LineType::Resource => {
            (item_line.warranty_starting_date_labor, item_line.warranty_ending_date_labor)
        }
        LineType::Text | LineType::Cost | LineType::GlAccount => return false,
    };
    match (first, last, order_date) {
        (Some(first), Some(last), Some(date)) => {
            item_line.warranty && first <= date && date <= last
        }
        _ => false,
    }
}

/// Sets whether the line is under warranty and what discount that brings.
pub fn set_warranty(line: &mut ServiceLine, item_line: Option<&ServiceItemLine>) {
    let linked = item_line.filter(|_| !line.exclude_warranty);
    line.warranty =
        linked.is_some_and(|item_line| under_warranty(line.r#type, item_line, line.order_date));
    line.warranty_disc_percent = match (linked.filter(|_| line.warranty), line.r#type) {
        (Some(item_line), LineType::Item) => item_line.warranty_percent_parts,
        (Some(item_line), LineType::Resource) => item_line.warranty_percent_labor,
        _ => Percent::ZERO,
    };
}

/// The discounts that a line could have, in the order in which ties are decided.
pub fn candidates(line: &ServiceLine) -> [(LineDiscountType, Percent); 3] {
    [
        (LineDiscountType::WarrantyDisc, line.warranty_disc_percent),
        (LineDiscountType::LineDisc, line.list_discount_percent.min(Percent::of(hundred()))),
        (LineDiscountType::Manual, line.manual_discount_percent),
    ]
}

/// Gives the line the greatest of its discounts.
pub fn set_greatest(line: &mut ServiceLine) {
    let (reason, percent) =
        greatest(&candidates(line)).unwrap_or((LineDiscountType::Blank, Percent::ZERO));
    line.line_discount_type = reason;
    line.line_discount_percent = percent;
}

/// Takes a typed discount over. It stays a candidate until type or number change; zero clears it.
///
/// # Errors
/// Refuses what is no percentage, and less than the warranty gives.
pub fn enter_manual(line: &mut ServiceLine, percent: Percent) -> Result<(), Refusal> {
    if percent.is_negative() || percent.dec() > hundred() {
        return Err(refuse!("line.lineDiscountPercent.range", percent = percent)
            .field("lineDiscountPercent"));
    }
    if line.warranty && percent < line.warranty_disc_percent {
        return Err(refuse!(
            "line.lineDiscountPercent.belowWarranty",
            percent = percent,
            warranty = line.warranty_disc_percent
        )
        .field("lineDiscountPercent"));
    }
    line.manual_discount_percent = percent;
    line.line_discount_percent = percent;
    line.line_discount_type =
        if percent.is_zero() { LineDiscountType::Blank } else { LineDiscountType::Manual };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Percent {
        text.parse().expect("a percentage")
    }

    fn date(text: &str) -> Option<Date> {
        Some(text.parse().expect("a date"))
    }

    fn machine() -> ServiceItemLine {
        ServiceItemLine {
            warranty: true,
            warranty_starting_date_parts: date("2025-02-02"),
            warranty_ending_date_parts: date("2026-02-01"),
            warranty_percent_parts: percent("40"),
            warranty_starting_date_labor: date("2025-02-02"),
            warranty_ending_date_labor: date("2025-08-01"),
            warranty_percent_labor: percent("25"),
            ..ServiceItemLine::default()
        }
    }

    #[test]
    fn parts_and_labour_have_their_own_warranty() {
        for (kind, day, expected) in [
            (LineType::Item, "2026-02-01", Some("40")),
            (LineType::Item, "2026-02-02", None),
            (LineType::Item, "2025-02-02", Some("40")),
            (LineType::Item, "2025-02-01", None),
            (LineType::Resource, "2025-08-01", Some("25")),
            (LineType::Resource, "2025-08-02", None),
            (LineType::Cost, "2025-03-01", None),
            (LineType::GlAccount, "2025-03-01", None),
        ] {
            let mut line =
                ServiceLine { r#type: kind, order_date: date(day), ..ServiceLine::default() };
            set_warranty(&mut line, Some(&machine()));
            assert_eq!(line.warranty, expected.is_some(), "{kind:?} {day}");
            assert_eq!(line.warranty_disc_percent, expected.map_or(Percent::ZERO, percent));
            line.exclude_warranty = true;
            set_warranty(&mut line, Some(&machine()));
            assert!(!line.warranty && line.warranty_disc_percent.is_zero());
        }
        let mut line = ServiceLine { r#type: LineType::Item, ..ServiceLine::default() };
        set_warranty(&mut line, None);
        assert!(!line.warranty, "a line without a service item is under no warranty");
    }

    #[test]
    fn a_typed_discount_stays_a_candidate() {
        for (warranty, list, manual, expected, reason) in [
            ("20", "8", "25", "25", LineDiscountType::Manual),
            ("0", "8", "5", "8", LineDiscountType::LineDisc),
            ("30", "8", "25", "30", LineDiscountType::WarrantyDisc),
            ("0", "0", "0", "0", LineDiscountType::Blank),
            ("10", "10", "10", "10", LineDiscountType::WarrantyDisc),
            ("0", "120", "0", "100", LineDiscountType::LineDisc),
        ] {
            let mut line = ServiceLine {
                warranty: warranty != "0",
                warranty_disc_percent: percent(warranty),
                list_discount_percent: percent(list),
                manual_discount_percent: percent(manual),
                ..ServiceLine::default()
            };
            set_greatest(&mut line);
            assert_eq!(line.line_discount_percent, percent(expected));
            assert_eq!(line.line_discount_type, reason);
        }
    }

    #[test]
    fn typed_discounts_have_limits() {
        for (typed, expected) in [
            ("25", Ok(LineDiscountType::Manual)),
            ("20", Ok(LineDiscountType::Manual)),
            ("15", Err("line.lineDiscountPercent.belowWarranty")),
            ("100", Ok(LineDiscountType::Manual)),
            ("100.1", Err("line.lineDiscountPercent.range")),
            ("-1", Err("line.lineDiscountPercent.range")),
        ] {
            let mut line = ServiceLine {
                warranty: true,
                warranty_disc_percent: percent("20"),
                ..ServiceLine::default()
            };
            let found = enter_manual(&mut line, percent(typed))
                .map(|()| line.line_discount_type)
                .map_err(|refusal| refusal.code);
            assert_eq!(found, expected, "{typed}");
        }
        let mut line = ServiceLine::default();
        enter_manual(&mut line, percent("25")).expect("accepted");
        enter_manual(&mut line, Percent::ZERO).expect("accepted");
        assert_eq!(line.line_discount_type, LineDiscountType::Blank);
        assert_eq!(line.manual_discount_percent, Percent::ZERO);
    }
}
