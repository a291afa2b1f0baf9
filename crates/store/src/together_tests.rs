//! Several people and programs at once: turns, shared commits, what is known and what is forgotten.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};

use base::{Amount, Code, Error, refuse};

use crate::testing::{actor, databases};
use crate::{Db, Record, key, params};

/// A document.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "together", key(no))]
struct Document {
    no: Code<20>,
    amount: Amount,
    version: i64,
}

/// A line of a document.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "together_line", key(document_no, line_no))]
struct Line {
    document_no: Code<20>,
    line_no: i64,
    version: i64,
}

/// An entry of a ledger.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "together_entry", key(entry_no), ledger())]
struct Entry {
    entry_no: i64,
}

fn tables() -> Vec<&'static crate::Table> {
    vec![Document::table(), Line::table(), Entry::table()]
}

fn document(no: &str) -> Document {
    Document { no: Code::new(no), ..Document::default() }
}

/// The same database as another program has it open.
fn other_program(db: &Db) -> Db {
    Db::open(db.url()).expect("the database opens a second time")
}

/// Adds a line to a document that exists, numbered after the last one.
fn add_line(db: &Db, no: &str) -> base::Result<()> {
    db.write(&actor(), |tx| {
        let document: Document = tx.find(key![no])?;
        let last = tx.select::<Line>("WHERE \"document_no\" = $1", params![no])?;
        let line_no = last.last().map_or(0, |line| line.line_no) + 10_000;
        tx.insert(&mut Line { document_no: document.no, line_no, version: 0 })
    })
}

#[test]
fn eight_people_in_two_programs_add_to_one_document() {
    for test in databases(&tables()) {
        test.db.write(&actor(), |tx| tx.insert(&mut document("A"))).expect("inserted");
        let other = other_program(&test.db);
        std::thread::scope(|scope| {
            for person in 0..8 {
                let db = if person % 2 == 0 { &test.db } else { &other };
                scope.spawn(move || (0..10).for_each(|_| add_line(db, "A").expect("added")));
            }
        });
        let lines = test.db.read(&actor(), |tx| tx.select::<Line>("ORDER BY \"line_no\"", &[]));
        let numbers: Vec<i64> = lines.expect("read").iter().map(|line| line.line_no).collect();
        let wanted: Vec<i64> = (1..=80).map(|number| number * 10_000).collect();
        assert_eq!(numbers, wanted, "{:?}", test.engine());
    }
}

#[test]
fn no_line_stays_without_its_document() {
    for test in databases(&tables()) {
        let other = other_program(&test.db);
        for round in 0..20 {
            let no = format!("D{round}");
            test.db.write(&actor(), |tx| tx.insert(&mut document(&no))).expect("inserted");
            let start = Barrier::new(2);
            std::thread::scope(|scope| {
                scope.spawn(|| {
                    start.wait();
                    add_line(&other, &no).ok();
                });
                scope.spawn(|| {
                    start.wait();
                    let deleted = test.db.write(&actor(), |tx| {
                        let found: Document = tx.find(key![no])?;
                        tx.execute(
                            "DELETE FROM \"together_line\" WHERE \"document_no\" = $1",
                            params![no],
                        )?;
                        tx.delete(&found)
                    });
                    deleted.expect("deleted");
                });
            });
        }
        let orphans = test.db.read(&actor(), |tx| tx.count::<Line>("", &[]));
        assert_eq!(orphans, Ok(0), "{:?}", test.engine());
    }
}

