//! What a movement of stock writes: plain data until it is applied.

use base::{Amount, Code, Result, UnitPrice};
use store::{Record, Tx, params};

use super::{ItemApplicationEntry, ItemLedgerEntry, ItemStock, ValueEntry};
use crate::entries::Source;

/// An item ledger entry that other entries name: one of the same posting, or an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryRef {
    /// Its place in [`ItemEntries::ledger`], counted from 0.
    New(usize),
    /// Its number.
    Posted(i64),
}

/// A value entry and the item ledger entry that it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Valued {
    /// The item ledger entry.
    pub of: EntryRef,
    /// The value entry.
    pub entry: ValueEntry,
}

/// An item application entry and the item ledger entries that it connects.
#[derive(Clone, Debug, PartialEq)]
pub struct Connected {
    /// The entry that the application was posted with.
    pub own: EntryRef,
    /// Where the quantity came with.
    pub inbound: EntryRef,
    /// Where the quantity left with.
    pub outbound: Option<EntryRef>,
    /// The application entry.
    pub entry: ItemApplicationEntry,
}

/// New costs of an item, or of an item at a location.
#[derive(Clone, Debug, PartialEq)]
pub struct CostChange {
    /// The item.
    pub item_no: Code<20>,
    /// The variant and the location of a stockkeeping unit; nothing for the item itself.
    pub place: Option<(Code<10>, Code<10>)>,
    /// What one base unit costs.
    pub unit_cost: Option<UnitPrice>,
    /// What one base unit was last bought for.
    pub last_direct_cost: Option<UnitPrice>,
}

/// Entries of the item ledger that are written together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemEntries {
    /// Item ledger entries.
    pub ledger: Vec<ItemLedgerEntry>,
    /// Value entries.
    pub value: Vec<Valued>,
    /// Item application entries.
    pub applications: Vec<Connected>,
    /// Earlier item ledger entries with new values in the columns that stay open.
    pub changed: Vec<ItemLedgerEntry>,
    /// Earlier value entries whose cost reaches the general ledger now.
    pub posted_to_gl: Vec<ValueEntry>,
    /// What is added to the stock of items at locations.
    pub stock: Vec<ItemStock>,
    /// New costs of items.
    pub costs: Vec<CostChange>,
}

impl ItemEntries {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds the entries of another part of the same posting.
    pub fn append(&mut self, other: Self) {
        let first = self.ledger.len();
        let moved = |at: EntryRef| match at {
            EntryRef::New(place) => EntryRef::New(place + first),
            EntryRef::Posted(no) => EntryRef::Posted(no),
        };
        self.ledger.extend(other.ledger);
        self.value
            .extend(other.value.into_iter().map(|value| Valued { of: moved(value.of), ..value }));
        self.applications.extend(other.applications.into_iter().map(|application| Connected {
            own: moved(application.own),
            inbound: moved(application.inbound),
            outbound: application.outbound.map(moved),
            ..application
        }));
        self.changed.extend(other.changed);
        self.posted_to_gl.extend(other.posted_to_gl);
        self.stock.extend(other.stock);
        self.costs.extend(other.costs);
    }

    /// Gives a document number to every entry that carries this placeholder.
    pub fn number(&mut self, placeholder: &str, no: &Code<20>) {
        let ledger = self.ledger.iter_mut().map(|entry| &mut entry.document_no);
        let value = self.value.iter_mut().map(|value| &mut value.entry.document_no);
        for document_no in ledger.chain(value) {
            if *document_no == *placeholder {
                *document_no = no.clone();
            }
        }
    }

