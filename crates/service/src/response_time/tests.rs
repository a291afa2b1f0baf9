//! The tables of response and service times.

use base::{Date, DateTime, Quantity, Time, Weekday};
use books::calendar::{BaseCalendarChange, CalendarDay, RecurringSystem};

use super::{Row, Schedule, Sources, hours};

fn at(text: &str) -> DateTime {
    text.parse().expect("a date and time")
}

fn quantity(text: &str) -> Quantity {
    text.parse().expect("a number")
}

fn row(day: Weekday, start: i8, end: Time) -> Row {
    Row { day, from: None, start: Time::constant(start, 0, 0, 0), end, on_holidays: false }
}

const WORKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

/// Monday to Friday from 8 to 17, with a holiday on Monday, 26 January 2026.
fn week() -> Schedule {
    let holiday = BaseCalendarChange {
        recurring_system: RecurringSystem::Blank,
        date: Some(Date::constant(2026, 1, 26)),
        nonworking: true,
        ..BaseCalendarChange::default()
    };
    let weekly = |day| BaseCalendarChange {
        recurring_system: RecurringSystem::WeeklyRecurring,
        day,
        nonworking: true,
        ..BaseCalendarChange::default()
    };
    Schedule {
        rows: WORKDAYS.map(|day| row(day, 8, Time::constant(17, 0, 0, 0))).to_vec(),
        changes: vec![holiday, weekly(CalendarDay::Saturday), weekly(CalendarDay::Sunday)],
    }
}

fn whole_days() -> Schedule {
    let mut days = WORKDAYS.to_vec();
    days.extend([Weekday::Saturday, Weekday::Sunday]);
    let end = Time::constant(23, 59, 59, 0);
    Schedule { rows: days.into_iter().map(|day| row(day, 0, end)).collect(), changes: Vec::new() }
}

#[test]
fn responses_are_due_within_service_hours() {
    for (call, hours, due) in [
        ("2026-01-22T10:00", "4", "2026-01-22T14:00"),
        ("2026-01-22T10:00", "7", "2026-01-22T17:00"),
        ("2026-01-22T15:00", "4", "2026-01-23T10:00"),
        ("2026-01-22T06:00", "2", "2026-01-22T10:00"),
        ("2026-01-22T18:00", "2", "2026-01-23T10:00"),
        ("2026-01-22T17:00", "2", "2026-01-23T10:00"),
        ("2026-01-23T16:00", "8", "2026-01-27T15:00"),
        ("2026-01-25T12:00", "0", "2026-01-25T12:00"),
        ("2026-03-02T08:00", "8", "2026-03-02T16:00"),
        ("2026-03-02T08:00", "9", "2026-03-02T17:00"),
        ("2026-03-02T08:00", "0", "2026-03-02T08:00"),
        ("2026-03-08T08:00", "8", "2026-03-09T16:00"),
        ("2026-03-02T08:00", "0.25", "2026-03-02T08:15"),
    ] {
        let result = week().response(at(call), quantity(hours));
        assert_eq!(result, Ok(at(due)), "{hours} hours after {call}");
    }
}

#[test]
fn without_service_hours_the_clock_runs_day_and_night() {
    let always = Schedule { rows: Vec::new(), ..week() };
    for (call, hours, due) in [
        ("2026-01-22T22:00", "4", "2026-01-23T02:00"),
        ("2026-01-22T10:00", "50", "2026-01-24T12:00"),
        ("2026-01-25T23:00", "2", "2026-01-26T01:00"),
    ] {
        assert_eq!(always.response(at(call), quantity(hours)), Ok(at(due)), "{hours} after {call}");
    }
    let nights = whole_days();
    assert_eq!(nights.response(at("2026-01-22T10:00"), quantity("24")), Ok(at("2026-01-23T10:00")));
    assert_eq!(nights.response(at("2026-01-22T10:00"), quantity("14")), Ok(at("2026-01-23T00:00")));
}

