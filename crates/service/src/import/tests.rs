use store::testing::{actor, databases};

use super::*;

fn rows(lines: &[&[&str]]) -> Vec<(usize, Vec<String>)> {
    let row = |(at, cells): (usize, &&[&str])| {
        (at + 2, cells.iter().map(|cell| (*cell).to_owned()).collect())
    };
    lines.iter().enumerate().map(row).collect()
}

fn def() -> EntityDef {
    let all = crate::entities();
    all.into_iter().find(|def| def.collection == "repairStatuses").expect("a collection")
}

#[test]
fn every_error_of_a_file_is_listed_by_cell() {
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    store::entity::register(&tables);
    for database in databases(&tables) {
        let heads = ["code", "description", "serviceOrderStatus"].map(str::to_owned);
        let lines = rows(&[&["A", "x\u{7}y", "perhaps"], &["B", &"x".repeat(300), "finished"]]);
        let given = Rows { heads: &heads, rows: &lines, decimal_comma: false };
        let mut found = Outcome::default();
        let result = database.db.write(&actor(), |tx| {
            found = import(tx, &def(), &given, Existing::Refuse)?;
            keep(&found, false)
        });
        assert!(result.is_err(), "nothing is kept");
        let places: Vec<(usize, Option<usize>)> =
            found.errors.iter().map(|error| (error.row, error.column)).collect();
        assert!(places.contains(&(2, Some(2))), "{places:?}");
        assert!(places.contains(&(2, Some(1))), "{places:?}");
        assert!(places.contains(&(3, Some(1))), "{places:?}");
    }
}

#[test]
fn unknown_headings_are_named() {
    let mut errors = Vec::new();
    let heads = ["Code", "Nonsense", "code"].map(str::to_owned);
    Headings::of(&def(), &heads, Existing::Refuse, &mut errors);
    let codes: Vec<&str> = errors.iter().map(|error| error.refusal.code).collect();
    assert_eq!(codes, ["import.heading.unknown", "import.heading.twice"]);
}
