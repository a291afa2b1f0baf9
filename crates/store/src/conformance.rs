//! What both engines must do alike.

use std::collections::BTreeSet;

use base::{Amount, Code, Date, Error, Quantity, Text};

use crate::filter::Comparison;
use crate::testing::{actor, databases};
use crate::{EngineName, Filter, Options, Page, Query, Record, Tx, Value, key, params};

/// A thing.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Colour {
    #[default]
    Blank,
    DarkRed,
}

/// A thing.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "thing", key(no), index(amount), unique(name), audited)]
struct Thing {
    /// Identifies the thing.
    no: Code<20>,
    /// Says what it is.
    name: Text<50>,
    colour: Colour,
    amount: Amount,
    quantity: Quantity,
    day: Option<Date>,
    r#type: bool,
    version: i64,
}

/// A line of a ledger.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "thing_entry", key(entry_no), ledger(open), index(thing_no))]
struct ThingEntry {
    entry_no: i64,
    thing_no: Code<20>,
    amount: Amount,
    open: bool,
}

fn tables() -> Vec<&'static crate::Table> {
    let mut all = crate::tables();
    all.extend([Thing::table(), ThingEntry::table()]);
    all
}

fn thing(no: &str, amount: i64) -> Thing {
    Thing {
        no: Code::new(no),
        name: Text::new(&format!("Thing {no}")),
        amount: Amount::from(amount),
        ..Thing::default()
    }
}

fn insert_things(tx: &mut Tx, count: i64) -> base::Result<()> {
    (0..count).try_for_each(|n| tx.insert_unlogged(&mut thing(&format!("T{n:03}"), n % 7)))
}

#[test]
fn records_come_back_as_they_went_in() {
    for test in databases(&tables()) {
        let mut full = Thing {
            colour: Colour::DarkRed,
            amount: "-12.34567".parse().expect("a number"),
            day: Some(Date::constant(2026, 3, 2)),
            name: Text::new("L'été 漢字 ‘%_\\ \u{1F600}"),
            r#type: true,
            ..thing("A", 0)
        };
        test.db.write(&actor(), |tx| tx.insert(&mut full.clone())).expect("inserted");
        full.version = 1;
        let read = test.db.read(&actor(), |tx| tx.find::<Thing>(key!["A"]));
        assert_eq!(read, Ok(full), "{:?}", test.engine());
    }
}

#[test]
fn a_failed_act_leaves_nothing() {
    for test in databases(&tables()) {
        let result: base::Result<()> = test.db.write(&actor(), |tx| {
            tx.insert(&mut thing("A", 1))?;
            Err(base::refuse!("test.no").into())
        });
        assert!(result.is_err());
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            test.db.write(&actor(), |tx| -> base::Result<()> {
                tx.insert(&mut thing("B", 1))?;
                panic!("in the middle")
            })
        }));
        assert!(panicked.is_err());
        let count = test.db.read(&actor(), |tx| tx.count::<Thing>("", &[]));
        assert_eq!(count, Ok(0), "{:?}", test.engine());
    }
}

#[test]
fn panics_do_not_use_up_the_connections() {
    for test in databases(&tables()) {
        for _ in 0..10 {
            let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                test.db.read(&actor(), |_| -> base::Result<()> { panic!("in the middle") })
            }));
            assert!(panicked.is_err());
        }
        let count = test.db.read(&actor(), |tx| tx.count::<Thing>("", &[]));
        assert_eq!(count, Ok(0), "{:?}", test.engine());
    }
}

#[test]
fn numbers_too_large_to_be_summed_are_not_stored() {
    for test in databases(&tables()) {
        let mut large = Thing { amount: Amount::from_scaled(-base::MOST), ..thing("A", 0) };
        test.db.write(&actor(), |tx| tx.insert(&mut large)).expect("the largest");
        let huge = Amount::from_scaled(base::MOST + 1);
        large.amount = huge;
        let mut entry = ThingEntry { entry_no: 1, amount: huge, ..ThingEntry::default() };
        let refused = [
            test.db.write(&actor(), |tx| tx.insert(&mut Thing { amount: huge, ..thing("B", 0) })),
            test.db.write(&actor(), |tx| tx.update(&mut large)),
            test.db.write(&actor(), |tx| tx.insert_all(std::slice::from_mut(&mut entry))),
        ];
        for refused in refused {
            let error = refused.expect_err("too large");
            assert_eq!(error.code(), "value.number.tooLarge", "{:?}", test.engine());
            assert_eq!(error.refusals()[0].field.as_deref(), Some("amount"));
        }
    }
}

