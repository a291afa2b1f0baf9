//! The posted invoice.

use base::{Amount, Code, Date, Factor, Percent, Text};
use store::{Entity, Record};

/// The head of a posted service invoice.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_invoice_header",
    key(no),
    ledger(no_printed),
    index(order_no),
    index(pre_assigned_no),
    index(customer_no, posting_date),
    index(bill_to_customer_no, posting_date),
    index(posting_date)
)]
pub struct ServiceInvoiceHeader {
    /// Number of the posted invoice.
    pub no: Code<20>,
    /// Service order behind the invoice.
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
    /// Number of the unposted invoice, where there was no order.
    pub pre_assigned_no: Code<20>,
    /// Day on which payment is due.
    pub due_date: Option<Date>,
    /// Last day on which the payment discount may be taken.
    pub pmt_discount_date: Option<Date>,
    /// Discount for early payment, in percent.
    pub payment_discount_percent: Percent,
    /// Payment terms.
    #[column(relation = "payment_terms")]
    pub payment_terms_code: Code<10>,
    /// How the customer pays.
    #[column(relation = "payment_method")]
    pub payment_method_code: Code<10>,
    /// Amount without value added tax, in the currency of the document.
    pub amount: Amount,
    /// Amount with value added tax, in the currency of the document.
    pub amount_including_vat: Amount,
    /// Number of the customer ledger entry.
    #[column(relation = "customer_ledger_entry")]
    pub cust_ledger_entry_no: i64,
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

impl Entity for ServiceInvoiceHeader {
    const COLLECTION: &'static str = "postedServiceInvoices";
}
