//! Price lists, and how the price of a line is found in them.
//!
//! [`candidates`] reads the lines that may hold, [`best`] chooses among them without touching the
//! database and says why.

mod record;

pub use record::{
    AmountType, AssetType, PriceListHeader, PriceListLine, PriceSourceType, PriceStatus, PriceType,
};

crate::check::plain_entities!(
    PriceListHeader => "priceLists",
    PriceListLine => "priceListLines",
);
