use base::Actor;
use store::testing::{actor, databases};

use super::*;

fn rows(lines: &[&[&str]]) -> Vec<(usize, Vec<Cell>)> {
    let row = |(at, cells): (usize, &&[&str])| {
        (at + 2, cells.iter().map(|cell| Cell::from(*cell)).collect())
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
        let given = Rows { heads: &heads, rows: &lines };
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
    Headings::of(&def(), &heads, &mut errors);
    let codes: Vec<&str> = errors.iter().map(|error| error.refusal.code).collect();
    assert_eq!(codes, ["import.heading.unknown", "import.heading.twice"]);
}

#[test]
fn every_caption_is_the_heading_of_its_own_field() {
    let all = crate::entities();
    for def in all.iter().filter(|def| may_import(def)) {
        let columns = || def.table.columns.iter().enumerate();
        for language in [None, Some(Language::En), Some(Language::Fr)] {
            for (at, column) in columns().filter(|(at, _)| def.table.is_shown(*at)) {
                let head = language.map_or_else(
                    || column.json.to_owned(),
                    |language| texts::caption(language, def.table.name, column.name),
                );
                let found = Headings::of(def, std::slice::from_ref(&head), &mut Vec::new());
                let found = found.column(0).map(|at| def.table.columns[at].json);
                assert_eq!(found, Some(column.json), "{}: {head} {at}", def.collection);
            }
        }
    }
}

#[test]
fn captions_of_business_central_are_read_where_they_stand_alone() {
    let all = crate::entities();
    for (collection, head, name) in [
        ("customers", "N°", "no"),
        ("customers", "Nº", "no"),
        ("customers", "№", "no"),
        ("customers", "No.", "no"),
        ("customers", "Numero", "no"),
        ("customers", "Nom", "name"),
        ("items", "N°", "no"),
        ("items", "Désignation", "description"),
        ("items", "De\u{301}signation", "description"),
        ("serviceItems", "N°", "no"),
        ("resources", "Nom", "name"),
        ("repairStatuses", "Code", "code"),
    ] {
        let def = all.iter().find(|def| def.collection == collection).expect("a collection");
        let found = Headings::of(def, &[head.to_owned()], &mut Vec::new());
        let found = found.column(0).map(|at| def.table.columns[at].json);
        assert_eq!(found, Some(name), "{collection} {head}");
    }
}

fn terms() -> EntityDef {
    let all = crate::entities();
    all.into_iter().find(|def| def.collection == "paymentTerms").expect("a collection")
}

/// Databases with all tables.
fn all_databases() -> Vec<store::testing::TestDatabase> {
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    store::entity::register(&tables);
    databases(&tables)
}

#[test]
fn a_dry_run_keeps_nothing_and_lets_others_write() {
    for database in all_databases() {
        let heads = ["code", "description"].map(str::to_owned);
        let mut lines: Vec<(usize, Vec<Cell>)> = (0..400)
            .map(|n| (n + 2, vec![format!("S{n}").as_str().into(), "Thirty days".into()]))
            .collect();
        // The same record twice is found although the first was not kept.
        lines.push((402, lines[0].1.clone()));
        lines.push((403, vec!["S9999".into(), "x".repeat(5000).as_str().into()]));
        let given = Rows { heads: &heads, rows: &lines };
        let db = &database.db;
        let found = std::thread::scope(|scope| {
            let trial = scope.spawn(|| dry_run(db, &actor(), &terms(), &given, Existing::Refuse));
            let mut written = 0;
            while !trial.is_finished() {
                let code = format!("O{written}");
                let body = serde_json::json!({"code": code, "description": "of somebody else"});
                let body = body.as_object().cloned().unwrap_or_default();
                db.write(&actor(), |tx| terms().create(tx, &[], &body)).expect("written meanwhile");
                written += 1;
            }
            assert!(written > 3, "only {written} writes on {:?}", database.engine());
            trial.join().expect("no panic")
        });
        let found = found.expect("tried");
        assert_eq!((found.rows, found.created), (402, 400));
        let codes: Vec<(usize, &str)> =
            found.errors.iter().map(|error| (error.row, error.refusal.code)).collect();
        assert_eq!(codes[0], (402, "import.row.exists"));
        assert_eq!(codes[1].0, 403);
        assert!(found.errors[1].value.chars().count() < 110, "values are cut");
        for (_, value) in &found.errors[1].refusal.args {
            assert!(value.to_string().chars().count() < 110, "values are cut");
        }
        let sql = "SELECT count(*) FROM \"payment_terms\" WHERE \"code\" LIKE 'S%'";
        assert_eq!(db.read(&actor(), |tx| tx.number(sql, &[])), Ok(0), "nothing is kept");
    }
}

struct Alone;

impl crate::job::Client for Alone {
    fn actor(&self) -> Result<Actor> {
        Ok(actor())
    }
    fn program(&self) -> Actor {
        actor()
    }
    fn problem(&self, error: &Error) -> serde_json::Value {
        error.code().into()
    }
}

#[test]
fn a_long_file_is_imported_by_a_job_that_leaves_out_what_is_refused() {
    use crate::job::{BatchJob, Control, JobStatus};
    for database in all_databases() {
        let (db, def) = (&database.db, terms());
        let run = |dry_run: bool, control: &Control| -> BatchJob {
            let job = db.write(&actor(), |tx| start(tx, &def, Existing::Skip, dry_run));
            let job_no = job.expect("started").entry_no;
            let told = |error: &CellError, _: &[String]| error.row.into();
            let import = Import {
                db,
                job_no,
                def: &def,
                existing: Existing::Skip,
                dry_run,
                rows: 351,
                control,
                client: &Alone,
                told: &told,
            };
            let ran = import.run(|take| {
                let heads = ["code", "description"].map(str::to_owned);
                take(Part::Heads(heads.to_vec()))?;
                for n in 0..350 {
                    let text = if n % 100 == 7 { "x".repeat(500) } else { "Terms".to_owned() };
                    let cells = [format!("J{n}"), text];
                    take(Part::Row(n + 2, cells.map(|cell| Cell::from(cell.as_str())).to_vec()))?;
                }
                // A key that was there before counts as there.
                take(Part::Row(400, ["J1", "Again"].map(Cell::from).to_vec()))
            });
            ran.expect("noted");
            db.read(&actor(), |tx| tx.find(store::key![job_no])).expect("the job")
        };
        let count = || {
            let sql = "SELECT count(*) FROM \"payment_terms\" WHERE \"code\" LIKE 'J%'";
            db.read(&actor(), |tx| tx.number(sql, &[])).expect("counted")
        };
        for (dry_run, kept) in [(true, 0), (false, 346)] {
            let job = run(dry_run, &Control::default());
            assert_eq!(job.status, JobStatus::Succeeded, "{}", job.error.as_str());
            assert_eq!(job.progress, 100);
            let result = serde_json::Value::Object(job.result());
            assert_eq!(result["rows"], 351);
            assert_eq!(result["created"], 346, "{:?} {result}", database.engine());
            assert_eq!(result["skipped"], 1);
            assert_eq!(result["errorCount"], 4);
            assert_eq!(result["errors"], serde_json::json!([9, 109, 209, 309]));
            assert_eq!(count(), kept);
        }
        let control = Control::default();
        control.cancelled.store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(run(false, &control).status, JobStatus::Cancelled);
    }
}
