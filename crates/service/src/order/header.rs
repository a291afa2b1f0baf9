//! The record of a service document's header.

use base::{Code, Date, DateTime, Factor, Percent, Quantity, Text, Time, UnitPrice};
use store::{Options, Record};

/// What kind of document a service header is.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentType {
    /// A service order: planned, worked on, shipped and invoiced in parts.
    #[default]
    Order,
    /// A service invoice made by hand: shipped and invoiced as a whole.
    Invoice,
}

/// How far the work on an order is.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceStatus {
    /// Nothing has been done yet.
    #[default]
    Pending,
    /// Work is going on.
    InProcess,
    /// All work is done.
    Finished,
    /// Work waits for something.
    OnHold,
}

/// Whether an order is handed to the store.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReleaseStatus {
    /// Everything can be changed.
    #[default]
    Open,
    /// Item lines are fixed.
    ReleasedToShip,
}

/// How urgent an order or item is.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Can wait.
    #[default]
    Low,
    /// Ordinary.
    Medium,
    /// Before the others.
    High,
}

/// How the customer is told that the work is done.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotifyCustomer {
    /// Not at all.
    #[default]
    No,
    /// By the first phone number.
    ByPhone1,
    /// By the second phone number.
    ByPhone2,
    /// By e-mail.
    ByEmail,
}

