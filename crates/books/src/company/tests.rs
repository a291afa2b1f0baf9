//! The time zone of a company.

use base::{Actor, DateTime, FixedClock};
use store::{Value, key};

use super::*;
use crate::testing::{databases, on_each, patch, refused};

/// Somebody at half past ten in the evening in UTC, on the last day of June.
fn late() -> Actor {
    Actor::program(&FixedClock(DateTime::constant(2026, 6, 30, 22, 30, 0, 0)))
}

#[test]
fn a_time_zone_is_one_of_the_tz_database() {
    on_each(|tx| {
        for (typed, kept) in [
            ("europe/paris", "Europe/Paris"),
            ("UTC", "UTC"),
            ("", ""),
            ("Asia/Tokyo", "Asia/Tokyo"),
        ] {
            let json = format!("{{\"timeZone\":\"{typed}\"}}");
            let found = patch::<CompanyInformation>(tx, &[], &json)?;
            assert_eq!(found["timeZone"].as_str().unwrap_or_default(), kept, "{typed}");
        }
        let wrong = patch::<CompanyInformation>(tx, &[], r#"{"timeZone":"Paris"}"#);
        assert_eq!(refused(wrong), "zone.unknown");
        let kept: CompanyInformation = tx.find(key![""])?;
        assert_eq!(kept.time_zone.as_str(), "Asia/Tokyo");
        Ok(())
    });
}

#[test]
fn a_new_company_is_where_the_machine_is() {
    for database in databases() {
        let clock = FixedClock(DateTime::constant(2026, 3, 2, 8, 0, 0, 0));
        let zone = Zone::named("America/Martinique").expect("a zone");
        let actor = Actor { zone, ..Actor::program(&clock) };
        let made = database
            .db
            .write(&actor, |tx| patch::<CompanyInformation>(tx, &[], r#"{"name":"Atelier"}"#));
        assert_eq!(made.expect("a company")["timeZone"], "America/Martinique");
    }
}

#[test]
fn each_company_has_its_own_day_and_time_of_one_moment() {
    let actor = late();
    for database in databases() {
        let (db, engine) = (&database.db, database.engine());
        db.keeps_zone(ZONE);
        let shown = |actor: &Actor| {
            let reads = db.read(actor, |tx| Ok((tx.now(), tx.today(), tx.moment())));
            let writes = db.write(actor, |tx| Ok((tx.now(), tx.today(), tx.moment())));
            assert_eq!(reads, writes, "{engine:?}");
            let (now, today, moment) = reads.expect("read");
            assert_eq!(moment, actor.moment, "the moment is the same everywhere");
            format!("{now} {today}")
        };
        assert_eq!(shown(&actor), "2026-06-30T22:30:00 2026-06-30", "where the actor is");
        for (zone, expected) in [
            ("Europe/Paris", "2026-07-01T00:30:00 2026-07-01"),
            ("Pacific/Kiritimati", "2026-07-01T12:30:00 2026-07-01"),
            ("America/New_York", "2026-06-30T18:30:00 2026-06-30"),
            ("", "2026-06-30T22:30:00 2026-06-30"),
        ] {
            let json = format!("{{\"timeZone\":\"{zone}\"}}");
            let entered = db.write(&actor, |tx| patch::<CompanyInformation>(tx, &[], &json));
            assert!(entered.is_ok(), "{engine:?}: {entered:?}");
            assert_eq!(shown(&actor), expected, "{engine:?} {zone}");
        }
        let chosen =
            Actor { work_date: Some("2026-05-04".parse().expect("a day")), ..actor.clone() };
        assert_eq!(shown(&chosen), "2026-06-30T22:30:00 2026-05-04");
        // A zone that the tz database of this machine does not have stands for its own.
        let sql = "UPDATE \"company_information\" SET \"time_zone\" = $1";
        let stored = [Value::from("Mars/Olympus")];
        db.write(&actor, |tx| tx.execute(sql, &stored)).expect("stored");
        assert_eq!(shown(&actor), "2026-06-30T22:30:00 2026-06-30", "{engine:?}");
    }
}

#[test]
fn the_language_of_the_books_is_that_of_the_company() {
    for (code, country, own, books) in [
        ("FR", "", Language::En, Language::Fr),
        ("FR", "GB", Language::En, Language::Fr),
        ("EN", "FR", Language::Fr, Language::En),
        ("", "FR", Language::En, Language::Fr),
        ("", "GB", Language::Fr, Language::En),
        ("", "BE", Language::Fr, Language::Fr),
        ("", "", Language::En, Language::En),
    ] {
        let company = CompanyInformation {
            language_code: Code::new(code),
            country_region_code: Code::new(country),
            ..CompanyInformation::default()
        };
        assert_eq!(company.language(own), books, "{code} in {country}, by {own:?}");
    }
}
