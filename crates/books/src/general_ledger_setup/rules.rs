//! Reading and checking the set-up of general ledger.

use base::{Result, refuse};
use store::{Entity, Tx, key};

use super::GeneralLedgerSetup;
use crate::check;

/// The set-up; an empty one when none was saved yet.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx) -> Result<GeneralLedgerSetup> {
    Ok(tx.get(key![""])?.unwrap_or_default())
}

impl Entity for GeneralLedgerSetup {
    const COLLECTION: &'static str = "generalLedgerSetup";
    const SINGLETON: bool = true;

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        let range = (self.allow_posting_from, self.allow_posting_to);
        match (column, range) {
            ("allow_posting_from" | "allow_posting_to", (Some(from), Some(to))) if to < from => {
                Err(refuse!("postingDate.range", from = from, to = to).into())
            }
            _ => self.check_numbers(column),
        }
    }
}

impl GeneralLedgerSetup {
    fn check_numbers(&self, column: &str) -> Result<()> {
        let negative = match column {
            "amount_rounding_precision" => self.amount_rounding_precision.is_negative(),
            "unit_amount_rounding_precision" => self.unit_amount_rounding_precision.is_negative(),
            "inv_rounding_precision_lcy" => self.inv_rounding_precision_lcy.is_negative(),
            _ => false,
        };
        if negative {
            return Err(refuse!("value.negative").into());
        }
        if column == "vat_tolerance_percent" {
            check::percent(self.vat_tolerance_percent)?;
        }
        Ok(())
    }
}
