//! What a batch writes, or everything that stops it. Nothing is read and nothing is written here.

use std::collections::{BTreeMap, BTreeSet};

use base::{Code, Date, Refusal, Refusals, refuse};

use super::situation::Situation;
use super::{ItemJournalEntryType, ItemJournalLine};
use crate::entries::Entries;
use crate::item::ItemType;
use crate::item_ledger::{Invoicing, Movement};

/// Everything that one posting of the journal writes.
#[derive(Clone, Debug, Default)]
pub struct Posting {
    /// Entries of the books, with placeholders for the numbers that are still to be taken.
    pub entries: Entries,
    /// The placeholders, with the day of the number.
    pub placeholders: Vec<(Code<20>, Date)>,
    /// Numbers of documents that were typed.
    pub typed: BTreeSet<Code<20>>,
}

/// Works the posting out.
///
/// # Errors
/// Everything that stops it, all at once.
pub fn plan(situation: &Situation) -> Result<Posting, Refusals> {
    let mut refusals = check(situation);
    let mut posting = Posting::default();
    let placeholders = placeholders(situation);
    let mut stock = situation.stock.clone();
    for line in &situation.lines {
        let number = number_of(line, &placeholders);
        if line.document_no.is_empty() {
            posting.placeholders =
                placeholders.iter().map(|(day, no)| (no.clone(), *day)).collect();
        } else {
            posting.typed.insert(line.document_no.clone());
        }
        let movement = movement(line, number);
        if line.entry_type.leaves() {
            stock.ship(&movement);
        } else {
            stock.receive(&movement);
        }
    }
    stock.adjust();
    match stock.into_parts() {
        Ok(parts) => posting.entries.add_stock(parts),
        Err(wrong) => {
            let known = |refusal: &Refusal| refusal.code != "itemLedger.item.unknown";
            wrong.0.into_iter().filter(known).for_each(|refusal| refusals.push(refusal));
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    posting.entries.assert_balanced();
    Ok(posting)
}

/// Lines without a number that are posted on the same day share a document.
fn placeholders(situation: &Situation) -> BTreeMap<Date, Code<20>> {
    let blank = situation.lines.iter().filter(|line| line.document_no.is_empty());
    let days: BTreeSet<Date> = blank.filter_map(|line| line.posting_date).collect();
    days.into_iter()
        .enumerate()
        .map(|(at, day)| (day, Code::parse(&format!("*{}*", at + 1)).unwrap_or_default()))
        .collect()
}

fn number_of(line: &ItemJournalLine, placeholders: &BTreeMap<Date, Code<20>>) -> Code<20> {
    if !line.document_no.is_empty() {
        return line.document_no.clone();
    }
    line.posting_date.and_then(|day| placeholders.get(&day)).cloned().unwrap_or_default()
}

fn movement(line: &ItemJournalLine, document_no: Code<20>) -> Movement {
    let mut movement = Movement {
        entry_type: line.entry_type.into(),
        document_no,
        document_line_no: line.line_no,
        external_document_no: line.external_document_no.clone(),
        document_date: line.posting_date,
        posting_date: line.posting_date,
        item_no: line.item_no.clone(),
        variant_code: line.variant_code.clone(),
        location_code: line.location_code.clone(),
        description: line.description.clone(),
        quantity: line.quantity_base,
        unit_of_measure_code: line.unit_of_measure_code.clone(),
        qty_per_unit_of_measure: line.qty_per_unit_of_measure,
        unit_cost: line.unit_cost,
        cost_amount: (line.entry_type != ItemJournalEntryType::NegativeAdjmt)
            .then_some(line.amount),
        applies_to_entry: line.applies_to_entry,
        gen_bus_posting_group: line.gen_bus_posting_group.clone(),
        gen_prod_posting_group: line.gen_prod_posting_group.clone(),
        global_dimension_1_code: line.shortcut_dimension_1_code.clone(),
        global_dimension_2_code: line.shortcut_dimension_2_code.clone(),
        dimension_set_id: line.dimension_set_id,
        ..Movement::default()
    };
    movement.invoicing = Some(Invoicing::at_once(&movement));
    movement
}

/// Everything that stops the posting, apart from stock and accounts.
fn check(situation: &Situation) -> Refusals {
    let mut refusals = Refusals::default();
    for no in &situation.unknown {
        refusals.push(refuse!("itemJournal.line.unknown", line = *no).line(*no));
    }
    if situation.lines.is_empty() && situation.unknown.is_empty() {
        refusals.push(refuse!("itemJournal.nothing", batch = &situation.batch));
    }
    if situation.lines.iter().any(|line| line.document_no.is_empty()) && situation.series.is_empty()
    {
        refusals.push(refuse!("itemJournal.missing.series").field("documentNo"));
    }
    for line in &situation.lines {
        let mut wrong = check_line(situation, line);
        wrong.extend(check_item(situation, line));
        for refusal in wrong {
            refusals.push(refusal.line(line.line_no));
        }
    }
    refusals.0.extend(situation.dimensions.iter().cloned());
    refusals
}

fn check_line(situation: &Situation, line: &ItemJournalLine) -> Vec<Refusal> {
    let mut wrong = Vec::new();
    let (from, to) = situation.period;
    match line.posting_date {
        None => wrong.push(refuse!("itemJournal.missing.postingDate").field("postingDate")),
        Some(day) if from.is_some_and(|from| day < from) || to.is_some_and(|to| day > to) => {
            let refusal =
                refuse!("itemJournal.postingDate.notAllowed", date = day, from = from, to = to);
            wrong.push(refusal.field("postingDate"));
        }
        Some(_) => {}
    }
    if line.quantity_base.is_zero() {
        wrong.push(refuse!("itemJournal.missing.quantity").field("quantity"));
    }
    if line.unit_of_measure_code.is_empty() {
        wrong.push(refuse!("itemJournal.missing.unit").field("unitOfMeasureCode"));
    }
    if line.gen_prod_posting_group.is_empty() {
        wrong.push(refuse!("itemJournal.missing.genProd").field("genProdPostingGroup"));
    }
    if line.location_code.is_empty() && situation.stock.setup().location_mandatory {
        wrong.push(refuse!("itemJournal.missing.location").field("locationCode"));
    }
    wrong
}

fn check_item(situation: &Situation, line: &ItemJournalLine) -> Vec<Refusal> {
    let no = &line.item_no;
    let Some(item) = situation.stock.item(no) else {
        return vec![if no.is_empty() {
            refuse!("itemJournal.missing.item").field("itemNo")
        } else {
            refuse!("itemLedger.item.unknown", item = no).field("itemNo")
        }];
    };
    let mut wrong = Vec::new();
    if item.blocked {
        wrong.push(refuse!("itemJournal.item.blocked", item = no).field("itemNo"));
    }
    if item.r#type != ItemType::Inventory {
        wrong.push(refuse!("itemJournal.item.notInventory", item = no).field("itemNo"));
    }
    if item.inventory_posting_group.is_empty() {
        wrong.push(refuse!("itemJournal.item.noPostingGroup", item = no).field("itemNo"));
    }
    let variant = &line.variant_code;
    if variant.is_empty() {
        if item.variant_mandatory {
            wrong.push(refuse!("itemJournal.missing.variant", item = no).field("variantCode"));
        }
        return wrong;
    }
    match situation.variants.get(&(no.clone(), variant.clone())) {
        None => {
            let refusal = refuse!("itemJournal.variant.unknown", item = no, variant = variant);
            wrong.push(refusal.field("variantCode"));
        }
        Some(found) if found.blocked => {
            let refusal = refuse!("itemJournal.variant.blocked", item = no, variant = variant);
            wrong.push(refusal.field("variantCode"));
        }
        Some(_) => {}
    }
    wrong
}
