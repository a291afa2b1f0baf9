//! What may be entered about value added tax.

use base::{Percent, Result};
use store::{Entity, Tx};

use super::{VatBusinessPostingGroup, VatCalculationType, VatPostingSetup, VatProductPostingGroup};
use crate::{check, gl_account};

check::plain_entities!(
    VatBusinessPostingGroup => "vatBusinessPostingGroups",
    VatProductPostingGroup => "vatProductPostingGroups",
);

impl VatPostingSetup {
    /// The percentage that is added to amounts: none when the customer owes the tax, or when there
    /// is no tax.
    pub fn charged_percent(&self) -> Percent {
        match self.vat_calculation_type {
            VatCalculationType::NormalVat | VatCalculationType::FullVat => self.vat_percent,
            VatCalculationType::ReverseChargeVat | VatCalculationType::NoTaxableVat => {
                Percent::ZERO
            }
        }
    }
}

impl Entity for VatPostingSetup {
    const COLLECTION: &'static str = "vatPostingSetup";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        if column == "vat_percent" {
            check::percent(self.vat_percent)?;
        }
        gl_account::check_set_up(tx, self, column)
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        if self.vat_identifier.is_empty() {
            self.vat_identifier = self.vat_prod_posting_group.clone();
        }
        check::key_relations(tx, self)
    }
}
