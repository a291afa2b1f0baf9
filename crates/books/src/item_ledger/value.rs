//! What a movement is worth: the value entries of shipping, receiving and invoicing.

use base::{Amount, Quantity, UnitPrice, refuse, round};

use super::movement::{Invoicing, Movement};
use super::stock::{Stock, at_place};
use super::{ItemLedgerEntry, ItemSourceType, ValueEntry, ValueEntryType};
use crate::item::{CostingMethod, Item, ItemType};

impl Stock {
    /// The value entries of a new movement: what is invoiced at once is actual, the rest expected.
    pub(super) fn value_movement(&mut self, at: usize, movement: &Movement) {
        let first = self.kept[at].first.clone();
        let cost = self.first_cost(&first, movement);
        let whole = movement.invoicing.as_ref().filter(|i| i.quantity == movement.quantity);
        if let Some(invoicing) = whole {
            let mut entry = ValueEntry { invoiced_quantity: first.valued_quantity, ..first };
            if entry.inventoriable {
                entry.cost_amount_actual = cost;
            } else {
                entry.cost_amount_non_invtbl = cost;
            }
            invoiced_by(&mut entry, invoicing);
            self.note_invoice(at, invoicing);
            self.add_value(at, entry);
            return;
        }
        let mut entry = ValueEntry { expected_cost: true, ..first };
        if entry.inventoriable {
            entry.cost_amount_expected = cost;
        }
        entry.sales_amount_expected = revenue(&self.kept[at].entry, movement.sales_amount);
        self.add_value(at, entry);
        if let Some(invoicing) = movement.invoicing.as_ref().filter(|i| !i.quantity.is_zero()) {
            self.invoice_at(at, invoicing);
        }
    }

    /// The cost that a movement is posted with: what was given for the whole, unless the item has a
    /// standard cost.
    fn first_cost(&self, first: &ValueEntry, movement: &Movement) -> Amount {
        let costing = self.items.get(&movement.item_no).map(|item| item.costing_method);
        match movement.cost_amount {
            Some(given) if costing != Some(CostingMethod::Standard) => {
                if first.valued_quantity.is_negative() { -given } else { given }
            }
            _ => self.cost_of(first.valued_quantity, first.cost_per_unit),
        }
    }

    /// Turns what was expected of a quantity into what it is.
    pub(super) fn invoice_at(&mut self, at: usize, invoicing: &Invoicing) {
        let kept = &self.kept[at];
        let left = kept.not_invoiced();
        if invoicing.quantity > left {
            let refusal = refuse!(
                "itemLedger.invoice.tooMuch",
                item = &kept.entry.item_no,
                left = left,
                quantity = invoicing.quantity
            );
            self.refusals.push(refusal.line(invoicing.document_line_no));
            return;
        }
        let share = |amount: Amount| match invoicing.quantity == left {
            true => amount,
            false => Amount::of(round(
                amount.dec() * invoicing.quantity.dec() / left.dec(),
                self.amount_precision,
            )),
        };
        let signed = signed(&kept.entry, invoicing.quantity);
        let mut entry = ValueEntry {
            valued_quantity: signed,
            item_ledger_entry_quantity: Quantity::ZERO,
            invoiced_quantity: signed,
            sales_amount_expected: -share(kept.sales_expected),
            expected_cost_posted_to_gl: -share(kept.expected_posted),
            ..kept.first.clone()
        };
        if entry.inventoriable {
            entry.cost_amount_actual = share(kept.expected);
            entry.cost_amount_expected = -share(kept.expected);
            if !signed.is_zero() {
                let unit = entry.cost_amount_actual.dec() / signed.dec();
                entry.cost_per_unit = UnitPrice::of(round(unit, self.unit_precision));
            }
        } else {
            entry.cost_amount_non_invtbl = self.cost_of(signed, entry.cost_per_unit);
        }
        invoiced_by(&mut entry, invoicing);
        self.note_invoice(at, invoicing);
        self.add_value(at, entry);
    }

    fn note_invoice(&mut self, at: usize, invoicing: &Invoicing) {
        let kept = &mut self.kept[at];
        kept.entry.invoiced_quantity += signed(&kept.entry, invoicing.quantity);
        kept.entry.completely_invoiced = kept.entry.invoiced_quantity == kept.entry.quantity;
        kept.entry.last_invoice_date = invoicing.posting_date;
        kept.changed = true;
    }

    /// Adds a value entry and its cost to the sums.
    pub(super) fn add_value(&mut self, at: usize, mut entry: ValueEntry) {
        self.post_cost(at, &mut entry);
        self.kept[at].note_value(&entry);
        let place = self.kept[at].place();
        let cost = entry.cost();
        if !cost.is_zero() {
            self.moved.insert(place.0.clone());
            for stock in [&mut self.places, &mut self.added] {
                stock.entry(place.clone()).or_insert_with(|| at_place(&place)).cost_amount += cost;
            }
        }
        self.value.push((at, entry));
    }
}

