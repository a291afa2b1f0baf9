//! Stock as a posting finds it, and what the posting does to it. Nothing here reads or writes the
//! database.

use std::collections::{BTreeMap, BTreeSet};

use base::{Amount, Code, Date, Decimal, Quantity, Refusals, UnitPrice, refuse, round};

use super::average::{Before, Scope};
use super::cost_posting::CostPosting;
use super::entries::{Connected, EntryRef, ItemEntries, Valued};
use super::movement::{Invoicing, Movement};
use super::value::{new_entry, new_value};
use super::{ItemApplicationEntry, ItemLedgerEntry, ItemStock, ValueEntry};
use crate::inventory_setup::InventorySetup;
use crate::item::{CostingMethod, Item, ItemType};
use crate::posting_setup::{GeneralPostingSetup, InventoryPostingSetup};

/// An item and variant at a location.
pub(super) type Place = (Code<20>, Code<10>, Code<10>);

/// An item ledger entry with the sums of its value entries.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub entry: ItemLedgerEntry,
    /// The first value entry: whom, what and where later ones are about.
    pub first: ValueEntry,
    /// The last one that invoiced something.
    pub last_invoice: Option<ValueEntry>,
    /// Cost as invoiced and as expected.
    pub actual: Amount,
    pub expected: Amount,
    /// What of the expected cost reached the general ledger.
    pub expected_posted: Amount,
    /// Revenue as expected.
    pub sales_expected: Amount,
    /// Whether the entry is already in the ledger.
    pub posted: bool,
    /// Whether its open columns changed.
    pub changed: bool,
    /// Whether its cost is to be looked at: it is new, or a receipt covers it now.
    pub touched: bool,
}

impl Kept {
    pub fn cost(&self) -> Amount {
        self.actual + self.expected
    }

    pub fn place(&self) -> Place {
        let entry = &self.entry;
        (entry.item_no.clone(), entry.variant_code.clone(), entry.location_code.clone())
    }

    /// Adds a value entry to the sums.
    pub fn note_value(&mut self, entry: &ValueEntry) {
        self.actual += entry.cost_amount_actual;
        self.expected += entry.cost_amount_expected;
        self.expected_posted += entry.expected_cost_posted_to_gl;
        self.sales_expected += entry.sales_amount_expected;
        if !entry.invoiced_quantity.is_zero() {
            self.last_invoice = Some(entry.clone());
        }
    }

    pub fn not_invoiced(&self) -> Quantity {
        (self.entry.quantity - self.entry.invoiced_quantity).abs()
    }
}

/// A quantity of a receipt that left with another entry. Both are places in `Stock::kept`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub inbound: usize,
    pub outbound: usize,
    pub quantity: Quantity,
    /// What had left of the receipt before.
    pub before: Quantity,
}

/// The stock that a posting meets, and what it does to it.
#[derive(Clone, Debug, Default)]
pub struct Stock {
    pub(super) setup: InventorySetup,
    /// Whether costs are adjusted with the posting.
    pub(super) adjusts: bool,
    /// The first day that may be posted on.
    pub(super) open_from: Option<Date>,
    /// The first day of the first period whose average cost can change.
    pub(super) average_from: Option<Date>,
    /// What moved since then, by what the average is of, where sums are enough.
    pub(super) before: BTreeMap<Scope, Before>,
    pub(super) amount_precision: Decimal,
    pub(super) unit_precision: Decimal,
    pub(super) items: BTreeMap<Code<20>, Item>,
    pub(super) general: BTreeMap<(Code<20>, Code<20>), GeneralPostingSetup>,
    pub(super) inventory: BTreeMap<(Code<10>, Code<20>), InventoryPostingSetup>,
    /// All stock of the items.
    pub(super) places: BTreeMap<Place, ItemStock>,
    /// What the posting adds to it.
    pub(super) added: BTreeMap<Place, ItemStock>,
    /// Earlier entries first, then those of the posting.
    pub(super) kept: Vec<Kept>,
    /// Their places in `kept`, by where the quantity is kept.
    pub(super) kept_at: BTreeMap<Place, Vec<usize>>,
    pub(super) uses: Vec<Use>,
    pub(super) value: Vec<(usize, ValueEntry)>,
    pub(super) connections: Vec<(usize, usize, Option<usize>, ItemApplicationEntry)>,
    pub(super) last_direct_costs: BTreeMap<Code<20>, UnitPrice>,
    pub(super) moved: BTreeSet<Code<20>>,
    pub(super) refusals: Refusals,
}

