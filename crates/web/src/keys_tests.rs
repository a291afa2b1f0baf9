//! However a key is spelled, with letters that nobody sees or accents of two kinds, it is the same
//! key: at every door where people or programs type one.

use serde_json::json;

use crate::kit::view::encode;
use crate::testing::{Program, TOKEN, programs};

/// Spellings of one key, none of which can be told from the others on a screen.
const SPELLINGS: [&str; 5] = [
    "CAFÉ 1",
    "cafe\u{301} 1",
    "Caf\u{e9}\u{a0}1",
    "\u{feff}café\u{200b} 1",
    "\u{200e}cafe\u{301}\u{202f}1\u{2060}",
];

fn get(program: &Program, path: &str) -> (u16, String) {
    let answer = program.request(TOKEN, "GET", path, &[], None);
    (answer.status, answer.text)
}

fn import(program: &Program, existing: &str, spelling: &str) -> serde_json::Value {
    let path = format!("{}/paymentTerms/import?existing={existing}", program.base());
    let file = format!("code,description\n{spelling},{existing}\n");
    let kind = [("content-type", "application/octet-stream")];
    program.request(TOKEN, "POST", &path, &kind, Some(&file)).json()
}

#[test]
fn keys_that_look_alike_open_the_same_record_at_every_door() {
    for program in programs() {
        let body = json!({"code": SPELLINGS[4], "description": "Thirty days"});
        let (status, made) = program.send("POST", "/paymentTerms", Some(&body.to_string()));
        assert_eq!((status, &made["code"]), (201, &json!("CAFÉ 1")), "{made}");
        for (n, spelling) in SPELLINGS.into_iter().enumerate() {
            let body = json!({"code": spelling, "description": "Again"});
            let (status, again) = program.send("POST", "/paymentTerms", Some(&body.to_string()));
            assert!(status >= 400, "created twice as {spelling:?}: {again}");
            let typed = encode(spelling);
            for address in [format!("paymentTerms/{typed}"), format!("paymentTerms(%27{typed}%27)")]
            {
                let (status, text) = get(&program, &format!("{}/{address}", program.base()));
                assert_eq!(status, 200, "{spelling:?} at {address}: {text}");
            }
            let filter = encode(&format!("code eq '{spelling}'"));
            let (_, found) = program.send("GET", &format!("/paymentTerms?$filter={filter}"), None);
            assert_eq!(found["value"].as_array().map(Vec::len), Some(1), "{spelling:?} {found}");
            let (_, found) = program.send("GET", &format!("/paymentTerms?$search={typed}"), None);
            assert_eq!(found["value"].as_array().map(Vec::len), Some(1), "{spelling:?} {found}");
            let (status, page) = get(&program, &format!("/c/test/paymentTerms/{typed}"));
            assert_eq!(status, 200, "{page}");
            let customer =
                json!({"no": format!("C{n}"), "name": "A", "paymentTermsCode": spelling});
            let (status, customer) =
                program.send("POST", "/customers", Some(&customer.to_string()));
            assert_eq!(
                (status, &customer["paymentTermsCode"]),
                (201, &json!("CAFÉ 1")),
                "{customer}"
            );
            assert_eq!(
                import(&program, "refuse", spelling)["errors"][0]["code"],
                "import.row.exists"
            );
            assert_eq!(import(&program, "skip", spelling)["skipped"], 1, "{spelling:?}");
            assert_eq!(import(&program, "update", spelling)["updated"], 1, "{spelling:?}");
        }
        let (_, found) = program.send("GET", "/paymentTerms", None);
        assert_eq!(found["value"].as_array().map(Vec::len), Some(1), "{found}");
    }
}
