//! The cost of stock reaches the general ledger as a job, where the set-up does not post it with
//! every movement.

use std::collections::{BTreeMap, BTreeSet};

use base::{Amount, Code, Refusals, Result};
use store::{ToValue, Tx, Value};

use super::load::among;
use super::stock::Stock;
use super::{ItemEntries, ValueEntry};
use crate::entries::{Entries, Source};
use crate::posting_setup::InventoryPostingSetup;

/// The name of the permission.
pub const POST_COST: &str = "valueEntries.postInventoryCostToGl";

/// The source code of what the job posts.
pub const SOURCE_CODE: &str = "INVTPCOST";

/// What the job did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CostPosted {
    /// How many value entries were posted.
    pub value_entries: usize,
    /// How many general ledger entries that made.
    pub general_ledger_entries: usize,
}

/// Posts the cost of all value entries that did not reach the general ledger yet.
///
/// # Errors
/// Names all accounts that are missing.
pub fn post_cost(tx: &mut Tx) -> Result<CostPosted> {
    store::require_action(tx, POST_COST, store::Class::Post)?;
    let mut stock = Stock::of_setup(tx)?;
    let setups: Vec<InventoryPostingSetup> = tx.select("", &[])?;
    for row in setups {
        let key = (row.location_code.clone(), row.invt_posting_group_code.clone());
        stock.inventory.insert(key, row);
    }
    let due = due(tx, stock.setup.expected_cost_posting_to_gl)?;
    let entries = plan(&stock, due)?;
    let posted = CostPosted {
        value_entries: entries.item.posted_to_gl.len(),
        general_ledger_entries: entries.general.len(),
    };
    let source = Source {
        user_id: Code::parse(tx.user()).unwrap_or_default(),
        source_code: Code::new(SOURCE_CODE),
        now: tx.now(),
    };
    entries.apply(tx, &source)?;
    Ok(posted)
}

/// A value entry, with the actual and the expected cost that are to be posted for it.
type Due = (ValueEntry, Amount, Amount);

/// What is to be posted. Expected cost that was posted is taken back when the invoice has come,
/// also when expected cost is no longer posted.
fn due(tx: &mut Tx, expected: bool) -> Result<Vec<Due>> {
    let open: Vec<ValueEntry> = tx.select(
        "WHERE \"inventoriable\" = 1 AND (\"cost_amount_actual\" <> \"cost_posted_to_gl\" \
         OR \"cost_amount_expected\" <> \"expected_cost_posted_to_gl\") ORDER BY \"entry_no\"",
        &[],
    )?;
    let numbers: BTreeSet<i64> = open.iter().map(|entry| entry.item_ledger_entry_no).collect();
    let numbers: Vec<Value> = numbers.iter().map(ToValue::to_value).collect();
    let mut expected_posted: BTreeMap<i64, Amount> = BTreeMap::new();
    for entry in among::<ValueEntry>(tx, "item_ledger_entry_no", &numbers)? {
        *expected_posted.entry(entry.item_ledger_entry_no).or_default() +=
            entry.expected_cost_posted_to_gl;
    }
    let invoiced: Vec<super::ItemLedgerEntry> = among(tx, "entry_no", &numbers)?;
    let invoiced: BTreeSet<i64> = invoiced
        .into_iter()
        .filter(|entry| entry.completely_invoiced)
        .map(|entry| entry.entry_no)
        .collect();
    let due = open.into_iter().map(|entry| {
        let actual = entry.cost_amount_actual - entry.cost_posted_to_gl;
        let no = entry.item_ledger_entry_no;
        let by_expected = if expected {
            entry.cost_amount_expected - entry.expected_cost_posted_to_gl
        } else if invoiced.contains(&no) && !entry.invoiced_quantity.is_zero() {
            -expected_posted.insert(no, Amount::ZERO).unwrap_or_default()
        } else {
            Amount::ZERO
        };
        (entry, actual, by_expected)
    });
    Ok(due.filter(|(_, actual, expected)| !actual.is_zero() || !expected.is_zero()).collect())
}

/// The entries to write, on the days of the value entries, or on the first open day.
fn plan(stock: &Stock, due: Vec<Due>) -> Result<Entries, Refusals> {
    let mut refusals = Refusals::default();
    let mut postings = Vec::new();
    let mut item = ItemEntries::default();
    for (mut entry, actual, expected) in due {
        for (interim, amount) in [(false, actual), (true, expected)] {
            if amount.is_zero() {
                continue;
            }
            let accounts = [
                stock.balancing_account(&entry, interim),
                stock.inventory_account(&entry, interim),
            ];
            for refusal in accounts.into_iter().filter_map(Result::err) {
                if !refusals.0.contains(&refusal) {
                    refusals.push(refusal);
                }
            }
        }
        let posting_date = entry.posting_date.max(stock.open_from);
        let dated = ValueEntry { posting_date, ..entry.clone() };
        stock.add_cost_postings(&dated, [(false, actual), (true, expected)], &mut postings);
        entry.cost_posted_to_gl += actual;
        entry.expected_cost_posted_to_gl += expected;
        item.posted_to_gl.push(entry);
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let mut entries = Entries::default();
    entries.add_stock((item, postings));
    entries.assert_balanced();
    Ok(entries)
}
