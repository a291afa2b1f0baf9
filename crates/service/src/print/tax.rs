//! What an invoice has to say about value added tax beside the sums: why none is charged, and how much
//! it is in local currency.

use std::collections::BTreeSet;

use base::{Amount, Result};
use books::vat::VatPostingSetup;
use store::{Tx, key, params};

use super::sums::Money;
use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine};

/// The notes below the sums.
pub fn notes(
    tx: &mut Tx,
    money: &Money,
    header: &ServiceInvoiceHeader,
    lines: &[ServiceInvoiceLine],
) -> Result<Vec<String>> {
    let mut notes = reasons(tx, lines)?;
    if !header.currency_code.is_empty() {
        notes.extend(in_local_currency(tx, money, header)?);
    }
    Ok(notes)
}

/// Why lines carry no tax: what the VAT posting set-up says about each of them, once.
fn reasons(tx: &mut Tx, lines: &[ServiceInvoiceLine]) -> Result<Vec<String>> {
    let free = lines
        .iter()
        .filter(|line| !line.quantity.is_zero() && line.amount == line.amount_including_vat);
    let groups: BTreeSet<_> =
        free.map(|line| (&line.vat_bus_posting_group, &line.vat_prod_posting_group)).collect();
    let mut reasons = Vec::new();
    for (business, product) in groups {
        let setup: Option<VatPostingSetup> = tx.get(key![business, product])?;
        let reason = setup.map(|setup| setup.description.to_string()).unwrap_or_default();
        if !reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    Ok(reasons)
}

/// The tax in local currency, as it was posted; nothing when there is none.
fn in_local_currency(
    tx: &mut Tx,
    money: &Money,
    header: &ServiceInvoiceHeader,
) -> Result<Option<String>> {
    let sql = "SELECT coalesce(sum(\"amount\"), 0) FROM \"vat_entry\" \
               WHERE \"document_no\" = $1 AND \"posting_date\" = $2";
    let posted = tx.number(sql, params![header.no, header.posting_date])?;
    let tax = Amount::ZERO - Amount::from_scaled(posted);
    if tax.is_zero() {
        return Ok(None);
    }
    let local = Money::of(tx, money.language, "")?;
    let amount = local.write(tax);
    Ok(Some(texts::text(money.language, "print-vat-local", &[("amount", amount.as_str().into())])))
}
