//! The address of a record leads to that record, whatever its key holds.

use store::{EntityDef, Kind, Value};

use super::address::{self, read, spelled, with_key};
use crate::app::Catalogue;
use crate::pages::{read_key, segment};

/// Keys as people and programs really write them, and worse.
const ODD: &[&str] = &[
    "", ".", "..", "~", "~D", "~0", "A/B", "A,B", "A, B,", "O'NEILL", "100%", "%2F", "A(B)",
    "a(b)", "a('b')", "?A#B", "$count", "NULL", "null", "A=B", "É Ü", "\"X\"", "A\\B", "A+B",
    "&AMP;", "/", "//", "-", "post",
];

/// A value for a column of a key; the text stands where text can.
fn value(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::Code(_) => Value::from(text.to_uppercase().as_str()),
        Kind::Text(_) | Kind::Memo => Value::from(text),
        Kind::Date if text.is_empty() => kind.blank(),
        Kind::Date => Value::from("2026-03-02"),
        Kind::Option(choices) => Value::from(*choices.last().unwrap_or(&"")),
        Kind::Amount | Kind::UnitPrice | Kind::Quantity | Kind::Percent | Kind::Factor => {
            Value::Int(1_250_000)
        }
        Kind::Int => Value::Int(10_000),
        _ => kind.blank(),
    }
}

fn catalogues() -> [Catalogue; 2] {
    [
        Catalogue { entities: service::entities(), actions: service::actions() },
        Catalogue { entities: service::system_entities(), actions: service::system_actions() },
    ]
}

fn key_with(def: &EntityDef, text: &str) -> Vec<Value> {
    let column = |at: &usize| {
        let column = &def.table.columns[*at];
        let fixed = def.fixed.iter().find(|(name, _)| *name == column.name);
        fixed.map_or_else(|| value(column.kind, text), |(_, value)| Value::from(*value))
    };
    def.table.key.iter().map(column).collect()
}

#[test]
fn every_key_of_every_collection_is_found_at_its_address() {
    let mut checked = 0;
    for catalogue in catalogues() {
        for def in address::tops(&catalogue.entities).filter(|def| !def.singleton) {
            let given = address::Target::whole(def, None).given;
            for text in ODD {
                let key = key_with(def, text);
                let place = with_key(def.collection, &spelled(def, &given, &key));
                for post in [false, true] {
                    let target = read(&catalogue, &place, post);
                    let target = target.unwrap_or_else(|why| panic!("{place}: {why:?}"));
                    assert_eq!(target.key.as_ref(), Some(&key), "{place} for {text:?}");
                    assert_eq!(target.def.collection, def.collection, "{place}");
                    assert!(target.action.is_none() && !target.count, "{place}");
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 1000, "{checked}");
}

#[test]
fn every_key_of_every_collection_has_a_page() {
    for catalogue in catalogues() {
        for def in catalogue.entities.iter().filter(|def| def.below.is_none() && !def.singleton) {
            for text in ODD {
                let key = key_with(def, text);
                let given = address::Target::whole(def, None).given;
                let own: Vec<Value> =
                    spelled(def, &given, &key).into_iter().map(Value::Text).collect();
                let place = segment(&own);
                assert!(
                    !matches!(place.as_str(), "" | "." | "..") && !place.contains('/'),
                    "{place}"
                );
                let sent = super::odata::decode(&place, false);
                assert_eq!(read_key(def, &[], &sent), Ok(key), "{} {place}", def.collection);
            }
        }
    }
}
