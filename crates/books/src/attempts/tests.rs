//! Counting at the doors, by many at once and by two server processes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base::Actor;
use store::Db;
use store::testing::{actor, databases};

use super::{Guess, begin, succeeded};
use crate::user::{Credentials, SignedIn, User, create_user, hash_password, set_password, sign_in};

fn tables() -> Vec<&'static store::Table> {
    [store::tables(), crate::system_tables()].concat()
}

fn anna(db: &Db) {
    let hash = hash_password("anna", "correct horse battery").expect("good");
    let user = User { user_name: "ANNA".into(), ..User::default() };
    db.write(&actor(), |tx| {
        create_user(tx, &user, None)?;
        set_password(tx, "anna", &hash)
    })
    .expect("created");
}

fn guess<'a>(user: &'a str, address: &'a str) -> Guess<'a> {
    Guess::Password { user, address, device: "" }
}

fn from(address: &str, device: &str) -> Credentials {
    Credentials {
        user_name: "anna".into(),
        password: "correct horse battery".into(),
        address: address.into(),
        device: device.into(),
        ..Credentials::default()
    }
}

fn enter(db: &Db, address: &str, device: &str) -> SignedIn {
    sign_in(db, &actor(), &from(address, device)).expect("the password is right")
}

fn heard(db: &Db, actor: &Actor, guess: Guess) -> Option<Duration> {
    begin(db, actor, guess).expect("counts").ok()
}

#[test]
fn an_address_has_an_end_and_a_user_only_a_delay() {
    for test in databases(&tables()) {
        let db = &test.db;
        anna(db);
        let known = enter(db, "203.0.113.5", "").device;
        let from_one = |at: u32| heard(db, &actor(), guess(&format!("u{at}"), "198.51.100.7"));
        assert_eq!((0..30).filter_map(from_one).max(), Some(Duration::ZERO));
        let wait = begin(db, &actor(), guess("other", "198.51.100.7")).expect("counts");
        assert_eq!(wait, Err(Duration::from_secs(300)), "nobody is heard from there");
        assert!(heard(db, &actor(), guess("other", "198.51.100.8")).is_some(), "others are");

        // A thousand machines guess at Anna: she waits, and is heard, from anywhere.
        for at in 0..60 {
            let address = format!("192.0.2.{at}");
            assert!(heard(db, &actor(), guess("anna", &address)).is_some());
        }
        let slow = heard(db, &actor(), guess("ANNA ", "203.0.113.9"));
        assert_eq!(slow, Some(Duration::from_secs(8)), "and never longer");
        let device = Guess::Password { user: "anna", address: "198.51.100.7", device: &known };
        assert_eq!(
            heard(db, &actor(), device),
            Some(Duration::ZERO),
            "her own device is not slowed"
        );
        let foreign = Guess::Password { user: "otto", address: "198.51.100.7", device: &known };
        assert_eq!(heard(db, &actor(), foreign), None, "nor good for others");
        let later =
            Actor { moment: actor().moment.after(jiff::SignedDuration::from_mins(6)), ..actor() };
        assert_eq!(heard(db, &later, guess("anna", "198.51.100.7")), Some(Duration::ZERO));
        let left = db.read(&later, |tx| tx.number("SELECT count(*) FROM \"sign_in_attempt\"", &[]));
        assert_eq!(left, Ok(2), "what has ended is forgotten");
    }
}

#[test]
fn a_device_has_an_end_of_its_own() {
    for test in databases(&tables()) {
        let db = &test.db;
        anna(db);
        let known = enter(db, "203.0.113.5", "").device;
        assert_eq!(enter(db, "203.0.113.6", &known).device, known, "a known device stays one");
        let device = Guess::Password { user: "anna", address: "203.0.113.5", device: &known };
        let tries = (0..12).filter(|_| heard(db, &actor(), device).is_some()).count();
        assert_eq!(tries, 10);
        db.write(&actor(), |tx| succeeded(tx, device)).expect("taken back");
        assert!(heard(db, &actor(), device).is_some(), "what was right does not count");
    }
}

#[test]
fn a_session_and_a_second_factor_are_not_guessed_either() {
    for test in databases(&tables()) {
        let tries = |guess: Guess, at_most: usize| {
            (0..at_most).filter(|_| heard(&test.db, &actor(), guess).is_some()).count()
        };
        assert_eq!(tries(Guess::OwnPassword("anna"), 9), 5);
        assert_eq!(tries(Guess::SecondFactor("anna"), 19), 10);
        assert_eq!(tries(Guess::SecondFactor("otto"), 19), 10, "each has their own");
    }
}

#[test]
fn eight_clients_of_two_processes_are_counted_once() {
    for test in databases(&tables()) {
        // A second process on the same books; an embedded database has one.
        let second = match test.db.url() {
            url @ store::DatabaseUrl::Postgres { .. } => Db::open(url).expect("opens"),
            store::DatabaseUrl::Sqlite(_) => test.db.clone(),
        };
        let heard_of = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for client in 0..8 {
                let (db, heard_of) = (if client % 2 == 0 { &test.db } else { &second }, &heard_of);
                scope.spawn(move || {
                    for at in 0..10 {
                        let user = format!("u{client}{at}");
                        if heard(db, &actor(), guess(&user, "198.51.100.7")).is_some() {
                            heard_of.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                });
            }
        });
        assert_eq!(heard_of.load(Ordering::SeqCst), 30, "of eighty, to the one");
    }
}
