//! The migrations of the two kinds of database.

use std::sync::LazyLock;

use store::migration::Migration;
use store::{EngineName, Table, schema::ddl};

use crate::installation::{company_tables, system_tables};

fn derived(tables: &[&'static Table]) -> Migration {
    Migration {
        number: 1,
        name: "initial",
        sqlite: ddl(EngineName::Sqlite, tables).leak(),
        postgres: ddl(EngineName::Postgres, tables).leak(),
    }
}

/// The migrations of the system database.
pub fn system() -> Vec<Migration> {
    static ALL: LazyLock<Vec<Migration>> = LazyLock::new(|| vec![derived(&system_tables())]);
    ALL.clone()
}

/// The migrations of a company's database.
pub fn company() -> Vec<Migration> {
    static ALL: LazyLock<Vec<Migration>> = LazyLock::new(|| vec![derived(&company_tables())]);
    ALL.clone()
}
