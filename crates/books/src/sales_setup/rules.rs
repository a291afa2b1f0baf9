//! Reading and checking the set-up of sales.

use base::Result;
use store::{Entity, Tx, key};

use super::SalesSetup;

/// The set-up; an empty one when none was saved yet.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx) -> Result<SalesSetup> {
    Ok(tx.get(key![""])?.unwrap_or_default())
}

impl Entity for SalesSetup {
    const COLLECTION: &'static str = "salesSetup";
    const SINGLETON: bool = true;
}