#[test]
fn the_second_save_of_the_same_version_is_refused() {
    for test in databases(&tables()) {
        test.db.write(&actor(), |tx| tx.insert(&mut thing("A", 1))).expect("inserted");
        let mut one = test.db.read(&actor(), |tx| tx.find::<Thing>(key!["A"])).expect("found");
        let mut two = one.clone();
        one.amount = Amount::from(2);
        test.db.write(&actor(), |tx| tx.update(&mut one)).expect("the first save");
        two.amount = Amount::from(3);
        let again = test.db.write(&actor(), |tx| tx.update(&mut two.clone()));
        assert_eq!(again, Err(Error::Changed), "{:?}", test.engine());
        assert_eq!(test.db.write(&actor(), |tx| tx.delete(&two)), Err(Error::Changed));
        let log = test.db.read(&actor(), |tx| {
            tx.select::<crate::ChangeLogEntry>("WHERE \"field_name\" = $1", params!["amount"])
        });
        let log = log.expect("the change log");
        assert_eq!(
            (log.len(), log[0].old_value.as_str(), log[0].new_value.as_str()),
            (1, "1", "2")
        );
    }
}

#[test]
fn keys_and_unique_columns_are_unique() {
    for test in databases(&tables()) {
        test.db.write(&actor(), |tx| tx.insert(&mut thing("A", 1))).expect("inserted");
        let again = test.db.write(&actor(), |tx| tx.insert(&mut thing("A", 1)));
        assert_eq!(again.map_err(|e| e.code().to_owned()), Err("record.exists".to_owned()));
        let mut same_name = Thing { name: Text::new("Thing A"), ..thing("B", 1) };
        assert!(test.db.write(&actor(), |tx| tx.insert(&mut same_name)).is_err());
    }
}

#[test]
fn ledgers_only_grow() {
    for test in databases(&tables()) {
        let mut entry =
            ThingEntry { thing_no: Code::new("A"), open: true, ..ThingEntry::default() };
        test.db.write(&actor(), |tx| tx.insert_unlogged(&mut entry)).expect("inserted");
        assert_eq!(entry.entry_no, 1);
        entry.open = false;
        entry.amount = Amount::from(5);
        test.db.write(&actor(), |tx| tx.update(&mut entry)).expect("open may change");
        let read = test.db.read(&actor(), |tx| tx.find::<ThingEntry>(key![1])).expect("found");
        assert_eq!((read.open, read.amount), (false, Amount::ZERO), "only open was written");
        for sql in ["UPDATE \"thing_entry\" SET \"amount\" = 1", "DELETE FROM \"thing_entry\""] {
            assert!(test.db.write(&actor(), |tx| tx.execute(sql, &[])).is_err(), "{sql}");
        }
    }
}

#[test]
fn entry_numbers_count_on() {
    for test in databases(&tables()) {
        let mut numbers = BTreeSet::new();
        for _ in 0..3 {
            let mut entries = vec![ThingEntry::default(); 20];
            let given = test.db.write(&actor(), |tx| {
                let given = tx.entry_nos::<ThingEntry>(entries.len())?;
                entries.iter_mut().zip(&given).for_each(|(entry, no)| entry.entry_no = *no);
                tx.insert_all(&mut entries)?;
                Ok(given)
            });
            numbers.extend(given.expect("numbers"));
        }
        assert_eq!(numbers, (1..=60).collect(), "{:?}", test.engine());
    }
}

#[test]
fn pages_by_key_miss_and_repeat_nothing() {
    let amount = Thing::table().column("amount").expect("a column");
    let day = Thing::table().column("day").expect("a column");
    for test in databases(&tables()) {
        test.db.write(&actor(), |tx| insert_things(tx, 100)).expect("inserted");
        for order in [
            vec![],
            vec![(amount, false)],
            vec![(amount, true)],
            vec![(amount, true), (day, false)],
        ] {
            let mut query = Query { order, top: 9, ..Query::default() };
            let mut seen: Vec<Thing> = Vec::new();
            loop {
                let page: Page<Thing> =
                    test.db.read(&actor(), |tx| tx.list(&query)).expect("a page");
                seen.extend(page.rows);
                query.after = page.next;
                if query.after.is_none() {
                    break;
                }
            }
            let distinct: BTreeSet<String> = seen.iter().map(|t| t.no.to_string()).collect();
            assert_eq!((seen.len(), distinct.len()), (100, 100), "{:?}", query.order);
        }
    }
}

