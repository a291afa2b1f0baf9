//! Stories of service lines, on both engines.

mod company;
mod discounts;
mod documents;
mod fees;
mod figures;
mod quantities;
