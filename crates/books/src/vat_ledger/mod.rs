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
    /// Number of the entry, counted by the program.
    pub entry_no: i64,
    /// Date of the posting.
    pub posting_date: Option<Date>,
    /// Day on which the tax falls due.
    pub vat_reporting_date: Option<Date>,
    /// Day printed on the document.
    pub document_date: Option<Date>,
    /// Side the tax is on.
    pub r#type: VatEntryType,
    /// Kind of document.
    pub document_type: DocumentType,
    /// Number of the document.
    pub document_no: Code<20>,
    /// Number that the customer or another party gave the document.
    pub external_document_no: Code<35>,
    /// What the tax is calculated on, in local currency.
    pub base: Amount,
    /// The tax, in local currency; nothing when the customer owes it.
    pub amount: Amount,
    /// How the tax is calculated.
    pub vat_calculation_type: VatCalculationType,
    /// Rate of the tax.
    pub vat_percent: Percent,
    /// VAT business posting group.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// VAT product posting group.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// General business posting group.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// General product posting group.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// Customer who is invoiced.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
    /// Country of the customer.
    pub country_region_code: Code<10>,
    /// VAT registration number of the customer.
    pub vat_registration_no: Text<20>,
    /// Where the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// User who posted.
    pub user_id: Code<50>,
    /// Entries that were posted together have the same number.
    pub transaction_no: i64,
}

impl Entity for VatEntry {
    const COLLECTION: &'static str = "vatEntries";
}