#[test]
fn filters_mean_the_same_on_both() {
    let column = |name: &str| Thing::table().column(name).expect("a column");
    for test in databases(&tables()) {
        test.db
            .write(&actor(), |tx| {
                insert_things(tx, 20)?;
                tx.insert(&mut Thing { name: Text::new("Été 50%_x"), ..thing("Z", 50) })
            })
            .expect("inserted");
        let count = |filter: Filter| {
            test.db
                .read(&actor(), |tx| tx.count_filtered(Thing::table(), &filter))
                .expect("counted")
        };
        let matches = |text: &str| Filter::Matches(column("name"), text.to_owned());
        assert_eq!(count(matches("thing t00*")), 10);
        assert_eq!(count(matches("*T00?")), 10);
        assert_eq!(count(matches("été*")), 1, "capitals do not matter");
        assert_eq!(count(matches("ete*")), 1, "nor do accents");
        assert_eq!(count(matches("éTÉ*")), 1, "nor accents that are not there");
        assert_eq!(count(matches("thíng t000")), 1);
        assert_eq!(count(matches("*50%_x")), 1, "% and _ are plain characters");
        assert_eq!(count(Filter::Search("été".to_owned())), 1);
        assert_eq!(count(Filter::Search("ETE".to_owned())), 1);
        assert_eq!(count(Filter::Not(Box::new(matches("thing*")))), 1);
        let above = Filter::Compare(
            column("amount"),
            Comparison::Greater,
            Value::Int(Amount::from(6).scaled()),
        );
        assert_eq!(count(above), 1);
        let either = Filter::In(column("no"), vec![Value::from("Z"), Value::from("T001")]);
        assert_eq!(count(either), 2);
        let alone = "NOT EXISTS (SELECT 1 FROM \"thing\" o WHERE o.\"no\" > \"thing\".\"no\")";
        assert_eq!(count(Filter::Where(alone)), 1, "about other rows");
        assert_eq!(
            count(Filter::Where("1 = 0 OR 1 = 1").and(matches("thing*"))),
            20,
            "in brackets"
        );
    }
}

#[test]
fn eight_writers_lose_no_update() {
    for test in databases(&tables()) {
        test.db.write(&actor(), |tx| tx.insert(&mut thing("A", 0))).expect("inserted");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        test.db
                            .write(&actor(), |tx| {
                                let mut thing: Thing = tx.find(key!["A"])?;
                                thing.amount += Amount::from(1);
                                tx.update_unlogged(&mut thing)
                            })
                            .expect("written");
                    }
                });
            }
        });
        let read = test.db.read(&actor(), |tx| tx.find::<Thing>(key!["A"])).expect("found");
        assert_eq!(read.amount, Amount::from(80), "{:?}", test.engine());
    }
}

#[test]
fn a_backup_restores_on_either_engine() {
    for from in databases(&tables()) {
        from.db.write(&actor(), |tx| insert_things(tx, 30)).expect("inserted");
        from.db.write(&actor(), |tx| tx.insert_unlogged(&mut ThingEntry::default())).expect("one");
        let mut backup = Vec::new();
        let count = crate::backup::write(&from.db, &actor(), &tables(), &mut backup);
        assert_eq!(count, Ok(31));
        for to in databases(&tables()) {
            let restore = |end: usize| {
                let bytes = backup[..end].to_vec();
                crate::backup::read(&to.db, &actor(), &tables(), &mut || {
                    Ok(Box::new(std::io::Cursor::new(bytes.clone())))
                })
            };
            assert!(restore(backup.len() - 20).is_err());
            let count = restore(backup.len());
            assert_eq!(count, Ok(31), "{:?} to {:?}", from.engine(), to.engine());
            let mut entry = ThingEntry::default();
            to.db.write(&actor(), |tx| tx.insert_unlogged(&mut entry)).expect("counts on");
            assert_eq!(entry.entry_no, 2);
        }
    }
}

