//! Base calendars: which days are worked.

mod record;
mod rules;
#[cfg(test)]
mod tests;
mod working_day;

pub use record::{BaseCalendar, BaseCalendarChange, CalendarDay, RecurringSystem};
pub use working_day::{Calendar, is_working_day};
