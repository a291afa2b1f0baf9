//! What is known beside a document: the customer, the machine in work, the log.

use base::{Action, Amount, Date, Result};
use maud::{Markup, html};
use store::{Tx, Value};

use crate::kit::View;
use crate::kit::fact::{fact_box, row};
use crate::pages::card::{Card, customer_box};

/// All boxes.
///
/// # Errors
/// When the database fails.
pub fn facts(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let view = card.site.view;
    let bill_to = card.record["billToCustomerNo"].as_str().unwrap_or_default().to_owned();
    let mut boxes = Vec::new();
    if !bill_to.is_empty() && view.may("customer", Action::Read) {
        let limit = tx.number(
            "SELECT \"credit_limit_lcy\" FROM \"customer\" WHERE \"no\" = $1",
            &[Value::from(bill_to.as_str())],
        )?;
        boxes.push(customer_box(tx, card, &bill_to, Amount::from_scaled(limit))?);
    }
    if card.def.collection == "serviceOrders" && view.may("service_item_line", Action::Read) {
        boxes.extend(machines(tx, card)?);
    }
    if card.def.collection == "serviceOrders" && view.may("service_document_log", Action::Read) {
        boxes.push(log(tx, card)?);
    }
    Ok(html! { @for one in &boxes { (one) } })
}

/// One box for each machine of the order; the client shows that of the current row.
fn machines(tx: &mut Tx, card: &Card) -> Result<Vec<Markup>> {
    let view = card.site.view;
    let sql = "SELECT \"line_no\", \"service_item_no\", \"item_no\", \"serial_no\", \"description\", \
               \"warranty_ending_date_parts\", \"warranty_ending_date_labor\" FROM \"service_item_line\" \
               WHERE \"document_type\" = $1 AND \"document_no\" = $2 ORDER BY \"line_no\"";
    let lines = tx.rows(sql, &card.key)?;
    let mut boxes = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let text = |column: usize| line[column].clone().into_text();
        let until = |column: usize| -> (String, &str) {
            match text(column).parse::<Date>() {
                Err(_) => (view.t("ui-fact-none"), ""),
                Ok(day) if day < view.work_date => {
                    (view.tx("ui-fact-ended", &[("date", day.into())]), "")
                }
                Ok(day) => (view.tx("ui-fact-until", &[("date", day.into())]), "ok"),
            }
        };
        let (parts, labour) = (until(5), until(6));
        let visits = visits(tx, card, &text(1))?;
        let no = text(1);
        let machine = (!no.is_empty()).then(|| view.url("serviceItems", &no));
        let aside =
            html! { @if !no.is_empty() { a href=(view.url("serviceItems", &no)) { (no) } } };
        let body = html! {
            (row(&view.t("ui-fact-warranty-parts"), &parts.0, machine.as_deref(), parts.1))
            (row(&view.t("ui-fact-warranty-labour"), &labour.0, machine.as_deref(), labour.1))
            @if !text(3).is_empty() { (row(&view.caption("service_item_line", "serial_no"), &text(3), None, "")) }
            @for (when, what, href) in &visits { (row(what, when, Some(href), "")) }
        };
        let line_no = text(0);
        let inside = fact_box(
            &format!("fact-machine-{line_no}"),
            &view.t("ui-fact-service-item"),
            &aside,
            &body,
        );
        boxes.push(html! { div data-machine-fact=(line_no) hidden[at != 0] { (inside) } });
    }
    Ok(boxes)
}

/// The last posted visits to a machine: day, document, address.
fn visits(
    tx: &mut Tx,
    card: &Card,
    service_item_no: &str,
) -> Result<Vec<(String, String, String)>> {
    let view = card.site.view;
    if service_item_no.is_empty() || !view.may("service_shipment_header", Action::Read) {
        return Ok(Vec::new());
    }
    let sql = "SELECT h.\"no\", h.\"posting_date\", h.\"description\" FROM \"service_shipment_item_line\" l \
               JOIN \"service_shipment_header\" h ON h.\"no\" = l.\"document_no\" \
               WHERE l.\"service_item_no\" = $1 ORDER BY h.\"posting_date\" DESC, h.\"no\" DESC LIMIT 3";
    let rows = tx.rows(sql, &[Value::from(service_item_no)])?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let text = |at: usize| row[at].clone().into_text();
            let when = text(1).parse::<Date>().map_or_else(|_| text(1), |day| view.date(day));
            let what = if text(2).is_empty() { text(0) } else { text(2) };
            (when, what, view.url("postedServiceShipments", &text(0)))
        })
        .collect())
}

/// An event of the log as people read it: values that are words of ours are translated.
fn said(view: &View, event: &str, after: &str) -> String {
    let event = texts::option(view.language, event);
    if after.is_empty() {
        return event;
    }
    let after = texts::option(view.language, after);
    view.tx("ui-said", &[("what", event.as_str().into()), ("value", after.as_str().into())])
}

/// What happened to the order, newest first.
fn log(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let view = card.site.view;
    let no = card.record["no"].as_str().unwrap_or_default();
    let sql = "SELECT \"change_date\", \"change_time\", \"event\", \"after\" FROM \"service_document_log\" \
               WHERE \"document_type\" = 'order' AND \"document_no\" = $1 ORDER BY \"entry_no\" DESC LIMIT 6";
    let rows = tx.rows(sql, &[Value::from(no)])?;
    let all = view.filtered_url("serviceDocumentLogEntries", &[("documentNo", no)]);
    let body = html! {
        @for entry in &rows {
            @let text = |at: usize| entry[at].clone().into_text();
            @let today = text(0) == view.now.date().to_string();
            @let when = if today { text(1).chars().take(5).collect() } else { text(0).parse::<Date>().map_or_else(|_| text(0), |day| view.date(day)) };
            div.log-row {
                span.quiet { (when) }
                @let what = said(view, &text(2), &text(3));
                span.cut title=(what) { (what) }
            }
        }
        @if rows.is_empty() { p.hint { (view.t("ui-fact-no-changes")) } }
    };
    Ok(fact_box(
        "fact-log",
        &view.t("ui-fact-log"),
        &html! { a href=(all) { (view.t("ui-fact-all")) } },
        &body,
    ))
}
