//! The general ledger: every amount on every account, and the register of postings.

mod record;
mod source_code;

pub use record::{GenPostingType, GeneralLedgerEntry, GeneralLedgerRegister, SourceType};
pub use source_code::{SERVICE_MANAGEMENT, SourceCode, keep as keep_source_code};

use base::Amount;
use store::Options;

/// What kind of document an entry belongs to.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DocumentType {
    /// None of the others.
    #[default]
    Blank,
    /// Money received.
    Payment,
    /// An invoice.
    Invoice,
    /// A credit memo.
    CreditMemo,
    /// Money paid back.
    Refund,
}

/// The amount as debit and as credit, one of them nothing.
pub fn debit_and_credit(amount: Amount) -> (Amount, Amount) {
    if amount.is_negative() { (Amount::ZERO, -amount) } else { (amount, Amount::ZERO) }
}