/// The item ledger entry of a movement. Only what is kept in stock remains.
pub(super) fn new_entry(
    movement: &Movement,
    quantity: Quantity,
    kept_in_stock: bool,
) -> ItemLedgerEntry {
    let Movement { source_type, source_no, .. } = movement;
    ItemLedgerEntry {
        posting_date: movement.posting_date,
        entry_type: movement.entry_type,
        document_type: movement.document_type,
        document_no: movement.document_no.clone(),
        document_line_no: movement.document_line_no,
        external_document_no: movement.external_document_no.clone(),
        document_date: movement.document_date,
        item_no: movement.item_no.clone(),
        variant_code: movement.variant_code.clone(),
        description: movement.description.clone(),
        location_code: movement.location_code.clone(),
        quantity,
        remaining_quantity: if kept_in_stock { quantity } else { Quantity::ZERO },
        unit_of_measure_code: movement.unit_of_measure_code.clone(),
        qty_per_unit_of_measure: movement.qty_per_unit_of_measure,
        open: kept_in_stock && !quantity.is_zero(),
        positive: quantity.is_positive(),
        applies_to_entry: movement.applies_to_entry,
        correction: movement.correction,
        order_type: movement.order_type,
        order_no: movement.order_no.clone(),
        order_line_no: movement.order_line_no,
        source_type: *source_type,
        source_no: source_no.clone(),
        global_dimension_1_code: movement.global_dimension_1_code.clone(),
        global_dimension_2_code: movement.global_dimension_2_code.clone(),
        dimension_set_id: movement.dimension_set_id,
        ..ItemLedgerEntry::default()
    }
}

/// The value entry of a movement, still without amounts.
pub(super) fn new_value(
    movement: &Movement,
    entry: &ItemLedgerEntry,
    item: &Item,
    cost_per_unit: UnitPrice,
) -> ValueEntry {
    let invoice_to = &movement.invoice_to_source_no;
    let source_no = if invoice_to.is_empty() { &movement.source_no } else { invoice_to };
    ValueEntry {
        posting_date: entry.posting_date,
        valuation_date: entry.posting_date,
        item_ledger_entry_type: entry.entry_type,
        entry_type: ValueEntryType::DirectCost,
        document_type: entry.document_type,
        document_no: entry.document_no.clone(),
        document_line_no: entry.document_line_no,
        external_document_no: entry.external_document_no.clone(),
        document_date: entry.document_date,
        item_no: entry.item_no.clone(),
        variant_code: entry.variant_code.clone(),
        description: entry.description.clone(),
        location_code: entry.location_code.clone(),
        valued_quantity: entry.quantity,
        item_ledger_entry_quantity: entry.quantity,
        cost_per_unit,
        inventoriable: item.r#type == ItemType::Inventory,
        order_type: entry.order_type,
        order_no: entry.order_no.clone(),
        order_line_no: entry.order_line_no,
        source_type: if source_no.is_empty() { ItemSourceType::Blank } else { entry.source_type },
        source_no: source_no.clone(),
        gen_bus_posting_group: movement.gen_bus_posting_group.clone(),
        gen_prod_posting_group: movement.gen_prod_posting_group.clone(),
        inventory_posting_group: item.inventory_posting_group.clone(),
        global_dimension_1_code: entry.global_dimension_1_code.clone(),
        global_dimension_2_code: entry.global_dimension_2_code.clone(),
        dimension_set_id: entry.dimension_set_id,
        ..ValueEntry::default()
    }
}

/// The document that invoices, and what it charges.
fn invoiced_by(entry: &mut ValueEntry, invoicing: &Invoicing) {
    let out = entry.invoiced_quantity.is_negative();
    entry.document_type = invoicing.document_type;
    entry.document_no = invoicing.document_no.clone();
    entry.document_line_no = invoicing.document_line_no;
    entry.external_document_no = invoicing.external_document_no.clone();
    entry.document_date = invoicing.document_date;
    entry.posting_date = invoicing.posting_date;
    let (sales, discount) = (invoicing.sales_amount, invoicing.discount_amount);
    entry.sales_amount_actual = if out { sales } else { -sales };
    entry.discount_amount = if out { -discount } else { discount };
}

/// A quantity with the sign of the movement.
fn signed(entry: &ItemLedgerEntry, quantity: Quantity) -> Quantity {
    if entry.quantity.is_negative() { -quantity } else { quantity }
}

/// Revenue is positive for what leaves and negative for what comes back.
fn revenue(entry: &ItemLedgerEntry, amount: Amount) -> Amount {
    if entry.quantity.is_negative() { amount } else { -amount }
}