#[test]
fn an_installation_is_removed_with_its_companies_and_nothing_else() {
    for (url, _folder) in crate::testing::places() {
        let other = match &url {
            crate::DatabaseUrl::Sqlite(path) => {
                crate::DatabaseUrl::Sqlite(path.with_file_name("testing.db"))
            }
            crate::DatabaseUrl::Postgres { address, schema } => crate::DatabaseUrl::Postgres {
                address: address.clone(),
                schema: format!("{schema}0"),
            },
        };
        for place in [&url, &url.company("atelier-moka"), &other] {
            let db = crate::Db::open(place).expect("a database");
            db.batch("CREATE TABLE kept (a BIGINT)").expect("a table");
        }
        crate::Db::remove_all(&url).expect("removed");
        let kept = |place: &crate::DatabaseUrl| {
            let db = crate::Db::open(place).expect("a database");
            db.read(&actor(), |tx| tx.has_table("kept")).expect("an answer")
        };
        assert!(!kept(&url) && !kept(&url.company("atelier-moka")) && kept(&other), "{url}");
        crate::Db::remove_all(&url).expect("removed");
        crate::Db::remove_all(&other).expect("removed");
    }
}

#[test]
fn a_file_that_is_closed_holds_everything() {
    let (crate::DatabaseUrl::Sqlite(path), _folder) = crate::testing::places().swap_remove(0)
    else {
        panic!("the first place is a file");
    };
    let db = crate::Db::open(&crate::DatabaseUrl::Sqlite(path.clone())).expect("a database");
    db.batch("CREATE TABLE kept (a BIGINT)").expect("a table");
    db.read(&actor(), |tx| tx.has_table("kept")).expect("an answer");
    drop(db);
    assert!(!path.with_file_name("test.db-wal").exists(), "a copy of the file alone is whole");
}

/// A record that people search by words.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "person", key(kind, no), search(no, name, phone_no))]
struct Person {
    kind: Code<10>,
    no: Code<20>,
    name: Text<50>,
    phone_no: Text<30>,
    version: i64,
}

fn person(no: &str, name: &str, phone: &str) -> Person {
    Person {
        kind: Code::new("P"),
        no: Code::new(no),
        name: Text::cut(name),
        phone_no: Text::cut(phone),
        ..Person::default()
    }
}

/// The numbers of the people found.
fn found(tx: &mut crate::Tx, typed: &str) -> base::Result<String> {
    let filter = Filter::Search(typed.to_owned());
    let rows = tx.list::<Person>(&Query { filter, ..Query::default() })?.rows;
    Ok(rows.iter().map(|row| row.no.as_str()).collect::<Vec<_>>().join(" "))
}

#[test]
fn words_are_found_by_how_they_begin() {
    for database in &databases(&[Person::table()]) {
        let db = &database.db;
        db.write(&actor(), |tx| {
            for mut one in [
                person("SO-00123", "Hôtel du Parc", "04 76 12 34 56"),
                person("SO-00124", "Garage L'Étoile \"Nord\"", "+33.4.76.99"),
                person("X1", "Parc-Auto 'Sud' % Cœur", ""),
            ] {
                tx.insert(&mut one)?;
            }
            for (typed, expected) in [
                ("hotel", "SO-00123"),
                ("HÔT par", "SO-00123"),
                ("parc", "SO-00123 X1"),
                ("arc", ""),
                ("etoile", "SO-00124"),
                ("coeur", "X1"),
                ("CŒU", "X1"),
                ("l'étoile nord", "SO-00124"),
                ("0476", "SO-00123"),
                ("04 76 12", "SO-00123"),
                ("7612", "SO-00123"),
                ("3456", "SO-00123"),
                ("476", "SO-00123 SO-00124"),
                ("4.76.99", "SO-00124"),
                ("123", "SO-00123"),
                ("so00124", "SO-00124"),
                ("SO-001", "SO-00123 SO-00124"),
                ("sud %", "X1"),
                ("parc nord", ""),
                ("%", ""),
                ("\" OR \"", ""),
                ("' | '", ""),
            ] {
                assert_eq!(found(tx, typed)?, expected, "{typed} on {:?}", db.engine());
            }
            let key = key!["P", "X1"];
            let mut changed: Person = tx.find(key)?;
            changed.name = Text::cut("Clinique");
            tx.update(&mut changed)?;
            assert_eq!((found(tx, "sud")?, found(tx, "clin")?), (String::new(), "X1".to_owned()));
            tx.execute("UPDATE \"person\" SET \"no\" = 'X2' WHERE \"no\" = 'X1'", &[])?;
            assert_eq!((found(tx, "x1")?, found(tx, "x2")?), (String::new(), "X2".to_owned()));
            tx.execute("DELETE FROM \"person\" WHERE \"no\" = 'X2'", &[])?;
            assert_eq!(found(tx, "clin")?, "");
            Ok(())
        })
        .expect("the words are kept");
    }
}

