//! The parts of a record, such as the lines of an order: records whose key is that of their parent and
//! a number. What is known of them stays true while they are written.

use base::Result;

use super::Tx;
use crate::cache::{MOST_OF_ONE, question};
use crate::field::Value;
use crate::record::Record;
use crate::statements::{by_columns, columns};

impl Tx<'_> {
    /// Keeps what is known of the table true when a record has been written or deleted.
    pub(super) fn wrote<T: Record>(&mut self, key: &[Value], record: Option<T>, new: bool) {
        let table = T::table();
        if table.ledger.is_some() {
            self.session.cache.added(table);
            return;
        }
        if let Some((Value::Int(_), parent @ [_, ..])) = key.split_last() {
            let parent = question("", parent);
            match record {
                Some(_) if new => self.session.cache.part_came(table.name, &parent, key),
                Some(_) => {}
                None => self.session.cache.part_went(table.name, &parent),
            }
        }
        self.session.cache.wrote(question("", key), record);
    }

    /// The parts of a parent in the order of their numbers: the key of the table is that of the
    /// parent and a number.
    ///
    /// # Errors
    /// When the database fails.
    pub fn parts<T: Record>(&mut self, parent: &[Value]) -> Result<Vec<T>> {
        let table = T::table();
        let asked = question("", parent);
        if let Some(keys) = self.session.cache.parts(table.name, &asked) {
            return keys.iter().map(|key| self.find(key)).collect();
        }
        let no = table.key.last().map_or("", |&at| table.columns[at].name);
        let of = by_columns(table, &table.key[..parent.len()], 0);
        let all = columns(table);
        let sql = format!("SELECT {all} FROM \"{}\"{of} ORDER BY \"{no}\"", table.name);
        let found: Vec<T> = self.records(&sql, parent)?;
        let keys: Vec<Vec<Value>> = found.iter().map(Record::key).collect();
        for (key, record) in keys.iter().zip(&found).take(MOST_OF_ONE) {
            self.session.cache.keep_record(question("", key), Some(record.clone()));
        }
        self.session.cache.keep_parts(table.name, asked, keys);
        Ok(found)
    }

    /// The highest number among the parts of a parent, 0 when it has none: the key of the table is
    /// that of the parent and a number.
    ///
    /// # Errors
    /// When the database fails.
    pub fn last_part<T: Record>(&mut self, parent: &[Value]) -> Result<i64> {
        let table = T::table();
        let asked = question("", parent);
        if let Some(last) = self.session.cache.last_part(table.name, &asked) {
            crate::engine::asked();
            return Ok(last);
        }
        let no = table.key.last().map_or("", |&at| table.columns[at].name);
        let of = by_columns(table, &table.key[..parent.len()], 0);
        let sql = format!("SELECT max(\"{no}\") FROM \"{}\"{of}", table.name);
        let last = self.number(&sql, parent)?;
        self.session.cache.keep_last_part(table.name, asked, last);
        Ok(last)
    }
}

#[cfg(test)]
mod tests {
    use base::{Code, Error};

    use crate::testing::{actor, databases};
    use crate::{Record, Tx, params};

    /// A part.
    #[derive(Record, Clone, Debug, Default, PartialEq)]
    #[record(table = "leaf", key(tree, line_no), audited)]
    struct Leaf {
        tree: Code<20>,
        line_no: i64,
        colour: Code<20>,
        version: i64,
    }

    /// A whole.
    #[derive(Record, Clone, Debug, Default, PartialEq)]
    #[record(table = "tree", key(no), audited)]
    struct Tree {
        no: Code<20>,
        number: i64,
        version: i64,
    }

    fn leaf(tree: &str, line_no: i64) -> Leaf {
        Leaf { tree: Code::new(tree), line_no, ..Leaf::default() }
    }

