//! Service order types: kinds of orders, for dimensions and analysis.

use base::{Code, Result, Text};
use books::dimension::{self, DimensionTable};
use store::{Entity, Record, Tx};

use crate::check;

/// A kind of service order.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_order_type", key(code), audited)]
pub struct ServiceOrderType {
    /// Identifies the service order type.
    pub code: Code<10>,
    /// Says which orders the type is for.
    pub description: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

impl Entity for ServiceOrderType {
    const COLLECTION: &'static str = "serviceOrderTypes";

    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        check::key_given(self)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        check::unused(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        dimension::forget(tx, DimensionTable::ServiceOrderType, &self.code)
    }
}
