//! How a line counts and what it is called: unit, variant, reference, location, work type.

use base::{Code, Decimal, Factor, Refusal, Result, decimal, refuse};
use books::item::{
    Item, ItemReference, ItemTranslation, ItemType, ItemUnitOfMeasure, ItemVariant,
    StockkeepingUnit, UnitOfMeasure,
};
use books::resource::{Resource, ResourceUnitOfMeasure};
use books::work_type::WorkType;
use store::{Tx, key, params};

use super::quantities::Measure;
use super::{
    Context, LineType, ServiceLine, amount, choose, dimensions, guard, price, quantity, stock,
};

/// To what quantities in the base unit of the line are rounded.
pub(super) fn precision(tx: &mut Tx, line: &ServiceLine) -> Result<Decimal> {
    let standard = decimal("0.00001");
    if line.r#type != LineType::Item {
        return Ok(standard);
    }
    let item: Option<Item> = tx.get(key![line.no])?;
    let own = item.map(|item| item.rounding_precision.dec()).filter(|own| !own.is_zero());
    Ok(own.unwrap_or(standard))
}

/// Finds how many base units one unit of the line holds.
///
/// # Errors
/// Refuses a unit that the item or resource is not counted in.
pub(super) fn measure(tx: &mut Tx, line: &mut ServiceLine, base_unit: &Code<10>) -> Result<()> {
    let unit = &line.unit_of_measure_code;
    let unknown = |code: &'static str| Refusal::new(code, vec![("unit", unit.into())]);
    line.qty_per_unit_of_measure = if unit.is_empty() || unit == base_unit {
        Factor::ONE
    } else {
        match line.r#type {
            LineType::Item => {
                let found: Option<ItemUnitOfMeasure> = tx.get(key![line.no, unit])?;
                found.ok_or_else(|| unknown("line.unit.notOfItem"))?.qty_per_unit_of_measure
            }
            LineType::Resource => {
                let found: Option<ResourceUnitOfMeasure> = tx.get(key![line.no, unit])?;
                found.ok_or_else(|| unknown("line.unit.notOfResource"))?.qty_per_unit_of_measure
            }
            LineType::Cost | LineType::GlAccount | LineType::Text => {
                let found: Option<UnitOfMeasure> = tx.get(key![unit])?;
                found.ok_or_else(|| unknown("line.unit.unknown"))?;
                Factor::ONE
            }
        }
    };
    Ok(())
}

/// Another unit was entered: quantities keep their number, price and cost follow.
pub(super) fn enter_unit(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
) -> Result<()> {
    guard::counted(line, "unitOfMeasureCode")?;
    guard::unposted(before, "unitOfMeasureCode")?;
    match line.r#type {
        LineType::Item => {
            let item: Item = tx.find(key![line.no])?;
            remeasure(tx, line, &item.base_unit_of_measure)?;
            cost_of_item(tx, context, line, &item)?;
        }
        LineType::Resource => {
            let resource: Resource = tx.find(key![line.no])?;
            remeasure(tx, line, &resource.base_unit_of_measure)?;
        }
        _ => remeasure(tx, line, &Code::default())?,
    }
    price::set(tx, context, line, price::Occasion::Unit)
}

fn remeasure(tx: &mut Tx, line: &mut ServiceLine, base_unit: &Code<10>) -> Result<()> {
    measure(tx, line, base_unit)?;
    let precision = precision(tx, line)?;
    let mut quantities = line.quantities(precision);
    quantities.remeasure(Measure { per_unit: line.qty_per_unit_of_measure, precision });
    line.set_quantities(&quantities);
    quantity::refuse_too_small(line, &quantities)
}

/// Sets the cost of an item: that of the location if it has its own, else that of the card.
pub(super) fn cost_of_item(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    item: &Item,
) -> Result<()> {
    let own: Option<StockkeepingUnit> = if line.location_code.is_empty() {
        None
    } else {
        tx.get(key![line.location_code, line.no, line.variant_code])?
    };
    let of_base = own.map_or(item.unit_cost, |own| own.unit_cost);
    let cost = of_base.dec() * line.qty_per_unit_of_measure.dec();
    line.unit_cost_lcy = context.local_rounding.unit_price(cost);
    amount::cost_from_local(line, context);
    Ok(())
}

/// Describes an item: the customer's own words for it come before those of the variant, those
/// before a translation, and that before the card.
pub(super) fn describe_item(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    item: &Item,
) -> Result<()> {
    (line.description, line.description_2) = (item.description.clone(), item.description_2.clone());
    let reference = reference(tx, line)?.filter(|found| !found.description.is_empty());
    if let Some(reference) = reference {
        (line.description, line.description_2) = (reference.description, reference.description_2);
        return Ok(());
    }
    if !line.variant_code.is_empty() {
        let variant: Option<ItemVariant> = tx.get(key![line.no, line.variant_code])?;
        if let Some(variant) = variant.filter(|variant| !variant.description.is_empty()) {
            (line.description, line.description_2) = (variant.description, variant.description_2);
            return Ok(());
        }
    }
    let translation: Option<ItemTranslation> = tx.first(
        "WHERE \"item_no\" = $1 AND \"variant_code\" IN ('', $2) AND \"language_code\" = \
         (SELECT \"language_code\" FROM \"customer\" WHERE \"no\" = $3) \
         ORDER BY \"variant_code\" DESC",
        params![line.no, line.variant_code, context.header.customer_no],
    )?;
    if let Some(translation) = translation.filter(|found| !found.description.is_empty()) {
        (line.description, line.description_2) =
            (translation.description, translation.description_2);
    }
    Ok(())
}

