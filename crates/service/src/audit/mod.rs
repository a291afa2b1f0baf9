//! Standing audits: what must be true of the whole company at any time.
//!
//! Each audit is one query that finds nothing in a sound company. They run after every scenario
//! and by `fieldwright audit`. Those of figures read the ledgers only: nothing that posting
//! calculated is used to judge it. Those of links follow what one record names of another, and
//! know every table: a new one fails a test until it is said what it hangs on.

use base::{Amount, Arg, Message, Result};
use store::{Table, Tx, Value};

use crate::installation::{company_tables, system_tables};

mod checks;
mod kept;
mod links;
mod named;

pub use checks::CHECKS;
pub use kept::KEPT;
pub use links::{Link, company_links, refuse_while_named, system_links};
pub use named::{HISTORY, LOGS};

#[cfg(test)]
mod link_tests;
#[cfg(test)]
mod tests;

/// One audit.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Stable dotted code; the text stands under `message-<code with dashes>` and mentions
    /// `$place`, `$found` and `$expected`.
    pub code: &'static str,
    /// Finds what is wrong: the place, what was found, what was expected. Numbers are as stored,
    /// in units of 0.00001.
    pub sql: &'static str,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which audit found it.
    pub code: &'static str,
    /// The document, entry or line; for a record that names another, its key.
    pub place: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A figure is not what others add up to.
    Differs {
        /// What is there.
        found: Amount,
        /// What should be there.
        expected: Amount,
    },
    /// A record names one that does not exist.
    Dangling {
        /// The table of the record, and of what it names.
        tables: [&'static str; 2],
        /// The column that names.
        column: &'static str,
        /// What it names.
        named: String,
    },
    /// A search does not find a record by its words, or finds it by others.
    Astray {
        /// The table of the record.
        table: &'static str,
    },
    /// There is more of the same; only the first [`MOST`] are told.
    More,
}

impl Finding {
    /// The finding as a message for people.
    pub fn message(&self) -> Message {
        let mut args = vec![("place", Arg::from(self.place.as_str()))];
        let code = match &self.fault {
            Fault::Differs { found, expected } => {
                args.extend([("found", Arg::from(*found)), ("expected", Arg::from(*expected))]);
                self.code
            }
            Fault::Dangling { tables: [table, of], column, named } => {
                args.extend([
                    ("table", Arg::from(*table)),
                    ("column", Arg::from(format!("{table}.{column}"))),
                    ("by", Arg::from(*of)),
                    ("named", Arg::from(named.as_str())),
                ]);
                self.code
            }
            Fault::Astray { table } => {
                args.push(("table", Arg::from(*table)));
                self.code
            }
            Fault::More => {
                args = vec![("count", Arg::from(MOST)), ("code", Arg::from(self.code))];
                "audit.more"
            }
        };
        Message { code, args }
    }
}

/// How many findings of one kind are told.
pub const MOST: usize = 100;

/// The code of findings about records that name what does not exist.
pub const DANGLING: &str = "audit.dangling";
/// The code of findings about parts of what does not exist.
pub const ORPHAN: &str = "audit.orphan";

/// The code of findings about records that a search finds by other words than theirs.
pub const WORDS: &str = "audit.words";

/// Audits of the totals that are kept so that nobody sums up a ledger.
const TOTALS: [Check; 2] = [
    Check { code: "audit.generalLedger.total", sql: books::gl_account::CHECK },
    Check { code: "audit.serviceLedger.total", sql: crate::ledger::SALES_CHECK },
];

/// Every audit of figures.
pub fn checks() -> impl Iterator<Item = Check> {
    let of_stock = books::item_ledger::CHECKS.iter().map(|(code, sql)| Check { code, sql });
    CHECKS.iter().chain(KEPT).copied().chain(of_stock).chain(TOTALS)
}

/// Runs every audit of a company. A sound company has no findings. Rows are compared by the
/// database, and of each kind of finding at most [`MOST`] are held.
///
/// # Errors
/// When the database fails.
pub fn audit(tx: &mut Tx) -> Result<Vec<Finding>> {
    let mut findings = figures(tx)?;
    follow(tx, &company_tables(), &company_links(), &mut findings)?;
    search(tx, &mut findings)?;
    Ok(findings)
}

/// Finds records whose words in the index of a search are not theirs.
fn search(tx: &mut Tx, findings: &mut Vec<Finding>) -> Result<()> {
    for table in company_tables() {
        let rows = tx.words_astray(table, MOST + 1)?;
        let rows = rows.into_iter().map(|key| vec![Value::Text(key)]).collect();
        report(findings, WORDS, rows, |_| Fault::Astray { table: table.name });
    }
    Ok(())
}

/// Runs the audits of figures.
///
/// # Errors
/// When the database fails.
pub fn figures(tx: &mut Tx) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for check in checks() {
        let rows = tx.rows(&format!("{} LIMIT {}", check.sql, MOST + 1), &[])?;
        report(&mut findings, check.code, rows, |row| {
            let mut values = row.into_iter().skip(1);
            let mut next = || Amount::from_scaled(values.next().map_or(0, Value::into_int));
            Fault::Differs { found: next(), expected: next() }
        });
    }
    Ok(findings)
}

/// Runs every audit of the system database: users, roles, sessions and companies.
///
/// # Errors
/// When the database fails.
pub fn audit_system(tx: &mut Tx) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    follow(tx, &system_tables(), &system_links(), &mut findings)?;
    Ok(findings)
}

/// Finds records that name what does not exist.
fn follow(
    tx: &mut Tx,
    tables: &[&'static Table],
    links: &[Link],
    findings: &mut Vec<Finding>,
) -> Result<()> {
    for link in links {
        let Some(table) = tables.iter().find(|table| table.name == link.table) else { continue };
        let rows = tx.rows(&link.sql(table, MOST + 1), &[])?;
        let code = if link.part { ORPHAN } else { DANGLING };
        report(findings, code, rows, |row| Fault::Dangling {
            tables: [link.table, link.of],
            column: link.ends().0,
            named: row.into_iter().nth(1).map(Value::into_text).unwrap_or_default(),
        });
    }
    Ok(())
}

fn report(
    findings: &mut Vec<Finding>,
    code: &'static str,
    rows: Vec<Vec<Value>>,
    fault: impl Fn(Vec<Value>) -> Fault,
) {
    let more = rows.len() > MOST;
    for row in rows.into_iter().take(MOST) {
        let place = row.first().cloned().map(Value::into_text).unwrap_or_default();
        findings.push(Finding { code, place, fault: fault(row) });
    }
    if more {
        findings.push(Finding { code, place: String::new(), fault: Fault::More });
    }
}
