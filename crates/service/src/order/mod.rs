//! Service orders and invoices: the header, the machines on it, and what can be done with them.

mod begin;
mod center;
mod credit;
mod currency;
mod customer;
mod dates;
mod delete;
mod delete_invoiced;
mod dimensions;
mod enter;
mod figures;
mod follow;
mod header;
mod item_line;
pub mod numbering;
mod parts;
pub mod release;
mod roll_up;
mod salesperson;
mod ship_to;
pub mod status;
mod terms;

use base::Code;
use store::{ActionDef, EntityDef, KindOf, Kinds};

use crate::comment::ServiceCommentLine;
use crate::document_log::ServiceDocumentLog;

pub use credit::{Outstanding, outstanding_of, warn_of_limit};
pub use delete_invoiced::delete_invoiced;
pub(crate) use dimensions::add_figures as add_dimensions;
pub use header::{
    DocumentType, NotifyCustomer, Priority, ReleaseStatus, ServiceHeader, ServiceStatus,
};
pub use item_line::ServiceItemLine;
pub use parts::{item_lines, lines};
pub use terms::apply_payment_terms;

impl ServiceHeader {
    /// The key of the document.
    pub fn id(&self) -> (DocumentType, &Code<20>) {
        (self.document_type, &self.no)
    }
}

const ORDERS: KindOf = KindOf { value: "order", object: "serviceOrders", earlier: true };
const INVOICES: KindOf = KindOf { value: "invoice", object: "serviceInvoices", earlier: true };

/// The kinds of documents in the table of headers and in those of their parts: a role opens each by
/// itself, by the name of its collection.
pub const KINDS: Kinds =
    Kinds { table: "service_header", column: "document_type", of: &[ORDERS, INVOICES] };

/// The kinds of documents on which comments stand.
pub const COMMENTED: Kinds = Kinds {
    of: &[
        ORDERS,
        INVOICES,
        KindOf { value: "postedShipment", object: "service_shipment_header", earlier: false },
        KindOf { value: "postedInvoice", object: "service_invoice_header", earlier: false },
    ],
    ..KINDS
};

/// Orders and invoices with their parts: machines, comments, log.
pub(crate) fn entities() -> Vec<EntityDef> {
    const DOCUMENT: &[&str] = &["document_type", "document_no"];
    const ORDER: &[(&str, &str)] = &[("document_type", "order")];
    const INVOICE: &[(&str, &str)] = &[("document_type", "invoice")];
    let comments = EntityDef::of::<ServiceCommentLine>;
    let log = EntityDef::of::<ServiceDocumentLog>;
    vec![
        EntityDef::of::<ServiceHeader>().named("serviceOrders", ORDER),
        EntityDef::of::<ServiceHeader>().named("serviceInvoices", INVOICE),
        EntityDef::of::<ServiceItemLine>().named("serviceOrderItemLines", ORDER).below(
            "serviceOrders",
            "serviceItemLines",
            DOCUMENT,
        ),
        EntityDef::of::<ServiceItemLine>().named("serviceTasks", ORDER).read_only(),
        comments().named("serviceOrderComments", ORDER).below(
            "serviceOrders",
            "comments",
            DOCUMENT,
        ),
        comments().named("serviceInvoiceComments", INVOICE).below(
            "serviceInvoices",
            "comments",
            DOCUMENT,
        ),
        log().named("serviceOrderLog", ORDER).below("serviceOrders", "log", DOCUMENT),
        log().named("serviceInvoiceLog", INVOICE).below("serviceInvoices", "log", DOCUMENT),
    ]
}

/// What can be done with orders and invoices and the machines on them, beside lines and posting.
pub(crate) fn actions() -> Vec<ActionDef> {
    let mut actions = release::actions();
    actions.extend(item_line::actions());
    actions.extend(dimensions::actions());
    actions.extend(delete_invoiced::actions());
    actions
}

#[cfg(test)]
mod tests;
