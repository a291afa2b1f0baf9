//! The schemas of the two kinds of database.

use store::migration::Schema;

use crate::installation::{company_tables, system_tables};

/// The schema of the system database.
pub fn system() -> Schema {
    Schema { tables: system_tables(), changes: SYSTEM, steps: &[] }
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
];
const COMPANY: &[&str] = &[
    "initial",
    "batch jobs",
    "goals",
    "privacy, limits of tax, fax, logs that may be purged",
    "source codes that entries name",
    "kept totals, words to search by",
];

#[cfg(test)]
mod tests {
    use base::Code;
    use books::customer::Customer;
    use books::general_ledger::{GeneralLedgerEntry, SourceCode};
    use store::testing::{actor, databases};
    use store::{EngineName, key, migration, schema::ddl};

    use super::*;

    /// What the schema was when its last change was noted: whoever changes a record adds a change
    /// above and takes over what the test found.
    const NOTED: [&str; 2] = ["89d0d41f923aec36", "b22dd1819dd15e03"];

    #[test]
    fn a_changed_schema_has_a_change_of_its_own() {
        let found = [system(), company()].map(|schema| {
            let print = books::user::fingerprint(&ddl(EngineName::Sqlite, &schema.tables));
            print[..16].to_owned()
        });
        assert_eq!(found, NOTED, "add a change to SYSTEM or COMPANY, and note what was found here");
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
