//! The records of base calendars.

use base::{Code, Date, Text, Weekday};
use store::{Options, Record};

/// A calendar of working days.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "base_calendar", key(code), audited)]
pub struct BaseCalendar {
    /// Identifies the calendar.
    pub code: Code<10>,
    /// The name of the calendar.
    pub name: Text<50>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// How often a change of the calendar comes again.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecurringSystem {
    /// Only on that date.
    #[default]
    Blank,
    /// Every year on that day and month.
    AnnualRecurring,
    /// Every week on that weekday.
    WeeklyRecurring,
}

/// A day of the week.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CalendarDay {
    /// Any day.
    #[default]
    Blank,
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl From<Weekday> for CalendarDay {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

/// A day, or days that come again, on which the calendar differs.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "base_calendar_change", key(base_calendar_code, line_no), audited)]
pub struct BaseCalendarChange {
    /// The calendar that the change belongs to.
    #[column(relation = "base_calendar")]
    pub base_calendar_code: Code<10>,
    /// Orders the changes of the calendar.
    pub line_no: i64,
    /// How often the change comes again: once, every year or every week.
    pub recurring_system: RecurringSystem,
    /// The date, for a change on one date or every year.
    pub date: Option<Date>,
    /// The weekday, for a change every week.
    pub day: CalendarDay,
    /// The reason of the change, such as the name of the holiday.
    pub description: Text<50>,
    /// Whether nobody works on the day.
    pub nonworking: bool,
    /// Counts the changes of the record.
    pub version: i64,
}
