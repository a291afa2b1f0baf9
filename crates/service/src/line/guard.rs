//! When a line can no longer be changed.

use base::{Error, Result, refuse};

use super::{LineType, ServiceLine};
use crate::order::{ReleaseStatus, ServiceHeader};

/// Refuses a change of what the line is about once something of it was posted.
pub(super) fn unposted(line: &ServiceLine, field: &'static str) -> Result<()> {
    if line.posted() {
        let shipped = line.quantity_shipped.max(line.quantity_invoiced);
        return Err(Error::state(refuse!("line.posted", posted = shipped).field(field)));
    }
    Ok(())
}

/// Refuses a change of an item line whose order is released to the store.
pub(super) fn unreleased(header: &ServiceHeader, line: &ServiceLine, field: &str) -> Result<()> {
    if header.release_status == ReleaseStatus::Open || line.r#type != LineType::Item {
        return Ok(());
    }
    Err(Error::state(refuse!("line.released", no = &header.no).field(field)))
}

/// Whether a change of this column must wait until the order is opened again.
pub(super) fn fixed_by_release(column: &str) -> bool {
    matches!(
        column,
        "type"
            | "no"
            | "item_reference_no"
            | "variant_code"
            | "location_code"
            | "unit_of_measure_code"
            | "quantity"
            | "unit_price"
            | "line_discount_percent"
            | "line_discount_amount"
            | "line_amount"
            | "gen_bus_posting_group"
            | "gen_prod_posting_group"
            | "vat_bus_posting_group"
            | "vat_prod_posting_group"
            | "needed_by_date"
            | "posting_date"
    )
}

/// Refuses a value on a text line, which has none.
pub(super) fn counted(line: &ServiceLine, field: &'static str) -> Result<()> {
    if line.counts() {
        return Ok(());
    }
    Err(refuse!("line.text.onlyDescription").field(field).into())
}
