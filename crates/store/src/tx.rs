//! A transaction: the only way to read and write records.

use std::fmt::Write as _;

use base::{Action, Actor, Answers, Arg, Date, DateTime, Error, Message, Question, Result, Zone};

use crate::cache::question;
use crate::change_log;
use crate::db::EngineName;
use crate::engine::{Connection, Meaning};
use crate::field::Value;
use crate::gather::Waiting;
use crate::record::Record;
use crate::session::Session;
use crate::statements::{by_key, check_sizes, columns, not_found};

mod life;
mod parts;
mod schema;
mod words;
mod zone;

pub use zone::ZoneColumn;

/// So many rows are inserted in one statement of their own text.
const AS_THEY_ARE: usize = 8;

/// One transaction: what is read is one state of the database, what is written becomes visible
/// all at once or not at all.
pub struct Tx<'c> {
    session: &'c mut Session,
    actor: &'c Actor,
    zone: Zone,
    answers: Answers,
    messages: Vec<Message>,
    writing: bool,
    pub(crate) waiting: Waiting,
}

impl<'c> Tx<'c> {
    /// Begins to read or write over a session in whose database a zone is kept there, if anywhere.
    pub(crate) fn new(
        session: &'c mut Session,
        actor: &'c Actor,
        writing: bool,
        kept: Option<ZoneColumn>,
    ) -> Result<Self> {
        let mut tx = Self {
            session,
            actor,
            zone: actor.zone.clone(),
            answers: actor.answers.clone(),
            messages: Vec::new(),
            writing,
            waiting: None,
        };
        if let Some(zone) = kept.map(|kept| tx.kept_zone(kept)).transpose()?.flatten() {
            tx.zone = zone;
        }
        Ok(tx)
    }

    /// Which engine serves the database.
    pub(crate) fn engine(&self) -> EngineName {
        match self.session.connection {
            Connection::Sqlite(_) => EngineName::Sqlite,
            Connection::Postgres(_) => EngineName::Postgres,
        }
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        self.actor
    }

    /// The user's name.
    pub fn user(&self) -> &str {
        &self.actor.user
    }

    /// What calendar and clock of the company show at the moment of the act.
    pub fn now(&self) -> DateTime {
        self.zone.civil(self.actor.moment)
    }

    /// The work date: the one that was chosen, or the company's date at the moment of the act.
    pub fn today(&self) -> Date {
        self.actor.work_date.unwrap_or_else(|| self.now().date())
    }

    /// Whether this transaction may write.
    pub fn is_writing(&self) -> bool {
        self.writing
    }

