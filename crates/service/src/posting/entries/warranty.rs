//! Warranty ledger entries: what is shipped under warranty, and when it is settled.

use base::{Amount, Quantity};

use crate::ledger::{WarrantyLedgerEntry, WarrantyLineType};
use crate::line::{LineDiscountType, LineType};

use super::super::amounts::Charge;
use super::super::situation::Situation;
use super::super::takings::Taking;

/// The entry of a part or of work shipped under warranty; none for other lines.
pub fn warranty_entry(
    situation: &Situation,
    taking: &Taking<'_>,
    worth: &Charge,
) -> Option<WarrantyLedgerEntry> {
    let line = taking.line;
    let r#type = match line.r#type {
        LineType::Item => WarrantyLineType::Item,
        LineType::Resource => WarrantyLineType::Resource,
        _ => return None,
    };
    if !line.warranty || !taking.ships() || !situation.is_order() {
        return None;
    }
    let by_warranty = line.line_discount_type == LineDiscountType::WarrantyDisc;
    let serviced = situation.item_line(line.service_item_line_no).cloned().unwrap_or_default();
    Some(WarrantyLedgerEntry {
        posting_date: situation.posting_date_of(line),
        r#type,
        no: line.no.clone(),
        variant_code: line.variant_code.clone(),
        description: line.description.clone(),
        quantity: taking.taken.shipped.of_line,
        unit_of_measure_code: line.unit_of_measure_code.clone(),
        work_type_code: line.work_type_code.clone(),
        amount: if by_warranty { worth.local.line_discount.amount } else { Amount::ZERO },
        open: true,
        service_item_no_serviced: line.service_item_no.clone(),
        item_no_serviced: serviced.item_no,
        serial_no_serviced: line.service_item_serial_no.clone(),
        variant_code_serviced: serviced.variant_code,
        service_item_group_serviced: serviced.service_item_group_code,
        service_order_no: situation.order_no(),
        service_order_line_no: line.line_no,
        customer_no: line.customer_no.clone(),
        bill_to_customer_no: line.bill_to_customer_no.clone(),
        ship_to_code: line.ship_to_code.clone(),
        vendor_no: serviced.vendor_no,
        vendor_item_no: serviced.vendor_item_no,
        fault_reason_code: line.fault_reason_code.clone(),
        fault_area_code: line.fault_area_code.clone(),
        symptom_code: line.symptom_code.clone(),
        fault_code: line.fault_code.clone(),
        resolution_code: line.resolution_code.clone(),
        gen_bus_posting_group: line.gen_bus_posting_group.clone(),
        gen_prod_posting_group: line.gen_prod_posting_group.clone(),
        global_dimension_1_code: line.shortcut_dimension_1_code.clone(),
        global_dimension_2_code: line.shortcut_dimension_2_code.clone(),
        dimension_set_id: line.dimension_set_id,
        ..WarrantyLedgerEntry::default()
    })
}

/// Closes entries of one order line, oldest first, as far as what is invoiced or consumed of the
/// line covers them. Returns the positions of those that were open and are now closed.
pub fn settle(entries: &mut [&mut WarrantyLedgerEntry], settled: Quantity) -> Vec<usize> {
    let mut covered = Quantity::ZERO;
    let mut closed = Vec::new();
    for (at, entry) in entries.iter_mut().enumerate() {
        covered += entry.quantity;
        if covered <= settled && entry.open {
            entry.open = false;
            closed.push(at);
        }
    }
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_deliveries_are_settled_first() {
        for (settled, expected) in
            [("2", vec![]), ("3", vec![0]), ("4", vec![0]), ("5", vec![0, 1]), ("9", vec![0, 1])]
        {
            let entry = |quantity: &str| WarrantyLedgerEntry {
                quantity: quantity.parse().expect("a quantity"),
                open: true,
                ..WarrantyLedgerEntry::default()
            };
            let (mut first, mut second) = (entry("3"), entry("2"));
            let closed =
                settle(&mut [&mut first, &mut second], settled.parse().expect("a quantity"));
            assert_eq!(closed, expected, "{settled}");
        }
    }
}
