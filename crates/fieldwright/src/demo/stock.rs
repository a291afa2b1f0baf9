//! What was bought: a posted item journal, as somebody in the store would have written it.

use base::{Date, Result};
use serde_json::json;
use store::Tx;

use super::desk::Desk;

/// A receipt of goods.
#[derive(Clone, Debug)]
pub struct Purchase {
    location: String,
    item: String,
    quantity: i64,
    /// As JSON, so that it keeps its decimals.
    unit_cost: serde_json::Value,
}

impl Purchase {
    /// So many of an item at a whole unit cost.
    pub fn new(location: &str, item: &str, quantity: i64, unit_cost: i64) -> Self {
        Self::at_cost(location, item, quantity, unit_cost.into())
    }

    /// So many of an item at the cost of its card.
    pub fn at_cost(
        location: &str,
        item: &str,
        quantity: i64,
        unit_cost: serde_json::Value,
    ) -> Self {
        Self { location: location.to_owned(), item: item.to_owned(), quantity, unit_cost }
    }
}

/// Writes the receipts of a day into the item journal and posts it.
///
/// # Errors
/// What a line or the posting refuses.
pub fn receive(tx: &mut Tx, desk: &Desk, date: Date, purchases: &[Purchase]) -> Result<()> {
    for purchase in purchases {
        let line = json!({
            "postingDate": date.to_string(),
            "entryType": "purchase",
            "itemNo": purchase.item,
            "locationCode": purchase.location,
            "quantity": purchase.quantity,
            "unitAmount": purchase.unit_cost,
        });
        desk.create(tx, "itemJournalLines", &line)?;
    }
    desk.act(tx, "itemJournalLines", "post", &[], &json!({})).map(drop)
}
