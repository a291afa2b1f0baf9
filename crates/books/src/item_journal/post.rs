//! Posting, previewing and testing a batch.

use base::{Action, Amount, Code, Refusal, Result, refuse};
use store::{Record, Tx, params};

use super::plan::{Posting, plan};
use super::situation::{Request, Situation};
use super::{ItemJournalLine, PERMISSION, SOURCE_CODE};
use crate::entries::Source;
use crate::item_ledger::ItemLedgerEntry;
use crate::number_series;

/// What a posting of the journal did, or would do.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    /// The numbers of the documents.
    pub documents: Vec<Code<20>>,
    /// What was written.
    pub posting: Posting,
}

impl Posted {
    /// The value that came in less the value that left.
    pub fn amount(&self) -> Amount {
        self.posting.entries.item.value.iter().map(|value| value.entry.cost()).sum()
    }
}

/// What a posting of the journal meets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What stops it.
    pub errors: Vec<Refusal>,
    /// What does not stop it, but may not be meant.
    pub warnings: Vec<Refusal>,
}

/// Posts the batch, or some of its lines, and takes them out of the journal.
///
/// # Errors
/// Everything that stops it, all at once; a number series at its end.
pub fn post(tx: &mut Tx, request: &Request) -> Result<Posted> {
    store::require_action(tx, PERMISSION, store::Class::Post)?;
    let situation = Situation::load(tx, request)?;
    let mut posting = plan(&situation)?;
    let mut documents: Vec<Code<20>> = posting.typed.iter().cloned().collect();
    for (placeholder, day) in &posting.placeholders {
        let number = number_series::next_free(tx, &situation.series, *day, |tx, no| {
            let rest = "WHERE \"document_no\" = $1 AND \"order_no\" = ''";
            tx.exists::<ItemLedgerEntry>(rest, params![no])
        })?;
        posting.entries.number(placeholder, &number);
        documents.push(number);
    }
    let source = Source {
        user_id: situation.user_id.clone(),
        source_code: Code::new(SOURCE_CODE),
        now: situation.now,
    };
    posting.entries.clone().apply(tx, &source)?;
    for line in &situation.lines {
        tx.delete_unlogged(line)?;
    }
    Ok(Posted { documents, posting })
}

/// What posting would write, with stars for numbers.
///
/// # Errors
/// As [`post`].
pub fn preview(tx: &mut Tx, request: &Request) -> Result<Posted> {
    tx.require(ItemJournalLine::table().name, Action::Read)?;
    let situation = Situation::load(tx, request)?;
    let mut posting = plan(&situation)?;
    let stars = Code::new("***");
    for (placeholder, _) in posting.placeholders.clone() {
        posting.entries.number(&placeholder, &stars);
    }
    Ok(Posted { documents: vec![stars], posting })
}

/// Everything that would stop the posting, and what may not be meant.
///
/// # Errors
/// When the user may not see the journal; when the database fails.
pub fn test_report(tx: &mut Tx, request: &Request) -> Result<Report> {
    tx.require(ItemJournalLine::table().name, Action::Read)?;
    let situation = Situation::load(tx, request)?;
    let errors = plan(&situation).err().map(|refusals| refusals.0).unwrap_or_default();
    let mut warnings = Vec::new();
    for line in &situation.lines {
        if line.unit_amount.is_zero() && !line.entry_type.leaves() {
            let refusal = refuse!("itemJournal.warning.noCost", item = &line.item_no);
            warnings.push(refusal.field("unitAmount").line(line.line_no));
        }
        let (item, variant, location) = (&line.item_no, &line.variant_code, &line.location_code);
        let stock = situation.stock.quantity(item, variant, location);
        let falls_short = line.entry_type.leaves() && stock < line.quantity_base;
        let refused = errors.iter().any(|error| error.line == Some(line.line_no));
        if falls_short && !refused {
            let refusal = refuse!(
                "itemJournal.warning.stock",
                item = item,
                location = location,
                stock = stock,
                quantity = line.quantity_base
            );
            warnings.push(refusal.field("quantity").line(line.line_no));
        }
    }
    Ok(Report { errors, warnings })
}
