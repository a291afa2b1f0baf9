//! Setting a second factor up, showing codes, losing it.

use base::{Error, Result};
use store::Tx;
use store::testing::{TestDatabase, actor, databases};

use super::*;
use crate::user::{
    Credentials, SessionKind, Shown, User, authenticate, create_user, finish, hash_password,
    sign_in,
};

/// 2026-03-02 08:00 in UTC.
const NOW: u64 = 1_772_438_400;

fn system() -> Vec<TestDatabase> {
    databases(&[store::tables(), crate::system_tables()].concat())
}

fn anna(tx: &mut Tx) -> Result<User> {
    let user = User { user_name: "ANNA".into(), ..User::default() };
    let hash = hash_password("anna", "correct horse battery")?;
    create_user(tx, &user, Some(&hash))
}

fn code(factor: &SecondFactor, unix: u64) -> String {
    totp(&factor.secret).expect("a secret").generate(unix).to_string()
}

fn set_up(test: &TestDatabase) -> (SecondFactor, Vec<String>) {
    let factor = test.db.write(&actor(), |tx| begin(tx, "anna")).expect("begun");
    let codes = test
        .db
        .write(&actor(), |tx| confirm(tx, "anna", &code(&factor, NOW), NOW))
        .expect("confirmed");
    (factor, codes)
}

fn shown(test: &TestDatabase, code: &str, unix: u64) -> std::result::Result<(), String> {
    let done = test.db.write(&actor(), |tx| {
        let user: User = tx.find(store::key!["ANNA"])?;
        check(tx, &user, code, unix)
    });
    done.map_err(|error| error.code().to_owned())
}

#[test]
fn the_digits_are_those_of_rfc_6238() {
    // Appendix B: the secret is the ASCII text 12345678901234567890; the last six of its digits.
    let factor = SecondFactor {
        secret: base::Text::new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
        ..SecondFactor::default()
    };
    for (unix, digits) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_234_567_890, "005924"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(code(&factor, unix), digits);
    }
}

#[test]
fn a_code_is_good_once_and_for_a_minute() {
    for test in system() {
        test.db.write(&actor(), anna).expect("created");
        let (factor, _) = set_up(&test);
        let wrong = Err("user.secondFactor.wrong".to_owned());
        let again = Err("user.secondFactor.again".to_owned());
        assert_eq!(shown(&test, &code(&factor, NOW), NOW), again, "it was shown to set up");
        let next = code(&factor, NOW + 60);
        assert_eq!(shown(&test, &next, NOW), wrong, "too early");
        let spaced = format!("{} {}", &next[..3], &next[3..]);
        assert_eq!(shown(&test, &spaced, NOW + 60), Ok(()));
        assert_eq!(shown(&test, &next, NOW + 60), again);
        assert_eq!(shown(&test, &code(&factor, NOW + 30), NOW + 60), again, "nor an earlier one");
        assert_eq!(shown(&test, &code(&factor, NOW + 120), NOW + 240), wrong, "too late");
        for nonsense in ["", "12345", "1234567", "abcdef", "+12345"] {
            assert_eq!(shown(&test, nonsense, NOW + 240), wrong, "{nonsense}");
        }
    }
}

#[test]
fn recovery_codes_are_good_once_each() {
    for test in system() {
        test.db.write(&actor(), anna).expect("created");
        let (_, codes) = set_up(&test);
        let left = || test.db.read(&actor(), |tx| codes_left(tx, "anna")).expect("reads");
        assert_eq!((codes.len(), left()), (10, 10));
        assert_eq!(shown(&test, &codes[0].to_uppercase().replace('-', " "), NOW), Ok(()));
        assert_eq!(shown(&test, &codes[0], NOW), Err("user.secondFactor.wrong".into()));
        assert_eq!(left(), 9);
        let new = test.db.write(&actor(), |tx| renew(tx, "anna")).expect("renewed");
        assert!(shown(&test, &codes[1], NOW).is_err() && shown(&test, &new[1], NOW).is_ok());
    }
}