#[test]
fn words_that_went_astray_are_told_and_made_anew() {
    for database in &databases(&[Person::table()]) {
        let (db, table) = (&database.db, Person::table());
        let astray = |tx: &mut Tx| tx.words_astray(table, 10);
        db.write(&actor(), |tx| {
            tx.insert(&mut person("A", "Hotel", ""))?;
            tx.insert(&mut person("B", "Garage", ""))?;
            assert_eq!(astray(tx)?, Vec::<String>::new(), "{:?}", db.engine());
            Ok(())
        })
        .expect("two people");
        match db.engine() {
            EngineName::Sqlite => db.batch("DELETE FROM \"person_words\" WHERE \"no\" = 'B'"),
            EngineName::Postgres => db.batch(
                "ALTER TABLE \"person\" ALTER COLUMN \"words\" DROP EXPRESSION; \
                 UPDATE \"person\" SET \"words\" = NULL WHERE \"no\" = 'B'",
            ),
        }
        .expect("somebody worked by hand");
        db.write(&actor(), |tx| {
            assert_eq!(astray(tx)?, ["P,B"], "{:?}", db.engine());
            assert_eq!(found(tx, "garage")?, "");
            assert!(tx.rebuild_words(table)?);
            assert_eq!((astray(tx)?, found(tx, "garage")?), (Vec::new(), "B".to_owned()));
            tx.insert(&mut person("C", "Garage", ""))?;
            assert_eq!(found(tx, "garage")?, "B C");
            Ok(())
        })
        .expect("made anew");
    }
}

#[test]
fn a_search_that_finds_too_much_says_so() {
    for database in &databases(&[Person::table()]) {
        let table = Person::table();
        let cut = |tx: &mut Tx, typed: &str| {
            let filter = Filter::All.and(Filter::Search(typed.to_owned()));
            tx.search_is_cut(table, &filter)
        };
        let done = database.db.write(&actor(), |tx| {
            let no = |n: usize| format!("N{n:05}");
            let mut people: Vec<Person> = (0..5_001)
                .map(|n| person(&no(n), if n == 0 { "Rare" } else { "Many" }, ""))
                .collect();
            tx.insert_all(&mut people)?;
            assert!(!cut(tx, "many")?, "five thousand are all shown");
            tx.insert(&mut person("LAST", "Many", ""))?;
            assert!(cut(tx, "many")? && !cut(tx, "rare")? && !cut(tx, "")? && !cut(tx, "%")?);
            assert!(!tx.search_is_cut(table, &Filter::All)?);
            Ok(())
        });
        done.expect("counted");
    }
}

#[test]
fn a_ledger_is_searched_by_beginnings_of_numbers_and_in_its_latest_entries() {
    for database in databases(&tables()) {
        let done = database.db.write(&actor(), |tx| {
            for (entry_no, no) in [(1, "OLD-17"), (2, "NEW-17"), (100_000, "PUMP-17")] {
                let thing_no = Code::new(no);
                tx.insert_unlogged(&mut ThingEntry { entry_no, thing_no, ..Default::default() })?;
            }
            for (typed, expected) in [
                ("old", &[1][..]),
                ("ump", &[100_000]),
                ("17", &[100_000]),
                ("old-17", &[1]),
                ("%", &[]),
                ("", &[1, 2, 100_000]),
            ] {
                let filter = Filter::Search(typed.to_owned());
                let rows = tx.list::<ThingEntry>(&Query { filter, ..Query::default() })?.rows;
                let found: Vec<i64> = rows.iter().map(|row| row.entry_no).collect();
                assert_eq!(found, expected, "{typed}");
            }
            Ok(())
        });
        done.expect("the ledger is searched");
    }
}