impl Stock {
    /// A quantity leaves: it is sold, used or lost. Answers the place of the new entry in
    /// [`ItemEntries::ledger`].
    pub fn ship(&mut self, movement: &Movement) -> usize {
        self.move_stock(movement, false)
    }

    /// A quantity comes in: it is bought, found or returned. Answers the place of the new entry in
    /// [`ItemEntries::ledger`].
    pub fn receive(&mut self, movement: &Movement) -> usize {
        self.move_stock(movement, true)
    }

    /// Invoices a quantity that moved earlier. The entry is one of `entries_to_invoice` of
    /// [`Stock::load`].
    pub fn invoice(&mut self, entry_no: i64, invoicing: &Invoicing) {
        let posted = |kept: &Kept| kept.posted && kept.entry.entry_no == entry_no;
        match self.kept.iter().position(posted) {
            Some(at) => self.invoice_at(at, invoicing),
            None => {
                let refusal = refuse!("itemLedger.entry.unknown", entry = entry_no);
                self.refusals.push(refusal.line(invoicing.document_line_no));
            }
        }
    }

    /// What is in stock of an item and variant at a location, with what the posting did so far.
    pub fn quantity(&self, item: &str, variant: &str, location: &str) -> Quantity {
        let found = self
            .places
            .iter()
            .find(|((of, kind, at), _)| **of == *item && **kind == *variant && **at == *location);
        found.map(|(_, stock)| stock.quantity).unwrap_or_default()
    }

    /// An item that was read.
    pub fn item(&self, no: &str) -> Option<&Item> {
        self.items.get(no)
    }

    /// The set-up of stock.
    pub fn setup(&self) -> &InventorySetup {
        &self.setup
    }

    /// What is wrong so far.
    pub fn refusals(&self) -> &Refusals {
        &self.refusals
    }

    fn move_stock(&mut self, movement: &Movement, inbound: bool) -> usize {
        let Some(item) = self.items.get(&movement.item_no).cloned() else {
            let refusal = refuse!("itemLedger.item.unknown", item = &movement.item_no);
            self.refusals.push(refusal.line(movement.document_line_no));
            return self.next_place();
        };
        let kept_in_stock = item.r#type == ItemType::Inventory;
        if kept_in_stock && !inbound {
            self.check_negative(&item, movement);
        }
        let place = self.next_place();
        let at = self.kept.len();
        let signed = if inbound { movement.quantity } else { -movement.quantity };
        let entry = new_entry(movement, signed, kept_in_stock);
        let unit_cost = match item.costing_method {
            CostingMethod::Standard => item.standard_cost,
            _ => movement.unit_cost,
        };
        let first = new_value(movement, &entry, &item, unit_cost);
        self.keep(Kept { entry, first, touched: true, ..Kept::default() });
        if kept_in_stock {
            self.moved.insert(item.no.clone());
            self.add_quantity(at, signed);
            if inbound {
                self.cover_open(at);
                if movement.entry_type != super::ItemLedgerEntryType::Sale {
                    self.last_direct_costs.insert(item.no.clone(), unit_cost);
                }
            } else {
                self.take_from_open(at, movement);
            }
        }
        self.value_movement(at, movement);
        place
    }

