//! PostgreSQL, by address.
//!
//! Writes of one schema happen one after another, whatever program they come from: each transaction
//! that writes first locks the table `write_gate`, which takes no snapshot, and so sees what the one
//! before it left. The table `write_turn` tells other programs which tables a commit changed.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use futures_util::future::{join, join_all};
use tokio::runtime::Runtime;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, accepts, to_sql_checked};
use tokio_postgres::{Client, NoTls, SimpleQueryMessage, Statement};

use self::pending::{Later, check, send};
use super::{Failure, Row, tls};
use crate::cache::Cache;
use crate::field::Value;

mod pending;

pub(super) use self::pending::ROWS;

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 400;
/// How many turns are kept for programs that were idle meanwhile.
const TURNS: i64 = 512;

/// What every connection begins with. Nobody waits for ever for the gate, and a program that stands
/// still in the middle of a transaction loses it, so that the others can go on. To compile a plan
/// takes longer than the questions of screens do.
const SETTINGS: &str = "SET client_min_messages TO warning; SET standard_conforming_strings TO on; \
    SET lock_timeout TO '15s'; SET idle_in_transaction_session_timeout TO '120s'; SET jit TO off";

/// Writes look up records by keys and indexes. A plan that was made while a table was small stays
/// with its connection, and would read all of the table when it has grown.
const WRITING: &str = "SET enable_seqscan TO off";

/// A client with the statements it has prepared and those it has still to send.
pub(crate) struct Connection {
    runtime: Runtime,
    client: Client,
    statements: Statements,
    later: Vec<Later>,
    /// The last turn whose changes are known, and its stamp.
    turn: Option<(i64, i64)>,
}

/// Connects, and works in one schema.
pub(crate) fn open(address: &str, schema: &str) -> Result<Connection, Failure> {
    let mut connection = connect(address)?;
    connection.simple(&format!("SET search_path TO \"{schema}\"; {SETTINGS}"))?;
    Ok(connection)
}

/// Connects, and makes the schema and its gate if they are not there. Programs that start at the
/// same time do so one after another.
pub(crate) fn create(address: &str, schema: &str) -> Result<Connection, Failure> {
    let mut connection = open(address, schema)?;
    connection.simple(WRITING)?;
    let there = connection.query(
        "SELECT 1 FROM pg_tables WHERE CAST(schemaname AS text) = $1 \
         AND CAST(tablename AS text) = 'write_turn'",
        &[Value::from(schema)],
    )?;
    if there.is_empty() {
        connection.simple(&format!(
            "BEGIN; SELECT pg_advisory_xact_lock(hashtext('fieldwright'), hashtext('schema')); \
             CREATE SCHEMA IF NOT EXISTS \"{schema}\"; \
             CREATE TABLE IF NOT EXISTS \"{schema}\".\"write_gate\" (); \
             CREATE TABLE IF NOT EXISTS \"{schema}\".\"write_turn\" \
             (turn BIGINT PRIMARY KEY, stamp BIGINT NOT NULL, tables TEXT NOT NULL); COMMIT"
        ))?;
    }
    Ok(connection)
}

fn connect(address: &str) -> Result<Connection, Failure> {
    let way = tls::way(address)?;
    let mut config = way.config;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(10));
    }
    config.keepalives_idle(Duration::from_secs(30));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Other(error.to_string()))?;
    let client = runtime.block_on(async {
        let note = |error| tracing::debug!(%error, "a connection to the server ended");
        match way.check {
            Some(check) => {
                let (client, connection) = config.connect(check).await?;
                tokio::spawn(async move { connection.await.unwrap_or_else(note) });
                Ok::<_, Failure>(client)
            }
            None => {
                let (client, connection) = config.connect(NoTls).await?;
                tokio::spawn(async move { connection.await.unwrap_or_else(note) });
                Ok(client)
            }
        }
    })?;
    let statements = Statements::default();
    Ok(Connection { runtime, client, statements, later: Vec::new(), turn: None })
}

/// Deletes a schema and those of companies, which begin with its name.
pub(crate) fn remove(address: &str, schema: &str) -> Result<(), Failure> {
    let mut connection = connect(address)?;
    let sql = "SELECT CAST(schema_name AS text) FROM information_schema.schemata \
               WHERE CAST(schema_name AS text) = $1 \
               OR starts_with(CAST(schema_name AS text), $1 || '_')";
    for name in connection.query(sql, &[Value::from(schema)])?.into_iter().flatten() {
        connection.simple(&format!("DROP SCHEMA \"{}\" CASCADE", name.into_text()))?;
    }
    Ok(())
}

