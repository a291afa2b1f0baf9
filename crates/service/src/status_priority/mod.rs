//! Service status priorities: which machine decides about the status of an order with several.

mod rules;

use store::{Options, Record};

use crate::order::ServiceStatus;

/// How much a status counts against others.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPriority {
    /// Before all others.
    #[default]
    High,
    /// After high.
    MediumHigh,
    /// After medium high.
    MediumLow,
    /// After all others.
    Low,
}

/// How much a status of orders counts against others.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_status_priority_setup", key(service_order_status), audited)]
pub struct ServiceStatusPriority {
    /// The status of orders.
    pub service_order_status: ServiceStatus,
    /// How much the status counts: the machine with the highest priority decides about the order.
    pub priority: StatusPriority,
    /// Counts the changes of the record.
    pub version: i64,
}
