//! What the database alone can do: the rows that posting wrote, inserted again into empty tables
//! with the same indexes, as many commits, and no rule at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use base::{Actor, Result};
use service::installation::{Installation, company_tables};
use store::{Db, Table, Tx, Value, schema};

/// The rows that were added to a table.
struct Rows {
    insert: String,
    rows: Vec<Vec<Value>>,
}

/// The rows that were added to each table.
pub struct Written(Vec<Rows>);

/// The keys of all rows of a table.
///
/// # Errors
/// When the database fails.
pub fn keys(tx: &mut Tx, table: &Table) -> Result<Vec<Vec<Value>>> {
    let key: Vec<String> =
        table.key.iter().map(|&at| format!("\"{}\"", table.columns[at].name)).collect();
    tx.rows(&format!("SELECT {} FROM \"{}\"", key.join(", "), table.name), &[])
}

impl Written {
    /// What was added since these keys were all there were.
    ///
    /// # Errors
    /// When the database fails.
    pub fn since(
        db: &Db,
        actor: &Actor,
        before: &BTreeMap<&'static str, Vec<Vec<Value>>>,
    ) -> Result<Self> {
        db.read(actor, |tx| {
            let tables = company_tables();
            let added = tables.iter().map(|table| {
                let known: BTreeSet<String> = before
                    .get(table.name)
                    .into_iter()
                    .flatten()
                    .map(|key| format!("{key:?}"))
                    .collect();
                added(tx, table, &known)
            });
            let added: Vec<Rows> = added.collect::<Result<_>>()?;
            Ok(Self(added.into_iter().filter(|rows| !rows.rows.is_empty()).collect()))
        })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.0.iter().map(|rows| rows.rows.len()).sum()
    }
}

fn added(tx: &mut Tx, table: &Table, known: &BTreeSet<String>) -> Result<Rows> {
    let names: Vec<String> =
        table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let places: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
    let (names, places) = (names.join(", "), places.join(", "));
    let rows = tx.rows(&format!("SELECT {names} FROM \"{}\"", table.name), &[])?;
    let fresh = |row: &Vec<Value>| {
        let key: Vec<Value> = table.key.iter().map(|&at| row[at].clone()).collect();
        !known.contains(&format!("{key:?}"))
    };
    Ok(Rows {
        insert: format!("INSERT INTO \"{}\" ({names}) VALUES ({places})", table.name),
        rows: rows.into_iter().filter(fresh).collect(),
    })
}

/// Inserts the rows into a database of their own: as many commits as orders, divided among
/// clients.
///
/// # Errors
/// When the database fails.
pub fn insert(
    installation: &Installation,
    written: &Written,
    orders: usize,
    clients: usize,
) -> Result<Duration> {
    let url = installation.url().company(&format!("raw-{clients}"));
    let db = Db::open(&url)?;
    db.batch(&schema::ddl(url.engine(), &company_tables()))?;
    let actor = installation.program();
    let failure: Mutex<Result<()>> = Mutex::new(Ok(()));
    let all: Vec<usize> = (0..orders).collect();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for orders_of_one in all.chunks(orders.div_ceil(clients)) {
            let (db, actor, failure) = (&db, &actor, &failure);
            scope.spawn(move || {
                for &number in orders_of_one {
                    let done = db.write(actor, |tx| share(tx, written, number, orders));
                    if done.is_err() {
                        *failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = done;
                        return;
                    }
                }
            });
        }
    });
    let took = start.elapsed();
    failure.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).map(|()| took)
}

/// Inserts the share of one order.
fn share(tx: &mut Tx, written: &Written, number: usize, orders: usize) -> Result<()> {
    for rows in &written.0 {
        let (from, to) =
            (rows.rows.len() * number / orders, rows.rows.len() * (number + 1) / orders);
        for row in &rows.rows[from..to] {
            tx.execute(&rows.insert, row)?;
        }
    }
    Ok(())
}
