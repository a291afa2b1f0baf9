//! What a transaction has read and is still true, so that rules may ask as often as they like. Writes
//! of the same transaction keep it true; what other programs write empties it (see `Connection`).

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::field::Value;
use crate::record::{Record, Table};

/// The most records that are kept; then everything is forgotten.
const MOST: usize = 6000;
/// The most records of one answer that is kept.
pub(crate) const MOST_OF_ONE: usize = 100;

/// Stands for all tables.
const ALL: &str = "*";

/// Answers by table and question.
#[derive(Default)]
pub(crate) struct Cache {
    tables: HashMap<&'static str, Known>,
    /// Answers to questions about several tables, with the names that the questions hold.
    joined: HashMap<String, (Box<[Box<str>]>, Box<dyn Any + Send>)>,
    records: usize,
    /// The tables that the present write has changed: when it is undone, they are forgotten.
    changed: HashSet<Box<str>>,
    /// The tables that all writes of the transaction have changed.
    all_changed: HashSet<Box<str>>,
}

/// What is known of one table.
#[derive(Default)]
struct Known {
    /// The record of a key; none when there is no such record.
    by_key: HashMap<String, Box<dyn Any + Send>>,
    /// Answers to other questions, by their text and parameters.
    answers: HashMap<String, Box<dyn Any + Send>>,
    /// The last entry number, for tables that count their entries.
    last: Option<i64>,
    /// The highest number of a part, by the key of its parent.
    last_parts: HashMap<String, i64>,
    /// The keys of all parts in their order, by the key of their parent.
    parts: HashMap<String, Vec<Vec<Value>>>,
}

/// The text under which a question is kept.
pub(crate) fn question(sql: &str, parameters: &[Value]) -> String {
    let mut text = String::with_capacity(sql.len() + parameters.len() * 12);
    text.push_str(sql);
    for value in parameters {
        match value {
            Value::Int(number) => drop(write!(text, "\u{1}{number}")),
            Value::Text(value) => drop(write!(text, "\u{2}{}\u{2}{value}", value.len())),
        }
    }
    text
}

impl Cache {
    /// The record of a key as far as it is known: `Some(None)` when it is known not to be there.
    pub(crate) fn record<T: Record>(&self, key: &str) -> Option<Option<T>> {
        let known = self.tables.get(T::table().name)?.by_key.get(key)?;
        known.downcast_ref::<Option<T>>().cloned()
    }

    /// Keeps the record of a key.
    pub(crate) fn keep_record<T: Record>(&mut self, key: String, record: Option<T>) {
        self.make_room(1);
        let known = self.tables.entry(T::table().name).or_default();
        known.by_key.insert(key, Box::new(record));
    }

