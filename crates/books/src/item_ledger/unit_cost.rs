//! The unit cost of an item follows its stock.

use base::{Amount, Quantity, UnitPrice, round};

use super::ItemStock;
use super::entries::CostChange;
use super::stock::Stock;
use crate::item::{CostingMethod, Item};

impl Stock {
    /// The cost of the items that moved: the average of what remains, or the standard cost.
    pub(super) fn cost_changes(&self) -> Vec<CostChange> {
        let mut changes = Vec::new();
        for item in self.moved.iter().filter_map(|no| self.items.get(no)) {
            let rows = self.places.values().filter(|stock| stock.item_no == item.no);
            let (quantity, cost) = rows.fold((Quantity::ZERO, Amount::ZERO), |sum, stock| {
                (sum.0 + stock.quantity, sum.1 + stock.cost_amount)
            });
            let unit_cost = self.unit_cost(item, quantity, cost);
            let change = CostChange {
                item_no: item.no.clone(),
                place: None,
                unit_cost: unit_cost.filter(|cost| *cost != item.unit_cost),
                last_direct_cost: self
                    .last_direct_costs
                    .get(&item.no)
                    .copied()
                    .filter(|cost| *cost != item.last_direct_cost),
            };
            if change.unit_cost.is_some() || change.last_direct_cost.is_some() {
                changes.push(change);
            }
            for added in self.added.values().filter(|added| added.item_no == item.no) {
                changes.extend(self.place_change(item, added));
            }
        }
        changes
    }

    /// The cost at a location, if the posting changed it.
    fn place_change(&self, item: &Item, added: &ItemStock) -> Option<CostChange> {
        let ItemStock { item_no, variant_code, location_code, .. } = added;
        if location_code.is_empty() {
            return None;
        }
        let now =
            self.places.get(&(item_no.clone(), variant_code.clone(), location_code.clone()))?;
        let (quantity, cost) = (now.quantity - added.quantity, now.cost_amount - added.cost_amount);
        let before = self.unit_cost(item, quantity, cost);
        let unit_cost = self.unit_cost(item, now.quantity, now.cost_amount)?;
        (before != Some(unit_cost)).then(|| CostChange {
            item_no: item_no.clone(),
            place: Some((variant_code.clone(), location_code.clone())),
            unit_cost: Some(unit_cost),
            last_direct_cost: None,
        })
    }

    fn unit_cost(&self, item: &Item, quantity: Quantity, cost: Amount) -> Option<UnitPrice> {
        if item.costing_method == CostingMethod::Standard {
            return Some(item.standard_cost);
        }
        (quantity.is_positive() && !cost.is_negative())
            .then(|| UnitPrice::of(round(cost.dec() / quantity.dec(), self.unit_precision)))
    }
}