/// Creates a database on the server of this address, as a copy of another one that nobody uses. Its
/// files are copied as they are, which is three times as fast as through the log.
pub(crate) fn create_database(
    address: &str,
    name: &str,
    template: Option<&str>,
) -> Result<(), Failure> {
    let copy = template.map(|name| format!(" TEMPLATE \"{name}\" STRATEGY FILE_COPY"));
    let copy = copy.unwrap_or_default();
    connect(address)?.simple(&format!("CREATE DATABASE \"{name}\"{copy}"))?;
    Ok(())
}

/// Deletes a database whoever still uses it.
pub(crate) fn drop_database(address: &str, name: &str) -> Result<(), Failure> {
    let sql = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
    connect(address)?.simple(&sql)?;
    Ok(())
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        let gone = [
            &SqlState::ADMIN_SHUTDOWN,
            &SqlState::CRASH_SHUTDOWN,
            &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        ];
        match error.code() {
            Some(&SqlState::UNIQUE_VIOLATION) => Self::Duplicate,
            Some(&SqlState::DISK_FULL) => Self::Full,
            Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED) => {
                Self::Conflict
            }
            Some(state) if gone.contains(&state) => Self::Gone(error.to_string()),
            _ if error.is_closed() => Self::Gone(error.to_string()),
            _ => {
                let detail = error.as_db_error().map(|e| e.message().to_owned());
                Self::Other(detail.unwrap_or_else(|| with_causes(&error)))
            }
        }
    }
}

/// An error with what led to it: why a certificate is not trusted stands at the end.
fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let mut texts: Vec<String> = causes.map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Int(number) if *kind == Type::INT4 => {
                <i32 as ToSql>::to_sql(&i32::try_from(*number)?, kind, out)
            }
            Self::Int(number) => <i64 as ToSql>::to_sql(number, kind, out),
            Self::Text(text) => <&str as ToSql>::to_sql(&text.as_str(), kind, out),
        }
    }

    accepts!(INT8, INT4, TEXT, VARCHAR, UNKNOWN);
    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(
        kind: &Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *kind {
            Type::INT8 => Self::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Self::Int(i64::from(i32::from_sql(kind, raw)?)),
            Type::BOOL => Self::Int(i64::from(bool::from_sql(kind, raw)?)),
            _ => Self::Text(<&str>::from_sql(kind, raw)?.to_owned()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self::Int(0))
    }

    accepts!(INT8, INT4, BOOL, TEXT, VARCHAR, NAME, BPCHAR);
}

/// Prepared statements by their text; when there are too many, those not used for long go, also on
/// the server.
#[derive(Default)]
struct Statements {
    known: HashMap<String, (Statement, u64)>,
    uses: u64,
}

impl Statements {
    fn get(&mut self, sql: &str) -> Option<Statement> {
        self.uses += 1;
        let (statement, used) = self.known.get_mut(sql)?;
        *used = self.uses;
        Some(statement.clone())
    }

    fn keep(&mut self, sql: &str, statement: Statement) {
        if self.known.len() >= STATEMENTS {
            let mut uses: Vec<u64> = self.known.values().map(|(_, used)| *used).collect();
            uses.sort_unstable();
            let recent = uses[uses.len() / 4];
            self.known.retain(|_, (_, used)| *used > recent);
        }
        self.known.insert(sql.to_owned(), (statement, self.uses));
    }
}

