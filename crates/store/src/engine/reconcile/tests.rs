//! A database that was brought up to date is the same as a new one, to the last index.

use base::{Amount, Code, Text};

use crate::migration::{Rename, Schema, Step, apply};
use crate::testing::{TestDatabase, actor, databases};
use crate::{EngineName, Options, Record, Tx, key, params};

/// As it was.
mod before {
    use super::*;

    /// A choice.
    #[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Colour {
        #[default]
        Blank,
        Red,
    }

    /// A thing, under the name it had.
    #[derive(Record, Clone, Debug, Default, PartialEq)]
    #[record(table = "item_of_old", key(no), index(title), index(amount))]
    pub struct Thing {
        pub no: Code<20>,
        pub title: Text<50>,
        pub colour: Colour,
        pub amount: Text<20>,
        pub count: i64,
        pub gone: Text<20>,
    }

    /// A ledger that only grows.
    #[derive(Record, Clone, Debug, Default, PartialEq)]
    #[record(table = "thing_entry", key(entry_no), ledger(open), index(thing_no), index(open))]
    pub struct ThingEntry {
        pub entry_no: i64,
        pub thing_no: Code<20>,
        pub open: bool,
    }
}

/// A choice.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Colour {
    #[default]
    Blank,
    Red,
    Green,
}

/// A thing.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "thing", key(no, colour), index(name), unique(name, colour))]
struct Thing {
    no: Code<20>,
    name: Text<50>,
    colour: Colour,
    amount: Amount,
    count: Text<20>,
}

/// A ledger that only grows.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "thing_entry", key(entry_no), ledger(), index(thing_no), index(amount, open))]
struct ThingEntry {
    entry_no: i64,
    thing_no: Code<20>,
    open: bool,
    amount: Amount,
}

/// Came later.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "late_thing", key(entry_no), ledger())]
struct LateThing {
    entry_no: i64,
}

fn older() -> Schema {
    Schema {
        tables: vec![before::Thing::table(), before::ThingEntry::table()],
        changes: &["initial"],
        steps: &[],
    }
}

fn newer() -> Schema {
    const STEPS: &[Step] = &[
        Step {
            change: 2,
            renames: &[
                Rename::Table("item_of_old", "thing"),
                Rename::Column("thing", "title", "name"),
            ],
            data: None,
        },
        Step { change: 3, renames: &[], data: Some(price) },
    ];
    Schema {
        tables: vec![Thing::table(), ThingEntry::table(), LateThing::table()],
        changes: &["initial", "names", "amounts of entries"],
        steps: STEPS,
    }
}

/// Changes what a ledger does not let change otherwise, by columns that are new.
fn price(tx: &mut Tx) -> base::Result<()> {
    let sql = "UPDATE \"thing_entry\" SET \"amount\" = \
               (SELECT sum(\"amount\") FROM \"thing\" WHERE \"no\" = \"thing_no\")";
    tx.execute(sql, &[]).map(drop)
}

/// Everything that the catalogue of a database says, without what only tells where it stands.
fn everything(database: &TestDatabase) -> Vec<String> {
    let sql = match database.engine() {
        EngineName::Sqlite => {
            "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1"
        }
        EngineName::Postgres => {
            "SELECT 'column ' || CAST(table_name AS text) || '.' || CAST(column_name AS text) \
               || ' ' || CAST(data_type AS text) || ' ' || coalesce(CAST(collation_name AS text), '') \
               || ' ' || coalesce(CAST(column_default AS text), '') \
               || ' ' || CAST(is_nullable AS text) \
             FROM information_schema.columns WHERE table_schema = current_schema() \
             UNION ALL SELECT 'index ' || replace(pg_get_indexdef(c.oid), current_schema(), '') \
             FROM pg_class c WHERE c.relkind = 'i' AND c.relnamespace = \
               to_regnamespace(quote_ident(current_schema())) \
             UNION ALL SELECT 'constraint ' || CAST(o.conrelid AS regclass) || ' ' || o.conname \
               || ' ' || pg_get_constraintdef(o.oid) FROM pg_constraint o \
             WHERE o.connamespace = to_regnamespace(quote_ident(current_schema())) \
               AND o.contype IN ('c', 'p', 'u') \
             UNION ALL SELECT 'trigger ' || replace(pg_get_triggerdef(t.oid), current_schema(), '') \
             FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid AND NOT t.tgisinternal \
             WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) \
             UNION ALL SELECT 'sequence ' || relname FROM pg_class WHERE relkind = 'S' \
               AND relnamespace = to_regnamespace(quote_ident(current_schema())) ORDER BY 1"
        }
    };
    let rows = database.db.read(&actor(), |tx| tx.rows(sql, &[])).expect("the catalogue");
    rows.into_iter().flatten().map(crate::Value::into_text).collect()
}

