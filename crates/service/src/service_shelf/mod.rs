//! Service shelves: where machines stand in the workshop.

use base::{Code, Text};
use store::Record;

/// A place for machines in the workshop.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_shelf", key(no), audited)]
pub struct ServiceShelf {
    /// Identifies the shelf in the workshop.
    pub no: Code<10>,
    /// Says where in the workshop the shelf is.
    pub description: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

crate::check::plain_entities!(ServiceShelf => "serviceShelves");
