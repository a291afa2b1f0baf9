//! Dates and discount that payment terms give a document.

use base::{Code, Date, Percent, Result};
use store::{Tx, key};

use super::PaymentTerms;

/// When a document is to be paid, and for what discount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaymentDates {
    /// The day on which it is due.
    pub due_date: Option<Date>,
    /// The last day for the discount; none without a discount.
    pub discount_date: Option<Date>,
    /// The discount, in percent.
    pub discount_percent: Percent,
}

/// What terms give a document of a date. Credit memos are due on their date, without discount
/// unless the terms allow it.
///
/// # Errors
/// Refuses a formula that leads outside the calendar.
pub fn dates(terms: &PaymentTerms, document_date: Date, credit_memo: bool) -> Result<PaymentDates> {
    if credit_memo && !terms.calc_pmt_disc_on_cr_memos {
        return Ok(PaymentDates { due_date: Some(document_date), ..PaymentDates::default() });
    }
    let discounted = !terms.discount_percent.is_zero();
    Ok(PaymentDates {
        due_date: Some(terms.due_date_calculation.apply(document_date)?),
        discount_date: if discounted {
            Some(terms.discount_date_calculation.apply(document_date)?)
        } else {
            None
        },
        discount_percent: terms.discount_percent,
    })
}

/// The same by the code of the terms; without terms a document is due on its date.
///
/// # Errors
/// `NotFound` for unknown terms.
pub fn due_date(
    tx: &mut Tx,
    terms_code: &Code<10>,
    document_date: Date,
    credit_memo: bool,
) -> Result<PaymentDates> {
    if terms_code.is_empty() {
        return dates(&PaymentTerms::default(), document_date, credit_memo);
    }
    let terms: PaymentTerms = tx.find(key![terms_code])?;
    dates(&terms, document_date, credit_memo)
}
