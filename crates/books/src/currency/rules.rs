//! What may be entered about currencies.

use base::{Result, refuse};
use store::{Entity, Tx, params};

use super::{Currency, CurrencyExchangeRate};
use crate::{check, hooks, used};

impl Entity for Currency {
    const COLLECTION: &'static str = "currencies";

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        let negative = match column {
            "amount_rounding_precision" => self.amount_rounding_precision.is_negative(),
            "unit_amount_rounding_precision" => self.unit_amount_rounding_precision.is_negative(),
            "invoice_rounding_precision" => self.invoice_rounding_precision.is_negative(),
            "max_vat_difference_allowed" => self.max_vat_difference_allowed.is_negative(),
            _ => false,
        };
        if negative { Err(refuse!("value.negative").into()) } else { Ok(()) }
    }

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(check::key_given(self)?)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        hooks::guard(tx, self)?;
        used::refuse_while_related(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        let sql = "DELETE FROM \"currency_exchange_rate\" WHERE \"currency_code\" = $1";
        tx.execute(sql, params![self.code]).map(drop)
    }
}

impl Entity for CurrencyExchangeRate {
    const COLLECTION: &'static str = "currencyExchangeRates";

    fn enter(&mut self, _tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        let factor = match column {
            "exchange_rate_amount" => self.exchange_rate_amount,
            "relational_exch_rate_amount" => self.relational_exch_rate_amount,
            _ => return Ok(()),
        };
        if factor.dec() > base::Decimal::ZERO {
            return Ok(());
        }
        Err(refuse!("currency.rate.positive").into())
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        if self.starting_date.is_none() {
            return Err(refuse!("currency.rate.date").field("startingDate").into());
        }
        check::key_relations(tx, self)
    }
}
