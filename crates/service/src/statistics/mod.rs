//! Statistics of a document: what it comes to, what it costs and what it leaves.

mod figures;

pub use figures::{Counted, Figures, Terms, credit_used, figures, percent_of};
