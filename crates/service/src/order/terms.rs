//! When a document is to be paid.

use base::Result;
use books::payment;
use store::Tx;

use super::ServiceHeader;

/// Works out due date and payment discount from the document date and the terms; without terms the
/// document is due on its date.
///
/// # Errors
/// `NotFound` for unknown terms; refuses a formula that leads outside the calendar.
pub fn apply_payment_terms(tx: &mut Tx, header: &mut ServiceHeader) -> Result<()> {
    let Some(date) = header.document_date else {
        header.due_date = None;
        header.pmt_discount_date = None;
        return Ok(());
    };
    let dates = payment::due_date(tx, &header.payment_terms_code, date, false)?;
    header.due_date = dates.due_date;
    header.pmt_discount_date = dates.discount_date;
    header.payment_discount_percent = dates.discount_percent;
    Ok(())
}
