//! Service item groups: machines that are served alike.

mod rules;

use base::{Code, Quantity, Text};
use store::Record;

/// Machines that are served alike.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_item_group", key(code), audited)]
pub struct ServiceItemGroup {
    /// Identifies the group.
    pub code: Code<10>,
    /// Says which machines belong to the group.
    pub description: Text<100>,
    /// Hours within which a response is due, for new service items of the group.
    pub default_response_time_hours: Quantity,
    /// Counts the changes of the record.
    pub version: i64,
}
