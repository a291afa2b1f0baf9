//! The ledgers of a posting as people see them: how many entries, where to list them, and in a
//! preview the entries themselves.

use base::{Action, Code, Result};
use serde_json::Value as Json;
use store::{Entity, Tx, entity};

use super::plan::Posting;
use super::request::Numbers;

/// What a posting writes to one ledger.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The collection the entries are in.
    pub collection: &'static str,
    /// Their table, whose name is the id of the caption.
    pub table: &'static str,
    /// How many there are.
    pub count: usize,
    /// The entries as the API gives them; only in a preview.
    pub entries: Vec<Json>,
}

impl Ledger {
    /// The filter that lists the entries of the documents with these numbers.
    pub fn filter(numbers: &Numbers) -> String {
        let quoted = |no: &Code<20>| format!("'{}'", no.replace('\'', "''"));
        let nos: Vec<String> = [&numbers.shipment, &numbers.invoice]
            .into_iter()
            .filter(|no| !no.is_empty())
            .map(quoted)
            .collect();
        match nos.as_slice() {
            [one] => format!("documentNo eq {one}"),
            several => format!("documentNo in ({})", several.join(", ")),
        }
    }
}

/// The ledgers of a plan with their entries, as far as the user may read them.
///
/// # Errors
/// When the database fails.
pub fn ledgers(tx: &mut Tx, posting: &Posting) -> Result<Vec<Ledger>> {
    let entries = &posting.entries;
    let value: Vec<_> = entries.item.value.iter().map(|valued| valued.entry.clone()).collect();
    let mut found = Vec::new();
    found.extend(ledger(tx, &entries.general)?);
    found.extend(ledger(tx, &entries.vat)?);
    found.extend(ledger(tx, &entries.customer)?);
    found.extend(ledger(tx, &entries.detailed_customer)?);
    found.extend(ledger(tx, &entries.item.ledger)?);
    found.extend(ledger(tx, &value)?);
    found.extend(ledger(tx, &entries.resource)?);
    found.extend(ledger(tx, &posting.service)?);
    found.extend(ledger(tx, &posting.warranty)?);
    Ok(found)
}

/// The same, only counted.
pub fn counts(posting: &Posting) -> Vec<Ledger> {
    let entries = &posting.entries;
    let all = [
        counted(&entries.general),
        counted(&entries.vat),
        counted(&entries.customer),
        counted(&entries.detailed_customer),
        counted(&entries.item.ledger),
        Ledger {
            count: entries.item.value.len(),
            ..counted::<books::item_ledger::ValueEntry>(&[])
        },
        counted(&entries.resource),
        counted(&posting.service),
        counted(&posting.warranty),
    ];
    all.into_iter().filter(|ledger| ledger.count > 0).collect()
}

fn ledger<T: Entity>(tx: &mut Tx, entries: &[T]) -> Result<Option<Ledger>> {
    let reads = T::table().allows_some(&tx.actor().permissions, Action::Read);
    if entries.is_empty() || !reads {
        return Ok(None);
    }
    let json = entries.iter().map(|entry| entity::to_json(tx, entry)).collect::<Result<_>>()?;
    Ok(Some(Ledger { entries: json, ..counted(entries) }))
}

fn counted<T: Entity>(entries: &[T]) -> Ledger {
    Ledger {
        collection: T::COLLECTION,
        table: T::table().name,
        count: entries.len(),
        entries: Vec::new(),
    }
}
