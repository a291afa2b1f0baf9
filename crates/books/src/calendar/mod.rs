//! Base calendars: which days are worked.

mod record;

pub use record::{BaseCalendar, BaseCalendarChange, CalendarDay, RecurringSystem};

crate::check::plain_entities!(
    BaseCalendar => "baseCalendars",
    BaseCalendarChange => "baseCalendarChanges",
);
