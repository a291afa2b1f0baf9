//! What became of customer ledger entries.

use base::{Amount, Code, Date};
use store::{Entity, Options, Record};

use crate::general_ledger::DocumentType;

/// What a detailed entry does to its customer ledger entry.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DetailedEntryType {
    /// Brings it into being.
    #[default]
    InitialEntry,
    /// Sets it off against another one.
    Application,
    /// Takes the payment discount off it.
    PaymentDiscount,
}

/// One step in the life of a customer ledger entry. The sum of its steps is what is left of it.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "detailed_cust_ledger_entry",
    key(entry_no),
    ledger,
    index(cust_ledger_entry_no),
    index(customer_no, posting_date),
    index(document_no, posting_date)
)]
pub struct DetailedCustomerLedgerEntry {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The customer ledger entry that the step belongs to.
    #[column(relation = "customer_ledger_entry")]
    pub cust_ledger_entry_no: i64,
    /// What the step does: initial entry, application or payment discount.
    pub entry_type: DetailedEntryType,
    /// The day that the entry counts for in the books.
    pub posting_date: Option<Date>,
    /// The type of the document.
    pub document_type: DocumentType,
    /// The number of the document.
    pub document_no: Code<20>,
    /// The amount, in the currency of the document.
    #[column(class = "books")]
    pub amount: Amount,
    /// The amount, in local currency.
    #[column(class = "books")]
    pub amount_lcy: Amount,
    /// The customer who is invoiced.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// The currency of the amount; blank for the local currency.
    #[column(relation = "currency")]
    pub currency_code: Code<10>,
    /// The customer ledger entry that was set off; 0 for an initial entry.
    pub applied_cust_ledger_entry_no: i64,
    /// The part of the program that the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// The user who posted.
    pub user_id: Code<50>,
    /// Entries that were posted together have the same number.
    pub transaction_no: i64,
}

impl Entity for DetailedCustomerLedgerEntry {
    const COLLECTION: &'static str = "detailedCustomerLedgerEntries";
}
