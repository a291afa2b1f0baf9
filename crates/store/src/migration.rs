//! Bringing databases to the schema of the program, whatever version made them.

use base::{Actor, DateTime, Result, Text, refuse};

use crate::db::Db;
use crate::schema::{Shape, prelude};
use crate::{Record, Table, Tx};

/// What a kind of database holds.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its tables, as their records are now.
    pub tables: Vec<&'static Table>,
    /// The changes that led here, each in a few words; the first made the database. Whoever
    /// changes a record adds one, so that older databases are brought up to date.
    pub changes: &'static [&'static str],
    /// What older databases are filled with after a change, by its name: figures that are kept from
    /// then on.
    pub fills: &'static [(&'static str, Fill)],
}

/// Fills what a change brought.
pub type Fill = fn(&mut Tx) -> Result<()>;

impl Schema {
    /// The number of the last change.
    pub fn version(&self) -> i64 {
        i64::try_from(self.changes.len()).unwrap_or(i64::MAX)
    }
}

/// A change that has been made.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "schema_version", key(number))]
struct SchemaVersion {
    number: i64,
    name: Text<100>,
    applied_at: Option<DateTime>,
}

/// The number of the last migration applied to a database, 0 for an empty one.
///
/// # Errors
/// When the database fails.
pub fn version(db: &Db, actor: &Actor) -> Result<i64> {
    db.read(actor, |tx| {
        if !tx.has_table(SchemaVersion::table().name)? {
            return Ok(0);
        }
        tx.number("SELECT coalesce(max(\"number\"), 0) FROM \"schema_version\"", &[])
    })
}

/// Brings a database to a schema and tells the numbers of the changes that it lacked: makes tables
/// that are missing, and changes columns, choices, indexes and triggers of the others. Rows keep
/// what they have.
///
/// # Errors
/// Refuses a database that a newer program has already changed, and reports what the database
/// refuses; then nothing has been changed.
pub fn apply(db: &Db, actor: &Actor, schema: &Schema) -> Result<Vec<i64>> {
    let current = version(db, actor)?;
    let newest = schema.version();
    if current > newest {
        return Err(refuse!("store.schema.newer", found = current, known = newest).into());
    }
    let lacking: Vec<(i64, &str)> =
        (1..).zip(schema.changes.iter().copied()).filter(|(number, _)| *number > current).collect();
    if lacking.is_empty() {
        return Ok(Vec::new());
    }
    db.write(actor, |tx| {
        tx.batch(&prelude(db.engine()))?;
        for table in [SchemaVersion::table()].iter().chain(&schema.tables) {
            tx.reconcile(&Shape::of(db.engine(), table))?;
        }
        let lacks = |change: &str| lacking.iter().any(|(_, name)| *name == change);
        for (_, fill) in schema.fills.iter().filter(|(change, _)| lacks(change)) {
            fill(tx)?;
        }
        for (number, name) in &lacking {
            tx.insert_unlogged(&mut SchemaVersion {
                number: *number,
                name: Text::cut(name),
                applied_at: Some(tx.now()),
            })?;
        }
        Ok(())
    })?;
    Ok(lacking.into_iter().map(|(number, _)| number).collect())
}

#[cfg(test)]
mod tests {
    use base::{Amount, Code, Text};

    use super::*;
    use crate::testing::{actor, databases};
    use crate::{Filter, Options, key};

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
            fills: &[],
        };
        let newer = Schema {
            tables: vec![Thing::table(), ThingEntry::table(), LateThing::table()],
            changes: &["initial", "names", "late things"],
            fills: &[("late things", |tx| tx.insert_unlogged(&mut LateThing::default()))],
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
                let search = Filter::Search("a".to_owned());
                assert_eq!(tx.count_filtered(Thing::table(), &search)?, 1, "found by its words");
                thing.colour = Colour::Green;
                thing.name = Text::cut("Thing");
                tx.update(&mut thing)?;
                let mut entry = ThingEntry::default();
                tx.insert_unlogged(&mut entry)?;
                assert_eq!(entry.entry_no, 2, "counts on");
                let mut late = LateThing::default();
                tx.insert_unlogged(&mut late)?;
                assert_eq!(late.entry_no, 2, "the first one was filled in");
                Ok(())
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
}
