//! The log of service documents: what happened to them, when, by whom. It stays when the document
//! goes.

mod purge;
mod write;

use base::{Code, Date, Text, Time};
use store::{Entity, Options, Record};

use crate::order::DocumentType;

pub(crate) use purge::actions;
pub use purge::{Purge, purge_log};
pub use write::{change, note};

/// What happened to a document.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DocumentEvent {
    /// The order was created.
    #[default]
    OrderCreated,
    /// The status changed.
    StatusChanged,
    /// The customer changed.
    CustomerChanged,
    /// A shipment was posted.
    ShipmentCreated,
    /// The order was invoiced.
    OrderInvoiced,
    /// The order was deleted.
    OrderDeleted,
    /// The repair status of a machine changed.
    RepairStatusChanged,
    /// The ship-to address changed.
    ShipToChanged,
    /// The day on which a response is due changed.
    ResponseDateChanged,
    /// The time at which a response is due changed.
    ResponseTimeChanged,
    /// The invoice was created.
    InvoiceCreated,
    /// The invoice was posted.
    InvoicePosted,
    /// The invoice was deleted.
    InvoiceDeleted,
}

/// Something that happened to a service document.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_document_log",
    key(entry_no),
    kinds = crate::order::KINDS,
    ledger,
    purgeable,
    index(document_type, document_no)
)]
pub struct ServiceDocumentLog {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The type of the document.
    pub document_type: DocumentType,
    /// The number of the document.
    pub document_no: Code<20>,
    /// The line of the machine that it happened to; 0 for the document.
    pub service_item_line_no: i64,
    /// What happened.
    pub event: DocumentEvent,
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

impl Entity for ServiceDocumentLog {
    const COLLECTION: &'static str = "serviceDocumentLogEntries";
}
