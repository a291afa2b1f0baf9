//! Statements whose answer is only needed at the end wait here, and go to the server together with the
//! next question.

use std::sync::Arc;

use futures_util::future::join_all;
use tokio_postgres::{Client, Statement};

use super::{Connection, borrowed};
use crate::engine::Failure;
use crate::engine::later::Meaning;
use crate::field::Value;
use crate::record::Table;
use crate::statements::insert_sql;

/// How many rows are inserted by one statement at most.
pub(in crate::engine) const ROWS: usize = 16;
/// So many statements wait at most.
const WAITING: usize = 256;

/// What is sent together with the next question.
pub(super) enum Later {
    /// A statement about records.
    Write(Box<Write>),
    /// Any other statement, with its parameters.
    Run(Arc<str>, Vec<Value>),
    /// Words about the transaction.
    Said(&'static str),
}

/// A statement about one record or several.
pub(super) struct Write {
    sql: Arc<str>,
    parameters: Vec<Value>,
    meaning: Meaning,
    /// How many rows it inserts, where more may join them.
    rows: usize,
}

/// What is ready to be sent.
pub(super) type Ready = (Later, Option<Statement>);

impl Connection {
    /// What was to be sent later, with its statements.
    pub(super) fn ready(&mut self) -> Result<Vec<Ready>, Failure> {
        let later = std::mem::take(&mut self.later);
        let statement = |later: Later| match &later {
            Later::Write(write) => {
                let statement = self.prepared(&write.sql)?;
                Ok((later, Some(statement)))
            }
            Later::Run(sql, _) => {
                let statement = self.prepared(sql)?;
                Ok((later, Some(statement)))
            }
            Later::Said(_) => Ok((later, None)),
        };
        later.into_iter().map(statement).collect()
    }

    /// Sends a statement with the next question.
    pub(in crate::engine) fn write_later(
        &mut self,
        sql: &str,
        parameters: Vec<Value>,
        meaning: Meaning,
    ) -> Result<(), Failure> {
        let write = Write { sql: sql.into(), parameters, meaning, rows: 0 };
        self.put_off(Later::Write(Box::new(write)))
    }

    fn put_off(&mut self, later: Later) -> Result<(), Failure> {
        self.later.push(later);
        if self.later.len() < WAITING { Ok(()) } else { self.flush() }
    }

    /// Inserts rows with the next question. Rows of a table whose key the program counts join those
    /// that wait already: a statement costs a server more than a row does.
    pub(in crate::engine) fn insert_later(
        &mut self,
        rows: usize,
        values: Vec<Value>,
        meaning: Meaning,
    ) -> Result<(), Failure> {
        let table = meaning.table;
        let counted = table.counts_entries();
        if let Some(before) = self.waiting_rows(table)
            && counted
            && before.rows + rows <= ROWS
        {
            before.rows += rows;
            before.sql = insert_sql(table, before.rows);
            before.parameters.extend(values);
            return Ok(());
        }
        let sql = insert_sql(table, rows);
        let rows = if counted { rows } else { 0 };
        self.put_off(Later::Write(Box::new(Write { sql, parameters: values, meaning, rows })))
    }

    /// The last statement about a table that is still to be sent, when it inserts rows that others
    /// may join.
    fn waiting_rows(&mut self, table: &'static Table) -> Option<&mut Write> {
        let last = self.later.iter_mut().rev().map_while(|later| match later {
            Later::Write(write) => Some(write),
            Later::Run(..) | Later::Said(_) => None,
        });
        let mut of_table = last.filter(|write| write.meaning.table.name == table.name);
        of_table.next().map(|write| &mut **write).filter(|write| write.rows > 0)
    }

    /// Runs a statement with the next question.
    pub(in crate::engine) fn run_later(
        &mut self,
        sql: &str,
        parameters: &[Value],
    ) -> Result<(), Failure> {
        self.put_off(Later::Run(sql.into(), parameters.to_vec()))
    }

    /// Says something about the transaction with the next question.
    pub(in crate::engine) fn say_later(&mut self, words: &'static str) {
        self.later.push(Later::Said(words));
    }

    /// Sends what was to be sent later.
    pub(in crate::engine) fn flush(&mut self) -> Result<(), Failure> {
        if self.later.is_empty() {
            return Ok(());
        }
        let later = self.ready()?;
        let client = &self.client;
        let sent = join_all(later.iter().map(|later| send(client, later)));
        let sent = self.runtime.block_on(sent);
        check(&later, sent)
    }

    /// Forgets what was to be sent later.
    pub(in crate::engine) fn drop_later(&mut self) {
        self.later.clear();
    }
}

/// Sends one, and answers how many rows it touched.
pub(super) async fn send(client: &Client, later: &Ready) -> Result<u64, Failure> {
    match later {
        (Later::Write(write), Some(statement)) => {
            Ok(client.execute(statement, &borrowed(&write.parameters)).await?)
        }
        (Later::Run(_, parameters), Some(statement)) => {
            Ok(client.execute(statement, &borrowed(parameters)).await?)
        }
        (Later::Said(words), _) => Ok(client.batch_execute(words).await.map(|()| 0)?),
        (_, None) => Err(Failure::Other("a statement was not prepared".to_owned())),
    }
}

/// The first of the statements that did not do what it should.
pub(super) fn check(later: &[Ready], sent: Vec<Result<u64, Failure>>) -> Result<(), Failure> {
    for ((later, _), outcome) in later.iter().zip(sent) {
        match (later, outcome) {
            (_, Err(Failure::Gone(why))) => return Err(Failure::Gone(why)),
            (Later::Run(..) | Later::Said(_), outcome) => drop(outcome?),
            (Later::Write(write), outcome) => {
                if let Some(error) = write.meaning.error(outcome) {
                    return Err(Failure::Late(error));
                }
            }
        }
    }
    Ok(())
}
