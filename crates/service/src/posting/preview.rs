//! What a posting would write, without writing it: the plan with stars for numbers.

use base::{Amount, Date};

use store::Tx;

use super::plan::Posting;
use super::request::Numbers;
use super::situation::Situation;
use super::summary::{Ledger, ledgers};

/// What a posting would write.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The entries by ledger.
    pub ledgers: Vec<Ledger>,
    /// Without value added tax, in the currency of the document.
    pub amount: Amount,
    /// Value added tax.
    pub vat_amount: Amount,
    /// With value added tax.
    pub amount_including_vat: Amount,
    /// When the invoice is due; blank without an invoice.
    pub due_date: Option<Date>,
    /// Whether debit and credit are equal.
    pub balanced: bool,
}

/// The preview of a plan.
///
/// # Errors
/// When the database fails.
pub fn preview(tx: &mut Tx, situation: &Situation, mut posting: Posting) -> base::Result<Preview> {
    posting.number(&Numbers::unknown());
    let totals = posting.totals;
    Ok(Preview {
        ledgers: ledgers(tx, &posting)?,
        amount: totals.amount,
        vat_amount: totals.including_vat - totals.amount,
        amount_including_vat: totals.including_vat,
        due_date: situation.header.due_date.filter(|_| posting.invoice.is_some()),
        balanced: posting.entries.is_balanced(),
    })
}
