use base::{Code, Result};
use store::{Tx, key};

use super::check::{Combinations, refusal_of};
use super::*;
use crate::testing::{create, delete, on_each, refused};

fn values(text: &str) -> sets::Values {
    let pairs = text.split(';').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (dimension, value) = pair.split_once('=').expect("a pair");
            (Code::new(dimension), Code::new(value))
        })
        .collect()
}

fn text(values: &[(Code<20>, Code<20>)]) -> String {
    sets::contents(values).to_string()
}

fn brought(text: &str) -> Vec<Brought> {
    let words = text.split_whitespace();
    words
        .map(|word| {
            let (table, pair) = word.split_once(':').expect("table:pair");
            let table =
                DimensionTable::ALL.iter().copied().find(|t| t.name() == table).expect("a table");
            let (dimension, value) = pair.split_once('=').expect("a pair");
            Brought { table, dimension: Code::new(dimension), value: Code::new(value) }
        })
        .collect()
}

#[test]
fn the_first_value_holds_unless_a_priority_says_otherwise() {
    use DimensionTable::{Customer, Item, Salesperson, ServiceItem};
    type Case<'a> =
        (&'a str, Option<DimensionTable>, &'a str, &'a str, &'a [(DimensionTable, i64)], &'a str);
    let cases: &[Case<'_>] = &[
        // Nothing inherited: the first of two records stays.
        ("", None, "customer:DEPT=A salesperson:DEPT=B", "", &[], "DEPT=A"),
        // The second replaces it with a lower number, or when the first has none.
        (
            "",
            None,
            "customer:DEPT=A salesperson:DEPT=B",
            "",
            &[(Customer, 2), (Salesperson, 1)],
            "DEPT=B",
        ),
        ("", None, "customer:DEPT=A salesperson:DEPT=B", "", &[(Salesperson, 9)], "DEPT=B"),
        ("", None, "customer:DEPT=A salesperson:DEPT=B", "", &[(Customer, 9)], "DEPT=A"),
        (
            "",
            None,
            "customer:DEPT=A salesperson:DEPT=B",
            "",
            &[(Customer, 1), (Salesperson, 1)],
            "DEPT=A",
        ),
        // Different dimensions add up.
        ("AREA=N", None, "customer:DEPT=A", "", &[], "AREA=N;DEPT=A"),
        // What is inherited stays without priorities.
        ("DEPT=H", Some(Customer), "item:DEPT=I", "", &[], "DEPT=H"),
        ("DEPT=H", None, "item:DEPT=I", "", &[(Item, 5)], "DEPT=I"),
        // On lines what is inherited ranks as the customer.
        ("DEPT=H", Some(Customer), "item:DEPT=I", "", &[(Item, 5)], "DEPT=I"),
        ("DEPT=H", Some(Customer), "item:DEPT=I", "", &[(Customer, 1), (Item, 5)], "DEPT=H"),
        ("DEPT=H", Some(Customer), "item:DEPT=I", "", &[(Customer, 5), (Item, 1)], "DEPT=I"),
        // A value that came from the service item competes with the service item's priority.
        (
            "DEPT=S",
            Some(Customer),
            "item:DEPT=I",
            "serviceItem:DEPT=S",
            &[(ServiceItem, 1), (Item, 5)],
            "DEPT=S",
        ),
        (
            "DEPT=H",
            Some(Customer),
            "item:DEPT=I",
            "serviceItem:DEPT=S",
            &[(ServiceItem, 1), (Item, 5)],
            "DEPT=I",
        ),
    ];
    for (inherited, from, new, contenders, priorities, expected) in cases {
        let resolved =
            resolve(&values(inherited), *from, &brought(new), &brought(contenders), priorities);
        assert_eq!(text(&resolved), *expected, "{inherited} + {new} {priorities:?}");
    }
}

#[test]
fn only_the_difference_of_a_header_goes_to_its_lines() {
    for (old, new, line, expected) in [
        ("DEPT=SALES", "DEPT=ADM", "DEPT=SALES", "DEPT=ADM"),
        ("DEPT=SALES", "DEPT=ADM", "DEPT=PROD;AREA=N", "AREA=N;DEPT=ADM"),
        ("DEPT=SALES", "", "DEPT=SALES;AREA=N", "AREA=N"),
        ("", "DEPT=ADM", "AREA=N", "AREA=N;DEPT=ADM"),
        ("DEPT=SALES;AREA=N", "DEPT=SALES;AREA=S", "DEPT=PROD;AREA=N", "AREA=S;DEPT=PROD"),
        ("DEPT=SALES", "DEPT=SALES", "DEPT=PROD", "DEPT=PROD"),
    ] {
        let change = difference(&values(old), &values(new));
        let applied = apply_difference(&values(line), &change);
        assert_eq!(text(&applied), expected, "{old} -> {new} on {line}");
    }
}

#[test]
fn pairs_that_cannot_stand_together_are_named() {
    let pair = |one: &str, other: &str, restriction| DimensionCombination {
        dimension_1_code: Code::new(one),
        dimension_2_code: Code::new(other),
        combination_restriction: restriction,
        version: 1,
    };
    let combinations = Combinations {
        pairs: vec![
            pair("AREA", "DEPT", CombinationRestriction::Limited),
            pair("DEPT", "PROJECT", CombinationRestriction::Blocked),
        ],
        values: vec![DimensionValueCombination {
            dimension_1_code: Code::new("AREA"),
            dimension_1_value_code: Code::new("N"),
            dimension_2_code: Code::new("DEPT"),
            dimension_2_value_code: Code::new("ADM"),
            version: 1,
        }],
    };
    for (set, expected) in [
        ("AREA=N;DEPT=SALES", &[][..]),
        ("AREA=N;DEPT=ADM", &["dimension.combination.limited"]),
        ("DEPT=ADM;AREA=N", &["dimension.combination.limited"]),
        ("DEPT=SALES;PROJECT=P", &["dimension.combination.blocked"]),
        ("AREA=N;PROJECT=P", &[]),
        (
            "AREA=N;DEPT=ADM;PROJECT=P",
            &["dimension.combination.limited", "dimension.combination.blocked"],
        ),
    ] {
        let codes: Vec<&str> =
            combinations.check(&values(set)).iter().map(|refusal| refusal.code).collect();
        assert_eq!(codes, expected, "{set}");
    }
}

#[test]
fn value_posting_rules() {
    use ValuePosting::{Blank, CodeMandatory, NoCode, SameCode};
    for (posting, value, allowed, set, expected) in [
        (Blank, "A", "", "", None),
        (CodeMandatory, "", "", "", Some("dimension.mandatory")),
        (CodeMandatory, "", "", "DEPT=X", None),
        (CodeMandatory, "", "A,B", "DEPT=B", None),
        (CodeMandatory, "", "A,B", "DEPT=C", Some("dimension.notAllowed")),
        (SameCode, "A", "", "DEPT=A", None),
        (SameCode, "A", "", "DEPT=B", Some("dimension.sameCode")),
        (SameCode, "A", "", "", Some("dimension.sameCode")),
        (SameCode, "", "", "", None),
        (SameCode, "", "", "DEPT=B", Some("dimension.noCode")),
        (NoCode, "", "", "AREA=N", None),
        (NoCode, "", "", "DEPT=A", Some("dimension.noCode")),
    ] {
        let rule = DefaultDimension {
            dimension_code: Code::new("DEPT"),
            dimension_value_code: Code::new(value),
            value_posting: posting,
            allowed_values: allowed.into(),
            ..DefaultDimension::default()
        };
        let found = refusal_of(&rule, &values(set), "C1").map(|refusal| refusal.code);
        assert_eq!(found, expected, "{posting:?} {value} {allowed} on {set}");
    }
}

#[test]
fn the_text_of_a_set_is_unique() {
    assert_eq!(text(&values("DEPT=SALES;PROJECT=A")), "DEPT=SALES;PROJECT=A");
    let one = vec![(Code::new("A"), Code::new("B;C=D"))];
    let other = vec![(Code::new("A"), Code::new("B")), (Code::new("C"), Code::new("D"))];
    assert_ne!(text(&one), text(&other));
}

/// Departments and areas, a customer of department sales, and a customer who must have an area.
fn stage(tx: &mut Tx) -> Result<()> {
    for code in ["DEPT", "AREA"] {
        create::<Dimension>(tx, &format!("{{\"code\":\"{code}\"}}"))?;
    }
    for (dimension, code) in [("DEPT", "SALES"), ("DEPT", "ADM"), ("AREA", "N")] {
        let json = format!("{{\"dimensionCode\":\"{dimension}\",\"code\":\"{code}\"}}");
        create::<DimensionValue>(tx, &json)?;
    }
    for no in ["C1", "C2"] {
        let mut customer =
            crate::customer::Customer { no: Code::new(no), ..crate::customer::Customer::default() };
        tx.insert(&mut customer)?;
    }
    for json in [
        r#"{"tableName":"customer","no":"C1","dimensionCode":"DEPT","dimensionValueCode":"SALES"}"#,
        r#"{"tableName":"customer","no":"","dimensionCode":"AREA","valuePosting":"codeMandatory"}"#,
    ] {
        create::<DefaultDimension>(tx, json)?;
    }
    Ok(())
}

#[test]
fn sets_are_found_again_and_checked_on_both_engines() {
    on_each(|tx| {
        stage(tx)?;
        let one = sets::id_of(tx, &values("DEPT=SALES;AREA=N"))?;
        let same = sets::id_of(tx, &values("AREA=N;DEPT=SALES"))?;
        let other = sets::id_of(tx, &values("AREA=N"))?;
        assert!(one != 0 && one == same && one != other);
        assert_eq!(sets::id_of(tx, &[])?, 0);
        assert_eq!(text(&sets::entries(tx, one)?), "AREA=N;DEPT=SALES");
        let adm = sets::with_value(tx, one, "DEPT", "ADM")?;
        assert_eq!(text(&sets::entries(tx, adm)?), "AREA=N;DEPT=ADM");
        assert_eq!(sets::with_value(tx, adm, "DEPT", "")?, other);
        assert_eq!(carry_over(tx, other, one, adm)?, adm);

        let c1 = &[(DimensionTable::Customer, "C1")][..];
        let set = defaults(tx, "SERVICE", c1, 0, None)?;
        assert_eq!(text(&sets::entries(tx, set)?), "DEPT=SALES");
        let codes = |wrong: Vec<base::Refusal>| {
            wrong.iter().map(|refusal| refusal.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(check(tx, set, c1)?), ["dimension.mandatory"]);
        assert_eq!(codes(check(tx, one, c1)?), Vec::<&str>::new());
        let mut sales: DimensionValue = tx.find(key!["DEPT", "SALES"])?;
        sales.blocked = true;
        tx.update(&mut sales)?;
        assert_eq!(codes(check(tx, one, c1)?), ["dimension.value.blocked"]);
        let mut dept: Dimension = tx.find(key!["DEPT"])?;
        dept.blocked = true;
        tx.update(&mut dept)?;
        assert_eq!(codes(check(tx, one, c1)?), ["dimension.blocked"]);
        assert_eq!(codes(check(tx, adm, c1)?), ["dimension.blocked"]);
        Ok(())
    });
}

#[test]
fn what_may_be_entered_about_dimensions() {
    let default = create::<DefaultDimension>;
    let combination = create::<DimensionValueCombination>;
    on_each(|tx| {
        stage(tx)?;
        sets::id_of(tx, &values("AREA=N"))?;
        let cases: &[(fn(&mut Tx, &str) -> Result<serde_json::Value>, &str, &str)] = &[
            (
                default,
                r#"{"tableName":"customer","no":"C2","dimensionCode":"DEPT","dimensionValueCode":"X"}"#,
                "dimension.value.unknown",
            ),
            (
                default,
                r#"{"tableName":"customer","no":"C9","dimensionCode":"DEPT"}"#,
                "record.relation.unknown",
            ),
            (
                default,
                r#"{"tableName":"customer","no":"C2","dimensionCode":"DEPT","dimensionValueCode":"ADM","valuePosting":"noCode"}"#,
                "defaultDimension.noCode",
            ),
            (
                default,
                r#"{"tableName":"customer","no":"C2","dimensionCode":"DEPT","dimensionValueCode":"ADM","valuePosting":"codeMandatory","allowedValues":"SALES"}"#,
                "defaultDimension.notAllowed",
            ),
            (
                default,
                r#"{"tableName":"customer","no":"C2","dimensionCode":"DEPT","allowedValues":"SALES"}"#,
                "defaultDimension.allowedValues.notMandatory",
            ),
            (
                combination,
                r#"{"dimension1Code":"DEPT","dimension1ValueCode":"ADM","dimension2Code":"DEPT","dimension2ValueCode":"SALES"}"#,
                "dimension.combination.same",
            ),
        ];
        for (make, json, expected) in cases {
            assert_eq!(refused(make(tx, json)), *expected, "{json}");
        }
        let json = r#"{"dimension1Code":"DEPT","dimension1ValueCode":"ADM","dimension2Code":"AREA","dimension2ValueCode":"N"}"#;
        combination(tx, json)?;
        let sorted: Option<DimensionValueCombination> = tx.get(key!["AREA", "N", "DEPT", "ADM"])?;
        assert!(sorted.is_some());
        assert_eq!(refused(delete::<DimensionValue>(tx, key!["AREA", "N"])), "record.used");
        assert_eq!(refused(delete::<Dimension>(tx, key!["DEPT"])), "record.used");
        Ok(())
    });
}
