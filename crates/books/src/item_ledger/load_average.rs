//! Reads what an average cost is calculated from.

use std::collections::BTreeMap;

use base::{Amount, Code, Date, Quantity, Result};
use store::{Tx, Value, params};

use super::ItemLedgerEntry;
use super::average::{Before, Scope, period_start};
use super::load::keep;
use super::movement::Wanted;
use super::stock::Stock;
use crate::item::CostingMethod;

impl Stock {
    /// Reads everything that moved since the first period whose average cost can change. Mostly
    /// sums are enough: when nothing comes in, later periods do not exist, and what left before
    /// has the average already.
    pub(super) fn load_periods(
        &mut self,
        tx: &mut Tx,
        wanted: &[Wanted],
        posting_date: Date,
        found: &mut BTreeMap<i64, ItemLedgerEntry>,
    ) -> Result<()> {
        let average = self.items.values().filter(|i| i.costing_method == CostingMethod::Average);
        let items: Vec<Code<20>> = average.map(|item| item.no.clone()).collect();
        if !self.adjusts || items.is_empty() {
            return Ok(());
        }
        let from = period_start(self.setup.average_cost_period, posting_date);
        self.average_from = Some(from);
        for item in items {
            let comes =
                wanted.iter().any(|wanted| wanted.item_no == item && wanted.incoming.is_positive());
            if comes || !self.load_sums(tx, &item, from)? {
                let rest = "WHERE \"item_no\" = $1 AND \"posting_date\" >= $2";
                keep(found, tx.select(rest, params![item, from])?);
            }
        }
        Ok(())
    }

    /// Reads the sums of an item; answers whether they are enough.
    fn load_sums(&mut self, tx: &mut Tx, item: &Code<20>, from: Date) -> Result<bool> {
        let last: Option<ItemLedgerEntry> =
            tx.first("WHERE \"item_no\" = $1 ORDER BY \"posting_date\" DESC", params![item])?;
        let last = last.and_then(|entry| entry.posting_date);
        if last.is_some_and(|day| period_start(self.setup.average_cost_period, day) > from) {
            return Ok(false);
        }
        let mut sums: BTreeMap<Scope, Before> = BTreeMap::new();
        for row in tx.rows(SUMS, params![item, from])? {
            let mut values = row.into_iter();
            let mut next = || values.next().unwrap_or(Value::Int(0));
            let (variant, location) = (next().into_text(), next().into_text());
            let place = (item.clone(), Code::parse(&variant)?, Code::parse(&location)?);
            let row = Before {
                quantity: Quantity::from_scaled(next().into_int()),
                cost: Amount::from_scaled(next().into_int()),
                left: Quantity::from_scaled(next().into_int()),
                taken: Amount::from_scaled(next().into_int()),
            };
            sums.entry(self.scope_of(place)).or_default().add(&row);
        }
        if !sums.iter().all(|(scope, before)| self.has_average(scope, before)) {
            return Ok(false);
        }
        self.before.extend(sums);
        Ok(true)
    }
}

/// What moved since a day, by variant and location: what does not have the average (receipts, and
/// what was taken from a chosen receipt), then what has it.
const SUMS: &str = "\
SELECT v.\"variant_code\", v.\"location_code\", \
  CAST(sum(CASE WHEN v.\"valued_quantity\" < 0 AND f.\"entry_no\" IS NULL \
    THEN 0 ELSE v.\"item_ledger_entry_quantity\" END) AS BIGINT), \
  CAST(sum(CASE WHEN v.\"valued_quantity\" < 0 AND f.\"entry_no\" IS NULL \
    THEN 0 ELSE v.\"cost_amount_actual\" + v.\"cost_amount_expected\" END) AS BIGINT), \
  CAST(sum(CASE WHEN v.\"valued_quantity\" < 0 AND f.\"entry_no\" IS NULL \
    THEN v.\"item_ledger_entry_quantity\" ELSE 0 END) AS BIGINT), \
  CAST(sum(CASE WHEN v.\"valued_quantity\" < 0 AND f.\"entry_no\" IS NULL \
    THEN v.\"cost_amount_actual\" + v.\"cost_amount_expected\" ELSE 0 END) AS BIGINT) \
FROM \"value_entry\" v LEFT JOIN \"item_ledger_entry\" f \
  ON f.\"entry_no\" = v.\"item_ledger_entry_no\" AND f.\"applies_to_entry\" <> 0 \
WHERE v.\"item_no\" = $1 AND v.\"valuation_date\" >= $2 AND v.\"inventoriable\" = 1 \
GROUP BY v.\"variant_code\", v.\"location_code\"";