    /// The answer to a question about one table.
    pub(crate) fn answer<A: Clone + 'static>(&self, table: &str, question: &str) -> Option<A> {
        self.tables.get(table)?.answers.get(question)?.downcast_ref::<A>().cloned()
    }

    /// Keeps the answer to a question about one table.
    pub(crate) fn keep_answer<A: Clone + Send + 'static>(
        &mut self,
        table: &'static str,
        question: String,
        answer: &A,
        records: usize,
    ) {
        if records <= MOST_OF_ONE {
            self.make_room(records.max(1));
            let known = self.tables.entry(table).or_default();
            known.answers.insert(question, Box::new(answer.clone()));
        }
    }

    /// The answer to a question about several tables.
    pub(crate) fn joined<A: Clone + 'static>(&self, question: &str) -> Option<A> {
        self.joined.get(question)?.1.downcast_ref::<A>().cloned()
    }

    /// Keeps the answer to a question about several tables, whose text names them in double quotes.
    pub(crate) fn keep_joined<A: Clone + Send + 'static>(
        &mut self,
        sql: &str,
        question: String,
        answer: &A,
        records: usize,
    ) {
        if records <= MOST_OF_ONE {
            self.make_room(records.max(1));
            let named = names(sql).map(Box::from).collect();
            self.joined.insert(question, (named, Box::new(answer.clone())));
        }
    }

    /// The highest number among the parts of a parent.
    pub(crate) fn last_part(&self, table: &str, parent: &str) -> Option<i64> {
        self.tables.get(table)?.last_parts.get(parent).copied()
    }

    /// Keeps the highest number among the parts of a parent.
    pub(crate) fn keep_last_part(&mut self, table: &'static str, parent: String, last: i64) {
        self.make_room(1);
        self.tables.entry(table).or_default().last_parts.insert(parent, last);
    }

    /// The keys of the parts of a parent, in their order.
    pub(crate) fn parts(&self, table: &str, parent: &str) -> Option<Vec<Vec<Value>>> {
        self.tables.get(table)?.parts.get(parent).cloned()
    }

    /// Keeps the keys of the parts of a parent, in their order, when they are not too many.
    pub(crate) fn keep_parts(
        &mut self,
        table: &'static str,
        parent: String,
        keys: Vec<Vec<Value>>,
    ) {
        if keys.len() <= MOST_OF_ONE {
            self.make_room(keys.len().max(1));
            self.tables.entry(table).or_default().parts.insert(parent, keys);
        }
    }

    /// A part came, which is the last if its number is the highest.
    pub(crate) fn part_came(&mut self, table: &'static str, parent: &str, key: &[Value]) {
        let Some(known) = self.tables.get_mut(table) else { return };
        if let (Some(last), Some(Value::Int(no))) = (known.last_parts.get_mut(parent), key.last()) {
            *last = (*no).max(*last);
        }
        if let Some(keys) = known.parts.get_mut(parent) {
            let at = keys.partition_point(|other| other.last() < key.last());
            keys.insert(at, key.to_vec());
            if keys.len() > MOST_OF_ONE {
                known.parts.remove(parent);
            }
        }
    }

    /// A part went: what is left is not known.
    pub(crate) fn part_went(&mut self, table: &'static str, parent: &str) {
        if let Some(known) = self.tables.get_mut(table) {
            known.last_parts.remove(parent);
            known.parts.remove(parent);
        }
    }

    /// The last entry number of a table.
    pub(crate) fn last(&self, table: &str) -> Option<i64> {
        self.tables.get(table)?.last
    }

    /// Keeps the last entry number of a table.
    pub(crate) fn keep_last(&mut self, table: &'static str, last: i64) {
        self.tables.entry(table).or_default().last = Some(last);
    }

    /// A record was written: only its own key is still known.
    pub(crate) fn wrote<T: Record>(&mut self, key: String, record: Option<T>) {
        let table = T::table().name;
        self.note(table);
        self.make_room(1);
        let known = self.tables.entry(table).or_default();
        known.answers.clear();
        known.by_key.insert(key, Box::new(record));
    }

    /// Rows were added to a table.
    pub(crate) fn added(&mut self, table: &'static Table) {
        self.note(table.name);
        if let Some(known) = self.tables.get_mut(table.name) {
            known.answers.clear();
            known.by_key.clear();
            known.last_parts.clear();
            known.parts.clear();
        }
    }

    /// A statement may have changed every table that it names.
    pub(crate) fn ran(&mut self, sql: &str) {
        for name in names(sql) {
            self.note(name);
            self.tables.remove(name);
        }
    }

    fn note(&mut self, table: &str) {
        self.forget_joined(table);
        if !self.changed.contains(table) {
            self.changed.insert(table.into());
        }
    }

    /// Anything may have changed, such as the tables themselves.
    pub(crate) fn changed_all(&mut self) {
        self.clear();
        self.note(ALL);
    }

    /// Forgets a table.
    pub(crate) fn forget(&mut self, table: &str) {
        if table == ALL {
            return self.clear();
        }
        self.tables.remove(table);
        self.forget_joined(table);
    }

    fn forget_joined(&mut self, table: &str) {
        self.joined.retain(|_, (named, _)| !named.iter().any(|name| &**name == table));
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.tables.clear();
        self.joined.clear();
        self.records = 0;
    }

    /// The present write is kept.
    pub(crate) fn kept(&mut self) {
        self.all_changed.extend(self.changed.drain());
    }

    /// A part of the present write is undone: what it changed is no longer known.
    pub(crate) fn part_undone(&mut self) {
        for table in std::mem::take(&mut self.changed) {
            self.forget(&table);
            self.changed.insert(table);
        }
    }

    /// The present write is undone.
    pub(crate) fn undone(&mut self) {
        self.part_undone();
        self.changed.clear();
    }

    /// The whole transaction is undone.
    pub(crate) fn all_undone(&mut self) {
        self.kept();
        for table in std::mem::take(&mut self.all_changed) {
            self.forget(&table);
        }
    }

    /// The transaction is kept. Answers the tables that it changed.
    pub(crate) fn all_kept(&mut self) -> HashSet<Box<str>> {
        self.kept();
        std::mem::take(&mut self.all_changed)
    }

    fn make_room(&mut self, records: usize) {
        self.records += records;
        if self.records > MOST {
            let last: Vec<(&'static str, i64)> = self
                .tables
                .iter()
                .filter_map(|(table, known)| Some((*table, known.last?)))
                .collect();
            self.clear();
            self.records = records;
            for (table, last) in last {
                self.keep_last(table, last);
            }
        }
    }
}

/// The names in double quotes of a statement.
fn names(sql: &str) -> impl Iterator<Item = &str> {
    sql.split('"').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_differ_by_text_and_parameters() {
        let of = |sql: &str, parameters: &[Value]| question(sql, parameters);
        assert_ne!(of("a", &[Value::Int(1)]), of("a", &[Value::from("1")]));
        assert_ne!(
            of("a", &[Value::from("x"), Value::from("y")]),
            of("a", &[Value::from("x\u{2}1\u{2}y")])
        );
        assert_ne!(of("a", &[Value::from("")]), of("a", &[]));
        assert_eq!(of("a", &[Value::Int(1)]), of("a", &[Value::Int(1)]));
    }

    #[test]
    fn a_statement_names_tables_in_quotes() {
        let found: Vec<&str> =
            names("UPDATE \"one\" SET \"x\" = (SELECT 1 FROM \"two\")").collect();
        assert_eq!(found, ["one", "x", "two"]);
    }
}
