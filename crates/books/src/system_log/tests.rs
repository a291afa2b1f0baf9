//! What is noted, and how long.

use base::{Action, Actor, Answers, DateTime, FixedClock};
use jiff::SignedDuration;
use store::testing::{actor, databases};

use super::*;
use crate::user;

#[test]
fn doors_note_who_did_what_from_where() {
    for test in databases(&[store::tables(), crate::system_tables()].concat()) {
        let boss = Actor { user: "BOSS".into(), address: "198.51.100.7".into(), ..actor() };
        let hash = user::hash_password("anna", "correct horse battery").expect("good");
        test.db
            .write(&boss, |tx| {
                let anna = user::User { user_name: "ANNA".into(), ..user::User::default() };
                user::create_user(tx, &anna, Some(&hash))?;
                let reads = [("*".to_owned(), vec![Action::Read])].into();
                user::keep_role(tx, "READER", "Reads", &reads)?;
                user::assign(tx, "anna", "reader", "one")?;
                user::create_token(tx, "anna", "Excel", None)?;
                user::revoke_token(tx, "anna", "Excel").map(drop)
            })
            .expect("done");
        let from = |password: &str| user::Credentials {
            user_name: "anna".into(),
            password: password.into(),
            address: "192.0.2.1".into(),
            user_agent: "Firefox".into(),
            ..user::Credentials::default()
        };
        user::sign_in(&test.db, &actor(), &from("a wrong password")).expect_err("wrong");
        user::sign_in(&test.db, &actor(), &from("correct horse battery")).expect("right");
        let unknown = user::Credentials { user_name: "my password".into(), ..from("oops") };
        user::sign_in(&test.db, &actor(), &unknown).expect_err("wrong");
        test.db.write(&boss, |tx| user::disable(tx, "anna").map(drop)).expect_err("nobody is left");
        let all: Vec<SystemLogEntry> =
            test.db.read(&actor(), |tx| tx.select("ORDER BY \"entry_no\"", &[])).expect("reads");
        let told: Vec<_> = all
            .iter()
            .map(|entry| {
                assert_eq!(entry.date_and_time, Some(actor().moment));
                (entry.event, &*entry.user_id, &*entry.subject, &*entry.address, &*entry.details)
            })
            .collect();
        let (boss, here, there) = ("BOSS", "198.51.100.7", "192.0.2.1");
        let refused = "user.signIn.wrong Firefox";
        assert_eq!(
            told,
            [
                (SystemEvent::UserCreated, boss, "ANNA", here, ""),
                (SystemEvent::PasswordChanged, boss, "ANNA", here, ""),
                (SystemEvent::RoleGiven, boss, "ANNA", here, "READER one"),
                (SystemEvent::TokenCreated, boss, "ANNA", here, "Excel"),
                (SystemEvent::TokenRevoked, boss, "ANNA", here, "Excel"),
                (SystemEvent::SignInRefused, "ANNA", "ANNA", there, refused),
                (SystemEvent::SignedIn, "ANNA", "ANNA", there, "Firefox"),
                // What is no user may be a password that was typed in the wrong place.
                (SystemEvent::SignInRefused, "", "", there, refused),
            ]
        );
    }
}

#[test]
fn only_what_is_old_is_deleted_and_that_is_noted() {
    for test in databases(&[store::tables(), crate::system_tables()].concat()) {
        let at =
            |day: i8| Actor::program(&FixedClock(DateTime::constant(2026, 1, day, 12, 0, 0, 0)));
        let told = |actor: &Actor| {
            test.db.write(actor, |tx| note(tx, Noted::default())).expect("noted");
        };
        (1..=4).for_each(|day| told(&at(day)));
        let now =
            Actor { moment: at(2).moment.after(SignedDuration::from_hours(30 * 24)), ..at(1) };
        let delete = |actor: &Actor, day: i8| {
            test.db.write(actor, |tx| purge(tx, base::Date::constant(2026, 1, day)))
        };
        assert_eq!(delete(&now, 3).expect_err("too young").code(), "systemLog.tooYoung");
        let asks = Actor { answers: Answers::default(), ..now.clone() };
        assert!(matches!(delete(&asks, 2), Err(base::Error::Confirm(_))));
        assert_eq!(delete(&now, 2), Ok(2));
        assert_eq!(delete(&now, 1), Ok(0));
        let left: Vec<SystemLogEntry> =
            test.db.read(&now, |tx| tx.select("ORDER BY \"entry_no\"", &[])).expect("reads");
        assert_eq!((left.len(), left[2].event), (3, SystemEvent::LogDeleted));
        assert_eq!(&*left[2].details, "2026-01-02: 2");
        let changed = test
            .db
            .write(&now, |tx| tx.execute("UPDATE \"system_log_entry\" SET \"details\" = ''", &[]));
        assert!(changed.is_err(), "what is noted stays as it is");
    }
}