/// The header of a service order or a service invoice.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_header",
    key(document_type, no),
    index(document_type, status, response_date, response_time),
    index(document_type, response_date, response_time),
    index(customer_no),
    index(bill_to_customer_no),
    index(order_date),
    audited
)]
pub struct ServiceHeader {
    /// Type of the document.
    pub document_type: DocumentType,
    /// Number of the document.
    pub no: Code<20>,
    /// What the customer asked for, in a few words.
    pub description: Text<100>,
    /// Date of the customer's call; prices and warranty follow it.
    pub order_date: Option<Date>,
    /// Time of the customer's call.
    pub order_time: Option<Time>,
    /// Date of the ledger entries.
    pub posting_date: Option<Date>,
    /// Date printed on the invoice; the due date follows it.
    pub document_date: Option<Date>,
    /// Customer that the work is done for.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// Name of the customer.
    pub name: Text<100>,
    /// More of the name.
    pub name_2: Text<50>,
    /// Street and number.
    pub address: Text<100>,
    /// More of the address.
    pub address_2: Text<50>,
    /// Post code.
    pub post_code: Code<20>,
    /// City.
    pub city: Text<50>,
    /// County or region.
    pub county: Text<30>,
    /// Country.
    pub country_region_code: Code<10>,
    /// Person to speak to.
    pub contact_name: Text<100>,
    /// Phone number of the contact.
    pub phone_no: Text<30>,
    /// Second phone number of the contact.
    pub phone_no_2: Text<30>,
    /// E-mail address of the contact.
    pub email: Text<80>,
    /// How the customer is told that the work is done.
    pub notify_customer: NotifyCustomer,
    /// Customer that pays.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
    /// Name on the invoice.
    pub bill_to_name: Text<100>,
    /// More of the name on the invoice.
    pub bill_to_name_2: Text<50>,
    /// Street and number on the invoice.
    pub bill_to_address: Text<100>,
    /// More of the address on the invoice.
    pub bill_to_address_2: Text<50>,
    /// Post code on the invoice.
    pub bill_to_post_code: Code<20>,
    /// City on the invoice.
    pub bill_to_city: Text<50>,
    /// County or region on the invoice.
    pub bill_to_county: Text<30>,
    /// Country on the invoice.
    pub bill_to_country_region_code: Code<10>,
    /// Person the invoice is addressed to.
    pub bill_to_contact: Text<100>,
    /// VAT number of the customer that pays.
    pub vat_registration_no: Text<20>,
    /// Other address of the customer that the work is done at.
    pub ship_to_code: Code<10>,
    /// Name at the place of work.
    pub ship_to_name: Text<100>,
    /// More of the name at the place of work.
    pub ship_to_name_2: Text<50>,
    /// Street and number of the place of work.
    pub ship_to_address: Text<100>,
    /// More of the address of the place of work.
    pub ship_to_address_2: Text<50>,
    /// Post code of the place of work.
    pub ship_to_post_code: Code<20>,
    /// City of the place of work.
    pub ship_to_city: Text<50>,
    /// County or region of the place of work.
    pub ship_to_county: Text<30>,
    /// Country of the place of work.
    pub ship_to_country_region_code: Code<10>,
    /// Person to speak to at the place of work.
    pub ship_to_contact: Text<100>,
    /// Phone number at the place of work.
    pub ship_to_phone: Text<30>,
    /// E-mail address at the place of work.
    pub ship_to_email: Text<80>,
    /// Kind of order, for statistics and dimensions.
    #[column(relation = "service_order_type")]
    pub service_order_type: Code<10>,
    /// How far the work is.
    pub status: ServiceStatus,
    /// Zone of the place of work; decides the travel fee.
    #[column(relation = "service_zone")]
    pub service_zone_code: Code<10>,
    /// Branch that is responsible.
    #[column(relation = "responsibility_center")]
    pub responsibility_center: Code<10>,
    /// Where items are taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// Whether the customer takes parts of the delivery.
    pub shipping_advice: books::customer::ShippingAdvice,
    /// User who looks after the document.
    pub assigned_user_id: Code<50>,
    /// The customer's reference.
    pub your_reference: Text<35>,
    /// The customer's number of the order.
    pub external_document_no: Code<35>,
    /// Salesperson of the customer.
    #[column(relation = "salesperson")]
    pub salesperson_code: Code<20>,
    /// Currency of prices and amounts; blank for local currency.
    #[column(relation = "currency")]
    pub currency_code: Code<10>,
    /// Whether prices contain VAT.
    pub prices_including_vat: bool,
    /// When the customer has to pay.
    #[column(relation = "payment_terms")]
    pub payment_terms_code: Code<10>,
    /// Day on which the invoice is due.
    pub due_date: Option<Date>,
    /// Discount for early payment, in percent.
    pub payment_discount_percent: Percent,
    /// Last day of the discount for early payment.
    pub pmt_discount_date: Option<Date>,
    /// How the customer pays.
    #[column(relation = "payment_method")]
    pub payment_method_code: Code<10>,
    /// Group of prices of the customer.
    #[column(relation = "customer_price_group")]
    pub customer_price_group: Code<10>,
    /// Group of discounts of the customer.
    #[column(relation = "customer_discount_group")]
    pub customer_disc_group: Code<20>,
    /// Whether price lists may give line discounts.
    pub allow_line_disc: bool,
    /// Rules of the invoice discount; the customer number by default.
    pub invoice_disc_code: Code<20>,
    /// Highest price of an hour; 0 for no limit.
    pub max_labor_unit_price: UnitPrice,
    /// Business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// VAT group of the customer.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// Customer posting group: account of receivables.
    #[column(relation = "customer_posting_group")]
    pub customer_posting_group: Code<20>,
    /// Text of the G/L entries.
    pub posting_description: Text<100>,
    /// Whether lines must name the service item they belong to.
    pub link_service_to_service_item: bool,
    /// Day on which work began.
    pub starting_date: Option<Date>,
    /// Time at which work began.
    pub starting_time: Option<Time>,
    /// Day on which work ended.
    pub finishing_date: Option<Date>,
    /// Time at which work ended.
    pub finishing_time: Option<Time>,
    /// First global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// Second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the document.
    #[column(read_only)]
    pub dimension_set_id: i64,
    /// Foreign currency for one unit of local currency.
    #[column(read_only)]
    pub currency_factor: Factor,
    /// Earliest day on which an item is to be responded to.
    #[column(read_only)]
    pub response_date: Option<Date>,
    /// Time of the response on that day.
    #[column(read_only)]
    pub response_time: Option<Time>,
    /// Highest priority of the items.
    #[column(read_only)]
    pub priority: Priority,
    /// Hours within which a response is due when no item says otherwise.
    #[column(read_only)]
    pub default_response_time_hours: Quantity,
    /// Service hours from the call to the start of work.
    #[column(read_only)]
    pub actual_response_time_hours: Quantity,
    /// Service hours from start to end of work.
    #[column(read_only)]
    pub service_time_hours: Quantity,
    /// Whether the order is handed to the store.
    #[column(read_only)]
    pub release_status: ReleaseStatus,
    /// Series of the document's own number.
    #[column(read_only)]
    pub no_series: Code<20>,
    /// Series of the posted invoice's number.
    #[column(read_only)]
    pub posting_no_series: Code<20>,
    /// Series of the posted shipment's number.
    #[column(read_only)]
    pub shipping_no_series: Code<20>,
    /// Number reserved for the next posted invoice.
    #[column(read_only)]
    pub posting_no: Code<20>,
    /// Number of the last posted invoice.
    #[column(read_only)]
    pub last_posting_no: Code<20>,
    /// Number of the last posted shipment.
    #[column(read_only)]
    pub last_shipping_no: Code<20>,
    /// When the document was created.
    #[column(read_only)]
    pub created_at: Option<DateTime>,
    /// Counts the changes of the record.
    #[column(read_only)]
    pub version: i64,
}
