use std::collections::HashMap;

use books::customer_ledger::CustomerLedgerEntry;
use store::filter::{Comparison, Place};
use store::{EntityDef, Filter, Record, Value};

use super::*;

fn def() -> EntityDef {
    EntityDef::of::<CustomerLedgerEntry>()
}

fn at(name: &str) -> usize {
    CustomerLedgerEntry::table().json_column(name).expect("a property")
}

fn options(query: &str) -> Result<Options, base::Error> {
    let names = Names { all: &service::entities(), figures: &HashMap::new() };
    parse_pairs(names, &def(), &parse_query(query), &[])
}

fn filter(text: &str) -> Result<Filter, base::Error> {
    let figures = HashMap::from([(def().collection, vec![("balanceDue", serde_json::json!(0))])]);
    let all = service::entities();
    super::filter::parse(Names { all: &all, figures: &figures }, &def(), text)
}

fn equal(name: &str, value: &str) -> Filter {
    Filter::equal(at(name), Value::from(value))
}

#[test]
fn filters_are_read() {
    let amount = at("amount");
    let read = |text: &str| filter(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(read("documentType eq 'invoice'"), equal("documentType", "invoice"));
    assert_eq!(read("customerNo eq 'o''neill'"), equal("customerNo", "O'NEILL"));
    assert_eq!(
        read("amount gt -2.5"),
        Filter::Compare(amount, Comparison::Greater, Value::Int(-250_000))
    );
    assert_eq!(read("10 le amount"), read("amount ge 10"));
    assert_eq!(read("open"), read("open eq true"));
    assert_eq!(read("open ne null"), Filter::All);
    assert_eq!(read("customerNo eq null"), equal("customerNo", ""));
    assert_eq!(
        read("postingDate lt 2026-03-02"),
        Filter::Compare(at("postingDate"), Comparison::Less, Value::from("2026-03-02"))
            .and(Filter::Compare(at("postingDate"), Comparison::NotEqual, Value::from("")))
    );
    assert_eq!(read("postingDate ge '2026-03-02'"), read("postingDate ge 2026-03-02"));
    assert_eq!(
        read("customerNo in ('a','b')"),
        Filter::In(at("customerNo"), vec![Value::from("A"), Value::from("B")])
    );
    assert_eq!(
        read("contains(tolower(description),'100%*')"),
        Filter::Holds(at("description"), Place::Anywhere, "100%*".to_owned())
    );
    assert_eq!(
        read("startswith(description,'x') eq false"),
        Filter::Not(Box::new(Filter::Holds(at("description"), Place::Start, "x".to_owned())))
    );
}

#[test]
fn and_binds_closer_than_or() {
    let (a, b, c) = (equal("customerNo", "A"), equal("customerNo", "B"), equal("customerNo", "C"));
    let read = filter("customerNo eq 'A' or customerNo eq 'B' and not (customerNo eq 'C')");
    let and = Filter::And(vec![b.clone(), Filter::Not(Box::new(c.clone()))]);
    assert_eq!(read.expect("readable"), Filter::Or(vec![a.clone(), and]));
    let read = filter("(customerNo eq 'A' or customerNo eq 'B') and customerNo eq 'C'");
    assert_eq!(read.expect("readable"), Filter::And(vec![Filter::Or(vec![a, b]), c]));
}

#[test]
fn what_cannot_be_read_is_malformed() {
    let long = vec!["open"; 201].join(" or ");
    let deep = format!("{}open{}", "(".repeat(1000), ")".repeat(1000));
    for (text, code) in [
        ("customerNo eq", "api.filter.syntax"),
        ("customerNo eq 'x", "api.filter.syntax"),
        ("(open", "api.filter.syntax"),
        ("open)", "api.filter.syntax"),
        ("open open", "api.filter.syntax"),
        ("customerNo like 'x'", "api.filter.syntax"),
        ("customerNo eq customerNo", "api.filter.syntax"),
        ("'a' eq 'a'", "api.filter.syntax"),
        ("contains(description, 5)", "api.filter.syntax"),
        ("customerNo in ()", "api.filter.syntax"),
        ("open & open", "api.filter.syntax"),
        ("", "api.filter.syntax"),
        ("colour eq 'red'", "api.query.property"),
        ("version eq 1", "api.query.property"),
        ("customerNo eq 10000", "api.filter.literal"),
        ("amount eq '5'", "api.filter.literal"),
        ("contains(amount,'5')", "api.filter.literal"),
        ("amount eq 1.x", "value.number.unreadable"),
        ("documentType eq 'lent'", "value.option.unknown"),
        ("documentType gt 'invoice'", "api.filter.comparison"),
        ("postingDate eq 2026-13-02", "value.date.unreadable"),
        (long.as_str(), "api.filter.tooLong"),
        (deep.as_str(), "api.filter.tooDeep"),
        ("balanceDue gt 5", "api.query.calculated"),
        ("year(postingDate) eq 2026", "api.filter.function"),
        ("tolower(description) gt 'a'", "api.filter.syntax"),
        ("tolower(description) eq open", "api.filter.syntax"),
    ] {
        match filter(text) {
            Err(base::Error::Malformed(refusals)) => {
                assert_eq!(refusals.0[0].code, code, "{text}");
                assert_eq!(refusals.0[0].field.as_deref(), Some("$filter"), "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn options_are_read_and_unknown_ones_refused() {
    let read = options(
        "$orderby=postingDate%20desc,entryNo&$top=5&$skip=2&$count=true&$select=entryNo,amount&$search=pump",
    )
    .expect("readable");
    assert_eq!(read.order, [(at("postingDate"), true), (at("entryNo"), false)]);
    assert_eq!((read.top, read.skip, read.count), (Some(5), 2, true));
    assert_eq!(read.select, ["entryNo", "amount"]);
    assert_eq!(read.filter, Filter::Search("pump".to_owned()));
    for (query, code) in [
        ("$foo=1", "api.query.unknown"),
        ("filter=open", "api.query.unknown"),
        ("$top=1&$top=2", "api.query.twice"),
        ("$top=-1", "api.query.number"),
        ("$top=many", "api.query.number"),
        ("$skip=1.5", "api.query.number"),
        ("$count=yes", "value.bool.unreadable"),
        ("$orderby=colour", "api.query.property"),
        ("$orderby=entryNo down", "api.query.property"),
        ("$select=colour", "api.query.property"),
        ("$expand=lines", "api.query.segment"),
    ] {
        assert_eq!(options(query).expect_err(query).code(), code, "{query}");
    }
}

#[test]
fn parts_have_options_of_their_own() {
    let all = service::entities();
    let names = Names { all: &all, figures: &HashMap::new() };
    let invoices = all.iter().find(|def| def.collection == "postedServiceInvoices").expect("there");
    let query = "$expand=lines($select=lineNo,description;$filter=description eq 'a;b,c';$top=3)";
    let read = parse_pairs(names, invoices, &parse_query(query), &[]).expect("readable");
    assert_eq!(read.expand[0].segment, "lines");
    assert_eq!(read.expand[0].options.select, ["lineNo", "description"]);
    assert_eq!(read.expand[0].options.top, Some(3));
    let query = "$expand=lines($colour=red)";
    let refused = parse_pairs(names, invoices, &parse_query(query), &[]).expect_err("unknown");
    assert_eq!(refused.code(), "api.query.unknown");
}

#[test]
fn addresses_are_decoded() {
    assert_eq!(decode("%C3%A9t%C3%A9+a%2Bb", true), "été a+b");
    assert_eq!(decode("a+b%", false), "a+b%");
    assert_eq!(decode("%zz", false), "%zz");
}

#[test]
fn marks_belong_to_their_list() {
    let after = [Value::Int(-5), Value::from("é\"'\u{1F527}")];
    let token = write_token("one", &after);
    assert_eq!(read_token("one", &token).expect("readable"), after);
    for (list, token) in
        [("two", token.as_str()), ("one", &token[..20]), ("one", "x"), ("one", "é")]
    {
        assert_eq!(
            read_token(list, token).expect_err("bound").code(),
            "query.skipToken.unreadable"
        );
    }
}
