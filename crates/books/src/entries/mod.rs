//! What a posting writes into the books: plain data until it is applied.
//!
//! Plans fill these lists without knowing numbers; [`Entries::apply`] counts the entries and writes
//! them. It decides nothing.

mod apply;

pub use apply::Applied;

use base::{Amount, Code, Date, DateTime};

use crate::customer_ledger::{CustomerLedgerEntry, DetailedCustomerLedgerEntry};
use crate::general_ledger::{GeneralLedgerEntry, debit_and_credit};
use crate::item_ledger::{CostPosting, ItemEntries};
use crate::resource_ledger::ResourceLedgerEntry;
use crate::vat_ledger::VatEntry;

/// Entries of the books that are written together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entries {
    /// General ledger entries.
    pub general: Vec<GeneralLedgerEntry>,
    /// VAT entries.
    pub vat: Vec<VatEntry>,
    /// Customer ledger entries.
    pub customer: Vec<CustomerLedgerEntry>,
    /// Detailed customer ledger entries. They name customer ledger entries by their place in
    /// `customer`, counted from 1.
    pub detailed_customer: Vec<DetailedCustomerLedgerEntry>,
    /// Resource ledger entries.
    pub resource: Vec<ResourceLedgerEntry>,
    /// Item ledger entries, value entries and applications.
    pub item: ItemEntries,
}

/// Who posts, when, from where.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The user.
    pub user_id: Code<50>,
    /// The part of the program.
    pub source_code: Code<10>,
    /// The moment.
    pub now: DateTime,
}

impl Entries {
    /// Adds an amount on an account; nothing is added for no amount.
    pub fn post(&mut self, mut entry: GeneralLedgerEntry) {
        if entry.amount.is_zero() && entry.vat_amount.is_zero() {
            return;
        }
        (entry.debit_amount, entry.credit_amount) = debit_and_credit(entry.amount);
        self.general.push(entry);
    }

    /// Adds what happens to stock: [`crate::item_ledger::Stock::into_parts`].
    pub fn add_stock(&mut self, (item, costs): (ItemEntries, Vec<CostPosting>)) {
        self.item.append(item);
        for cost in costs {
            self.post(cost.into());
        }
    }

    /// Whether debit and credit are the same on every day.
    pub fn is_balanced(&self) -> bool {
        let mut days: Vec<(Option<Date>, Amount)> = Vec::new();
        for entry in &self.general {
            match days.iter_mut().find(|(day, _)| *day == entry.posting_date) {
                Some((_, sum)) => *sum += entry.amount,
                None => days.push((entry.posting_date, entry.amount)),
            }
        }
        days.iter().all(|(_, sum)| sum.is_zero())
    }

    /// Stops a posting whose debit and credit differ.
    ///
    /// # Panics
    /// When they do: a plan that does not balance is a defect of the program, and nothing of it
    /// may reach the books.
    pub fn assert_balanced(&self) {
        assert!(self.is_balanced(), "a posting does not balance: {:?}", self.general);
    }

    /// Gives a document number to every entry that carries this placeholder.
    pub fn number(&mut self, placeholder: &str, no: &Code<20>) {
        self.item.number(placeholder, no);
        let entries = self.general.iter_mut().map(|entry| &mut entry.document_no);
        let entries = entries.chain(self.vat.iter_mut().map(|entry| &mut entry.document_no));
        let entries = entries.chain(
            self.customer
                .iter_mut()
                .flat_map(|entry| [&mut entry.document_no, &mut entry.applies_to_doc_no]),
        );
        let entries =
            entries.chain(self.detailed_customer.iter_mut().map(|entry| &mut entry.document_no));
        for document_no in
            entries.chain(self.resource.iter_mut().map(|entry| &mut entry.document_no))
        {
            if *document_no == *placeholder {
                *document_no = no.clone();
            }
        }
    }
}