/// Parameters as the client takes them.
fn borrowed(parameters: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    parameters.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl Connection {
    fn prepared(&mut self, sql: &str) -> Result<Statement, Failure> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement);
        }
        let statement = self.runtime.block_on(self.client.prepare(sql))?;
        self.statements.keep(sql, statement.clone());
        Ok(statement)
    }

    /// Rows of a query; what was to be sent later goes before it, in the same breath.
    pub(super) fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, Failure> {
        let statement = self.prepared(sql)?;
        let later = self.ready()?;
        let client = &self.client;
        let parameters = borrowed(parameters);
        let (sent, rows) = self.runtime.block_on(async {
            let sent = join_all(later.iter().map(|later| send(client, later)));
            join(sent, client.query(&statement, &parameters)).await
        });
        check(&later, sent)?;
        rows?
            .iter()
            .map(|row| (0..row.len()).map(|at| row.try_get(at).map_err(Failure::from)).collect())
            .collect()
    }

    /// Runs a statement, after what was to be sent later.
    pub(super) fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, Failure> {
        let statement = self.prepared(sql)?;
        let later = self.ready()?;
        let client = &self.client;
        let parameters = borrowed(parameters);
        let (sent, touched) = self.runtime.block_on(async {
            let sent = join_all(later.iter().map(|later| send(client, later)));
            join(sent, client.execute(&statement, &parameters)).await
        });
        check(&later, sent)?;
        Ok(touched?)
    }

    /// Ends a transaction that only read. Nobody waits for the answer: nothing depends on it.
    pub(super) fn end_reading(&mut self) -> Result<(), Failure> {
        self.flush()?;
        let client = &self.client;
        self.runtime.block_on(async {
            let said = std::pin::pin!(client.simple_query("COMMIT"));
            let now = futures_util::future::ready(());
            drop(futures_util::future::select(said, now).await);
            tokio::task::yield_now().await;
        });
        Ok(())
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Failure> {
        self.flush()?;
        self.simple(sql).map(drop)
    }

    /// Statements without parameters in one message; answers the rows of all.
    fn simple(&mut self, sql: &str) -> Result<Vec<Vec<String>>, Failure> {
        let messages = self.runtime.block_on(self.client.simple_query(sql))?;
        let row = |message: SimpleQueryMessage| match message {
            SimpleQueryMessage::Row(row) => {
                Some((0..row.len()).map(|at| row.get(at).unwrap_or_default().to_owned()).collect())
            }
            _ => None,
        };
        Ok(messages.into_iter().filter_map(row).collect())
    }

    /// Holds a lock of this number while the connection lasts; the server lets go of it by itself when
    /// the program is gone.
    pub(super) fn live(&mut self, life: i64) -> Result<(), Failure> {
        self.simple(&format!("SELECT pg_try_advisory_lock({life})")).map(drop)
    }

    /// Whether another connection holds the lock of this number.
    pub(super) fn lives(&mut self, life: i64) -> Result<bool, Failure> {
        let sql =
            "SELECT CAST(CASE WHEN pg_try_advisory_xact_lock($1) THEN 0 ELSE 1 END AS bigint)";
        let rows = self.query(sql, &[Value::Int(life)])?;
        Ok(rows.into_iter().flatten().next().is_some_and(|held| held == Value::Int(1)))
    }

    /// Begins a transaction, a writing one behind the gate, and forgets what other programs have
    /// changed: all in one message.
    pub(super) fn begin(&mut self, writing: bool, cache: &mut Cache) -> Result<(), Failure> {
        self.later.clear();
        let begin = if writing {
            "BEGIN ISOLATION LEVEL REPEATABLE READ; \
             LOCK TABLE \"write_gate\" IN EXCLUSIVE MODE"
        } else {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        };
        let turns = match self.turn {
            Some((turn, _)) => format!(
                "SELECT turn, stamp, tables FROM write_turn WHERE turn >= {turn} ORDER BY turn"
            ),
            None => "SELECT turn, stamp, '' FROM write_turn ORDER BY turn DESC LIMIT 1".to_owned(),
        };
        match self.simple(&format!("{begin}; {turns}")) {
            Ok(rows) => {
                self.learn(rows, cache);
                Ok(())
            }
            Err(failure) => {
                if !matches!(failure, Failure::Gone(_)) {
                    self.roll_back()?;
                }
                Err(failure)
            }
        }
    }

    /// Forgets what the turns since the last known one have changed; everything, when they are not
    /// known without a gap.
    fn learn(&mut self, rows: Vec<Vec<String>>, cache: &mut Cache) {
        let mut turns = rows.into_iter().map(|row| {
            let mut row = row.into_iter();
            let mut next = || row.next().unwrap_or_default();
            let known = (next().parse().unwrap_or(0), next().parse().unwrap_or(0));
            (known, next())
        });
        let first = turns.next();
        if first.is_none()
            || self.turn.is_none()
            || first.as_ref().map(|(turn, _)| *turn) != self.turn
        {
            cache.clear();
        }
        self.turn = first.map(|(turn, _)| turn);
        for (turn, tables) in turns {
            tables.split(',').for_each(|table| cache.forget(table));
            self.turn = Some(turn);
        }
    }

    /// Commits, and notes the turn with the tables that changed.
    pub(super) fn commit(&mut self, changed: &HashSet<Box<str>>) -> Result<(), Failure> {
        self.flush()?;
        if changed.is_empty() {
            return self.simple("COMMIT").map(drop);
        }
        let turn = self.turn.map_or(0, |(turn, _)| turn) + 1;
        let stamp = stamp();
        let mut tables: Vec<&str> = changed.iter().map(|table| &**table).collect();
        tables.sort_unstable();
        let tables = tables.join(",").replace('\'', "");
        let mut sql = format!("INSERT INTO write_turn VALUES ({turn}, {stamp}, '{tables}'); ");
        if turn % TURNS == 0 {
            sql.push_str(&format!("DELETE FROM write_turn WHERE turn <= {}; ", turn - TURNS));
        }
        sql.push_str("COMMIT");
        self.simple(&sql)?;
        self.turn = Some((turn, stamp));
        Ok(())
    }

    pub(super) fn roll_back(&mut self) -> Result<(), Failure> {
        self.later.clear();
        self.simple("ROLLBACK").map(drop)
    }

    /// Whether the server hung up.
    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }
}

/// A number that no other commit has: a schema that was made anew counts its turns again.
fn stamp() -> i64 {
    use std::hash::{BuildHasher, RandomState};
    i64::from_ne_bytes(RandomState::new().hash_one(0).to_ne_bytes())
}
