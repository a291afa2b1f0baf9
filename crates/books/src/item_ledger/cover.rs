//! Which receipt a quantity that leaves is taken from.

use base::refuse;

use super::ItemApplicationEntry;
use super::movement::Movement;
use super::stock::{Stock, Use};

impl Stock {
    /// Takes what leaves from the chosen receipt, or from the oldest open ones.
    pub(super) fn take_from_open(&mut self, at: usize, movement: &Movement) {
        let chosen = movement.applies_to_entry;
        let mut open = self.open_beside(at, true);
        open.retain(|&other| {
            let kept = &self.kept[other];
            chosen == 0 || kept.posted && kept.entry.entry_no == chosen
        });
        for inbound in open {
            self.connect(inbound, at, at);
        }
        let missing = self.kept[at].entry.remaining_quantity;
        if chosen != 0 && !missing.is_zero() {
            let refusal = refuse!(
                "itemLedger.appliesTo.missing",
                item = &movement.item_no,
                entry = chosen,
                quantity = movement.quantity,
                missing = missing.abs()
            );
            let refusal = refusal.field("appliesToEntry").line(movement.document_line_no);
            self.refusals.push(refusal);
        }
    }

    /// A receipt covers what was delivered before it came, oldest first.
    pub(super) fn cover_open(&mut self, at: usize) {
        let entry = &self.kept[at].entry;
        let own = ItemApplicationEntry {
            quantity: entry.quantity,
            posting_date: entry.posting_date,
            ..ItemApplicationEntry::default()
        };
        self.connections.push((at, at, None, own));
        for outbound in self.open_beside(at, false) {
            self.connect(at, outbound, at);
        }
    }

    /// Entries in the ledger come before those of the posting.
    pub(super) fn age(&self, at: usize) -> (bool, i64, usize) {
        let kept = &self.kept[at];
        (!kept.posted, kept.entry.entry_no, at)
    }

    /// Lets as much as possible of a receipt cover an entry that takes stock out.
    fn connect(&mut self, inbound: usize, outbound: usize, own: usize) {
        let there = self.kept[inbound].entry.remaining_quantity;
        let wanted = self.kept[outbound].entry.remaining_quantity.abs();
        let quantity = there.min(wanted);
        if quantity.is_zero() {
            return;
        }
        let before = self.kept[inbound].entry.quantity - there;
        self.uses.push(Use { inbound, outbound, quantity, before });
        let entry = ItemApplicationEntry {
            quantity: -quantity,
            posting_date: self.kept[own].entry.posting_date,
            cost_application: self.kept[outbound].entry.applies_to_entry != 0,
            ..ItemApplicationEntry::default()
        };
        self.connections.push((own, inbound, Some(outbound), entry));
        for (at, change) in [(inbound, -quantity), (outbound, quantity)] {
            let kept = &mut self.kept[at];
            kept.entry.remaining_quantity += change;
            kept.entry.open = !kept.entry.remaining_quantity.is_zero();
            kept.changed = true;
        }
        self.kept[outbound].touched = true;
    }
}
