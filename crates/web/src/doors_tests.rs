//! The doors from outside: signing in behind a proxy and with a second factor, what the system log
//! tells, and that nobody is shown a secret by any of them.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use books::second_factor;
use books::user::{self, User, assign, create_token, create_user, hash_password, set_password};
use serde_json::{Value as Json, json};
use store::Tx;

use crate::testing::{Answer, COMPANY, Program, TOKEN, programs, programs_behind};

const PASSWORD: &str = "correct horse battery";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn write<T>(program: &Program, act: impl FnMut(&mut Tx) -> base::Result<T>) -> T {
    let installation = program.app.installation();
    installation.system().write(&installation.program(), act).expect("written")
}

/// A user with the password, and a token.
fn anna(program: &Program, role: &str) -> String {
    let hash = hash_password("anna", PASSWORD).expect("good");
    let anna = User { user_name: "ANNA".into(), ..User::default() };
    write(program, |tx| {
        create_user(tx, &anna, None)?;
        set_password(tx, "anna", &hash)?;
        assign(tx, "anna", role, COMPANY)?;
        create_token(tx, "anna", "Test", None)
    })
}

/// A form from a peer of the network, with more headers.
fn post(program: &Program, peer: &str, path: &str, headers: &[(&str, &str)], form: &str) -> Answer {
    let mut request = Request::builder().method("POST").uri(path).header("host", "shop.test");
    for (name, value) in headers.iter().chain([&FORM]) {
        request = request.header(*name, *value);
    }
    let peer: SocketAddr = format!("{peer}:4711").parse().expect("an address");
    let mut request = request.body(Body::from(form.to_owned())).expect("a request");
    request.extensions_mut().insert(ConnectInfo(peer));
    program.call(request)
}

/// The cookies that an answer sets, as the browser sends them back.
fn cookies(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let pairs = set.filter_map(|line| line.split(';').next());
    let full = pairs.filter(|pair| !pair.ends_with('='));
    full.collect::<Vec<_>>().join("; ")
}

fn sign_in(user: &str, password: &str) -> String {
    format!("userName={user}&password={}&next=%2Fc%2Ftest", password.replace(' ', "+"))
}

#[test]
fn behind_a_proxy_everybody_is_counted_alone() {
    for program in programs_behind(&["127.0.0.1/32".parse().expect("a net")]) {
        anna(&program, "COUNTER");
        let from = |peer: &str, client: &str, proto: &str, password: &str| {
            let headers = [("x-forwarded-for", client), ("x-forwarded-proto", proto)];
            post(&program, peer, "/sign-in", &headers, &sign_in("anna", password))
        };
        let wrong = |client: &str, at: usize| {
            let headers = [("x-forwarded-for", client)];
            let form = sign_in(&format!("u{at}"), "is it this one");
            post(&program, "127.0.0.1", "/sign-in", &headers, &form).status
        };
        assert!((0..30).all(|at| wrong("198.51.100.7", at) == 401));
        let made_up = wrong("203.0.113.1, 198.51.100.7", 30);
        assert_eq!(made_up, 429, "what the client says itself counts for nothing");
        let right = from("127.0.0.1", "198.51.100.8", "https", PASSWORD);
        assert_eq!(right.status, 303, "{}", right.text);
        assert!(cookies(&right).contains("__Host-fieldwright=fws_"), "{}", cookies(&right));
        let plain = from("127.0.0.1", "198.51.100.9", "http", PASSWORD);
        assert!(cookies(&plain).starts_with("fieldwright=fws_"), "{}", cookies(&plain));
        let others = |at: usize| {
            let headers = [("x-forwarded-for", "198.51.100.99")];
            let form = sign_in(&format!("v{at}"), "is it this one");
            post(&program, "192.0.2.1", "/sign-in", &headers, &form).status
        };
        assert!((0..30).all(|at| others(at) == 401) && others(30) == 429);
        assert_eq!(wrong("198.51.100.99", 99), 401, "no stranger speaks for others");
    }
}

