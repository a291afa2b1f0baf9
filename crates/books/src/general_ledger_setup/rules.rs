//! Reading and checking the set-up of general ledger.

use base::{Error, Result, refuse};
use store::{Entity, Tx, key, params};

use super::GeneralLedgerSetup;
use crate::check;
use crate::dimension::DimensionSetEntry;

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
    /// Refuses two equal global dimensions, and another one once documents or entries have values of
    /// the old or of the new one: their columns hold what was global then.
    fn check_global_dimensions(&self, tx: &mut Tx, column: &str, before: &Self) -> Result<()> {
        let (one, two) = (&self.global_dimension_1_code, &self.global_dimension_2_code);
        let (old, new) = match column {
            "global_dimension_1_code" => (&before.global_dimension_1_code, one),
            "global_dimension_2_code" => (&before.global_dimension_2_code, two),
            _ => return Ok(()),
        };
        if old == new {
            return Ok(());
        }
        if one == two && !one.is_empty() {
            return Err(refuse!("generalLedgerSetup.globalDimension.twice", dimension = one).into());
        }
        for dimension in [old, new] {
            let has_values = "WHERE \"dimension_code\" = $1";
            if tx.exists::<DimensionSetEntry>(has_values, params![dimension])? {
                return Err(Error::state(refuse!(
                    "generalLedgerSetup.globalDimension.used",
                    dimension = dimension
                )));
            }
        }
        Ok(())
    }

    fn check_numbers(&self, column: &str) -> Result<()> {
        let negative = match column {
            "amount_rounding_precision" => self.amount_rounding_precision.is_negative(),
            "unit_amount_rounding_precision" => self.unit_amount_rounding_precision.is_negative(),
            "inv_rounding_precision_lcy" => self.inv_rounding_precision_lcy.is_negative(),
            "max_vat_difference_allowed" => self.max_vat_difference_allowed.is_negative(),
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
