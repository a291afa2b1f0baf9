//! The whole program below a path, and failures as people and programs read them.

use axum::Router;
use axum::routing::get;
use serde_json::json;

use crate::testing::{Program, TOKEN, programs};
use crate::{BasePath, Options};

const BASE: &str = "/service";

fn below(path: &str) -> Program {
    let options = Options {
        base: BasePath::parse(path).expect("a path"),
        hsts: Some(31_536_000),
        ..Options::default()
    };
    programs().swap_remove(0).with_options(&options)
}

/// The addresses of a page: the values of attributes that begin with a slash. What people typed
/// stands in `value` only.
fn addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in page.match_indices("=\"/") {
        let name = page[..at].rsplit([' ', '\n', '<']).next().unwrap_or_default();
        let address = page[at + 2..].split('"').next().unwrap_or_default();
        if name != "value" {
            found.push(format!("{name}={address}"));
        }
    }
    found
}

const BROWSER: (&str, &str) = ("accept", "text/html,application/xhtml+xml");

#[test]
fn no_address_of_a_page_lies_outside_the_path() {
    let program = below(BASE);
    let order = json!({"name": "Slash / and =\"/c/\"", "no": "C1"}).to_string();
    let path = format!("{BASE}/api/v1/companies/test/customers");
    assert_eq!(program.request(TOKEN, "POST", &path, &[], Some(&order)).status, 201);
    let mut known = vec!["/service/c/test".to_owned(), "/service/sign-in".to_owned()];
    let mut at = 0;
    while at < known.len() && at < 120 {
        let page = known[at].clone();
        at += 1;
        let answer = program.request(TOKEN, "GET", &page, &[BROWSER], None);
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        assert!(answer.status < 500, "{page}: {}", answer.text);
        for found in addresses(&answer.text) {
            let (name, address) = found.split_once('=').expect("a name and an address");
            let inside = address == BASE || address.starts_with("/service/");
            assert!(inside && !address.starts_with("/service/service"), "{page}: {name} {address}");
            let page = address.split('#').next().unwrap_or_default().replace("&amp;", "&");
            if name == "href" && page.starts_with("/service/c/") && !known.contains(&page) {
                known.push(page);
            }
        }
    }
    assert!(at > 40, "only {at} pages were found");
}

#[test]
fn redirects_cookies_and_the_api_carry_the_path() {
    let program = below(BASE);
    let get = |path: &str| program.request("", "GET", path, &[BROWSER], None);
    assert_eq!(get("/service").header("location"), "/service/");
    assert!(get("/service/").header("location").starts_with("/service/sign-in?next="));
    assert!(get("/c/test").header("location").starts_with("/service/sign-in?next="), "taken away");
    let ask = |method: &str, path: &str, body: Option<&str>| {
        program.request(TOKEN, method, &format!("{BASE}/api/v1{path}"), &[], body)
    };
    let made = ask("POST", "/companies/test/customers", Some(r#"{"no": "C1"}"#));
    let place = "http://fieldwright.test/service/api/v1/companies/test/customers/C1";
    assert_eq!(made.header("location"), place);
    let context = made.json()["@odata.context"].as_str().unwrap_or_default().to_owned();
    assert!(context.starts_with("http://fieldwright.test/service/api/v1/companies/"), "{context}");
    ask("POST", "/companies/test/customers", Some(r#"{"no": "C2"}"#));
    let page = ask("GET", "/companies/test/customers?$top=1", None).json();
    let next = page["@odata.nextLink"].as_str().unwrap_or_default().to_owned();
    assert!(next.is_empty() || next.starts_with("http://fieldwright.test/service/api/"), "{next}");
    let missing = ask("GET", "/companies/test/customers/NONE", None).json();
    assert_eq!(missing["type"], "/service/api/docs#problem-404");
    assert_eq!(missing["instance"], "/service/api/v1/companies/test/customers/NONE");
    let described = ask("GET", "/openapi.json", None).json();
    assert_eq!(described["servers"][0]["url"], "/service/");
    assert_eq!(made.header("strict-transport-security"), "max-age=31536000");
}

#[test]
fn a_browser_gets_a_page_whatever_failed_and_a_program_a_problem() {
    let program = below("");
    let large = "x".repeat(3 * 1024 * 1024);
    let typed = ("content-type", "application/json");
    let foreign = ("origin", "http://evil.example");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let cases: [(&str, &str, &str, &[(&str, &str)], Option<&str>, u16); 10] = [
        ("", "GET", "/nowhere", &[], None, 404),
        ("", "GET", "/ui/none.js", &[], None, 404),
        ("", "GET", "/api/v2/customers", &[], None, 404),
        ("", "GET", "/api/v1/companies/test/customers", &[], None, 401),
        ("wrong", "GET", "/c/test", &[], None, 401),
        (TOKEN, "GET", "/c/test/customers/NONE", &[], None, 404),
        (TOKEN, "PUT", "/c/test", &[], None, 405),
        (TOKEN, "GET", "/c/%00", &[], None, 400),
        (TOKEN, "POST", "/api/v1/companies/test/customers", &[typed], Some(&large), 413),
        ("", "POST", "/sign-in", &[foreign, form], Some("a=b"), 403),
    ];
    for (token, method, path, headers, body, status) in cases {
        for (accept, kind) in
            [("text/html,*/*", "text/html; charset=utf-8"), ("*/*", "application/problem+json")]
        {
            let mut headers = headers.to_vec();
            headers.extend([("accept", accept), ("host", "evil.test")]);
            headers.retain(|(name, _)| *name != "host");
            let answer = program.request(token, method, path, &headers, body);
            let told = format!("{method} {path} {accept}: {} {}", answer.status, answer.text);
            assert_eq!(answer.status, status, "{told}");
            let own_page = kind != "text/html; charset=utf-8"
                && answer.header("content-type").starts_with("text/html");
            // A page that cannot be drawn is a page for everybody.
            assert!(own_page || answer.header("content-type") == kind, "{told}");
            assert!(!answer.text.is_empty(), "{told}");
        }
    }
}

#[test]
fn a_panic_is_told_in_the_language_of_the_reader() {
    let router = Router::new()
        .route(
            "/",
            get(|| async {
                if true {
                    panic!("a defect")
                }
            }),
        )
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(crate::access::panicked))
        .layer(axum::middleware::from_fn(crate::pages::legible));
    let program = programs().swap_remove(0).with_router(router);
    for (accept, language, word) in [
        ("text/html", "fr", "Réessayez"),
        ("text/html", "en", "Try again"),
        ("*/*", "fr", "Réessayez"),
    ] {
        let headers = [("accept", accept), ("accept-language", language)];
        let answer = program.request("", "GET", "/", &headers, None);
        assert_eq!(answer.status, 503);
        assert!(answer.text.contains(word), "{accept} {language}: {}", answer.text);
        assert!(!answer.text.contains("a defect"), "{}", answer.text);
    }
}