#[test]
fn a_browser_signs_in_in_two_steps() {
    for program in programs() {
        anna(&program, "COUNTER");
        let user = |required: bool| {
            write(&program, |tx| {
                let user: User = tx.find(store::key!["ANNA"])?;
                tx.update(&mut User { second_factor_required: required, ..user })
            });
        };
        user(true);
        let call = |method: &str, path: &str, cookie: &str, form: Option<&str>| {
            program.request("", method, path, &[("cookie", cookie), FORM], form)
        };
        let first = call("POST", "/sign-in", "", Some(&sign_in("anna", PASSWORD)));
        let place = "/sign-in/code?next=%2Fc%2Ftest";
        assert_eq!((first.status, first.header("location")), (303, place));
        let half = cookies(&first);
        assert!(half.starts_with("__Host-fieldwright_step="), "{half}");
        for closed in ["/c/test", "/api/v1/session"] {
            let as_session = half.replace("_step=", "=");
            assert!(
                [303, 401].contains(&call("GET", closed, &as_session, None).status),
                "{closed}"
            );
        }
        let page = call("GET", place, &half, None);
        assert!(page.text.contains("<svg class=\"qr\"") && page.status == 200, "{}", page.text);
        let factor = program.app.installation().system();
        let program_actor = program.app.program();
        let factor = factor.read(&program_actor, |tx| second_factor::pending(tx, "anna"));
        let factor = factor.expect("reads").expect("it was begun");
        let secret: String = page.text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(secret.contains(factor.secret.as_str()), "it is shown as text too");
        let unix = program.app.installation().clock().moment().unix();
        let code = |unix: u64| {
            let secret = totp_rs::Secret::try_from_base32(&*factor.secret).expect("a secret");
            let totp = totp_rs::Builder::new().with_secret(secret).build().expect("a calculation");
            format!("next=%2Fc%2Ftest&code={}", totp.generate(unix))
        };
        let wrong = call("POST", "/sign-in/code", &half, Some("code=000000"));
        assert_eq!(wrong.status, 422, "{}", wrong.text);
        let whole = call("POST", "/sign-in/code", &half, Some(&code(unix)));
        assert_eq!(whole.text.matches("<code").count(), 10, "{}", whole.text);
        assert_eq!(call("GET", "/c/test", &cookies(&whole), None).status, 200);
        let again = call("POST", "/sign-in/code", &half, Some(&code(unix)));
        assert_eq!(again.status, 401, "the step is done");

        // From now on a code is asked for, and the one that was used is used.
        let second = cookies(&call("POST", "/sign-in", "", Some(&sign_in("anna", PASSWORD))));
        assert!(!call("GET", place, &second, None).text.contains("<svg class=\"qr\""));
        assert_eq!(call("POST", "/sign-in/code", &second, Some(&code(unix))).status, 422);
        let next = call("POST", "/sign-in/code", &second, Some(&code(unix + 30)));
        assert_eq!((next.status, next.header("location")), (303, "/c/test"));
    }
}

#[test]
fn the_own_account_changes_what_is_the_own() {
    for program in programs() {
        anna(&program, "COUNTER");
        let enter = || {
            cookies(&program.request(
                "",
                "POST",
                "/sign-in",
                &[FORM],
                Some(&sign_in("anna", PASSWORD)),
            ))
        };
        let (here, there) = (enter(), enter());
        let session = |all: &str| {
            let pairs = all.split("; ").find_map(|pair| pair.strip_prefix("__Host-fieldwright="));
            pairs.expect("a session").to_owned()
        };
        let csrf = crate::session::csrf_token(&session(&here));
        let get = |cookie: &str| {
            program.request("", "GET", "/c/test/-/account", &[("cookie", cookie)], None)
        };
        let act = |act: &str, form: &str| {
            let path = format!("/c/test/-/account/{act}");
            let form = format!("_csrf={csrf}&{form}");
            program.request("", "POST", &path, &[("cookie", &here), FORM], Some(&form))
        };
        let page = get(&here);
        assert_eq!(page.status, 200, "{}", page.text);
        assert_eq!(page.text.matches("name=\"session\"").count(), 1, "the other session");
        let forged = program.request(
            "",
            "POST",
            "/c/test/-/account/sign-out-others",
            &[("cookie", &here), FORM],
            Some("a=b"),
        );
        assert_eq!(forged.status, 403);
        let old = PASSWORD.replace(' ', "+");
        let new = "newPassword=quite+another+word&again=quite+another+word";
        assert_eq!(act("password", &format!("currentPassword=wrong+one&{new}")).status, 422);
        let unlike = "newPassword=quite+another+word&again=something+else";
        assert_eq!(act("password", &format!("currentPassword={old}&{unlike}")).status, 422);
        let common = "newPassword=password123&again=password123";
        let refused = act("password", &format!("currentPassword={old}&{common}"));
        assert!(refused.status == 422 && refused.text.contains("easy to guess"));
        assert_eq!(get(&there).status, 200);
        let changed = act("password", &format!("currentPassword={old}&{new}"));
        assert_eq!(changed.header("location"), "/c/test/-/account?done=password#password");
        assert_eq!((get(&here).status, get(&there).status), (200, 303));
        let begun = act("factor-begin", "currentPassword=quite+another+word");
        assert_eq!(begun.status, 303, "{}", begun.text);
        assert!(get(&here).text.contains("<svg class=\"qr\""));
        assert_eq!(act("factor-confirm", "code=000000").status, 422);
        assert_eq!(act("nonsense", "").status, 404);
    }
}

