//! Moments, time zones and the clock, handed to whoever needs them.
//!
//! A [`Moment`] is the same all over the world; a [`DateTime`] is what a calendar and a clock on a
//! wall show, and means a moment in one [`Zone`] only. What happened is stored as a moment; what is
//! planned or printed on papers is a civil date and time of the company.

use std::fmt;
use std::str::FromStr;

use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use crate::{Date, DateTime, Refusal, Time, refuse};

/// A moment to the second, written in UTC: `2026-03-02T07:00:00Z`. The texts sort as the moments do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Timestamp);

impl Moment {
    /// The moment so long after the beginning of 1970 in UTC; parts of a second are left out.
    fn of(moment: Timestamp) -> Self {
        Self(Timestamp::from_second(moment.as_second()).unwrap_or(moment))
    }

    /// Seconds since the beginning of 1970 in UTC; 0 for what was before.
    pub fn unix(self) -> u64 {
        u64::try_from(self.0.as_second()).unwrap_or(0)
    }

    /// So much later, as far as moments go.
    #[must_use]
    pub fn after(self, span: SignedDuration) -> Self {
        Self::of(self.0.saturating_add(span).unwrap_or(Timestamp::MAX))
    }

    /// So much earlier, as far as moments go.
    #[must_use]
    pub fn before(self, span: SignedDuration) -> Self {
        Self::of(self.0.saturating_sub(span).unwrap_or(Timestamp::MIN))
    }

    /// How long it is from here to another moment; negative when that was before.
    pub fn until(self, other: Self) -> SignedDuration {
        other.0.duration_since(self.0)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl FromStr for Moment {
    type Err = Refusal;

    /// As RFC 3339 writes moments, with `Z` or any distance from UTC.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let unreadable = || refuse!("value.dateTime.unreadable", value = text);
        let moment: Timestamp = text.parse().map_err(|_| unreadable())?;
        // Years of other than four digits would not sort.
        let year = TimeZone::UTC.to_datetime(moment).year();
        if (1..=9999).contains(&year) { Ok(Self::of(moment)) } else { Err(unreadable()) }
    }
}

/// A time zone: what calendars and clocks show there at each moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The one without summer time or distance.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The zone that the machine is set to; UTC when that cannot be told.
    pub fn machine() -> Self {
        Self(TimeZone::try_system().unwrap_or(TimeZone::UTC))
    }

    /// The zone of a name of the tz database, such as `Europe/Paris`, in capitals or not.
    ///
    /// # Errors
    /// `zone.unknown` with names that are alike.
    pub fn named(name: &str) -> Result<Self, Refusal> {
        let name = name.trim();
        match TimeZone::get(name) {
            Ok(zone) if !zone.is_unknown() => Ok(Self(zone)),
            _ => Err(refuse!("zone.unknown", value = name, meant = alike(name))),
        }
    }