/// The reference with the number on the line: the customer's own before one for everybody.
fn reference(tx: &mut Tx, line: &ServiceLine) -> Result<Option<ItemReference>> {
    if line.item_reference_no.is_empty() {
        return Ok(None);
    }
    let item = if line.no.is_empty() { "" } else { "AND \"item_no\" = $3 " };
    let rest = format!(
        "WHERE \"reference_no\" = $1 AND (\"reference_type\" <> 'customer' AND \
         \"reference_type\" <> 'vendor' OR \"reference_type\" = 'customer' AND \
         \"reference_type_no\" IN ('', $2)) {item}\
         ORDER BY CASE WHEN \"reference_type_no\" = $2 AND \"reference_type\" = 'customer' \
         THEN 0 ELSE 1 END, \"variant_code\" DESC"
    );
    let mut parameters = params![line.item_reference_no, line.customer_no].to_vec();
    if !line.no.is_empty() {
        parameters.extend_from_slice(params![line.no]);
    }
    let found: Vec<ItemReference> = tx.select(&rest, &parameters)?;
    let of_variant = found.iter().find(|reference| reference.variant_code == line.variant_code);
    Ok(of_variant.or(found.first()).cloned())
}

/// The number that the customer has for an item was entered: it finds the item when none was
/// chosen, and brings variant, unit and words with it.
pub(super) fn enter_reference(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
) -> Result<()> {
    if line.item_reference_no.is_empty() {
        return match item_of(tx, line)? {
            Some(item) => describe_item(tx, context, line, &item),
            None => Ok(()),
        };
    }
    only_items(line, "itemReferenceNo")?;
    let number = line.item_reference_no.clone();
    let Some(found) = reference(tx, line)? else {
        return Err(refuse!("line.itemReferenceNo.unknown", reference = &number)
            .field("itemReferenceNo")
            .into());
    };
    if line.no.is_empty() {
        line.no = found.item_no.clone();
        choose::enter_no(tx, context, line, before)?;
        line.item_reference_no = number;
    }
    if !found.variant_code.is_empty() && found.variant_code != line.variant_code {
        let earlier = line.clone();
        line.variant_code = found.variant_code.clone();
        enter_variant(tx, context, line, &earlier)?;
    }
    if !found.unit_of_measure.is_empty() && found.unit_of_measure != line.unit_of_measure_code {
        let earlier = line.clone();
        line.unit_of_measure_code = found.unit_of_measure.clone();
        enter_unit(tx, context, line, &earlier)?;
    }
    match item_of(tx, line)? {
        Some(item) => describe_item(tx, context, line, &item),
        None => Ok(()),
    }
}

pub(super) fn item_of(tx: &mut Tx, line: &ServiceLine) -> Result<Option<Item>> {
    if line.r#type == LineType::Item && !line.no.is_empty() {
        return tx.get(key![line.no]);
    }
    Ok(None)
}

fn only_items(line: &ServiceLine, field: &'static str) -> Result<()> {
    if line.r#type == LineType::Item {
        return Ok(());
    }
    Err(refuse!("line.onlyItems", field = field).field(field).into())
}

/// Another variant was entered: words, cost and price are its own.
pub(super) fn enter_variant(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
) -> Result<()> {
    guard::unposted(before, "variantCode")?;
    if !line.variant_code.is_empty() {
        only_items(line, "variantCode")?;
        let found: Option<ItemVariant> = tx.get(key![line.no, line.variant_code])?;
        let (variant, item) = (&line.variant_code, &line.no);
        let Some(found) = found else {
            return Err(refuse!("line.variant.unknown", variant = variant, item = item)
                .field("variantCode")
                .into());
        };
        if found.blocked || found.service_blocked {
            return Err(refuse!("line.variant.blocked", variant = variant, item = item)
                .field("variantCode")
                .into());
        }
    }
    let Some(item) = item_of(tx, line)? else { return Ok(()) };
    describe_item(tx, context, line, &item)?;
    cost_of_item(tx, context, line, &item)?;
    price::set(tx, context, line, price::Occasion::Variant)?;
    stock::warn_of(tx, line, &item)
}

/// Another location was entered: the cost and the dimensions of that location hold.
pub(super) fn enter_location(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
) -> Result<()> {
    guard::counted(line, "locationCode")?;
    guard::unposted(before, "locationCode")?;
    dimensions::renew(tx, context, line)?;
    let Some(item) = item_of(tx, line)? else { return Ok(()) };
    if item.r#type == ItemType::Inventory {
        cost_of_item(tx, context, line, &item)?;
    }
    stock::warn_of(tx, line, &item)
}

/// Another kind of work was entered: it brings its unit, and its own price.
pub(super) fn enter_work_type(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
) -> Result<()> {
    guard::unposted(before, "workTypeCode")?;
    if line.r#type != LineType::Resource {
        return Err(refuse!("line.workType.onlyResources").field("workTypeCode").into());
    }
    let Some(resource) = tx.get::<Resource>(key![line.no])? else { return Ok(()) };
    let work: Option<WorkType> = tx.get(key![line.work_type_code])?;
    let unit = work.map(|work| work.unit_of_measure_code).filter(|unit| !unit.is_empty());
    line.unit_of_measure_code = unit.unwrap_or_else(|| resource.base_unit_of_measure.clone());
    remeasure(tx, line, &resource.base_unit_of_measure)?;
    price::set(tx, context, line, price::Occasion::WorkType)
}
