//! What holds for a user in a company: posting dates, what may be invoiced.

use base::{Code, Date};
use store::{Options, Record};

/// What a user may do about invoices when posting orders.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InvoicePostingPolicy {
    /// The user chooses.
    #[default]
    Allowed,
    /// The user may not invoice.
    Prohibited,
    /// The user must ship and invoice together.
    Mandatory,
}

/// What holds for a user in this company.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "user_setup", key(user_id), audited)]
pub struct UserSetup {
    /// The user, by the name used at sign-in.
    pub user_id: Code<50>,
    /// The first day on which the user may post; blank for what holds for everybody.
    pub allow_posting_from: Option<Date>,
    /// The last day on which the user may post; blank for what holds for everybody.
    pub allow_posting_to: Option<Date>,
    /// What the user may do about invoices when posting orders.
    pub service_invoice_posting_policy: InvoicePostingPolicy,
    /// The salesperson who the user is; new documents of the user get it.
    #[column(relation = "salesperson")]
    pub salesperson_code: Code<20>,
    /// The responsibility center that new service documents of the user get.
    #[column(relation = "responsibility_center")]
    pub service_resp_ctr_filter: Code<10>,
    /// Counts the changes of the record.
    pub version: i64,
}

crate::check::plain_entities!(UserSetup => "userSetups");
