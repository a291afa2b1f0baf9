//! Reading and checking the set-up of general ledger.

use base::{Error, Result, refuse};
use store::{Entity, Tx, key};

use super::GeneralLedgerSetup;
use crate::check;
use crate::general_ledger::GeneralLedgerEntry;

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

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        self.check_global_dimensions(tx, column, before)?;
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
    /// Refuses two equal global dimensions, and another one once entries have been posted: their
    /// columns hold the values of the old one.
    fn check_global_dimensions(&self, tx: &mut Tx, column: &str, before: &Self) -> Result<()> {
        let (one, two) = (&self.global_dimension_1_code, &self.global_dimension_2_code);
        let changed = match column {
            "global_dimension_1_code" => *one != before.global_dimension_1_code,
            "global_dimension_2_code" => *two != before.global_dimension_2_code,
            _ => false,
        };
        if !changed {
            return Ok(());
        }
        if one == two && !one.is_empty() {
            return Err(refuse!("generalLedgerSetup.globalDimension.twice", dimension = one).into());
        }
        if tx.exists::<GeneralLedgerEntry>("", &[])? {
            return Err(Error::state(refuse!("generalLedgerSetup.globalDimension.posted")));
        }
        Ok(())
    }

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
