//! The records of the general ledger.

use base::{Amount, Code, Date, Quantity, Text, Time};
use store::{Entity, Options, Record};

use super::DocumentType;

/// Whether an entry has value added tax.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GenPostingType {
    /// It has none.
    #[default]
    Blank,
    /// Tax on a sale.
    Sale,
}

/// Whom an entry concerns.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceType {
    /// Nobody in particular.
    #[default]
    Blank,
    /// A customer.
    Customer,
    /// An item.
    Item,
}

/// An amount on an account: debit is positive, credit negative.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "general_ledger_entry",
    key(entry_no),
    ledger,
    index(posting_date),
    index(gl_account_no, posting_date),
    index(document_no, posting_date)
)]
pub struct GeneralLedgerEntry {
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
    /// The account that the amount is posted to.
    #[column(relation = "gl_account")]
    pub gl_account_no: Code<20>,
    /// What the entry is about.
    pub description: Text<100>,
    /// The amount in local currency: debit positive, credit negative.
    #[column(class = "books")]
    pub amount: Amount,
    /// The amount if it is a debit.
    #[column(class = "books")]
    pub debit_amount: Amount,
    /// The amount if it is a credit.
    #[column(class = "books")]
    pub credit_amount: Amount,
    /// The value added tax that goes with the amount, on its own account.
    #[column(class = "books")]
    pub vat_amount: Amount,
    /// The number of units behind the amount.
    pub quantity: Quantity,
    /// Says whether value added tax goes with the amount.
    pub gen_posting_type: GenPostingType,
    /// The general business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// The general product posting group of what was moved or sold.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// The VAT business posting group of the customer.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// The VAT product posting group of what was charged.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// The date printed on the document.
    pub document_date: Option<Date>,
    /// Whom or what the entry concerns: a customer or an item.
    pub source_type: SourceType,
    /// The number of the customer or item.
    pub source_no: Code<20>,
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

impl Entity for GeneralLedgerEntry {
    const COLLECTION: &'static str = "generalLedgerEntries";
}

/// One posting and the entries it wrote.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "general_ledger_register", key(no), ledger, index(creation_date))]
pub struct GeneralLedgerRegister {
    /// The number of the posting, counted by the program.
    pub no: i64,
    /// The first general ledger entry of the posting; 0 if there is none.
    pub from_entry_no: i64,
    /// The last general ledger entry of the posting; 0 if there is none.
    pub to_entry_no: i64,
    /// The first VAT entry of the posting; 0 if there is none.
    pub from_vat_entry_no: i64,
    /// The last VAT entry of the posting; 0 if there is none.
    pub to_vat_entry_no: i64,
    /// The day on which it was posted.
    pub creation_date: Option<Date>,
    /// The time of day at which it was posted.
    pub creation_time: Option<Time>,
    /// The part of the program that the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// The user who posted.
    pub user_id: Code<50>,
}

impl Entity for GeneralLedgerRegister {
    const COLLECTION: &'static str = "generalLedgerRegisters";
}
