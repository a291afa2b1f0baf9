//! Every export comes back in: what people may import is exported from the demonstration company, under the
//! captions of both languages, imported into an empty company, and is the same there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use base::{Actor, Language, ZonedClock};
use documents::sheet;
use documents::table::Format;
use fieldwright::demo;
use serde_json::Value as Json;
use service::import::{Existing, Outcome, Rows, import, may_import};
use service::installation::Installation;
use store::{Db, EntityDef, Query};
use web::exports::{Column, Export, stored_columns};

/// What an empty company does not take as it is, because rules of the domain are in the way: lines of a
/// price list that is active already, and orders before the base calendar is chosen in the set-up.
const FIRST_BY_HAND: [&str; 2] = ["priceListLines", "serviceOrders"];

/// The columns that a file for people to import has, under their captions.
fn columns(def: &EntityDef, language: Language) -> Vec<Column> {
    let all = stored_columns(def).into_iter();
    all.map(|column| {
        let head = texts::caption(language, def.table.name, column.name);
        Column { head, ..column }
    })
    .collect()
}

fn exported(
    db: &Db,
    actor: &Actor,
    def: &EntityDef,
    format: Format,
    columns: Vec<Column>,
) -> Vec<u8> {
    let export = Export {
        def,
        query: Query { filter: def.fixed_filter(), ..Query::default() },
        columns,
        format,
        title: def.collection,
        choice: None,
        left: &AtomicBool::new(false),
    };
    let written = db.read(actor, |tx| export.write(tx, Vec::new()));
    written.unwrap_or_else(|error| panic!("{}: {error}", def.collection)).0
}

fn records(db: &Db, actor: &Actor, def: &EntityDef) -> Json {
    let file = exported(db, actor, def, Format::Json, stored_columns(def));
    serde_json::from_slice(&file).expect("JSON")
}

fn imported(db: &Db, actor: &Actor, def: &EntityDef, file: &[u8]) -> Outcome {
    let sheet = sheet::read(file).unwrap_or_else(|error| panic!("{}: {error}", def.collection));
    let rows = Rows { heads: &sheet.heads, rows: &sheet.rows };
    let mut outcome = Outcome::default();
    let done = db.write(actor, |tx| {
        let existing = if def.updatable { Existing::Update } else { Existing::Refuse };
        outcome = import(tx, def, &rows, existing)?;
        service::import::keep(&outcome, false)
    });
    let done = done.is_ok() || !outcome.errors.is_empty();
    assert!(done, "{}", def.collection);
    outcome
}

#[test]
fn every_export_comes_back_in() {
    let (url, _folder) = store::testing::places().remove(0);
    let clock: Arc<ZonedClock> =
        Arc::new(demo::clock("2026-03-02T08:00:00".parse().expect("a moment")));
    let installation = Installation::open(&url, clock).expect("an installation");
    demo::create(&installation, demo::Data::Small, &|_, _| {}).expect("the demonstration");
    let actor = installation.program();
    let from = installation.company(demo::Data::Small.company()).expect("the company");
    let entities = service::entities();
    let open: Vec<&EntityDef> = entities
        .iter()
        .filter(|def| may_import(def) && !FIRST_BY_HAND.contains(&def.collection))
        .collect();
    for (name, language, format) in
        [("english", Language::En, Format::Xlsx), ("french", Language::Fr, Format::Csv)]
    {
        let to = installation.create_company(&actor, name, "Empty").expect("an empty company");
        let mut waiting = open.clone();
        // What names others follows them.
        let mut errors = BTreeMap::new();
        loop {
            let before = waiting.len();
            waiting.retain(|def| {
                let file = exported(&from, &actor, def, format, columns(def, language));
                let outcome = imported(&to, &actor, def, &file);
                let done = outcome.errors.is_empty();
                errors.insert(def.collection, outcome.errors);
                !done
            });
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        let mut wrong = Vec::new();
        for def in &waiting {
            for error in errors[def.collection].iter().take(3) {
                wrong.push(format!("{}: {error:?}", def.collection));
            }
        }
        for def in &open {
            let [there, here] = [&from, &to].map(|db| records(db, &actor, def));
            let (there, here) = (there.as_array().expect("rows"), here.as_array().expect("rows"));
            if there.len() != here.len() {
                wrong.push(format!("{}: {} and {}", def.collection, there.len(), here.len()));
            }
            let mut told = BTreeMap::new();
            for (there, here) in there.iter().zip(here) {
                for (column, value) in there.as_object().expect("a record") {
                    // What the program keeps itself is its own in each company.
                    let at = def.table.json_column(column).expect("a column");
                    if here[column] != *value && !def.table.columns[at].read_only {
                        told.entry(column.clone())
                            .or_insert_with(|| format!("{value} came back as {}", here[column]));
                    }
                }
            }
            wrong.extend(
                told.iter().map(|(column, how)| format!("{}.{column}: {how}", def.collection)),
            );
        }
        assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    }
}
