use std::collections::BTreeSet;

use base::Date;
use store::key;

use super::*;
use crate::testing::{actor, create, create_below, databases, on_each, patch, refused};

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn numbers_count_up_their_last_digits() {
    for (number, by, expected) in [
        ("SO0001", 1, Some("SO0002")),
        ("SO0099", 1, Some("SO0100")),
        ("9", 1, Some("10")),
        ("SO-26-0001/A", 10, Some("SO-26-0011/A")),
        ("ABC", 1, None),
        ("99999999999999999999", 1, None),
    ] {
        let found = take::increment(number, by);
        assert_eq!(found.as_deref(), expected, "{number} + {by}");
    }
}

#[test]
fn numbers_come_from_the_line_of_the_date() {
    on_each(|tx| {
        create::<NumberSeries>(tx, r#"{"code":"SO","dateOrder":true}"#)?;
        let first = r#"{"startingDate":"2025-01-01","startingNo":"SO25-01"}"#;
        create_below::<NumberSeriesLine>(tx, key!["SO"], first)?;
        let second = r#"{"startingDate":"2026-01-01","startingNo":"SO26-01",
            "warningNo":"SO26-02","endingNo":"SO26-03"}"#;
        create_below::<NumberSeriesLine>(tx, key!["SO"], second)?;
        assert_eq!(refused(next(tx, "SO", date("2024-12-31"))), "numberSeries.noLine");
        assert_eq!(peek(tx, "SO", date("2025-06-01"))?, "SO25-01");
        assert_eq!(next(tx, "SO", date("2025-06-01"))?, "SO25-01");
        assert_eq!(refused(next(tx, "SO", date("2025-05-31"))), "numberSeries.dateOrder");
        assert_eq!(next(tx, "SO", date("2025-06-01"))?, "SO25-02");
        assert_eq!(next(tx, "SO", date("2026-03-02"))?, "SO26-01");
        assert!(tx.take_messages().is_empty());
        assert_eq!(next(tx, "SO", date("2026-03-02"))?, "SO26-02");
        let told = tx.take_messages();
        assert_eq!(told.first().map(|message| message.code), Some("numberSeries.endsSoon"));
        assert_eq!(next(tx, "SO", date("2026-03-02"))?, "SO26-03");
        assert_eq!(refused(next(tx, "SO", date("2026-03-02"))), "numberSeries.exhausted");
        assert_eq!(refused(next(tx, "", date("2026-03-02"))), "numberSeries.blank");
        assert_eq!(refused(next(tx, "NONE", date("2026-03-02"))), "numberSeries.unknown");
        assert_eq!(refused(take(tx, "SO", "X1", date("2026-03-02"))), "numberSeries.notTyped");
        patch::<NumberSeries>(tx, key!["SO"], r#"{"defaultNos":false,"manualNos":true}"#)?;
        take(tx, "SO", "X1", date("2026-03-02"))?;
        assert_eq!(refused(next(tx, "SO", date("2026-03-02"))), "numberSeries.typeNumber");
        Ok(())
    });
}

#[test]
fn a_series_tells_its_next_number() {
    on_each(|tx| {
        let made = create::<NumberSeries>(tx, r#"{"code":"SO"}"#)?;
        assert!(made["nextNo"].is_null(), "not begun: {made}");
        let line = r#"{"startingNo":"SO01","endingNo":"SO02"}"#;
        create_below::<NumberSeriesLine>(tx, key!["SO"], line)?;
        for expected in ["SO01", "SO02", ""] {
            let found = patch::<NumberSeries>(tx, key!["SO"], "{}")?;
            assert_eq!(found["nextNo"].as_str().unwrap_or_default(), expected);
            let _taken = next(tx, "SO", tx.today());
        }
        Ok(())
    });
}

#[test]
fn what_may_be_entered_in_number_series() {
    on_each(|tx| {
        create::<NumberSeries>(tx, r#"{"code":"SO"}"#)?;
        for (json, expected) in [
            (r#"{"startingNo":"ABC"}"#, "numberSeries.noDigits"),
            (r"{}", "numberSeries.noDigits"),
            (r#"{"startingNo":"SO1","endingNo":"XX9"}"#, "numberSeries.unlike"),
            (r#"{"startingNo":"SO1","lastNoUsed":"SO1-A"}"#, "numberSeries.unlike"),
            (r#"{"startingNo":"SO1","incrementByNo":0}"#, "numberSeries.increment"),
        ] {
            let made = create_below::<NumberSeriesLine>(tx, key!["SO"], json);
            assert_eq!(refused(made), expected, "{json}");
        }
        assert_eq!(refused(create::<NumberSeries>(tx, "{}")), "record.key.blank");
        Ok(())
    });
}

/// Many at once take numbers, some give up: in the end no number is missing or given twice.
#[test]
fn numbers_have_no_gaps_when_many_take_them_at_once() {
    const WORKERS: usize = 4;
    const EACH: usize = 15;
    for database in databases() {
        let db = &database.db;
        let made = db.write(&actor(), |tx| {
            create::<NumberSeries>(tx, r#"{"code":"SO"}"#)?;
            let line = r#"{"startingNo":"SO0001"}"#;
            create_below::<NumberSeriesLine>(tx, key!["SO"], line).map(drop)
        });
        assert_eq!(made, Ok(()));
        let take_some = || {
            let mut taken = Vec::new();
            for turn in 0..EACH {
                let number = db.write(&actor(), |tx| {
                    let number = next(tx, "SO", date("2026-03-02"))?;
                    if turn % 5 == 4 {
                        return Err(base::refuse!("value.negative").into());
                    }
                    Ok(number)
                });
                taken.extend(number.ok());
            }
            taken
        };
        let taken: Vec<_> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(take_some)).collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("it ran")).collect()
        });
        let unique: BTreeSet<String> = taken.iter().map(ToString::to_string).collect();
        let expected: BTreeSet<String> =
            (1..=WORKERS * EACH * 4 / 5).map(|number| format!("SO{number:04}")).collect();
        assert_eq!(unique, expected, "{:?}", database.engine());
        assert_eq!(taken.len(), expected.len());
    }
}
