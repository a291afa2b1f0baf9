//! The service ledgers: what was used, charged and consumed, what was done under warranty, and the
//! register that says which posting wrote which entries.
//!
//! Ledgers only grow. All prices, costs and discounts of a service ledger entry are in local
//! currency and exclude value added tax; only `amount` is in the currency of the document.

pub(crate) mod sales_total;
mod service_ledger_entry;
mod service_register;
mod warranty_ledger_entry;

pub(crate) use sales_total::fill as fill_sales_totals;
pub use sales_total::{CHECK as SALES_CHECK, ServiceSalesTotal};
pub use service_ledger_entry::{
    ServiceEntryDocumentType, ServiceEntryType, ServiceLedgerEntry, ServicedType,
};
pub use service_register::ServiceRegister;
pub use warranty_ledger_entry::{WarrantyLedgerEntry, WarrantyLineType};

use store::EntityDef;

/// The ledgers a user can list.
pub fn entities() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<ServiceLedgerEntry>(),
        EntityDef::of::<WarrantyLedgerEntry>(),
        EntityDef::of::<ServiceRegister>(),
    ]
}
