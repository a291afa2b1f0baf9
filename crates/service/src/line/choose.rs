//! Choosing what a line is about: type and number, with everything that comes with them.

use base::{Amount, Code, Error, Percent, Quantity, Result, Text, refuse};
use books::gl_account::GlAccount;
use books::item::{Item, ItemType};
use books::resource::{Resource, ResourceLocation};
use books::service_cost::{ServiceCost, ServiceCostType};
use books::vat::VatCalculationType;
use store::{Tx, key, params};

use super::{
    Context, LineType, ServiceLine, amount, begin, dimensions, fault, guard, numbering, price,
    stock, unit,
};

/// Another type was chosen: the line begins anew.
pub(super) fn enter_type(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
) -> Result<()> {
    guard::unposted(before, "type")?;
    *line = cleared(before, line.r#type);
    if before.no.is_empty() {
        return Ok(());
    }
    dimensions::renew(tx, context, line)
}

/// Another number was chosen: everything but the quantity comes from it. A cost brings its own
/// quantity.
pub(super) fn enter_no(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
) -> Result<()> {
    guard::unposted(before, "no")?;
    if context.header.bill_to_customer_no.is_empty() && !line.no.is_empty() {
        let no = &context.header.no;
        return Err(Error::state(refuse!("line.document.noCustomer", no = no).field("no")));
    }
    let no = line.no.clone();
    *line = ServiceLine { no, ..cleared(before, line.r#type) };
    if line.no.is_empty() {
        return dimensions::renew(tx, context, line);
    }
    let mut quantity = before.quantity;
    match line.r#type {
        LineType::Text => {
            return Err(refuse!("line.no.typeMissing", no = &line.no).field("type").into());
        }
        LineType::Item => take_item(tx, context, line)?,
        LineType::Resource => take_resource(tx, context, line)?,
        LineType::Cost => {
            let cost = take_cost(tx, context, line)?;
            if !cost.default_quantity.is_zero() {
                quantity = cost.default_quantity;
            }
        }
        LineType::GlAccount => take_account(tx, line)?,
    }
    find_vat(tx, line)?;
    if !quantity.is_zero() {
        let mut quantities = line.quantities(unit::precision(tx, line)?);
        quantities.enter_quantity(quantity)?;
        line.set_quantities(&quantities);
    }
    fault::take_reason(tx, context, line)?;
    dimensions::renew(tx, context, line)?;
    price::set(tx, context, line, price::Occasion::Chosen)?;
    stock::warn(tx, line)
}

/// The line as it was before anything was chosen: its place, its link and its dates.
fn cleared(line: &ServiceLine, kind: LineType) -> ServiceLine {
    let old = line.clone();
    ServiceLine {
        document_type: old.document_type,
        document_no: old.document_no,
        line_no: old.line_no,
        service_item_line_no: old.service_item_line_no,
        r#type: kind,
        service_item_no: old.service_item_no,
        service_item_serial_no: old.service_item_serial_no,
        fault_area_code: old.fault_area_code,
        symptom_code: old.symptom_code,
        fault_code: old.fault_code,
        resolution_code: old.resolution_code,
        needed_by_date: old.needed_by_date,
        posting_date: old.posting_date,
        order_date: old.order_date,
        customer_no: old.customer_no,
        bill_to_customer_no: old.bill_to_customer_no,
        ship_to_code: old.ship_to_code,
        currency_code: old.currency_code,
        gen_bus_posting_group: old.gen_bus_posting_group,
        vat_bus_posting_group: old.vat_bus_posting_group,
        shortcut_dimension_1_code: old.shortcut_dimension_1_code,
        shortcut_dimension_2_code: old.shortcut_dimension_2_code,
        dimension_set_id: old.dimension_set_id,
        system_created_entry: old.system_created_entry && kind == LineType::GlAccount,
        version: old.version,
        ..ServiceLine::default()
    }
}

fn unknown(line: &ServiceLine) -> Error {
    match line.r#type {
        LineType::Item => refuse!("line.no.unknownItem", no = &line.no),
        LineType::Resource => refuse!("line.no.unknownResource", no = &line.no),
        LineType::Cost => refuse!("line.no.unknownCost", no = &line.no),
        LineType::GlAccount | LineType::Text => refuse!("line.no.unknownAccount", no = &line.no),
    }
    .field("no")
    .into()
}

fn take_item(tx: &mut Tx, context: &Context, line: &mut ServiceLine) -> Result<()> {
    let item: Item = tx.get(key![line.no])?.ok_or_else(|| unknown(line))?;
    if item.blocked || item.service_blocked {
        return Err(refuse!("line.item.blocked", no = &item.no).field("no").into());
    }
    if item.r#type == ItemType::Inventory && item.inventory_posting_group.is_empty() {
        return Err(refuse!("line.item.noPostingGroup", no = &item.no).field("no").into());
    }
    line.posting_group = item.inventory_posting_group.clone();
    line.gen_prod_posting_group = item.gen_prod_posting_group.clone();
    line.vat_prod_posting_group = item.vat_prod_posting_group.clone();
    line.allow_invoice_disc = item.allow_invoice_disc;
    line.location_code = context.header.location_code.clone();
    line.unit_of_measure_code = if item.sales_unit_of_measure.is_empty() {
        item.base_unit_of_measure.clone()
    } else {
        item.sales_unit_of_measure.clone()
    };
    unit::describe_item(tx, context, line, &item)?;
    unit::measure(tx, line, &item.base_unit_of_measure)?;
    unit::cost_of_item(tx, context, line, &item)
}