    /// Refuses an act on a table or an action the user may not do.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn require(&self, object: &str, action: Action) -> Result<()> {
        self.actor.require(object, action)
    }

    /// The answer to a question.
    ///
    /// # Errors
    /// `Confirm` when it was not answered yet; the whole act is then tried again with an answer.
    pub fn confirm(
        &mut self,
        code: &'static str,
        default_yes: bool,
        args: Vec<(&'static str, Arg)>,
    ) -> Result<bool> {
        self.answers.to(code).ok_or(Error::Confirm(Question { code, args, default_yes }))
    }

    /// Answers every later question of this transaction with yes, for acts that are part of an act
    /// already confirmed.
    pub fn answer_yes(&mut self) {
        self.answers.all = true;
    }

    /// Tells the user something that stops nothing.
    pub fn inform(&mut self, code: &'static str, args: Vec<(&'static str, Arg)>) {
        self.messages.push(Message { code, args });
    }

    /// What the user was told so far.
    pub fn take_messages(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.messages)
    }

    /// The record of this key, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub fn get<T: Record>(&mut self, key: &[Value]) -> Result<Option<T>> {
        let known = question("", key);
        if let Some(record) = self.session.cache.record(&known) {
            crate::engine::asked();
            return Ok(record);
        }
        let table = T::table();
        let sql = format!("SELECT {} FROM \"{}\"{}", columns(table), table.name, by_key(table, 0));
        let record: Option<T> = self.records(&sql, key)?.into_iter().next();
        self.session.cache.keep_record(known, record.clone());
        Ok(record)
    }

    /// The record of this key.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn find<T: Record>(&mut self, key: &[Value]) -> Result<T> {
        self.get(key)?.ok_or_else(|| not_found(T::table(), key))
    }

    /// Records by `rest`, which begins with `WHERE` or `ORDER BY` and has `$1`, `$2`, ... for the
    /// parameters. Column names stand in double quotes.
    ///
    /// # Errors
    /// When the database fails.
    pub fn select<T: Record>(&mut self, rest: &str, parameters: &[Value]) -> Result<Vec<T>> {
        let table = T::table();
        let asked = question(rest, parameters);
        let alone = only_of_one_table(rest);
        let known = match alone {
            true => self.session.cache.answer(table.name, &asked),
            false => self.session.cache.joined(&format!("{}{asked}", table.name)),
        };
        if let Some(known) = known {
            crate::engine::asked();
            return Ok(known);
        }
        let sql = format!("SELECT {} FROM \"{}\" {rest}", columns(table), table.name);
        let found: Vec<T> = self.records(&sql, parameters)?;
        if alone {
            self.session.cache.keep_answer(table.name, asked, &found, found.len());
        } else {
            let asked = format!("{}{asked}", table.name);
            self.session.cache.keep_joined(&sql, asked, &found, found.len());
        }
        Ok(found)
    }

    /// The first record by `rest`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn first<T: Record>(&mut self, rest: &str, parameters: &[Value]) -> Result<Option<T>> {
        let rows = self.select(&format!("{rest} LIMIT 1"), parameters)?;
        Ok(rows.into_iter().next())
    }

    /// Whether there is a record by `rest`, which begins with `WHERE`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn exists<T: Record>(&mut self, rest: &str, parameters: &[Value]) -> Result<bool> {
        let table = T::table().name;
        let sql = format!("SELECT 1 FROM \"{table}\" {rest} LIMIT 1");
        Ok(self.figure(table, &sql, rest, parameters)? != 0)
    }

    /// How many records there are by `rest`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count<T: Record>(&mut self, rest: &str, parameters: &[Value]) -> Result<i64> {
        let table = T::table().name;
        self.figure(table, &format!("SELECT count(*) FROM \"{table}\" {rest}"), rest, parameters)
    }

    /// The sum of a stored whole or scaled column by `rest`, exact.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sum<T: Record>(
        &mut self,
        column: &str,
        rest: &str,
        parameters: &[Value],
    ) -> Result<i64> {
        let table = T::table().name;
        let sql = format!(
            "SELECT CAST(coalesce(sum(\"{column}\"), 0) AS BIGINT) FROM \"{table}\" {rest}"
        );
        self.figure(table, &sql, rest, parameters)
    }

    /// A number about one table.
    pub(crate) fn figure(
        &mut self,
        table: &'static str,
        sql: &str,
        rest: &str,
        parameters: &[Value],
    ) -> Result<i64> {
        if !only_of_one_table(rest) {
            return self.number(sql, parameters);
        }
        let asked = question(sql, parameters);
        if let Some(known) = self.session.cache.answer(table, &asked) {
            crate::engine::asked();
            return Ok(known);
        }
        let number = self.number(sql, parameters)?;
        self.session.cache.keep_answer(table, asked, &number, 1);
        Ok(number)
    }

    /// The only number of a query, 0 when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn number(&mut self, sql: &str, parameters: &[Value]) -> Result<i64> {
        let rows = self.rows(sql, parameters)?;
        Ok(rows.into_iter().flatten().next().map_or(0, Value::into_int))
    }

    /// The rows of any query.
    ///
    /// # Errors
    /// When the database fails.
    pub fn rows(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Vec<Value>>> {
        Ok(self.session.connection.query(sql, parameters)?)
    }

    /// Runs any statement and tells how many rows it touched. Tables stand in double quotes.
    ///
    /// # Errors
    /// When the database fails or refuses.
    pub fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64> {
        self.session.cache.ran(sql);
        Ok(self.session.connection.execute(sql, parameters)?)
    }

    /// Runs a statement that nobody asks how many rows it touched. A server is sent it with the next
    /// question. Tables stand in double quotes.
    ///
    /// # Errors
    /// When the database fails or refuses.
    pub fn run(&mut self, sql: &str, parameters: &[Value]) -> Result<()> {
        self.session.cache.ran(sql);
        Ok(self.session.connection.run(sql, parameters)?)
    }

    /// Inserts a record and logs it where the table is audited. A blank counted key is given the
    /// next number.
    ///
    /// # Errors
    /// `record.exists` when the key is taken.
    pub fn insert<T: Record>(&mut self, record: &mut T) -> Result<()> {
        self.insert_unlogged(record)?;
        change_log::inserted(self, record)
    }

    /// Inserts a record without a trace in the change log.
    ///
    /// # Errors
    /// `record.exists` when the key is taken.
    pub fn insert_unlogged<T: Record>(&mut self, record: &mut T) -> Result<()> {
        let table = T::table();
        if let Some(version) = table.version {
            record.set_value(version, Value::Int(1))?;
        }
        if table.counts_entries() && record.value(table.key[0]) == Value::Int(0) {
            let no = self.entry_nos::<T>(1)?.into_iter().next().unwrap_or_default();
            record.set_value(table.key[0], Value::Int(no))?;
        }
        let values = record.values();
        check_sizes(table, &values)?;
        let key = record.key();
        self.counted::<T>(&key);
        self.wrote(&key, Some(record.clone()), true);
        let meaning = Meaning { table, key, changes: false };
        self.session.connection.insert(1, values, meaning)
    }

    /// An entry was given a number: the next one comes after it.
    fn counted<T: Record>(&mut self, key: &[Value]) {
        let table = T::table();
        if let ([Value::Int(no)], true) = (key, table.counts_entries())
            && self.session.cache.last(table.name).is_some_and(|last| last < *no)
        {
            self.session.cache.keep_last(table.name, *no);
        }
    }

    /// Inserts many records without a trace in the change log, in as few statements as sensible.
    ///
    /// # Errors
    /// `record.exists` when a key is taken.
    pub fn insert_all<T: Record>(&mut self, records: &mut [T]) -> Result<()> {
        let table = T::table();
        let most = self.session.connection.rows_at_once();
        if let Some(version) = table.version {
            for record in records.iter_mut() {
                record.set_value(version, Value::Int(1))?;
            }
        }
        self.session.cache.added(table);
        let mut rest: &[T] = records;
        while let Some(first) = rest.first() {
            // Few different texts: few rows as they are, of more as many as a power of two holds.
            let rows = rest.len().min(most);
            let rows = if rows <= AS_THEY_ARE { rows } else { 1 << rows.ilog2() };
            let (chunk, others) = rest.split_at(rows);
            let values: Vec<Value> = chunk.iter().flat_map(Record::values).collect();
            check_sizes(table, &values)?;
            chunk.iter().for_each(|record| self.counted::<T>(&record.key()));
            let meaning = Meaning { table, key: first.key(), changes: false };
            self.session.connection.insert(rows, values, meaning)?;
            rest = others;
        }
        Ok(())
    }

    /// Saves a record and logs what changed where the table is audited.
    ///
    /// # Errors
    /// `Changed` when somebody else saved it since it was read.
    pub fn update<T: Record>(&mut self, record: &mut T) -> Result<()> {
        let before = if T::table().audited { self.get::<T>(&record.key())? } else { None };
        self.update_unlogged(record)?;
        before.map_or(Ok(()), |before| change_log::updated(self, &before, record))
    }

    /// Saves a record without a trace in the change log.
    ///
    /// # Errors
    /// `Changed` when somebody else saved it since it was read.
    pub fn update_unlogged<T: Record>(&mut self, record: &mut T) -> Result<()> {
        let table = T::table();
        let mut values = record.values();
        check_sizes(table, &values)?;
        let mut sql = format!("UPDATE \"{}\" SET ", table.name);
        let mut next = values.len();
        let changing = |at: &usize| {
            !table.key.contains(at) && table.ledger.is_none_or(|mutable| mutable.contains(at))
        };
        let mut parameters: Vec<Value> = Vec::with_capacity(next + table.key.len() + 1);
        for at in (0..values.len()).filter(changing) {
            let comma = if parameters.is_empty() { "" } else { ", " };
            let value = std::mem::replace(&mut values[at], Value::Int(0));
            parameters.push(match (&value, table.version == Some(at)) {
                (Value::Int(version), true) => Value::Int(version + 1),
                _ => value,
            });
            let _ = write!(sql, "{comma}\"{}\" = ${}", table.columns[at].name, parameters.len());
        }
        next = parameters.len();
        sql.push_str(&by_key(table, next));
        parameters.extend(record.key());
        if let Some(version) = table.version {
            let _ = write!(sql, " AND \"version\" = ${}", next + table.key.len() + 1);
            parameters.push(record.value(version));
        }
        let meaning = Meaning { table, key: record.key(), changes: true };
        self.session.connection.write(&sql, parameters, meaning)?;
        if let Some(version) = table.version {
            let now = record.value(version).into_int() + 1;
            record.set_value(version, Value::Int(now))?;
        }
        self.wrote(&record.key(), Some(record.clone()), false);
        Ok(())
    }

    /// Deletes a record and logs it where the table is audited.
    ///
    /// # Errors
    /// `Changed` when somebody else saved or deleted it since it was read.
    pub fn delete<T: Record>(&mut self, record: &T) -> Result<()> {
        self.delete_unlogged(record)?;
        change_log::deleted(self, record)
    }

    /// Deletes a record without a trace in the change log.
    ///
    /// # Errors
    /// `Changed` when somebody else saved or deleted it since it was read.
    pub fn delete_unlogged<T: Record>(&mut self, record: &T) -> Result<()> {
        let table = T::table();
        let mut sql = format!("DELETE FROM \"{}\"{}", table.name, by_key(table, 0));
        let mut parameters = record.key();
        if let Some(version) = table.version {
            parameters.push(record.value(version));
            let _ = write!(sql, " AND \"version\" = ${}", parameters.len());
        }
        self.wrote::<T>(&record.key(), None, false);
        let meaning = Meaning { table, key: record.key(), changes: true };
        self.session.connection.write(&sql, parameters, meaning)
    }

    /// Runs a part of the transaction that can fail by itself: then what it did is undone, and the
    /// transaction goes on.
    ///
    /// # Errors
    /// What the part returns.
    pub fn savepoint<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.session.connection.batch("SAVEPOINT part")?;
        let done = act(self).and_then(|value| {
            self.session.connection.batch("RELEASE SAVEPOINT part")?;
            Ok(value)
        });
        if done.is_err() {
            self.session.cache.part_undone();
            self.session.connection.drop_later();
            let back = "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part";
            self.session.connection.batch(back)?;
        }
        done
    }

    /// The next numbers of a table whose key the database counts.
    ///
    /// # Errors
    /// When the database fails.
    pub fn entry_nos<T: Record>(&mut self, count: usize) -> Result<Vec<i64>> {
        let table = T::table();
        let last = match self.session.cache.last(table.name) {
            Some(last) => last,
            None => {
                let key = table.columns[table.key[0]].name;
                self.session.connection.last_entry_no(table.name, key)?
            }
        };
        let next = last + i64::try_from(count).unwrap_or(0);
        self.session.cache.keep_last(table.name, next);
        Ok((last + 1..=next).collect())
    }

    fn records<T: Record>(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<T>> {
        let rows = self.session.connection.query(sql, parameters)?;
        rows.into_iter().map(T::from_values).collect()
    }
}

/// Whether the rest of a question speaks of no other table.
fn only_of_one_table(rest: &str) -> bool {
    !rest.contains("SELECT") && !rest.contains("JOIN")
}
