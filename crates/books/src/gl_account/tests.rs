use base::{Amount, Code, Date, Result};
use store::Tx;
use store::testing::{actor, databases};

use super::{CHECK, add, balances, fill};
use crate::general_ledger::GeneralLedgerEntry;

fn entry(account: &str, day: Option<Date>, amount: i64) -> GeneralLedgerEntry {
    let (gl_account_no, amount) = (Code::new(account), Amount::from(amount));
    GeneralLedgerEntry { gl_account_no, posting_date: day, amount, ..Default::default() }
}

fn of(tx: &mut Tx, day: Option<Date>) -> Result<Vec<i64>> {
    let found = balances(tx, &["2310", "6110", "9999"], day)?;
    Ok(found.into_iter().map(|amount| amount.scaled() / 100_000).collect())
}

#[test]
fn balances_are_those_of_the_entries_on_any_day() {
    let date = |month, day| Some(Date::constant(2026, month, day));
    let mut tables = store::tables();
    tables.extend(crate::tables());
    for database in databases(&tables) {
        let done = database.db.write(&actor(), |tx| {
            for (day, amount) in
                [(date(1, 31), 5), (date(2, 1), 7), (date(2, 28), -3), (date(3, 1), 11), (None, 1)]
            {
                let mut both = [entry("2310", day, amount), entry("6110", day, -amount)];
                for entry in &mut both {
                    tx.insert_unlogged(entry)?;
                }
                add(tx, &both)?;
            }
            for (day, expected) in [
                (None, 21),
                (date(1, 30), 1),
                (date(1, 31), 6),
                (date(2, 1), 13),
                (date(2, 27), 13),
                (date(2, 28), 10),
                (date(3, 31), 21),
            ] {
                assert_eq!(of(tx, day)?, [expected, -expected, 0], "{day:?}");
            }
            assert!(tx.rows(CHECK, &[])?.is_empty());
            tx.execute(
                "UPDATE \"gl_account_total\" SET \"amount\" = 0 WHERE \"month\" = '2026-02-01'",
                &[],
            )?;
            assert_eq!(tx.rows(CHECK, &[])?.len(), 2, "both accounts of the month");
            fill(tx)?;
            assert!(tx.rows(CHECK, &[])?.is_empty());
            assert_eq!(of(tx, None)?, [21, -21, 0]);
            Ok(())
        });
        done.expect("the totals are kept");
    }
}
