//! Reading and checking service hours.

use base::{Refusal, Result, Weekday, refuse};
use books::calendar::CalendarDay;
use store::{Entity, Tx};

use super::ServiceHour;
use crate::response_time::{Row, Schedule};
use crate::setup;

impl Entity for ServiceHour {
    const COLLECTION: &'static str = "serviceHours";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        if self.day == CalendarDay::Blank {
            return Err(refuse!("serviceHour.day.missing").field("day").into());
        }
        Ok(self.check_times()?)
    }

    fn before_update(&mut self, _tx: &mut Tx, _before: &Self) -> Result<()> {
        Ok(self.check_times()?)
    }
}

impl ServiceHour {
    fn check_times(&self) -> Result<(), Refusal> {
        match (self.starting_time, self.ending_time) {
            (None, _) => Err(refuse!("serviceHour.start.missing").field("startingTime")),
            (_, None) => Err(refuse!("serviceHour.end.missing").field("endingTime")),
            (Some(start), Some(end)) if end <= start => {
                let refusal = refuse!("serviceHour.end.beforeStart", start = start, end = end);
                Err(refusal.field("endingTime"))
            }
            _ => Ok(()),
        }
    }
}

/// When service is given: the default service hours and the holidays of the base calendar.
///
/// # Errors
/// Refuses a setup without a base calendar.
pub fn schedule(tx: &mut Tx) -> Result<Schedule> {
    let calendar = setup::of(tx)?.base_calendar_code;
    if calendar.is_empty() {
        return Err(refuse!("setup.baseCalendar.missing").into());
    }
    let hours: Vec<ServiceHour> = tx.select("ORDER BY \"day\", \"starting_date\"", &[])?;
    let rows = hours.iter().filter_map(row).collect();
    let changes = tx.select(
        "WHERE \"base_calendar_code\" = $1 ORDER BY \"line_no\"",
        store::params![calendar],
    )?;
    Ok(Schedule { rows, changes })
}

fn row(hour: &ServiceHour) -> Option<Row> {
    Some(Row {
        day: weekday(hour.day)?,
        from: hour.starting_date,
        start: hour.starting_time?,
        end: hour.ending_time?,
        on_holidays: hour.valid_on_holidays,
    })
}

fn weekday(day: CalendarDay) -> Option<Weekday> {
    Some(match day {
        CalendarDay::Blank => return None,
        CalendarDay::Monday => Weekday::Monday,
        CalendarDay::Tuesday => Weekday::Tuesday,
        CalendarDay::Wednesday => Weekday::Wednesday,
        CalendarDay::Thursday => Weekday::Thursday,
        CalendarDay::Friday => Weekday::Friday,
        CalendarDay::Saturday => Weekday::Saturday,
        CalendarDay::Sunday => Weekday::Sunday,
    })
}
