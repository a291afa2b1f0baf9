//! The dimensions of a service item line: those of its order, with what service item, group and
//! responsibility center bring.

use base::Result;
use books::dimension::{self, DimensionTable, sets};
use books::general_ledger::SERVICE_MANAGEMENT;
use store::Tx;

use super::ServiceItemLine;
use crate::line;
use crate::order::ServiceHeader;

fn records(line: &ServiceItemLine) -> [(DimensionTable, &str); 3] {
    [
        (DimensionTable::ServiceItem, &line.service_item_no),
        (DimensionTable::ServiceItemGroup, &line.service_item_group_code),
        (DimensionTable::ResponsibilityCenter, &line.responsibility_center),
    ]
}

/// Whether a field that brings dimensions was changed.
pub(super) fn depends(before: &ServiceItemLine, after: &ServiceItemLine) -> bool {
    records(before) != records(after)
}

/// Finds the dimensions of a line anew.
///
/// # Errors
/// When the database fails.
pub(super) fn renew(tx: &mut Tx, header: &ServiceHeader, line: &mut ServiceItemLine) -> Result<()> {
    let inherited = header.dimension_set_id;
    let from = Some(DimensionTable::Customer);
    let set = dimension::defaults(tx, SERVICE_MANAGEMENT, &records(line), inherited, from)?;
    take(tx, line, set)
}

/// Gives the line a set, with the columns of the two global dimensions.
///
/// # Errors
/// When the database fails.
pub(in crate::order) fn take(tx: &mut Tx, line: &mut ServiceItemLine, set: i64) -> Result<()> {
    line.dimension_set_id = set;
    (line.shortcut_dimension_1_code, line.shortcut_dimension_2_code) = sets::global(tx, set)?;
    Ok(())
}

/// A value of a global dimension was entered.
///
/// # Errors
/// Refuses an unknown or blocked value.
pub(super) fn enter(tx: &mut Tx, line: &mut ServiceItemLine, column: &str) -> Result<()> {
    let (number, value) = match column {
        "shortcut_dimension_1_code" => (1, line.shortcut_dimension_1_code.clone()),
        _ => (2, line.shortcut_dimension_2_code.clone()),
    };
    line.dimension_set_id = sets::with_global(tx, line.dimension_set_id, number, &value)?;
    Ok(())
}

/// Gives the service lines of the machine the difference between the old and the new set, if the
/// user wants that.
///
/// # Errors
/// `Confirm` while the question is open.
pub(super) fn push(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &ServiceItemLine,
    before: &ServiceItemLine,
    has_lines: bool,
) -> Result<()> {
    let (old, new) = (before.dimension_set_id, line.dimension_set_id);
    if old == new || !has_lines {
        return Ok(());
    }
    if !tx.confirm(
        "itemLine.pushDimensions",
        true,
        vec![("line", line.line_no.to_string().into())],
    )? {
        return Ok(());
    }
    line::push_dimensions(tx, header, Some(line.line_no), old, new)
}
