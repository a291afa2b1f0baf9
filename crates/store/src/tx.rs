//! A transaction: the only way to read and write records.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

use base::{
    Action, Actor, Amount, Answers, Arg, Date, DateTime, Error, Message, Question, Result, refuse,
};

use crate::change_log;
use crate::engine::reconcile::reconcile;
use crate::engine::{Connection, Failure};
use crate::field::Value;
use crate::gather::Waiting;
use crate::record::{Record, Table, key_text};
use crate::schema::Shape;

/// One transaction: what is read is one state of the database, what is written becomes visible
/// all at once or not at all.
pub struct Tx<'c> {
    connection: &'c mut Connection,
    actor: &'c Actor,
    answers: Answers,
    messages: Vec<Message>,
    writing: bool,
    pub(crate) waiting: Waiting,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(connection: &'c mut Connection, actor: &'c Actor, writing: bool) -> Self {
        Self {
            connection,
            actor,
            answers: actor.answers.clone(),
            messages: Vec::new(),
            writing,
            waiting: None,
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

    /// The moment of the act, in the company's local time.
    pub fn now(&self) -> DateTime {
        self.actor.now
    }

    /// The work date.
    pub fn today(&self) -> Date {
        self.actor.work_date
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
        let table = T::table();
        let sql = format!("SELECT {} FROM \"{}\"{}", columns(table), table.name, by_key(table, 0));
        self.records(&sql, key).map(|rows| rows.into_iter().next())
    }

    /// The record of this key.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn find<T: Record>(&mut self, key: &[Value]) -> Result<T> {
        self.get(key)?.ok_or_else(|| not_found(T::table(), key))
    }

    /// The record of this key, locked against others until the end of the transaction.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn lock<T: Record>(&mut self, key: &[Value]) -> Result<T> {
        let table = T::table();
        let lock = if self.writing { self.connection.row_lock() } else { "" };
        let sql =
            format!("SELECT {} FROM \"{}\"{}{lock}", columns(table), table.name, by_key(table, 0));
        let found = self.records(&sql, key)?.into_iter().next();
        found.ok_or_else(|| not_found(table, key))
    }

    /// Records by `rest`, which begins with `WHERE` or `ORDER BY` and has `$1`, `$2`, ... for the
    /// parameters. Column names stand in double quotes.
    ///
    /// # Errors
    /// When the database fails.
    pub fn select<T: Record>(&mut self, rest: &str, parameters: &[Value]) -> Result<Vec<T>> {
        let table = T::table();
        let sql = format!("SELECT {} FROM \"{}\" {rest}", columns(table), table.name);
        self.records(&sql, parameters)
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
        let sql = format!("SELECT 1 FROM \"{}\" {rest} LIMIT 1", T::table().name);
        Ok(!self.rows(&sql, parameters)?.is_empty())
    }

    /// How many records there are by `rest`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count<T: Record>(&mut self, rest: &str, parameters: &[Value]) -> Result<i64> {
        self.number(&format!("SELECT count(*) FROM \"{}\" {rest}", T::table().name), parameters)
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
        self.number(&sql, parameters)
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
        Ok(self.connection.query(sql, parameters)?)
    }

    /// Runs any statement and tells how many rows it touched.
    ///
    /// # Errors
    /// When the database fails or refuses.
    pub fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64> {
        Ok(self.connection.execute(sql, parameters)?)
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
        let sql = insert_sql(table, 1);
        let values = record.values();
        check_sizes(table, &values)?;
        self.connection.execute(&sql, &values).map(drop).map_err(|failure| match failure {
            Failure::Duplicate => duplicate(table, &record.key()),
            other => other.into(),
        })
    }

    /// Inserts many records without a trace in the change log, in as few statements as sensible.
    ///
    /// # Errors
    /// `record.exists` when a key is taken.
    pub fn insert_all<T: Record>(&mut self, records: &mut [T]) -> Result<()> {
        let table = T::table();
        let most = match self.connection {
            Connection::Sqlite(_) => 1,
            Connection::Postgres(_) => 16,
        };
        if let Some(version) = table.version {
            for record in records.iter_mut() {
                record.set_value(version, Value::Int(1))?;
            }
        }
        for chunk in records.chunks(most) {
            let sql = insert_sql(table, chunk.len());
            let values: Vec<Value> = chunk.iter().flat_map(Record::values).collect();
            check_sizes(table, &values)?;
            self.connection.execute(&sql, &values).map_err(|failure| match failure {
                Failure::Duplicate => duplicate(table, &chunk[0].key()),
                other => other.into(),
            })?;
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
        let touched = self.connection.execute(&sql, &parameters).map_err(|f| match f {
            Failure::Duplicate => duplicate(table, &record.key()),
            other => other.into(),
        })?;
        if touched == 0 {
            return Err(Error::Changed);
        }
        if let Some(version) = table.version {
            let now = record.value(version).into_int() + 1;
            record.set_value(version, Value::Int(now))?;
        }
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
        if self.connection.execute(&sql, &parameters)? == 0 {
            return Err(Error::Changed);
        }
        Ok(())
    }

    /// Whether the database has this table.
    ///
    /// # Errors
    /// When the database fails.
    pub fn has_table(&mut self, name: &str) -> Result<bool> {
        Ok(self.connection.has_table(name)?)
    }

    /// Brings a table to the shape that its record has.
    pub(crate) fn reconcile(&mut self, shape: &Shape) -> Result<()> {
        Ok(reconcile(self.connection, shape)?)
    }

    /// Runs several statements without parameters: changes of the schema.
    ///
    /// # Errors
    /// When the database refuses one.
    pub fn batch(&mut self, sql: &str) -> Result<()> {
        Ok(self.connection.batch(sql)?)
    }

    /// Runs a part of the transaction that can fail by itself: then what it did is undone, and the
    /// transaction goes on.
    ///
    /// # Errors
    /// What the part returns.
    pub fn savepoint<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.connection.batch("SAVEPOINT part")?;
        match act(self) {
            Ok(value) => {
                self.connection.batch("RELEASE SAVEPOINT part")?;
                Ok(value)
            }
            Err(error) => {
                self.connection.batch("ROLLBACK TO SAVEPOINT part")?;
                self.connection.batch("RELEASE SAVEPOINT part")?;
                Err(error)
            }
        }
    }

    /// The next numbers of a table whose key the database counts.
    ///
    /// # Errors
    /// When the database fails.
    pub fn entry_nos<T: Record>(&mut self, count: usize) -> Result<Vec<i64>> {
        let table = T::table();
        let key = table.columns[table.key[0]].name;
        Ok(self.connection.entry_nos(table.name, key, count)?)
    }

    fn records<T: Record>(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<T>> {
        self.connection.query(sql, parameters)?.into_iter().map(T::from_values).collect()
    }
}

