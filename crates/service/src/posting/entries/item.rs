//! Movements of stock: what is delivered, what is consumed, and what is invoiced of it.

use base::{Amount, Code, Decimal, Quantity, UnitPrice};
use books::item_ledger::{
    Invoicing, ItemLedgerDocumentType, ItemLedgerEntryType, ItemOrderType, ItemSourceType,
    Movement, Wanted,
};

use crate::line::quantities::Measured;
use crate::line::{LineType, ServiceLine};

use super::super::amounts::Charge;
use super::super::request::Numbers;
use super::super::situation::Situation;
use super::super::takings::Taking;

/// Builds the movements of stock of a document.
pub struct Movements<'m> {
    /// Where everything is looked up.
    pub situation: &'m Situation,
    /// Numbers or placeholders of the documents.
    pub numbers: &'m Numbers,
    /// Whether a shipment is posted.
    pub with_shipment: bool,
}

/// The stock that a line takes.
pub fn wanted(line: &ServiceLine, shipped: Measured) -> Option<Wanted> {
    (line.r#type == LineType::Item && !shipped.is_zero()).then(|| Wanted {
        item_no: line.no.clone(),
        variant_code: line.variant_code.clone(),
        location_code: line.location_code.clone(),
        outgoing: shipped.base,
        incoming: Quantity::ZERO,
    })
}

impl Movements<'_> {
    /// What a line delivers: a sale, or what is taken out of stock for nothing. The part that is
    /// invoiced at once carries its revenue; the rest is expected revenue.
    pub fn delivery(
        &self,
        taking: &Taking<'_>,
        expected: &Charge,
        portions: &mut Portions<'_>,
    ) -> Movement {
        let line = taking.line;
        let header = &self.situation.header;
        let mut movement = Movement {
            entry_type: ItemLedgerEntryType::Sale,
            document_type: self.document_type(),
            document_no: self.document_no().clone(),
            document_line_no: line.line_no,
            external_document_no: header.external_document_no.clone(),
            document_date: header.document_date,
            posting_date: self.situation.posting_date_of(line),
            item_no: line.no.clone(),
            variant_code: line.variant_code.clone(),
            location_code: line.location_code.clone(),
            description: line.description.clone(),
            quantity: taking.taken.shipped.base,
            unit_of_measure_code: line.unit_of_measure_code.clone(),
            qty_per_unit_of_measure: line.qty_per_unit_of_measure,
            unit_cost: self.cost_of_base_unit(line),
            sales_amount: expected.local.net.amount,
            order_type: ItemOrderType::Service,
            order_no: self.situation.order_no(),
            order_line_no: if self.situation.is_order() { line.line_no } else { 0 },
            source_type: ItemSourceType::Customer,
            source_no: line.customer_no.clone(),
            invoice_to_source_no: line.bill_to_customer_no.clone(),
            gen_bus_posting_group: line.gen_bus_posting_group.clone(),
            gen_prod_posting_group: line.gen_prod_posting_group.clone(),
            global_dimension_1_code: line.shortcut_dimension_1_code.clone(),
            global_dimension_2_code: line.shortcut_dimension_2_code.clone(),
            dimension_set_id: line.dimension_set_id,
            ..Movement::default()
        };
        if movement.order_no.is_empty() {
            movement.order_type = ItemOrderType::Blank;
        }
        if taking.consumes() {
            movement.entry_type = ItemLedgerEntryType::NegativeAdjmt;
            movement.sales_amount = Amount::ZERO;
            movement.invoicing = Some(Invoicing::at_once(&movement));
        } else {
            let now = taking.invoiced_of_now();
            movement.invoicing = (!now.is_zero()).then(|| self.invoiced(line, now, portions));
        }
        movement
    }

    /// What is invoiced of a delivery.
    pub fn invoiced(
        &self,
        line: &ServiceLine,
        quantity: Measured,
        portions: &mut Portions<'_>,
    ) -> Invoicing {
        let (sales_amount, discount_amount) = portions.next(quantity);
        let header = &self.situation.header;
        Invoicing {
            quantity: quantity.base,
            document_type: ItemLedgerDocumentType::ServiceInvoice,
            document_no: self.numbers.invoice.clone(),
            document_line_no: line.line_no,
            external_document_no: header.external_document_no.clone(),
            document_date: header.document_date,
            posting_date: header.posting_date,
            sales_amount,
            discount_amount,
        }
    }

    fn document_type(&self) -> ItemLedgerDocumentType {
        if self.with_shipment {
            ItemLedgerDocumentType::ServiceShipment
        } else {
            ItemLedgerDocumentType::ServiceInvoice
        }
    }

    fn document_no(&self) -> &Code<20> {
        if self.with_shipment { &self.numbers.shipment } else { &self.numbers.invoice }
    }

    fn cost_of_base_unit(&self, line: &ServiceLine) -> UnitPrice {
        let per_unit = line.qty_per_unit_of_measure.dec();
        let per_unit = if per_unit.is_zero() { Decimal::ONE } else { per_unit };
        UnitPrice::of(self.situation.unit_cost(line).dec() / per_unit)
    }
}

/// Divides what a line is invoiced for over its deliveries. Each takes what all so far come to,
/// less what was given before, so that the parts add up to the line.
pub struct Portions<'c> {
    charge: &'c Charge,
    so_far: Quantity,
    sales: Amount,
    discount: Amount,
}

impl<'c> Portions<'c> {
    /// Nothing divided yet.
    pub fn new(charge: &'c Charge) -> Self {
        Self { charge, so_far: Quantity::ZERO, sales: Amount::ZERO, discount: Amount::ZERO }
    }

    /// Revenue and discount of the next delivery.
    fn next(&mut self, quantity: Measured) -> (Amount, Amount) {
        self.so_far += quantity.of_line;
        let local = &self.charge.local;
        let (whole, so_far) = (self.charge.quantity.of_line.dec(), self.so_far.dec());
        let up_to_here = |amount: Amount| {
            if whole.is_zero() {
                return Amount::ZERO;
            }
            Amount::of(base::cents(amount.dec() * so_far / whole))
        };
        let sales = up_to_here(local.net.amount) - self.sales;
        let off = local.line_discount.amount + local.invoice_discount.amount;
        let discount = up_to_here(off) - self.discount;
        self.sales += sales;
        self.discount += discount;
        (sales, discount)
    }
}
