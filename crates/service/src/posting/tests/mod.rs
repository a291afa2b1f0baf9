//! Posting on both engines, to the cent.

mod entered;
mod examples;
pub(crate) mod fixture;
mod invoice_discount;
mod more;
mod pure;
mod rows;
mod safety;
mod scenarios;
