//! The posted shipment.

use base::{Code, Date, Factor, Text, Time};
use store::{Entity, Record};

/// The head of a posted service shipment: what was delivered, consumed or worked on one occasion.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_shipment_header",
    key(no),
    ledger(no_printed),
    index(order_no),
    index(customer_no, posting_date),
    index(bill_to_customer_no, posting_date),
    index(posting_date),
    index(starting_date, starting_time, response_date, response_time, order_no),
    search(no, order_no, name, bill_to_name, external_document_no)
)]
pub struct ServiceShipmentHeader {
    /// The number of the posted shipment.
    pub no: Code<20>,
    /// The service order behind the shipment.
    pub order_no: Code<20>,
    /// The customer who received the service.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// The name of the customer.
    pub name: Text<100>,
    /// The second line of the name.
    pub name_2: Text<50>,
    /// Street and number of the customer.
    pub address: Text<100>,
    /// The second line of the address.
    pub address_2: Text<50>,
    /// The postal code.
    pub post_code: Code<20>,
    /// The town.
    pub city: Text<50>,
    /// The region, where postal addresses want it.
    pub county: Text<30>,
    /// The country or region.
    pub country_region_code: Code<10>,
    /// The person to speak to at the customer.
    pub contact_name: Text<100>,
    /// The telephone number of the customer.
    pub phone_no: Text<30>,
    /// The e-mail address of the customer.
    pub email: Text<80>,
    /// The customer who is invoiced.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
    /// The name of the customer who is invoiced.
    pub bill_to_name: Text<100>,
    /// The second line of the name of the customer who is invoiced.
    pub bill_to_name_2: Text<50>,
    /// Street and number of the customer who is invoiced.
    pub bill_to_address: Text<100>,
    /// The second line of the address of the customer who is invoiced.
    pub bill_to_address_2: Text<50>,
    /// The postal code of the customer who is invoiced.
    pub bill_to_post_code: Code<20>,
    /// The town of the customer who is invoiced.
    pub bill_to_city: Text<50>,
    /// The region of the customer who is invoiced.
    pub bill_to_county: Text<30>,
    /// The country of the customer who is invoiced.
    pub bill_to_country_region_code: Code<10>,
    /// The person to speak to about the invoice.
    pub bill_to_contact: Text<100>,
    /// The ship-to address, where it is not the customer's own.
    pub ship_to_code: Code<10>,
    /// The name at the place of work.
    pub ship_to_name: Text<100>,
    /// The second line of the name at the place of work.
    pub ship_to_name_2: Text<50>,
    /// Street and number of the place of work.
    pub ship_to_address: Text<100>,
    /// The second line of the address of the place of work.
    pub ship_to_address_2: Text<50>,
    /// The postal code of the place of work.
    pub ship_to_post_code: Code<20>,
    /// The town of the place of work.
    pub ship_to_city: Text<50>,
    /// The region of the place of work, where postal addresses want it.
    pub ship_to_county: Text<30>,
    /// The country of the place of work.
    pub ship_to_country_region_code: Code<10>,
    /// The person to speak to at the place of work.
    pub ship_to_contact: Text<100>,
    /// What the job is about.
    pub description: Text<100>,
    /// The reference that the customer gave; documents show it.
    pub your_reference: Text<35>,
    /// The number that the customer or another party gave the job.
    pub external_document_no: Code<35>,
    /// The day on which the order was taken.
    pub order_date: Option<Date>,
    /// The day of the posting.
    pub posting_date: Option<Date>,
    /// The date printed on the document, from which payment terms count.
    pub document_date: Option<Date>,
    /// The time at which the order was taken.
    pub order_time: Option<Time>,
    /// The type of the service order.
    #[column(relation = "service_order_type")]
    pub service_order_type: Code<10>,
    /// The day by which a response is due.
    pub response_date: Option<Date>,
    /// The time by which a response is due.
    pub response_time: Option<Time>,
    /// The day on which work began.
    pub starting_date: Option<Date>,
    /// The time at which work began.
    pub starting_time: Option<Time>,
    /// The day on which work ended.
    pub finishing_date: Option<Date>,
    /// The time at which work ended.
    pub finishing_time: Option<Time>,
    /// The zone of the place of work.
    #[column(relation = "service_zone")]
    pub service_zone_code: Code<10>,
    /// The location that the parts were taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The salesperson who looks after the customer.
    #[column(relation = "salesperson")]
    pub salesperson_code: Code<20>,
    /// The language of the document.
    pub language_code: Code<10>,
    /// The currency of the document; blank for the local currency.
    #[column(relation = "currency")]
    pub currency_code: Code<10>,
    /// How much of the foreign currency one unit of local currency is.
    pub currency_factor: Factor,
    /// Says that unit prices include value added tax.
    pub prices_including_vat: bool,
    /// The group that names the receivables account used.
    #[column(relation = "customer_posting_group")]
    pub customer_posting_group: Code<20>,
    /// The general business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// The VAT business posting group of the customer.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// The customer's VAT registration number.
    pub vat_registration_no: Text<20>,
    /// The text of the ledger entries.
    pub posting_description: Text<100>,
    /// The value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// The value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the document.
    pub dimension_set_id: i64,
    /// The user who posted.
    pub user_id: Code<50>,
    /// How often the document was printed.
    pub no_printed: i64,
}

impl Entity for ServiceShipmentHeader {
    const COLLECTION: &'static str = "postedServiceShipments";
}
