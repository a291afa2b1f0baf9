use base::Date;
use store::key;

use super::*;
use crate::company::CompanyInformation;
use crate::testing::{create, create_below, delete, on_each, patch, refused};

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn change(system: RecurringSystem, day: CalendarDay, on: &str, works: bool) -> BaseCalendarChange {
    BaseCalendarChange {
        recurring_system: system,
        day,
        date: (!on.is_empty()).then(|| date(on)),
        nonworking: !works,
        ..BaseCalendarChange::default()
    }
}

#[test]
fn which_days_are_worked() {
    let calendar = Calendar::of(vec![
        change(RecurringSystem::WeeklyRecurring, CalendarDay::Saturday, "", false),
        change(RecurringSystem::WeeklyRecurring, CalendarDay::Sunday, "", false),
        change(RecurringSystem::AnnualRecurring, CalendarDay::Blank, "2020-07-14", false),
        change(RecurringSystem::Blank, CalendarDay::Blank, "2026-04-06", false),
        // A Saturday that is worked, and a national day that is worked once.
        change(RecurringSystem::Blank, CalendarDay::Blank, "2026-12-19", true),
        change(RecurringSystem::Blank, CalendarDay::Blank, "2027-07-14", true),
    ]);
    for (day, expected) in [
        ("2026-03-02", true),
        ("2026-03-07", false),
        ("2026-03-08", false),
        ("2026-07-14", false),
        ("2027-07-14", true),
        ("2028-07-14", false),
        ("2026-04-06", false),
        ("2027-04-06", true),
        ("2026-12-19", true),
        ("2026-12-26", false),
    ] {
        assert_eq!(calendar.works(date(day)), expected, "{day}");
    }
    assert!(Calendar::default().works(date("2026-03-08")), "without a calendar every day is");
}

#[test]
fn calendars_in_the_database() {
    on_each(|tx| {
        create::<BaseCalendar>(tx, r#"{"code":"FR","name":"France"}"#)?;
        let sunday = r#"{"recurringSystem":"weeklyRecurring","day":"sunday"}"#;
        create_below::<BaseCalendarChange>(tx, key!["FR"], sunday)?;
        let holiday = r#"{"recurringSystem":"annualRecurring","date":"2026-05-01"}"#;
        let made = create_below::<BaseCalendarChange>(tx, key!["FR"], holiday)?;
        assert_eq!((&made["lineNo"], &made["day"]), (&20_000.into(), &"friday".into()));
        for (day, expected) in [("2026-03-08", false), ("2027-05-01", false), ("2026-03-09", true)]
        {
            assert_eq!(is_working_day(tx, "FR", date(day))?, expected, "{day}");
        }
        assert!(is_working_day(tx, "", date("2026-03-08"))?);
        assert_eq!(refused(is_working_day(tx, "XX", date("2026-03-08"))), "calendar.unknown");
        for (json, expected) in [
            (r#"{"recurringSystem":"weeklyRecurring"}"#, "calendar.change.day"),
            (r#"{"recurringSystem":"annualRecurring"}"#, "calendar.change.date"),
            (r#"{"description":"nothing"}"#, "calendar.change.date"),
        ] {
            let made = create_below::<BaseCalendarChange>(tx, key!["FR"], json);
            assert_eq!(refused(made), expected, "{json}");
        }
        patch::<CompanyInformation>(tx, &[], r#"{"baseCalendarCode":"FR"}"#)?;
        assert_eq!(refused(delete::<BaseCalendar>(tx, key!["FR"])), "record.used");
        patch::<CompanyInformation>(tx, &[], r#"{"baseCalendarCode":null}"#)?;
        delete::<BaseCalendar>(tx, key!["FR"])?;
        assert_eq!(tx.count::<BaseCalendarChange>("", &[])?, 0);
        Ok(())
    });
}
