//! What does not grow with the lines of an order or the rows of a page.

use serde_json::{Value as Json, json};
use store::testing::count_statements;
use store::{Query, Wanted};

use super::company::on_each;

/// An order whose lines and machines are many enough to show what goes line by line.
fn order(lines: usize) -> Json {
    let machines: Vec<Json> =
        (1..=lines).map(|no| json!({"description": format!("Machine {no}")})).collect();
    let kind = |no: usize| if no.is_multiple_of(2) { ("item", "I1") } else { ("resource", "R1") };
    let lines: Vec<Json> = (1..=lines)
        .map(|no| {
            let (kind, code) = kind(no);
            json!({"serviceItemLineNo": no * 10_000, "type": kind, "no": code, "quantity": no})
        })
        .collect();
    json!({"customerNo": "C1", "serviceItemLines": machines, "serviceLines": lines})
}

#[test]
fn a_page_of_any_collection_takes_the_same_statements_for_one_row_as_for_all() {
    on_each(|company| {
        for lines in [3, 4] {
            company.post("serviceOrders", order(lines));
        }
        for def in company.entities() {
            let filter = def.fixed_filter();
            let counted = |top: usize| {
                let query = Query { filter: filter.clone(), top, ..Query::default() };
                // Each in a transaction of its own, which has read nothing yet.
                let (rows, listed) = company.read(|tx| {
                    let (page, statements) = count_statements(|| (def.list)(tx, &query));
                    Ok((page?.rows.len(), statements))
                });
                let edited = company.read(|tx| {
                    let (rows, statements) = count_statements(|| (def.grid)(tx, &query));
                    rows.map(|_| statements)
                });
                (rows, listed, edited)
            };
            let ((_, listed, edited), (rows, listed_all, edited_all)) = (counted(1), counted(1000));
            assert_eq!(
                (listed_all, edited_all),
                (listed, edited),
                "{}, {rows} rows",
                def.collection
            );
        }
    });
}

#[test]
fn figures_that_nobody_asks_for_cost_nothing() {
    on_each(|company| {
        company.post("serviceOrders", order(2));
        for def in company.entities() {
            let query = Query { figures: Wanted::nothing(), ..Query::default() };
            let filter = def.fixed_filter();
            let query = Query { filter, ..query };
            let statements = company.write(|tx| {
                let (rows, statements) = count_statements(|| (def.list)(tx, &query));
                rows.map(|_| statements)
            });
            // What there is only once begins with its defaults when nobody has saved it.
            let most = if def.singleton { 3 } else { 1 };
            assert!(statements <= most, "{}: {statements} statements", def.collection);
        }
    });
}

#[test]
fn an_order_in_one_request_takes_the_same_statements_for_each_line() {
    on_each(|company| {
        company.patch("salesSetup", json!({"creditWarnings": "creditLimit"}));
        company.patch("customers/C1", json!({"creditLimitLcy": 1}));
        let counted = |lines: usize| {
            let (_, statements) = count_statements(|| company.post("serviceOrders", order(lines)));
            i64::try_from(statements).expect("few")
        };
        let [few, some, many] = [10, 20, 40].map(counted);
        let (first, second) = (some - few, many - some);
        assert!(second <= first * 2 + 8, "{few}, {some}, {many} statements");
    });
}

#[test]
fn an_order_in_one_request_is_the_same_as_one_entered_line_by_line() {
    on_each(|company| {
        let whole = order(7);
        let at_once = company.post("serviceOrders", whole.clone());
        let piece = company.post("serviceOrders", json!({"customerNo": "C1"}));
        for part in ["serviceItemLines", "serviceLines"] {
            let path = format!("serviceOrders/{}/{part}", piece["no"].as_str().expect("a number"));
            for line in whole[part].as_array().expect("lines") {
                company.post(&path, line.clone());
            }
        }
        let seen = |order: &Json| {
            let path = format!("serviceOrders/{}", order["no"].as_str().expect("a number"));
            let all = [
                vec![company.get(&path)],
                company.list(&format!("{path}/serviceItemLines")),
                company.list(&format!("{path}/serviceLines")),
            ];
            let mut all = json!(all).to_string();
            all = all.replace(order["no"].as_str().expect("a number"), "ORDER");
            let mut all: Json = serde_json::from_str(&all).expect("it was JSON");
            // The header is saved less often.
            for name in ["@odata.etag", "version"] {
                all[0][0].as_object_mut().expect("the header").remove(name);
            }
            all
        };
        assert_eq!(seen(&at_once), seen(&piece));
    });
}