    /// The place in [`ItemEntries::ledger`] of the next new entry.
    fn next_place(&self) -> usize {
        self.kept.len() - self.kept.partition_point(|kept| kept.posted)
    }

    /// Adds an entry; answers its place.
    pub(super) fn keep(&mut self, kept: Kept) -> usize {
        let at = self.kept.len();
        self.kept_at.entry(kept.place()).or_default().push(at);
        self.kept.push(kept);
        at
    }

    /// The open entries at the place of another one, oldest first: receipts, or what no receipt
    /// covers yet.
    pub(super) fn open_beside(&self, at: usize, positive: bool) -> Vec<usize> {
        let beside = self.kept_at.get(&self.kept[at].place()).into_iter().flatten().copied();
        let mut open: Vec<usize> = beside
            .filter(|&other| {
                let remaining = self.kept[other].entry.remaining_quantity;
                other != at
                    && if positive { remaining.is_positive() } else { remaining.is_negative() }
            })
            .collect();
        open.sort_by_key(|&other| (self.kept[other].entry.posting_date, self.age(other)));
        open
    }

    fn check_negative(&mut self, item: &Item, movement: &Movement) {
        if !item.prevent_negative_inventory.or(self.setup.prevent_negative_inventory) {
            return;
        }
        let (no, variant, location) =
            (&movement.item_no, &movement.variant_code, &movement.location_code);
        let stock = self.quantity(no, variant, location);
        if stock < movement.quantity {
            let refusal = refuse!(
                "itemLedger.stock.missing",
                item = no,
                variant = variant,
                location = location,
                stock = stock,
                quantity = movement.quantity
            );
            self.refusals.push(refusal.field("quantity").line(movement.document_line_no));
        }
    }

    fn add_quantity(&mut self, at: usize, quantity: Quantity) {
        let place = self.kept[at].place();
        for stock in [&mut self.places, &mut self.added] {
            stock.entry(place.clone()).or_insert_with(|| at_place(&place)).quantity += quantity;
        }
    }

    /// A cost in the precision of amounts.
    pub(super) fn cost_of(&self, quantity: Quantity, unit_cost: UnitPrice) -> Amount {
        Amount::of(round(quantity.dec() * unit_cost.dec(), self.amount_precision))
    }

    /// The entries to write and the sums to post to the general ledger.
    ///
    /// # Errors
    /// All that is wrong with the movements: stock that is missing, accounts that are missing.
    pub fn into_parts(mut self) -> Result<(ItemEntries, Vec<CostPosting>), Refusals> {
        if !self.refusals.is_empty() {
            return Err(self.refusals);
        }
        let costs = self.cost_changes();
        let mut references = Vec::with_capacity(self.kept.len());
        let mut entries = ItemEntries { costs, ..ItemEntries::default() };
        for kept in &self.kept {
            references.push(if kept.posted {
                EntryRef::Posted(kept.entry.entry_no)
            } else {
                EntryRef::New(entries.ledger.len())
            });
            match (kept.posted, kept.changed) {
                (false, _) => entries.ledger.push(kept.entry.clone()),
                (true, true) => entries.changed.push(kept.entry.clone()),
                (true, false) => {}
            }
        }
        let postings = self.cost_postings();
        let of = |at: usize| references[at];
        entries.value =
            self.value.into_iter().map(|(at, entry)| Valued { of: of(at), entry }).collect();
        entries.applications = self
            .connections
            .into_iter()
            .map(|(own, inbound, outbound, entry)| Connected {
                own: of(own),
                inbound: of(inbound),
                outbound: outbound.map(of),
                entry,
            })
            .collect();
        entries.stock = std::mem::take(&mut self.added).into_values().collect();
        Ok((entries, postings))
    }
}

pub(super) fn at_place((item_no, variant_code, location_code): &Place) -> ItemStock {
    ItemStock {
        item_no: item_no.clone(),
        variant_code: variant_code.clone(),
        location_code: location_code.clone(),
        ..ItemStock::default()
    }
}
