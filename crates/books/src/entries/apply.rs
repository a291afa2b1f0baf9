//! Writes the entries of a posting.

use base::Result;
use store::{Record, Tx};

use super::{Entries, Source};
use crate::customer_ledger::{CustomerLedgerEntry, DetailedCustomerLedgerEntry};
use crate::general_ledger::{GeneralLedgerEntry, GeneralLedgerRegister, keep_source_code};
use crate::gl_account;
use crate::resource_ledger::ResourceLedgerEntry;
use crate::vat_ledger::VatEntry;

/// The numbers that the entries of a posting got.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The number of the transaction, 0 when nothing reached the general ledger.
    pub transaction_no: i64,
    /// The numbers of the customer ledger entries, in their order.
    pub customer: Vec<i64>,
    /// The numbers of the item ledger entries, in their order.
    pub item: Vec<i64>,
}

impl Entries {
    /// Counts the entries and writes them, with the register.
    ///
    /// # Errors
    /// When the database fails.
    ///
    /// # Panics
    /// When debit and credit differ.
    pub fn apply(mut self, tx: &mut Tx, source: &Source) -> Result<Applied> {
        self.assert_balanced();
        keep_source_code(tx, &source.source_code)?;
        let mut applied = Applied::default();
        if !self.general.is_empty() || !self.vat.is_empty() {
            applied.transaction_no = tx.entry_nos::<GeneralLedgerRegister>(1)?[0];
        }
        self.sign(source, applied.transaction_no);
        let general = numbered(tx, &mut self.general, |entry| &mut entry.entry_no)?;
        let vat = numbered(tx, &mut self.vat, |entry| &mut entry.entry_no)?;
        applied.customer = numbered(tx, &mut self.customer, |entry| &mut entry.entry_no)?;
        for entry in &mut self.detailed_customer {
            entry.cust_ledger_entry_no = place(&applied.customer, entry.cust_ledger_entry_no);
            entry.applied_cust_ledger_entry_no =
                place(&applied.customer, entry.applied_cust_ledger_entry_no);
        }
        for entry in &mut self.customer {
            entry.closed_by_entry_no = place(&applied.customer, entry.closed_by_entry_no);
        }
        numbered(tx, &mut self.detailed_customer, |entry| &mut entry.entry_no)?;
        numbered(tx, &mut self.resource, |entry| &mut entry.entry_no)?;
        self.write(tx)?;
        applied.item = std::mem::take(&mut self.item).apply(tx, source)?;
        if applied.transaction_no != 0 {
            register(tx, source, applied.transaction_no, &general, &vat)?;
        }
        Ok(applied)
    }

    fn write(&mut self, tx: &mut Tx) -> Result<()> {
        tx.insert_all::<GeneralLedgerEntry>(&mut self.general)?;
        gl_account::add(tx, &self.general)?;
        tx.insert_all::<VatEntry>(&mut self.vat)?;
        tx.insert_all::<CustomerLedgerEntry>(&mut self.customer)?;
        tx.insert_all::<DetailedCustomerLedgerEntry>(&mut self.detailed_customer)?;
        tx.insert_all::<ResourceLedgerEntry>(&mut self.resource)
    }

    /// Says on every entry who posted it, from where, and with what.
    fn sign(&mut self, source: &Source, transaction_no: i64) {
        for entry in &mut self.general {
            entry.user_id = source.user_id.clone();
            entry.source_code = source.source_code.clone();
            entry.transaction_no = transaction_no;
        }
        for entry in &mut self.vat {
            entry.user_id = source.user_id.clone();
            entry.source_code = source.source_code.clone();
            entry.transaction_no = transaction_no;
        }
        for entry in &mut self.customer {
            entry.user_id = source.user_id.clone();
            entry.source_code = source.source_code.clone();
            entry.transaction_no = transaction_no;
        }
        for entry in &mut self.detailed_customer {
            entry.user_id = source.user_id.clone();
            entry.source_code = source.source_code.clone();
            entry.transaction_no = transaction_no;
        }
        for entry in &mut self.resource {
            entry.user_id = source.user_id.clone();
            entry.source_code = source.source_code.clone();
        }
    }
}

/// Gives the entries their numbers.
fn numbered<T: Record>(
    tx: &mut Tx,
    entries: &mut [T],
    entry_no: impl Fn(&mut T) -> &mut i64,
) -> Result<Vec<i64>> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let numbers = tx.entry_nos::<T>(entries.len())?;
    for (entry, number) in entries.iter_mut().zip(&numbers) {
        *entry_no(entry) = *number;
    }
    Ok(numbers)
}

/// The number at a place counted from 1; 0 stays 0.
fn place(numbers: &[i64], place: i64) -> i64 {
    let at = usize::try_from(place - 1).ok();
    at.and_then(|at| numbers.get(at)).copied().unwrap_or_default()
}

fn register(tx: &mut Tx, source: &Source, no: i64, general: &[i64], vat: &[i64]) -> Result<()> {
    let end = |numbers: &[i64]| {
        (numbers.first().copied().unwrap_or(0), numbers.last().copied().unwrap_or(0))
    };
    let ((from_entry_no, to_entry_no), (from_vat_entry_no, to_vat_entry_no)) =
        (end(general), end(vat));
    let mut register = GeneralLedgerRegister {
        no,
        from_entry_no,
        to_entry_no,
        from_vat_entry_no,
        to_vat_entry_no,
        creation_date: Some(source.now.date()),
        creation_time: Some(source.now.time()),
        source_code: source.source_code.clone(),
        user_id: source.user_id.clone(),
    };
    tx.insert_unlogged(&mut register)
}
