//! What may be entered in calendars.

use base::{Result, refuse};
use store::{Entity, Tx, params};

use super::{BaseCalendar, BaseCalendarChange, CalendarDay, RecurringSystem};
use crate::{check, hooks, used};

impl Entity for BaseCalendar {
    const COLLECTION: &'static str = "baseCalendars";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        let sql = "DELETE FROM \"base_calendar_change\" WHERE \"base_calendar_code\" = $1";
        tx.execute(sql, params![self.code]).map(drop)
    }
}

impl Entity for BaseCalendarChange {
    const COLLECTION: &'static str = "baseCalendarChanges";

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        if self.line_no == 0 {
            let calendar = self.base_calendar_code.to_string();
            self.line_no = check::next_line_no::<Self>(tx, &calendar)?;
        }
        self.nonworking = true;
        Ok(())
    }

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        match column {
            "date" | "recurring_system" => {
                // The weekday of a date follows from it.
                if self.recurring_system != RecurringSystem::WeeklyRecurring
                    && let Some(date) = self.date
                {
                    self.day = date.weekday().into();
                }
                if self.recurring_system == RecurringSystem::WeeklyRecurring && column != "date" {
                    self.date = None;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        check::key_relations(tx, self)?;
        self.check_day()
    }

    fn before_update(&mut self, _tx: &mut Tx, _before: &Self) -> Result<()> {
        self.check_day()
    }
}

impl BaseCalendarChange {
    /// A change every week needs a weekday, any other a date.
    fn check_day(&mut self) -> Result<()> {
        match self.recurring_system {
            RecurringSystem::WeeklyRecurring if self.day == CalendarDay::Blank => {
                Err(refuse!("calendar.change.day").field("day").into())
            }
            RecurringSystem::Blank | RecurringSystem::AnnualRecurring => match self.date {
                Some(date) => {
                    self.day = date.weekday().into();
                    Ok(())
                }
                None => Err(refuse!("calendar.change.date").field("date").into()),
            },
            RecurringSystem::WeeklyRecurring => Ok(()),
        }
    }
}
