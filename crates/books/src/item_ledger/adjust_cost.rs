//! The adjustment of costs as a job: for companies that do not adjust with every posting, and after
//! the set-up was changed.

use std::collections::{BTreeMap, BTreeSet};

use base::{Code, Date, Result, refuse};
use store::{Tx, params};

use super::ItemApplicationEntry;
use super::stock::Stock;
use crate::entries::{Entries, Source};
use crate::item::{Item, ItemType};

/// The name of the permission.
pub const ADJUST_COST: &str = "valueEntries.adjustCostItemEntries";

/// The source code of adjustments that the job makes.
const SOURCE_CODE: &str = "INVTADJMT";

/// What the job did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjusted {
    /// How many value entries it made.
    pub value_entries: usize,
    /// How many general ledger entries it made.
    pub general_ledger_entries: usize,
}

/// Brings the cost of everything that left in line with the cost of what came in, for one item or
/// for all of them.
///
/// # Errors
/// Refuses an unknown item, and names accounts that are missing.
pub fn adjust_cost(tx: &mut Tx, item: &Code<20>) -> Result<Adjusted> {
    store::require_action(tx, ADJUST_COST, store::Class::Post)?;
    let mut adjusted = Adjusted::default();
    for no in items(tx, item)? {
        let mut stock = load(tx, &no)?;
        stock.adjust();
        let mut entries = Entries::default();
        entries.add_stock(stock.into_parts()?);
        adjusted.value_entries += entries.item.value.len();
        adjusted.general_ledger_entries += entries.general.len();
        let source = Source {
            user_id: Code::parse(tx.user()).unwrap_or_default(),
            source_code: Code::new(SOURCE_CODE),
            now: tx.now(),
        };
        entries.apply(tx, &source)?;
    }
    Ok(adjusted)
}

/// The items to adjust: the one that was named, or every item that is kept in stock.
fn items(tx: &mut Tx, named: &Code<20>) -> Result<BTreeSet<Code<20>>> {
    let (rest, parameters) = if named.is_empty() {
        ("WHERE \"type\" = $1", params![ItemType::Inventory].to_vec())
    } else {
        ("WHERE \"type\" = $1 AND \"no\" = $2", params![ItemType::Inventory, named].to_vec())
    };
    let found: Vec<Item> = tx.select(rest, &parameters)?;
    if found.is_empty() && !named.is_empty() {
        return Err(refuse!("itemLedger.item.unknown", item = named).field("itemNo").into());
    }
    Ok(found.into_iter().map(|item| item.no).collect())
}

/// The whole ledger of an item.
fn load(tx: &mut Tx, item: &Code<20>) -> Result<Stock> {
    let mut stock = Stock::of_setup(tx)?;
    stock.load_items(tx, &BTreeSet::from([item.clone()]))?;
    let entries: Vec<super::ItemLedgerEntry> =
        tx.select("WHERE \"item_no\" = $1", params![item])?;
    let found: BTreeMap<i64, _> =
        entries.into_iter().map(|entry| (entry.entry_no, entry)).collect();
    let places = stock.keep_entries(tx, found)?;
    let applications: Vec<ItemApplicationEntry> = tx.select(
        "WHERE \"inbound_item_entry_no\" IN \
         (SELECT \"entry_no\" FROM \"item_ledger_entry\" WHERE \"item_no\" = $1)",
        params![item],
    )?;
    stock.keep_uses(applications, &places);
    stock.adjusts = true;
    stock.average_from = Some(Date::MIN);
    for kept in &mut stock.kept {
        kept.touched = true;
    }
    Ok(stock)
}
