//! Service order types: kinds of orders, for dimensions and analysis.

use base::{Code, Text};
use store::Record;

/// A kind of service order.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_order_type", key(code), audited)]
pub struct ServiceOrderType {
    /// Identifies the kind of order.
    pub code: Code<10>,
    /// Says which orders it is for.
    pub description: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

crate::check::plain_entities!(ServiceOrderType => "serviceOrderTypes");
