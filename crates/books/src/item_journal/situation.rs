//! A batch of the item journal and everything that posting it depends on.

use std::collections::BTreeMap;

use base::{Code, Date, DateTime, Quantity, Refusal, Result};
use store::{Tx, key, params};

use super::ItemJournalLine;
use crate::dimension::{Checker, DimensionTable};
use crate::general_ledger_setup;
use crate::item::ItemVariant;
use crate::item_ledger::{Stock, Wanted};
use crate::user::UserSetup;

/// What is posted: a whole batch, or some of its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The batch.
    pub batch: Code<10>,
    /// The numbers of the lines; nothing means all of them.
    pub lines: Option<Vec<i64>>,
}

/// Lines, the stock they meet, and what else a rule may look at.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// The batch.
    pub batch: Code<10>,
    /// The lines to post.
    pub lines: Vec<ItemJournalLine>,
    /// Numbers of lines that were asked for and do not exist.
    pub unknown: Vec<i64>,
    /// The stock.
    pub stock: Stock,
    /// The variants on the lines.
    pub variants: BTreeMap<(Code<20>, Code<10>), ItemVariant>,
    /// The days that the user may post on.
    pub period: (Option<Date>, Option<Date>),
    /// What is wrong with dimensions, by line.
    pub dimensions: Vec<Refusal>,
    /// The series that documents take their numbers from.
    pub series: Code<20>,
    /// Who posts.
    pub user_id: Code<50>,
    /// When.
    pub now: DateTime,
}

impl Situation {
    /// Reads the batch.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(tx: &mut Tx, request: &Request) -> Result<Self> {
        let rest = "WHERE \"journal_batch_name\" = $1 ORDER BY \"line_no\"";
        let mut lines: Vec<ItemJournalLine> = tx.select(rest, params![request.batch])?;
        let mut unknown = Vec::new();
        if let Some(wanted) = &request.lines {
            unknown = wanted.clone();
            unknown.retain(|no| !lines.iter().any(|line| line.line_no == *no));
            lines.retain(|line| wanted.contains(&line.line_no));
        }
        lines.retain(|line| !is_empty(line));
        let first = lines.iter().filter_map(|line| line.posting_date).min();
        let chosen: Vec<i64> =
            lines.iter().map(|line| line.applies_to_entry).filter(|no| *no != 0).collect();
        let wanted: Vec<Wanted> = lines.iter().map(wanted).collect();
        let stock = Stock::load(tx, &wanted, &chosen, first.unwrap_or_else(|| tx.today()))?;
        let series = stock.setup().item_journal_nos.clone();
        let mut situation = Self {
            batch: request.batch.clone(),
            unknown,
            stock,
            series,
            period: period(tx)?,
            user_id: Code::parse(tx.user()).unwrap_or_default(),
            now: tx.now(),
            ..Self::default()
        };
        situation.load_variants(tx, &lines)?;
        situation.check_dimensions(tx, &lines)?;
        situation.lines = lines;
        Ok(situation)
    }

    fn load_variants(&mut self, tx: &mut Tx, lines: &[ItemJournalLine]) -> Result<()> {
        for line in lines.iter().filter(|line| !line.variant_code.is_empty()) {
            let place = (line.item_no.clone(), line.variant_code.clone());
            if !self.variants.contains_key(&place)
                && let Some(variant) = tx.get(key![place.0, place.1])?
            {
                self.variants.insert(place, variant);
            }
        }
        Ok(())
    }

    fn check_dimensions(&mut self, tx: &mut Tx, lines: &[ItemJournalLine]) -> Result<()> {
        let mut checker = Checker::default();
        for line in lines {
            let records: [(DimensionTable, &str); 2] = [
                (DimensionTable::Item, &line.item_no),
                (DimensionTable::Location, &line.location_code),
            ];
            let wrong = checker.check(tx, line.dimension_set_id, &records)?;
            self.dimensions.extend(wrong.into_iter().map(|refusal| refusal.line(line.line_no)));
        }
        Ok(())
    }
}

/// A line that was begun and left empty is passed over.
fn is_empty(line: &ItemJournalLine) -> bool {
    line.item_no.is_empty() && line.quantity.is_zero()
}

fn wanted(line: &ItemJournalLine) -> Wanted {
    let leaves = line.entry_type.leaves();
    Wanted {
        item_no: line.item_no.clone(),
        variant_code: line.variant_code.clone(),
        location_code: line.location_code.clone(),
        outgoing: if leaves { line.quantity_base } else { Quantity::ZERO },
        incoming: if leaves { Quantity::ZERO } else { line.quantity_base },
    }
}

/// The days that the user may post on: the user's own, or those of everybody.
fn period(tx: &mut Tx) -> Result<(Option<Date>, Option<Date>)> {
    let user = tx.user().to_uppercase();
    let own: Option<UserSetup> = tx.get(key![user])?;
    if let Some(own) = own
        && (own.allow_posting_from.is_some() || own.allow_posting_to.is_some())
    {
        return Ok((own.allow_posting_from, own.allow_posting_to));
    }
    let books = general_ledger_setup::of(tx)?;
    Ok((books.allow_posting_from, books.allow_posting_to))
}