#[test]
fn a_row_valid_on_holidays_serves_on_holidays() {
    let mut sundays = week();
    let end = Time::constant(17, 0, 0, 0);
    sundays.rows.push(row(Weekday::Sunday, 8, end));
    let due = |schedule: &Schedule| schedule.response(at("2026-03-08T08:00"), quantity("8"));
    assert_eq!(due(&sundays), Ok(at("2026-03-09T16:00")));
    sundays.rows.last_mut().expect("a row").on_holidays = true;
    assert_eq!(due(&sundays), Ok(at("2026-03-08T16:00")));
}

#[test]
fn the_latest_row_that_has_begun_holds() {
    let mut changed = week();
    changed.rows.push(Row {
        from: Some(Date::constant(2026, 1, 22)),
        ..row(Weekday::Thursday, 10, Time::constant(12, 0, 0, 0))
    });
    let due = |call| changed.response(at(call), quantity("3"));
    assert_eq!(due("2026-01-22T08:00"), Ok(at("2026-01-23T09:00")));
    assert_eq!(due("2026-01-15T08:00"), Ok(at("2026-01-15T11:00")));
}

#[test]
fn a_response_after_more_than_a_year_is_refused() {
    let one_hour = Schedule {
        rows: vec![row(Weekday::Monday, 8, Time::constant(9, 0, 0, 0))],
        changes: Vec::new(),
    };
    let call = at("2026-03-02T08:00");
    assert_eq!(one_hour.response(call, quantity("53")), Ok(at("2027-03-01T09:00")));
    let refused = one_hour.response(call, quantity("54")).map_err(|refusal| refusal.code);
    assert_eq!(refused, Err("responseTime.tooLate"));
    let never = Schedule::default().response(call, quantity("9000")).map_err(|r| r.code);
    assert_eq!(never, Err("responseTime.tooLate"));
}

#[test]
fn elapsed_hours_count_service_hours() {
    for (from, to, expected) in [
        ("2026-01-22T15:00", "2026-01-23T10:00", "4"),
        ("2026-01-22T06:00", "2026-01-22T12:00", "4"),
        ("2026-01-22T15:00", "2026-01-22T20:00", "5"),
        ("2026-01-24T09:00", "2026-01-24T12:00", "0"),
        ("2026-01-22T06:00", "2026-01-22T07:00", "-1"),
        ("2026-01-22T18:00", "2026-01-23T07:00", "0"),
        ("2026-01-23T16:00", "2026-01-27T09:20", "2.33"),
    ] {
        assert_eq!(week().elapsed(at(from), at(to)), quantity(expected), "{from} to {to}");
    }
    let always = Schedule::default();
    let plain = always.elapsed(at("2026-01-22T15:00"), at("2026-01-23T10:00"));
    assert_eq!(plain, quantity("19"));
}

#[test]
fn elapsed_hours_on_mondays_only() {
    let mondays = Schedule {
        rows: vec![row(Weekday::Monday, 8, Time::constant(17, 0, 0, 0))],
        changes: Vec::new(),
    };
    for (from, to, expected) in [
        ("2026-03-02T06:00", "2026-03-02T17:00", "9"),
        ("2026-03-02T10:30", "2026-03-02T17:00", "6.5"),
        ("2026-03-02T06:00", "2026-03-03T06:00", "9"),
        ("2026-03-02T10:30", "2026-03-03T10:30", "6.5"),
    ] {
        assert_eq!(mondays.elapsed(at(from), at(to)), quantity(expected), "{from} to {to}");
    }
}

#[test]
fn the_nearest_source_gives_the_hours() {
    let of = |service_item, group, setup| {
        hours(Sources {
            service_item: Quantity::from(service_item),
            group: Quantity::from(group),
            setup: Quantity::from(setup),
        })
    };
    for (sources, expected) in [((4, 8, 24), 4), ((0, 8, 24), 8), ((0, 0, 24), 24), ((0, 0, 0), 0)]
    {
        assert_eq!(of(sources.0, sources.1, sources.2), Quantity::from(expected), "{sources:?}");
    }
}