fn take_resource(tx: &mut Tx, context: &Context, line: &mut ServiceLine) -> Result<()> {
    let resource: Resource = tx.get(key![line.no])?.ok_or_else(|| unknown(line))?;
    if resource.blocked {
        return Err(refuse!("line.resource.blocked", no = &resource.no).field("no").into());
    }
    line.description = resource.name.clone();
    line.description_2 = resource.name_2.clone();
    line.gen_prod_posting_group = resource.gen_prod_posting_group.clone();
    line.vat_prod_posting_group = resource.vat_prod_posting_group.clone();
    line.allow_invoice_disc = true;
    line.unit_of_measure_code = resource.base_unit_of_measure.clone();
    let day = context.header.order_date.unwrap_or_else(|| tx.today());
    let place: Option<ResourceLocation> = tx.first(
        "WHERE \"resource_no\" = $1 AND \"starting_date\" <= $2 ORDER BY \"starting_date\" DESC",
        params![resource.no, day],
    )?;
    line.location_code =
        place.map_or_else(|| context.header.location_code.clone(), |place| place.location_code);
    unit::measure(tx, line, &resource.base_unit_of_measure)
}

fn take_cost(tx: &mut Tx, context: &Context, line: &mut ServiceLine) -> Result<ServiceCost> {
    let cost: ServiceCost = tx.get(key![line.no])?.ok_or_else(|| unknown(line))?;
    let zone = &context.header.service_zone_code;
    if cost.cost_type == ServiceCostType::Travel && cost.service_zone_code != *zone {
        let args = vec![("zone", (&cost.service_zone_code).into()), ("ofDocument", zone.into())];
        if !tx.confirm("line.travelCostOfOtherZone", true, args)? {
            return Err(refuse!(
                "line.cost.otherZone",
                no = &cost.code,
                zone = &cost.service_zone_code
            )
            .field("no")
            .into());
        }
    }
    let account: GlAccount = tx
        .get(key![cost.account_no])?
        .ok_or_else(|| refuse!("line.cost.noAccount", no = &cost.code).field("no"))?;
    if account.gen_prod_posting_group.is_empty() {
        return Err(refuse!("line.account.noProductGroup", no = &account.no).field("no").into());
    }
    line.description = cost.description.clone();
    line.gen_prod_posting_group = account.gen_prod_posting_group;
    line.vat_prod_posting_group = account.vat_prod_posting_group;
    line.unit_of_measure_code = cost.unit_of_measure_code.clone();
    line.allow_invoice_disc = true;
    line.unit_cost_lcy = cost.default_unit_cost;
    amount::cost_from_local(line, context);
    Ok(cost)
}

fn take_account(tx: &mut Tx, line: &mut ServiceLine) -> Result<()> {
    let account: GlAccount = tx.get(key![line.no])?.ok_or_else(|| unknown(line))?;
    if line.system_created_entry {
        books::gl_account::check_postable(&account)?;
    } else {
        books::gl_account::check_direct(&account)?;
    }
    line.description = Text::cut(&account.name);
    line.gen_prod_posting_group = account.gen_prod_posting_group;
    line.vat_prod_posting_group = account.vat_prod_posting_group;
    line.allow_invoice_disc = false;
    Ok(())
}

/// Finds rate and identifier of the value added tax from the groups of the line.
pub(super) fn find_vat(tx: &mut Tx, line: &mut ServiceLine) -> Result<()> {
    let setup =
        books::posting_setup::vat(tx, &line.vat_bus_posting_group, &line.vat_prod_posting_group)?;
    if setup.vat_calculation_type == VatCalculationType::FullVat && line.r#type != LineType::Cost {
        return Err(refuse!("line.fullVat.onlyCost").field("vatProdPostingGroup").into());
    }
    line.vat_percent = match setup.vat_calculation_type {
        // The customer owes the tax.
        VatCalculationType::ReverseChargeVat => Percent::ZERO,
        _ => setup.vat_percent,
    };
    line.vat_difference = Amount::ZERO;
    line.vat_identifier = setup.vat_identifier;
    line.vat_calculation_type = setup.vat_calculation_type;
    Ok(())
}

/// A line that the program makes: one unit of an account, whether or not people may use it.
///
/// # Errors
/// Refuses an account that nothing can be posted to.
pub fn system_line(
    tx: &mut Tx,
    context: &Context,
    numbers: &[i64],
    account: &Code<20>,
) -> Result<ServiceLine> {
    let context = Context { item_line: None, ..context.clone() };
    let mut line = ServiceLine {
        document_type: context.header.document_type,
        document_no: context.header.no.clone(),
        line_no: numbering::at_end(numbers),
        r#type: LineType::GlAccount,
        system_created_entry: true,
        ..ServiceLine::default()
    };
    begin::begin(tx, &mut line)?;
    let begun = line.clone();
    line.no = account.clone();
    enter_no(tx, &context, &mut line, &begun)?;
    let mut quantities = line.quantities(unit::precision(tx, &line)?);
    quantities.enter_quantity(Quantity::from(1))?;
    line.set_quantities(&quantities);
    Ok(line)
}
