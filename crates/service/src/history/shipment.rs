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
    index(posting_date)
)]
pub struct ServiceShipmentHeader {
    /// Number of the posted shipment.
    pub no: Code<20>,
    /// Service order behind the shipment.
    pub order_no: Code<20>,
    /// Customer who received the service.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// Name of the customer.
    pub name: Text<100>,
    /// More of the name of the customer.
    pub name_2: Text<50>,
    /// Street and number of the customer.
    pub address: Text<100>,
    /// More of the address of the customer.
    pub address_2: Text<50>,
    /// Postal code of the customer.
    pub post_code: Code<20>,
    /// City of the customer.
    pub city: Text<50>,
    /// State or county of the customer.
    pub county: Text<30>,
    /// Country of the customer.
    pub country_region_code: Code<10>,
    /// Person to talk to at the customer.
    pub contact_name: Text<100>,
    /// Telephone number of the customer.
    pub phone_no: Text<30>,
    /// E-mail address of the customer.
    pub email: Text<80>,
    /// Customer who is invoiced.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
    /// Name of the customer who is invoiced.
    pub bill_to_name: Text<100>,
    /// More of the name of the customer who is invoiced.
    pub bill_to_name_2: Text<50>,
    /// Street and number of the customer who is invoiced.
    pub bill_to_address: Text<100>,
    /// More of the address of the customer who is invoiced.
    pub bill_to_address_2: Text<50>,
    /// Postal code of the customer who is invoiced.
    pub bill_to_post_code: Code<20>,
    /// City of the customer who is invoiced.
    pub bill_to_city: Text<50>,
    /// State or county of the customer who is invoiced.
    pub bill_to_county: Text<30>,
    /// Country of the customer who is invoiced.
    pub bill_to_country_region_code: Code<10>,
    /// Person to talk to about the invoice.
    pub bill_to_contact: Text<100>,
    /// Ship-to address of the customer, where it is not the customer's own.
    pub ship_to_code: Code<10>,
    /// Name of the place of service.
    pub ship_to_name: Text<100>,
    /// More of the name of the place of service.
    pub ship_to_name_2: Text<50>,
    /// Street and number of the place of service.
    pub ship_to_address: Text<100>,
    /// More of the address of the place of service.
    pub ship_to_address_2: Text<50>,
    /// Postal code of the place of service.
    pub ship_to_post_code: Code<20>,
    /// City of the place of service.
    pub ship_to_city: Text<50>,
    /// State or county of the place of service.
    pub ship_to_county: Text<30>,
    /// Country of the place of service.
    pub ship_to_country_region_code: Code<10>,
    /// Person to talk to at the place of service.
    pub ship_to_contact: Text<100>,
    /// What the job is about.
    pub description: Text<100>,
    /// Reference that the customer gave.
    pub your_reference: Text<35>,
    /// Number that the customer or another party gave the job.
    pub external_document_no: Code<35>,
    /// Day the order was taken.
    pub order_date: Option<Date>,
    /// Day of the posting.
    pub posting_date: Option<Date>,
    /// Day printed on the document, from which payment terms count.
    pub document_date: Option<Date>,
    /// Time of day the order was taken.
    pub order_time: Option<Time>,
    /// Type of the service order.
    #[column(relation = "service_order_type")]
    pub service_order_type: Code<10>,
    /// Day by which the service was promised to begin.
    pub response_date: Option<Date>,
    /// Time of day by which the service was promised to begin.
    pub response_time: Option<Time>,
    /// Day the service began.
    pub starting_date: Option<Date>,
    /// Time of day the service began.
    pub starting_time: Option<Time>,
    /// Day the service was finished.
    pub finishing_date: Option<Date>,
    /// Time of day the service was finished.
    pub finishing_time: Option<Time>,
    /// Zone of the place of service.
    #[column(relation = "service_zone")]
    pub service_zone_code: Code<10>,
    /// Location the parts were taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// Salesperson of the customer.
    #[column(relation = "salesperson")]
    pub salesperson_code: Code<20>,
    /// Language of the document.
    pub language_code: Code<10>,
    /// Currency of the document, blank for the local one.
    #[column(relation = "currency")]
    pub currency_code: Code<10>,
    /// Foreign currency for one unit of the local one.
    pub currency_factor: Factor,
    /// Says that unit prices include value added tax.
    pub prices_including_vat: bool,
    /// Decides which receivables account is used.
    #[column(relation = "customer_posting_group")]
    pub customer_posting_group: Code<20>,
    /// General business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// VAT business posting group of the customer.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// VAT registration number of the customer.
    pub vat_registration_no: Text<20>,
    /// Text of the ledger entries.
    pub posting_description: Text<100>,
    /// Value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// Set of dimension values of the document.
    pub dimension_set_id: i64,
    /// User who posted.
    pub user_id: Code<50>,
    /// How often the document was printed.
    pub no_printed: i64,
}

impl Entity for ServiceShipmentHeader {
    const COLLECTION: &'static str = "postedServiceShipments";
}
