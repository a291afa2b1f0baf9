//! The schema that the records ask for, as SQL of either engine.

use crate::db::EngineName;
use crate::engine::words::{self, POSTGRES_WORDS, Words};
use crate::field::Kind;
use crate::migration::Rename;
use crate::record::{Column, Table};

/// A column, an index or a trigger, with the statement or definition that makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub name: String,
    pub sql: String,
}

/// A table as its record wants it.
#[derive(Clone)]
pub(crate) struct Shape {
    pub table: &'static str,
    /// What the table or its columns were called before.
    pub renames: Vec<Rename>,
    pub create: String,
    /// Columns with their definitions.
    pub columns: Vec<Named>,
    pub indexes: Vec<Named>,
    /// What lets a ledger only grow, and what keeps the words of rows.
    pub triggers: Vec<Named>,
    /// What people search rows by.
    pub words: Words,
}

impl Shape {
    /// What a table needs on an engine.
    pub fn of(engine: EngineName, table: &Table) -> Self {
        let mut words = words::of(engine, table);
        let columns: Vec<Named> = table
            .columns
            .iter()
            .map(|column| column_ddl(engine, table, column))
            .chain(words.column.take())
            .collect();
        let definitions: Vec<&str> = columns.iter().map(|column| column.sql.as_str()).collect();
        let mut indexes = indexes(table);
        indexes.append(&mut words.indexes);
        let mut triggers =
            table.ledger.map(|open| append_only(engine, table, open)).unwrap_or_default();
        triggers.append(&mut words.triggers);
        Self {
            table: table.name,
            renames: Vec::new(),
            create: format!(
                "CREATE TABLE \"{}\" (\n  {},\n  PRIMARY KEY ({})\n)",
                table.name,
                definitions.join(",\n  "),
                names(table, table.key)
            ),
            indexes,
            triggers,
            columns,
            words,
        }
    }

    /// All of it, as statements.
    pub fn sql(&self) -> String {
        let beside = self.words.beside.iter().map(|(_, create, _)| create);
        let named = self.indexes.iter().chain(&self.triggers).map(|thing| &thing.sql);
        let all: Vec<&str> =
            [&self.create].into_iter().chain(beside).chain(named).map(String::as_str).collect();
        all.join(";\n") + ";\n"
    }
}

/// The statements that create these tables, with indexes, and the triggers that let ledgers only
/// grow.
pub fn ddl(engine: EngineName, tables: &[&Table]) -> String {
    let shapes: Vec<String> = tables.iter().map(|table| Shape::of(engine, table).sql()).collect();
    prelude(engine) + &shapes.join("\n")
}

/// What tables of an engine call.
pub(crate) fn prelude(engine: EngineName) -> String {
    match engine {
        EngineName::Sqlite => String::new(),
        EngineName::Postgres => format!("{POSTGRES_WORDS}{POSTGRES_PRELUDE}"),
    }
}

const POSTGRES_PRELUDE: &str = "\
CREATE OR REPLACE FUNCTION fold(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT replace(replace(replace(translate(
  lower(value COLLATE \"und-x-icu\"),
  ''àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ'', ''aaaaaaceeeeiiiinoooooouuuuyy''),
  ''œ'', ''oe''), ''æ'', ''ae''), ''ß'', ''ss'') COLLATE \"C\"';
CREATE OR REPLACE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN RAISE EXCEPTION ''ledger rows are never changed or deleted''; END';

";

fn column_ddl(engine: EngineName, table: &Table, column: &Column) -> Named {
    let name = column.name.to_owned();
    let kind = match (column.kind.is_integer(), engine) {
        (true, EngineName::Sqlite) if table.counts_entries() && is_key(table, column) => {
            return Named { name, sql: format!("\"{}\" INTEGER NOT NULL", column.name) };
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
    Named { name, sql: format!("\"{}\" {kind} NOT NULL DEFAULT {default}{check}", column.name) }
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
fn indexes(table: &Table) -> Vec<Named> {
    let made = |kind: &str, name: String, columns: &[usize]| {
        let columns = names(table, columns);
        let sql = format!("CREATE {kind} \"{name}\" ON \"{}\" ({columns})", table.name);
        Named { name, sql }
    };
    let uniques = table.uniques.iter().enumerate().map(|(at, unique)| {
        made("UNIQUE INDEX", format!("{}_unique_{}", table.name, at + 1), unique)
    });
    let others = table.indexes.iter().enumerate().map(|(at, index)| {
        let mut all = index.to_vec();
        all.extend(table.key.iter().filter(|key| !index.contains(key)));
        made("INDEX", format!("{}_index_{}", table.name, at + 1), &all)
    });
    uniques.chain(others).collect()
}

/// Triggers that refuse to delete a ledger row, unless the ledger is a log that may be purged, or
/// to change a column that does not stay open.
fn append_only(engine: EngineName, table: &Table, mutable: &[usize]) -> Vec<Named> {
    let fixed: Vec<usize> =
        (0..table.columns.len()).filter(|column| !mutable.contains(column)).collect();
    let columns = names(table, &fixed);
    let (delete, update_body, delete_body) = match engine {
        EngineName::Sqlite => {
            let refuse =
                "BEGIN SELECT RAISE(ABORT, 'ledger rows are never changed or deleted'); END";
            ("DELETE", refuse.to_owned(), refuse.to_owned())
        }
        EngineName::Postgres => {
            let refuse = |each| format!("FOR EACH {each} EXECUTE FUNCTION ledger_only_grows()");
            ("DELETE OR TRUNCATE", refuse("ROW"), refuse("STATEMENT"))
        }
    };
    let made = |end: &str, on: String, body: String| {
        let name = format!("{}_{end}", table.name);
        let sql = format!("CREATE TRIGGER \"{name}\" BEFORE {on} ON \"{}\" {body}", table.name);
        Named { name, sql }
    };
    let update = made("no_update", format!("UPDATE OF {columns}"), update_body);
    let delete = (!table.purgeable).then(|| made("no_delete", delete.to_owned(), delete_body));
    [update].into_iter().chain(delete).collect()
}
