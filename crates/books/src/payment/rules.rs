//! What may be entered about payment.

use base::Result;
use store::{Entity, Tx};

use super::{PaymentMethod, PaymentTerms};
use crate::{check, gl_account, hooks, used};

impl Entity for PaymentTerms {
    const COLLECTION: &'static str = "paymentTerms";

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        if column == "discount_percent" {
            check::percent(self.discount_percent)?;
        }
        Ok(())
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }
}

impl Entity for PaymentMethod {
    const COLLECTION: &'static str = "paymentMethods";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        gl_account::check_set_up(tx, self, column)
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }
}