#[test]
fn what_another_program_wrote_is_not_remembered_otherwise() {
    for test in databases(&tables()) {
        let other = other_program(&test.db);
        let set = |db: &Db, amount: i64| {
            db.write(&actor(), |tx| {
                let mut found = tx.get::<Document>(key!["A"])?.unwrap_or_else(|| document("A"));
                found.amount = Amount::from(amount);
                if found.version == 0 { tx.insert(&mut found) } else { tx.update(&mut found) }
            })
        };
        let seen = |db: &Db| {
            db.write(&actor(), |tx| {
                let by_key: Document = tx.find(key!["A"])?;
                let sum = tx.sum::<Document>("amount", "WHERE \"no\" = $1", params!["A"])?;
                assert_eq!(by_key.amount, Amount::from_scaled(sum), "asked in two ways");
                Ok(by_key.amount)
            })
        };
        for round in 1..6 {
            set(&test.db, round).expect("written by one");
            assert_eq!(seen(&other), Ok(Amount::from(round)), "{:?}", test.engine());
            set(&other, round + 100).expect("written by the other");
            assert_eq!(seen(&test.db), Ok(Amount::from(round + 100)), "{:?}", test.engine());
        }
    }
}

#[test]
fn what_was_undone_is_not_remembered() {
    for test in databases(&tables()) {
        test.db.write(&actor(), |tx| tx.insert(&mut document("A"))).expect("inserted");
        let no = || Error::from(refuse!("record.duplicate"));
        let amount = |tx: &mut crate::Tx| Ok(tx.find::<Document>(key!["A"])?.amount);
        let change = |tx: &mut crate::Tx| {
            let mut found: Document = tx.find(key!["A"])?;
            found.amount += Amount::from(1);
            tx.update(&mut found)
        };
        let failed: Result<(), Error> = test.db.write(&actor(), |tx| {
            change(tx)?;
            let part: Result<(), Error> = tx.savepoint(|tx| {
                change(tx)?;
                assert_eq!(amount(tx), Ok(Amount::from(2)));
                Err(no())
            });
            assert_eq!(part, Err(no()));
            assert_eq!(amount(tx), Ok(Amount::from(1)), "{:?}", test.engine());
            Err(no())
        });
        assert_eq!(failed, Err(no()));
        assert_eq!(test.db.write(&actor(), amount), Ok(Amount::ZERO), "{:?}", test.engine());
        let numbers = test.db.write(&actor(), |tx| {
            let failed: Result<(), Error> = tx.savepoint(|tx| {
                tx.insert(&mut Entry::default())?;
                Err(no())
            });
            assert_eq!(failed, Err(no()));
            let mut entry = Entry::default();
            tx.insert(&mut entry)?;
            Ok(entry.entry_no)
        });
        assert_eq!(numbers, Ok(1), "{:?}: numbers have no gap", test.engine());
    }
}

