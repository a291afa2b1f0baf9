//! Service lines: the parts, hours, costs and amounts of a service order or invoice.

mod amount;
mod context;
mod measure;
pub mod numbering;
pub mod quantities;
mod record;
mod shares;

#[cfg(test)]
mod quantities_tests;

pub use amount::set_amounts;
pub use context::Context;
pub use record::{LineDiscountType, LineType, ServiceLine};
pub use shares::shares;

use base::{Code, Result};
use store::{Tx, params};

use crate::order::DocumentType;

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
