//! Service lines: the parts, hours, costs and amounts of a service order or invoice.

mod actions;
mod amount;
mod begin;
mod choose;
mod context;
mod delete;
mod dimensions;
mod enter;
mod fault;
mod fee;
mod follow;
mod guard;
mod link;
mod locked;
mod measure;
pub mod numbering;
mod price;
pub mod quantities;
mod quantity;
mod record;
mod shares;
mod split;
mod stock;
mod unit;

#[cfg(test)]
mod quantities_tests;
#[cfg(test)]
mod tests;

use base::{Code, Result};
use store::{EntityDef, Tx, params};

pub use actions::actions;
pub(crate) use actions::on_documents;
pub(crate) use amount::save_amounts;
pub use amount::set_amounts;
pub use choose::system_line;
pub use context::Context;
pub use delete::delete_all;
pub use fee::{Place, insert_starting_fee, insert_travel_fee};
pub use follow::{follow_item_line, push_dimensions, recreate, redate};
pub use record::{LineDiscountType, LineType, ServiceLine};
pub use shares::shares;
pub use split::split;

use crate::order::DocumentType;

/// The lines below orders and below invoices.
pub fn entities() -> Vec<EntityDef> {
    const DOCUMENT: &[&str] = &["document_type", "document_no"];
    let lines = EntityDef::of::<ServiceLine>;
    vec![
        lines().named("serviceOrderLines", &[("document_type", "order")]).below(
            "serviceOrders",
            "serviceLines",
            DOCUMENT,
        ),
        lines().named("serviceInvoiceLines", &[("document_type", "invoice")]).below(
            "serviceInvoices",
            "serviceLines",
            DOCUMENT,
        ),
    ]
}

/// The lines of a document, in their order.
///
/// # Errors
/// When the database fails.
pub fn of_document(tx: &mut Tx, kind: DocumentType, no: &Code<20>) -> Result<Vec<ServiceLine>> {
    tx.select(
        "WHERE \"document_type\" = $1 AND \"document_no\" = $2 ORDER BY \"line_no\"",
        params![kind, no],
    )
}
