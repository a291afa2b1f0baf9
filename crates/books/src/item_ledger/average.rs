//! The average cost of a period: of what was in stock when it began and of what came in until it
//! ended. Everything that left in the period costs that.

use std::collections::{BTreeMap, BTreeSet};

use base::{Amount, Code, Date, Quantity, round};
use jiff::ToSpan;

use super::stock::{Place, Stock};
use crate::inventory_setup::{AverageCostCalculationType, AverageCostPeriod};
use crate::item::CostingMethod;

/// What an average is the average of: an item, or an item and variant at a location.
pub(super) type Scope = (Code<20>, Option<(Code<10>, Code<10>)>);

/// What moved since the first period whose average can change, as sums: enough as long as nothing
/// comes in and what left before has the average already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// Everything that does not have the average: receipts, and what left from a chosen receipt.
    pub quantity: Quantity,
    pub cost: Amount,
    /// What left and has the average, negative.
    pub left: Quantity,
    pub taken: Amount,
}

impl Before {
    pub fn add(&mut self, other: &Self) {
        self.quantity += other.quantity;
        self.cost += other.cost;
        self.left += other.left;
        self.taken += other.taken;
    }
}

/// The first day of the period of a day.
pub(super) fn period_start(period: AverageCostPeriod, day: Date) -> Date {
    match period {
        AverageCostPeriod::Day => day,
        AverageCostPeriod::Week => {
            day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
        }
        AverageCostPeriod::Month => day.first_of_month(),
        AverageCostPeriod::Quarter => {
            let into = (day.month() - 1) % 3;
            day.first_of_month().saturating_sub(i64::from(into).months())
        }
        AverageCostPeriod::Year => day.first_of_year(),
    }
}

impl Stock {
    /// Adjusts what left in each period from the first one that the posting changed.
    pub(super) fn adjust_averages(&mut self) {
        let mut scopes: BTreeMap<Scope, Vec<usize>> = BTreeMap::new();
        let mut touched: BTreeSet<Scope> = BTreeSet::new();
        for at in 0..self.kept.len() {
            if let Some(scope) = self.average_scope(at) {
                if self.kept[at].touched {
                    touched.insert(scope.clone());
                }
                scopes.entry(scope).or_default().push(at);
            }
        }
        for scope in touched {
            if let Some(entries) = scopes.remove(&scope) {
                self.adjust_scope(&scope, entries);
            }
        }
    }

    /// The scope of an entry of an item with average cost, if its period can change.
    fn average_scope(&self, at: usize) -> Option<Scope> {
        let kept = &self.kept[at];
        let average = self
            .items
            .get(&kept.entry.item_no)
            .is_some_and(|item| item.costing_method == CostingMethod::Average);
        let changes = kept.entry.posting_date >= self.average_from && self.average_from.is_some();
        if !average || !changes || !kept.first.inventoriable {
            return None;
        }
        let scope = self.scope_of(kept.place());
        let summed = kept.posted && self.before.contains_key(&scope);
        (!summed).then_some(scope)
    }

    pub(super) fn scope_of(&self, (item, variant, location): Place) -> Scope {
        match self.setup.average_cost_calc_type {
            AverageCostCalculationType::Item => (item, None),
            AverageCostCalculationType::ItemLocationVariant => (item, Some((variant, location))),
        }
    }

    /// Whether what left before has the average of these sums.
    pub(super) fn has_average(&self, scope: &Scope, before: &Before) -> bool {
        let (quantity, cost) = self.opening(scope, &[], before);
        let (quantity, cost) = (quantity + before.quantity, cost + before.cost);
        !quantity.is_positive()
            || cost.is_negative()
            || self.average(cost, before.left.abs(), quantity) == -before.taken
    }

    fn adjust_scope(&mut self, scope: &Scope, entries: Vec<usize>) {
        let before = self.before.get(scope).copied().unwrap_or_default();
        let (mut quantity, mut cost) = self.opening(scope, &entries, &before);
        let mut periods: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for at in entries {
            if let Some(day) = self.kept[at].entry.posting_date {
                let start = period_start(self.setup.average_cost_period, day);
                periods.entry(start).or_default().push(at);
            }
        }
        let first = self.average_from;
        periods.extend(first.filter(|day| !periods.contains_key(day)).map(|day| (day, Vec::new())));
        for (start, mut period) in periods {
            let before = if Some(start) == first { before } else { Before::default() };
            period.sort_by_key(|&at| self.age(at));
            let (averaged, fixed): (Vec<usize>, Vec<usize>) = period
                .into_iter()
                .partition(|&at| self.leaves_stock(at) && !self.follows_receipts(at));
            for at in fixed {
                quantity += self.kept[at].entry.quantity;
                cost += self.kept[at].cost();
            }
            quantity += before.quantity;
            cost += before.cost;
            self.adjust_period(&averaged, quantity, cost, &before);
            quantity += before.left;
            cost += before.taken;
            for at in averaged {
                quantity += self.kept[at].entry.quantity;
                cost += self.kept[at].cost();
            }
        }
    }

    /// What was in stock before the first of these entries: all stock without them.
    fn opening(
        &self,
        (item, place): &Scope,
        entries: &[usize],
        before: &Before,
    ) -> (Quantity, Amount) {
        let within = |(of, variant, location): &Place| {
            of == item && place.as_ref().is_none_or(|(v, l)| v == variant && l == location)
        };
        let mut sum = (-(before.quantity + before.left), -(before.cost + before.taken));
        for stock in self.places.iter().filter(|(at, _)| within(at)).map(|(_, stock)| stock) {
            sum.0 += stock.quantity;
            sum.1 += stock.cost_amount;
        }
        for &at in entries {
            sum.0 -= self.kept[at].entry.quantity;
            sum.1 -= self.kept[at].cost();
        }
        sum
    }

    /// Brings what left in a period to the average. Costs are rounded on their running sum, so
    /// that nothing is left over when all stock has gone. Without stock there is no average, and
    /// costs stay as they were posted.
    fn adjust_period(
        &mut self,
        entries: &[usize],
        quantity: Quantity,
        cost: Amount,
        before: &Before,
    ) {
        if !quantity.is_positive() || cost.is_negative() {
            return;
        }
        let (mut left, mut taken) = (before.left.abs(), -before.taken);
        for &at in entries {
            left += self.kept[at].entry.quantity.abs();
            let until = self.average(cost, left, quantity);
            self.bring_to(at, -(until - taken));
            taken = until;
        }
    }

    /// What a part of a quantity costs on average.
    fn average(&self, cost: Amount, part: Quantity, quantity: Quantity) -> Amount {
        Amount::of(round(cost.dec() * part.dec() / quantity.dec(), self.amount_precision))
    }
}

#[cfg(test)]
mod tests {
    use base::Date;

    use super::{AverageCostPeriod, period_start};

    #[test]
    fn periods_begin_on_their_first_day() {
        let day: Date = "2026-05-14".parse().expect("a date");
        for (period, start) in [
            (AverageCostPeriod::Day, "2026-05-14"),
            (AverageCostPeriod::Week, "2026-05-11"),
            (AverageCostPeriod::Month, "2026-05-01"),
            (AverageCostPeriod::Quarter, "2026-04-01"),
            (AverageCostPeriod::Year, "2026-01-01"),
        ] {
            assert_eq!(period_start(period, day).to_string(), start);
        }
    }
}
