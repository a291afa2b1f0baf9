//! Finding the set-up of a combination and its accounts.

use base::{Code, Refusal, Result, refuse};
use store::{Record, Tx, Value, key};

use super::{CustomerPostingGroup, GeneralPostingSetup, InventoryPostingSetup};
use crate::vat::VatPostingSetup;

/// The accounts of a kind of customer and a kind of product.
///
/// # Errors
/// Refuses a combination that is missing or blocked.
pub fn general(tx: &mut Tx, business: &str, product: &str) -> Result<GeneralPostingSetup> {
    let found: GeneralPostingSetup = combination(tx, key![business, product])?;
    refuse_blocked(&found, found.blocked)?;
    Ok(found)
}

/// The tax of a kind of customer and a kind of product.
///
/// # Errors
/// Refuses a combination that is missing or blocked.
pub fn vat(tx: &mut Tx, business: &str, product: &str) -> Result<VatPostingSetup> {
    let found: VatPostingSetup = combination(tx, key![business, product])?;
    refuse_blocked(&found, found.blocked)?;
    Ok(found)
}

/// The accounts of a customer posting group.
///
/// # Errors
/// Refuses a group that is missing.
pub fn customer_group(tx: &mut Tx, code: &str) -> Result<CustomerPostingGroup> {
    combination(tx, key![code])
}

/// The accounts of a kind of stock at a location.
///
/// # Errors
/// Refuses a combination that is missing.
pub fn inventory(tx: &mut Tx, location: &str, group: &str) -> Result<InventoryPostingSetup> {
    combination(tx, key![location, group])
}

/// The account in a column of a set-up record.
///
/// # Errors
/// Refuses a blank account, with the record and the field to complete.
pub fn account<T: Record>(set_up: &T, column: &str) -> Result<Code<20>, Refusal> {
    let table = T::table();
    let at = table.column(column).expect("the caller names a column of the record");
    let account = set_up.value(at).into_text();
    if account.is_empty() {
        return Err(refuse!(
            "postingSetup.account.missing",
            page = table.name,
            combination = readable(&set_up.key()),
            field = table.columns[at].json
        ));
    }
    Ok(Code::new(&account))
}

fn combination<T: Record>(tx: &mut Tx, key: &[Value]) -> Result<T> {
    let found = tx.get(key)?;
    found.ok_or_else(|| missing::<T>(key).into())
}

/// The refusal of a combination that is missing.
pub fn missing<T: Record>(key: &[Value]) -> Refusal {
    refuse!("postingSetup.missing", page = T::table().name, combination = readable(key))
}

fn refuse_blocked<T: Record>(set_up: &T, blocked: bool) -> Result<(), Refusal> {
    if !blocked {
        return Ok(());
    }
    let page = T::table().name;
    Err(refuse!("postingSetup.blocked", page = page, combination = readable(&set_up.key())))
}

/// The parts of a key with a stroke between; a blank part is written as two quotation marks.
fn readable(key: &[Value]) -> String {
    let parts = key.iter().map(|part| match part.clone().into_text() {
        text if text.is_empty() => "\"\"".to_owned(),
        text => text,
    });
    parts.collect::<Vec<_>>().join(" / ")
}
