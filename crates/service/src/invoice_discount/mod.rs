//! Invoice discounts and service charges: the terms a company agreed with a customer.

mod actions;
mod apply;
mod rule;

pub use actions::actions;
pub use apply::{Planned, Typed, apply, enter, plan};
pub use rule::{Discountable, Outcome, Term, calculate, distribute, term_for};
