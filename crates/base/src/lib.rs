//! Value types that every other room stands on: exact numbers, codes, dates, clock, refusals.
//!
//! Nothing here does input or output, except [`clock::SystemClock`], which is the only place that
//! reads the time of day.

pub mod clock;
mod code;
mod date_formula;
mod error;
mod number;
pub mod permission;
mod user;

pub use clock::{Clock, FixedClock, Moment, SystemClock, Zone, ZonedClock};
pub use code::{Code, Memo, Text, as_seen, composed, key_form};
pub use date_formula::DateFormula;
pub use error::{Arg, Error, Question, Refusal, Refusals, Result};
pub use number::{
    Amount, Factor, MOST, Percent, Quantity, UnitPrice, cents, decimal, hundred, round, unit_round,
};
pub use permission::{Action, Grant, Permissions};
pub use rust_decimal::Decimal;
pub use user::{Actor, Answers, Language, Message};

/// A calendar date without a time zone.
pub type Date = jiff::civil::Date;
/// A wall-clock time of day, to the second.
pub type Time = jiff::civil::Time;
/// A wall-clock date and time of the company, without a time zone. What is stored as one moment is a
/// [`Moment`].
pub type DateTime = jiff::civil::DateTime;
/// A weekday.
pub type Weekday = jiff::civil::Weekday;