/// All columns, quoted, with commas between.
pub(crate) fn columns(table: &'static Table) -> Rc<str> {
    composed(table, 0, || list_columns(table))
}

thread_local! {
    /// Texts composed of all columns of a table: by table and number of rows to insert, 0 for the
    /// columns alone. They are needed for every statement and never change.
    static COMPOSED: RefCell<HashMap<(usize, usize), Rc<str>>> = RefCell::default();
}

fn composed(table: &'static Table, rows: usize, compose: impl FnOnce() -> String) -> Rc<str> {
    let key = (std::ptr::from_ref(table).addr(), rows);
    if let Some(text) = COMPOSED.with_borrow(|known| known.get(&key).cloned()) {
        return text;
    }
    let text: Rc<str> = compose().into();
    COMPOSED.with_borrow_mut(|known| known.insert(key, Rc::clone(&text)));
    text
}

/// The same for a table that does not live as long as the program.
pub(crate) fn list_columns(table: &Table) -> String {
    let mut list = String::with_capacity(table.columns.len() * 16);
    for (at, column) in table.columns.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        let _ = write!(list, "{comma}\"{}\"", column.name);
    }
    list
}

/// ` WHERE "a" = $1 AND "b" = $2`, the parameters counted from after `before`.
fn by_key(table: &Table, before: usize) -> String {
    let mut sql = String::new();
    for (at, &column) in table.key.iter().enumerate() {
        let word = if at == 0 { " WHERE" } else { " AND" };
        let _ = write!(sql, "{word} \"{}\" = ${}", table.columns[column].name, before + at + 1);
    }
    sql
}

fn insert_sql(table: &'static Table, rows: usize) -> Rc<str> {
    composed(table, rows, || compose_insert(table, rows))
}

fn compose_insert(table: &Table, rows: usize) -> String {
    let mut sql = format!("INSERT INTO \"{}\" ({}) VALUES ", table.name, list_columns(table));
    let width = table.columns.len();
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for at in 0..width {
            let comma = if at == 0 { "" } else { ", " };
            let _ = write!(sql, "{comma}${}", row * width + at + 1);
        }
        sql.push(')');
    }
    sql
}

/// Refuses numbers that are larger than a field takes, whether entered or calculated, so that what
/// is stored can always be summed. The values are those of one row or of several.
fn check_sizes(table: &Table, values: &[Value]) -> Result<()> {
    for (at, value) in values.iter().enumerate() {
        let column = &table.columns[at % table.columns.len()];
        if let Value::Int(number) = value
            && column.kind.is_scaled()
            && number.unsigned_abs() > base::MOST.unsigned_abs()
        {
            let shown = Amount::from_scaled(*number);
            return Err(refuse!("value.number.tooLarge", value = shown).field(column.json).into());
        }
    }
    Ok(())
}

fn duplicate(table: &Table, key: &[Value]) -> Error {
    Error::state(refuse!("record.exists", table = table.name, key = key_text(key)))
}

/// The error for a record that is not there.
pub(crate) fn not_found(table: &Table, key: &[Value]) -> Error {
    Error::NotFound { collection: table.name.to_owned(), key: key_text(key) }
}
