//! Reading and checking the set-up of stock.

use base::Result;
use store::{Entity, Tx, key};

use super::InventorySetup;

/// The set-up; an empty one when none was saved yet.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx) -> Result<InventorySetup> {
    Ok(tx.get(key![""])?.unwrap_or_default())
}

impl Entity for InventorySetup {
    const COLLECTION: &'static str = "inventorySetup";
    const SINGLETON: bool = true;
}
