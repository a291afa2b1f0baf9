//! What a posting wrote, with the way to each document and ledger.

use base::Result;
use maud::{Markup, html};
use store::{Tx, Value};

use crate::kit::button::Button;
use crate::kit::status::{self, Tone};
use crate::kit::view::symbol;
use crate::kit::{View, icon};
use crate::pages::site::Site;

/// What was posted: the documents, and every ledger as a link.
///
/// # Errors
/// When the database fails.
pub fn outcome(tx: &mut Tx, site: &Site, pairs: &[(String, String)]) -> Result<Markup> {
    let view = site.view;
    let given = |name: &str| {
        let found = pairs.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let (shipment, invoice) = (given("shipmentNo"), given("invoiceNo"));
    let title = match (shipment.is_empty(), invoice.is_empty()) {
        (false, false) => "ui-posted-ship-and-invoice",
        (true, false) => "ui-posted-invoice",
        _ => "ui-posted-shipment",
    };
    let ledgers = ledgers_of(tx, view, &[&shipment, &invoice])?;
    let owed = owed(tx, view, &invoice)?;
    let open = if invoice.is_empty() {
        ("postedServiceShipments", &shipment)
    } else {
        ("postedServiceInvoices", &invoice)
    };
    let open_url = view.url(open.0, open.1);
    let print_url =
        format!("{}/pdf", view.api(&format!("{}/{}", open.0, crate::kit::view::encode(open.1))));
    Ok(html! {
        div.dialog-head {
            (status::pill(Tone::Ok, "g-done", &view.t("ui-posted")))
            h2 { (view.t(title)) }
            button type="button" class="btn btn-plain btn-icon" data-act="dialog-close" title=(view.t("ui-close")) {
                (icon("close")) span.vh { (view.t("ui-close")) }
            }
        }
        div.dialog-body {
            p { (given("state")) }
            (made(view, "truck", "postedServiceShipments", "service_shipment_header", &shipment, ""))
            (made(view, "post", "postedServiceInvoices", "service_invoice_header", &invoice, &owed))
            div.posted-row {
                (icon("list"))
                span { (view.t("ui-posted-entries")) }
                span.posted-links {
                    @for Written { name, count, href, .. } in &ledgers { a href=(href) { (name) " " b { (count) } } }
                }
            }
        }
        div.dialog-foot {
            a.btn href=(print_url) target="_blank" rel="noopener" { (icon("print")) (view.t("ui-print")) }
            (Button::new(view.t("ui-posted-next"), "posted-next"))
            a class="btn btn-primary" href=(open_url) data-first { (view.t(if invoice.is_empty() { "ui-posted-open-shipment" } else { "ui-posted-open-invoice" })) }
        }
    })
}

/// What was written to one ledger.
struct Written {
    collection: &'static str,
    name: String,
    count: i64,
    href: String,
}

/// The ledgers that hold entries of these documents; blank numbers are left out.
fn ledgers_of(tx: &mut Tx, view: &View, nos: &[&String]) -> Result<Vec<Written>> {
    let nos: Vec<&str> = nos.iter().map(|no| no.as_str()).filter(|no| !no.is_empty()).collect();
    let any = nos.join("|");
    let mut ledgers: Vec<Written> = Vec::new();
    for no in nos {
        let found = service::find_entries::find_entries(tx, &base::Code::parse(no)?, None)?;
        for kind in found.found.iter().filter(|kind| kind.collection.ends_with("Entries")) {
            if let Some(known) = ledgers.iter_mut().find(|l| l.collection == kind.collection) {
                known.count += kind.count;
                continue;
            }
            ledgers.push(Written {
                collection: kind.collection,
                name: texts::table(view.language, kind.table, true),
                count: kind.count,
                href: view.filtered_url(kind.collection, &[("documentNo", &any)]),
            });
        }
    }
    Ok(ledgers)
}

fn made(
    view: &View,
    icon_name: &'static str,
    collection: &str,
    table: &str,
    no: &str,
    sum: &str,
) -> Markup {
    html! {
        @if !no.is_empty() {
            div.posted-row {
                (icon(icon_name))
                span { (texts::table(view.language, table, false)) }
                span.posted-links { a href=(view.url(collection, no)) { (no) } span.grow {} span.quiet { (sum) } }
            }
        }
    }
}

/// What the customer owes for the invoice, and until when.
fn owed(tx: &mut Tx, view: &View, no: &str) -> Result<String> {
    if !view.sees_all(&["service_invoice_header.amount_including_vat"]) {
        return Ok(String::new());
    }
    let sql = "SELECT \"amount_including_vat\", \"currency_code\", \"due_date\" \
               FROM \"service_invoice_header\" WHERE \"no\" = $1";
    let Some(row) = tx.rows(sql, &[Value::from(no)])?.into_iter().next() else {
        return Ok(String::new());
    };
    let code = row[1].clone().into_text();
    let currency = if code.is_empty() { view.currency.as_str() } else { code.as_str() };
    let amount = base::Amount::from_scaled(row[0].clone().into_int());
    let total = texts::amount_with_symbol(view.language, amount, symbol(currency));
    let due: Option<base::Date> = row[2].clone().into_text().parse().ok();
    Ok(due.map_or(total.clone(), |day| {
        view.tx("ui-posted-due", &[("total", total.as_str().into()), ("due", day.into())])
    }))
}
