//! Reads the stock that a posting meets. The number of queries does not grow with the number of
//! lines, only with the number of places that stock leaves or comes to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base::{Code, Date, Quantity, Result};
use store::{Record, ToValue, Tx, Value, params};

use super::average::period_start;
use super::movement::Wanted;
use super::stock::{Kept, Place, Stock, Use};
use super::{ItemApplicationEntry, ItemLedgerEntry, ItemStock, ValueEntry};
use crate::general_ledger_setup;
use crate::inventory_setup::{self, AutomaticCostAdjustment, AverageCostPeriod};
use crate::item::Item;
use crate::posting_setup::{GeneralPostingSetup, InventoryPostingSetup};

/// The most values in one list of a query.
const LIST: usize = 400;
/// How many open entries are read at first; each further reading takes as many as all before.
const OPEN: usize = 8;

impl Stock {
    /// Reads what the posting meets: the items, their stock, the open receipts at the places that
    /// stock leaves from, and `entries`: earlier entries that are invoiced, or that stock is taken
    /// from by choice. `posting_date` is the first day of the posting.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(
        tx: &mut Tx,
        wanted: &[Wanted],
        entries: &[i64],
        posting_date: Date,
    ) -> Result<Self> {
        let mut stock = Self::of_setup(tx)?;
        let named: Vec<Value> = entries.iter().map(ToValue::to_value).collect();
        let mut found: BTreeMap<i64, ItemLedgerEntry> = BTreeMap::new();
        keep(&mut found, among(tx, "entry_no", &named)?);
        let mut items: BTreeSet<Code<20>> = found.values().map(|e| e.item_no.clone()).collect();
        items.extend(wanted.iter().map(|wanted| wanted.item_no.clone()));
        stock.load_items(tx, &items)?;
        stock.adjusts = adjusts(stock.setup.automatic_cost_adjustment, posting_date, tx.today());
        for (place, (outgoing, incoming)) in by_place(wanted) {
            load_open(tx, &place, true, outgoing, &mut found)?;
            load_open(tx, &place, false, incoming, &mut found)?;
        }
        stock.load_periods(tx, wanted, posting_date, &mut found)?;
        let places = stock.keep_entries(tx, found)?;
        stock.load_uses(tx, places)?;
        Ok(stock)
    }

    /// The set-up, without stock.
    pub(super) fn of_setup(tx: &mut Tx) -> Result<Self> {
        let books = general_ledger_setup::of(tx)?;
        let general: Vec<GeneralPostingSetup> = tx.select("", &[])?;
        Ok(Self {
            setup: inventory_setup::of(tx)?,
            open_from: books.allow_posting_from,
            amount_precision: match books.amount_rounding_precision.dec() {
                precision if precision.is_zero() => base::decimal("0.01"),
                precision => precision,
            },
            unit_precision: match books.unit_amount_rounding_precision.dec() {
                precision if precision.is_zero() => base::decimal("0.00001"),
                precision => precision,
            },
            general: general
                .into_iter()
                .map(|row| {
                    let key = (&row.gen_bus_posting_group, &row.gen_prod_posting_group);
                    ((key.0.clone(), key.1.clone()), row)
                })
                .collect(),
            ..Self::default()
        })
    }

    pub(super) fn load_items(&mut self, tx: &mut Tx, items: &BTreeSet<Code<20>>) -> Result<()> {
        let items: Vec<Value> = items.iter().map(ToValue::to_value).collect();
        for item in among::<Item>(tx, "no", &items)? {
            self.items.insert(item.no.clone(), item);
        }
        for stock in among::<ItemStock>(tx, "item_no", &items)? {
            let ItemStock { item_no, variant_code, location_code, .. } = &stock;
            let place = (item_no.clone(), variant_code.clone(), location_code.clone());
            self.places.insert(place, stock);
        }
        let groups: BTreeSet<Value> =
            self.items.values().map(|item| item.inventory_posting_group.to_value()).collect();
        let groups: Vec<Value> = groups.into_iter().collect();
        for row in among::<InventoryPostingSetup>(tx, "invt_posting_group_code", &groups)? {
            let key = (row.location_code.clone(), row.invt_posting_group_code.clone());
            self.inventory.insert(key, row);
        }
        Ok(())
    }

    /// Keeps entries with the sums of their value entries; answers their places by number.
    pub(super) fn keep_entries(
        &mut self,
        tx: &mut Tx,
        found: BTreeMap<i64, ItemLedgerEntry>,
    ) -> Result<BTreeMap<i64, usize>> {
        let numbers: Vec<Value> = found.keys().map(ToValue::to_value).collect();
        let mut places: BTreeMap<i64, usize> =
            self.kept.iter().enumerate().map(|(at, kept)| (kept.entry.entry_no, at)).collect();
        for (number, entry) in found {
            let at = self.keep(Kept { entry, posted: true, ..Kept::default() });
            places.insert(number, at);
        }
        let mut value: Vec<ValueEntry> = among(tx, "item_ledger_entry_no", &numbers)?;
        value.sort_by_key(|entry| entry.entry_no);
        for entry in value {
            let kept = &mut self.kept[places[&entry.item_ledger_entry_no]];
            kept.note_value(&entry);
            if kept.first.entry_no == 0 {
                kept.first = ValueEntry {
                    invoiced_quantity: Quantity::ZERO,
                    cost_amount_actual: base::Amount::ZERO,
                    cost_amount_expected: base::Amount::ZERO,
                    cost_amount_non_invtbl: base::Amount::ZERO,
                    cost_posted_to_gl: base::Amount::ZERO,
                    expected_cost_posted_to_gl: base::Amount::ZERO,
                    sales_amount_actual: base::Amount::ZERO,
                    sales_amount_expected: base::Amount::ZERO,
                    discount_amount: base::Amount::ZERO,
                    expected_cost: false,
                    ..entry
                };
            }
        }
        Ok(places)
    }

    /// What entries that receipts may still cover were taken from so far, with those receipts.
    fn load_uses(&mut self, tx: &mut Tx, mut places: BTreeMap<i64, usize>) -> Result<()> {
        let open: Vec<Value> = self
            .kept
            .iter()
            .filter(|kept| kept.entry.remaining_quantity.is_negative())
            .map(|kept| kept.entry.entry_no.to_value())
            .collect();
        if open.is_empty() {
            return Ok(());
        }
        let taken: Vec<ItemApplicationEntry> = among(tx, "outbound_item_entry_no", &open)?;
        let receipts: BTreeSet<i64> = taken.iter().map(|use_| use_.inbound_item_entry_no).collect();
        let missing: Vec<Value> =
            receipts.iter().filter(|no| !places.contains_key(no)).map(ToValue::to_value).collect();
        let mut found = BTreeMap::new();
        keep(&mut found, among(tx, "entry_no", &missing)?);
        places.extend(self.keep_entries(tx, found)?);
        let receipts: Vec<Value> = receipts.iter().map(ToValue::to_value).collect();
        let all: Vec<ItemApplicationEntry> = among(tx, "inbound_item_entry_no", &receipts)?;
        self.keep_uses(all, &places);
        Ok(())
    }

    /// Keeps which receipts the kept entries were taken from. All uses of these receipts must be
    /// given.
    pub(super) fn keep_uses(
        &mut self,
        mut applications: Vec<ItemApplicationEntry>,
        places: &BTreeMap<i64, usize>,
    ) {
        applications.sort_by_key(|application| application.entry_no);
        let mut taken: BTreeMap<i64, Quantity> = BTreeMap::new();
        for application in applications {
            if application.outbound_item_entry_no == 0 {
                continue;
            }
            let quantity = application.quantity.abs();
            let so_far = taken.entry(application.inbound_item_entry_no).or_default();
            let before = *so_far;
            *so_far += quantity;
            let inbound = places.get(&application.inbound_item_entry_no);
            let outbound = places.get(&application.outbound_item_entry_no);
            if let (Some(&inbound), Some(&outbound)) = (inbound, outbound) {
                self.uses.push(Use { inbound, outbound, quantity, before });
            }
        }
    }
}

