//! The warranty of a service item.

use base::{Date, Result, refuse};

use super::ServiceItem;
use crate::setup::ServiceMgtSetup;

/// The last day of a warranty that begins on this day; while the setup does not say how long one
/// lasts, the day that was entered.
fn end(setup: &ServiceMgtSetup, start: Date, entered: Option<Date>) -> Result<Option<Date>> {
    if setup.default_warranty_duration.is_empty() {
        return Ok(entered);
    }
    setup.end_of_warranty(start).map(Some)
}

fn in_order(start: Date, end: Date) -> Result<()> {
    if end < start {
        return Err(refuse!("serviceItem.warranty.endBeforeStart", start = start, end = end).into());
    }
    Ok(())
}

impl ServiceItem {
    /// The start of the warranty on parts was entered: its end follows; labor without a start
    /// starts with it when the setup says how long that lasts.
    pub(super) fn enter_start_of_parts(&mut self, setup: &ServiceMgtSetup) -> Result<()> {
        self.set_start_of_parts(setup)?;
        if self.warranty_starting_date_parts.is_some()
            && self.warranty_starting_date_labor.is_none()
            && !setup.default_warranty_duration.is_empty()
        {
            self.warranty_starting_date_labor = self.warranty_starting_date_parts;
            self.set_start_of_labor(setup)?;
        }
        Ok(())
    }

    /// The start of the warranty on labor was entered: its end follows; parts without a start
    /// start with it when the setup says how long that lasts.
    pub(super) fn enter_start_of_labor(&mut self, setup: &ServiceMgtSetup) -> Result<()> {
        self.set_start_of_labor(setup)?;
        if self.warranty_starting_date_labor.is_some()
            && self.warranty_starting_date_parts.is_none()
            && !setup.default_warranty_duration.is_empty()
        {
            self.warranty_starting_date_parts = self.warranty_starting_date_labor;
            self.set_start_of_parts(setup)?;
        }
        Ok(())
    }

    fn set_start_of_parts(&mut self, setup: &ServiceMgtSetup) -> Result<()> {
        let entered = self.warranty_ending_date_parts;
        self.warranty_ending_date_parts = match self.warranty_starting_date_parts {
            Some(start) => end(setup, start, entered)?,
            None => None,
        };
        self.fill_percent(setup, true);
        Ok(())
    }

    fn set_start_of_labor(&mut self, setup: &ServiceMgtSetup) -> Result<()> {
        let entered = self.warranty_ending_date_labor;
        self.warranty_ending_date_labor = match self.warranty_starting_date_labor {
            Some(start) => end(setup, start, entered)?,
            None => None,
        };
        self.fill_percent(setup, false);
        Ok(())
    }

    /// The machine was sold: a warranty without a start starts on that day.
    pub(super) fn enter_sales_date(&mut self, setup: &ServiceMgtSetup) -> Result<()> {
        if self.sales_date.is_none() || setup.default_warranty_duration.is_empty() {
            return Ok(());
        }
        if self.warranty_starting_date_parts.is_none() {
            self.warranty_starting_date_parts = self.sales_date;
            self.set_start_of_parts(setup)?;
        }
        if self.warranty_starting_date_labor.is_none() {
            self.warranty_starting_date_labor = self.sales_date;
            self.set_start_of_labor(setup)?;
        }
        Ok(())
    }

    /// An end was entered: it does not lie before its start, and a warranty has a percentage.
    pub(super) fn enter_end(&mut self, setup: &ServiceMgtSetup, parts: bool) -> Result<()> {
        let (start, end) = if parts {
            (self.warranty_starting_date_parts, self.warranty_ending_date_parts)
        } else {
            (self.warranty_starting_date_labor, self.warranty_ending_date_labor)
        };
        if let (Some(start), Some(end)) = (start, end) {
            in_order(start, end)?;
        }
        self.fill_percent(setup, parts);
        Ok(())
    }