#[test]
fn administrators_read_what_happened_and_others_do_not() {
    for program in programs() {
        let token = anna(&program, "TECHNICIAN");
        let get = |token: &str, path: &str| program.request(token, "GET", path, &[], None);
        for closed in ["/api/v1/systemLogEntries", "/c/test/-/systemLogEntries", "/api/v1/users"] {
            assert_eq!(get(&token, closed).status, 403, "{closed}");
        }
        let delete = Some(r#"{"endingDate": "2025-01-01"}"#);
        let path = "/api/v1/systemLogEntries/deleteSystemLog";
        assert_eq!(program.request(&token, "POST", path, &[], delete).status, 403);
        assert_eq!(program.request(TOKEN, "POST", path, &[], delete).status, 200);
        let young = Some(r#"{"endingDate": "2026-03-01"}"#);
        let young = program.request(TOKEN, "POST", path, &[], young).json();
        assert_eq!(young["code"], "systemLog.tooYoung");
        let filter = "/api/v1/systemLogEntries?$filter=event%20eq%20'accessRefused'";
        let told = get(TOKEN, filter).json();
        let asked: Vec<&Json> = told["value"].as_array().expect("a list").iter().collect();
        let details: Vec<&str> = asked.iter().filter_map(|e| e["details"].as_str()).collect();
        assert!(details.contains(&"GET /api/v1/users") && details.len() == 4, "{details:?}");
        assert!(asked.iter().all(|entry| entry["userId"] == "ANNA" && entry["address"] == "local"));
        let page = get(TOKEN, "/c/test/-/systemLogEntries");
        assert!(page.status == 200 && page.text.contains("Access refused"), "{}", page.text);
        let change = program.request(TOKEN, "DELETE", "/api/v1/systemLogEntries/1", &[], None);
        assert_eq!(change.status, 405);
        let reset = "/api/v1/users/anna/resetSecondFactor";
        assert_eq!(program.request(&token, "POST", reset, &[], Some("{}")).status, 403);
        assert_eq!(program.request(TOKEN, "POST", reset, &[], Some("{}")).status, 200);
    }
}

/// Everything in the system database that is a secret or the fingerprint of one.
fn secrets(program: &Program) -> Vec<String> {
    let installation = program.app.installation();
    let mut found = Vec::new();
    for table in service::installation::system_tables() {
        for column in table.columns.iter().filter(|column| column.secret) {
            let sql = format!("SELECT \"{}\" FROM \"{}\"", column.name, table.name);
            let read = installation.system().read(&installation.program(), |tx| tx.rows(&sql, &[]));
            let values = read.expect("reads").into_iter().flatten().map(store::Value::into_text);
            let before = found.len();
            found.extend(values);
            assert!(
                found.len() > before,
                "{}.{} has no value to look for",
                table.name,
                column.name
            );
        }
    }
    found
}

#[test]
fn no_door_shows_a_secret() {
    let named = |name: &str| name.ends_with("_hash") || name.contains("secret");
    for table in service::installation::system_tables() {
        for column in table.columns {
            let is_one = named(column.name) && column.name != "request_hash";
            assert_eq!(column.secret, is_one, "{}.{}", table.name, column.name);
        }
    }
    for program in programs() {
        anna(&program, "COUNTER");
        let key = [("idempotency-key", "once and again")];
        let body = Some(r#"{"password": "yet another word"}"#);
        let set = program.request(TOKEN, "POST", "/api/v1/users/boss/setPassword", &key, body);
        assert_eq!(set.status, 200, "{}", set.text);
        let form = Some(sign_in("anna", PASSWORD));
        program.request("", "POST", "/sign-in", &[FORM], form.as_deref());
        write(&program, |tx| {
            let factor = second_factor::begin(tx, "anna")?;
            let secret = totp_rs::Secret::try_from_base32(&*factor.secret).expect("a secret");
            let totp = totp_rs::Builder::new().with_secret(secret).build().expect("made");
            second_factor::confirm(tx, "anna", &totp.generate(900).to_string(), 900).map(drop)
        });
        let secrets = secrets(&program);
        let look = |path: &str| {
            let text = program.request(TOKEN, "GET", path, &[], None).text;
            let shown = secrets.iter().find(|secret| text.contains(secret.as_str()));
            assert_eq!(shown, None, "{path} shows a secret");
            for name in ["tokenHash", "token_hash", "passwordHash", "password_hash", "codeHash"] {
                assert!(!text.contains(name), "{path} names {name}");
            }
        };
        for def in service::system_entities() {
            let one = |base: &str| format!("{base}/{}", def.collection);
            for path in [
                one("/api/v1"),
                format!("{}?$expand=*", one("/api/v1")),
                one("/c/test/-"),
                format!("{}?export=csv", one("/c/test/-")),
                format!("{}?export=csv&columns=tokenHash,userName", one("/c/test/-")),
                format!("/c/test/-/lookup/{}?q=a", def.collection),
            ] {
                look(&path);
            }
        }
        for path in [
            "/api/v1/users/ANNA",
            "/api/v1/apiTokens/ANNA,Test",
            "/c/test/-/users/ANNA",
            "/c/test/-/apiTokens/ANNA,Test",
            "/api/v1/$metadata",
            "/api/v1/openapi.json",
            "/c/test/-/search?q=anna",
            "/c/test/changeLogEntries",
            "/api/v1/companies/test/changeLogEntries",
        ] {
            look(path);
        }
        for asked in
            ["$filter=startswith(tokenHash,'a')", "$orderby=tokenHash", "$select=tokenHash"]
        {
            let path = format!("/api/v1/apiTokens?{asked}");
            assert_eq!(program.request(TOKEN, "GET", &path, &[], None).status, 400, "{asked}");
        }
        let list = ["sessions", "userPasswords", "secondFactors", "recoveryCodes", "knownDevices"];
        for unserved in list {
            for path in [format!("/api/v1/{unserved}"), format!("/c/test/-/{unserved}")] {
                assert_eq!(program.request(TOKEN, "GET", &path, &[], None).status, 404, "{path}");
            }
        }
        let kept = write(&program, |tx| tx.number("SELECT count(*) FROM \"idempotency_key\"", &[]));
        assert_eq!(kept, 0, "no fingerprint of a body with a password is kept");
    }
}

#[test]
fn a_program_shows_its_code_beside_the_password() {
    let program = programs().swap_remove(0);
    anna(&program, "COUNTER");
    write(&program, |tx| {
        let user: User = tx.find(store::key!["ANNA"])?;
        tx.update(&mut User { second_factor_required: true, ..user })
    });
    let body = json!({"userName": "anna", "password": PASSWORD}).to_string();
    let answer = program.request("", "POST", "/api/v1/session", &[], Some(&body));
    let code = &answer.json()["code"];
    assert_eq!((answer.status, code), (401, &json!("user.secondFactor.setUpFirst")));
    let token = write(&program, |tx| user::create_token(tx, "anna", "Excel", None));
    let path = "/api/v1/companies/test/customers";
    assert_eq!(program.request(&token, "GET", path, &[], None).status, 200, "tokens go on");
}