#[test]
fn one_of_many_that_share_a_commit_can_fail_alone() {
    for test in databases(&tables()) {
        let (kept, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for person in 0..8 {
                let (db, kept, refused) = (&test.db, &kept, &refused);
                scope.spawn(move || {
                    for step in 0..20 {
                        let done = db.write(&actor(), |tx| {
                            tx.insert(&mut document(&format!("P{person}-{step}")))?;
                            tx.insert(&mut Entry::default())?;
                            match (person + step) % 3 {
                                0 => Err(refuse!("record.duplicate").into()),
                                1 if step % 7 == 0 => {
                                    tx.insert(&mut document(&format!("P{person}-{step}")))
                                }
                                _ => Ok(()),
                            }
                        });
                        let count = if done.is_ok() { kept } else { refused };
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        });
        let (kept, refused) = (kept.into_inner(), refused.into_inner());
        assert!(kept > 0 && refused > 0 && kept + refused == 160);
        let found = test.db.read(&actor(), |tx| {
            Ok((
                tx.count::<Document>("", &[])?,
                tx.count::<Entry>("", &[])?,
                tx.number("SELECT max(\"entry_no\") FROM \"together_entry\"", &[])?,
            ))
        });
        let kept = i64::try_from(kept).expect("a small number");
        assert_eq!(found, Ok((kept, kept, kept)), "{:?}", test.engine());
    }
}

#[test]
fn a_panic_among_many_stops_nobody() {
    for test in databases(&tables()) {
        std::thread::scope(|scope| {
            for person in 0..8 {
                let db = &test.db;
                scope.spawn(move || {
                    for step in 0..10 {
                        let act = std::panic::AssertUnwindSafe(|| {
                            db.write(&actor(), |tx| {
                                tx.insert(&mut document(&format!("P{person}-{step}")))?;
                                assert!(person != 3, "on purpose");
                                Ok(())
                            })
                        });
                        let done = std::panic::catch_unwind(act);
                        assert_eq!(done.is_err(), person == 3);
                    }
                });
            }
        });
        let found = test.db.read(&actor(), |tx| tx.count::<Document>("", &[]));
        assert_eq!(found, Ok(70), "{:?}", test.engine());
    }
}

#[test]
#[should_panic(expected = "a connection is taken by somebody who holds one")]
fn nobody_takes_a_second_connection() {
    let test = databases(&tables()).remove(0);
    let inner = test.db.clone();
    let _ = test.db.read(&actor(), |_| inner.read(&actor(), |tx| tx.count::<Document>("", &[])));
}

#[test]
fn statements_on_the_server_do_not_grow_without_end() {
    for test in databases(&tables()) {
        let kept = test.db.read(&actor(), |tx| {
            for number in 0..1000 {
                tx.number(&format!("SELECT {number}"), &[])?;
            }
            if test.engine() == crate::EngineName::Sqlite {
                return Ok(0);
            }
            tx.number("SELECT count(*) FROM pg_prepared_statements", &[])
        });
        assert!(kept.expect("counted") <= 400, "{:?}", test.engine());
    }
}

#[test]
fn a_connection_that_the_server_ended_is_replaced() {
    for test in databases(&tables()) {
        if test.engine() == crate::EngineName::Sqlite {
            continue;
        }
        let count = || test.db.read(&actor(), |tx| tx.count::<Document>("", &[]));
        test.db.write(&actor(), |tx| tx.insert(&mut document("A"))).expect("written");
        assert_eq!(count(), Ok(1));
        let other = other_program(&test.db);
        let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                   WHERE pid <> pg_backend_pid() AND CAST(query AS text) LIKE '%together%'";
        let ended = other.read(&actor(), |tx| tx.number(end, &[])).expect("ended");
        assert!(ended > 0, "some connection was ended");
        std::thread::sleep(std::time::Duration::from_millis(100));
        assert_eq!(count(), Ok(1), "read again");
        test.db.write(&actor(), |tx| tx.insert(&mut document("B"))).expect("written again");
        assert_eq!(count(), Ok(2));
    }
}

#[test]
fn the_log_of_a_file_shrinks_when_nobody_has_written_for_a_while() {
    use std::time::Duration;
    for database in databases(&tables()) {
        let crate::DatabaseUrl::Sqlite(path) = database.db.url().clone() else { continue };
        let fill = |first: i64| {
            database.db.write(&actor(), |tx| {
                let mut entries: Vec<Entry> =
                    (first..first + 300_000).map(|entry_no| Entry { entry_no }).collect();
                tx.insert_all(&mut entries)
            })
        };
        fill(1).expect("filled");
        let log = path.with_file_name("test.db-wal");
        let size = || std::fs::metadata(&log).expect("a log").len();
        let filled = size();
        assert!(filled > 1 << 20, "{filled}");
        database.db.rest().expect("rested");
        assert_eq!(size(), filled, "somebody has just written");
        let file = std::fs::File::options().append(true).open(&log).expect("opened");
        let written = file.metadata().and_then(|about| about.modified()).expect("a time");
        file.set_modified(written - Duration::from_secs(60)).expect("aged");
        database.db.rest().expect("rested");
        assert_eq!(size(), 0);
        fill(300_001).expect("filled again");
        let count = database.db.read(&actor(), |tx| tx.count::<Entry>("", &[]));
        assert_eq!(count, Ok(600_000));
    }
}

/// Two lines of a document at once, so that a copy that is one state has none alone.
fn add_pair(db: &Db, no: i64) -> base::Result<()> {
    db.write(&actor(), |tx| {
        for half in ["LEFT", "RIGHT"] {
            let document_no = Code::new(half);
            tx.insert(&mut Line { document_no, line_no: no, version: 0 })?;
        }
        Ok(())
    })
}

#[test]
fn people_write_while_a_backup_is_made_and_the_copy_is_one_state() {
    use std::io::{BufReader, Write};
    /// Notes how much had been written when the copy was half made.
    struct Slow<'s>(Vec<u8>, &'s AtomicUsize, usize);
    impl Write for Slow<'_> {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            if self.0.len() < 40_000 && self.0.len() + bytes.len() >= 40_000 {
                // Reading goes on when others have written fifty times, or not at all.
                let begun = self.1.load(Ordering::SeqCst);
                let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
                while self.1.load(Ordering::SeqCst) < begun + 50
                    && std::time::Instant::now() < until
                {
                    std::thread::yield_now();
                }
                self.2 = self.1.load(Ordering::SeqCst) - begun;
            }
            self.0.write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for (test, copy) in databases(&tables()).iter().zip(databases(&tables())) {
        (1..=2_000).for_each(|no| add_pair(&test.db, no).expect("added"));
        let (written, stop) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut out = Slow(Vec::new(), &written, 0);
        std::thread::scope(|scope| {
            for person in 1..=3_i64 {
                let (written, stop) = (&written, &stop);
                scope.spawn(move || {
                    for no in 0.. {
                        if stop.load(Ordering::SeqCst) > 0 {
                            break;
                        }
                        add_pair(&test.db, person * 1_000_000 + no).expect("nobody waits");
                        written.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
            let done = crate::backup::write(&test.db, &actor(), &tables(), &mut out);
            stop.store(1, Ordering::SeqCst);
            done.expect("copied");
        });
        assert!(out.2 >= 50, "{} writes while half was copied, {:?}", out.2, test.engine());
        let bytes = out.0.clone();
        let mut open =
            || Ok(Box::new(BufReader::new(std::io::Cursor::new(bytes.clone()))) as Box<_>);
        crate::backup::read(&copy.db, &actor(), &tables(), &mut open).expect("restored");
        let alone = "WHERE (SELECT count(*) FROM \"together_line\" o \
                     WHERE o.\"line_no\" = \"together_line\".\"line_no\") <> 2";
        let halves = copy.db.read(&actor(), |tx| tx.count::<Line>(alone, &[]));
        assert_eq!(halves, Ok(0), "{:?}", test.engine());
    }
}

#[test]
fn a_full_file_refuses_each_write_of_a_shared_commit_and_takes_the_next() {
    for test in databases(&tables()) {
        if test.engine() != crate::EngineName::Sqlite {
            continue;
        }
        test.db.write(&actor(), |tx| tx.insert(&mut document("A"))).expect("inserted");
        let limit = |pages: u64| test.db.batch(&format!("PRAGMA max_page_count = {pages}"));
        let pages =
            test.db.read(&actor(), |tx| tx.number("SELECT page_count FROM pragma_page_count", &[]));
        limit(u64::try_from(pages.expect("pages")).expect("some") + 6).expect("a small disk");
        let (kept, full) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for person in 0..8 {
                let (db, kept, full) = (&test.db, &kept, &full);
                scope.spawn(move || {
                    for round in 0..60 {
                        match add_pair(db, person * 1_000 + round) {
                            Ok(()) => kept.fetch_add(1, Ordering::SeqCst),
                            Err(error) => {
                                assert_eq!(error.code(), "store.full", "{error:?}");
                                full.fetch_add(1, Ordering::SeqCst)
                            }
                        };
                    }
                });
            }
        });
        let (kept, full) = (kept.into_inner(), full.into_inner());
        assert!(kept > 0 && full > 0, "{kept} kept, {full} refused");
        let lines = test.db.read(&actor(), |tx| tx.count::<Line>("", &[])).expect("counted");
        assert_eq!(
            lines,
            i64::try_from(kept).expect("few") * 2,
            "what was answered is there, no more"
        );
        limit(1_000_000).expect("room again");
        add_pair(&test.db, 999_999).expect("written when there is room");
    }
}
