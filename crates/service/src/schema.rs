//! The migrations of the two kinds of database.

use std::sync::LazyLock;

use store::migration::Migration;
use store::{EngineName, Record, Table, schema::ddl};

use crate::goal::ServiceGoal;
use crate::installation::{company_tables, system_tables};
use crate::job::BatchJob;

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
    static ALL: LazyLock<Vec<Migration>> = LazyLock::new(|| {
        vec![
            derived(&company_tables()),
            added(2, "batch jobs", &[BatchJob::table()]),
            added(3, "goals", &[ServiceGoal::table()]),
        ]
    });
    ALL.clone()
}

/// Tables that came later. A database that was made since has them already.
fn added(number: i64, name: &'static str, tables: &[&'static Table]) -> Migration {
    let unless_there = |engine| -> &'static str {
        let mut sql = ddl(engine, tables);
        for kind in ["TABLE", "INDEX", "SEQUENCE"] {
            let create = format!("CREATE {kind} ");
            sql = sql.replace(&create, &format!("{create}IF NOT EXISTS "));
        }
        sql.leak()
    };
    let (sqlite, postgres) = (unless_there(EngineName::Sqlite), unless_there(EngineName::Postgres));
    Migration { number, name, sqlite, postgres }
}

#[cfg(test)]
mod tests {
    use store::migration;
    use store::testing::{actor, databases};

    use super::*;

    #[test]
    fn an_older_company_gets_the_tables_that_came_later() {
        for database in databases(&[]) {
            let older: Vec<&Table> = company_tables()
                .into_iter()
                .filter(|table| {
                    ![BatchJob::table().name, ServiceGoal::table().name].contains(&table.name)
                })
                .collect();
            let db = &database.db;
            assert_eq!(migration::apply(db, &actor(), &[derived(&older)]), Ok(vec![1]));
            assert_eq!(migration::apply(db, &actor(), &company()), Ok(vec![2, 3]));
            assert_eq!(db.read(&actor(), |tx| tx.count::<BatchJob>("", &[])), Ok(0));
            assert_eq!(db.read(&actor(), |tx| tx.count::<ServiceGoal>("", &[])), Ok(0));
        }
    }
}
