//! The actions of the item journal.

use base::{Action, Code, Refusal, Result, refuse};
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, Entity, Kind, Parameter, Tx, Value, entity, json as exact};

use super::post::{Posted, post, preview, test_report};
use super::situation::Request;
use super::{DEFAULT_BATCH, ItemJournalLine};
use crate::answer;

const PARAMETERS: &[Parameter] = &[
    Parameter::new("journalBatchName", Kind::Code(10), "The batch; by default the batch DEFAULT.")
        .unasked(),
    Parameter::new(
        "lines",
        Kind::Memo,
        "List of line numbers to post; without it, the whole batch.",
    ),
];

type Run = fn(&mut Tx, &[Value], &Map<String, Json>) -> Result<Json>;

/// Post, preview and test of the item journal.
pub fn actions() -> Vec<ActionDef> {
    let all: [(&'static str, &'static str, bool, Run); 3] = [
        ("post", "Posts the lines of a batch and takes them out of the journal.", true, run_post),
        ("previewPosting", "Shows the entries a posting would write.", false, run_preview),
        ("testReport", "Lists everything that would stop a posting.", false, run_report),
    ];
    all.into_iter()
        .map(|(name, help, writes, run)| ActionDef {
            collection: ItemJournalLine::COLLECTION,
            segment: None,
            name,
            class: store::Class::Post,
            bound: Bound::Collection,
            help,
            parameters: PARAMETERS,
            writes,
            screen: store::Screen {
                shows: if writes { store::Shows::Entries } else { store::Shows::Report },
                ..store::Screen::PLAIN
            },
            run,
        })
        .collect()
}

fn run_post(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let posted = post(tx, &request(body)?)?;
    let filter = filter(&posted.documents);
    let ledgers: Vec<Json> = ledgers(tx, &posted, false)?
        .into_iter()
        .map(|mut ledger| {
            ledger["filter"] = Json::from(filter.as_str());
            ledger
        })
        .collect();
    let documents: Vec<&str> = posted.documents.iter().map(Code::as_str).collect();
    Ok(json!({
        "documentNos": documents,
        "ledgers": ledgers,
        "messages": answer::messages(tx),
    }))
}

fn run_preview(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let posted = preview(tx, &request(body)?)?;
    Ok(json!({
        "ledgers": ledgers(tx, &posted, true)?,
        "totals": { "amount": exact::number(posted.amount().dec()) },
        "balanced": posted.posting.entries.is_balanced(),
        "messages": answer::messages(tx),
    }))
}

fn run_report(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let report = test_report(tx, &request(body)?)?;
    let data = |all: &[Refusal]| -> Vec<Json> {
        all.iter().map(|refusal| answer::refusal(tx, refusal)).collect()
    };
    Ok(json!({ "errors": data(&report.errors), "warnings": data(&report.warnings) }))
}

fn request(body: &Map<String, Json>) -> Result<Request> {
    let batch = match body.get("journalBatchName") {
        None | Some(Json::Null) => Code::new(DEFAULT_BATCH),
        Some(Json::String(name)) => Code::parse(name)?,
        Some(_) => return Err(wrong("journalBatchName", "text").into()),
    };
    let lines = match body.get("lines") {
        None | Some(Json::Null) => None,
        Some(list) => Some(numbers(list)?),
    };
    Ok(Request { batch, lines })
}

fn numbers(list: &Json) -> Result<Vec<i64>, Refusal> {
    let wrong = || wrong("lines", "list of numbers");
    let list = list.as_array().ok_or_else(wrong)?;
    list.iter().map(|no| no.as_i64().ok_or_else(wrong)).collect()
}

fn wrong(field: &'static str, expected: &'static str) -> Refusal {
    refuse!("value.json.wrongType", expected = expected).field(field)
}

/// The filter that lists the entries of these documents.
fn filter(documents: &[Code<20>]) -> String {
    let quoted: Vec<String> =
        documents.iter().map(|no| format!("'{}'", no.replace('\'', "''"))).collect();
    match quoted.as_slice() {
        [one] => format!("documentNo eq {one}"),
        several => format!("documentNo in ({})", several.join(", ")),
    }
}

fn ledgers(tx: &mut Tx, posted: &Posted, with_entries: bool) -> Result<Vec<Json>> {
    let entries = &posted.posting.entries;
    let value: Vec<_> = entries.item.value.iter().map(|valued| valued.entry.clone()).collect();
    let mut found = Vec::new();
    found.extend(ledger(tx, &entries.general, with_entries)?);
    found.extend(ledger(tx, &entries.item.ledger, with_entries)?);
    found.extend(ledger(tx, &value, with_entries)?);
    Ok(found)
}

fn ledger<T: Entity>(tx: &mut Tx, entries: &[T], with_entries: bool) -> Result<Option<Json>> {
    let reads = T::table().allows_some(&tx.actor().permissions, Action::Read);
    if entries.is_empty() || !reads {
        return Ok(None);
    }
    let mut ledger = json!({
        "collection": T::COLLECTION,
        "table": T::table().name,
        "count": entries.len(),
    });
    if with_entries {
        let all = entries.iter().map(|entry| entity::to_json(tx, entry));
        ledger["entries"] = Json::Array(all.collect::<Result<_>>()?);
    }
    Ok(Some(ledger))
}