    /// Refuses a warranty that begins and has no end, or ends before it begins.
    pub(super) fn check_warranty(&self) -> Result<()> {
        let of_parts = (self.warranty_starting_date_parts, self.warranty_ending_date_parts);
        let of_labor = (self.warranty_starting_date_labor, self.warranty_ending_date_labor);
        for ((start, end), field) in
            [(of_parts, "warrantyStartingDateParts"), (of_labor, "warrantyStartingDateLabor")]
        {
            match (start, end) {
                (Some(_), None) => {
                    return Err(refuse!("setup.warrantyDuration.missing").field(field).into());
                }
                (Some(start), Some(end)) => {
                    in_order(start, end).map_err(|error| error.at(|it| it.field(field)))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Gives a warranty that has an end the percentage of the setup where it has none.
    fn fill_percent(&mut self, setup: &ServiceMgtSetup, parts: bool) {
        let (end, percent, of_setup) = if parts {
            let percent = &mut self.warranty_percent_parts;
            (self.warranty_ending_date_parts, percent, setup.warranty_disc_percent_parts)
        } else {
            let percent = &mut self.warranty_percent_labor;
            (self.warranty_ending_date_labor, percent, setup.warranty_disc_percent_labor)
        };
        if end.is_some() && percent.is_zero() {
            *percent = of_setup;
        }
    }

    /// Whether the machine is under warranty on a day, for parts or for labor.
    pub fn under_warranty(&self, date: Date) -> bool {
        let within = |start: Option<Date>, end: Option<Date>| {
            start.is_some_and(|start| start <= date) && end.is_some_and(|end| date <= end)
        };
        within(self.warranty_starting_date_parts, self.warranty_ending_date_parts)
            || within(self.warranty_starting_date_labor, self.warranty_ending_date_labor)
    }
}

#[cfg(test)]
mod tests {
    use base::{DateFormula, Percent};

    use super::*;

    fn day(text: &str) -> Option<Date> {
        Some(text.parse().expect("a date"))
    }

    fn setup(duration: &str) -> ServiceMgtSetup {
        ServiceMgtSetup {
            default_warranty_duration: DateFormula::parse(duration).expect("a formula"),
            warranty_disc_percent_parts: Percent::from(40),
            warranty_disc_percent_labor: Percent::from(60),
            ..ServiceMgtSetup::initial()
        }
    }

    #[test]
    fn one_start_fills_the_other_and_both_ends() {
        let mut item = ServiceItem {
            warranty_starting_date_parts: day("2026-03-02"),
            ..ServiceItem::default()
        };
        item.enter_start_of_parts(&setup("1M")).expect("a duration");
        assert_eq!(item.warranty_ending_date_parts, day("2026-04-02"));
        assert_eq!(item.warranty_starting_date_labor, day("2026-03-02"));
        assert_eq!(item.warranty_ending_date_labor, day("2026-04-02"));
        assert_eq!(item.warranty_percent_parts, Percent::from(40));
        assert_eq!(item.warranty_percent_labor, Percent::from(60));
    }

    #[test]
    fn a_start_needs_a_duration_that_leads_forwards_or_an_end() {
        let started = ServiceItem {
            warranty_starting_date_parts: day("2026-03-02"),
            ..ServiceItem::default()
        };
        let mut item = started.clone();
        let error = item.enter_start_of_parts(&setup("-1M")).expect_err("refused");
        assert_eq!(error.code(), "setup.warrantyDuration.negative");
        let mut item = started;
        item.enter_start_of_parts(&setup("")).expect("the end may follow");
        let error = item.check_warranty().expect_err("no end followed");
        assert_eq!(error.code(), "setup.warrantyDuration.missing");
        item.warranty_ending_date_parts = day("2026-12-31");
        item.enter_end(&setup(""), true).expect("an end");
        item.check_warranty().expect("a warranty on parts alone");
        assert_eq!(item.warranty_starting_date_labor, None);
        item.warranty_starting_date_parts = day("2027-01-01");
        item.enter_start_of_parts(&setup("")).expect("the end may follow");
        let error = item.check_warranty().expect_err("the end stayed");
        assert_eq!(error.code(), "serviceItem.warranty.endBeforeStart");
    }

    #[test]
    fn the_sales_date_starts_what_has_no_start() {
        let mut item = ServiceItem {
            sales_date: day("2026-03-02"),
            warranty_starting_date_labor: day("2026-01-01"),
            ..ServiceItem::default()
        };
        item.enter_sales_date(&setup("1Y")).expect("a duration");
        assert_eq!(item.warranty_starting_date_parts, day("2026-03-02"));
        assert_eq!(item.warranty_ending_date_parts, day("2027-03-02"));
        assert_eq!(item.warranty_starting_date_labor, day("2026-01-01"));
    }

    #[test]
    fn an_end_before_its_start_is_refused() {
        let mut item = ServiceItem {
            warranty_starting_date_parts: day("2026-03-02"),
            warranty_ending_date_parts: day("2026-03-01"),
            ..ServiceItem::default()
        };
        let error = item.enter_end(&setup("1Y"), true).expect_err("refused");
        assert_eq!(error.code(), "serviceItem.warranty.endBeforeStart");
        item.warranty_ending_date_parts = day("2026-03-02");
        item.enter_end(&setup("1Y"), true).expect("a warranty of one day");
        assert_eq!(item.warranty_percent_parts, Percent::from(40));
    }

    #[test]
    fn first_and_last_day_are_under_warranty() {
        let item = ServiceItem {
            warranty_starting_date_parts: day("2025-02-02"),
            warranty_ending_date_parts: day("2026-02-01"),
            ..ServiceItem::default()
        };
        for (date, under) in [
            ("2025-02-01", false),
            ("2025-02-02", true),
            ("2026-02-01", true),
            ("2026-02-02", false),
        ] {
            assert_eq!(item.under_warranty(date.parse().expect("a date")), under, "{date}");
        }
    }
}
