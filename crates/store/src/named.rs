//! What names a record: asked when the record goes, so that nothing names what is not there.

use std::sync::{PoisonError, RwLock};

use base::Result;

use crate::field::Value;
use crate::record::Table;
use crate::tx::Tx;

/// Refuses that the record of this table and key goes while something names it.
pub type Guard = fn(&mut Tx, &'static Table, &[Value]) -> Result<()>;

/// The program registers one, which knows all tables.
static GUARD: RwLock<Option<Guard>> = RwLock::new(None);

/// Asks `guard` when a record has gone with its parts, before the transaction ends.
pub fn guard(guard: Guard) {
    *GUARD.write().unwrap_or_else(PoisonError::into_inner) = Some(guard);
}

/// Asks it.
pub(crate) fn refuse_while_named(tx: &mut Tx, table: &'static Table, key: &[Value]) -> Result<()> {
    let guard = *GUARD.read().unwrap_or_else(PoisonError::into_inner);
    guard.map_or(Ok(()), |guard| guard(tx, table, key))
}
