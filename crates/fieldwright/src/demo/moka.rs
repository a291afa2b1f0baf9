//! *Atelier Moka*, small: set-up and master data from files, orders in every state, and some
//! weeks of history that was really posted.

use base::{Actor, DateTime, Result};
use books::item::Item;
use books::price_list::PriceListHeader;
use serde_json::json;
use store::{Db, Record, Tx};

use super::desk::Desk;
use super::jobs;
use super::orders::{self, Staff, Stage};
use super::random::Random;
use super::stock::{self, Purchase};
use super::{at, capacity, counter, seed};

/// The seed of the small company's history.
const SEED: u64 = 26;
/// How many posted orders the small company has.
const POSTED: usize = 70;
/// The open orders of the small company: how many of each stage.
const OPEN: &[(Stage, usize)] = &[
    (Stage::Taken, 7),
    (Stage::Released, 2),
    (Stage::AtWork, 5),
    (Stage::PartOrdered, 3),
    (Stage::WaitingForCustomer, 2),
    (Stage::Done, 4),
    (Stage::PartsShipped, 2),
    (Stage::Shipped, 3),
];

/// The number series of documents: a code, the letters its numbers begin with, digits.
const DOCUMENTS: &[(&str, &str)] =
    &[("CDE-SERV", "SO"), ("FACT-SERV", "SI"), ("FACT-SERV+", "PSI"), ("EXP-SERV+", "PSS")];

/// Fills the company.
///
/// # Errors
/// When the data is refused or the database fails.
pub fn fill(db: &Db, actor: &Actor) -> Result<()> {
    let desk = Desk::new();
    db.write(actor, |tx| set_up(tx, &desk))?;
    let bought = at(actor, orders::moment(actor.now(), 110, 8, 0));
    db.write(&bought, |tx| fill_store(tx, &desk, 1))?;
    let staff = db.read(actor, Staff::load)?;
    let machines = db.read(actor, orders::machines)?;
    let mut random = Random::new(SEED);
    for number in 0..POSTED {
        // Spread over a hundred working days, oldest first, up to the day before yesterday.
        let days = 100 - number * 98 / POSTED;
        let stage = if number % 9 == 5 { Stage::Consumed } else { Stage::Invoiced };
        let hour = i8::try_from(8 + number % 4).unwrap_or(8);
        let taken = orders::moment(actor.now(), days, hour, 10);
        one(db, actor, &desk, &orders::plan(&mut random, &staff, &machines, stage), stage, taken)?;
    }
    let open = OPEN.iter().flat_map(|(stage, count)| std::iter::repeat_n(*stage, *count));
    for (number, stage) in open.enumerate() {
        let days = match stage {
            Stage::Taken | Stage::AtWork => number % 2,
            _ => 1 + number % 6,
        };
        let minute = i8::try_from((number * 17) % 60).unwrap_or(0);
        let taken = orders::moment(actor.now(), days, if days == 0 { 8 } else { 10 }, minute);
        one(db, actor, &desk, &orders::plan(&mut random, &staff, &machines, stage), stage, taken)?;
    }
    counter::sell(db, actor, &desk)
}

/// Takes an order, begins it two hours later and brings it so far three hours after that, as far
/// as the day has come.
fn one(
    db: &Db,
    actor: &Actor,
    desk: &Desk,
    planned: &orders::Planned,
    stage: Stage,
    taken: DateTime,
) -> Result<()> {
    let later = |hours: i64| {
        let moment = taken.saturating_add(jiff::Span::new().hours(hours));
        at(actor, moment.min(actor.now().max(taken)))
    };
    let no = db.write(&later(0), |tx| orders::take(tx, desk, planned))?;
    if !matches!(stage, Stage::Taken | Stage::Released) {
        db.write(&later(2), |tx| orders::begin(tx, desk, planned, &no))?;
    }
    db.write(&later(5), |tx| orders::bring(tx, desk, planned, &no, stage))
}

/// Set-up and master data.
///
/// # Errors
/// When a record is refused.
pub fn set_up(tx: &mut Tx, desk: &Desk) -> Result<()> {
    let year = tx.today().year();
    seed::fill(tx, desk, "set-up.csv", include_str!("../../data/moka/set-up.csv"))?;
    for (series, letters) in DOCUMENTS {
        for (number, year) in (year - 1..=year + 1).enumerate() {
            let line = json!({
                "seriesCode": series,
                "lineNo": (number + 1) * 10_000,
                "startingDate": format!("{year:04}-01-01"),
                "startingNo": format!("{letters}-{:02}-00001", year % 100),
                "incrementByNo": 1,
                "open": true,
            });
            desk.create(tx, "numberSeriesLines", &line)?;
        }
    }
    for (name, file) in [
        ("service-set-up.csv", include_str!("../../data/moka/service-set-up.csv")),
        ("master-data.csv", include_str!("../../data/moka/master-data.csv")),
        ("service-items.csv", include_str!("../../data/moka/service-items.csv")),
    ] {
        seed::fill(tx, desk, name, file)?;
    }
    // Price lists are written as drafts and hold once they are active.
    for list in tx.select::<PriceListHeader>("ORDER BY \"code\"", &[])? {
        desk.change(tx, "priceLists", &list.key(), &json!({"status": "active"}))?;
    }
    for year in [year, year + 1] {
        capacity::of_year(tx, year)?;
    }
    Ok(())
}

/// Buys stock for both agencies and the vans; `times` as much as the small company needs.
///
/// # Errors
/// When the purchases are refused.
pub fn fill_store(tx: &mut Tx, desk: &Desk, times: i64) -> Result<()> {
    let items: Vec<Item> = tx.select("WHERE \"type\" = 'inventory' ORDER BY \"no\"", &[])?;
    let asked = jobs::parts();
    let mut purchases = Vec::new();
    for (number, item) in (0_i64..).zip(&items) {
        let cost = store::json::number(item.unit_cost.dec());
        let machine = !item.service_item_group.is_empty();
        let usual = match machine {
            true => 1 + number % 2,
            false if asked.contains(&item.no.as_str()) => (10 + number % 7) * times,
            false => 2 + number % 5,
        };
        for (place, share) in [("GRENOBLE", 3), ("LYON", 2)] {
            purchases.push(Purchase::at_cost(place, &item.no, usual * share, cost.clone()));
        }
        if !machine && number % 5 == 0 {
            for van in ["VAN-01", "VAN-02", "VAN-03", "VAN-04"] {
                purchases.push(Purchase::at_cost(van, &item.no, 1 + number % 3, cost.clone()));
            }
        }
    }
    stock::receive(tx, desk, tx.today(), &purchases)
}
