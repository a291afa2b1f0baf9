//! The time of day, handed to whoever needs it.

use crate::DateTime;

/// Tells the company's local date and time.
pub trait Clock: Send + Sync {
    /// Now, in the company's local time.
    fn now(&self) -> DateTime;
}

/// The machine's clock and time zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime {
        jiff::Zoned::now()
            .datetime()
            .round(jiff::Unit::Second)
            .unwrap_or_else(|_| jiff::Zoned::now().datetime())
    }
}

/// A clock that stands still, for repeatable demonstrations and tests.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub DateTime);

impl Clock for FixedClock {
    fn now(&self) -> DateTime {
        self.0
    }
}