    /// Every name of the tz database, sorted.
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> =
            jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
        names.sort();
        names
    }

    /// Its name in the tz database; blank for one that has none.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or_default()
    }

    /// What calendar and clock show there at a moment.
    pub fn civil(&self, moment: Moment) -> DateTime {
        self.0.to_datetime(moment.0)
    }

    /// The moment at which calendar and clock show this there. In autumn, what they show twice means
    /// the first time; in spring, what they leave out means as much later as they jump.
    pub fn moment(&self, civil: DateTime) -> Moment {
        let found = self.0.to_ambiguous_timestamp(civil).compatible();
        let end = if civil.year() > 1970 { Timestamp::MAX } else { Timestamp::MIN };
        Moment::of(found.unwrap_or(end))
    }

    /// A moment as people or programs write it: with its distance from UTC, or as calendar and clock
    /// show it there.
    pub fn read(&self, text: &str) -> Option<Moment> {
        let text = text.trim();
        text.parse().ok().or_else(|| {
            let civil: DateTime = text.parse().ok()?;
            (1..=9999).contains(&civil.year()).then(|| self.moment(civil))
        })
    }

    /// The first and the last second of a day there, which may have 23 or 25 hours.
    pub fn day(&self, day: Date) -> (Moment, Moment) {
        let first = self.moment(day.at(0, 0, 0, 0));
        let next = day.tomorrow().map(|next| self.moment(next.at(0, 0, 0, 0)));
        let last = next.map(|next| next.before(SignedDuration::from_secs(1)));
        (first, last.unwrap_or_else(|_| self.moment(day.to_datetime(Time::MAX))))
    }

    /// A moment as calendar and clock show it there, with the distance from UTC as RFC 3339 has it.
    pub fn write(&self, moment: Moment) -> String {
        moment.0.to_zoned(self.0.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The distance from UTC at a moment that calendar and clock show twice: `UTC+2`; nothing at
    /// others.
    pub fn told_apart(&self, moment: Moment) -> Option<String> {
        let shown = self.0.to_ambiguous_timestamp(self.civil(moment)).offset();
        if !matches!(shown, AmbiguousOffset::Fold { .. }) {
            return None;
        }
        let seconds = self.0.to_offset(moment.0).seconds();
        let (sign, minutes) = (if seconds < 0 { '−' } else { '+' }, seconds.abs() / 60);
        Some(match (minutes / 60, minutes % 60) {
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
        })
    }

    /// The times in which the distance from UTC stays what it is, as calendar and clock show them,
    /// from the first to the last of them: each ends where the next begins, and has its distance in
    /// seconds. What is shown twice or left out belongs to the time before, as in [`Self::moment`].
    pub fn stretches(&self, first: DateTime, last: DateTime) -> Vec<(DateTime, i32)> {
        let (mut at, end) = (self.moment(first).0, self.moment(last).0);
        let mut found = Vec::new();
        loop {
            let before = self.0.to_offset(at);
            let next = self.0.following(at).next().map(|change| change.timestamp());
            let Some(next) = next.filter(|next| *next <= end) else {
                found.push((DateTime::MAX, before.seconds()));
                return found;
            };
            let after = self.0.to_offset(next);
            found.push((before.max(after).to_datetime(next), before.seconds()));
            at = next;
        }
    }
}

/// Up to three names of zones that hold what was typed, or end like it; well-known ones otherwise.
fn alike(typed: &str) -> String {
    let words = |text: &str| text.to_lowercase().replace([' ', '-'], "_");
    let last = words(typed.rsplit('/').next().unwrap_or_default());
    let mut names = if last.len() < 3 { Vec::new() } else { Zone::names() };
    names.retain(|name| words(name).contains(&last));
    names.truncate(3);
    if names.is_empty() {
        names = ["Europe/Paris", "Europe/London", "America/New_York"].map(str::to_owned).to_vec();
    }
    names.join(", ")
}

/// Tells the moment, and where the machine is.
pub trait Clock: Send + Sync {
    /// Now.
    fn moment(&self) -> Moment;

    /// The zone of companies that have none of their own, and of the installation.
    fn zone(&self) -> Zone;
}

/// The machine's clock and time zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn moment(&self) -> Moment {
        Moment::of(Timestamp::now())
    }

    fn zone(&self) -> Zone {
        Zone::machine()
    }
}

/// A clock that stands still and shows this in UTC, for repeatable measurements and tests.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub DateTime);

impl Clock for FixedClock {
    fn moment(&self) -> Moment {
        Zone::UTC.moment(self.0)
    }

    fn zone(&self) -> Zone {
        Zone::UTC
    }
}

/// A clock that stands still somewhere, for repeatable demonstrations.
#[derive(Clone, Debug)]
pub struct ZonedClock {
    /// The moment at which it stands.
    pub moment: Moment,
    /// Where it stands.
    pub zone: Zone,
}

impl Clock for ZonedClock {
    fn moment(&self) -> Moment {
        self.moment
    }

