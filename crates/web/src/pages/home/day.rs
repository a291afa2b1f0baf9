//! My day: the orders assigned to the user. The next job as a card, then what follows, what waits
//! to be settled, what was finished today.

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{EntityDef, Filter, Query, Tx, Value, Wanted};

use crate::kit::field::text_of;
use crate::kit::icon;
use crate::pages::list::remaining;
use crate::pages::site::{Site, key_of};

const ROWS: usize = 10;

/// The day; nothing where the user may not read orders.
///
/// # Errors
/// When the database fails.
pub fn day(tx: &mut Tx, site: Site) -> Result<Markup> {
    let view = site.view;
    let Ok(def) = site.def("serviceOrders") else { return Ok(html! {}) };
    if !view.may_def(def, Action::Read) {
        return Ok(html! {});
    }
    let mut open = mine(tx, site, def, "inProcess")?;
    open.extend(mine(tx, site, def, "pending")?);
    let held = mine(tx, site, def, "onHold")?;
    let today = view.now.date().to_string();
    let mut done = mine(tx, site, def, "finished")?;
    done.retain(|row| text_of(&row["finishingDate"]) == today);
    let mut rest = open.into_iter();
    let first = match rest.next() {
        Some(row) => Some((machines(tx, site, &text_of(&row["no"]))?, row)),
        None => None,
    };
    let rest: Vec<Json> = rest.collect();
    Ok(html! {
        section.day aria-labelledby="day-title" {
            h2 id="day-title" { (view.t("ui-my-day")) }
            @match &first {
                Some((machines, row)) => { (card(site, def, row, machines)) }
                None => { div.panel.empty { (icon("check")) h2 { (view.t("ui-day-none")) } p { (view.t("ui-day-none-how")) } } }
            }
            (list(site, def, "ui-day-next", &rest))
            (list(site, def, "ui-day-to-settle", &held))
            (list(site, def, "ui-day-finished", &done))
        }
    })
}

/// Orders of the user in one status, in the order of an index: by response; of the finished ones
/// those of today.
fn mine(tx: &mut Tx, site: Site, def: &EntityDef, state: &str) -> Result<Vec<Json>> {
    let column = |name: &str| def.table.column(name);
    let (Some(status), Some(user), Some(finished)) =
        (column("status"), column("assigned_user_id"), column("finishing_date"))
    else {
        return Ok(Vec::new());
    };
    let mut filter = def
        .fixed_filter()
        .and(Filter::equal(user, Value::from(site.view.user.as_str())))
        .and(Filter::equal(status, Value::from(state)));
    if state == "finished" {
        let today = site.view.now.date().to_string();
        filter = filter.and(Filter::equal(finished, Value::Text(today)));
    }
    let order = ["response_date", "response_time"]
        .iter()
        .filter_map(|name| Some((column(name)?, false)))
        .collect();
    let query = Query { filter, order, top: ROWS, figures: Wanted::nothing(), ..Query::default() };
    Ok((def.list)(tx, &query)?.rows)
}

/// What the first machines of an order are called.
fn machines(tx: &mut Tx, site: Site, no: &str) -> Result<Vec<String>> {
    if !site.view.sees_all(&["service_item_line.description"]) {
        return Ok(Vec::new());
    }
    let sql = "SELECT \"description\" FROM \"service_item_line\" WHERE \"document_type\" = 'order' \
               AND \"document_no\" = $1 AND \"description\" <> '' ORDER BY \"line_no\" LIMIT 4";
    let rows = tx.rows(sql, &[Value::Text(no.to_owned())])?;
    Ok(rows.into_iter().flatten().map(Value::into_text).collect())
}

/// What an order says in a column, where the user sees it.
fn said(site: Site, row: &Json, column: &str, property: &str) -> String {
    let sees = site.view.sees_all(&[&format!("service_header.{column}")]);
    if sees { text_of(&row[property]) } else { String::new() }
}

/// The place of work where the order names one, otherwise that of the customer.
fn at_work(site: Site, row: &Json, own: (&str, &str), ship: (&str, &str)) -> String {
    let there = said(site, row, ship.0, ship.1);
    if there.is_empty() { said(site, row, own.0, own.1) } else { there }
}

fn card(site: Site, def: &EntityDef, row: &Json, machines: &[String]) -> Markup {
    let view = site.view;
    let url = site.record_url(def, &key_of(def, row));
    let name = at_work(site, row, ("name", "name"), ("ship_to_name", "shipToName"));
    let place = [
        at_work(site, row, ("address", "address"), ("ship_to_address", "shipToAddress")),
        at_work(site, row, ("city", "city"), ("ship_to_city", "shipToCity")),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(", ");
    let phone = at_work(site, row, ("phone_no", "phoneNo"), ("ship_to_phone", "shipToPhone"));
    html! {
        article.panel.job aria-label=(name) {
            div.job-head { span.quiet { (text_of(&row["no"])) } span.grow {} (remaining(view, row)) }
            h3 { (name) }
            @if !place.is_empty() { p.quiet { (place) } }
            p.strong { (said(site, row, "description", "description")) }
            @if !machines.is_empty() { p.quiet { (machines.join(", ")) } }
            div.job-acts {
                @if !phone.is_empty() { a href={ "tel:" (phone.replace(' ', "")) } { (icon("phone")) (view.t("ui-day-call")) } }
                @if !place.is_empty() { a href=(map(&place)) target="_blank" rel="noreferrer" { (icon("send")) (view.t("ui-day-go")) } }
            }
            a class="btn btn-primary job-open" href=(url) { (icon("wrench")) (view.t("ui-day-open")) }
        }
    }
}

/// The address of a map of a place.
fn map(place: &str) -> String {
    format!("https://www.openstreetmap.org/search?query={}", crate::kit::view::encode(place))
}

fn list(site: Site, def: &EntityDef, title: &str, rows: &[Json]) -> Markup {
    html! {
        @if !rows.is_empty() {
            h3.day-title { (site.view.t(title)) }
            ul.panel.day-list {
                @for row in rows {
                    li { a href=(site.record_url(def, &key_of(def, row))) {
                        span.grow {
                            span.strong { (at_work(site, row, ("name", "name"), ("ship_to_name", "shipToName"))) }
                            span.quiet { (said(site, row, "description", "description")) }
                        }
                        (remaining(site.view, row))
                    } }
                }
            }
        }
    }
}
