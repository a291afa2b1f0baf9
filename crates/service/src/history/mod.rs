//! Posted documents: what was delivered and what was charged, as it was printed.
//!
//! They are never changed or deleted: only the count of printed copies and, on shipment lines, how
//! much has been invoiced since.

mod invoice;
mod invoice_line;
mod shipment;
mod shipment_item_line;
mod shipment_line;

pub use invoice::ServiceInvoiceHeader;
pub use invoice_line::ServiceInvoiceLine;
pub use shipment::ServiceShipmentHeader;
pub use shipment_item_line::ServiceShipmentItemLine;
pub use shipment_line::ServiceShipmentLine;

use store::{Entity, EntityDef, Record, Table};

/// The posted documents and their lines.
pub fn entities() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<ServiceShipmentHeader>(),
        EntityDef::of::<ServiceShipmentItemLine>().below(
            ServiceShipmentHeader::COLLECTION,
            "serviceItemLines",
            &["document_no"],
        ),
        EntityDef::of::<ServiceShipmentLine>().below(
            ServiceShipmentHeader::COLLECTION,
            "lines",
            &["document_no"],
        ),
        EntityDef::of::<ServiceInvoiceHeader>(),
        EntityDef::of::<ServiceInvoiceLine>().below(
            ServiceInvoiceHeader::COLLECTION,
            "lines",
            &["document_no"],
        ),
    ]
}

/// Their tables.
pub fn tables() -> Vec<&'static Table> {
    vec![
        ServiceShipmentHeader::table(),
        ServiceShipmentItemLine::table(),
        ServiceShipmentLine::table(),
        ServiceInvoiceHeader::table(),
        ServiceInvoiceLine::table(),
    ]
}
