//! Service zones: areas that customers live in and technicians travel to.

use base::{Code, Text};
use store::Record;

/// An area of customers, for travel costs and planning.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_zone", key(code), audited)]
pub struct ServiceZone {
    /// Identifies the service zone.
    pub code: Code<10>,
    /// Says which area the zone covers.
    pub description: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

crate::check::plain_entities!(ServiceZone => "serviceZones");
