//! The schema that the records ask for, as SQL of either engine.

use std::fmt::Write as _;

use crate::db::EngineName;
use crate::field::Kind;
use crate::record::{Column, Table};

/// The statements that create these tables, with indexes, and the triggers that let ledgers only
/// grow.
pub fn ddl(engine: EngineName, tables: &[&Table]) -> String {
    let mut sql = String::new();
    if engine == EngineName::Postgres {
        sql.push_str(POSTGRES_PRELUDE);
    }
    for table in tables {
        create_table(engine, table, &mut sql);
        create_indexes(table, &mut sql);
        if let Some(mutable) = table.ledger {
            append_only(engine, table, mutable, &mut sql);
        }
        sql.push('\n');
    }
    sql
}

const POSTGRES_PRELUDE: &str = "\
CREATE OR REPLACE FUNCTION fold(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT lower(value COLLATE \"und-x-icu\")';
CREATE OR REPLACE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN RAISE EXCEPTION ''ledger rows are never changed or deleted''; END';

";

fn create_table(engine: EngineName, table: &Table, sql: &mut String) {
    let _ = writeln!(sql, "CREATE TABLE \"{}\" (", table.name);
    for column in table.columns {
        let _ = writeln!(sql, "  {},", column_ddl(engine, table, column));
    }
    let _ = writeln!(sql, "  PRIMARY KEY ({})", names(table, table.key));
    sql.push_str(");\n");
    if engine == EngineName::Postgres && table.counts_entries() {
        let key = table.columns[table.key[0]].name;
        let _ = writeln!(sql, "CREATE SEQUENCE \"{}_{key}\";", table.name);
    }
}

fn column_ddl(engine: EngineName, table: &Table, column: &Column) -> String {
    let kind = match (column.kind.is_integer(), engine) {
        (true, EngineName::Sqlite) if table.counts_entries() && is_key(table, column) => {
            return format!("\"{}\" INTEGER NOT NULL", column.name);
        }
        (true, _) => "BIGINT",
        (false, EngineName::Sqlite) => "TEXT",
        (false, EngineName::Postgres) => "TEXT COLLATE \"C\"",
    };
    let default = match column.kind.blank() {
        crate::Value::Int(number) => number.to_string(),
        crate::Value::Text(text) => format!("'{text}'"),
    };
    let check = match column.kind {
        Kind::Option(choices) => {
            let quoted: Vec<String> = choices.iter().map(|choice| format!("'{choice}'")).collect();
            format!(" CHECK (\"{}\" IN ({}))", column.name, quoted.join(", "))
        }
        _ => String::new(),
    };
    format!("\"{}\" {kind} NOT NULL DEFAULT {default}{check}", column.name)
}

fn is_key(table: &Table, column: &Column) -> bool {
    table.key.iter().any(|&at| table.columns[at].name == column.name)
}

fn names(table: &Table, columns: &[usize]) -> String {
    let quoted: Vec<String> =
        columns.iter().map(|&at| format!("\"{}\"", table.columns[at].name)).collect();
    quoted.join(", ")
}

/// Index names are cut short of the 63 characters PostgreSQL allows and stay unique by number.
fn create_indexes(table: &Table, sql: &mut String) {
    for (at, unique) in table.uniques.iter().enumerate() {
        let _ = writeln!(
            sql,
            "CREATE UNIQUE INDEX \"{}_unique_{}\" ON \"{}\" ({});",
            table.name,
            at + 1,
            table.name,
            names(table, unique)
        );
    }
    for (at, index) in table.indexes.iter().enumerate() {
        let mut all = index.to_vec();
        all.extend(table.key.iter().filter(|key| !index.contains(key)));
        let _ = writeln!(
            sql,
            "CREATE INDEX \"{}_index_{}\" ON \"{}\" ({});",
            table.name,
            at + 1,
            table.name,
            names(table, &all)
        );
    }
}

/// Triggers that refuse to delete a ledger row, unless the ledger is a log that may be purged, or
/// to change a column that does not stay open.
fn append_only(engine: EngineName, table: &Table, mutable: &[usize], sql: &mut String) {
    let fixed: Vec<usize> =
        (0..table.columns.len()).filter(|column| !mutable.contains(column)).collect();
    let name = table.name;
    let columns = names(table, &fixed);
    match engine {
        EngineName::Sqlite => {
            let refuse = "SELECT RAISE(ABORT, 'ledger rows are never changed or deleted')";
            let _ = writeln!(
                sql,
                "CREATE TRIGGER \"{name}_no_update\" BEFORE UPDATE OF {columns} ON \"{name}\" \
                 BEGIN {refuse}; END;"
            );
            if !table.purgeable {
                let _ = writeln!(
                    sql,
                    "CREATE TRIGGER \"{name}_no_delete\" BEFORE DELETE ON \"{name}\" \
                     BEGIN {refuse}; END;"
                );
            }
        }
        EngineName::Postgres => {
            let _ = writeln!(
                sql,
                "CREATE TRIGGER \"{name}_no_update\" BEFORE UPDATE OF {columns} ON \"{name}\" \
                 FOR EACH ROW EXECUTE FUNCTION ledger_only_grows();"
            );
            if !table.purgeable {
                let _ = writeln!(
                    sql,
                    "CREATE TRIGGER \"{name}_no_delete\" BEFORE DELETE OR TRUNCATE ON \"{name}\" \
                     FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows();"
                );
            }
        }
    }
}
