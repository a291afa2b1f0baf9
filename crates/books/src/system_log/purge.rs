//! Deleting what is old.

use base::{Date, Result, refuse};
use jiff::ToSpan;
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, Kind, Parameter, Tx, Value, json as exact, params};

use super::{Noted, SystemEvent, SystemLogEntry, note};
use crate::answer;

/// Days whose entries nobody can delete, so that nobody removes the traces of what was just done.
pub const KEPT_DAYS: i64 = 30;

const UNTIL: Parameter = Parameter::new(
    "endingDate",
    Kind::Date,
    "Only entries up to this day, which lies at least 30 days back.",
)
.required();

/// What can be done with the log.
pub fn actions() -> Vec<ActionDef> {
    vec![ActionDef {
        collection: "systemLogEntries",
        segment: None,
        name: "deleteSystemLog",
        class: store::Class::Administer,
        bound: Bound::Collection,
        help: "Deletes old entries of the system log.",
        parameters: &[UNTIL],
        writes: true,
        screen: store::Screen::PLAIN,
        run,
    }]
}

fn run(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let given = body.get(UNTIL.name).unwrap_or(&Json::Null);
    let until = exact::from_json(UNTIL.kind, given)
        .and_then(<Option<Date> as store::Field>::from_value)
        .map_err(|error| error.at(|refusal| refusal.field(UNTIL.name)))?;
    let missing = || refuse!("action.parameter.missing", name = UNTIL.name).field(UNTIL.name);
    let deleted = purge(tx, until.ok_or_else(missing)?)?;
    tx.inform("log.deleted", vec![("entries", deleted.into())]);
    Ok(json!({ "deleted": deleted, "messages": answer::messages(tx) }))
}

/// Deletes the entries up to this day, notes it, and tells how many there were.
///
/// # Errors
/// `systemLog.tooYoung` for a day within the last [`KEPT_DAYS`]; `Confirm` until the question is
/// answered.
pub fn purge(tx: &mut Tx, until: Date) -> Result<i64> {
    let last = tx.now().date().saturating_sub(KEPT_DAYS.days());
    if until > last {
        let refusal = refuse!("systemLog.tooYoung", days = KEPT_DAYS, last = last);
        return Err(refusal.field(UNTIL.name).into());
    }
    let (_, end) = tx.zone().day(until);
    let rest = "WHERE \"date_and_time\" <= $1";
    let count = tx.count::<SystemLogEntry>(rest, params![end])?;
    if count == 0 || !tx.confirm("log.delete", true, vec![("entries", count.into())])? {
        return Ok(0);
    }
    tx.execute(&format!("DELETE FROM \"system_log_entry\" {rest}"), params![end])?;
    let details = format!("{until}: {count}");
    note(tx, Noted { event: SystemEvent::LogDeleted, subject: "", details: &details })?;
    Ok(count)
}
