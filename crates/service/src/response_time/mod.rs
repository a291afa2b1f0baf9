//! Response and service time: when a response is due, and how many service hours went by. Pure
//! rules over service hours and a calendar.

mod hours;
mod schedule;

#[cfg(test)]
mod tests;

pub use hours::{Sources, hours};
pub use schedule::{Row, Schedule, nonworking};
