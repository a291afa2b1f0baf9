//! Statistics of a document: what it comes to, what it costs and what it leaves.

mod actions;
mod document;
mod figures;
mod posted;
mod reply;
mod vat_amount;

pub use actions::actions;
pub use document::{COLUMNS, Column, Surroundings, column, of_document, surroundings};
pub use figures::{Counted, Figures, Terms, credit_used, figures, percent_of};
pub use posted::{of_invoice, of_shipment};
