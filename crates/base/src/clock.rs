//! The time of day, handed to whoever needs it.

use crate::DateTime;

/// Tells the company's local date and time.
pub trait Clock: Send + Sync {
    /// Now, in the company's local time.
    fn now(&self) -> DateTime;

    /// Now, in seconds since the beginning of 1970 in UTC.
    fn unix(&self) -> u64 {
        let moment = self.now().to_zoned(jiff::tz::TimeZone::system());
        moment.map_or(0, |moment| u64::try_from(moment.timestamp().as_second()).unwrap_or(0))
    }
}

/// A local date and time with its distance from UTC, as RFC 3339 writes moments.
pub fn with_offset(moment: DateTime) -> String {
    moment.to_zoned(jiff::tz::TimeZone::system()).map_or_else(
        |_| moment.to_string(),
        |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    )
}

/// The local date and time of a moment, which may have a distance from UTC; local without one.
pub fn local(text: &str) -> Option<DateTime> {
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(moment.to_zoned(jiff::tz::TimeZone::system()).datetime());
    }
    text.parse().ok()
}

/// The machine's clock and time zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn now(&self) -> DateTime {
        let now = jiff::Zoned::now().datetime();
        now.round(jiff::Unit::Second).unwrap_or(now)
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn unix(&self) -> u64 {
        u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or(0)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_with_their_offset_and_read_back() {
        let moment = DateTime::constant(2026, 3, 2, 8, 0, 0, 0);
        let text = with_offset(moment);
        assert!(text.starts_with("2026-03-02T08:00:00") && text.len() == 25, "{text}");
        assert_eq!(local(&text), Some(moment));
        assert_eq!(local("2026-03-02T08:00:00"), Some(moment));
        let utc = jiff::civil::date(2026, 3, 2).at(8, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
        let here = utc.expect("a moment").with_time_zone(jiff::tz::TimeZone::system()).datetime();
        assert_eq!(local("2026-03-02T08:00:00Z"), Some(here));
        assert_eq!(local("yesterday"), None);
    }
}
