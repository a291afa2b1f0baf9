//! Posting groups and the accounts that their combinations post to.
//!
//! The functions of this module find the set-up of a combination and refuse with the combination
//! and the page to complete when it is missing, blocked or without the account.

mod lookup;
mod rules;
#[cfg(test)]
mod tests;

use base::{Code, Text};
pub use lookup::{account, customer_group, general, inventory, missing, vat};
use store::Record;

/// A kind of customer with respect to revenue accounts.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "gen_business_posting_group", key(code), audited)]
pub struct GenBusinessPostingGroup {
    /// Identifies the group.
    pub code: Code<20>,
    /// Says which customers belong to the group.
    pub description: Text<100>,
    /// The VAT business group that a customer gets with this group.
    #[column(relation = "vat_business_posting_group")]
    pub def_vat_bus_posting_group: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A kind of product with respect to revenue accounts.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "gen_product_posting_group", key(code), audited)]
pub struct GenProductPostingGroup {
    /// Identifies the group.
    pub code: Code<20>,
    /// Says which products belong to the group.
    pub description: Text<100>,
    /// The VAT product group that a product gets with this group.
    #[column(relation = "vat_product_posting_group")]
    pub def_vat_prod_posting_group: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// The accounts for sales of a kind of product to a kind of customer.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "general_posting_setup",
    key(gen_bus_posting_group, gen_prod_posting_group),
    audited
)]
pub struct GeneralPostingSetup {
    /// The kind of customer; blank for movements of stock without a customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// The kind of product.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// Says what the combination is for.
    pub description: Text<100>,
    /// The account that revenue is posted to.
    #[column(relation = "gl_account")]
    pub sales_account: Code<20>,
    /// The account for credited revenue.
    #[column(relation = "gl_account")]
    pub sales_credit_memo_account: Code<20>,
    /// The account for line discounts that are posted separately.
    #[column(relation = "gl_account")]
    pub sales_line_disc_account: Code<20>,
    /// The account for invoice discounts that are posted separately.
    #[column(relation = "gl_account")]
    pub sales_inv_disc_account: Code<20>,
    /// The account for the cost of goods sold.
    #[column(relation = "gl_account")]
    pub cogs_account: Code<20>,
    /// The account for the expected cost of goods delivered and not invoiced.
    #[column(relation = "gl_account")]
    pub cogs_account_interim: Code<20>,
    /// The account for stock that comes or goes without sale or purchase.
    #[column(relation = "gl_account")]
    pub inventory_adjmt_account: Code<20>,
    /// Whether the combination can no longer be used.
    pub blocked: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

/// The accounts of a kind of receivable.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "customer_posting_group", key(code), audited)]
pub struct CustomerPostingGroup {
    /// Identifies the group.
    pub code: Code<20>,
    /// Says which customers belong to the group.
    pub description: Text<100>,
    /// The account for what customers owe.
    #[column(relation = "gl_account")]
    pub receivables_account: Code<20>,
    /// The account for service charges on invoices.
    #[column(relation = "gl_account")]
    pub service_charge_acc: Code<20>,
    /// The account for the rounding of invoices.
    #[column(relation = "gl_account")]
    pub invoice_rounding_account: Code<20>,
    /// The account for payment discounts given.
    #[column(relation = "gl_account")]
    pub payment_disc_debit_acc: Code<20>,
    /// The account for payment discounts taken back.
    #[column(relation = "gl_account")]
    pub payment_disc_credit_acc: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A kind of stock with respect to inventory accounts.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "inventory_posting_group", key(code), audited)]
pub struct InventoryPostingGroup {
    /// Identifies the group.
    pub code: Code<20>,
    /// Says which items belong to the group.
    pub description: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// The accounts for a kind of stock at a location.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "inventory_posting_setup", key(location_code, invt_posting_group_code), audited)]
pub struct InventoryPostingSetup {
    /// The location; blank for movements without a location.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The inventory posting group of the items.
    #[column(relation = "inventory_posting_group")]
    pub invt_posting_group_code: Code<20>,
    /// Says what the combination is for.
    pub description: Text<100>,
    /// The account for the value of stock.
    #[column(relation = "gl_account")]
    pub inventory_account: Code<20>,
    /// The account for the expected value of stock delivered and not invoiced.
    #[column(relation = "gl_account")]
    pub inventory_account_interim: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}
