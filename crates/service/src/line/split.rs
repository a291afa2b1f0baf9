//! Splitting the hours of a resource line over all service items of the order.

use base::{Error, Refusal, Result, refuse};
use store::{Tx, params};

use super::{
    Context, LineType, ServiceLine, amount, dimensions, link, numbering, of_document, price, shares,
};
use crate::order::ServiceItemLine;

/// Divides the quantity of a resource line equally over the service item lines of its order. The
/// line itself keeps the rest of the rounding; the numbers of all lines concerned come back.
///
/// # Errors
/// Refuses what is no resource line with a service item, what is shipped, and an order with one
/// service item.
pub fn split(tx: &mut Tx, line: &mut ServiceLine) -> Result<Vec<i64>> {
    check(line)?;
    let document = params![line.document_type, line.document_no];
    let item_lines: Vec<ServiceItemLine> = tx.select(
        "WHERE \"document_type\" = $1 AND \"document_no\" = $2 ORDER BY \"line_no\"",
        document,
    )?;
    if item_lines.len() < 2 {
        return Err(Error::state(refuse!("line.split.oneItem", no = &line.document_no)));
    }
    let Some((share, rest)) = shares(line.quantity, item_lines.len()) else {
        let args = vec![("quantity", line.quantity.into()), ("items", item_lines.len().into())];
        return Err(Refusal::new("line.split.tooSmall", args).field("quantity").into());
    };
    let args = vec![
        ("resource", (&line.no).into()),
        ("quantity", line.quantity.into()),
        ("items", item_lines.len().into()),
    ];
    if !tx.confirm("line.split", true, args)? {
        return Ok(Vec::new());
    }
    let mut context = Context::of(tx, line)?;
    let mut numbers: Vec<i64> = of_document(tx, line.document_type, &line.document_no)?
        .iter()
        .map(|line| line.line_no)
        .collect();
    let own = context.item_line.clone();
    let mut changed = vec![line.line_no];
    for item_line in item_lines.iter().filter(|other| other.line_no != line.service_item_line_no) {
        context.item_line = Some(item_line.clone());
        let mut part = ServiceLine {
            line_no: numbering::at_end(&numbers),
            service_item_line_no: item_line.line_no,
            ..line.clone()
        };
        link::take_over(&mut part, &context);
        take_share(&mut part, share, &context)?;
        dimensions::move_to(tx, &context, &mut part, own.as_ref())?;
        tx.insert(&mut part)?;
        numbers.push(part.line_no);
        changed.push(part.line_no);
    }
    context.item_line = own;
    take_share(line, rest, &context)?;
    tx.update(line)?;
    amount::refresh(tx, &context, None)?;
    Ok(changed)
}

fn check(line: &ServiceLine) -> Result<()> {
    match closed(line) {
        None => Ok(()),
        Some(refusal) if refusal.code == "line.split.shipped" => Err(Error::state(refusal)),
        Some(refusal) => Err(refusal.into()),
    }
}

/// Why a line cannot be split as it is.
pub fn closed(line: &ServiceLine) -> Option<Refusal> {
    if line.r#type != LineType::Resource || line.no.is_empty() {
        Some(refuse!("line.split.onlyResources").field("type"))
    } else if line.service_item_line_no == 0 {
        Some(refuse!("line.split.noItem").field("serviceItemLineNo"))
    } else if line.posted() {
        Some(refuse!("line.split.shipped", shipped = line.quantity_shipped))
    } else if !line.quantity.is_positive() {
        Some(refuse!("line.split.noQuantity").field("quantity"))
    } else {
        None
    }
}

/// The part keeps the price; what was to be consumed is consumed as far as the part reaches.
fn take_share(line: &mut ServiceLine, share: base::Quantity, context: &Context) -> Result<()> {
    let mut quantities = line.quantities(base::decimal("0.00001"));
    let to_consume = line.qty_to_consume.min(share);
    quantities.to_consume = super::quantities::Measured::ZERO;
    quantities.enter_quantity(share)?;
    if to_consume.is_positive() {
        quantities.enter_to_consume(to_consume)?;
    }
    line.set_quantities(&quantities);
    price::set_discount(line, context);
    Ok(())
}
