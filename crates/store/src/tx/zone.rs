//! When a transaction happens, and the time zone that its database keeps.

use base::{Moment, Result, Zone};

use super::Tx;
use crate::field::Value;

/// Where a database keeps the name of its zone: the column of the only row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneColumn {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
}

impl Tx<'_> {
    /// The moment of the act: what is stored of when something happened.
    pub fn moment(&self) -> Moment {
        self.actor.moment
    }

    /// The zone of the company, or of the one who acts where the company has none.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The zone that the database keeps, unless that is blank or not known here.
    pub(super) fn kept_zone(
        &mut self,
        ZoneColumn { table, column }: ZoneColumn,
    ) -> Result<Option<Zone>> {
        let sql = format!("SELECT \"{column}\" FROM \"{table}\"");
        if let Some(known) = self.session.cache.answer(table, &sql) {
            return Ok(known);
        }
        let name = self.rows(&sql, &[])?.into_iter().flatten().next().map(Value::into_text);
        let name = name.filter(|name| !name.is_empty());
        let zone = name.and_then(|name| {
            let zone = Zone::named(&name);
            if zone.is_err() {
                tracing::warn!(name, "the tz database here does not have the company's zone");
            }
            zone.ok()
        });
        self.session.cache.keep_answer(table, sql, &zone, 1);
        Ok(zone)
    }
}
