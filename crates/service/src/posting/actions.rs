//! The actions of the API around posting.

use base::{Action, Amount, Arg, Code, Date, Message, Refusal, Result, refuse};
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, Kind, Parameter, Screen, Tx, Value, json as exact, sight};

use crate::order::DocumentType;
use crate::ways;

use super::batch::{Batch, Failed, post_batch, preview_batch};
use super::request::{PostingOption, Request};
use super::setups::user_setup;
use super::summary::Ledger;
use super::{Posted, Preview, Report, post, preview, test_report};

const OPTION: Parameter = Parameter::new(
    "option",
    Kind::Option(&["ship", "invoice", "shipAndInvoice", "shipAndConsume"]),
    "What the posting does; by default it ships and invoices, or ships for a user who may not \
           invoice.",
);
const POSTING_DATE: Parameter = Parameter::new(
    "postingDate",
    Kind::Date,
    "Another posting date for the document and its lines.",
);
const DOCUMENT_DATE: Parameter = Parameter::new(
    "documentDate",
    Kind::Date,
    "Another document date, from which payment terms count.",
);
const LINES: Parameter = Parameter::new(
    "lines",
    Kind::Memo,
    "List of line numbers to post; without it, the whole document.",
);
const NOS: Parameter = Parameter::new(
    "nos",
    Kind::Memo,
    "List of the numbers of the orders to post; without it, all of them.",
);
const CALC_INV_DISCOUNT: Parameter = Parameter::new(
    "calcInvDiscount",
    Kind::Bool,
    "Whether the invoice discount of each document is calculated before it is posted.",
);
const FILTER: Parameter = Parameter::new(
    "filter",
    Kind::Memo,
    "The documents to post as a filter, in the words of $filter; in place of their numbers.",
);
const BATCH: &[Parameter] = &[OPTION, NOS, FILTER, POSTING_DATE, DOCUMENT_DATE, CALC_INV_DISCOUNT];
const REQUEST: &[Parameter] = &[OPTION, LINES, POSTING_DATE, DOCUMENT_DATE];

type Run = fn(&mut Tx, &[Value], &Map<String, Json>) -> Result<Json>;

/// Post, preview and test of orders and invoices, and the posting of many orders.
pub fn actions() -> Vec<ActionDef> {
    let mut actions = Vec::new();
    for collection in ["serviceOrders", "serviceInvoices"] {
        for (name, help, writes, run) in [
            (
                "post",
                "Posts the document: what is to ship, invoice or consume.",
                true,
                run_post as Run,
            ),
            (
                "previewPosting",
                "Shows the entries a posting would write.",
                false,
                run_preview as Run,
            ),
            ("testReport", "Lists everything that would stop a posting.", false, run_report as Run),
        ] {
            actions.push(ActionDef {
                collection,
                segment: None,
                name,
                class: store::Class::Post,
                bound: Bound::Record,
                help,
                parameters: REQUEST,
                writes,
                screen: Screen::PLAIN,
                run,
            });
        }
    }
    actions.extend(of_many());
    actions
}

/// Posting many, under its two names, and what shows before what it would come to.
fn of_many() -> Vec<ActionDef> {
    let mut actions = Vec::new();
    for (collection, usual, run, look) in [
        (
            "serviceOrders",
            "batchPostServiceOrders",
            run_batch_of_orders as Run,
            run_outlook_of_orders as Run,
        ),
        (
            "serviceInvoices",
            "batchPostServiceInvoices",
            run_batch_of_invoices as Run,
            run_outlook_of_invoices as Run,
        ),
    ] {
        let post = ActionDef {
            collection,
            segment: None,
            name: usual,
            class: store::Class::Post,
            bound: Bound::Collection,
            help: "Posts several documents, each by itself.",
            parameters: BATCH,
            writes: true,
            screen: Screen { preview: Some("previewBatch"), ..Screen::PLAIN },
            run,
        };
        let help =
            "Shows what posting several documents would come to, and which would be left out.";
        let look = ActionDef {
            name: "previewBatch",
            help,
            writes: false,
            screen: Screen::NONE,
            run: look,
            ..post
        };
        // The same under its short name.
        actions.extend([post, ActionDef { name: "postBatch", screen: Screen::NONE, ..post }, look]);
    }
    actions
}

fn run_post(tx: &mut Tx, key: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let (document_type, no) = document(key)?;
    let request = request(tx, document_type, body)?;
    let posted = post(tx, document_type, &no, &request)?;
    let mut answer = posted_json(tx, &posted);
    answer.insert("messages".to_owned(), messages(tx));
    Ok(Json::Object(answer))
}