/// Whether costs are adjusted with a posting on this day.
fn adjusts(when: AutomaticCostAdjustment, day: Date, today: Date) -> bool {
    let since = |period| day >= period_start(period, today);
    match when {
        AutomaticCostAdjustment::Never => false,
        AutomaticCostAdjustment::Day => since(AverageCostPeriod::Day),
        AutomaticCostAdjustment::Week => since(AverageCostPeriod::Week),
        AutomaticCostAdjustment::Month => since(AverageCostPeriod::Month),
        AutomaticCostAdjustment::Quarter => since(AverageCostPeriod::Quarter),
        AutomaticCostAdjustment::Year => since(AverageCostPeriod::Year),
        AutomaticCostAdjustment::Always => true,
    }
}

/// What leaves and what comes to each place.
fn by_place(wanted: &[Wanted]) -> BTreeMap<Place, (Quantity, Quantity)> {
    let mut places: BTreeMap<Place, (Quantity, Quantity)> = BTreeMap::new();
    for Wanted { item_no, variant_code, location_code, outgoing, incoming } in wanted {
        let place = (item_no.clone(), variant_code.clone(), location_code.clone());
        let sum = places.entry(place).or_default();
        sum.0 += *outgoing;
        sum.1 += *incoming;
    }
    places
}

/// Reads open entries at a place, oldest first, until they make up the quantity.
fn load_open(
    tx: &mut Tx,
    (item, variant, location): &Place,
    positive: bool,
    mut quantity: Quantity,
    found: &mut BTreeMap<i64, ItemLedgerEntry>,
) -> Result<()> {
    let (mut skip, mut take) = (0, OPEN);
    while quantity.is_positive() {
        let rest = format!(
            "WHERE \"item_no\" = $1 AND \"open\" = $2 AND \"variant_code\" = $3 \
             AND \"location_code\" = $4 AND \"positive\" = $5 \
             ORDER BY \"posting_date\", \"entry_no\" LIMIT {take} OFFSET {skip}"
        );
        let open: Vec<ItemLedgerEntry> =
            tx.select(&rest, params![item, true, variant, location, positive])?;
        quantity -= open.iter().map(|entry| entry.remaining_quantity.abs()).sum();
        let last = open.len() < take;
        skip += take;
        take = skip;
        keep(found, open);
        if last {
            break;
        }
    }
    Ok(())
}

pub(super) fn keep(found: &mut BTreeMap<i64, ItemLedgerEntry>, entries: Vec<ItemLedgerEntry>) {
    found.extend(entries.into_iter().map(|entry| (entry.entry_no, entry)));
}

/// The records whose column has one of these values.
pub(super) fn among<T: Record>(tx: &mut Tx, column: &str, values: &[Value]) -> Result<Vec<T>> {
    let mut found = Vec::new();
    for values in values.chunks(LIST) {
        let mut rest = format!("WHERE \"{column}\" IN (");
        for at in 1..=values.len() {
            let comma = if at == 1 { "" } else { ", " };
            let _ = write!(rest, "{comma}${at}");
        }
        rest.push(')');
        found.extend(tx.select(&rest, values)?);
    }
    Ok(found)
}
