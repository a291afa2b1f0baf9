//! What lines do when their document or their service item line changes.
//!
//! The functions take the header as it is going to be; it need not be saved yet.

use base::{Error, Refusals, Result, refuse};
use store::Tx;

use super::{
    Context, LineType, ServiceLine, amount, begin, choose, dimensions, fault, link, of_document,
    price, unit,
};
use crate::order::{ServiceHeader, ServiceItemLine};

/// Makes all lines anew after who pays or the currency changed: prices, costs and groups are found
/// again; description, service item, quantities, faults, typed discount and dimensions stay.
///
/// # Errors
/// Refuses when something of a line was posted, and what choosing it again refuses.
pub fn recreate(tx: &mut Tx, header: &ServiceHeader, before: &ServiceHeader) -> Result<()> {
    let lines = of_document(tx, header.document_type, &header.no)?;
    let mut refusals = Refusals::default();
    for line in lines.iter().filter(|line| line.posted()) {
        let shipped = line.quantity_shipped.max(line.quantity_invoiced);
        refusals.push(refuse!("line.posted", posted = shipped).line(line.line_no));
    }
    if !refusals.is_empty() {
        return Err(Error::State(refusals));
    }
    let mut context = Context::around(tx, header.clone())?;
    for line in lines {
        if line.system_created_entry {
            tx.delete(&line)?;
            continue;
        }
        let no = line.line_no;
        recreate_line(tx, &mut context, before, &line)
            .map_err(|error| error.at(|refusal| refusal.line(no)))?;
    }
    amount::refresh(tx, &context, None)
}

fn recreate_line(
    tx: &mut Tx,
    context: &mut Context,
    before: &ServiceHeader,
    old: &ServiceLine,
) -> Result<()> {
    context.link(tx, old.service_item_line_no)?;
    let mut line = old.clone();
    begin::of_header(&mut line, &context.header);
    if !old.counts() || old.no.is_empty() {
        return tx.update(&mut line);
    }
    let begun = old_of_header(old, context);
    choose::enter_no(tx, context, &mut line, &begun)?;
    line.variant_code = old.variant_code.clone();
    line.location_code = old.location_code.clone();
    line.work_type_code = old.work_type_code.clone();
    if line.unit_of_measure_code != old.unit_of_measure_code {
        let begun = line.clone();
        line.unit_of_measure_code = old.unit_of_measure_code.clone();
        unit::enter_unit(tx, context, &mut line, &begun)?;
    } else if let Some(item) = unit::item_of(tx, &line)? {
        unit::cost_of_item(tx, context, &mut line, &item)?;
    }
    let mut quantities = line.quantities(unit::precision(tx, &line)?);
    quantities.enter_quantity(old.quantity)?;
    if old.qty_to_consume.is_positive() {
        quantities.enter_to_consume(old.qty_to_consume)?;
    }
    line.set_quantities(&quantities);
    keep(&mut line, old);
    price::set(tx, context, &mut line, price::Occasion::Unit)?;
    if line.r#type == LineType::GlAccount {
        convert_price(&mut line, old, context, before);
    }
    tx.update(&mut line)
}

/// The old line under the new header, so that choosing its number again begins from there.
fn old_of_header(old: &ServiceLine, context: &Context) -> ServiceLine {
    let mut line = old.clone();
    begin::of_header(&mut line, &context.header);
    link::take_over(&mut line, context);
    line
}

/// What people entered about the line and its work.
fn keep(line: &mut ServiceLine, old: &ServiceLine) {
    let old = old.clone();
    line.description = old.description;
    line.description_2 = old.description_2;
    line.item_reference_no = old.item_reference_no;
    line.fault_area_code = old.fault_area_code;
    line.symptom_code = old.symptom_code;
    line.fault_code = old.fault_code;
    line.resolution_code = old.resolution_code;
    line.fault_reason_code = old.fault_reason_code;
    line.exclude_warranty = old.exclude_warranty;
    line.exclude_contract_discount = old.exclude_contract_discount;
    line.manual_discount_percent = old.manual_discount_percent;
    line.allow_invoice_disc = old.allow_invoice_disc;
    line.shortcut_dimension_1_code = old.shortcut_dimension_1_code;
    line.shortcut_dimension_2_code = old.shortcut_dimension_2_code;
    line.dimension_set_id = old.dimension_set_id;
    line.attached_to_line_no = old.attached_to_line_no;
}

