//! What may be entered about the other addresses of customers.

use base::{Error, Result, refuse};
use store::{Entity, Tx, key, params};

use super::{Customer, ShipToAddress};
use crate::salesperson::{self, Salesperson};
use crate::{check, hooks};

impl Entity for ShipToAddress {
    const COLLECTION: &'static str = "shipToAddresses";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        if column == "salesperson_code" && !self.salesperson_code.is_empty() {
            let salesperson: Salesperson = tx.find(key![self.salesperson_code])?;
            salesperson::check_usable(&salesperson)?;
        }
        Ok(())
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        let customer: Customer = check::named(tx, key![self.customer_no])
            .map_err(|error| error.at(|refusal| refusal.field("customerNo")))?;
        if self.code.is_empty() {
            return Err(refuse!("record.key.blank").field("code").into());
        }
        if self.name.is_empty() {
            (self.name, self.name_2) = (customer.name, customer.name_2);
        }
        if self.country_region_code.is_empty() {
            self.country_region_code = customer.country_region_code;
        }
        Ok(())
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        let rest = "WHERE \"no\" = $1 AND \"ship_to_code\" = $2";
        if tx.exists::<Customer>(rest, params![self.customer_no, self.code])? {
            return Err(Error::state(refuse!("record.used", key = &self.code, by = "customer")));
        }
        Ok(())
    }
}
