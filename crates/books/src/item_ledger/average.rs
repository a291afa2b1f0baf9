//! The average cost of a period: of what was in stock when it began and of what came in until it
//! ended. Everything that left in the period costs that.

use std::collections::{BTreeMap, BTreeSet};

use base::{Amount, Code, Date, Quantity, round};
use jiff::ToSpan;

use super::stock::Stock;
use crate::inventory_setup::{AverageCostCalculationType, AverageCostPeriod};
use crate::item::CostingMethod;

/// What an average is the average of: an item, or an item and variant at a location.
type Scope = (Code<20>, Option<(Code<10>, Code<10>)>);

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
        let (item, variant, location) = kept.place();
        Some(match self.setup.average_cost_calc_type {
            AverageCostCalculationType::Item => (item, None),
            AverageCostCalculationType::ItemLocationVariant => (item, Some((variant, location))),
        })
    }

    fn adjust_scope(&mut self, scope: &Scope, entries: Vec<usize>) {
        let (mut quantity, mut cost) = self.opening(scope, &entries);
        let mut periods: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for at in entries {
            if let Some(day) = self.kept[at].entry.posting_date {
                let start = period_start(self.setup.average_cost_period, day);
                periods.entry(start).or_default().push(at);
            }
        }
        for mut period in periods.into_values() {
            period.sort_by_key(|&at| self.age(at));
            let (averaged, fixed): (Vec<usize>, Vec<usize>) = period
                .into_iter()
                .partition(|&at| self.leaves_stock(at) && !self.follows_receipts(at));
            for at in fixed {
                quantity += self.kept[at].entry.quantity;
                cost += self.kept[at].cost();
            }
            self.adjust_period(&averaged, quantity, cost);
            for at in averaged {
                quantity += self.kept[at].entry.quantity;
                cost += self.kept[at].cost();
            }
        }
    }

    /// What was in stock before the first of these entries: all stock without them.
    fn opening(&self, (item, place): &Scope, entries: &[usize]) -> (Quantity, Amount) {
        let within = |(of, variant, location): &(Code<20>, Code<10>, Code<10>)| {
            of == item && place.as_ref().is_none_or(|(v, l)| v == variant && l == location)
        };
        let mut sum = (Quantity::ZERO, Amount::ZERO);
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
    fn adjust_period(&mut self, entries: &[usize], quantity: Quantity, cost: Amount) {
        if !quantity.is_positive() || cost.is_negative() {
            return;
        }
        let mut left = Quantity::ZERO;
        let mut taken = Amount::ZERO;
        for &at in entries {
            left += self.kept[at].entry.quantity.abs();
            let until =
                Amount::of(round(cost.dec() * left.dec() / quantity.dec(), self.amount_precision));
            self.bring_to(at, -(until - taken));
            taken = until;
        }
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
