//! What may be entered about customers.

use base::{Code, Error, Result, refuse};
use store::{Entity, Figures, Tx, Wanted, key, params};

use super::balance;
use super::{Customer, CustomerDiscountGroup, CustomerInvoiceDiscount, CustomerPriceGroup};
use crate::customer_ledger::CustomerLedgerEntry;
use crate::dimension::{self, DimensionTable};
use crate::posting_setup::GenBusinessPostingGroup;
use crate::price_list::{self, PriceSourceType};
use crate::salesperson::{self, Salesperson};
use crate::{check, hooks, sales_setup, used};

impl Entity for Customer {
    const COLLECTION: &'static str = "customers";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        self.allow_line_disc = true;
        Ok(())
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "bill_to_customer_no" if self.bill_to_customer_no == self.no => {
                self.bill_to_customer_no = Code::default();
            }
            "gen_bus_posting_group" if !self.gen_bus_posting_group.is_empty() => {
                let group: GenBusinessPostingGroup = tx.find(key![self.gen_bus_posting_group])?;
                if !group.def_vat_bus_posting_group.is_empty() {
                    self.vat_bus_posting_group = group.def_vat_bus_posting_group;
                }
            }
            "customer_posting_group"
                if self.customer_posting_group != before.customer_posting_group =>
            {
                self.refuse_while_owing(tx)?;
            }
            "credit_limit_lcy" if self.credit_limit_lcy.is_negative() => {
                return Err(refuse!("value.negative").into());
            }
            "ship_to_code" if !self.ship_to_code.is_empty() => {
                check::named::<super::ShipToAddress>(tx, key![self.no, self.ship_to_code])?;
            }
            "salesperson_code" if !self.salesperson_code.is_empty() => {
                let salesperson: Salesperson = tx.find(key![self.salesperson_code])?;
                salesperson::check_usable(&salesperson)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        let series = sales_setup::of(tx)?.customer_nos;
        self.no = check::card_no::<Self>(tx, &series, &self.no)?;
        if self.bill_to_customer_no == self.no {
            self.bill_to_customer_no = Code::default();
        }
        if self.invoice_disc_code.is_empty() {
            self.invoice_disc_code = self.no.clone();
        }
        Ok(())
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        price_list::refuse_while_source(tx, PriceSourceType::Customer, &self.no)?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        for sql in [
            "DELETE FROM \"ship_to_address\" WHERE \"customer_no\" = $1",
            "DELETE FROM \"customer_invoice_discount\" WHERE \"code\" = $1",
            "DELETE FROM \"item_reference\" \
             WHERE \"reference_type\" = 'customer' AND \"reference_type_no\" = $1",
        ] {
            tx.execute(sql, params![self.no])?;
        }
        dimension::forget(tx, DimensionTable::Customer, &self.no)
    }

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "balanceLcy" | "balanceDueLcy" => Some(&["customer_ledger_entry.remaining_amt_lcy"]),
            _ => hooks::made_of::<Self>(figure),
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], wanted: &Wanted) -> Result<Vec<Figures>> {
        let mut figures = balance::figures(tx, records, wanted)?;
        hooks::add_figures(tx, records, wanted, &mut figures)?;
        Ok(figures)
    }
}

impl Customer {
    /// The customer who gets the bill.
    pub fn bill_to(&self) -> &Code<20> {
        if self.bill_to_customer_no.is_empty() { &self.no } else { &self.bill_to_customer_no }
    }

    fn refuse_while_owing(&self, tx: &mut Tx) -> Result<()> {
        let rest = "WHERE \"customer_no\" = $1 AND \"open\" = 1";
        if tx.exists::<CustomerLedgerEntry>(rest, params![self.no])? {
            let customer = &self.no;
            return Err(Error::state(refuse!("customer.postingGroup.open", customer = customer)));
        }
        Ok(())
    }
}

impl Entity for CustomerPriceGroup {
    const COLLECTION: &'static str = "customerPriceGroups";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        (self.allow_line_disc, self.allow_invoice_disc) = (true, true);
        Ok(())
    }

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        if column == "price_includes_vat" && !self.price_includes_vat {
            self.vat_bus_posting_gr_price = Code::default();
        }
        Ok(())
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        price_list::refuse_while_source(tx, PriceSourceType::CustomerPriceGroup, &self.code)?;
        used::refuse_while_related(tx, self)
    }
}

impl Entity for CustomerDiscountGroup {
    const COLLECTION: &'static str = "customerDiscountGroups";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        price_list::refuse_while_source(tx, PriceSourceType::CustomerDiscGroup, &self.code)?;
        used::refuse_while_related(tx, self)
    }
}

impl Entity for CustomerInvoiceDiscount {
    const COLLECTION: &'static str = "customerInvoiceDiscounts";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        if self.minimum_amount.is_negative() {
            return Err(refuse!("value.negative").field("minimumAmount").into());
        }
        Ok(())
    }

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        match column {
            "discount_percent" => Ok(check::percent(self.discount_percent)?),
            "service_charge" if self.service_charge.is_negative() => {
                Err(refuse!("value.negative").into())
            }
            _ => Ok(()),
        }
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        check::key_relations(tx, self)
    }
}