fn fill(tx: &mut Tx) -> base::Result<()> {
    tx.insert(&mut before::Thing {
        no: Code::new("A"),
        title: Text::cut("Thing"),
        colour: before::Colour::Red,
        amount: Text::cut("700000"),
        count: 12,
        gone: Text::cut("x"),
    })?;
    tx.insert(&mut before::Thing {
        no: Code::new("B"),
        amount: Text::cut("none"),
        ..before::Thing::default()
    })?;
    tx.insert_unlogged(&mut before::ThingEntry {
        entry_no: 1,
        thing_no: Code::new("A"),
        open: true,
    })
}

#[test]
fn a_database_brought_up_to_date_is_the_same_as_a_new_one() {
    for (old, new) in databases(&[]).into_iter().zip(databases(&[])) {
        let actor = &actor();
        assert_eq!(apply(&old.db, actor, &older()), Ok(vec![1]));
        old.db.write(actor, fill).expect("filled");
        if old.engine() == EngineName::Postgres {
            old.db
                .batch(
                    "ALTER TABLE \"item_of_old\" ALTER \"gone\" DROP NOT NULL; \
                     ALTER TABLE \"item_of_old\" ALTER \"title\" DROP NOT NULL, \
                       ALTER \"title\" DROP DEFAULT; \
                     INSERT INTO \"item_of_old\" (\"no\", \"colour\", \"title\") \
                     VALUES ('C', 'red', NULL)",
                )
                .expect("damaged");
        }
        if old.engine() == EngineName::Postgres {
            let left = "CREATE SEQUENCE \"thing_entry_entry_no\"";
            old.db.batch(left).expect("as versions had that counted by sequences");
        }
        assert_eq!(apply(&old.db, actor, &newer()), Ok(vec![2, 3]));
        assert_eq!(apply(&new.db, actor, &newer()), Ok(vec![1, 2, 3]));
        let (upgraded, made) = (everything(&old), everything(&new));
        assert_eq!(upgraded, made, "{:?}", old.engine());
        assert!(made.len() > 10, "{made:?}");
        let (thing, other, entry) = old
            .db
            .read(actor, |tx| {
                Ok((
                    tx.find::<Thing>(key!["A", "red"])?,
                    tx.find::<Thing>(key!["B", ""])?,
                    tx.find::<ThingEntry>(key![1])?,
                ))
            })
            .expect("kept");
        assert_eq!((thing.name.as_str(), thing.count.as_str()), ("Thing", "12"));
        assert_eq!((thing.amount, other.amount), (Amount::from(7), Amount::ZERO));
        assert_eq!(entry.amount, Amount::from(7), "the step had its columns, and could change");
        let later = old
            .db
            .write(actor, |tx| tx.execute("UPDATE \"thing_entry\" SET \"amount\" = 1", params![]));
        assert!(later.is_err(), "the ledger only grows again");
    }
}

#[test]
fn an_index_that_is_right_is_not_made_again() {
    let made = "SELECT CAST(relname AS text) || CAST(CAST(relfilenode AS bigint) AS text) \
                FROM pg_class WHERE relkind = 'i' AND relnamespace = \
                to_regnamespace(quote_ident(current_schema())) ORDER BY 1";
    let again = Schema { changes: &["initial", "nothing"], ..older() };
    for database in databases(&[]).iter().filter(|one| one.engine() == EngineName::Postgres) {
        let files = || database.db.read(&actor(), |tx| tx.rows(made, &[])).expect("files");
        apply(&database.db, &actor(), &older()).expect("made");
        let before = files();
        assert_eq!(apply(&database.db, &actor(), &again), Ok(vec![2]));
        assert_eq!(files(), before);
        assert!(before.len() > 5, "{before:?}");
    }
}

#[test]
fn what_people_search_by_may_change() {
    /// Searched by its name.
    #[derive(Record, Clone, Debug, Default, PartialEq)]
    #[record(table = "place", key(no), search(no, name))]
    struct Before {
        no: Code<20>,
        name: Text<50>,
        city: Text<50>,
    }
    /// Searched by its town as well.
    #[derive(Record, Clone, Debug, Default, PartialEq)]
    #[record(table = "place", key(no), search(no, city))]
    struct After {
        no: Code<20>,
        name: Text<50>,
        city: Text<50>,
    }
    let schema = |table, changes| Schema { tables: vec![table], changes, steps: &[] };
    for test in databases(&[]) {
        let found = |typed: &str| {
            let query = crate::Query {
                filter: crate::Filter::Search(typed.to_owned()),
                ..crate::Query::default()
            };
            let found = test.db.read(&actor(), |tx| tx.list::<After>(&query));
            found.expect("searched").rows.len()
        };
        apply(&test.db, &actor(), &schema(Before::table(), &["one"])).expect("as it was");
        let place =
            Before { no: Code::new("A"), name: Text::new("Hotel"), city: Text::new("Lyon") };
        test.db.write(&actor(), |tx| tx.insert(&mut place.clone())).expect("a place");
        assert_eq!((found("hotel"), found("lyon")), (1, 0), "{:?}", test.engine());
        apply(&test.db, &actor(), &schema(After::table(), &["one", "two"])).expect("as it is");
        assert_eq!((found("hotel"), found("lyon")), (0, 1), "{:?}", test.engine());
    }
}
