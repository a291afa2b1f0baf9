//! The log of service items: what happened to a machine, when, by whom.

mod purge;
mod write;

use base::{Code, Date, Text, Time};
use store::{Entity, Options, Record};

pub(crate) use purge::actions;
pub use purge::purge_log;
pub use write::{changes, note};

/// What happened to a service item.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceItemEvent {
    /// It was created.
    #[default]
    Created,
    /// It was created from an order.
    AutomaticallyCreated,
    /// It was added to an order.
    AddedToOrder,
    /// It was taken off an order.
    RemovedFromOrder,
    /// Its status changed.
    StatusChanged,
    /// Its customer changed.
    CustomerChanged,
    /// Its ship-to address changed.
    ShipToChanged,
    /// It is another item.
    ItemNoChanged,
    /// Its serial number changed.
    SerialNoChanged,
    /// What may be done with it changed.
    BlockedChanged,
}

/// Something that happened to a service item.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_item_log", key(entry_no), ledger, purgeable, index(service_item_no))]
pub struct ServiceItemLog {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The service item.
    pub service_item_no: Code<20>,
    /// What happened.
    pub event: ServiceItemEvent,
    /// The document it happened on; blank for the card.
    pub document_no: Code<20>,
    /// The value before.
    pub before: Text<50>,
    /// The value after.
    pub after: Text<50>,
    /// The day on which it happened.
    pub change_date: Option<Date>,
    /// The time at which it happened.
    pub change_time: Option<Time>,
    /// The user who did it.
    pub user_id: Code<50>,
}

impl Entity for ServiceItemLog {
    const COLLECTION: &'static str = "serviceItemLogEntries";
}
