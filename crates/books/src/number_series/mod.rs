//! Number series: where the numbers of documents and cards come from.
//!
//! [`next`] gives the next number, [`take`] accepts a typed one. Both belong late into a
//! transaction: the line of the series stays locked until its end, so numbers have no gaps.

mod record;
mod rules;
mod take;
#[cfg(test)]
mod tests;

pub use record::{NumberSeries, NumberSeriesLine};
pub use take::{assign, next, next_free, peek, take};
