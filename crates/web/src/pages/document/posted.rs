//! Posted documents, which nobody can change and which look so, and what belongs to a number.

use base::{Code, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{EntityDef, Filter, Query, Tx, Value};

use super::posting::entries_table;
use super::text;
use crate::kit::button::{self, Button, Item, Weight};
use crate::kit::empty;
use crate::kit::fact::{fact_box, row};
use crate::kit::frame::{self, Area, Shortcut};
use crate::kit::layout::{self, Header};
use crate::kit::status::{self, Tone};
use crate::kit::view::{encode, symbol};
use crate::pages::card::{self, Card};
use crate::pages::site::Site;

const SHORTCUTS: [Shortcut; 5] = [
    ("Ctrl P", "ui-key-print"),
    ("Ctrl Alt Q", "ui-key-find-entries"),
    ("Alt F2", "ui-key-facts"),
    ("Alt PageUp", "ui-key-previous"),
    ("Alt PageDown", "ui-key-next"),
];

/// The page of a posted document.
///
/// # Errors
/// `NotFound`, when the user may not see it, or the database fails.
pub fn page(tx: &mut Tx, site: Site, def: &EntityDef, key: &[Value]) -> Result<Markup> {
    let card = card::open(tx, site, def, key)?;
    let view = site.view;
    let neighbours = card::neighbours(tx, &card)?;
    let lines = lines(tx, &card)?;
    let facts = facts(tx, &card)?;
    // A shipment is about who was visited, an invoice about who pays.
    let who = if def.collection == "postedServiceShipments" { "name" } else { "billToName" };
    let name = text(&card.record, who);
    let head = layout::header(
        view,
        &Header {
            trail: vec![(site.title(def), site.list_url(def))],
            number: text(&card.record, "no"),
            name: name.clone(),
            pills: vec![status::pill(Tone::Ok, "g-done", &view.t("ui-posted"))],
            saves: false,
            previous: neighbours.0,
            next: neighbours.1,
        },
    );
    let bar = layout::actions(view, &actions(&card), true);
    let main = html! { (card::groups(&card)) (lines) };
    let totals = totals(&card);
    let body = layout::document(view, &head, &bar, &main, Some(&facts), totals.as_ref());
    let title = format!("{} {name}", text(&card.record, "no"));
    let main = html! { div class="card-page document-page posted-page" { (body) } };
    Ok(frame::page(
        view,
        &frame::Page {
            title,
            area: card.looks.area,
            kind: "posted",
            main,
            shortcuts: SHORTCUTS.to_vec(),
            about: crate::manual::of_collection(card.def.collection),
        },
    ))
}

fn lines(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let view = card.site.view;
    let mut sections = Vec::new();
    for def in card.site.parts(card.def.collection) {
        let columns = def.below.map_or(&[][..], |below| below.columns);
        let filter = columns.iter().zip(&card.key).fold(Filter::All, |filter, (name, value)| {
            let at = def.table.column(name).expect("a line repeats the key of its document");
            filter.and(Filter::equal(at, value.clone()))
        });
        let query = Query { filter, top: 1000, ..Query::default() };
        let rows = (def.list)(tx, &query)?.rows;
        let found: Vec<&Json> = rows.iter().collect();
        if !found.is_empty() {
            sections.push((
                card.site.title(def),
                found.len(),
                entries_table(view, def, &found, &["document_no", "line_no"]),
            ));
        }
    }
    Ok(html! {
        @for (title, count, table) in &sections {
            section.part {
                header.section-head { h2 { (title) } span.badge { (count) } }
                div.table-wrap { (table) }
            }
        }
    })
}

fn pdf(card: &Card, language: &str) -> String {
    let no = encode(&text(&card.record, "no"));
    let path = card.site.view.api(&format!("{}/{no}/pdf", card.def.collection));
    if language.is_empty() { path } else { format!("{path}?language={language}") }
}

fn find_url(card: &Card) -> String {
    let no = encode(&text(&card.record, "no"));
    card.site.view.list_url(&format!("-/find-entries?documentNo={no}"))
}

fn actions(card: &Card) -> Markup {
    let view = card.site.view;
    let languages = [
        Item::Act(Button::link(view.t("ui-print-english"), pdf(card, "en")).icon("print")),
        Item::Act(Button::link(view.t("ui-print-french"), pdf(card, "fr")).icon("print")),
    ];
    let customer = text(&card.record, "billToCustomerNo");
    let order = text(&card.record, "orderNo");
    let navigate = [
        Item::Act(
            Button::link(view.t("ui-go-customer"), view.url("customers", &customer)).icon("user"),
        ),
        Item::Act(
            Button::link(
                view.t("ui-go-shipments"),
                view.filtered_url("postedServiceShipments", &[("orderNo", &order)]),
            )
            .icon("truck"),
        ),
        Item::Act(
            Button::link(
                view.t("ui-go-invoices"),
                view.filtered_url("postedServiceInvoices", &[("orderNo", &order)]),
            )
            .icon("post"),
        ),
    ];
    let plain = |text: String| Button { text, weight: Weight::Plain, ..Button::default() };
    html! {
        (Button::link(view.t("ui-print"), pdf(card, "")).icon("print").key("Ctrl P").weight(Weight::Primary))
        (Button::link(view.t("ui-find-entries"), find_url(card)).icon("search").key("Ctrl Alt Q"))
        span.bar-line {}
        (button::menu("print", &plain(view.t("ui-print-and-send")), &languages))
        (button::menu("navigate", &plain(view.t("ui-navigate")), &navigate))
    }
}

fn facts(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let view = card.site.view;
    let no = text(&card.record, "no");
    let found = service::find_entries::find_entries(tx, &Code::parse(&no)?, None)?;
    let body = html! {
        @for kind in found.found.iter().filter(|kind| kind.collection.ends_with("Entries")) {
            @let href = view.filtered_url(kind.collection, &[("documentNo", &no)]);
            (row(&texts::table(view.language, kind.table, true), &kind.count.to_string(), Some(&href), ""))
        }
    };
    let aside = html! { a href=(find_url(card)) { (view.t("ui-find-entries")) } };
    Ok(fact_box("fact-entries", &view.t("ui-fact-entries"), &aside, &body))
}

fn totals(card: &Card) -> Option<Markup> {
    let view = card.site.view;
    let including = &card.record["amountIncludingVat"];
    including.as_number()?;
    let parse = |value: &Json| value.to_string().parse::<base::Amount>().unwrap_or_default();
    let (net, including) = (parse(&card.record["amount"]), parse(including));
    let code = text(&card.record, "currencyCode");
    let currency = if code.is_empty() { view.currency.clone() } else { code };
    Some(html! {
        div.totals {
            div.totals-note { span { (view.tx("ui-amounts-in", &[("currency", currency.as_str().into())])) } }
            div.total { span.k { (view.t("ui-total-excl")) } span.v { (view.amount(net)) } }
            div.total { span.k { (view.t("ui-total-vat")) } span.v { (view.amount(including - net)) } }
            div.total.grand { span.k { (view.t("ui-total-incl")) } span.v { (texts::amount_with_symbol(view.language, including, symbol(&currency))) } }
        }
    })
}

/// Find entries: everything that was posted under a number.
///
/// # Errors
/// When the database fails.
pub fn entries(tx: &mut Tx, site: Site, pairs: &[(String, String)]) -> Result<Markup> {
    let view = site.view;
    let given = |name: &str| {
        let found = pairs.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| base::key_form(value)).unwrap_or_default()
    };
    let no = given("documentNo");
    let found = match Code::parse(&no) {
        Ok(code) if !no.is_empty() => Some(service::find_entries::find_entries(tx, &code, None)?),
        _ => None,
    };
    let title = view.t("ui-find-entries");
    let head = layout::header(
        view,
        &Header { trail: Vec::new(), name: title.clone(), ..Header::default() },
    );
    let rows = found.as_ref().map(|found| {
        html! {
            @if found.found.is_empty() {
                (empty::empty("search", &view.tx("ui-find-none", &[("no", no.as_str().into())]), &view.t("ui-find-none-how"), None))
            } @else {
                @if !found.source_no.is_empty() {
                    p.find-source { (view.t("ui-find-source")) " " a href=(view.url("customers", &found.source_no)) { (found.source_no.as_str()) } " " (found.source_name.as_str()) }
                }
                table.grid.find {
                    thead { tr { th { (view.t("ui-find-what")) } th.num { (view.t("ui-find-count")) } } }
                    tbody {
                        @for kind in &found.found {
                            tr {
                                td { a href=(found_url(&site, kind.collection, &no)) { (texts::table(view.language, kind.table, true)) } }
                                td.num { (kind.count) }
                            }
                        }
                    }
                }
            }
        }
    });
    let body = html! {
        form.find-form method="get" role="search" {
            label for="find-no" { (view.t("ui-find-number")) }
            div.box { input id="find-no" name="documentNo" value=(no) autocomplete="off" spellcheck="false" autofocus[no.is_empty()]; }
            button type="submit" class="btn btn-primary" { (view.t("ui-find")) }
        }
        @if let Some(rows) = rows { (rows) } @else { p.hint { (view.t("ui-find-how")) } }
    };
    let bar = html! {};
    let body = layout::document(view, &head, &bar, &html! { div.find-page { (body) } }, None, None);
    Ok(frame::page(
        view,
        &frame::Page {
            title,
            area: Area::Finance,
            kind: "find",
            main: body,
            shortcuts: Vec::new(),
            about: crate::manual::About::ENTRIES,
        },
    ))
}

fn found_url(site: &Site, collection: &str, no: &str) -> String {
    if collection.starts_with("posted") {
        return site.view.url(collection, no);
    }
    site.view.filtered_url(collection, &[("documentNo", no)])
}