#[test]
fn a_browser_goes_in_two_steps_and_a_program_in_one() {
    for test in system() {
        test.db.write(&actor(), anna).expect("created");
        let from = |kind: SessionKind, code: &str| Credentials {
            user_name: "anna".into(),
            password: "correct horse battery".into(),
            code: code.into(),
            kind,
            unix: NOW + 60,
            ..Credentials::default()
        };
        let enter = |kind, code: &str| sign_in(&test.db, &actor(), &from(kind, code));
        let refused =
            |code: &str| enter(SessionKind::Program, code).expect_err("no").code().to_owned();
        let (factor, _) = set_up(&test);
        assert_eq!(refused(""), "user.secondFactor.needed");
        assert_eq!(refused("000000"), "user.secondFactor.wrong");
        assert!(enter(SessionKind::Program, &code(&factor, NOW + 60)).is_ok());

        let half = enter(SessionKind::Browser, "").expect("half way");
        for way in [Shown::Cookie, Shown::Bearer] {
            assert_eq!(
                authenticate(&test.db, &actor(), &half.token, way),
                Ok(None),
                "opens nothing"
            );
        }
        let step = |shown: &str, unix: u64| {
            test.db.write(&actor(), |tx| {
                finish(tx, &half.token, "", |tx, user| check(tx, user, shown, unix))
            })
        };
        let late = code(&factor, NOW + 90);
        assert!(step("000000", NOW + 90).is_err());
        let (whole, ()) = step(&late, NOW + 90).expect("whole");
        let known = authenticate(&test.db, &actor(), &whole.token, Shown::Cookie).expect("reads");
        assert_eq!(known.expect("known").user.user_name, "ANNA");
        let again = step(&code(&factor, NOW + 120), NOW + 120).expect_err("the step is done");
        assert!(matches!(&again, Error::Forbidden(refusal) if refusal.code == "user.signIn.again"));
    }
}

#[test]
fn whoever_needs_one_sets_it_up_and_only_an_administrator_takes_it_away() {
    for test in system() {
        let user = test.db.write(&actor(), anna).expect("created");
        let required = User { second_factor_required: true, ..user };
        test.db.write(&actor(), |tx| tx.update(&mut required.clone())).expect("required");
        let from = |kind| Credentials {
            user_name: "anna".into(),
            password: "correct horse battery".into(),
            kind,
            ..Credentials::default()
        };
        let program = sign_in(&test.db, &actor(), &from(SessionKind::Program)).expect_err("no");
        assert_eq!(program.code(), "user.secondFactor.setUpFirst");
        let half = sign_in(&test.db, &actor(), &from(SessionKind::Browser)).expect("half way");
        let factor = test.db.write(&actor(), |tx| begin(tx, "anna")).expect("begun");
        let shown = code(&factor, NOW);
        let set_up = test.db.write(&actor(), |tx| {
            finish(tx, &half.token, "", |tx, user| confirm(tx, &user.user_name, &shown, NOW))
        });
        assert_eq!(set_up.expect("set up").1.len(), 10);
        let off = test.db.write(&actor(), |tx| turn_off(tx, "anna")).expect_err("required");
        assert_eq!(off.code(), "user.secondFactor.required");
        test.db.write(&actor(), |tx| reset(tx, "anna")).expect("reset");
        let left = test.db.read(&actor(), |tx| active(tx, "anna")).expect("reads");
        assert_eq!(left, None);
    }
}

#[test]
fn the_picture_says_where_and_for_whom() {
    let factor = SecondFactor {
        user_name: "ÉLISE@SHOP".into(),
        secret: base::Text::new("ABC"),
        ..SecondFactor::default()
    };
    let wanted = "otpauth://totp/Fieldwright:%C3%A9lise%40shop?secret=ABC&issuer=Fieldwright";
    assert_eq!(uri(&factor), wanted);
}
