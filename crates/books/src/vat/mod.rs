//! Value added tax: who owes it, at what rate, on which account.

mod rules;

use base::{Code, Percent, Text};
use store::{Options, Record};

/// How value added tax is worked out.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VatCalculationType {
    /// A percentage of the base, charged to the customer.
    #[default]
    NormalVat,
    /// The customer owes the tax; nothing is charged.
    ReverseChargeVat,
    /// The whole line is tax.
    FullVat,
    /// The line is outside value added tax.
    NoTaxableVat,
}

/// A kind of customer with respect to value added tax.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "vat_business_posting_group", key(code), audited)]
pub struct VatBusinessPostingGroup {
    /// Identifies the group.
    pub code: Code<20>,
    /// Says which customers belong to the group.
    pub description: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A kind of product with respect to value added tax.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "vat_product_posting_group", key(code), audited)]
pub struct VatProductPostingGroup {
    /// Identifies the group.
    pub code: Code<20>,
    /// Says which products belong to the group.
    pub description: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// The tax on sales of a kind of product to a kind of customer.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "vat_posting_setup", key(vat_bus_posting_group, vat_prod_posting_group), audited)]
pub struct VatPostingSetup {
    /// The group of customers with respect to value added tax; blank for none.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// The group of products with respect to value added tax; blank for none.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// Says what the combination is for.
    pub description: Text<100>,
    /// Lines with the same identifier are added up before their tax is rounded.
    pub vat_identifier: Code<20>,
    /// The VAT rate, in percent.
    pub vat_percent: Percent,
    /// How value added tax is calculated.
    pub vat_calculation_type: VatCalculationType,
    /// The account that tax on sales is posted to.
    #[column(relation = "gl_account")]
    pub sales_vat_account: Code<20>,
    /// Whether the combination can no longer be used.
    pub blocked: bool,
    /// Counts the changes of the record.
    pub version: i64,
}
