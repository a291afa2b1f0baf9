//! The warranty of a machine on an order.

use base::{Date, Percent, Result, refuse};
use store::Tx;

use super::{ServiceItemLine, enter};
use crate::check;
use crate::order::ServiceHeader;
use crate::setup::{self, ServiceMgtSetup};

impl ServiceItemLine {
    /// Whether parts are under warranty on a day.
    pub fn parts_under_warranty(&self, date: Date) -> bool {
        within(self.warranty_starting_date_parts, self.warranty_ending_date_parts, date)
    }

    /// Whether labor is under warranty on a day.
    pub fn labor_under_warranty(&self, date: Date) -> bool {
        within(self.warranty_starting_date_labor, self.warranty_ending_date_labor, date)
    }
}

fn within(start: Option<Date>, end: Option<Date>, date: Date) -> bool {
    start.is_some_and(|start| start <= date) && end.is_some_and(|end| date <= end)
}

/// Decides whether the machine is under warranty on the day of the call.
pub(super) fn evaluate(line: &mut ServiceItemLine, order_date: Option<Date>) {
    line.warranty = order_date
        .is_some_and(|date| line.parts_under_warranty(date) || line.labor_under_warranty(date));
}

/// A field of the warranty was entered. That of a service item is changed on its card.
pub(super) fn enter(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
    column: &str,
) -> Result<()> {
    enter::without_service_item(line)?;
    match column {
        "warranty" => tick(tx, header, line, before),
        "warranty_percent_parts" => check::percent(line.warranty_percent_parts),
        "warranty_percent_labor" => check::percent(line.warranty_percent_labor),
        "warranty_starting_date_parts" | "warranty_ending_date_parts" => {
            check_order(line.warranty_starting_date_parts, line.warranty_ending_date_parts)?;
            evaluate(line, header.order_date);
            Ok(())
        }
        _ => {
            check_order(line.warranty_starting_date_labor, line.warranty_ending_date_labor)?;
            evaluate(line, header.order_date);
            Ok(())
        }
    }
}

fn check_order(start: Option<Date>, end: Option<Date>) -> Result<()> {
    match (start, end) {
        (Some(start), Some(end)) if end < start => {
            Err(refuse!("serviceItem.warranty.endBeforeStart", start = start, end = end).into())
        }
        _ => Ok(()),
    }
}

fn tick(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
) -> Result<()> {
    let code = if line.warranty { "itemLine.warranty.begin" } else { "itemLine.warranty.withdraw" };
    if !tx.confirm(code, true, vec![("line", line.line_no.to_string().into())])? {
        line.warranty = before.warranty;
        return Ok(());
    }
    if line.warranty {
        let start = header.order_date.unwrap_or_else(|| tx.today());
        give(line, &setup::of(tx)?, start)
    } else {
        withdraw(line);
        Ok(())
    }
}

/// Gives a machine the warranty of the setup from a day on.
fn give(line: &mut ServiceItemLine, setup: &ServiceMgtSetup, start: Date) -> Result<()> {
    let end = setup.end_of_warranty(start)?;
    line.warranty_starting_date_parts = Some(start);
    line.warranty_ending_date_parts = Some(end);
    line.warranty_percent_parts = setup.warranty_disc_percent_parts;
    line.warranty_starting_date_labor = Some(start);
    line.warranty_ending_date_labor = Some(end);
    line.warranty_percent_labor = setup.warranty_disc_percent_labor;
    Ok(())
}

fn withdraw(line: &mut ServiceItemLine) {
    line.warranty_starting_date_parts = None;
    line.warranty_ending_date_parts = None;
    line.warranty_percent_parts = Percent::ZERO;
    line.warranty_starting_date_labor = None;
    line.warranty_ending_date_labor = None;
    line.warranty_percent_labor = Percent::ZERO;
}

#[cfg(test)]
mod tests {
    use base::DateFormula;

    use super::*;

    fn setup(duration: &str) -> ServiceMgtSetup {
        ServiceMgtSetup {
            default_warranty_duration: DateFormula::parse(duration).expect("a formula"),
            warranty_disc_percent_parts: Percent::from(40),
            warranty_disc_percent_labor: Percent::from(60),
            ..ServiceMgtSetup::initial()
        }
    }

    #[test]
    fn a_new_warranty_lasts_as_long_as_the_setup_says() {
        let start = Date::constant(2026, 3, 2);
        for (duration, end) in [
            ("1M", Date::constant(2026, 4, 2)),
            ("0M", start),
            ("", start),
            ("1Y", Date::constant(2027, 3, 2)),
        ] {
            let mut line = ServiceItemLine::default();
            give(&mut line, &setup(duration), start).expect("a duration");
            assert_eq!(line.warranty_starting_date_parts, Some(start), "{duration}");
            assert_eq!(line.warranty_ending_date_parts, Some(end), "{duration}");
            assert_eq!(line.warranty_ending_date_labor, Some(end), "{duration}");
            assert_eq!(line.warranty_percent_parts, Percent::from(40));
            assert_eq!(line.warranty_percent_labor, Percent::from(60));
        }
        let mut line = ServiceItemLine::default();
        let error = give(&mut line, &setup("-1M"), start).expect_err("refused");
        assert_eq!(error.code(), "setup.warrantyDuration.negative");
    }

    #[test]
    fn the_last_day_counts() {
        let mut line = ServiceItemLine {
            warranty_starting_date_parts: Some(Date::constant(2025, 2, 2)),
            warranty_ending_date_parts: Some(Date::constant(2026, 2, 1)),
            ..ServiceItemLine::default()
        };
        for (day, under) in [(1, true), (2, false)] {
            evaluate(&mut line, Some(Date::constant(2026, 2, day)));
            assert_eq!(line.warranty, under, "{day} February");
        }
    }
}
