//! Older databases become what new ones are.

use base::{Amount, Code, Text};

use super::*;
use crate::testing::{actor, databases};
use crate::{Options, key};

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

    /// A thing.
    #[derive(Record, Clone, Debug, Default, PartialEq)]
    #[record(table = "thing", key(no), index(amount))]
    pub struct Thing {
        pub no: Code<20>,
        pub colour: Colour,
        pub amount: Amount,
        pub gone: Text<20>,
    }

    /// A ledger that only grows.
    #[derive(Record, Clone, Debug, Default, PartialEq)]
    #[record(table = "thing_entry", key(entry_no), ledger(open))]
    pub struct ThingEntry {
        pub entry_no: i64,
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
#[record(table = "thing", key(no), index(name), unique(name, colour), search(no, name))]
struct Thing {
    no: Code<20>,
    name: Text<50>,
    colour: Colour,
    amount: Amount,
}

/// A log that may be purged.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "thing_entry", key(entry_no), ledger(amount), purgeable)]
struct ThingEntry {
    entry_no: i64,
    open: bool,
    amount: Amount,
}

/// Came later.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "late_thing", key(entry_no), ledger())]
struct LateThing {
    entry_no: i64,
}

#[test]
fn an_older_database_is_brought_to_what_the_records_say() {
    let older = Schema {
        tables: vec![before::Thing::table(), before::ThingEntry::table()],
        changes: &["initial"],
        steps: &[],
    };
    let newer = Schema {
        tables: vec![Thing::table(), ThingEntry::table(), LateThing::table()],
        changes: &["initial", "names", "late things"],
        steps: &[],
    };
    for database in databases(&[]) {
        let (db, actor) = (&database.db, &actor());
        assert_eq!(apply(db, actor, &older), Ok(vec![1]));
        db.write(actor, |tx| {
            tx.insert(&mut before::Thing {
                no: Code::new("A"),
                colour: before::Colour::Red,
                amount: Amount::from(7),
                gone: Text::cut("x"),
            })?;
            tx.insert_unlogged(&mut before::ThingEntry::default())
        })
        .expect("inserted");
        assert_eq!(apply(db, actor, &newer), Ok(vec![2, 3]));
        assert_eq!(apply(db, actor, &newer), Ok(vec![]));
        assert!(apply(db, actor, &older).is_err(), "newer than the program");
        db.write(actor, |tx| {
            let mut thing: Thing = tx.get(key!["A"])?.expect("kept");
            assert_eq!((thing.colour, thing.amount), (Colour::Red, Amount::from(7)));
            let search = crate::Filter::Search("a".to_owned());
            assert_eq!(tx.count_filtered(Thing::table(), &search)?, 1, "found by its words");
            thing.colour = Colour::Green;
            thing.name = Text::cut("Thing");
            tx.update(&mut thing)?;
            let mut entry = ThingEntry::default();
            tx.insert_unlogged(&mut entry)?;
            assert_eq!(entry.entry_no, 2, "counts on");
            tx.insert_unlogged(&mut LateThing::default())
        })
        .expect("what came later can be used");
        for (sql, works) in [
            ("UPDATE \"thing_entry\" SET \"open\" = 1", false),
            ("UPDATE \"thing_entry\" SET \"amount\" = 1", true),
            ("DELETE FROM \"thing_entry\"", true),
            ("DELETE FROM \"late_thing\"", false),
            ("UPDATE \"thing\" SET \"colour\" = 'blue'", false),
        ] {
            let done = db.write(actor, |tx| tx.execute(sql, &[]));
            assert_eq!(done.is_ok(), works, "{sql}: {done:?}");
        }
        let twin = Thing {
            no: Code::new("B"),
            name: Text::cut("Thing"),
            colour: Colour::Green,
            ..Thing::default()
        };
        assert!(db.write(actor, |tx| tx.insert(&mut twin.clone())).is_err(), "unique by name");
    }
}
