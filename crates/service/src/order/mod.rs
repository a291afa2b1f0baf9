//! Service orders and invoices: the header, the machines on it, and what can be done with them.

mod header;
mod item_line;
mod terms;

pub use header::{
    DocumentType, NotifyCustomer, Priority, ReleaseStatus, ServiceHeader, ServiceStatus,
};
pub use item_line::ServiceItemLine;
pub use terms::apply_payment_terms;
