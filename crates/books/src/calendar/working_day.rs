//! Whether a day is worked.

use base::{Date, Result, refuse};
use store::{Tx, key, params};

use super::{BaseCalendar, BaseCalendarChange, CalendarDay, RecurringSystem};

/// The changes of a calendar, read once for many days.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    changes: Vec<BaseCalendarChange>,
}

impl Calendar {
    /// The calendar that these changes make.
    pub fn of(changes: Vec<BaseCalendarChange>) -> Self {
        Self { changes }
    }

    /// Reads a calendar; without a code every day is worked.
    ///
    /// # Errors
    /// Refuses an unknown calendar.
    pub fn load(tx: &mut Tx, code: &str) -> Result<Self> {
        if code.is_empty() {
            return Ok(Self::default());
        }
        if tx.get::<BaseCalendar>(key![code])?.is_none() {
            return Err(refuse!("calendar.unknown", calendar = code).into());
        }
        let rest = "WHERE \"base_calendar_code\" = $1 ORDER BY \"line_no\"";
        Ok(Self { changes: tx.select(rest, params![code])? })
    }

    /// The change that holds for a day, if there is one: that of the date before that of every
    /// year before that of every week.
    pub fn change_on(&self, day: Date) -> Option<&BaseCalendarChange> {
        let of = |system: RecurringSystem| {
            self.changes
                .iter()
                .find(|change| change.recurring_system == system && hits(change, day))
        };
        of(RecurringSystem::Blank)
            .or_else(|| of(RecurringSystem::AnnualRecurring))
            .or_else(|| of(RecurringSystem::WeeklyRecurring))
    }

    /// Whether the day is worked.
    pub fn works(&self, day: Date) -> bool {
        self.change_on(day).is_none_or(|change| !change.nonworking)
    }
}

fn hits(change: &BaseCalendarChange, day: Date) -> bool {
    match change.recurring_system {
        RecurringSystem::Blank => change.date == Some(day),
        RecurringSystem::AnnualRecurring => {
            change.date.is_some_and(|date| (date.month(), date.day()) == (day.month(), day.day()))
        }
        RecurringSystem::WeeklyRecurring => change.day == CalendarDay::from(day.weekday()),
    }
}

/// Whether a day is worked in a calendar; without a calendar every day is.
///
/// # Errors
/// Refuses an unknown calendar.
pub fn is_working_day(tx: &mut Tx, calendar: &str, day: Date) -> Result<bool> {
    Ok(Calendar::load(tx, calendar)?.works(day))
}
