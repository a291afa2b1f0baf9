//! The dimensions of a line: those of its service item line or document, with what its number,
//! responsibility center and location bring.

use base::Result;
use books::dimension::{self, DimensionTable, sets};
use books::general_ledger::SERVICE_MANAGEMENT;
use store::Tx;

use super::{Context, LineType, ServiceLine};
use crate::order::ServiceItemLine;

/// The kind of record that the number of a line names.
fn table_of(kind: LineType) -> Option<DimensionTable> {
    match kind {
        LineType::Text => None,
        LineType::Item => Some(DimensionTable::Item),
        LineType::Resource => Some(DimensionTable::Resource),
        LineType::Cost => Some(DimensionTable::ServiceCost),
        LineType::GlAccount => Some(DimensionTable::GlAccount),
    }
}

/// Finds the dimensions of a line anew.
pub(super) fn renew(tx: &mut Tx, context: &Context, line: &mut ServiceLine) -> Result<()> {
    let header = &context.header;
    let (inherited, center) = match &context.item_line {
        Some(item_line) => (item_line.dimension_set_id, &item_line.responsibility_center),
        None => (header.dimension_set_id, &header.responsibility_center),
    };
    let mut records: Vec<(DimensionTable, &str)> = Vec::with_capacity(3);
    records.extend(table_of(line.r#type).map(|table| (table, line.no.as_str())));
    records.push((DimensionTable::ResponsibilityCenter, center.as_str()));
    records.push((DimensionTable::Location, line.location_code.as_str()));
    records.retain(|(_, no)| !no.is_empty());
    let mut contenders = vec![
        (DimensionTable::ServiceOrderType, header.service_order_type.as_str()),
        (DimensionTable::Customer, header.bill_to_customer_no.as_str()),
        (DimensionTable::Salesperson, header.salesperson_code.as_str()),
    ];
    if let Some(item_line) = &context.item_line {
        contenders.push((DimensionTable::ServiceItem, item_line.service_item_no.as_str()));
        let group = item_line.service_item_group_code.as_str();
        contenders.push((DimensionTable::ServiceItemGroup, group));
    }
    let set = dimension::defaults_with(
        tx,
        SOURCE_CODE,
        &records,
        inherited,
        Some(DimensionTable::Customer),
        &contenders,
    )?;
    take(tx, line, set)
}

/// The source code whose priorities decide.
const SOURCE_CODE: &str = SERVICE_MANAGEMENT;

/// Gives the line a set, with the columns of the two global dimensions.
fn take(tx: &mut Tx, line: &mut ServiceLine, set: i64) -> Result<()> {
    if set == line.dimension_set_id {
        return Ok(());
    }
    line.dimension_set_id = set;
    (line.shortcut_dimension_1_code, line.shortcut_dimension_2_code) = sets::global(tx, set)?;
    Ok(())
}

/// A value of a global dimension was entered.
pub(super) fn enter(tx: &mut Tx, line: &mut ServiceLine, column: &str) -> Result<()> {
    let (number, value) = match column {
        "shortcut_dimension_1_code" => (1, line.shortcut_dimension_1_code.clone()),
        _ => (2, line.shortcut_dimension_2_code.clone()),
    };
    line.dimension_set_id = sets::with_global(tx, line.dimension_set_id, number, &value)?;
    Ok(())
}

/// The line went from one service item line to another; what was entered on it stays.
pub(super) fn move_to(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    from: Option<&ServiceItemLine>,
) -> Result<()> {
    let set_of = |item_line: Option<&ServiceItemLine>| {
        item_line.map_or(context.header.dimension_set_id, |line| line.dimension_set_id)
    };
    push(tx, line, set_of(from), set_of(context.item_line.as_ref()))
}

/// Gives the line the difference between two sets.
pub(super) fn push(tx: &mut Tx, line: &mut ServiceLine, before: i64, after: i64) -> Result<()> {
    let set = dimension::carry_over(tx, line.dimension_set_id, before, after)?;
    take(tx, line, set)
}
