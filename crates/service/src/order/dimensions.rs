//! The dimensions of a document: what its customer, salesperson, center, order type and location
//! bring; a change goes to the lines after a question.

use base::{Result, refuse};
use books::dimension::{self, DimensionTable, sets};
use books::general_ledger::SERVICE_MANAGEMENT;
use serde_json::{Map, Value as Json};
use store::{ActionDef, Bound, Figures, Kind, Parameter, Tx, Value, Wanted, entity};

use super::{ServiceHeader, ServiceItemLine, item_line, parts};
use crate::line::{self, ServiceLine};

/// Whether a field that brings dimensions was changed.
pub(super) fn depends(before: &ServiceHeader, after: &ServiceHeader) -> bool {
    records(before) != records(after)
}

fn records(header: &ServiceHeader) -> [(DimensionTable, &str); 5] {
    [
        (DimensionTable::Customer, &header.bill_to_customer_no),
        (DimensionTable::Salesperson, &header.salesperson_code),
        (DimensionTable::ResponsibilityCenter, &header.responsibility_center),
        (DimensionTable::ServiceOrderType, &header.service_order_type),
        (DimensionTable::Location, &header.location_code),
    ]
}

/// Finds the dimensions of a document anew.
///
/// # Errors
/// When the database fails.
pub(super) fn renew(tx: &mut Tx, header: &mut ServiceHeader) -> Result<()> {
    let set = dimension::defaults(tx, SERVICE_MANAGEMENT, &records(header), 0, None)?;
    take(tx, header, set)
}

fn take(tx: &mut Tx, header: &mut ServiceHeader, set: i64) -> Result<()> {
    header.dimension_set_id = set;
    (header.shortcut_dimension_1_code, header.shortcut_dimension_2_code) = sets::global(tx, set)?;
    Ok(())
}

/// A value of a global dimension was entered.
///
/// # Errors
/// Refuses an unknown or blocked value.
pub(super) fn enter(tx: &mut Tx, header: &mut ServiceHeader, column: &str) -> Result<()> {
    let (number, value) = match column {
        "shortcut_dimension_1_code" => (1, header.shortcut_dimension_1_code.clone()),
        _ => (2, header.shortcut_dimension_2_code.clone()),
    };
    header.dimension_set_id = sets::with_global(tx, header.dimension_set_id, number, &value)?;
    Ok(())
}

/// Gives the lines the difference between the old and the new set, if the user wants that: all of
/// them, or only the header.
///
/// # Errors
/// `Confirm` while the question is open.
pub(super) fn push(tx: &mut Tx, header: &ServiceHeader, before: &ServiceHeader) -> Result<()> {
    let (old, new) = (before.dimension_set_id, header.dimension_set_id);
    if old == new || !parts::any(tx, header)? {
        return Ok(());
    }
    if !tx.confirm("order.pushDimensions", true, vec![("no", (&header.no).into())])? {
        return Ok(());
    }
    for mut line in parts::item_lines(tx, header)? {
        let set = dimension::carry_over(tx, line.dimension_set_id, old, new)?;
        item_line::take_set(tx, &mut line, set)?;
        tx.update(&mut line)?;
    }
    line::push_dimensions(tx, header, None, old, new)
}

/// Adds to the figures of records the values of their sets of dimensions.
///
/// # Errors
/// When the database fails.
pub(crate) fn add_figures(
    tx: &mut Tx,
    ids: impl Iterator<Item = i64> + Clone,
    wanted: &Wanted,
    figures: &mut [Figures],
) -> Result<()> {
    if !wanted.has("dimensions") {
        return Ok(());
    }
    let values = sets::entries_of(tx, ids.clone())?;
    for (figures, id) in figures.iter_mut().zip(ids) {
        let of_set = values.get(&id).map_or(&[][..], Vec::as_slice);
        let values = of_set.iter().map(|(dimension, value)| {
            serde_json::json!({
                "dimensionCode": dimension.as_str(),
                "dimensionValueCode": value.as_str(),
            })
        });
        figures.push(("dimensions", Json::Array(values.collect())));
    }
    Ok(())
}

const PARAMETERS: &[Parameter] = &[
    Parameter::new("dimensionCode", Kind::Code(20), "The dimension.").required().of("dimensions"),
    Parameter::new(
        "dimensionValueCode",
        Kind::Code(20),
        "The value; blank takes the dimension out.",
    )
    .of("dimensionValues")
    .within("dimensionCode"),
];

/// The action that sets a dimension which has no column of its own.
pub(crate) fn actions() -> Vec<ActionDef> {
    let of_header = ActionDef {
        collection: "serviceOrders",
        segment: None,
        name: "setDimension",
        class: store::Class::Work,
        bound: Bound::Record,
        help: "Sets the value of any dimension.",
        parameters: PARAMETERS,
        writes: true,
        screen: store::Screen::PLAIN,
        run: |tx, key, body| {
            let set = |header: &ServiceHeader| header.dimension_set_id;
            run(tx, key, body, set, take)
        },
    };
    let of_item_line = ActionDef {
        segment: Some("serviceItemLines"),
        run: |tx, key, body| {
            let set = |line: &ServiceItemLine| line.dimension_set_id;
            run(tx, key, body, set, item_line::take_set)
        },
        ..of_header
    };
    let of_line = ActionDef {
        segment: Some("serviceLines"),
        run: |tx, key, body| {
            let set = |line: &ServiceLine| line.dimension_set_id;
            run(tx, key, body, set, |tx, line, set| {
                line.dimension_set_id = set;
                (line.shortcut_dimension_1_code, line.shortcut_dimension_2_code) =
                    sets::global(tx, set)?;
                Ok(())
            })
        },
        ..of_header
    };
    let of_invoices = |action: ActionDef| ActionDef { collection: "serviceInvoices", ..action };
    vec![of_header, of_item_line, of_line, of_invoices(of_header), of_invoices(of_line)]
}

fn run<T: store::Entity>(
    tx: &mut Tx,
    key: &[Value],
    body: &Map<String, Json>,
    set: fn(&T) -> i64,
    take: fn(&mut Tx, &mut T, i64) -> Result<()>,
) -> Result<Json> {
    let text =
        |name: &str| base::key_form(body.get(name).and_then(Json::as_str).unwrap_or_default());
    let (dimension, value) = (text("dimensionCode"), text("dimensionValueCode"));
    if dimension.is_empty() {
        return Err(refuse!("order.dimension.missing").field("dimensionCode").into());
    }
    let mut record: T = tx.find(key)?;
    let before = record.clone();
    let new = sets::with_value(tx, set(&record), &dimension, &value)?;
    take(tx, &mut record, new)?;
    record.before_update(tx, &before)?;
    tx.update(&mut record)?;
    record.after_update(tx, &before)?;
    entity::to_json(tx, &record)
}
