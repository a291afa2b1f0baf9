//! Posted documents: what was delivered and what was charged, as it was printed.
//!
//! They are never changed or deleted: only the count of printed copies and, on shipment lines, how
//! much has been invoiced since.

mod invoice;
mod invoice_line;
mod print;
mod shipment;
mod shipment_item_line;
mod shipment_line;

pub use invoice::ServiceInvoiceHeader;
pub use invoice_line::ServiceInvoiceLine;
pub use print::{actions, mark_printed};
pub use shipment::ServiceShipmentHeader;
pub use shipment_item_line::ServiceShipmentItemLine;
pub use shipment_line::ServiceShipmentLine;

use store::{Entity, EntityDef};

use crate::comment::ServiceCommentLine;

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
        EntityDef::of::<ServiceCommentLine>()
            .named("postedServiceShipmentComments", &[("document_type", "postedShipment")])
            .below(ServiceShipmentHeader::COLLECTION, "comments", &["document_no"])
            .read_only(),
        EntityDef::of::<ServiceInvoiceHeader>(),
        EntityDef::of::<ServiceInvoiceLine>().below(
            ServiceInvoiceHeader::COLLECTION,
            "lines",
            &["document_no"],
        ),
        EntityDef::of::<ServiceCommentLine>()
            .named("postedServiceInvoiceComments", &[("document_type", "postedInvoice")])
            .below(ServiceInvoiceHeader::COLLECTION, "comments", &["document_no"])
            .read_only(),
    ]
}
