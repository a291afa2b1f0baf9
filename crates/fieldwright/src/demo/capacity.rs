//! The hours that people have: eight on every working day of a year, by the company's calendar.

use base::{Date, Quantity, Result};
use books::calendar::BaseCalendarChange;
use books::company::CompanyInformation;
use books::resource::{Resource, ResourceCapacityEntry, ResourceType};
use service::response_time::nonworking;
use store::{Tx, key, params};

/// Hours of a working day.
const HOURS: i64 = 8;

/// Gives every person eight hours on each working day of the year.
///
/// # Errors
/// When the database fails.
pub fn of_year(tx: &mut Tx, year: i16) -> Result<()> {
    let people: Vec<Resource> = tx.select("ORDER BY \"no\"", &[])?;
    let company: CompanyInformation = tx.find(key![""])?;
    let changes: Vec<BaseCalendarChange> = tx.select(
        "WHERE \"base_calendar_code\" = $1 ORDER BY \"line_no\"",
        params![company.base_calendar_code],
    )?;
    let first = jiff::civil::date(year, 1, 1);
    let working: Vec<Date> = first
        .series(jiff::Span::new().days(1))
        .take_while(|day| day.year() == year)
        .filter(|day| !nonworking(&changes, *day))
        .collect();
    for person in people.iter().filter(|person| person.r#type == ResourceType::Person) {
        let numbers = tx.entry_nos::<ResourceCapacityEntry>(working.len())?;
        let mut entries: Vec<ResourceCapacityEntry> = numbers
            .into_iter()
            .zip(&working)
            .map(|(entry_no, day)| ResourceCapacityEntry {
                entry_no,
                resource_no: person.no.clone(),
                resource_group_no: person.resource_group_no.clone(),
                date: Some(*day),
                capacity: Quantity::from(HOURS),
            })
            .collect();
        tx.insert_all(&mut entries)?;
    }
    Ok(())
}
