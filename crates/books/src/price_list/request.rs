//! What a price is asked for, and what is found.

use base::{Code, Date, Factor, Message, Percent, Quantity, UnitPrice};

use super::{AssetType, PriceType};

/// A line that needs a price.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// A price for the customer, or a cost of the company.
    pub price_type: PriceType,
    /// What is sold: an item, a resource, a service cost or an account.
    pub asset_type: AssetType,
    /// Its number.
    pub asset_no: Code<20>,
    /// The variant of the item.
    pub variant_code: Code<10>,
    /// The kind of work of the resource.
    pub work_type_code: Code<10>,
    /// The unit of the line.
    pub unit_of_measure_code: Code<10>,
    /// Base units in one unit of the line.
    pub qty_per_unit_of_measure: Factor,
    /// How many units.
    pub quantity: Quantity,
    /// The day whose prices hold.
    pub date: Option<Date>,
    /// The customer who gets the bill.
    pub customer_no: Code<20>,
    /// The group whose prices the customer gets.
    pub customer_price_group: Code<10>,
    /// The group whose discounts the customer gets.
    pub customer_disc_group: Code<20>,
    /// Whether the customer gets line discounts where no price list says otherwise.
    pub allow_line_disc: bool,
    /// The currency of the document; blank for the local one.
    pub currency_code: Code<10>,
    /// Foreign currency for one unit of local currency.
    pub currency_factor: Factor,
    /// Whether prices on the document include value added tax.
    pub prices_including_vat: bool,
    /// The VAT business group of the line.
    pub vat_bus_posting_group: Code<20>,
    /// The VAT product group of the line.
    pub vat_prod_posting_group: Code<20>,
    /// The rate charged on the line.
    pub vat_percent: Percent,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            price_type: PriceType::Sale,
            asset_type: AssetType::Item,
            asset_no: Code::default(),
            variant_code: Code::default(),
            work_type_code: Code::default(),
            unit_of_measure_code: Code::default(),
            qty_per_unit_of_measure: Factor::ONE,
            quantity: Quantity::ZERO,
            date: None,
            customer_no: Code::default(),
            customer_price_group: Code::default(),
            customer_disc_group: Code::default(),
            allow_line_disc: true,
            currency_code: Code::default(),
            currency_factor: Factor::ONE,
            prices_including_vat: false,
            vat_bus_posting_group: Code::default(),
            vat_prod_posting_group: Code::default(),
            vat_percent: Percent::ZERO,
        }
    }
}

/// The price of a line, and why it is that.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The price of one unit of the line, in the document's currency, with value added tax where
    /// the document has it; for costs the cost of one unit.
    pub unit_price: UnitPrice,
    /// The discount that price lists give, in percent.
    pub line_discount_percent: Percent,
    /// Whether the price allows line discounts.
    pub allow_line_disc: bool,
    /// Whether the line counts for the invoice discount.
    pub allow_invoice_disc: bool,
    /// Whether price lists have a price for this, be it only from a higher quantity on. When they
    /// have none, a typed price survives a change of the quantity.
    pub from_list: bool,
    /// Why the price is what it is, step by step.
    pub trace: Vec<Message>,
}
