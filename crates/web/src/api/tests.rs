use serde_json::{Value as Json, json};

use crate::testing::{Program, TOKEN, programs};

/// Sends JSON below the company and expects this status.
fn ok(program: &Program, method: &str, address: &str, body: Json, status: u16) -> Json {
    let text = (!body.is_null()).then(|| body.to_string());
    let (got, answer) = program.send(method, address, text.as_deref());
    assert_eq!(got, status, "{method} {address}: {answer}");
    answer
}

fn get(program: &Program, address: &str) -> Json {
    ok(program, "GET", address, Json::Null, 200)
}

/// Payment terms and reason codes need nothing else in the company.
fn add_terms(program: &Program, code: &str, description: &str) -> Json {
    let body = json!({"code": code, "description": description});
    ok(program, "POST", "/paymentTerms", body, 201)
}

fn codes(list: &Json) -> Vec<&str> {
    list["value"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| row["code"].as_str())
        .collect()
}

#[test]
fn records_are_created_read_changed_and_deleted() {
    for program in programs() {
        let answer = program.request(
            TOKEN,
            "POST",
            "/api/v1/companies/test/paymentTerms",
            &[],
            Some(r#"{"code": "30 é", "description": "Thirty"}"#),
        );
        assert_eq!(answer.status, 201, "{}", answer.text);
        let place = "http://fieldwright.test/api/v1/companies/test/paymentTerms/30%20%C3%89";
        assert_eq!(answer.header("location"), place);
        assert_eq!(answer.header("etag"), "W/\"1\"");
        assert_eq!(answer.json()["@odata.etag"], "W/\"1\"");
        let read = program.request(TOKEN, "GET", &place[23..], &[], None);
        assert_eq!(read.json()["description"], "Thirty", "{}", read.text);
        let context =
            "http://fieldwright.test/api/v1/companies/test/$metadata#paymentTerms/$entity";
        assert_eq!(read.json()["@odata.context"], context);
        let path = "/paymentTerms/30%20%c3%89";
        let changed = ok(&program, "PATCH", path, json!({"description": "Net 30"}), 200);
        assert_eq!(
            (&changed["description"], &changed["@odata.etag"]),
            (&json!("Net 30"), &json!("W/\"2\""))
        );
        ok(&program, "DELETE", path, Json::Null, 204);
        let gone = ok(&program, "GET", path, Json::Null, 404);
        assert_eq!(gone["code"], "record.notFound");
        assert_eq!(gone["detail"], "Payment terms 30 É does not exist. Check the number.");
        ok(&program, "PATCH", path, json!({}), 404);
        ok(&program, "DELETE", path, Json::Null, 404);
    }
}

#[test]
fn a_change_can_depend_on_the_version() {
    for program in programs() {
        add_terms(&program, "A", "first");
        let path = "/api/v1/companies/test/paymentTerms/A";
        let patch = |etag: &str| {
            let body = Some(r#"{"description": "new"}"#);
            program.request(TOKEN, "PATCH", path, &[("if-match", etag)], body).status
        };
        assert_eq!(patch("W/\"2\""), 412);
        assert_eq!(patch("\"other\""), 412);
        assert_eq!(patch("nonsense"), 400);
        assert_eq!(patch("W/\"1\""), 200);
        assert_eq!(patch("W/\"1\""), 412);
        assert_eq!(patch("*"), 200);
        let delete =
            |etag: &str| program.request(TOKEN, "DELETE", path, &[("if-match", etag)], None);
        assert_eq!(delete("W/\"1\"").json()["code"], "record.changed");
        assert_eq!(delete("W/\"3\"").status, 204);
    }
}

#[test]
fn lists_are_filtered_sorted_selected_and_paged_by_key() {
    for program in programs() {
        for number in 0..7 {
            add_terms(
                &program,
                &format!("T{number}"),
                if number % 2 == 0 { "even" } else { "odd" },
            );
        }
        let list = get(&program, "/paymentTerms?$filter=description eq 'odd'&$orderby=code desc");
        assert_eq!(codes(&list), ["T5", "T3", "T1"]);
        let list = get(&program, "/paymentTerms?$select=code&$count=true&$top=2&$skip=1");
        assert_eq!(list["@odata.count"], 7);
        assert_eq!(list["value"][0], json!({"@odata.etag": "W/\"1\"", "code": "T1"}));
        let mut seen: Vec<String> = Vec::new();
        let mut address = "/paymentTerms?$orderby=description,code%20desc".to_owned();
        for _ in 0..4 {
            let place = format!("/api/v1/companies/test{address}");
            let pages = [("prefer", "maxpagesize=3")];
            let page = program.request(TOKEN, "GET", &place, &pages, None);
            assert_eq!(page.header("preference-applied"), "odata.maxpagesize=3");
            let page = page.json();
            seen.extend(codes(&page).iter().map(|code| (*code).to_owned()));
            let Some(next) = page["@odata.nextLink"].as_str() else { break };
            address = next.split("/companies/test").nth(1).expect("the same company").to_owned();
        }
        assert_eq!(seen, ["T6", "T4", "T2", "T0", "T5", "T3", "T1"]);
        let foreign = address.replace("paymentTerms", "paymentMethods");
        ok(&program, "GET", &foreign, Json::Null, 400);
        assert_eq!(get(&program, "/paymentTerms?$search=EVEN&$top=0")["value"], json!([]));
        assert_eq!(get(&program, "/paymentTerms/$count?$filter=description eq 'even'"), 4);
        let many = program.request(
            TOKEN,
            "GET",
            "/api/v1/companies/test/paymentTerms?$top=4",
            &[("prefer", "odata.maxpagesize=3")],
            None,
        );
        let next = many.json()["@odata.nextLink"].as_str().map(str::to_owned).expect("one more");
        assert!(next.contains("$top=1"), "{next}");
        for top in [2, 7, 2000] {
            let list = get(&program, &format!("/paymentTerms?$top={top}"));
            assert_eq!(codes(&list).len(), top.min(7));
            assert_eq!(list["@odata.nextLink"], Json::Null, "$top={top} limits all pages");
        }
        let parent = get(&program, "/paymentTerms('T1')");
        assert_eq!(parent["code"], "T1", "a key in parentheses");
        ok(&program, "GET", "/paymentTerms('T1", Json::Null, 404);
        for address in ["/paymentTerms/%00", "/paymentTerms?$filter=code eq '%00'"] {
            let refused = ok(&program, "GET", address, Json::Null, 400);
            assert_eq!(refused["code"], "api.address.null", "{address}");
        }
        let refused = ok(&program, "GET", "/customers?$orderby=balanceLcy", Json::Null, 400);
        assert_eq!(refused["code"], "api.query.calculated");
        let equal = get(&program, "/paymentTerms?$filter=tolower(code) eq 't1'");
        assert_eq!(codes(&equal), ["T1"]);
        let refused = ok(&program, "GET", "/paymentTerms?$filter=nothing eq 1", Json::Null, 400);
        assert_eq!(
            (&refused["code"], &refused["field"]),
            (&json!("api.query.property"), &json!("$filter"))
        );
        ok(&program, "GET", "/paymentTerms?top=1", Json::Null, 400);
        ok(&program, "GET", "/paymentTerms/T1?$top=1", Json::Null, 400);
    }
}

#[test]
fn composite_keys_are_segments_or_joined_by_commas() {
    for program in programs() {
        let rate = json!({"startingDate": "2026-01-01", "exchangeRateAmount": 1.1,
            "relationalExchRateAmount": 1});
        let currency = json!({"code": "USD", "currencyExchangeRates": [rate]});
        ok(&program, "POST", "/currencies", currency, 201);
        let part = get(&program, "/currencies/USD/currencyExchangeRates/2026-01-01");
        let by_segments = get(&program, "/currencyExchangeRates/USD/2026-01-01");
        let joined = get(&program, "/currencyExchangeRates/usd,2026-01-01");
        assert_eq!(by_segments, joined);
        assert_eq!(by_segments["exchangeRateAmount"].to_string(), "1.1");
        assert_eq!(part["exchangeRateAmount"], by_segments["exchangeRateAmount"]);
        let all = get(&program, "/currencies?$expand=currencyExchangeRates($select=startingDate)");
        assert_eq!(all["value"][0]["currencyExchangeRates"][0]["startingDate"], "2026-01-01");
        let missing = "/currencies/CHF/currencyExchangeRates";
        let none = ok(&program, "GET", missing, Json::Null, 404);
        assert_eq!(none["detail"], "Currency CHF does not exist. Check the number.");
        ok(&program, "GET", "/currencyExchangeRates/USD/soon", Json::Null, 400);
        ok(&program, "GET", "/currencyExchangeRates/USD", Json::Null, 404);
    }
}

#[test]
fn a_blank_date_of_a_key_is_empty_or_null() {
    for program in programs() {
        let hours = json!({"day": "monday", "startingTime": "08:00:00", "endingTime": "17:00:00"});
        ok(&program, "POST", "/serviceHours", hours, 201);
        assert_eq!(get(&program, "/serviceHours/monday/null")["day"], "monday");
        assert_eq!(get(&program, "/serviceHours/monday,")["startingDate"], Json::Null);
        ok(&program, "DELETE", "/serviceHours/monday/null", Json::Null, 204);
    }
}

#[test]
fn what_is_wrong_is_a_problem_with_all_its_parts() {
    for program in programs() {
        let path = "/api/v1/companies/test/paymentTerms";
        let post = |headers: &[(&str, &str)], body: &str| {
            let answer = program.request(TOKEN, "POST", path, headers, Some(body));
            assert_eq!(
                answer.header("content-type"),
                "application/problem+json",
                "{}",
                answer.text
            );
            let json = answer.json();
            assert_eq!(json["status"], answer.status, "{json}");
            assert_eq!(json["instance"], path);
            json
        };
        let broken = post(&[], "{\"code\": \"X\",\n  \"description\" oops}");
        assert_eq!(
            (&broken["status"], &broken["code"]),
            (&json!(400), &json!("api.body.malformed"))
        );
        assert!(
            broken["detail"].as_str().is_some_and(|text| text.contains("line 2, column 17")),
            "{broken}"
        );
        assert_eq!(post(&[], "[1]")["code"], "api.body.notObject");
        assert_eq!(post(&[("content-type", "text/xml")], "<a/>")["status"], 415);
        let unknown = post(&[], r#"{"code": "X", "colour": "red"}"#);
        assert_eq!((&unknown["status"], &unknown["field"]), (&json!(422), &json!("colour")));
        assert_eq!(unknown["errors"][0]["code"], "record.property.unknown");
        let french = post(&[("accept-language", "fr")], r#"{"code": "X", "colour": "red"}"#);
        assert_ne!(french["detail"], unknown["detail"]);
        assert_eq!(
            post(&[], &format!("{{\"description\": \"{}\"}}", "x".repeat(3_000_000)))["status"],
            413
        );
        assert_eq!(post(&[], &"[".repeat(100_000))["status"], 400);
        add_terms(&program, "X", "there");
        assert_eq!(post(&[], r#"{"code": "x"}"#)["code"], "record.exists");
        let answer = program.request(TOKEN, "PUT", path, &[], None);
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, POST"));
        for (address, code) in [
            ("/nothing", "api.address.unknown"),
            ("/paymentTerms/X/nothing/more", "api.address.unknown"),
            ("/paymentTerms/X/nothing", "api.action.unknown"),
        ] {
            assert_eq!(ok(&program, "POST", address, json!({}), 404)["code"], code);
        }
        let other = program.request(TOKEN, "GET", "/api/v1/companies/none/items", &[], None);
        assert_eq!(other.status, 404, "{}", other.text);
    }
}

#[test]
fn the_same_request_is_done_once() {
    for program in programs() {
        let path = "/api/v1/companies/test/paymentTerms";
        let post = |key: &str, body: &str| {
            program.request(TOKEN, "POST", path, &[("idempotency-key", key)], Some(body))
        };
        let first = post("one", r#"{"code": "A"}"#);
        let again = post("one", r#"{"code": "A"}"#);
        assert_eq!((first.status, again.status), (201, 201), "{}", again.text);
        assert_eq!(first.json(), again.json());
        assert_eq!(again.header("location"), first.header("location"));
        assert_eq!(again.header("idempotency-replayed"), "true");
        let other = post("one", r#"{"code": "B"}"#);
        assert_eq!(
            (other.status, &other.json()["code"]),
            (422, &json!("api.idempotencyKey.otherBody"))
        );
        // What failed has done nothing, so the key is still free.
        assert_eq!(post("two", r#"{"code": "A"}"#).status, 409);
        assert_eq!(post("two", r#"{"code": "C"}"#).status, 201);
        assert_eq!(post("", r#"{"code": "D"}"#).status, 400);
        assert_eq!(get(&program, "/paymentTerms/$count"), 2);
    }
}

#[test]
fn singletons_have_no_key() {
    for program in programs() {
        assert_eq!(get(&program, "/companyInformation")["name"], Json::Null);
        let changed = ok(&program, "PATCH", "/companyInformation", json!({"name": "Moka"}), 200);
        assert_eq!(changed["name"], "Moka");
        assert_eq!(get(&program, "/companyInformation?$select=name")["name"], "Moka");
        ok(&program, "DELETE", "/companyInformation", Json::Null, 405);
        ok(&program, "POST", "/companyInformation", json!({}), 405);
    }
}

#[test]
fn metadata_describes_every_collection() {
    for program in programs() {
        let path = "/api/v1/companies/test/$metadata";
        let xml = program.request(TOKEN, "GET", path, &[], None).text;
        for def in service::entities() {
            let name = super::metadata::type_name(&def);
            assert!(xml.contains(&format!("<EntityType Name=\"{name}\">")), "{name}");
        }
        let root = program.request(TOKEN, "GET", "/api/v1/companies/test", &[], None).json();
        assert_eq!(root["displayName"], "Test");
        let sets = root["value"].as_array().expect("collections");
        assert!(sets.iter().any(|set| set["name"] == "customers" && set["kind"] == "EntitySet"));
    }
}

/// A user with these roles in the company, and a token for it.
fn user(program: &Program, name: &str, roles: &[&str]) -> String {
    use books::user::{User, assign, create_token, create_user};
    let installation = program.app.installation();
    let new = User { user_name: name.into(), ..User::default() };
    installation
        .system()
        .write(&installation.program(), |tx| {
            create_user(tx, &new, None)?;
            for role in roles {
                assign(tx, name, role, crate::testing::COMPANY)?;
            }
            create_token(tx, name, "Test", None)
        })
        .expect("the user is made")
}

/// The key of a record as the address has it, whether or not there is such a record.
fn any_key(def: &store::EntityDef) -> String {
    if def.singleton {
        return String::new();
    }
    let given = |name: &str| {
        def.fixed.iter().any(|(fixed, _)| *fixed == name)
            || def.below.is_some_and(|below| below.columns.contains(&name))
    };
    let own = def.table.key.iter().map(|at| &def.table.columns[*at]);
    own.filter(|column| !given(column.name))
        .map(|column| match column.kind {
            kind if kind.is_number() => "/1".to_owned(),
            store::Kind::Date => "/2026-01-01".to_owned(),
            store::Kind::Option(choices) => format!("/{}", choices[0]),
            _ => "/X".to_owned(),
        })
        .collect()
}

/// The address of a collection, below any record above it.
fn any_place(all: &[store::EntityDef], def: &store::EntityDef) -> String {
    let Some(below) = def.below else { return format!("/{}", def.collection) };
    let above = |parent: &&store::EntityDef| parent.collection == below.parent;
    let parent = all.iter().find(above).expect("the parent is served");
    format!("{}{}/{}", any_place(all, parent), any_key(parent), below.segment)
}

/// Every collection, its address and that of a record in it.
fn addresses() -> Vec<(store::EntityDef, String, String)> {
    let all = service::entities();
    let one = |def: &store::EntityDef| {
        let collection = any_place(&all, def);
        let record = format!("{collection}{}", any_key(def));
        (def.clone(), collection, record)
    };
    all.iter().map(one).collect()
}

#[test]
fn every_route_asks_for_a_permission() {
    for program in programs().into_iter().take(1) {
        let token = user(&program, "NOBODY", &[]);
        let call = |method: &str, address: &str| {
            let path = format!("/api/v1/companies/test{address}");
            let body = matches!(method, "POST" | "PATCH").then_some("{}");
            program.request(&token, method, &path, &[], body)
        };
        for (def, collection, record) in addresses() {
            let mut routes = vec![("GET", &collection), ("GET", &record)];
            routes.extend(def.insertable.then_some(("POST", &collection)));
            routes.extend(def.updatable.then_some(("PATCH", &record)));
            routes.extend(def.deletable.then_some(("DELETE", &record)));
            for (method, address) in routes {
                let answer = call(method, address);
                assert_eq!(answer.status, 403, "{method} {address}: {}", answer.text);
                let problem = answer.json();
                assert_eq!(problem["code"], "permission.missing", "{method} {address}");
                assert!(
                    problem["args"]["object"].is_string() && problem["args"]["act"].is_string()
                );
                let nobody = program.request(
                    "",
                    method,
                    &format!("/api/v1/companies/test{address}"),
                    &[],
                    None,
                );
                assert_eq!(nobody.status, 401, "{method} {address}");
            }
        }
    }
}

#[test]
fn every_action_asks_for_a_permission() {
    for program in programs().into_iter().take(1) {
        let token = user(&program, "NOBODY", &[]);
        let addresses = addresses();
        for action in service::actions() {
            let named = |def: &store::EntityDef| match (action.segment, def.below) {
                (None, None) => def.collection == action.collection,
                (Some(segment), Some(below)) => below.segment == segment,
                _ => false,
            };
            let begins = format!("/{}", action.collection);
            let (_, collection, record) = addresses
                .iter()
                .find(|(def, collection, _)| named(def) && collection.starts_with(&begins))
                .unwrap_or_else(|| panic!("{} belongs to no collection", action.object()));
            let place = match action.bound {
                store::Bound::Record => record,
                store::Bound::Collection => collection,
            };
            let body: serde_json::Map<String, Json> = action
                .parameters
                .iter()
                .filter(|parameter| parameter.required)
                .map(|parameter| {
                    let blank = match parameter.kind {
                        store::Kind::Option(choices) => {
                            json!(choices.iter().find(|c| !c.is_empty()))
                        }
                        store::Kind::Date => json!("2026-01-01"),
                        store::Kind::Bool => json!(true),
                        kind if kind.is_number() => json!(1),
                        _ => json!("X"),
                    };
                    (parameter.name.to_owned(), blank)
                })
                .collect();
            let path = format!("/api/v1/companies/test{place}/{}", action.name);
            let answer =
                program.request(&token, "POST", &path, &[], Some(&Json::Object(body).to_string()));
            assert!(matches!(answer.status, 403 | 404), "{path}: {}", answer.text);
            if action.bound == store::Bound::Collection && action.segment.is_none() {
                assert_eq!(answer.status, 403, "{path}: {}", answer.text);
            }
        }
    }
}

#[test]
fn roles_decide_what_users_may_do() {
    for program in programs() {
        let auditor = user(&program, "AUDIT", &["AUDITOR"]);
        let path = "/api/v1/companies/test/paymentTerms";
        assert_eq!(program.request(&auditor, "GET", path, &[], None).status, 200);
        let answer = program.request(&auditor, "POST", path, &[], Some(r#"{"code": "X"}"#));
        assert_eq!(answer.status, 403);
        assert_eq!(
            answer.json()["args"],
            json!({"user": "AUDIT", "object": "payment_terms", "act": "insert"})
        );
        let dispatcher = user(&program, "PLAN", &["DISPATCHER"]);
        assert_eq!(program.request(&dispatcher, "GET", "/api/v1/users", &[], None).status, 403);
        let mine = program.request(&dispatcher, "GET", "/api/v1/companies", &[], None).json();
        assert_eq!(mine["value"][0]["name"], "test");
        let nobody = user(&program, "NOBODY", &[]);
        let none = program.request(&nobody, "GET", "/api/v1/companies", &[], None).json();
        assert_eq!(none["value"], json!([]));
        assert_eq!(
            program
                .request(
                    TOKEN,
                    "GET",
                    "/api/v1/users?$filter=userName eq 'PLAN'".replace(' ', "%20").as_str(),
                    &[],
                    None
                )
                .json()["value"][0]["userName"],
            "PLAN"
        );
    }
}

#[test]
fn users_are_kept_by_the_api() {
    for program in programs() {
        let send = |method: &str, path: &str, body: &str| {
            program.request(TOKEN, method, path, &[], Some(body))
        };
        let weak = send("POST", "/api/v1/users", r#"{"userName": "anna", "password": "short"}"#);
        assert_eq!(
            (weak.status, &weak.json()["field"]),
            (422, &json!("password")),
            "{}",
            weak.text
        );
        let made = send(
            "POST",
            "/api/v1/users",
            r#"{"userName": "anna", "fullName": "Anna", "password": "correct horse"}"#,
        );
        assert_eq!(made.status, 201, "{}", made.text);
        assert!(!made.text.contains("assword"), "{}", made.text);
        let roles = r#"{"userName": "anna", "roleId": "counter", "companyName": "test"}"#;
        assert_eq!(send("POST", "/api/v1/userPermissionSets", roles).status, 201);
        let unknown = r#"{"userName": "anna", "roleId": "counter", "companyName": "moon"}"#;
        assert_eq!(send("POST", "/api/v1/userPermissionSets", unknown).status, 422);
        let sign_in = |password: &str| {
            let body = json!({"userName": "Anna", "password": password}).to_string();
            program.request("", "POST", "/api/v1/session", &[], Some(&body))
        };
        let session = sign_in("correct horse");
        assert_eq!(session.status, 201, "{}", session.text);
        let token = session.json()["token"].as_str().expect("a token").to_owned();
        let path = "/api/v1/companies/test/customers";
        assert_eq!(program.request(&token, "GET", path, &[], None).status, 200);
        let other = sign_in("correct horse").json()["token"].as_str().expect("a token").to_owned();
        let own = r#"{"currentPassword": "correct horse", "newPassword": "battery staple"}"#;
        let changed = program.request(&token, "POST", "/api/v1/session/password", &[], Some(own));
        assert_eq!(changed.status, 204, "{}", changed.text);
        assert_eq!(program.request(&token, "GET", path, &[], None).status, 200, "still here");
        let elsewhere = program.request(&other, "GET", path, &[], None);
        assert_eq!(elsewhere.status, 401, "the other sessions have ended");
        assert_eq!(sign_in("correct horse").status, 401);
        assert_eq!(sign_in("battery staple").status, 201);
        let set =
            send("POST", "/api/v1/users/anna/setPassword", r#"{"password": "third password"}"#);
        assert_eq!(set.status, 200, "{}", set.text);
        assert_eq!(sign_in("third password").status, 201);
        let made = send("POST", "/api/v1/users/anna/createToken", r#"{"name": "Excel"}"#).json();
        let token = made["token"].as_str().expect("a token");
        assert_eq!(program.request(token, "GET", path, &[], None).status, 200);
        assert_eq!(send("POST", "/api/v1/users/anna/disable", "{}").status, 200);
        assert_eq!(program.request(token, "GET", path, &[], None).status, 401);
        assert_eq!(sign_in("third password").status, 401);
        assert_eq!(
            send("POST", "/api/v1/users/boss/disable", "{}").json()["code"],
            "user.super.last"
        );
        assert_eq!(send("DELETE", "/api/v1/permissionSets/SUPER", "").status, 409);
        assert_eq!(send("DELETE", "/api/v1/users/anna", "").status, 204);
    }
}

#[test]
fn guessing_passwords_has_an_end() {
    for program in programs() {
        let sign_in = |user: usize| {
            let body = format!(r#"{{"userName": "u{user}", "password": "is it this one?"}}"#);
            program.request("", "POST", "/api/v1/session", &[], Some(&body))
        };
        for user in 0..30 {
            assert_eq!(sign_in(user).status, 401);
        }
        let answer = sign_in(30);
        assert_eq!(answer.status, 429);
        assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|wait| wait > 0));
        // Neither can somebody at a screen left open guess the password.
        let token = user(&program, "ANNA", &[]);
        let change = || {
            let body = r#"{"currentPassword": "this one?", "newPassword": "a good long one"}"#;
            program.request(&token, "POST", "/api/v1/session/password", &[], Some(body)).status
        };
        let tried: Vec<u16> = (0..6).map(|_| change()).collect();
        assert_eq!(tried, [422, 422, 422, 422, 422, 429]);
    }
}

#[test]
fn an_address_that_leads_nowhere_says_so() {
    let program = programs().swap_remove(0);
    let page = program.request("", "GET", "/nowhere", &[("accept", "text/html,*/*")], None);
    assert_eq!((page.status, page.header("content-type")), (404, "text/html; charset=utf-8"));
    assert!(page.text.contains("href=\"/\""), "{}", page.text);
    let problem = program.request("", "GET", "/nowhere", &[], None);
    assert_eq!((problem.status, &problem.json()["code"]), (404, &json!("api.address.unknown")));
    let foreign = [("host", "books.example"), ("origin", "http://evil.example")];
    let refused = program.request("", "POST", "/api/v1/session", &foreign, Some("{}"));
    assert_eq!(refused.status, 403);
    assert_eq!(refused.header("x-frame-options"), "DENY", "refusals are safe too");
}

#[test]
fn browsers_are_protected() {
    for program in programs() {
        let installation = program.app.installation();
        let hash = books::user::hash_password("boss", "correct horse").expect("good");
        installation
            .system()
            .write(&installation.program(), |tx| books::user::set_password(tx, "boss", &hash))
            .expect("set");
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let body = "userName=boss&password=correct+horse&next=%2Fc%2Ftest";
        let signed_in = program.request("", "POST", "/sign-in", &form, Some(body));
        assert_eq!((signed_in.status, signed_in.header("location")), (303, "/c/test"));
        let set = signed_in.header("set-cookie").to_owned();
        assert!(set.starts_with("__Host-fieldwright=") && set.ends_with("; Secure"), "{set}");
        let kept = set.split(';').next().expect("a cookie");
        let token = kept.split_once('=').expect("a value").1;
        let cookie = format!("other=1; {kept}");
        let path = "/api/v1/companies/test/paymentTerms";
        let call = |method: &str, headers: &[(&str, &str)], body: Option<&str>| {
            let mut all = vec![("cookie", cookie.as_str())];
            all.extend(headers);
            program.request("", method, path, &all, body)
        };
        let read = call("GET", &[], None);
        assert_eq!(read.status, 200);
        for (header, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(read.header(header), value);
        }
        let policy = read.header("content-security-policy");
        assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"));
        assert!(!read.header("x-request-id").is_empty());
        let body = Some(r#"{"code": "X"}"#);
        assert_eq!(call("POST", &[], body).json()["code"], "user.csrf.missing");
        assert_eq!(call("POST", &[("x-csrf-token", "guess")], body).status, 403);
        let csrf = crate::session::csrf_token(token);
        assert_eq!(call("POST", &[("x-csrf-token", &csrf)], body).status, 201);
        let field = format!("a=b&_csrf={csrf}");
        assert_eq!(call("POST", &form, Some(&field)).status, 415, "the form passed the protection");
        assert_eq!(call("POST", &form, Some("_csrf=")).status, 403);
        let ended = program.request(
            "",
            "DELETE",
            "/api/v1/session",
            &[("cookie", &cookie), ("x-csrf-token", &csrf)],
            None,
        );
        assert_eq!(ended.status, 204);
        assert!(ended.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(call("GET", &[], None).status, 401);
    }
}

#[test]
fn the_description_is_complete_and_true() {
    let program = programs().swap_remove(0);
    let api = program.request("", "GET", "/api/v1/openapi.json", &[], None).json();
    assert_eq!(api["openapi"], "3.1.0");
    let paths = api["paths"].as_object().expect("paths");
    for (_, collection, _) in addresses() {
        let last = collection.rsplit('/').next().unwrap_or_default();
        let described = paths.keys().any(|path| {
            path.starts_with("/api/v1/companies/{company}/")
                && path.split('/').any(|part| part == last)
        });
        assert!(described, "{collection} is not described");
    }
    for action in service::actions() {
        let described = paths.keys().any(|path| {
            path.contains(action.collection) && path.ends_with(&format!("/{}", action.name))
        });
        assert!(described, "{} is not described", action.object());
    }
    let mut ids = std::collections::BTreeSet::new();
    for (path, item) in paths {
        let parameters = item["parameters"].as_array().cloned().unwrap_or_default();
        let mut address = path.replace("{company}", "test");
        for parameter in &parameters {
            let Some(name) = parameter["name"].as_str() else { continue };
            let value = match (parameter["schema"]["format"].as_str(), &parameter["schema"]["enum"])
            {
                (_, Json::Array(choices)) => choices[0].as_str().unwrap_or("null").to_owned(),
                (Some("date"), _) => "2026-01-01".to_owned(),
                (Some("int64" | "decimal"), _) => "1".to_owned(),
                _ => "X".to_owned(),
            };
            address = address.replace(&format!("{{{name}}}"), &value);
        }
        assert!(!address.contains('{'), "{path} has a parameter that is not described");
        for verb in ["get", "post", "patch", "delete"] {
            let operation = &item[verb];
            if operation.is_null() {
                continue;
            }
            let id = operation["operationId"].as_str().expect("an id");
            assert!(ids.insert(id.to_owned()), "{id} stands twice");
            if verb == "delete" && path.starts_with("/api/v1/session") {
                continue;
            }
            let body = matches!(verb, "post" | "patch").then_some("{}");
            let answer = program.request(TOKEN, &verb.to_uppercase(), &address, &[], body);
            assert_ne!(answer.status, 405, "{verb} {path}: {}", answer.text);
            let code = answer.json()["code"].as_str().unwrap_or_default().to_owned();
            assert!(
                answer.status != 404 || code == "record.notFound",
                "{verb} {path}: {}",
                answer.text
            );
        }
    }
    let text = api.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let place = reference.split('"').next().unwrap_or_default();
        assert!(api.pointer(place).is_some(), "{place} is not there");
    }
    let page = program.request("", "GET", "/api/docs", &[], None);
    assert!(page.status == 200 && page.text.contains("/api/v1/companies/{company}/customers"));
}

#[test]
fn a_panic_is_a_passing_failure() {
    for program in programs() {
        let watched = program.request("", "GET", "/metrics", &[], None);
        assert!(watched.text.contains("fieldwright_requests_total"), "{}", watched.text);
        assert_eq!(program.request("", "GET", "/healthz", &[], None).status, 200);
        assert_eq!(program.request("", "GET", "/readyz", &[], None).status, 200);
        let panicked: base::Result<()> =
            program.block(program.app.blocking(|_| panic!("on purpose")));
        assert!(matches!(panicked, Err(base::Error::Unavailable(_))));
        let answer = crate::access::panicked(Box::new("on purpose"));
        assert_eq!(answer.status().as_u16(), 503);
    }
}

#[test]
fn jobs_are_started_and_asked_for() {
    for program in programs() {
        let started = ok(&program, "POST", "/batchJobs/adjustCostItemEntries", json!({}), 202);
        assert_eq!(started["status"], "running");
        let place = format!("/batchJobs/{}", started["id"].as_str().expect("an id"));
        let mut job = get(&program, &place);
        for _ in 0..200 {
            if job["status"] != "running" {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
            job = get(&program, &place);
        }
        assert_eq!((&job["status"], &job["progress"]), (&json!("succeeded"), &json!(100)), "{job}");
        let listed = get(&program, "/batchJobs");
        assert_eq!(listed["value"][0]["id"], started["id"]);
        let told: Vec<&String> = listed["value"][0].as_object().expect("a job").keys().collect();
        assert!(told.iter().all(|name| *name != "result" && *name != "parameters"), "{told:?}");
        ok(&program, "GET", "/batchJobs/99999", Json::Null, 404);
        ok(&program, "POST", "/batchJobs/unknown", json!({}), 404);
        ok(&program, "POST", "/batchJobs/adjustCostItemEntries", json!({"colour": 1}), 400);
        let ended = ok(&program, "POST", &format!("{place}/cancel"), json!({}), 200);
        assert_eq!(ended["status"], "succeeded", "too late");
        ok(&program, "GET", "/batchJobs?$filter=x", Json::Null, 400);
        ok(&program, "POST", "/batchJobs/postBatch", json!({"filter": "colour eq 1"}), 400);
        ok(&program, "POST", "/batchJobs/serviceInvoices.postBatch", json!({"nos": []}), 202);
        let nobody = user(&program, "NOBODY", &[]);
        let path = "/api/v1/companies/test/batchJobs/adjustCostItemEntries";
        let once = |key: &str| {
            program.request(TOKEN, "POST", path, &[("idempotency-key", key)], Some("{}"))
        };
        let (first, again) = (once("a"), once("a"));
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(first.json()["id"], again.json()["id"], "the job was started once");
        assert_ne!(first.json()["id"], once("b").json()["id"]);
        let theirs =
            program.request(&nobody, "GET", &format!("/api/v1/companies/test{place}"), &[], None);
        assert_eq!(theirs.status, 404, "the jobs of others are not seen");
        // A job that ran when the program ended says so when it starts again.
        let lost = program.app.database("test").expect("the company").write(
            &program.app.program(),
            |tx| {
                let action = service::actions()[0];
                service::job::start(tx, "lost", &action, &serde_json::Map::new())
            },
        );
        let lost = format!("/batchJobs/{}", lost.expect("noted").entry_no);
        assert_eq!(get(&program, &lost)["status"], "running");
        program.app.interrupt_jobs();
        assert_eq!(get(&program, &lost)["status"], "interrupted");
        assert_eq!(program.request(&nobody, "POST", path, &[], Some("{}")).status, 403);
    }
}

#[test]
fn companies_come_and_go() {
    for program in programs() {
        let send = |method: &str, path: &str, body: Option<&str>| {
            program.request(TOKEN, method, path, &[], body)
        };
        let made =
            send("POST", "/api/v1/companies", Some(r#"{"name": "two", "displayName": "Two"}"#));
        assert_eq!(made.status, 201, "{}", made.text);
        let unfit = send("POST", "/api/v1/companies", Some(r#"{"name": "Not fit"}"#));
        assert_eq!((unfit.status, &unfit.json()["field"]), (422, &json!("name")));
        assert_eq!(send("GET", "/api/v1/companies/two/paymentTerms", None).status, 200);
        let renamed = send("PATCH", "/api/v1/companies/two", Some(r#"{"displayName": "Deux"}"#));
        assert_eq!(renamed.json()["displayName"], "Deux", "{}", renamed.text);
        let asked = send("DELETE", "/api/v1/companies/two", None);
        assert_eq!(
            (asked.status, &asked.json()["code"]),
            (428, &json!("confirmation.company.remove"))
        );
        assert!(asked.json()["question"].as_str().is_some_and(|text| text.contains("Deux")));
        assert_eq!(send("DELETE", "/api/v1/companies/two?decline=remove", None).status, 204);
        assert_eq!(send("GET", "/api/v1/companies", None).json()["value"][1]["name"], "two");
        assert_eq!(send("DELETE", "/api/v1/companies/two?confirm=remove", None).status, 204);
        assert_eq!(send("GET", "/api/v1/companies/two/paymentTerms", None).status, 404);
        if let store::DatabaseUrl::Postgres { schema, .. } = program.app.installation().url() {
            let drop = format!("DROP SCHEMA \"{schema}_two\" CASCADE");
            program.app.installation().system().batch(&drop).expect("dropped");
        }
    }
}

#[test]
fn companies_are_listed_like_other_collections() {
    for program in programs() {
        let list = |query: &str| {
            let path = format!("/api/v1/companies{query}");
            let answer = program.request(TOKEN, "GET", &path, &[], None);
            assert_eq!(answer.status, 200, "{path}: {}", answer.text);
            answer
        };
        let all = list("?$count=true").json();
        assert_eq!(all["@odata.count"], 1);
        assert_eq!(all["value"][0]["name"], "test");
        assert_eq!(list("?$filter=name+eq+'other'").json()["value"], json!([]));
        assert_eq!(
            list("?$filter=name+eq+'test'&$select=name").json()["value"][0]["displayName"],
            Json::Null
        );
        assert_eq!(list("/$count").text, "1");
    }
}

#[test]
fn keys_that_an_address_cannot_name_are_refused() {
    for program in programs() {
        for code in [".", ".."] {
            let refused = ok(&program, "POST", "/paymentTerms", json!({"code": code}), 422);
            assert_eq!(refused["code"], "record.key.dots");
        }
        add_terms(&program, "1..5", "with dots");
    }
}

#[test]
fn every_address_of_the_api_answers_with_problems() {
    for program in programs() {
        for (method, path, status) in [
            ("POST", "/api/v1/companies/test/serviceOrders/X/pdf", 404),
            ("DELETE", "/api/v1/companies/test/serviceOrders/X/pdf", 404),
            ("GET", "/api/v1/companies/test/serviceOrders/%ff/pdf", 404),
            ("GET", "/api/v1/companies/test/customers/import", 404),
            ("PUT", "/api/v1/companies/test/customers/import", 405),
            ("GET", "/api/v2/companies", 404),
        ] {
            let answer = program.request(TOKEN, method, path, &[], None);
            assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
            assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
            assert_eq!(answer.json()["status"], status, "{path}");
        }
        get(&program, "/customers?$format=json");
    }
}

#[test]
fn the_same_request_at_the_same_time_is_done_once() {
    for program in programs() {
        let answers: Vec<(u16, Json)> = std::thread::scope(|scope| {
            let sent: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        let other = program.client();
                        let path = "/api/v1/companies/test/paymentTerms";
                        let headers = [("idempotency-key", "at once")];
                        let body = Some(r#"{"code": "A"}"#);
                        let answer = other.request(TOKEN, "POST", path, &headers, body);
                        (answer.status, answer.json())
                    })
                })
                .collect();
            sent.into_iter().map(|thread| thread.join().expect("answered")).collect()
        });
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        assert_eq!(answers[0].0, 201, "{answers:?}");
        assert_eq!(get(&program, "/paymentTerms/$count"), 1);
    }
}

#[test]
fn a_list_as_a_file_has_all_rows_and_refuses_what_it_cannot_read() {
    for program in programs() {
        for code in ["A", "B"] {
            let body = json!({"code": code, "description": "=1+1"}).to_string();
            assert_eq!(program.send("POST", "/paymentTerms", Some(&body)).0, 201);
        }
        let get = |query: &str| {
            let path = format!("/c/test/paymentTerms?{query}");
            program.request(TOKEN, "GET", &path, &[], None)
        };
        let csv = get("export=csv&cols=code,description");
        assert_eq!(csv.status, 200, "{}", csv.text);
        assert_eq!(csv.text.lines().skip(1).collect::<Vec<_>>(), ["A,'=1+1", "B,'=1+1"]);
        assert!(csv.header("content-disposition").contains("paymentTerms.csv"));
        assert_eq!(csv.header("content-length"), csv.text.len().to_string());
        assert!(get("export=xlsx").text.starts_with("PK"));
        assert!(get("export=json&cols=code").text.contains("\"B\""), "in JSON too");
        let many = vec!["A"; 300].join("%7C");
        for wrong in ["f.discountPercent=x%7Cy".to_owned(), format!("f.code={many}")] {
            let refused = get(&format!("export=csv&{wrong}"));
            assert_eq!(refused.status, 422, "{wrong}: {}", refused.text);
            assert_eq!(get(&wrong).status, 200, "the page shows the mistake beside the rows");
        }
        let sorted =
            format!("sort={}&cols={}", vec!["code"; 3000].join(","), vec!["code"; 3000].join(","));
        assert_eq!(get(&sorted).status, 200);
    }
}
