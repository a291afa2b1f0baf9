//! PostgreSQL, by address.

use std::collections::HashMap;

use postgres::types::{FromSql, IsNull, ToSql, Type, accepts, to_sql_checked};
use postgres::{Client, NoTls, Statement, error::SqlState};

use super::{Failure, Row};
use crate::field::Value;

/// A client with the statements it has prepared.
pub(crate) struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
}

/// Connects, and works in one schema.
pub(crate) fn open(address: &str, schema: &str) -> Result<Connection, Failure> {
    let mut client = Client::connect(address, NoTls)?;
    client.batch_execute(&format!(
        "SET search_path TO \"{schema}\"; SET client_min_messages TO warning; \
         SET standard_conforming_strings TO on"
    ))?;
    Ok(Connection { client, statements: HashMap::new() })
}

/// Deletes a schema and those of companies, which begin with its name.
pub(crate) fn remove(address: &str, schema: &str) -> Result<(), Failure> {
    let mut client = Client::connect(address, NoTls)?;
    let sql = "SELECT schema_name::text FROM information_schema.schemata \
               WHERE schema_name::text = $1 OR starts_with(schema_name::text, $1 || '_')";
    for row in client.query(sql, &[&schema])? {
        let name: String = row.get(0);
        client.batch_execute(&format!("DROP SCHEMA \"{name}\" CASCADE"))?;
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
    Client::connect(address, NoTls)?.batch_execute(&format!("CREATE DATABASE \"{name}\"{copy}"))?;
    Ok(())
}

/// Deletes a database whoever still uses it.
pub(crate) fn drop_database(address: &str, name: &str) -> Result<(), Failure> {
    let sql = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
    Client::connect(address, NoTls)?.batch_execute(&sql)?;
    Ok(())
}

impl From<postgres::Error> for Failure {
    fn from(error: postgres::Error) -> Self {
        match error.code() {
            Some(&SqlState::UNIQUE_VIOLATION) => Self::Duplicate,
            Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED) => {
                Self::Conflict
            }
            _ => {
                let detail = error.as_db_error().map(|e| e.message().to_owned());
                Self::Other(detail.unwrap_or_else(|| error.to_string()))
            }
        }
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut postgres::types::private::BytesMut,
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

impl Connection {
    fn prepared(&mut self, sql: &str) -> Result<Statement, Failure> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, Failure> {
        let statement = self.prepared(sql)?;
        let parameters: Vec<&(dyn ToSql + Sync)> =
            parameters.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let rows = self.client.query(&statement, &parameters)?;
        rows.iter()
            .map(|row| (0..row.len()).map(|at| row.try_get(at).map_err(Failure::from)).collect())
            .collect()
    }

    pub fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, Failure> {
        let statement = self.prepared(sql)?;
        let parameters: Vec<&(dyn ToSql + Sync)> =
            parameters.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        Ok(self.client.execute(&statement, &parameters)?)
    }

    pub fn batch(&mut self, sql: &str) -> Result<(), Failure> {
        self.client.batch_execute(sql).map_err(Failure::from)
    }

    /// Whether the server hung up.
    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }
}
