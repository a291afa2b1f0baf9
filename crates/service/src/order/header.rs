//! The record of a service document's header.

use base::{Code, Date, Factor, Moment, Percent, Quantity, Text, Time, UnitPrice};
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
    /// By fax.
    ByFax,
    /// By e-mail.
    ByEmail,
}

/// The header of a service order or a service invoice.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_header",
    key(document_type, no),
    kinds = crate::order::KINDS,
    index(document_type, status, response_date, response_time),
    index(document_type, response_date, response_time),
    index(customer_no),
    index(bill_to_customer_no),
    index(order_date),
    index(document_type, assigned_user_id, status, response_date, response_time),
    index(document_type, status, priority),
    index(document_type, starting_date, starting_time, response_date, response_time),
    search(no, name, description, customer_no, phone_no, external_document_no, city),
    audited
)]
pub struct ServiceHeader {
    /// The type of the document.
    pub document_type: DocumentType,
    /// The number of the document.
    pub no: Code<20>,
    /// What the customer asked for, in a few words.
    pub description: Text<100>,
    /// The day of the customer's call; prices and warranty follow from it.
    pub order_date: Option<Date>,
    /// The time of the customer's call.
    pub order_time: Option<Time>,
    /// The day that the entries of the posting count for in the books.
    #[column(class = "billing")]
    pub posting_date: Option<Date>,
    /// The date printed on the invoice; the due date follows from it.
    #[column(class = "billing")]
    pub document_date: Option<Date>,
    /// The customer that the work is done for.
    #[column(relation = "customer", class = "billing")]
    pub customer_no: Code<20>,
    /// The name of the customer.
    pub name: Text<100>,
    /// The second line of the name.
    pub name_2: Text<50>,
    /// Street and number.
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
    /// The telephone number of the contact.
    pub phone_no: Text<30>,
    /// The second telephone number of the contact.
    pub phone_no_2: Text<30>,
    /// The e-mail address of the contact.
    pub email: Text<80>,
    /// How the customer is told that the work is done.
    pub notify_customer: NotifyCustomer,
    /// The customer who is invoiced.
    #[column(relation = "customer", class = "billing")]
    pub bill_to_customer_no: Code<20>,
    /// The name on the invoice.
    #[column(class = "billing")]
    pub bill_to_name: Text<100>,
    /// The second line of the name on the invoice.
    #[column(class = "billing")]
    pub bill_to_name_2: Text<50>,
    /// Street and number on the invoice.
    #[column(class = "billing")]
    pub bill_to_address: Text<100>,
    /// The second line of the address on the invoice.
    #[column(class = "billing")]
    pub bill_to_address_2: Text<50>,
    /// The postal code on the invoice.
    #[column(class = "billing")]
    pub bill_to_post_code: Code<20>,
    /// The town on the invoice.
    #[column(class = "billing")]
    pub bill_to_city: Text<50>,
    /// The region on the invoice, where postal addresses want it.
    #[column(class = "billing")]
    pub bill_to_county: Text<30>,
    /// The country on the invoice.
    #[column(class = "billing")]
    pub bill_to_country_region_code: Code<10>,
    /// The person the invoice is addressed to.
    #[column(class = "billing")]
    pub bill_to_contact: Text<100>,
    /// The VAT registration number of the customer who pays.
    #[column(class = "billing")]
    pub vat_registration_no: Text<20>,
    /// The other address of the customer where the work is done; blank for the customer's own.
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
    /// The telephone number at the place of work.
    pub ship_to_phone: Text<30>,
    /// The e-mail address at the place of work.
    pub ship_to_email: Text<80>,
    /// The kind of order, for statistics and default dimensions.
    #[column(relation = "service_order_type")]
    pub service_order_type: Code<10>,
    /// How far the work is; it follows the repair statuses of the machines.
    pub status: ServiceStatus,
    /// The zone of the place of work; it decides about the travel fee.
    #[column(relation = "service_zone")]
    pub service_zone_code: Code<10>,
    /// The responsibility center that looks after the work.
    #[column(relation = "responsibility_center")]
    pub responsibility_center: Code<10>,
    /// The location that the items of new lines are taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// Whether the customer takes deliveries in parts.
    pub shipping_advice: books::customer::ShippingAdvice,
    /// The user who looks after the document.
    pub assigned_user_id: Code<50>,
    /// The reference that the customer gave; documents show it.
    pub your_reference: Text<35>,
    /// The customer's number of the order.
    pub external_document_no: Code<35>,
    /// The salesperson who looks after the customer.
    #[column(relation = "salesperson")]
    pub salesperson_code: Code<20>,
    /// The currency of prices and amounts; blank for the local currency.
    #[column(relation = "currency", class = "billing")]
    pub currency_code: Code<10>,
    /// Whether prices include value added tax.
    #[column(class = "billing")]
    pub prices_including_vat: bool,
    /// The payment terms, from which due date and discount follow.
    #[column(relation = "payment_terms", class = "billing")]
    pub payment_terms_code: Code<10>,
    /// The day on which payment is due.
    #[column(class = "billing")]
    pub due_date: Option<Date>,
    /// The discount for early payment, in percent.
    #[column(class = "price")]
    pub payment_discount_percent: Percent,
    /// The last day on which the payment discount may be taken.
    #[column(class = "billing")]
    pub pmt_discount_date: Option<Date>,
    /// How the customer pays.
    #[column(relation = "payment_method", class = "billing")]
    pub payment_method_code: Code<10>,
    /// The group whose prices the document gets.
    #[column(relation = "customer_price_group", class = "price")]
    pub customer_price_group: Code<10>,
    /// The group whose discounts the document gets.
    #[column(relation = "customer_discount_group", class = "price")]
    pub customer_disc_group: Code<20>,
    /// Whether price lists may give line discounts.
    #[column(class = "price")]
    pub allow_line_disc: bool,
    /// The rules of the invoice discount; the customer number by default.
    #[column(class = "price")]
    pub invoice_disc_code: Code<20>,
    /// The highest price of an hour of labor; 0 for no limit.
    #[column(class = "price")]
    pub max_labor_unit_price: UnitPrice,
    /// The general business posting group of the customer.
    #[column(relation = "gen_business_posting_group", class = "billing")]
    pub gen_bus_posting_group: Code<20>,
    /// The VAT business posting group of the customer.
    #[column(relation = "vat_business_posting_group", class = "billing")]
    pub vat_bus_posting_group: Code<20>,
    /// The group that names the receivables account used.
    #[column(relation = "customer_posting_group", class = "billing")]
    pub customer_posting_group: Code<20>,
    /// The text of the ledger entries.
    pub posting_description: Text<100>,
    /// Whether lines must name the service item they belong to.
    pub link_service_to_service_item: bool,
    /// The day on which work began.
    pub starting_date: Option<Date>,
    /// The time at which work began.
    pub starting_time: Option<Time>,
    /// The day on which work ended.
    pub finishing_date: Option<Date>,
    /// The time at which work ended.
    pub finishing_time: Option<Time>,
    /// The value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// The value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the document.
    #[column(read_only)]
    pub dimension_set_id: i64,
    /// How much of the foreign currency one unit of local currency is.
    #[column(read_only)]
    pub currency_factor: Factor,
    /// The earliest day on which a machine of the order is to be responded to.
    #[column(read_only)]
    pub response_date: Option<Date>,
    /// The time of the response on that day.
    #[column(read_only)]
    pub response_time: Option<Time>,
    /// The highest priority of the machines on the order.
    #[column(read_only)]
    pub priority: Priority,
    /// Hours within which a response is due when no machine says otherwise.
    #[column(read_only)]
    pub default_response_time_hours: Quantity,
    /// The service hours from the call to the start of work.
    #[column(read_only)]
    pub actual_response_time_hours: Quantity,
    /// The service hours from start to end of work.
    #[column(read_only)]
    pub service_time_hours: Quantity,
    /// Whether the order is handed to the store.
    #[column(read_only)]
    pub release_status: ReleaseStatus,
    /// The series that the number of the document is from.
    #[column(read_only)]
    pub no_series: Code<20>,
    /// The series that the number of the posted invoice is from.
    #[column(read_only)]
    pub posting_no_series: Code<20>,
    /// The series that the number of the posted shipment is from.
    #[column(read_only)]
    pub shipping_no_series: Code<20>,
    /// The number reserved for the next posted invoice.
    #[column(read_only)]
    pub posting_no: Code<20>,
    /// The number of the last posted invoice.
    #[column(read_only)]
    pub last_posting_no: Code<20>,
    /// The number of the last posted shipment.
    #[column(read_only)]
    pub last_shipping_no: Code<20>,
    /// When the document was created.
    #[column(read_only)]
    pub created_at: Option<Moment>,
    /// Counts the changes of the record.
    #[column(read_only)]
    pub version: i64,
}
