//! Service ledger entries: usage, sale and consumption of a line.

use base::{Amount, Decimal, Percent, Quantity, UnitPrice, hundred};
use books::vat::VatCalculationType;

use crate::amounts::local_unit_price;
use crate::ledger::{ServiceEntryDocumentType, ServiceEntryType, ServiceLedgerEntry, ServicedType};
use crate::line::{LineType, ServiceLine};
use crate::statistics::Terms;

use super::super::amounts::Charge;
use super::super::situation::Situation;
use super::super::takings::Taking;

/// Builds the service ledger entries of a document.
pub struct ServiceEntries<'s> {
    /// Where everything is looked up.
    pub situation: &'s Situation,
    /// How prices are converted.
    pub terms: &'s Terms,
    /// Whether the usage belongs to a shipment that is posted.
    pub with_shipment: bool,
}

impl ServiceEntries<'_> {
    /// What was used: everything that is shipped, at the price that is charged for it.
    pub fn usage(&self, taking: &Taking<'_>, worth: &Charge) -> ServiceLedgerEntry {
        let (shipped, consumed) = (taking.taken.shipped.of_line, taking.taken.consumed.of_line);
        let mut entry = self.entry(taking.line, shipped, 1);
        entry.entry_type = ServiceEntryType::Usage;
        entry.document_type = if self.with_shipment {
            ServiceEntryDocumentType::Shipment
        } else {
            ServiceEntryDocumentType::Invoice
        };
        entry.charged_qty = shipped - consumed;
        if !entry.charged_qty.is_zero() {
            entry.discount_percent = taking.line.line_discount_percent;
            entry.discount_amount = worth.local.line_discount.amount;
            entry.amount = worth.document.net.amount;
            entry.amount_lcy = worth.local.net.amount;
        }
        entry
    }

    /// What was charged, net of the invoice discount.
    pub fn sale(&self, line: &ServiceLine, charge: &Charge) -> ServiceLedgerEntry {
        let mut entry = self.entry(line, charge.quantity.of_line, -1);
        entry.entry_type = ServiceEntryType::Sale;
        entry.posting_date = self.situation.header.posting_date;
        entry.document_type = ServiceEntryDocumentType::Invoice;
        entry.charged_qty = entry.quantity;
        entry.discount_percent = Percent::ZERO - line.line_discount_percent;
        entry.discount_amount = -charge.local.line_discount.amount;
        entry.amount = -charge.document.net.amount;
        entry.amount_lcy = -charge.local.net.amount;
        entry
    }

    /// What was given away: it takes the quantity out again and charges nothing.
    pub fn consumption(&self, taking: &Taking<'_>) -> ServiceLedgerEntry {
        let mut entry = self.entry(taking.line, taking.taken.consumed.of_line, -1);
        entry.entry_type = ServiceEntryType::Consume;
        entry.document_type = ServiceEntryDocumentType::Shipment;
        entry
    }

    /// What all entries of a line have in common. The sign is that of quantity, price and cost.
    fn entry(&self, line: &ServiceLine, quantity: Quantity, sign: i64) -> ServiceLedgerEntry {
        let header = &self.situation.header;
        let sign = Decimal::from(sign);
        let unit_cost = self.situation.unit_cost(line);
        let cost = self.terms.local_rounding.amount(quantity.dec() * unit_cost.dec());
        let serviced = self.situation.item_line(line.service_item_line_no);
        ServiceLedgerEntry {
            posting_date: self.situation.posting_date_of(line),
            document_line_no: line.line_no,
            external_document_no: header.external_document_no.clone(),
            r#type: serviced_type(line.r#type),
            no: line.no.clone(),
            variant_code: line.variant_code.clone(),
            description: line.description.clone(),
            service_item_no_serviced: line.service_item_no.clone(),
            item_no_serviced: serviced.map(|item| item.item_no.clone()).unwrap_or_default(),
            serial_no_serviced: line.service_item_serial_no.clone(),
            variant_code_serviced: serviced
                .map(|item| item.variant_code.clone())
                .unwrap_or_default(),
            service_order_no: self.situation.order_no(),
            service_order_type: header.service_order_type.clone(),
            customer_no: line.customer_no.clone(),
            bill_to_customer_no: line.bill_to_customer_no.clone(),
            ship_to_code: line.ship_to_code.clone(),
            location_code: line.location_code.clone(),
            unit_of_measure_code: line.unit_of_measure_code.clone(),
            work_type_code: line.work_type_code.clone(),
            quantity: Quantity::of(quantity.dec() * sign),
            unit_cost: UnitPrice::of(unit_cost.dec() * sign),
            cost_amount: Amount::of(cost.dec() * sign),
            unit_price: UnitPrice::of(unit_price(line, self.terms).dec() * sign),
            fault_reason_code: line.fault_reason_code.clone(),
            gen_bus_posting_group: line.gen_bus_posting_group.clone(),
            gen_prod_posting_group: line.gen_prod_posting_group.clone(),
            global_dimension_1_code: line.shortcut_dimension_1_code.clone(),
            global_dimension_2_code: line.shortcut_dimension_2_code.clone(),
            dimension_set_id: line.dimension_set_id,
            user_id: self.situation.user_id(),
            ..ServiceLedgerEntry::default()
        }
    }
}

/// The price of one unit in local currency, without value added tax.
pub fn unit_price(line: &ServiceLine, terms: &Terms) -> UnitPrice {
    let mut price = line.unit_price.dec();
    if terms.prices_including_vat && line.vat_calculation_type == VatCalculationType::NormalVat {
        price /= Decimal::ONE + line.vat_percent.dec() / hundred();
    }
    local_unit_price(UnitPrice::of(price), terms.currency_factor, &terms.local_rounding)
}

fn serviced_type(line_type: LineType) -> ServicedType {
    match line_type {
        LineType::Item => ServicedType::Item,
        LineType::Cost => ServicedType::ServiceCost,
        LineType::GlAccount => ServicedType::GlAccount,
        LineType::Resource | LineType::Text => ServicedType::Resource,
    }
}
