//! Price lists, and how the price of a line is found in them.
//!
//! [`find`] reads the lines that may hold, [`best`] chooses among them without touching the
//! database and says why.

mod best;
mod find;
mod record;
mod request;
mod rules;
#[cfg(test)]
mod tests;

pub use best::{Card, Situation, best};
pub use find::{find, find_cost, load};
pub use record::{
    AmountType, AssetType, PriceListHeader, PriceListLine, PriceSourceType, PriceStatus, PriceType,
};
pub use request::{Found, Request};
pub(crate) use rules::{forget_asset, refuse_while_source};
