//! The VAT ledger: what value added tax is owed, and on what.

use base::{Amount, Code, Date, Percent, Text};
use store::{Entity, Options, Record};

use crate::general_ledger::DocumentType;
use crate::vat::VatCalculationType;

/// Which side the tax is on.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VatEntryType {
    /// Tax on a sale.
    #[default]
    Sale,
}

/// Value added tax of a document, one entry per account and posting groups. Revenue and its tax
/// are negative, discounts positive.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "vat_entry",
    key(entry_no),
    ledger,
    index(posting_date),
    index(document_no, posting_date),
    index(vat_bus_posting_group, vat_prod_posting_group, posting_date)
)]
pub struct VatEntry {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The day that the entry counts for in the books.
    pub posting_date: Option<Date>,
    /// The day on which the tax falls due.
    pub vat_reporting_date: Option<Date>,
    /// The date printed on the document.
    pub document_date: Option<Date>,
    /// The side the tax is on: that of sales.
    pub r#type: VatEntryType,
    /// The type of the document.
    pub document_type: DocumentType,
    /// The number of the document.
    pub document_no: Code<20>,
    /// The number that the customer or another party gave the document.
    pub external_document_no: Code<35>,
    /// What the tax is calculated on, in local currency.
    #[column(class = "books")]
    pub base: Amount,
    /// The tax, in local currency; nothing when the customer owes it to the state.
    #[column(class = "books")]
    pub amount: Amount,
    /// How value added tax is calculated.
    pub vat_calculation_type: VatCalculationType,
    /// The VAT rate, in percent.
    pub vat_percent: Percent,
    /// The VAT business posting group of the customer.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// The VAT product posting group of what was charged.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// The general business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// The general product posting group of what was moved or sold.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// The customer who is invoiced.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
    /// The country or region.
    pub country_region_code: Code<10>,
    /// The customer's VAT registration number.
    pub vat_registration_no: Text<20>,
    /// The part of the program that the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// The user who posted.
    pub user_id: Code<50>,
    /// Entries that were posted together have the same number.
    pub transaction_no: i64,
}

impl Entity for VatEntry {
    const COLLECTION: &'static str = "vatEntries";
}
