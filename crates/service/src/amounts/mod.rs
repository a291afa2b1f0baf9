//! What a service line is worth: pure arithmetic, without store and clock.
//!
//! Order totals, statistics and posting all use these functions, so that what the screen shows is
//! what is posted. Every rounding is half away from zero and happens here, at the places the rules
//! name: gross and discount of a line, value added tax per group, conversion per document.
//!
//! - [`line_amounts`]: gross, discount and amount of a line or of a part of it
//! - [`VatTally`]: value added tax, rounded once per group of lines
//! - [`open_amounts`]: what is outstanding, and what is shipped and not yet invoiced
//! - [`part_to_invoice`]: what a partial invoice takes of a line
//! - [`LocalTally`]: local currency, rounded cumulatively
//! - [`spread`]: an amount over lines, without losing a cent

mod line;
mod local;
mod open;
mod part;
mod rounding;
mod spread;
mod vat;

pub use line::{LineAmounts, discount_of_line_amount, line_amounts, percent_of_discount};
pub use local::{LocalTally, local_unit_price};
pub use open::{OpenAmounts, Progress, open_amounts};
pub use part::{InvoicePart, WholeLine, part_to_invoice};
pub use rounding::Rounding;
pub use spread::spread;
pub use vat::{VatAmounts, VatGroup, VatInput, VatTally, own_including_vat};

#[cfg(test)]
mod tests;
