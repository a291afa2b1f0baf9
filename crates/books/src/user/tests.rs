use base::{Action, Actor, DateTime, FixedClock};
use store::testing::{TestDatabase, actor, databases};
use store::{Tx, key};

use super::*;

fn system() -> Vec<TestDatabase> {
    databases(&[store::tables(), crate::system_tables()].concat())
}

fn anna(tx: &mut Tx) -> base::Result<User> {
    let user = User { user_name: "ANNA".into(), ..User::default() };
    let hash = hash_password("anna", "correct horse battery")?;
    create_user(tx, &user, Some(&hash))
}

fn credentials(password: &str) -> Credentials {
    Credentials { user_name: "anna".into(), password: password.into(), ..Credentials::default() }
}

fn at(hour: i8, day: i8) -> Actor {
    Actor::program(&FixedClock(DateTime::constant(2026, 3, day, hour, 0, 0, 0)))
}

#[test]
fn passwords_have_rules() {
    let code = |name: &str, password: &str| {
        hash_password(name, password).map_err(|e| e.code().to_owned()).err()
    };
    assert_eq!(code("anna", "short").as_deref(), Some("user.password.tooShort"));
    assert_eq!(code("annabelle.m", "AnnaBelle.M").as_deref(), Some("user.password.isUserName"));
    assert_eq!(code("anna", "aaaaaaaaaaaa").as_deref(), Some("user.password.oneCharacter"));
    assert_eq!(code("anna", &"ab".repeat(101)).as_deref(), Some("user.password.tooLong"));
    assert_eq!(code("anna", "dix lettres é"), None);
    for common in [
        "1234567890",
        "qwertyuiop",
        "password123",
        "Password2024",
        "iloveyou123",
        "P@ssw0rd123",
        "azertyuiop",
        "motdepasse1",
        "fieldwright1",
        "annabelle.m1",
        "abcdefghijkl",
    ] {
        let found = code("annabelle.m", common);
        assert_eq!(found.as_deref(), Some("user.password.common"), "{common}");
    }
}

#[test]
fn only_the_right_password_signs_in() {
    for test in system() {
        test.db.write(&actor(), anna).expect("created");
        let wrong = sign_in(&test.db, &actor(), &credentials("something else")).expect_err("wrong");
        assert_eq!(wrong.code(), "user.signIn.wrong");
        let unknown =
            Credentials { user_name: "otto".into(), ..credentials("correct horse battery") };
        assert_eq!(
            sign_in(&test.db, &actor(), &unknown).expect_err("unknown").code(),
            "user.signIn.wrong"
        );
        let signed_in =
            sign_in(&test.db, &actor(), &credentials("correct horse battery")).expect("in");
        assert_ne!(signed_in.session.token_hash.as_str(), signed_in.token);
        let found = authenticate(&test.db, &actor(), &signed_in.token, Shown::Cookie)
            .expect("reads")
            .expect("known");
        assert_eq!(found.user.user_name, "ANNA");
        test.db.write(&actor(), |tx| sign_out(tx, &signed_in.session.token_hash)).expect("out");
        assert_eq!(
            authenticate(&test.db, &actor(), &signed_in.token, Shown::Cookie).expect("reads"),
            None
        );
    }
}

#[test]
fn sessions_end_when_idle_and_at_the_latest_after_a_week() {
    for test in system() {
        test.db.write(&actor(), anna).expect("created");
        let token =
            sign_in(&test.db, &at(8, 2), &credentials("correct horse battery")).expect("in").token;
        let known = |actor: &Actor| {
            authenticate(&test.db, actor, &token, Shown::Cookie).expect("reads").is_some()
        };
        assert!(known(&at(19, 2)), "used within twelve hours");
        assert!(known(&at(6, 3)), "the use counts from the last note");
        assert!(!known(&at(20, 3)), "idle for more than twelve hours");
        let token =
            sign_in(&test.db, &at(8, 3), &credentials("correct horse battery")).expect("in").token;
        let known = |actor: &Actor| {
            authenticate(&test.db, actor, &token, Shown::Cookie).expect("reads").is_some()
        };
        for day in 3..10 {
            assert!(known(&at(8, day)) && known(&at(18, day)) || day == 10, "day {day}");
            assert!(known(&at(23, day)));
        }
        assert!(!known(&at(9, 10)), "a week is over");
    }
}

#[test]
fn a_new_password_and_disabling_sign_out() {
    for test in system() {
        test.db
            .write(&actor(), |tx| {
                anna(tx)?;
                let boss = User { user_name: "BOSS".into(), ..User::default() };
                create_user(tx, &boss, None)?;
                keep_role(tx, SUPER, "All", &std::collections::BTreeMap::new())?;
                assign(tx, "boss", SUPER, "")
            })
            .expect("created");
        let token =
            sign_in(&test.db, &actor(), &credentials("correct horse battery")).expect("in").token;
        test.db.write(&actor(), |tx| disable(tx, "anna").map(drop)).expect("disabled");
        assert_eq!(authenticate(&test.db, &actor(), &token, Shown::Cookie).expect("reads"), None);
        assert!(sign_in(&test.db, &actor(), &credentials("correct horse battery")).is_err());
        let last = test.db.write(&actor(), |tx| disable(tx, "boss").map(drop)).expect_err("last");
        assert_eq!(last.code(), "user.super.last");
        let hash = hash_password("anna", "another password").expect("good");
        test.db
            .write(&actor(), |tx| {
                enable(tx, "anna")?;
                set_password(tx, "anna", &hash)
            })
            .expect("set");
        assert!(sign_in(&test.db, &actor(), &credentials("another password")).is_ok());
    }
}