    /// The numbers of the parts and the last one, as known and as a question tells them.
    fn seen(tx: &mut Tx, tree: &str) -> base::Result<(Vec<i64>, i64)> {
        let parts: Vec<Leaf> = tx.parts(params![tree])?;
        let asked: Vec<Leaf> =
            tx.select("WHERE \"tree\" = $1 ORDER BY \"line_no\"", params![tree])?;
        assert_eq!(parts, asked, "what is known is what is there");
        let no = |leaf: &Leaf| leaf.line_no;
        let last = tx.last_part::<Leaf>(params![tree])?;
        assert_eq!(last, asked.iter().map(no).max().unwrap_or(0));
        Ok((parts.iter().map(no).collect(), last))
    }

    #[test]
    fn parts_are_known_while_they_come_change_and_go() {
        let tables: Vec<_> = crate::tables().into_iter().chain([Leaf::table()]).collect();
        for test in databases(&tables) {
            let write = |act: &mut dyn FnMut(&mut Tx) -> base::Result<()>| {
                test.db.write(&actor(), |tx| act(tx))
            };
            write(&mut |tx| {
                assert_eq!(seen(tx, "ASH")?, (vec![], 0));
                for no in [20, 10, 30] {
                    tx.insert(&mut leaf("ASH", no))?;
                }
                assert_eq!(seen(tx, "ASH")?, (vec![10, 20, 30], 30));
                tx.insert_all(&mut [leaf("ASH", 40), leaf("OAK", 5)])?;
                assert_eq!(seen(tx, "ASH")?, (vec![10, 20, 30, 40], 40));
                assert_eq!(seen(tx, "OAK")?, (vec![5], 5));
                Ok(())
            })
            .expect("they came");
            write(&mut |tx| {
                let mut red: Leaf = tx.find(params!["ASH", 20])?;
                red.colour = Code::new("RED");
                tx.update(&mut red)?;
                seen(tx, "ASH")?;
                tx.run("UPDATE \"leaf\" SET \"colour\" = 'BLUE'", &[])?;
                seen(tx, "ASH")?;
                let last: Leaf = tx.find(params!["ASH", 40])?;
                tx.delete(&last)?;
                assert_eq!(seen(tx, "ASH")?, (vec![10, 20, 30], 30));
                Ok(())
            })
            .expect("they changed and went");
            let refused = write(&mut |tx| {
                let part = tx.savepoint(|tx| {
                    tx.insert(&mut leaf("ASH", 50))?;
                    Err::<(), _>(Error::Changed)
                });
                assert_eq!(part, Err(Error::Changed));
                assert_eq!(seen(tx, "ASH")?, (vec![10, 20, 30], 30));
                tx.insert(&mut leaf("ASH", 60))?;
                Err(Error::Changed)
            });
            assert_eq!(refused, Err(Error::Changed), "{:?}", test.engine());
            write(&mut |tx| {
                assert_eq!(seen(tx, "ASH")?, (vec![10, 20, 30], 30));
                Ok(())
            })
            .expect("nothing of it is left");
        }
    }

    #[test]
    fn answers_about_several_tables_end_with_each_of_them() {
        let tables: Vec<_> =
            crate::tables().into_iter().chain([Leaf::table(), Tree::table()]).collect();
        for test in databases(&tables) {
            let asked = |tx: &mut Tx| {
                let rest = "WHERE \"line_no\" = (SELECT max(\"number\") FROM \"tree\")";
                Ok(tx.select::<Leaf>(rest, &[])?.len())
            };
            let found = |expected: usize| {
                assert_eq!(test.db.write(&actor(), asked), Ok(expected), "{:?}", test.engine());
            };
            let run = |sql: &str| test.db.write(&actor(), |tx| tx.run(sql, &[])).expect("runs");
            run("DELETE FROM \"tree\"");
            found(0);
            test.db.write(&actor(), |tx| tx.insert(&mut leaf("ASH", 7))).expect("inserted");
            found(0);
            run("INSERT INTO \"tree\" (\"no\", \"number\") VALUES ('A', 7)");
            found(1);
            run("UPDATE \"tree\" SET \"number\" = 8");
            found(0);
        }
    }
}
