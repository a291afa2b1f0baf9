//! Service hours on a calendar.

use base::{Date, DateTime, Decimal, Quantity, Refusal, Time, Weekday, cents, refuse, round};
use books::calendar::{BaseCalendarChange, CalendarDay, RecurringSystem};

const DAY: i64 = 24 * 3600;
/// A response that would be due later than so many days after the call is refused.
const MOST_DAYS: i64 = 364;

/// The hours of a weekday from a date on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The day of the week.
    pub day: Weekday,
    /// The first day on which the row holds; blank for always.
    pub from: Option<Date>,
    /// When service begins.
    pub start: Time,
    /// When it ends; the last second of the day means midnight.
    pub end: Time,
    /// Whether it is given on holidays too.
    pub on_holidays: bool,
}

impl Row {
    fn start(&self) -> i64 {
        seconds(self.start)
    }

    fn end(&self) -> i64 {
        let end = seconds(self.end);
        if end == DAY - 1 { DAY } else { end }
    }
}

/// When service is given. Without rows it is given day and night, holidays included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule {
    /// The hours of the days of the week.
    pub rows: Vec<Row>,
    /// The days on which the calendar differs.
    pub changes: Vec<BaseCalendarChange>,
}

impl Schedule {
    /// The row that holds on a day: the one with the latest date that is not after it. On holidays
    /// only one that says so.
    fn row(&self, date: Date) -> Option<&Row> {
        let row = self
            .rows
            .iter()
            .filter(|row| row.day == date.weekday() && row.from <= Some(date))
            .max_by_key(|row| row.from)?;
        let works = row.on_holidays || !nonworking(&self.changes, date);
        works.then_some(row)
    }

    /// When a response is due that many service hours after a call.
    ///
    /// # Errors
    /// Refuses a response that would be due more than 364 days after the call.
    pub fn response(&self, call: DateTime, hours: Quantity) -> Result<DateTime, Refusal> {
        let mut rest = whole_seconds(hours);
        if rest <= 0 {
            return Ok(call);
        }
        if self.rows.is_empty() {
            let due = moment(call.date(), seconds(call.time()) + rest);
            return due.filter(|due| within(call, *due)).ok_or_else(|| too_late(hours));
        }
        let mut date = call.date();
        for day in 0..=MOST_DAYS {
            if let Some(row) = self.row(date) {
                let start =
                    if day == 0 { row.start().max(seconds(call.time())) } else { row.start() };
                let open = (row.end() - start).max(0);
                if rest <= open {
                    let due = moment(date, start + rest).filter(|due| within(call, *due));
                    return due.ok_or_else(|| too_late(hours));
                }
                rest -= open;
            }
            date = date.tomorrow().map_err(|_| too_late(hours))?;
        }
        Err(too_late(hours))
    }

    /// The service hours from one moment to another, to 0.01 hours. They are counted to the end
    /// even when that lies outside the service hours of its day.
    pub fn elapsed(&self, from: DateTime, to: DateTime) -> Quantity {
        let (begin, end) = (seconds(from.time()), seconds(to.time()));
        let mut sum = 0;
        if self.rows.is_empty() {
            let days = from.date().until(to.date()).map_or(0, |span| i64::from(span.get_days()));
            sum = days * DAY + end - begin;
        } else {
            let mut date = from.date();
            while date <= to.date() {
                if let Some(row) = self.row(date) {
                    let start =
                        if date == from.date() { row.start().max(begin) } else { row.start() };
                    sum += match (date == from.date(), date == to.date()) {
                        (true, true) => end - start,
                        (_, true) => (end - start).max(0),
                        _ => (row.end() - start).max(0),
                    };
                }
                let Ok(next) = date.tomorrow() else { break };
                date = next;
            }
        }
        Quantity::of(cents(Decimal::from(sum) / Decimal::from(3600)))
    }
}

/// Whether nobody works on a day: a change for the date counts before one of every year, and that
/// before one of every week.
pub fn nonworking(changes: &[BaseCalendarChange], date: Date) -> bool {
    let of = |wanted: RecurringSystem| {
        changes.iter().filter(move |change| change.recurring_system == wanted)
    };
    let same_day = |day: Date| day.month() == date.month() && day.day() == date.day();
    let once = of(RecurringSystem::Blank).find(|change| change.date == Some(date));
    let yearly =
        || of(RecurringSystem::AnnualRecurring).find(|change| change.date.is_some_and(same_day));
    let weekly = || {
        let day = CalendarDay::from(date.weekday());
        of(RecurringSystem::WeeklyRecurring).find(|change| change.day == day)
    };
    once.or_else(yearly).or_else(weekly).is_some_and(|change| change.nonworking)
}

/// Whether a moment lies close enough after a call.
fn within(call: DateTime, due: DateTime) -> bool {
    let last = call.date().saturating_add(jiff::Span::new().days(MOST_DAYS));
    due.date() <= last
}

fn too_late(hours: Quantity) -> Refusal {
    refuse!("responseTime.tooLate", hours = hours, most = MOST_DAYS)
}

fn seconds(time: Time) -> i64 {
    i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

fn whole_seconds(hours: Quantity) -> i64 {
    let seconds = round(hours.dec() * Decimal::from(3600), Decimal::ONE);
    i64::try_from(seconds).unwrap_or(i64::MAX / 2)
}

/// The moment that many seconds after midnight of a day.
fn moment(date: Date, seconds: i64) -> Option<DateTime> {
    let date = date.checked_add(jiff::Span::new().try_days(seconds / DAY).ok()?).ok()?;
    let rest = i32::try_from(seconds % DAY).ok()?;
    let part = |value: i32| i8::try_from(value).ok();
    let time = Time::new(part(rest / 3600)?, part(rest / 60 % 60)?, part(rest % 60)?, 0).ok()?;
    Some(date.to_datetime(time))
}
