//! Bringing the cost of what left in line with the cost of what came in.

use std::collections::BTreeMap;

use base::{Amount, Decimal, Quantity, UnitPrice, round};

use super::ValueEntry;
use super::stock::{Kept, Stock, Use};
use crate::item::CostingMethod;

impl Stock {
    /// Adjusts the cost of what the posting moved, where the set-up says that this is done at
    /// once: the cost of the receipts that a quantity was taken from, or the average of the
    /// period. Receipts of items with a standard cost have the standard cost of their day, so that
    /// nothing is left in the books when the last piece has gone.
    pub fn adjust(&mut self) {
        if !self.adjusts {
            return;
        }
        let mut uses: BTreeMap<usize, Vec<Use>> = BTreeMap::new();
        for taken in &self.uses {
            uses.entry(taken.outbound).or_default().push(*taken);
        }
        for at in 0..self.kept.len() {
            if self.kept[at].touched && self.follows_receipts(at) {
                let uses = uses.get(&at).map(Vec::as_slice).unwrap_or_default();
                self.bring_to(at, -self.cost_of_receipts(at, uses));
            }
        }
        self.adjust_averages();
    }

    /// Whether an entry takes stock out at the cost of the receipts that it was taken from.
    pub(super) fn follows_receipts(&self, at: usize) -> bool {
        let kept = &self.kept[at];
        let chosen = kept.entry.applies_to_entry != 0;
        self.leaves_stock(at)
            && match self.items.get(&kept.entry.item_no).map(|item| item.costing_method) {
                Some(CostingMethod::Fifo | CostingMethod::Specific | CostingMethod::Standard) => {
                    true
                }
                Some(CostingMethod::Average) => chosen,
                None => false,
            }
    }

    pub(super) fn leaves_stock(&self, at: usize) -> bool {
        let kept = &self.kept[at];
        kept.first.inventoriable && kept.entry.quantity.is_negative()
    }

    /// What the receipts of an entry cost; what no receipt covers yet costs what was posted first.
    fn cost_of_receipts(&self, at: usize, uses: &[Use]) -> Amount {
        let covered: Amount = uses.iter().map(|taken| self.share(taken)).sum();
        let open = self.kept[at].entry.remaining_quantity.abs();
        covered + self.cost_of(open, self.kept[at].first.cost_per_unit)
    }

    /// The part of the cost of a receipt that falls to one use of it. The parts add up to the
    /// whole to the cent.
    fn share(&self, taken: &Use) -> Amount {
        let receipt = &self.kept[taken.inbound];
        let (cost, whole) = (receipt.cost().dec(), receipt.entry.quantity.dec());
        let until = |quantity: Quantity| {
            Amount::of(round(cost * quantity.dec() / whole, self.amount_precision))
        };
        until(taken.before + taken.quantity) - until(taken.before)
    }

    /// Adds the entries that bring the cost of an entry to `target`. What is not invoiced yet
    /// stays expected.
    pub(super) fn bring_to(&mut self, at: usize, target: Amount) {
        let kept = &self.kept[at];
        let invoiced = if kept.entry.quantity.is_zero() {
            Decimal::ONE
        } else {
            kept.entry.invoiced_quantity.dec() / kept.entry.quantity.dec()
        };
        let actual = Amount::of(round(target.dec() * invoiced, self.amount_precision));
        let (by_actual, by_expected) = (actual - kept.actual, target - actual - kept.expected);
        if !by_actual.is_zero() {
            let entry = self.adjustment(&self.kept[at], by_actual, false);
            self.add_value(at, entry);
        }
        if !by_expected.is_zero() {
            let entry = self.adjustment(&self.kept[at], by_expected, true);
            self.add_value(at, entry);
        }
    }

    /// An adjustment carries the document and the day of what it adjusts, or the first day of the
    /// open period.
    fn adjustment(&self, kept: &Kept, amount: Amount, expected: bool) -> ValueEntry {
        let document = kept.last_invoice.as_ref().filter(|_| !expected).unwrap_or(&kept.first);
        let quantity = kept.entry.quantity;
        let unit = amount.dec() / quantity.dec();
        ValueEntry {
            entry_no: 0,
            posting_date: document.posting_date.max(self.open_from),
            adjustment: true,
            expected_cost: expected,
            valued_quantity: quantity,
            item_ledger_entry_quantity: Quantity::ZERO,
            invoiced_quantity: Quantity::ZERO,
            cost_per_unit: UnitPrice::of(round(unit, self.unit_precision)),
            cost_amount_actual: if expected { Amount::ZERO } else { amount },
            cost_amount_expected: if expected { amount } else { Amount::ZERO },
            cost_posted_to_gl: Amount::ZERO,
            expected_cost_posted_to_gl: Amount::ZERO,
            sales_amount_actual: Amount::ZERO,
            sales_amount_expected: Amount::ZERO,
            discount_amount: Amount::ZERO,
            ..document.clone()
        }
    }
}
