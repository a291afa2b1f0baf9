//! Invoice discounts and service charges: the terms a company agreed with a customer.

mod actions;
mod apply;
mod rule;

pub use actions::actions;
pub use apply::{Typed, apply, enter, plan_automatic};
pub use rule::{Discountable, Outcome, Term, calculate, distribute, term_for};