    /// Counts the entries and writes them; answers the numbers of the item ledger entries.
    pub(crate) fn apply(mut self, tx: &mut Tx, source: &Source) -> Result<Vec<i64>> {
        let numbers = count::<ItemLedgerEntry>(tx, self.ledger.len())?;
        for (entry, no) in self.ledger.iter_mut().zip(&numbers) {
            entry.entry_no = *no;
            entry.user_id = source.user_id.clone();
        }
        let number = |at: EntryRef| match at {
            EntryRef::New(place) => numbers.get(place).copied().unwrap_or_default(),
            EntryRef::Posted(no) => no,
        };
        let mut value = Vec::with_capacity(self.value.len());
        let value_nos = count::<ValueEntry>(tx, self.value.len())?;
        for (Valued { of, mut entry }, no) in self.value.into_iter().zip(value_nos) {
            entry.entry_no = no;
            entry.item_ledger_entry_no = number(of);
            entry.user_id = source.user_id.clone();
            entry.source_code = source.source_code.clone();
            value.push(entry);
        }
        let mut applications = Vec::with_capacity(self.applications.len());
        let application_nos = count::<ItemApplicationEntry>(tx, self.applications.len())?;
        for (connected, no) in self.applications.into_iter().zip(application_nos) {
            let mut entry = connected.entry;
            entry.entry_no = no;
            entry.item_ledger_entry_no = number(connected.own);
            entry.inbound_item_entry_no = number(connected.inbound);
            entry.outbound_item_entry_no = connected.outbound.map(number).unwrap_or_default();
            entry.user_id = source.user_id.clone();
            applications.push(entry);
        }
        tx.insert_all(&mut self.ledger)?;
        tx.insert_all(&mut value)?;
        tx.insert_all(&mut applications)?;
        for entry in &mut self.changed {
            tx.update_unlogged(entry)?;
        }
        for entry in &mut self.posted_to_gl {
            tx.update_unlogged(entry)?;
        }
        for stock in &self.stock {
            add_stock(tx, stock)?;
        }
        for change in &self.costs {
            save_cost(tx, change)?;
        }
        Ok(numbers)
    }
}

fn count<T: Record>(tx: &mut Tx, entries: usize) -> Result<Vec<i64>> {
    if entries == 0 { Ok(Vec::new()) } else { tx.entry_nos::<T>(entries) }
}

/// Two postings at once both add to the same row, and neither gets lost.
fn add_stock(tx: &mut Tx, stock: &ItemStock) -> Result<()> {
    if stock.quantity.is_zero() && stock.cost_amount == Amount::ZERO {
        return Ok(());
    }
    let sql = "INSERT INTO \"item_stock\" \
         (\"item_no\", \"variant_code\", \"location_code\", \"quantity\", \"cost_amount\") \
         VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (\"item_no\", \"variant_code\", \"location_code\") DO UPDATE SET \
         \"quantity\" = \"item_stock\".\"quantity\" + excluded.\"quantity\", \
         \"cost_amount\" = \"item_stock\".\"cost_amount\" + excluded.\"cost_amount\"";
    let ItemStock { item_no, variant_code, location_code, quantity, cost_amount } = stock;
    tx.run(sql, params![item_no, variant_code, location_code, quantity, cost_amount])?;
    Ok(())
}

/// Costs are kept by the program, so they change without a trace in the change log and without
/// disturbing whoever edits the card.
fn save_cost(tx: &mut Tx, change: &CostChange) -> Result<()> {
    let item = &change.item_no;
    match (&change.place, change.unit_cost) {
        (Some((variant, location)), Some(cost)) => {
            let sql = "UPDATE \"stockkeeping_unit\" SET \"unit_cost\" = $1 \
                 WHERE \"location_code\" = $2 AND \"item_no\" = $3 AND \"variant_code\" = $4";
            tx.run(sql, params![cost, location, item, variant])?;
        }
        (None, Some(cost)) => {
            let sql = "UPDATE \"item\" SET \"unit_cost\" = $1 WHERE \"no\" = $2";
            tx.run(sql, params![cost, item])?;
        }
        _ => {}
    }
    if let Some(cost) = change.last_direct_cost {
        let sql = "UPDATE \"item\" SET \"last_direct_cost\" = $1 WHERE \"no\" = $2";
        tx.run(sql, params![cost, item])?;
    }
    Ok(())
}