fn run_preview(tx: &mut Tx, key: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let (document_type, no) = document(key)?;
    let request = request(tx, document_type, body)?;
    let preview = preview(tx, document_type, &no, &request)?;
    let messages = messages(tx);
    Ok(preview_json(tx, &preview, messages))
}

fn run_report(tx: &mut Tx, key: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let (document_type, no) = document(key)?;
    let request = request(tx, document_type, body)?;
    let report = test_report(tx, document_type, &no, &request)?;
    Ok(report_json(tx, &report))
}

fn run_batch_of_orders(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    run_batch(tx, DocumentType::Order, body)
}

fn run_batch_of_invoices(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    run_batch(tx, DocumentType::Invoice, body)
}

fn run_batch(tx: &mut Tx, document_type: DocumentType, body: &Map<String, Json>) -> Result<Json> {
    let nos = nos(body)?;
    let request = request(tx, document_type, body)?;
    let recalculate = body.get(CALC_INV_DISCOUNT.name) == Some(&Json::Bool(true));
    let batch = post_batch(tx, document_type, nos, &request, recalculate)?;
    let (posted, total) = (batch.posted.len(), batch.posted.len() + batch.failed.len());
    tx.inform("posting.batch", vec![("posted", posted.into()), ("total", total.into())]);
    let messages = messages(tx);
    Ok(batch_json(tx, &batch, messages))
}

fn run_outlook_of_orders(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    run_outlook(tx, DocumentType::Order, body)
}

fn run_outlook_of_invoices(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    run_outlook(tx, DocumentType::Invoice, body)
}

fn run_outlook(tx: &mut Tx, document_type: DocumentType, body: &Map<String, Json>) -> Result<Json> {
    let nos = nos(body)?;
    let request = request(tx, document_type, body)?;
    let outlook = preview_batch(tx, document_type, nos, &request)?;
    let amount = seen_amount(tx);
    Ok(json!({
        "total": outlook.total,
        "ready": outlook.ready,
        "totals": {
            "amount": amount(outlook.amount),
            "vatAmount": amount(outlook.amount_including_vat - outlook.amount),
            "amountIncludingVat": amount(outlook.amount_including_vat),
        },
        "failed": failed_json(tx, &outlook.failed),
        "messages": messages(tx),
    }))
}

/// An amount in the answer of somebody who sees prices; of others, nothing.
fn seen_amount(tx: &Tx) -> impl Fn(Amount) -> Json + use<> {
    let prices = Some(&["service_line.amount"][..]);
    let sees = sight::sees_figure(&tx.actor().permissions, prices);
    move |amount| if sees { exact::number(amount.dec()) } else { Json::Null }
}

/// The numbers that a batch names; nothing for all documents.
fn nos(body: &Map<String, Json>) -> Result<Option<Vec<Code<20>>>> {
    match body.get(NOS.name) {
        None | Some(Json::Null) => Ok(None),
        Some(list) => codes(list).map(Some),
    }
}

/// The document of a key that holds type and number.
fn document(key: &[Value]) -> Result<(DocumentType, Code<20>)> {
    let text = |at: usize| key.get(at).cloned().map(Value::into_text).unwrap_or_default();
    let document_type =
        if text(0) == "invoice" { DocumentType::Invoice } else { DocumentType::Order };
    Ok((document_type, Code::parse(&text(1))?))
}

fn wrong(field: &'static str, expected: &'static str) -> Refusal {
    refuse!("value.json.wrongType", expected = expected).field(field)
}

/// What the body asks for. Whoever may not invoice ships, unless told otherwise.
fn request(tx: &mut Tx, document_type: DocumentType, body: &Map<String, Json>) -> Result<Request> {
    let option = match body.get("option") {
        Some(Json::String(name)) => PostingOption::named(name)?,
        None | Some(Json::Null) if document_type == DocumentType::Order => {
            let policy = user_setup(tx)?.service_invoice_posting_policy;
            super::check::usual(policy)
        }
        None | Some(Json::Null) => PostingOption::ShipAndInvoice,
        _ => return Err(wrong("option", "text").into()),
    };
    let lines = match body.get("lines") {
        None | Some(Json::Null) => None,
        Some(list) => Some(numbers(list)?),
    };
    Ok(Request {
        option,
        lines,
        posting_date: date(body, "postingDate")?,
        document_date: date(body, "documentDate")?,
    })
}

fn numbers(list: &Json) -> Result<Vec<i64>> {
    let wrong = || wrong("lines", "list of numbers");
    let list = list.as_array().ok_or_else(wrong)?;
    list.iter().map(|no| no.as_i64().ok_or_else(|| wrong().into())).collect()
}

fn codes(list: &Json) -> Result<Vec<Code<20>>> {
    let wrong = || wrong("nos", "list of texts");
    let list = list.as_array().ok_or_else(wrong)?;
    list.iter().map(|no| Code::parse(no.as_str().ok_or_else(wrong)?)).collect()
}

