//! The chart of accounts.

mod balance;
mod rules;
#[cfg(test)]
mod tests;

pub(crate) use balance::add;
pub use balance::{CHECK, GlAccountTotal, balances, fill};
use base::{Code, Text};
pub(crate) use rules::check_set_up;
pub use rules::{check_direct, check_postable};
use store::{Options, Record};

/// What an account of the chart is.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GlAccountType {
    /// An account that entries are posted to.
    #[default]
    Posting,
    /// A heading.
    Heading,
    /// The sum of the accounts in its formula.
    Total,
    /// The beginning of a group.
    BeginTotal,
    /// The end of a group, with its sum.
    EndTotal,
}

/// Where an account belongs in the annual accounts.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IncomeBalance {
    /// In the income statement.
    #[default]
    IncomeStatement,
    /// In the balance sheet.
    BalanceSheet,
}

/// An account of the general ledger.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "gl_account", key(no), index(name), audited)]
pub struct GlAccount {
    /// Identifies the account.
    pub no: Code<20>,
    /// The name of the account.
    pub name: Text<100>,
    /// Where the account belongs in the annual accounts: income statement or balance sheet.
    pub income_balance: IncomeBalance,
    /// What the account is; entries are posted to accounts of type posting only.
    pub account_type: GlAccountType,
    /// The accounts that a total adds up, such as 6000..6999.
    pub totaling: Text<250>,
    /// Whether people may choose the account on a line.
    pub direct_posting: bool,
    /// Whether nothing more may be posted to the account.
    pub blocked: bool,
    /// The business posting group that lines get from the account.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// The product posting group that lines get from the account.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// The VAT business group that lines get from the account.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// The VAT product group that lines get from the account.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}
