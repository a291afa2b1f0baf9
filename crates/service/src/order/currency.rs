//! Currency and posting date of a document.

use base::{Error, Result, refuse};
use books::number_series::NumberSeries;
use store::{Tx, key};

use super::{ServiceHeader, parts, terms};

/// Finds the exchange rate of the document on its posting date.
///
/// # Errors
/// Refuses a currency without a rate on that day.
pub(super) fn find_factor(tx: &mut Tx, header: &mut ServiceHeader) -> Result<()> {
    let date = header.posting_date.unwrap_or_else(|| tx.today());
    header.currency_factor = books::currency::factor(tx, &header.currency_code, date)?;
    Ok(())
}

/// Another currency was entered; lines are made anew with the prices of that currency.
///
/// # Errors
/// Refuses a currency without a rate, and that lines with prices stay as they are.
pub(super) fn enter(tx: &mut Tx, header: &mut ServiceHeader, before: &ServiceHeader) -> Result<()> {
    if header.currency_code == before.currency_code {
        return Ok(());
    }
    ask_to_recreate(tx, before, "currencyCode")?;
    find_factor(tx, header)
}

/// Asks before the lines are made anew because of a field; on no the field stays.
///
/// # Errors
/// Refuses the change on no, and after something was shipped.
pub(super) fn ask_to_recreate(
    tx: &mut Tx,
    before: &ServiceHeader,
    field: &'static str,
) -> Result<()> {
    if !parts::any_lines(tx, before)? {
        return Ok(());
    }
    parts::refuse_shipped(tx, before, field)?;
    parts::refuse_released(tx, before, field)?;
    if tx.confirm("order.recreateLines", true, vec![("no", (&before.no).into())])? {
        return Ok(());
    }
    Err(Error::state(refuse!("order.recreateLines.declined", no = &before.no)))
}

/// Another posting date was entered: the document date follows, and with it the due date; a
/// foreign currency asks for the rate of the new day.
///
/// # Errors
/// Refuses a blank date, and another date once a number was reserved in a series that keeps the
/// order of dates.
pub(super) fn enter_posting_date(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    before: &ServiceHeader,
) -> Result<()> {
    let Some(date) = header.posting_date else {
        return Err(refuse!("order.postingDate.missing").into());
    };
    if header.posting_date == before.posting_date {
        return Ok(());
    }
    if !header.posting_no.is_empty() {
        let series: Option<NumberSeries> = tx.get(key![header.posting_no_series])?;
        if series.is_some_and(|series| series.date_order) {
            let refusal = refuse!("order.postingDate.numberReserved", no = &header.posting_no);
            return Err(Error::state(refusal));
        }
    }
    header.document_date = Some(date);
    terms::apply_payment_terms(tx, header)?;
    if header.currency_code.is_empty() {
        return Ok(());
    }
    let factor = books::currency::factor(tx, &header.currency_code, date)?;
    if factor != header.currency_factor {
        let args = vec![("currency", (&header.currency_code).into()), ("date", date.into())];
        if tx.confirm("order.updateExchangeRate", true, args)? {
            header.currency_factor = factor;
        }
    }
    Ok(())
}