#[test]
fn tokens_are_good_until_revoked() {
    for test in system() {
        let token = test
            .db
            .write(&actor(), |tx| {
                anna(tx)?;
                create_token(tx, "anna", "Excel", None)
            })
            .expect("made");
        let known = || authenticate(&test.db, &actor(), &token, Shown::Bearer).expect("reads");
        assert!(matches!(known().expect("known").proof, Proof::Token(_)));
        let used =
            test.db.read(&actor(), |tx| tx.find::<ApiToken>(key!["ANNA", "Excel"])).expect("found");
        assert_eq!(used.last_used_at, Some(actor().moment));
        let twice = test
            .db
            .write(&actor(), |tx| create_token(tx, "anna", "Excel", None))
            .expect_err("there");
        assert_eq!(twice.code(), "user.token.exists");
        test.db.write(&actor(), |tx| revoke_token(tx, "anna", "Excel").map(drop)).expect("revoked");
        assert_eq!(known(), None);
        let fixed = test
            .db
            .write(&actor(), |tx| create_token(tx, "anna", "Excel", Some("fixed")))
            .expect("again");
        assert_eq!(fixed, "fixed");
    }
}

#[test]
fn roles_add_up_by_company() {
    for test in system() {
        let allowed = |objects: &[(&str, &[Action])]| {
            objects.iter().map(|(object, acts)| ((*object).to_owned(), acts.to_vec())).collect()
        };
        test.db
            .write(&actor(), |tx| {
                anna(tx)?;
                keep_role(tx, "READER", "Reads", &allowed(&[("*", &[Action::Read])]))?;
                keep_role(
                    tx,
                    "CLERK",
                    "Writes",
                    &allowed(&[
                        ("customer", &[Action::Insert]),
                        ("orders.post", &[Action::Execute]),
                    ]),
                )?;
                assign(tx, "anna", "reader", "")?;
                assign(tx, "anna", "clerk", "one")
            })
            .expect("set up");
        let of = |company: &str| {
            test.db.read(&actor(), |tx| permissions_of(tx, "anna", company)).expect("reads")
        };
        assert!(
            of("one").allow("customer", Action::Insert) && of("one").allow("item", Action::Read)
        );
        assert!(
            of("one").allow("orders.post", Action::Execute)
                && !of("one").allow("item", Action::Insert)
        );
        assert!(
            !of("two").allow("customer", Action::Insert) && of("two").allow("item", Action::Read)
        );
        test.db
            .write(&actor(), |tx| {
                keep_role(tx, "CLERK", "Writes", &allowed(&[("customer", &[Action::Modify])]))
            })
            .expect("kept");
        assert!(
            !of("one").allow("customer", Action::Insert)
                && of("one").allow("customer", Action::Modify)
        );
    }
}

#[test]
fn each_secret_is_good_for_its_own_way_only() {
    for test in system() {
        test.db.write(&actor(), anna).expect("created");
        let api = test.db.write(&actor(), |tx| create_token(tx, "anna", "Excel", None));
        let signed_in = |kind: SessionKind| {
            let from = Credentials { kind, ..credentials("correct horse battery") };
            sign_in(&test.db, &actor(), &from).expect("in").token
        };
        let secrets = [
            ("browser", signed_in(SessionKind::Browser), true, false),
            ("program", signed_in(SessionKind::Program), false, true),
            ("token", api.expect("made"), false, true),
        ];
        for (name, secret, as_cookie, as_bearer) in secrets {
            let known =
                |shown| authenticate(&test.db, &actor(), &secret, shown).expect("reads").is_some();
            assert_eq!(known(Shown::Cookie), as_cookie, "{name}");
            assert_eq!(known(Shown::Bearer), as_bearer, "{name}");
        }
    }
}

#[test]
fn a_changed_password_ends_the_other_sessions() {
    for test in system() {
        test.db.write(&actor(), anna).expect("created");
        let here = sign_in(&test.db, &actor(), &credentials("correct horse battery")).expect("in");
        let there = sign_in(&test.db, &actor(), &credentials("correct horse battery")).expect("in");
        let hash = hash_password("anna", "another password").expect("good");
        test.db
            .write(&actor(), |tx| change_password(tx, "anna", &hash, &here.session.token_hash))
            .expect("changed");
        let known = |token: &str| {
            authenticate(&test.db, &actor(), token, Shown::Cookie).expect("reads").is_some()
        };
        assert!(known(&here.token) && !known(&there.token));
        let name = base::Code::new("ANNA");
        let device = |secret: &str| {
            test.db.read(&actor(), |tx| device_is_known(tx, &name, secret)).expect("reads")
        };
        assert!(!device(&here.device), "devices are known by the password of their day");
    }
}
