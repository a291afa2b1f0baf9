//! Standing audits: what must be true of the whole company at any time.
//!
//! Each audit is one query that finds nothing in a sound company. They run after every scenario
//! and by `fieldwright audit`, and they read the ledgers only: nothing that posting calculated is
//! used to judge it.

use base::{Amount, Arg, Message, Result};
use store::{Tx, Value};

mod checks;

pub use checks::CHECKS;

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
    /// The document, entry or line.
    pub place: String,
    /// What is there.
    pub found: Amount,
    /// What should be there.
    pub expected: Amount,
}

impl Finding {
    /// The finding as a message for people.
    pub fn message(&self) -> Message {
        Message {
            code: self.code,
            args: vec![
                ("place", Arg::from(self.place.as_str())),
                ("found", Arg::from(self.found)),
                ("expected", Arg::from(self.expected)),
            ],
        }
    }
}

/// Runs every audit. A sound company has no findings.
///
/// # Errors
/// When the database fails.
pub fn audit(tx: &mut Tx) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let of_stock = books::item_ledger::CHECKS.iter().map(|(code, sql)| Check { code, sql });
    for check in CHECKS.iter().copied().chain(of_stock) {
        for row in tx.rows(check.sql, &[])? {
            let mut values = row.into_iter();
            let mut next = || values.next().unwrap_or(Value::Int(0));
            findings.push(Finding {
                code: check.code,
                place: next().into_text(),
                found: Amount::from_scaled(next().into_int()),
                expected: Amount::from_scaled(next().into_int()),
            });
        }
    }
    Ok(findings)
}