    fn zone(&self) -> Zone {
        self.zone.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris() -> Zone {
        Zone::named("Europe/Paris").expect("a zone")
    }

    fn moment(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    #[test]
    fn moments_are_read_with_any_distance_and_written_in_utc() {
        for (text, expected) in [
            ("2026-03-02T07:00:00Z", Some("2026-03-02T07:00:00Z")),
            ("2026-03-02T08:00:00+01:00", Some("2026-03-02T07:00:00Z")),
            ("2026-03-02T08:00:00.75+01:00", Some("2026-03-02T07:00:00Z")),
            ("2026-03-01T22:30:00-08:30", Some("2026-03-02T07:00:00Z")),
            ("0001-01-01T00:00:00Z", Some("0001-01-01T00:00:00Z")),
            ("-000001-01-01T00:00:00Z", None),
            ("2026-03-02T08:00:00", None),
            ("2026-03-02", None),
            ("yesterday", None),
            ("", None),
        ] {
            let read = text.parse::<Moment>().ok();
            assert_eq!(read.map(|m| m.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_civil_time_means_a_moment_in_winter_in_summer_twice_and_never() {
        let paris = paris();
        for (civil, expected) in [
            ("2026-01-15T12:00:00", "2026-01-15T11:00:00Z"),
            ("2026-07-15T12:00:00", "2026-07-15T10:00:00Z"),
            // Left out in spring: as much later as the clock jumps.
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
            ("2026-03-29T03:30:00", "2026-03-29T01:30:00Z"),
            // Twice in autumn: the first time.
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
            ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
        ] {
            assert_eq!(paris.read(civil), Some(moment(expected)), "{civil}");
            let with_offset = paris.write(moment(expected));
            assert_eq!(paris.read(&with_offset), Some(moment(expected)), "{with_offset}");
        }
        assert_eq!(paris.read("2026-07-15"), Some(moment("2026-07-14T22:00:00Z")));
        assert_eq!(paris.read("noon"), None);
    }

    #[test]
    fn the_two_moments_of_a_repeated_hour_stay_two() {
        let (paris, first, second) =
            (paris(), moment("2026-10-25T00:30:00Z"), moment("2026-10-25T01:30:00Z"));
        assert_eq!(paris.civil(first), paris.civil(second));
        assert!(first < second && first.to_string() < second.to_string());
        assert_eq!(paris.write(first), "2026-10-25T02:30:00+02:00");
        assert_eq!(paris.write(second), "2026-10-25T02:30:00+01:00");
        assert_eq!(paris.read(&paris.write(second)), Some(second));
        assert_eq!(paris.told_apart(first).as_deref(), Some("UTC+2"));
        assert_eq!(paris.told_apart(second).as_deref(), Some("UTC+1"));
        assert_eq!(paris.told_apart(moment("2026-10-25T02:30:00Z")), None);
    }

    #[test]
    fn days_have_their_hours() {
        let paris = paris();
        for (day, hours) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-05-01", 24)] {
            let (first, last) = paris.day(day.parse().expect("a day"));
            assert_eq!(first.until(last).as_secs() + 1, hours * 3600, "{day}");
            assert_eq!(paris.civil(first).date().to_string(), day);
            assert_eq!(paris.civil(last).date().to_string(), day);
        }
    }

    #[test]
    fn stretches_say_what_single_moments_say() {
        let at = |text: &str| text.parse::<DateTime>().expect("a date and time");
        for zone in ["Europe/Paris", "America/New_York", "Asia/Kolkata", "UTC"] {
            let zone = Zone::named(zone).expect("a zone");
            let stretches = zone.stretches(at("2025-01-01T00:00:00"), at("2027-01-01T00:00:00"));
            for civil in [
                "2025-01-01T00:00:00",
                "2026-03-29T01:59:59",
                "2026-03-29T02:00:00",
                "2026-03-29T02:59:59",
                "2026-03-29T03:00:00",
                "2026-10-25T02:59:59",
                "2026-10-25T03:00:00",
                "2026-11-01T01:30:00",
                "2026-11-01T02:00:00",
                "2027-01-01T00:00:00",
            ] {
                let civil = at(civil);
                let (_, seconds) = stretches.iter().find(|(end, _)| civil < *end).expect("one");
                let utc = civil - SignedDuration::from_secs(i64::from(*seconds));
                assert_eq!(Zone::UTC.moment(utc), zone.moment(civil), "{} {civil}", zone.name());
            }
        }
    }

    #[test]
    fn zones_have_names_of_the_tz_database() {
        assert_eq!(Zone::named(" europe/paris ").expect("a zone").name(), "Europe/Paris");
        for (wrong, meant) in [
            ("Paris", "Europe/Paris"),
            ("america/new york", "America/New_York"),
            ("CET-1CEST", "Europe/Paris, Europe/London, America/New_York"),
            ("", "Europe/Paris, Europe/London, America/New_York"),
            ("Etc/Unknown", "Europe/Paris, Europe/London, America/New_York"),
        ] {
            let refusal = Zone::named(wrong).expect_err("no such zone");
            assert_eq!(refusal, refuse!("zone.unknown", value = wrong, meant = meant), "{wrong}");
        }
        assert!(Zone::names().len() > 400);
    }
}
