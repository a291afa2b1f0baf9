//! The record of stock by item, variant and location.

use base::{Amount, Code, Quantity};
use store::{Entity, Record};

/// How much of an item and variant is kept at a location, and what it is worth. Every movement
/// adds to it, so that nobody has to sum up the item ledger.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "item_stock", key(item_no, variant_code, location_code), index(location_code))]
pub struct ItemStock {
    /// The item.
    #[column(relation = "item", read_only)]
    pub item_no: Code<20>,
    /// The variant; blank for the item itself.
    #[column(read_only)]
    pub variant_code: Code<10>,
    /// The location; blank for stock without one.
    #[column(relation = "location", read_only)]
    pub location_code: Code<10>,
    /// The number of base units in stock; negative when more left than came in.
    #[column(read_only)]
    pub quantity: Quantity,
    /// What the stock is worth, with expected costs, in local currency.
    #[column(read_only, class = "cost")]
    pub cost_amount: Amount,
}

impl Entity for ItemStock {
    const COLLECTION: &'static str = "itemStock";
}
