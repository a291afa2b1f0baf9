//! Moments as earlier versions stored them: as the clock of the machine showed them, without a zone.

use base::{DateTime, Result, Zone};

use super::SchemaVersion;
use crate::engine::moments::in_utc;
use crate::field::Kind;
use crate::{Record, Table, Tx, Value, params};

/// Turns every moment of these tables that has no zone yet into UTC, as a clock in `zone` showed it:
/// what it showed twice was the first time. Does nothing to moments that are in UTC already.
///
/// # Errors
/// When the database fails.
pub fn moments_to_utc(tx: &mut Tx, tables: &[&'static Table], zone: &Zone) -> Result<()> {
    for table in [SchemaVersion::table()].iter().chain(tables) {
        for column in table.columns.iter().filter(|column| column.kind == Kind::Moment) {
            column_to_utc(tx, table.name, column.name, zone)?;
        }
    }
    Ok(())
}

fn column_to_utc(tx: &mut Tx, table: &str, column: &str, zone: &Zone) -> Result<()> {
    let local = format!("\"{column}\" <> '' AND \"{column}\" NOT LIKE '%Z'");
    let sql = format!("SELECT min(\"{column}\"), max(\"{column}\") FROM \"{table}\" WHERE {local}");
    // Without rows there is neither.
    let found = format!("SELECT count(*) FROM \"{table}\" WHERE {local}");
    if tx.number(&found, &[])? == 0 {
        return Ok(());
    }
    let ends: Vec<DateTime> = tx
        .rows(&sql, &[])?
        .into_iter()
        .flatten()
        .filter_map(|end| Value::into_text(end).parse().ok())
        .collect();
    let [first, last] = ends[..] else { return Ok(()) };
    for (end, ahead) in zone.stretches(first, last) {
        let utc = in_utc(tx.engine(), column, ahead);
        let sql = format!(
            "UPDATE \"{table}\" SET \"{column}\" = {utc} WHERE {local} AND \"{column}\" < $1"
        );
        tx.execute(&sql, params![end.to_string().as_str()])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use base::Moment;

    use super::*;
    use crate::testing::{actor, databases};

    /// Something that happened.
    #[derive(Record, Clone, Debug, Default, PartialEq)]
    #[record(table = "happening", key(entry_no))]
    struct Happening {
        entry_no: i64,
        at: Option<Moment>,
    }

    /// What a clock in Paris showed, and the moments that these were.
    const SHOWN: &[(&str, &str)] = &[
        ("2025-01-15T12:00:00", "2025-01-15T11:00:00Z"),
        ("2025-12-31T23:59:59", "2025-12-31T22:59:59Z"),
        ("2026-01-01T00:30:00", "2025-12-31T23:30:00Z"),
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
        ("2026-07-15T12:00:00.75", "2026-07-15T10:00:00Z"),
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
        ("2026-11-30T08:00:00", "2026-11-30T07:00:00Z"),
        ("2026-12-01T08:00:00Z", "2026-12-01T08:00:00Z"),
        ("", ""),
    ];

    #[test]
    fn moments_of_winter_and_summer_become_utc_once() {
        let zone = Zone::named("Europe/Paris").expect("a zone");
        let tables = [Happening::table()];
        for test in databases(&[Happening::table(), SchemaVersion::table()]) {
            let found = test.db.write(&actor(), |tx| {
                moments_to_utc(tx, &tables, &zone)?;
                for (no, (shown, _)) in (1_i64..).zip(SHOWN) {
                    let sql = "INSERT INTO \"happening\" (\"entry_no\", \"at\") VALUES ($1, $2)";
                    tx.execute(sql, params![no, *shown])?;
                }
                moments_to_utc(tx, &tables, &zone)?;
                moments_to_utc(tx, &tables, &zone)?;
                tx.select::<Happening>("ORDER BY \"entry_no\"", &[])
            });
            let found = found.unwrap_or_else(|error| panic!("{:?}: {error}", test.engine()));
            let moments: Vec<String> = found
                .iter()
                .map(|happening| happening.at.map(|at| at.to_string()).unwrap_or_default())
                .collect();
            let expected: Vec<&str> = SHOWN.iter().map(|(_, utc)| *utc).collect();
            assert_eq!(moments, expected, "{:?}", test.engine());
        }
    }
}
