//! The records of customers and their addresses.

use base::{Amount, Code, Text};
use store::{Options, Record};

/// What may no longer be done for a customer.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CustomerBlocked {
    /// Nothing is blocked.
    #[default]
    Blank,
    /// Nothing may be shipped.
    Ship,
    /// Nothing may be ordered or invoiced.
    Invoice,
    /// Nothing may be posted.
    All,
}

/// Whether an order may be shipped in parts.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShippingAdvice {
    /// In parts.
    #[default]
    Partial,
    /// Only all at once.
    Complete,
}

/// Somebody the company works for.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "customer",
    key(no),
    index(name),
    index(city, name),
    index(phone_no),
    index(bill_to_customer_no),
    search(no, name, name_2, phone_no, mobile_phone_no, city, post_code, contact),
    audited
)]
pub struct Customer {
    /// Identifies the customer.
    pub no: Code<20>,
    /// The name of the person or company.
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
    #[column(relation = "country_region")]
    pub country_region_code: Code<10>,
    /// The person to ask for.
    pub contact: Text<100>,
    /// The telephone number.
    pub phone_no: Text<30>,
    /// The mobile telephone number.
    pub mobile_phone_no: Text<30>,
    /// The e-mail address.
    pub email: Text<80>,
    /// The address of the web site.
    pub home_page: Text<80>,
    /// The language of documents for the customer, such as FR.
    pub language_code: Code<10>,
    /// What may no longer be done for the customer: shipping, invoicing, or anything; blank allows
    /// all.
    pub blocked: CustomerBlocked,
    /// Whether the customer's data may no longer be used, such as after a request to forget it:
    /// nothing new is written for the customer, and nothing is posted.
    pub privacy_blocked: bool,
    /// The customer who gets the invoices; blank when it is this one.
    #[column(relation = "customer", class = "billing")]
    pub bill_to_customer_no: Code<20>,
    /// The number under which the customer is registered for value added tax; invoices show it.
    pub vat_registration_no: Text<20>,
    /// The number in the trade register.
    pub registration_no: Text<50>,
    /// The group that decides about revenue accounts, together with the group of the product.
    #[column(relation = "gen_business_posting_group", class = "billing")]
    pub gen_bus_posting_group: Code<20>,
    /// The group that decides about the VAT rate, together with the VAT group of the product.
    #[column(relation = "vat_business_posting_group", class = "billing")]
    pub vat_bus_posting_group: Code<20>,
    /// The group that names the receivables account of the customer.
    #[column(relation = "customer_posting_group", class = "billing")]
    pub customer_posting_group: Code<20>,
    /// The currency of the customer's documents; blank for the local currency.
    #[column(relation = "currency", class = "billing")]
    pub currency_code: Code<10>,
    /// Whether prices on the customer's documents include value added tax.
    #[column(class = "billing")]
    pub prices_including_vat: bool,
    /// The group whose prices the customer gets.
    #[column(relation = "customer_price_group", class = "billing")]
    pub customer_price_group: Code<10>,
    /// The group whose discounts the customer gets.
    #[column(relation = "customer_discount_group", class = "billing")]
    pub customer_disc_group: Code<20>,
    /// Whether lines get discounts from price lists.
    #[column(class = "billing")]
    pub allow_line_disc: bool,
    /// The code of the customer's invoice discounts; the customer's own number unless changed.
    #[column(class = "billing")]
    pub invoice_disc_code: Code<20>,
    /// When invoices are to be paid.
    #[column(relation = "payment_terms", class = "billing")]
    pub payment_terms_code: Code<10>,
    /// How the customer pays.
    #[column(relation = "payment_method", class = "billing")]
    pub payment_method_code: Code<10>,
    /// The most the customer may owe, in local currency; blank for no limit.
    #[column(class = "credit")]
    pub credit_limit_lcy: Amount,
    /// The location that parts for the customer come from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The address that documents get when nobody chooses another.
    pub ship_to_code: Code<10>,
    /// Whether an order may be shipped in parts.
    pub shipping_advice: ShippingAdvice,
    /// The salesperson who looks after the customer.
    #[column(relation = "salesperson")]
    pub salesperson_code: Code<20>,
    /// The responsibility center that looks after the customer; documents get it.
    #[column(relation = "responsibility_center")]
    pub responsibility_center: Code<10>,
    /// The area that the customer is in.
    #[column(relation = "service_zone")]
    pub service_zone_code: Code<10>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Another address of a customer, where machines stand.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "ship_to_address", key(customer_no, code), index(customer_no, name), audited)]
pub struct ShipToAddress {
    /// The customer.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// Identifies the address among those of the customer.
    pub code: Code<10>,
    /// The name at the address.
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
    #[column(relation = "country_region")]
    pub country_region_code: Code<10>,
    /// The person to ask for.
    pub contact: Text<100>,
    /// The telephone number.
    pub phone_no: Text<30>,
    /// The e-mail address.
    pub email: Text<80>,
    /// The location that parts for this address come from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The salesperson who looks after this address.
    #[column(relation = "salesperson")]
    pub salesperson_code: Code<20>,
    /// The area that the address is in.
    #[column(relation = "service_zone")]
    pub service_zone_code: Code<10>,
    /// Counts the changes of the record.
    pub version: i64,
}
