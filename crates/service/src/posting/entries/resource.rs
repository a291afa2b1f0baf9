//! Resource ledger entries: the hours that were worked, and the hours that were charged.

use base::{Amount, Code, Date, Decimal, Quantity, UnitPrice};
use books::resource_ledger::{ResourceEntryType, ResourceLedgerEntry};

use crate::line::quantities::Measured;
use crate::line::{LineType, ServiceLine};
use crate::statistics::Terms;

use super::super::amounts::Charge;
use super::super::situation::Situation;
use super::super::takings::Taking;

/// The work of a resource as used: at the price that is charged for it, or at none when it is
/// given away. Nothing for other lines.
pub fn usage(
    situation: &Situation,
    terms: &Terms,
    taking: &Taking<'_>,
    worth: &Charge,
    document_no: &Code<20>,
) -> Option<ResourceLedgerEntry> {
    let line = taking.line;
    if line.r#type != LineType::Resource || !taking.ships() {
        return None;
    }
    let charged = !taking.consumes();
    let price = if charged { worth.local.net.amount } else { Amount::ZERO };
    let place = Place { situation, line, terms, date: situation.posting_date_of(line) };
    let mut entry = place.entry(taking.taken.shipped, price, Decimal::ONE);
    entry.entry_type = ResourceEntryType::Usage;
    entry.document_no = document_no.clone();
    entry.chargeable = charged;
    Some(entry)
}

/// The work of a resource as charged. The price of a unit is that of the units invoiced, after
/// discounts. Nothing for other lines.
pub fn sale(
    situation: &Situation,
    terms: &Terms,
    line: &ServiceLine,
    charge: &Charge,
    document_no: &Code<20>,
) -> Option<ResourceLedgerEntry> {
    if line.r#type != LineType::Resource || charge.quantity.is_zero() {
        return None;
    }
    let place = Place { situation, line, terms, date: situation.posting_date_of(line) };
    let mut entry = place.entry(charge.quantity, charge.local.net.amount, -Decimal::ONE);
    entry.entry_type = ResourceEntryType::Sale;
    entry.document_no = document_no.clone();
    entry.chargeable = true;
    Some(entry)
}

struct Place<'p> {
    situation: &'p Situation,
    line: &'p ServiceLine,
    terms: &'p Terms,
    date: Option<Date>,
}

impl Place<'_> {
    fn entry(&self, quantity: Measured, price: Amount, sign: Decimal) -> ResourceLedgerEntry {
        let (line, header) = (self.line, &self.situation.header);
        let units = quantity.of_line.dec();
        let rounding = &self.terms.local_rounding;
        let unit_cost = self.situation.unit_cost(line);
        let unit_price = if units.is_zero() {
            UnitPrice::ZERO
        } else {
            rounding.unit_price(price.dec() / units)
        };
        let group = self.situation.resources.get(&line.no).map(|found| &found.resource_group_no);
        ResourceLedgerEntry {
            posting_date: self.date,
            external_document_no: header.external_document_no.clone(),
            document_date: header.document_date,
            resource_no: line.no.clone(),
            resource_group_no: group.cloned().unwrap_or_default(),
            description: line.description.clone(),
            work_type_code: line.work_type_code.clone(),
            unit_of_measure_code: line.unit_of_measure_code.clone(),
            quantity: Quantity::of(units * sign),
            qty_per_unit_of_measure: line.qty_per_unit_of_measure,
            quantity_base: Quantity::of(quantity.base.dec() * sign),
            unit_cost,
            total_cost: Amount::of(rounding.amount(units * unit_cost.dec()).dec() * sign),
            unit_price,
            total_price: Amount::of(price.dec() * sign),
            customer_no: line.customer_no.clone(),
            order_no: self.situation.order_no(),
            order_line_no: if self.situation.is_order() { line.line_no } else { 0 },
            gen_bus_posting_group: line.gen_bus_posting_group.clone(),
            gen_prod_posting_group: line.gen_prod_posting_group.clone(),
            global_dimension_1_code: line.shortcut_dimension_1_code.clone(),
            global_dimension_2_code: line.shortcut_dimension_2_code.clone(),
            dimension_set_id: line.dimension_set_id,
            ..ResourceLedgerEntry::default()
        }
    }
}