fn date(body: &Map<String, Json>, name: &'static str) -> Result<Option<Date>> {
    let json = body.get(name).unwrap_or(&Json::Null);
    let value = exact::from_json(Kind::Date, json).map_err(|error| error.at(|r| r.field(name)))?;
    let text = value.into_text();
    Ok(text.parse().ok())
}

fn posted_json(tx: &Tx, posted: &Posted) -> Map<String, Json> {
    let numbers = &posted.numbers;
    let filter = Ledger::filter(numbers);
    let reads = |table: &str| sight::allows(&tx.actor().permissions, table, Action::Read);
    let ledgers: Vec<Json> = posted
        .ledgers
        .iter()
        .filter(|ledger| reads(ledger.table))
        .map(|ledger| {
            json!({
                "collection": ledger.collection,
                "table": ledger.table,
                "count": ledger.count,
                "filter": filter,
            })
        })
        .collect();
    let mut answer = Map::new();
    answer.insert("shipmentNo".to_owned(), blank_as_null(&numbers.shipment));
    answer.insert("invoiceNo".to_owned(), blank_as_null(&numbers.invoice));
    answer.insert("orderDeleted".to_owned(), Json::from(posted.document_deleted));
    answer.insert("ledgers".to_owned(), Json::from(ledgers));
    answer
}

fn blank_as_null(no: &Code<20>) -> Json {
    if no.is_empty() { Json::Null } else { Json::from(no.as_str()) }
}

fn preview_json(tx: &Tx, preview: &Preview, messages: Json) -> Json {
    let ledgers: Vec<Json> = preview
        .ledgers
        .iter()
        .map(|ledger| {
            json!({
                "collection": ledger.collection,
                "table": ledger.table,
                "count": ledger.count,
                "entries": ledger.entries,
            })
        })
        .collect();
    let amount = seen_amount(tx);
    json!({
        "ledgers": ledgers,
        "totals": {
            "amount": amount(preview.amount),
            "vatAmount": amount(preview.vat_amount),
            "amountIncludingVat": amount(preview.amount_including_vat),
            "dueDate": preview.due_date.map(|date| date.to_string()),
        },
        "balanced": preview.balanced,
        "messages": messages,
    })
}

fn report_json(tx: &Tx, report: &Report) -> Json {
    let refusals = |all: &[Refusal]| -> Vec<Json> {
        all.iter().map(|refusal| refusal_json(tx, refusal)).collect()
    };
    json!({ "errors": refusals(&report.errors), "warnings": refusals(&report.warnings) })
}

fn batch_json(tx: &Tx, batch: &Batch, messages: Json) -> Json {
    let posted = batch.posted.iter().map(|(no, posted)| {
        let mut answer = posted_json(tx, posted);
        answer.insert("no".to_owned(), Json::from(no.as_str()));
        Json::Object(answer)
    });
    json!({
        "total": batch.posted.len() + batch.failed.len(),
        "posted": posted.collect::<Vec<_>>(),
        "failed": failed_json(tx, &batch.failed),
        "messages": messages,
    })
}

fn failed_json(tx: &Tx, failed: &[Failed]) -> Json {
    let one = |failed: &Failed| {
        let errors: Vec<Json> =
            failed.error.refusals().iter().map(|refusal| refusal_json(tx, refusal)).collect();
        json!({ "no": failed.no.as_str(), "code": failed.error.code(), "errors": errors })
    };
    Json::from(failed.iter().map(one).collect::<Vec<_>>())
}

/// A refusal as data, with its text in the language of the user.
fn refusal_json(tx: &Tx, refusal: &Refusal) -> Json {
    json!({
        "code": refusal.code,
        "text": texts::refusal(tx.actor().language, refusal),
        "field": refusal.field,
        "line": refusal.line,
        "args": args_json(&refusal.args),
        "ways": ways::json(refusal, tx.actor().language),
    })
}

/// What the user was told, with its text in the user's language.
fn messages(tx: &mut Tx) -> Json {
    let language = tx.actor().language;
    let told = |message: &Message| {
        json!({
            "code": message.code,
            "text": texts::message(language, message),
            "args": args_json(&message.args),
        })
    };
    Json::from(tx.take_messages().iter().map(told).collect::<Vec<_>>())
}

fn args_json(args: &[(&'static str, Arg)]) -> Json {
    let value = |arg: &Arg| match arg {
        Arg::Text(text) => Json::from(text.as_str()),
        Arg::Number(number) => exact::number(*number),
        Arg::Date(date) => Json::from(date.to_string()),
    };
    Json::Object(args.iter().map(|(name, arg)| ((*name).to_owned(), value(arg))).collect())
}
