//! What an invoice charges for: by which shipments it was supplied, and on which machines.

use std::collections::BTreeMap;

use base::{Date, Quantity, Result};
use store::{Tx, key, params};

use super::paper::Machine;
use crate::history::{ServiceInvoiceLine, ServiceShipmentItemLine, ServiceShipmentLine};
use crate::service_item::ServiceItem;

/// A shipment that an invoice charges for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Supply {
    /// When it was supplied.
    pub date: Option<Date>,
    /// The number of the shipment.
    pub shipment: String,
}

/// The shipments that the lines of an invoice charge for, by date. What was shipped first is invoiced
/// first, as posting does it.
pub fn supplies(tx: &mut Tx, lines: &[ServiceInvoiceLine]) -> Result<Vec<Supply>> {
    let mut supplies = Vec::new();
    for line in lines.iter().filter(|line| line.order_line_no != 0 && !line.quantity.is_zero()) {
        let of_line = params![line.order_no, line.order_line_no];
        let shipped: Vec<ServiceShipmentLine> = tx.select(
            "WHERE \"order_no\" = $1 AND \"order_line_no\" = $2 ORDER BY \"posting_date\", \"document_no\"",
            of_line,
        )?;
        let invoiced: Vec<ServiceInvoiceLine> = tx.select(
            "WHERE \"order_no\" = $1 AND \"order_line_no\" = $2 ORDER BY \"posting_date\", \"document_no\"",
            of_line,
        )?;
        let before = invoiced.iter().take_while(|other| other.document_no != line.document_no);
        let before: Quantity = before.map(|other| other.quantity).sum();
        let charged = shipped_between(&shipped, before, before + line.quantity);
        supplies.extend(charged.into_iter().map(|shipment| Supply {
            date: shipment.posting_date,
            shipment: shipment.document_no.to_string(),
        }));
    }
    supplies.sort();
    supplies.dedup();
    Ok(supplies)
}

/// The shipments that what lies between two sums of invoiced quantities comes from.
fn shipped_between(
    shipped: &[ServiceShipmentLine],
    from: Quantity,
    to: Quantity,
) -> Vec<&ServiceShipmentLine> {
    let mut sum = Quantity::ZERO;
    let mut found = Vec::new();
    for line in shipped {
        let start = sum;
        // What was consumed is not charged to anybody.
        sum = sum + line.quantity - line.quantity_consumed;
        if start < sum && start < to && sum > from {
            found.push(line);
        }
    }
    found
}

/// A machine on an invoice.
pub struct Serviced {
    line_no: i64,
    no: String,
    serial_no: String,
    description: String,
}

impl Serviced {
    /// The machine as it is printed.
    pub fn printed(&self) -> Machine<'_> {
        Machine {
            line_no: self.line_no,
            description: &self.description,
            serial_no: &self.serial_no,
            no: &self.no,
            fault: [""; 3],
            repair_status: "",
            warranty: false,
        }
    }
}

/// The machines of the lines of an invoice, each once.
pub fn machines(tx: &mut Tx, lines: &[ServiceInvoiceLine]) -> Result<Vec<Serviced>> {
    let mut known: BTreeMap<i64, &ServiceInvoiceLine> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.service_item_line_no != 0) {
        known.entry(line.service_item_line_no).or_insert(line);
    }
    let mut machines = Vec::new();
    for (line_no, line) in known {
        let item: Option<ServiceItem> = if line.service_item_no.is_empty() {
            None
        } else {
            tx.get(key![line.service_item_no])?
        };
        let shipped: Option<ServiceShipmentItemLine> = shipped_machine(tx, line)?;
        let serial_no = if line.service_item_serial_no.is_empty() {
            shipped.as_ref().map(|machine| machine.serial_no.to_string()).unwrap_or_default()
        } else {
            line.service_item_serial_no.to_string()
        };
        let shipped = shipped.map(|machine| machine.description.to_string());
        let description = shipped
            .filter(|text| !text.is_empty())
            .or_else(|| item.map(|item| item.description.to_string()))
            .unwrap_or_default();
        let no = line.service_item_no.to_string();
        machines.push(Serviced { line_no, no, serial_no, description });
    }
    Ok(machines)
}

/// The machine of a line as the shipment of its order has it.
fn shipped_machine(
    tx: &mut Tx,
    line: &ServiceInvoiceLine,
) -> Result<Option<ServiceShipmentItemLine>> {
    let sql = "WHERE \"line_no\" = $1 AND \"document_no\" IN (SELECT \"document_no\" FROM \
               \"service_shipment_line\" WHERE \"order_no\" = $2 AND \"order_line_no\" = $3) \
               ORDER BY \"document_no\" LIMIT 1";
    let of_line = params![line.service_item_line_no, line.order_no, line.order_line_no];
    Ok(tx.select(sql, of_line)?.into_iter().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shipped_first_is_invoiced_first() {
        let line = |no: &str, quantity: &str, consumed: &str| ServiceShipmentLine {
            document_no: no.into(),
            quantity: quantity.parse().expect("a quantity"),
            quantity_consumed: consumed.parse().expect("a quantity"),
            ..ServiceShipmentLine::default()
        };
        let shipped = [line("A", "2", "0"), line("B", "1", "1"), line("C", "3", "0")];
        for (from, to, expected) in [
            ("0", "2", &["A"][..]),
            ("0", "3", &["A", "C"]),
            ("2", "5", &["C"]),
            ("1", "2", &["A"]),
            ("5", "6", &[]),
        ] {
            let [from, to] = [from, to].map(|text| text.parse().expect("a quantity"));
            let found = shipped_between(&shipped, from, to);
            let found: Vec<&str> = found.iter().map(|line| line.document_no.as_str()).collect();
            assert_eq!(found, expected, "{from} {to}");
        }
    }
}
