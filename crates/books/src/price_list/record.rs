//! The records of price lists.

use base::{Code, Date, Percent, Quantity, Text, UnitPrice};
use store::{Options, Record};

/// Whether a list holds prices for customers or costs of the company.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriceType {
    /// Prices for customers.
    #[default]
    Sale,
    /// Costs of resources and service costs.
    Purchase,
}

/// For whom a price list holds.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriceSourceType {
    /// All customers.
    #[default]
    AllCustomers,
    /// One customer.
    Customer,
    /// The customers of a price group; prices only.
    CustomerPriceGroup,
    /// The customers of a discount group; discounts only.
    CustomerDiscGroup,
}

/// What a line of a price list prices.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AssetType {
    /// Everything.
    #[default]
    Blank,
    /// An item, or all items.
    Item,
    /// The items of a discount group.
    ItemDiscountGroup,
    /// A resource, or all resources.
    Resource,
    /// The resources of a group.
    ResourceGroup,
    /// A service cost, or all of them.
    ServiceCost,
    /// An account, or all of them.
    GlAccount,
}

/// What a price list defines.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AmountType {
    /// Prices and discounts.
    #[default]
    Any,
    /// Prices.
    Price,
    /// Discounts.
    Discount,
}

impl AmountType {
    /// Whether the line has a price.
    pub fn prices(self) -> bool {
        self != Self::Discount
    }

    /// Whether the line has a discount.
    pub fn discounts(self) -> bool {
        self != Self::Price
    }
}

/// Whether a price list holds.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriceStatus {
    /// Not yet: it is being written.
    #[default]
    Draft,
    /// Now.
    Active,
    /// No longer.
    Inactive,
}

/// A price list.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "price_list_header", key(code), index(source_type, source_no), audited)]
pub struct PriceListHeader {
    /// Identifies the price list.
    pub code: Code<20>,
    /// Says what the price list is for.
    pub description: Text<250>,
    /// Whether the list holds prices for customers or costs of the company.
    pub price_type: PriceType,
    /// For whom the list holds: all customers, one customer or a group.
    pub source_type: PriceSourceType,
    /// The customer or group for whom the list holds.
    pub source_no: Code<20>,
    /// The currency of the prices; blank for the local currency.
    #[column(relation = "currency")]
    pub currency_code: Code<10>,
    /// Whether the prices include value added tax.
    pub price_includes_vat: bool,
    /// The VAT business group that the included tax is worked out for.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_gr_price: Code<20>,
    /// Whether lines with these prices get line discounts.
    pub allow_line_disc: bool,
    /// Whether lines with these prices count for the invoice discount.
    pub allow_invoice_disc: bool,
    /// The first day of the prices; blank for always.
    pub starting_date: Option<Date>,
    /// The last day of the prices; blank for no end.
    pub ending_date: Option<Date>,
    /// What the lines of the list define: prices, discounts, or both.
    pub amount_type: AmountType,
    /// Whether the list holds: only the prices of active lists are used.
    pub status: PriceStatus,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A price or discount in a price list.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "price_list_line",
    key(price_list_code, line_no),
    index(asset_type, asset_no, status),
    index(source_type, source_no),
    audited
)]
pub struct PriceListLine {
    /// The price list.
    #[column(relation = "price_list_header")]
    pub price_list_code: Code<20>,
    /// Orders the lines of the price list.
    pub line_no: i64,
    /// Whether it is a price for customers or a cost of the company, as the list says.
    #[column(read_only)]
    pub price_type: PriceType,
    /// For whom the line holds, as the list says.
    #[column(read_only)]
    pub source_type: PriceSourceType,
    /// The customer or group for whom the line holds, as the list says.
    #[column(read_only)]
    pub source_no: Code<20>,
    /// What is priced; blank for everything.
    pub asset_type: AssetType,
    /// The number of what is priced; blank for all of the type.
    pub asset_no: Code<20>,
    /// The variant of the item; blank for all.
    pub variant_code: Code<10>,
    /// The kind of work of the resource; blank for none.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// The unit that the price is for; blank for the base unit, converted to others.
    #[column(relation = "unit_of_measure")]
    pub unit_of_measure_code: Code<10>,
    /// The quantity of the line from which the price holds.
    pub minimum_quantity: Quantity,
    /// The currency of the price; blank for the local currency.
    #[column(relation = "currency")]
    pub currency_code: Code<10>,
    /// The first day; blank for always.
    pub starting_date: Option<Date>,
    /// The last day; blank for no end.
    pub ending_date: Option<Date>,
    /// What the line defines: a price, a discount, or both.
    pub amount_type: AmountType,
    /// The price of one unit, before discounts.
    #[column(class = "price")]
    pub unit_price: UnitPrice,
    /// The cost of one unit, in lists of costs.
    #[column(class = "cost")]
    pub unit_cost: UnitPrice,
    /// The discount, in percent.
    #[column(class = "price")]
    pub line_discount_percent: Percent,
    /// Whether a line with this price gets line discounts.
    pub allow_line_disc: bool,
    /// Whether a line with this price counts for the invoice discount.
    pub allow_invoice_disc: bool,
    /// Whether the price includes value added tax.
    pub price_includes_vat: bool,
    /// The VAT business group that the included tax is worked out for.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_gr_price: Code<20>,
    /// Whether the line holds, as the list says.
    #[column(read_only)]
    pub status: PriceStatus,
    /// Counts the changes of the record.
    pub version: i64,
}
