//! The posted invoice of a posting.

use base::{Amount, Code};

use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine};
use crate::line::ServiceLine;

use super::amounts::Charge;
use super::situation::Situation;

/// An invoice to be posted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Invoice {
    /// Its head.
    pub header: ServiceInvoiceHeader,
    /// What is charged.
    pub lines: Vec<ServiceInvoiceLine>,
}

impl Invoice {
    /// The invoice without its lines.
    pub fn new(situation: &Situation) -> Self {
        let header = &situation.header;
        let header = copied!(ServiceInvoiceHeader from header;
            customer_no, name, name_2, address, address_2, post_code, city, county,
            country_region_code, contact_name, phone_no, email, bill_to_customer_no, bill_to_name,
            bill_to_name_2, bill_to_address, bill_to_address_2, bill_to_post_code, bill_to_city,
            bill_to_county, bill_to_country_region_code, bill_to_contact, ship_to_code,
            ship_to_name, ship_to_name_2, ship_to_address, ship_to_address_2, ship_to_post_code,
            ship_to_city, ship_to_county, ship_to_country_region_code, ship_to_contact,
            description, your_reference, external_document_no, order_date, posting_date,
            document_date, due_date, pmt_discount_date, payment_discount_percent,
            payment_terms_code, payment_method_code, location_code, salesperson_code,
            currency_code, currency_factor, prices_including_vat,
            customer_posting_group, gen_bus_posting_group, vat_bus_posting_group,
            vat_registration_no, posting_description, shortcut_dimension_1_code,
            shortcut_dimension_2_code, dimension_set_id;
            order_no: situation.order_no(),
            pre_assigned_no: situation.invoice_no(),
            language_code: situation.language_code(),
            user_id: situation.user_id(),
        );
        Self { header, lines: Vec::new() }
    }

    /// Adds a line and its amounts.
    pub fn push(&mut self, situation: &Situation, line: &ServiceLine, charge: &Charge) {
        let net = &charge.document.net;
        self.header.amount += net.amount;
        self.header.amount_including_vat += net.including_vat();
        self.lines.push(copied!(ServiceInvoiceLine from line;
            line_no, service_item_line_no, service_item_no, service_item_serial_no, r#type, no,
            variant_code, description, description_2, location_code, work_type_code,
            unit_of_measure_code, qty_per_unit_of_measure, unit_price, line_discount_percent,
            line_discount_type, vat_percent, vat_calculation_type, vat_identifier, warranty,
            system_created_entry, attached_to_line_no, customer_no, bill_to_customer_no,
            fault_reason_code, fault_area_code, symptom_code, fault_code, resolution_code,
            gen_bus_posting_group, gen_prod_posting_group,
            vat_bus_posting_group, vat_prod_posting_group, shortcut_dimension_1_code,
            shortcut_dimension_2_code, dimension_set_id;
            unit_cost_lcy: situation.unit_cost(line),
            quantity: charge.quantity.of_line,
            quantity_base: charge.quantity.base,
            line_discount_amount: charge.part.amounts.discount,
            line_amount: charge.part.amounts.line_amount,
            inv_discount_amount: charge.part.invoice_discount,
            vat_difference: charge.part.vat_difference,
            amount: net.amount,
            amount_including_vat: net.including_vat(),
            vat_base_amount: net.base,
            amount_lcy: charge.local.net.amount,
            posting_date: situation.header.posting_date,
            order_no: situation.order_no(),
            order_line_no: if situation.is_order() { line.line_no } else { 0 },
        ));
    }

    /// Gives head and lines their document number.
    pub fn number(&mut self, no: &Code<20>) {
        self.header.no = no.clone();
        for line in &mut self.lines {
            line.document_no = no.clone();
        }
    }

    /// What the customer owes, in the currency of the document.
    pub fn total(&self) -> Amount {
        self.header.amount_including_vat
    }
}
