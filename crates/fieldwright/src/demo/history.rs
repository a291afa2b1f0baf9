//! *Atelier Moka*, medium: fifteen technicians, many customers and machines, and a year of orders
//! posted day by day.

use base::{Actor, Result};
use serde_json::json;
use store::{Db, Tx, key};

use super::desk::Desk;
use super::orders::{self, Machine, Planned, Staff, Stage};
use super::random::Random;
use super::stock::{self, Purchase};
use super::{Progress, at, crowd, jobs, moka};

/// The seed of the medium company.
const SEED: u64 = 1886;
/// Working days of history.
const DAYS: usize = 250;
/// Orders taken on a working day.
const ORDERS_A_DAY: usize = 24;
/// What the company wants to invoice in a month, in its currency.
const MONTHLY_REVENUE: i64 = 95_000;
/// Nearly all invoices that are older than so many working days are paid.
const PAID_DAYS: usize = 40;
/// After so many working days parts are bought again, and how many of each.
const RESTOCK_DAYS: usize = 20;
const RESTOCK: i64 = 110;

/// Fills the company.
///
/// # Errors
/// When the data is refused or the database fails.
pub fn fill(db: &Db, actor: &Actor, progress: Progress) -> Result<()> {
    fill_days(db, actor, DAYS, progress)
}

/// Fills the company with so many working days of history.
///
/// # Errors
/// When the data is refused or the database fails.
pub fn fill_days(db: &Db, actor: &Actor, days: usize, progress: Progress) -> Result<()> {
    let desk = Desk::new();
    let mut random = Random::new(SEED);
    let before = at(actor, orders::moment(actor.now(), days + 1, 8, 0));
    db.write(actor, |tx| {
        moka::set_up(tx, &desk)?;
        let goal = json!({"monthlyRevenueGoal": MONTHLY_REVENUE});
        desk.change(tx, "serviceGoals", key![""], &goal)?;
        crowd::fill(tx, &desk, &mut Random::new(SEED))
    })?;
    db.write(&before, |tx| moka::fill_store(tx, &desk, 2))?;
    let staff = db.read(actor, Staff::load)?;
    let machines = db.read(actor, orders::machines)?;
    let all = days * ORDERS_A_DAY;
    for day in 0..days {
        let past = days - day;
        let morning = orders::moment(actor.now(), past, 8, 15);
        if day % RESTOCK_DAYS == 0 {
            db.write(&at(actor, morning), |tx| restock(tx, &desk))?;
        }
        let planned: Vec<(Planned, Stage)> = (0..ORDERS_A_DAY)
            .map(|_| {
                let stage = stage(&mut random, past);
                let planned = orders::plan(&mut random, &staff, &machines, stage);
                let paid = past > PAID_DAYS && !random.chance(2);
                (if paid { planned.paid() } else { planned }, stage)
            })
            .collect();
        one_day(db, actor, &desk, past, &planned)?;
        progress((day + 1) * ORDERS_A_DAY, all);
    }
    today(db, actor, &desk, &mut random, &staff, &machines)
}

/// How far an order has come that was taken so many working days ago: nearly all old ones are
/// invoiced.
fn stage(random: &mut Random, days: usize) -> Stage {
    match random.below(100) {
        0..8 => Stage::Consumed,
        8..10 if days < 15 => Stage::PartOrdered,
        10..12 if days < 15 => Stage::WaitingForCustomer,
        12..22 if days < 4 => Stage::Shipped,
        22..30 if days < 4 => Stage::Done,
        30..36 if days < 3 => Stage::PartsShipped,
        _ => Stage::Invoiced,
    }
}

/// The orders of a day: taken in the morning, begun before noon, brought to their state in the
/// afternoon.
fn one_day(
    db: &Db,
    actor: &Actor,
    desk: &Desk,
    past: usize,
    planned: &[(Planned, Stage)],
) -> Result<()> {
    let moment = |hour: i8| at(actor, orders::moment(actor.now(), past, hour, 15));
    let numbers: Vec<String> = db.write(&moment(9), |tx| {
        planned.iter().map(|(planned, _)| orders::take(tx, desk, planned)).collect()
    })?;
    db.write(&moment(11), |tx| {
        for ((planned, _), no) in planned.iter().zip(&numbers) {
            orders::begin(tx, desk, planned, no)?;
        }
        Ok(())
    })?;
    db.write(&moment(15), |tx| {
        for ((planned, stage), no) in planned.iter().zip(&numbers) {
            orders::bring(tx, desk, planned, no, *stage)?;
        }
        Ok(())
    })
}

/// The orders of today, not yet posted.
fn today(
    db: &Db,
    actor: &Actor,
    desk: &Desk,
    random: &mut Random,
    staff: &Staff,
    machines: &[Machine],
) -> Result<()> {
    let now = at(actor, orders::moment(actor.now(), 0, 8, 5));
    for number in 0..ORDERS_A_DAY * 2 {
        let stage = if number % 3 == 0 { Stage::AtWork } else { Stage::Taken };
        let planned = orders::plan(random, staff, machines, stage);
        let no = db.write(&now, |tx| orders::take(tx, desk, &planned))?;
        if stage == Stage::AtWork {
            db.write(&now, |tx| orders::begin(tx, desk, &planned, &no))?;
        }
    }
    Ok(())
}

/// Buys the parts of the usual jobs again, for both agencies.
fn restock(tx: &mut Tx, desk: &Desk) -> Result<()> {
    let mut purchases = Vec::new();
    for part in jobs::parts() {
        let item: books::item::Item = tx.find(key![part])?;
        for location in ["GRENOBLE", "LYON"] {
            let cost = store::json::number(item.unit_cost.dec());
            purchases.push(Purchase::at_cost(location, part, RESTOCK, cost));
        }
    }
    stock::receive(tx, desk, tx.today(), &purchases)
}
