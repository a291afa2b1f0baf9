//! The posted shipment of a posting.

use base::Code;

use crate::history::{ServiceShipmentHeader, ServiceShipmentItemLine, ServiceShipmentLine};
use crate::line::ServiceLine;
use crate::order::ServiceItemLine;

use super::situation::Situation;
use super::takings::Taking;

/// A shipment to be posted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shipment {
    /// Its head.
    pub header: ServiceShipmentHeader,
    /// All service item lines of the order.
    pub item_lines: Vec<ServiceShipmentItemLine>,
    /// What is delivered.
    pub lines: Vec<ServiceShipmentLine>,
}

impl Shipment {
    /// The line of this number.
    pub fn line(&mut self, line_no: i64) -> Option<&mut ServiceShipmentLine> {
        self.lines.iter_mut().find(|line| line.line_no == line_no)
    }

    /// Gives head and lines their document number.
    pub fn number(&mut self, no: &Code<20>) {
        self.header.no = no.clone();
        for line in &mut self.item_lines {
            line.document_no = no.clone();
        }
        for line in &mut self.lines {
            line.document_no = no.clone();
        }
    }
}

/// The shipment of these lines: the header, every service item line, and the lines of which
/// something is delivered, with the text that belongs to them.
pub fn shipment(situation: &Situation, takings: &[Taking<'_>]) -> Shipment {
    let ships = |taking: &&Taking<'_>| taking.on_shipment;
    Shipment {
        header: header(situation),
        item_lines: situation.item_lines.iter().map(item_line).collect(),
        lines: takings.iter().filter(ships).map(|taking| line(situation, taking)).collect(),
    }
}

fn header(situation: &Situation) -> ServiceShipmentHeader {
    let header = &situation.header;
    copied!(ServiceShipmentHeader from header;
        customer_no, name, name_2, address, address_2, post_code, city, county,
        country_region_code, contact_name, phone_no, email, bill_to_customer_no, bill_to_name,
        bill_to_name_2, bill_to_address, bill_to_address_2, bill_to_post_code, bill_to_city,
        bill_to_county, bill_to_country_region_code, bill_to_contact, ship_to_code, ship_to_name,
        ship_to_name_2, ship_to_address, ship_to_address_2, ship_to_post_code, ship_to_city,
        ship_to_county, ship_to_country_region_code, ship_to_contact, description, your_reference,
        external_document_no, order_date, posting_date, document_date, order_time,
        service_order_type, response_date, response_time, starting_date, starting_time,
        finishing_date, finishing_time, service_zone_code, location_code, salesperson_code,
        currency_code, currency_factor, prices_including_vat,
        customer_posting_group, gen_bus_posting_group, vat_bus_posting_group, vat_registration_no,
        posting_description, shortcut_dimension_1_code, shortcut_dimension_2_code,
        dimension_set_id;
        order_no: situation.order_no(),
        language_code: situation.language_code(),
        user_id: situation.user_id(),
    )
}

fn item_line(line: &ServiceItemLine) -> ServiceShipmentItemLine {
    copied!(ServiceShipmentItemLine from line;
        line_no, service_item_no, service_item_group_code, item_no, variant_code, serial_no,
        description, repair_status_code, service_shelf_no, warranty, warranty_starting_date_parts,
        warranty_ending_date_parts, warranty_percent_parts, warranty_starting_date_labor,
        warranty_ending_date_labor, warranty_percent_labor, fault_reason_code, fault_area_code,
        symptom_code, fault_code, resolution_code, vendor_no, vendor_item_no, response_date,
        response_time, starting_date, starting_time, finishing_date, finishing_time,
        shortcut_dimension_1_code, shortcut_dimension_2_code, dimension_set_id;
    )
}

fn line(situation: &Situation, taking: &Taking<'_>) -> ServiceShipmentLine {
    let (line, taken): (&ServiceLine, _) = (taking.line, taking.taken);
    let invoiced = taking.invoiced_of_now();
    copied!(ServiceShipmentLine from line;
        line_no, service_item_line_no, service_item_no, service_item_serial_no, r#type, no,
        variant_code, description, description_2, location_code, work_type_code,
        unit_of_measure_code, qty_per_unit_of_measure, unit_price, line_discount_percent,
        line_discount_type, warranty, attached_to_line_no, customer_no, bill_to_customer_no,
        fault_reason_code, fault_area_code, symptom_code, fault_code, resolution_code,
        gen_bus_posting_group, gen_prod_posting_group, shortcut_dimension_1_code,
        shortcut_dimension_2_code, dimension_set_id;
        unit_cost_lcy: situation.unit_cost(line),
        quantity: taken.shipped.of_line,
        quantity_base: taken.shipped.base,
        quantity_consumed: taken.consumed.of_line,
        qty_consumed_base: taken.consumed.base,
        quantity_invoiced: invoiced.of_line,
        qty_invoiced_base: invoiced.base,
        qty_shipped_not_invoiced: (taken.shipped - taken.consumed - invoiced).of_line,
        posting_date: situation.posting_date_of(line),
        order_no: situation.order_no(),
        order_line_no: if situation.is_order() { line.line_no } else { 0 },
    )
}
