//! The lines of a document as its header sees them.

use base::{Error, Result, refuse};
use store::figures::one_of;
use store::{ToValue, Tx, params};

use super::{ReleaseStatus, ServiceHeader, ServiceItemLine};
use crate::line::ServiceLine;

const OF_DOCUMENT: &str = "WHERE \"document_type\" = $1 AND \"document_no\" = $2";

/// The service item lines of a document, in order.
///
/// # Errors
/// When the database fails.
pub fn item_lines(tx: &mut Tx, header: &ServiceHeader) -> Result<Vec<ServiceItemLine>> {
    tx.parts(params![header.document_type, header.no])
}

/// The service lines of a document, in order.
///
/// # Errors
/// When the database fails.
pub fn lines(tx: &mut Tx, header: &ServiceHeader) -> Result<Vec<ServiceLine>> {
    tx.parts(params![header.document_type, header.no])
}

/// Whether there are service lines. A new document has none.
pub(super) fn any_lines(tx: &mut Tx, header: &ServiceHeader) -> Result<bool> {
    Ok(header.version > 0
        && tx.exists::<ServiceLine>(OF_DOCUMENT, params![header.document_type, header.no])?)
}

/// Whether there are service item lines. A new document has none.
pub(super) fn any_item_lines(tx: &mut Tx, header: &ServiceHeader) -> Result<bool> {
    Ok(header.version > 0
        && tx.exists::<ServiceItemLine>(OF_DOCUMENT, params![header.document_type, header.no])?)
}

/// Whether there are lines of either kind.
pub(super) fn any(tx: &mut Tx, header: &ServiceHeader) -> Result<bool> {
    Ok(any_lines(tx, header)? || any_item_lines(tx, header)?)
}

/// Of each document whether something of it was shipped.
pub(super) fn any_shipped(tx: &mut Tx, headers: &[ServiceHeader]) -> Result<Vec<bool>> {
    let mut parameters = Vec::new();
    let kinds = headers.iter().map(|header| header.document_type.to_value());
    let kinds = one_of("document_type", kinds, &mut parameters);
    let numbers = headers.iter().map(|header| header.no.to_value());
    let numbers = one_of("document_no", numbers, &mut parameters);
    let sql = format!(
        "SELECT DISTINCT \"document_type\", \"document_no\" FROM \"service_line\" \
         WHERE {kinds} AND {numbers} AND \"quantity_shipped\" <> 0"
    );
    let shipped = tx.rows_by(2, &sql, &parameters)?;
    let is =
        |header: &ServiceHeader| shipped.contains_key(params![header.document_type, header.no]);
    Ok(headers.iter().map(is).collect())
}

/// Refuses a change that would make the lines of a released document anew, or leave it without them.
pub(super) fn refuse_released(
    tx: &mut Tx,
    header: &ServiceHeader,
    field: &'static str,
) -> Result<()> {
    if header.release_status == ReleaseStatus::Open || !any_lines(tx, header)? {
        return Ok(());
    }
    Err(Error::state(refuse!("order.released", no = &header.no).field(field)))
}

/// Refuses a change once something of the document was shipped; of a new one nothing was.
pub(super) fn refuse_shipped(
    tx: &mut Tx,
    header: &ServiceHeader,
    field: &'static str,
) -> Result<()> {
    if header.version == 0 {
        return Ok(());
    }
    let rest = format!("{OF_DOCUMENT} AND \"quantity_shipped\" <> 0 ORDER BY \"line_no\"");
    let shipped: Option<ServiceLine> = tx.first(&rest, params![header.document_type, header.no])?;
    shipped.map_or(Ok(()), |line| {
        let refusal =
            refuse!("order.lines.shipped", no = &header.no, line = line.line_no.to_string());
        Err(Error::state(refusal.field(field)))
    })
}
