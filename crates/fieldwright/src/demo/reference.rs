//! The reference company: what the acceptance scenarios start from.

use base::{Actor, Date, Result};
use store::Db;

use super::desk::Desk;
use super::{capacity, seed, stock};

/// What lies at location L1: item, quantity, unit cost.
const STOCK: &[(&str, i64, i64)] = &[("I1", 50, 60), ("I2", 50, 25), ("M1", 5, 300)];
/// When it was bought: before anything that a scenario posts.
const BOUGHT: Date = Date::constant(2025, 1, 1);
/// The year in which the resources have capacity.
const YEAR: i16 = 2026;

/// Fills the company.
///
/// # Errors
/// When the data is refused or the database fails.
pub fn fill(db: &Db, actor: &Actor) -> Result<()> {
    let desk = Desk::new();
    db.write(actor, |tx| {
        seed::fill(tx, &desk, "reference.json", include_str!("../../data/reference.json"))?;
        capacity::of_year(tx, YEAR)?;
        let lines: Vec<stock::Purchase> = STOCK
            .iter()
            .map(|(item, quantity, cost)| stock::Purchase::new("L1", item, *quantity, *cost))
            .collect();
        stock::receive(tx, &desk, BOUGHT, &lines)
    })
}