/// An amount for an account has no other price than the typed one: it is converted.
fn convert_price(
    line: &mut ServiceLine,
    old: &ServiceLine,
    context: &Context,
    before: &ServiceHeader,
) {
    let (from, to) = (before.currency_factor, context.factor());
    line.unit_price =
        context.rounding.unit_price(books::currency::convert(old.unit_price.dec(), from, to));
    amount::recalculate(line, context);
}

/// Lets the lines follow their service item line: its number and serial number are copied, the
/// warranty of lines without an invoice is looked at again, and a new fault reason is taken over.
///
/// # Errors
/// When the database fails, or a question is open.
pub fn follow_item_line(
    tx: &mut Tx,
    header: &ServiceHeader,
    item_line: &ServiceItemLine,
    before: &ServiceItemLine,
) -> Result<()> {
    let lines = linked(tx, header, item_line.line_no)?;
    if lines.is_empty() {
        return Ok(());
    }
    let mut context = Context::around(tx, header.clone())?;
    context.item_line = Some(item_line.clone());
    let new_reason = item_line.fault_reason_code != before.fault_reason_code;
    for old in lines {
        let mut line = old.clone();
        line.service_item_no = item_line.service_item_no.clone();
        line.service_item_serial_no = item_line.serial_no.clone();
        line.ship_to_code = item_line.ship_to_code.clone();
        if line.counts() && line.quantity_invoiced.is_zero() {
            if new_reason {
                fault::push_reason(tx, &context, item_line, &mut line)?;
            }
            reconsider(&mut line, &context);
        }
        if line != old {
            tx.update(&mut line)?;
        }
    }
    amount::refresh(tx, &context, None)
}

/// Looks at the warranty again; amounts change only with the discount.
fn reconsider(line: &mut ServiceLine, context: &Context) {
    let percent = line.line_discount_percent;
    let mut found = line.clone();
    price::set_discount(&mut found, context);
    if found.line_discount_percent == percent {
        found.line_discount_amount = line.line_discount_amount;
        found.line_amount = line.line_amount;
        found.inv_discount_amount = line.inv_discount_amount;
        found.vat_difference = line.vat_difference;
    }
    *line = found;
}

fn linked(tx: &mut Tx, header: &ServiceHeader, item_line_no: i64) -> Result<Vec<ServiceLine>> {
    let lines = of_document(tx, header.document_type, &header.no)?;
    Ok(lines.into_iter().filter(|line| line.service_item_line_no == item_line_no).collect())
}

/// Lets the lines follow the dates and the exchange rate of their document. Another order date
/// looks at the warranty of lines without an invoice again.
///
/// # Errors
/// When the database fails.
pub fn redate(tx: &mut Tx, header: &ServiceHeader, before: &ServiceHeader) -> Result<()> {
    let lines = of_document(tx, header.document_type, &header.no)?;
    let mut context = Context::around(tx, header.clone())?;
    for old in lines {
        let mut line = old.clone();
        line.posting_date = header.posting_date;
        if header.order_date != before.order_date && line.quantity_invoiced.is_zero() {
            line.order_date = header.order_date;
            if line.counts() {
                context.link(tx, line.service_item_line_no)?;
                reconsider(&mut line, &context);
            }
        }
        if header.currency_factor != before.currency_factor && line.counts() {
            amount::cost_from_local(&mut line, &context);
        }
        if line != old {
            tx.update(&mut line)?;
        }
    }
    amount::refresh(tx, &context, None)
}

/// Gives the difference between two dimension sets to the lines: of the whole document, or of one
/// service item line.
///
/// # Errors
/// When the database fails.
pub fn push_dimensions(
    tx: &mut Tx,
    header: &ServiceHeader,
    item_line_no: Option<i64>,
    before: i64,
    after: i64,
) -> Result<()> {
    let lines = match item_line_no {
        Some(no) => linked(tx, header, no)?,
        None => of_document(tx, header.document_type, &header.no)?,
    };
    for mut line in lines {
        dimensions::push(tx, &mut line, before, after)?;
        tx.update(&mut line)?;
    }
    Ok(())
}
