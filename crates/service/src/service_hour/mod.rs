//! Service hours: when the company answers calls.

mod rules;

use base::{Date, Time};
use books::calendar::CalendarDay;
use store::Record;

pub use rules::schedule;

/// The hours on a day of the week within which service is given.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_hour", key(day, starting_date), audited)]
pub struct ServiceHour {
    /// The day of the week.
    pub day: CalendarDay,
    /// The first day on which the hours hold; blank for always.
    pub starting_date: Option<Date>,
    /// When service begins on that day.
    pub starting_time: Option<Time>,
    /// When service ends on that day; 23:59:59 means midnight.
    pub ending_time: Option<Time>,
    /// Whether service is given on holidays too.
    pub valid_on_holidays: bool,
    /// Counts the changes of the record.
    pub version: i64,
}
