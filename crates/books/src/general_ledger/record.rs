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
    /// Number of the entry, counted by the program.
    pub entry_no: i64,
    /// Date of the posting.
    pub posting_date: Option<Date>,
    /// Kind of document.
    pub document_type: DocumentType,
    /// Number of the document.
    pub document_no: Code<20>,
    /// Number that the customer or another party gave the document.
    pub external_document_no: Code<35>,
    /// Account of the amount.
    #[column(relation = "gl_account")]
    pub gl_account_no: Code<20>,
    /// What the entry is about.
    pub description: Text<100>,
    /// Debit positive, credit negative, in local currency.
    pub amount: Amount,
    /// The amount if it is a debit.
    pub debit_amount: Amount,
    /// The amount if it is a credit.
    pub credit_amount: Amount,
    /// Value added tax that goes with the amount, on its own account.
    pub vat_amount: Amount,
    /// Number of units behind the amount.
    pub quantity: Quantity,
    /// Says whether value added tax goes with the amount.
    pub gen_posting_type: GenPostingType,
    /// General business posting group.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// General product posting group.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// VAT business posting group.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// VAT product posting group.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// Day printed on the document.
    pub document_date: Option<Date>,
    /// Whom the entry concerns.
    pub source_type: SourceType,
    /// Number of the customer or item.
    pub source_no: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// Set of dimension values of the entry.
    pub dimension_set_id: i64,
    /// Where the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// User who posted.
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
    /// Number of the register, counted by the program.
    pub no: i64,
    /// First general ledger entry of the posting, 0 if there is none.
    pub from_entry_no: i64,
    /// Last general ledger entry of the posting, 0 if there is none.
    pub to_entry_no: i64,
    /// First VAT entry of the posting, 0 if there is none.
    pub from_vat_entry_no: i64,
    /// Last VAT entry of the posting, 0 if there is none.
    pub to_vat_entry_no: i64,
    /// Day on which it was posted.
    pub creation_date: Option<Date>,
    /// Time of day at which it was posted.
    pub creation_time: Option<Time>,
    /// Where the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// User who posted.
    pub user_id: Code<50>,
}

impl Entity for GeneralLedgerRegister {
    const COLLECTION: &'static str = "generalLedgerRegisters";
}
