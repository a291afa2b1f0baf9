//! The record of repair statuses.

use base::{Code, Text};
use store::Record;

use crate::order::ServiceStatus;
use crate::status_priority::StatusPriority;

/// How far the repair of a machine is.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "repair_status", key(code), audited)]
pub struct RepairStatus {
    /// Identifies the repair status.
    pub code: Code<20>,
    /// Says what the repair status means.
    pub description: Text<100>,
    /// The status that the order gets from a machine with this repair status.
    pub service_order_status: ServiceStatus,
    /// How much the repair status counts against those of other machines on the order.
    #[column(read_only)]
    pub priority: StatusPriority,
    /// Marks the repair status of machines that nobody has begun with.
    pub initial: bool,
    /// Marks the repair status of machines that are repaired in part.
    pub partly_serviced: bool,
    /// Marks the repair status of machines that are worked on.
    pub in_process: bool,
    /// Marks the repair status of machines that are repaired.
    pub finished: bool,
    /// Marks the repair status of machines that are handed to another resource.
    pub referred: bool,
    /// Marks the repair status of machines that wait for a part that is ordered.
    pub spare_part_ordered: bool,
    /// Marks the repair status of machines whose part has come.
    pub spare_part_received: bool,
    /// Marks the repair status of machines that wait for an answer of the customer.
    pub waiting_for_customer: bool,
    /// Marks the repair status of machines whose quote is complete.
    pub quote_finished: bool,
    /// Whether lines of a machine with this repair status can be posted.
    pub posting_allowed: bool,
    /// Whether the order may become pending meanwhile.
    pub pending_status_allowed: bool,
    /// Whether the order may become in process meanwhile.
    pub in_process_status_allowed: bool,
    /// Whether the order may become finished meanwhile.
    pub finished_status_allowed: bool,
    /// Whether the order may become on hold meanwhile.
    pub on_hold_status_allowed: bool,
    /// Counts the changes of the record.
    pub version: i64,
}
