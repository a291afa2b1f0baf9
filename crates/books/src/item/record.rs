//! The record of items.

use base::{Code, Quantity, Text, UnitPrice};
use store::{Options, Record};

/// Whether an item is kept in stock.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemType {
    /// It is kept in stock.
    #[default]
    Inventory,
    /// It is work that is sold like an item.
    Service,
    /// It is used without being counted.
    NonInventory,
}

/// How the cost of what leaves the stock is found.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CostingMethod {
    /// What came in first goes out first.
    #[default]
    Fifo,
    /// Each piece keeps its own cost.
    Specific,
    /// All pieces have the average cost of the period.
    Average,
    /// All pieces have the standard cost of the card.
    Standard,
}

/// A choice that can be left to the set-up.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DefaultNoYes {
    /// As the set-up says.
    #[default]
    Default,
    /// No.
    No,
    /// Yes.
    Yes,
}

impl DefaultNoYes {
    /// The choice, or what the set-up says.
    pub fn or(self, set_up: bool) -> bool {
        match self {
            Self::Default => set_up,
            Self::No => false,
            Self::Yes => true,
        }
    }
}

/// A spare part, a machine, or anything else that is sold by the piece.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "item", key(no), index(description), index(vendor_item_no), audited)]
pub struct Item {
    /// Identifies the item.
    pub no: Code<20>,
    /// Another number of the item.
    pub no_2: Code<20>,
    /// Says what the item is, as documents show it.
    pub description: Text<100>,
    /// The second line of the description.
    pub description_2: Text<50>,
    /// Whether the item is kept in stock, is a service, or is not kept in stock.
    pub r#type: ItemType,
    /// Whether nothing may be done with the item any more.
    pub blocked: bool,
    /// Whether the item may no longer be used on service lines.
    pub service_blocked: bool,
    /// The smallest unit, in which stock is counted.
    #[column(relation = "unit_of_measure")]
    pub base_unit_of_measure: Code<10>,
    /// The unit that sales lines are counted in; blank for the base unit.
    #[column(relation = "unit_of_measure")]
    pub sales_unit_of_measure: Code<10>,
    /// Quantities in base units are rounded to a multiple of this; blank means 0.00001.
    pub rounding_precision: Quantity,
    /// The group that decides about accounts of revenue and cost, together with the group of the
    /// customer.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// The group that decides about the VAT rate, together with the VAT group of the customer.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// The group that decides about inventory accounts, together with the location.
    #[column(relation = "inventory_posting_group")]
    pub inventory_posting_group: Code<20>,
    /// How the cost of what leaves the stock is found.
    pub costing_method: CostingMethod,
    /// What one base unit costs, in local currency.
    #[column(class = "cost")]
    pub unit_cost: UnitPrice,
    /// The planned cost of one base unit, for the costing method standard, in local currency.
    #[column(class = "cost")]
    pub standard_cost: UnitPrice,
    /// What one base unit was last bought for, in local currency.
    #[column(class = "cost")]
    pub last_direct_cost: UnitPrice,
    /// The price of one base unit where no price list has another, in local currency.
    #[column(class = "price")]
    pub unit_price: UnitPrice,
    /// Whether the unit price includes value added tax.
    pub price_includes_vat: bool,
    /// The VAT business group that the included tax is worked out for.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_gr_price: Code<20>,
    /// The group whose discounts the item gets.
    #[column(relation = "item_discount_group")]
    pub item_disc_group: Code<20>,
    /// Whether the item counts for the invoice discount.
    pub allow_invoice_disc: bool,
    /// Whether a line must name a variant.
    pub variant_mandatory: bool,
    /// Whether a line that exceeds the stock gets a warning.
    pub stockout_warning: DefaultNoYes,
    /// Whether the stock of the item may not fall below zero.
    pub prevent_negative_inventory: DefaultNoYes,
    /// The group that the item joins as a service item when it is sold.
    #[column(relation = "service_item_group")]
    pub service_item_group: Code<10>,
    /// The vendor who delivers the item.
    pub vendor_no: Code<20>,
    /// The number that the vendor has for the item.
    pub vendor_item_no: Text<50>,
    /// The weight of one base unit without packing, in kilograms.
    pub net_weight: Quantity,
    /// The weight of one base unit with packing, in kilograms.
    pub gross_weight: Quantity,
    /// The volume of one base unit, in cubic metres.
    pub unit_volume: Quantity,
    /// How many base units fit in a parcel.
    pub units_per_parcel: Quantity,
    /// Where the item lies.
    pub shelf_no: Code<10>,
    /// Counts the changes of the record.
    pub version: i64,
}
