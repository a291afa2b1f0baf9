//! The schemas of the two kinds of database.

use store::migration::Schema;

use crate::installation::{company_tables, system_tables};

/// The schema of the system database.
pub fn system() -> Schema {
    Schema { tables: system_tables(), changes: SYSTEM, steps: crate::upgrade::SYSTEM }
}

/// The schema of a company's database.
pub fn company() -> Schema {
    Schema { tables: company_tables(), changes: COMPANY, steps: crate::upgrade::COMPANY }
}

const SYSTEM: &[&str] = &[
    "initial",
    "roles by field",
    "places of companies",
    "second factors, known devices, attempts, system log",
    "moments in UTC",
    "home of the user, first tour",
];
const COMPANY: &[&str] = &[
    "initial",
    "batch jobs",
    "goals",
    "privacy, limits of tax, fax, logs that may be purged",
    "source codes that entries name",
    "kept totals, words to search by",
    "moments in UTC, time zone of the company",
    "jobs know their program",
    "language of the books, words without accents, parts of telephone numbers",
    "interest for late payment, tax on debits",
];

#[cfg(test)]
mod tests {
    use base::{Actor, Code, Zone};
    use books::customer::Customer;
    use books::general_ledger::{GeneralLedgerEntry, SourceCode};
    use store::testing::{actor, databases};
    use store::{EngineName, Value, key, migration, params, schema::ddl};

    use super::*;

    /// What the schema was when its last change was noted: whoever changes a record adds a change
    /// above and takes over what the test found.
    const NOTED: [&str; 2] = ["7a55375f3eab31b7", "2389e8ec4c4c1656"];

    #[test]
    fn a_changed_schema_has_a_change_of_its_own() {
        let found = [system(), company()].map(|schema| {
            let print = books::user::fingerprint(&ddl(EngineName::Sqlite, &schema.tables));
            print[..16].to_owned()
        });
        assert_eq!(found, NOTED, "add a change to SYSTEM or COMPANY, and note what was found here");
    }

    /// What the clock of the machine showed before, in winter and in summer, and the moments that
    /// these were.
    const SHOWN: [(&str, &str); 3] = [
        ("2026-01-15T12:00:00", "2026-01-15T11:00:00Z"),
        ("2026-07-15T12:00:00", "2026-07-15T10:00:00Z"),
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
    ];

    #[test]
    fn the_moments_of_older_databases_become_utc() {
        let zone = Zone::named("Europe/Paris").expect("a zone");
        let actor = &Actor { zone, ..actor() };
        for (schema, before, table, key, column) in [
            (company(), 6, "batch_job", "entry_no", "started_at"),
            (company(), 6, "change_log_entry", "entry_no", "date_and_time"),
            (system(), 4, "system_log_entry", "entry_no", "date_and_time"),
            (system(), 4, "schema_version", "number", "applied_at"),
        ] {
            for database in databases(&[]) {
                let db = &database.db;
                let older = Schema { changes: &schema.changes[..before], ..schema.clone() };
                migration::apply(db, actor, &older).expect("the older schema");
                let sql =
                    format!("INSERT INTO \"{table}\" (\"{key}\", \"{column}\") VALUES ($1, $2)");
                for (no, (shown, _)) in (1_i64..).zip(SHOWN) {
                    // Below the numbers of changes, which the database has already.
                    let row = params![-no, shown];
                    db.write(actor, |tx| tx.execute(&sql, row)).expect("a row");
                }
                migration::apply(db, actor, &schema).expect("brought up to date");
                let sql = format!(
                    "SELECT \"{column}\" FROM \"{table}\" WHERE \"{key}\" < 0 ORDER BY \"{key}\" DESC"
                );
                let found = db.read(actor, |tx| tx.rows(&sql, &[])).expect("the rows");
                let found: Vec<String> =
                    found.into_iter().flatten().map(Value::into_text).collect();
                assert_eq!(found, SHOWN.map(|(_, utc)| utc), "{table} {:?}", db.engine());
            }
        }
    }

    #[test]
    fn an_older_company_is_brought_up_to_date_with_what_it_holds() {
        for database in databases(&[]) {
            let (db, actor) = (&database.db, &actor());
            let older = Schema { changes: &COMPANY[..1], ..company() };
            assert_eq!(migration::apply(db, actor, &older), Ok(vec![1]));
            let mut customer = Customer { no: Code::new("C1"), ..Customer::default() };
            db.write(actor, |tx| tx.insert(&mut customer)).expect("a customer");
            let mut entry =
                GeneralLedgerEntry { source_code: Code::new("ITEMJNL"), ..Default::default() };
            db.write(actor, |tx| tx.insert(&mut entry)).expect("an entry");
            let lacking: Vec<i64> = (2..=company().version()).collect();
            assert_eq!(migration::apply(db, actor, &company()), Ok(lacking));
            assert_eq!(db.read(actor, |tx| tx.count::<Customer>("", &[])), Ok(1));
            let code = db.read(actor, |tx| tx.find::<SourceCode>(key!["ITEMJNL"]));
            assert_eq!(
                code.map(|code| code.description.to_string()),
                Ok("Item journal".to_owned())
            );
        }
    }
}
