//! The records of invoices and payments of customers.

use base::{Amount, Code, Date, Factor, Text};
use store::{Entity, Record};

use crate::general_ledger::DocumentType;

/// An invoice or a payment of a customer. Receivables are positive. What is left of it is kept up
/// with its detailed entries.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "customer_ledger_entry",
    key(entry_no),
    ledger(
        open,
        remaining_amount,
        remaining_amt_lcy,
        remaining_pmt_disc_possible,
        closed_by_entry_no,
        closed_at_date
    ),
    index(posting_date),
    index(customer_no, open, due_date),
    index(open, due_date, remaining_amt_lcy),
    index(customer_no, posting_date),
    index(document_no, posting_date)
)]
pub struct CustomerLedgerEntry {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The day that the entry counts for in the books.
    pub posting_date: Option<Date>,
    /// The type of the document.
    pub document_type: DocumentType,
    /// The number of the document.
    pub document_no: Code<20>,
    /// The number that the customer or another party gave the document.
    pub external_document_no: Code<35>,
    /// The reference that the customer gave; documents show it.
    pub your_reference: Text<35>,
    /// The customer who is invoiced.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// The name of the customer who is invoiced.
    pub customer_name: Text<100>,
    /// The customer who received the service.
    #[column(relation = "customer")]
    pub sell_to_customer_no: Code<20>,
    /// What the entry is about.
    pub description: Text<100>,
    /// The currency of the amounts; blank for the local currency.
    #[column(relation = "currency")]
    pub currency_code: Code<10>,
    /// How much of the foreign currency one unit of local currency was at the posting.
    pub original_currency_factor: Factor,
    /// The amount with value added tax, in the currency of the document.
    #[column(class = "books")]
    pub amount: Amount,
    /// The amount with value added tax, in local currency.
    #[column(class = "books")]
    pub amount_lcy: Amount,
    /// What is not paid yet, in the currency of the document.
    #[column(class = "books")]
    pub remaining_amount: Amount,
    /// What is not paid yet, in local currency.
    #[column(class = "books")]
    pub remaining_amt_lcy: Amount,
    /// Says that something is left to pay.
    pub open: bool,
    /// The amount without value added tax, in local currency.
    #[column(class = "revenue")]
    pub sales_lcy: Amount,
    /// Sales less cost, in local currency.
    #[column(class = "cost")]
    pub profit_lcy: Amount,
    /// The discount on the whole invoice, in local currency.
    #[column(class = "books")]
    pub inv_discount_lcy: Amount,
    /// The day on which payment is due.
    pub due_date: Option<Date>,
    /// The last day on which the payment discount may be taken.
    pub pmt_discount_date: Option<Date>,
    /// The payment discount that was offered.
    #[column(class = "books")]
    pub original_pmt_disc_possible: Amount,
    /// The payment discount that may still be taken.
    #[column(class = "books")]
    pub remaining_pmt_disc_possible: Amount,
    /// The payment terms, from which due date and discount follow.
    #[column(relation = "payment_terms")]
    pub payment_terms_code: Code<10>,
    /// How the customer pays.
    #[column(relation = "payment_method")]
    pub payment_method_code: Code<10>,
    /// The salesperson who looks after the customer.
    #[column(relation = "salesperson")]
    pub salesperson_code: Code<20>,
    /// The group that names the receivables account used.
    #[column(relation = "customer_posting_group")]
    pub customer_posting_group: Code<20>,
    /// The date printed on the document.
    pub document_date: Option<Date>,
    /// The type of the document that the entry was applied to at once.
    pub applies_to_doc_type: DocumentType,
    /// The number of the document that the entry was applied to at once.
    pub applies_to_doc_no: Code<20>,
    /// The entry that closed this one; 0 if it is open or closed another.
    pub closed_by_entry_no: i64,
    /// The day on which the entry was closed.
    pub closed_at_date: Option<Date>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// The set of dimension values of the entry.
    pub dimension_set_id: i64,
    /// The part of the program that the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// The user who posted.
    pub user_id: Code<50>,
    /// Entries that were posted together have the same number.
    pub transaction_no: i64,
}

impl Entity for CustomerLedgerEntry {
    const COLLECTION: &'static str = "customerLedgerEntries";
}
