//! Invoice discounts and service charges: the terms a company agreed with a customer.

mod rule;

pub use rule::{Discountable, Outcome, Term, calculate, distribute, term_for};
