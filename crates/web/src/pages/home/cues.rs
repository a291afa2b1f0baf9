//! Cues: a figure, what it counts, a detail; each leads to the list of exactly these rows.

use base::{Action, Amount, Result};
use jiff::ToSpan;
use maud::{Markup, html};
use store::{EntityDef, Query, Tx, Value, Wanted};

use crate::kit::View;
use crate::pages::describe::ViewTab;
use crate::pages::list::Request;
use crate::pages::site::Site;

/// Counted no further than this.
const MOST: i64 = 10_000;
/// What so many orders come to is summed up; of more, only their number is told.
const SUMMED: i64 = 2_000;

struct Cue {
    count: i64,
    text: String,
    detail: String,
    href: String,
    tone: &'static str,
}

/// The groups of the role: what each has to act on, and nothing else.
///
/// # Errors
/// When the database fails.
pub fn cues(tx: &mut Tx, site: Site) -> Result<Markup> {
    let view = site.view;
    let mut groups = Vec::new();
    for name in groups_of(&view.home) {
        let cues = match *name {
            "response" => [soon(tx, site)?, late(tx, site)?],
            "orders" => [by_status(tx, site, "pending")?, by_status(tx, site, "inProcess")?],
            "waiting" => waiting(tx, site)?,
            "collect" => [collect(tx, site)?, None],
            "receivables" => [overdue(tx, site, OVERDUE)?, overdue(tx, site, OVER_90)?],
            "to-post" => [ready(tx, site)?, None],
            _ => [ready(tx, site)?, overdue(tx, site, OVERDUE)?],
        };
        groups.push((view.t(&format!("ui-cue-{name}")), cues));
    }
    Ok(html! {
        div.cues {
            @for (title, cues) in groups.iter().filter(|(_, cues)| cues.iter().any(Option::is_some)) {
                section.panel.cue-group aria-label=(title) {
                    h2 { (title) }
                    div.cue-pair { @for cue in cues.iter().flatten() { (drawn(cue)) } }
                }
            }
        }
    })
}

/// The groups a role's home shows, in this order.
fn groups_of(role: &str) -> &'static [&'static str] {
    match role {
        "TECHNICIAN" => &["response", "waiting"],
        "COUNTER" => &["collect", "waiting", "orders"],
        "DISPATCHER" => &["response", "orders", "waiting"],
        "BOOKKEEPER" => &["to-post", "receivables"],
        _ => &["response", "orders", "waiting", "money"],
    }
}

fn drawn(cue: &Cue) -> Markup {
    html! {
        a.cue href=(cue.href) {
            span.figure.(if cue.count == 0 { "zero" } else { cue.tone }) { @if cue.count > MOST { (MOST) "+" } @else { (cue.count) } }
            span.cue-text { (cue.text) }
            span.cue-detail { (cue.detail) }
        }
    }
}

const ORDERS: &str = "serviceOrders";

fn orders(site: Site<'_>) -> Option<&EntityDef> {
    site.entities.iter().find(|def| def.collection == ORDERS && def.below.is_none())
}

fn count(tx: &mut Tx, view: &View, def: &EntityDef, tab: &ViewTab) -> Result<i64> {
    let filter = Request::of_view(view, def, tab).filter(def);
    def.count(tx, &filter, Some(MOST + 1))
}

fn address(site: Site, tab: &ViewTab) -> String {
    if tab.set.is_empty() {
        site.view.filtered_url(ORDERS, tab.filters)
    } else {
        format!("{}?set={}", site.view.list_url(ORDERS), tab.set)
    }
}

fn cue(tx: &mut Tx, site: Site, tab: ViewTab, tone: &'static str) -> Result<Option<Cue>> {
    let Some(def) = orders(site).filter(|def| site.view.may_def(def, Action::Read)) else {
        return Ok(None);
    };
    let count = count(tx, site.view, def, &tab)?;
    Ok(Some(Cue {
        count,
        text: site.view.t(tab.text),
        detail: String::new(),
        href: address(site, &tab),
        tone,
    }))
}

fn soon(tx: &mut Tx, site: Site) -> Result<Option<Cue>> {
    let tab = ViewTab::named("ui-cue-soon", "soon");
    let mut found = cue(tx, site, tab, "warn")?;
    if let (Some(cue), Some(def)) = (&mut found, orders(site)) {
        cue.detail = first_name(tx, site, def, &tab)?;
    }
    Ok(found)
}

fn late(tx: &mut Tx, site: Site) -> Result<Option<Cue>> {
    let tab = ViewTab::named("ui-cue-late", "late");
    let mut found = cue(tx, site, tab, "bad")?;
    if let (Some(cue), Some(def)) = (&mut found, orders(site)) {
        cue.detail = first_name(tx, site, def, &tab)?;
    }
    Ok(found)
}

/// The customer of the first order of a view, by response.
fn first_name(tx: &mut Tx, site: Site, def: &EntityDef, tab: &ViewTab) -> Result<String> {
    let filter = Request::of_view(site.view, def, tab).filter(def);
    let order = ["response_date", "response_time"]
        .iter()
        .filter_map(|name| Some((def.table.column(name)?, false)))
        .collect();
    let found = (def.list)(
        tx,
        &Query { filter, order, top: 1, figures: Wanted::nothing(), ..Query::default() },
    )?
    .rows;
    let name = found.first().and_then(|row| row["name"].as_str().map(str::to_owned));
    Ok(name.unwrap_or_else(|| site.view.t("ui-cue-none")))
}

fn by_status(tx: &mut Tx, site: Site, status: &'static str) -> Result<Option<Cue>> {
    const PENDING: ViewTab = ViewTab::of("ui-cue-pending", &[("status", "pending")]);
    const IN_PROCESS: ViewTab = ViewTab::of("ui-cue-in-process", &[("status", "inProcess")]);
    let tab = if status == "pending" { PENDING } else { IN_PROCESS };
    let mut found = cue(tx, site, tab, "")?;
    if let Some(cue) = &mut found {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM \"service_header\" WHERE \"document_type\" = 'order' \
                   AND \"status\" = $1 AND \"priority\" = 'high' LIMIT $2) AS \"some\"";
        let high = tx.number(sql, &[Value::from(status), Value::Int(MOST)])?;
        cue.detail = site.view.tx("ui-cue-high", &[("count", high.into())]);
    }
    Ok(found)
}

/// Who plans sees what nobody has taken; everybody else what is on hold.
fn waiting(tx: &mut Tx, site: Site) -> Result<[Option<Cue>; 2]> {
    let plans = ["DISPATCHER", "COUNTER"].contains(&site.view.home.as_str());
    Ok([parts(tx, site)?, if plans { unassigned(tx, site)? } else { on_hold(tx, site)? }])
}

/// Orders that wait for parts, and the customer of the first one.
fn parts(tx: &mut Tx, site: Site) -> Result<Option<Cue>> {
    let tab = ViewTab::named("ui-cue-parts", "parts");
    let mut found = cue(tx, site, tab, "")?;
    if !site.view.may("service_item_line", Action::Read) {
        return Ok(None);
    }
    if let (Some(cue), Some(def)) = (&mut found, orders(site)) {
        cue.detail = first_name(tx, site, def, &tab)?;
    }
    Ok(found)
}

fn on_hold(tx: &mut Tx, site: Site) -> Result<Option<Cue>> {
    let mut found = cue(tx, site, ViewTab::of("ui-cue-on-hold", &[("status", "onHold")]), "")?;
    if let Some(cue) = &mut found {
        let sql = "SELECT min(\"order_date\") FROM \"service_header\" WHERE \"document_type\" = 'order' AND \"status\" = 'onHold' AND \"order_date\" <> ''";
        if cue.count > SUMMED {
            return Ok(found);
        }
        let oldest: Option<base::Date> = if cue.count == 0 {
            None
        } else {
            tx.rows(sql, &[])?
                .into_iter()
                .flatten()
                .next()
                .and_then(|day| day.into_text().parse().ok())
        };
        cue.detail = oldest.map_or_else(
            || site.view.t("ui-cue-none"),
            |day| site.view.tx("ui-cue-since", &[("date", day.into())]),
        );
    }
    Ok(found)
}

fn unassigned(tx: &mut Tx, site: Site) -> Result<Option<Cue>> {
    let tab = ViewTab::of(
        "ui-cue-unassigned",
        &[("assignedUserId", "''"), ("status", "pending|inProcess")],
    );
    let mut found = cue(tx, site, tab, "")?;
    if let Some(cue) = &mut found {
        let sql = "SELECT count(*) FROM \"service_header\" WHERE \"document_type\" = 'order' AND \"status\" IN ('pending', 'inProcess') AND \"assigned_user_id\" = '' AND \"response_date\" = $1";
        let today = tx.number(sql, &[Value::Text(site.view.now.date().to_string())])?;
        cue.detail = site.view.tx("ui-cue-today", &[("count", today.into())]);
    }
    Ok(found)
}

fn ready(tx: &mut Tx, site: Site) -> Result<Option<Cue>> {
    let mut found = cue(tx, site, ViewTab::of("ui-cue-ready", &[("status", "finished")]), "")?;
    let may = site.view.sees_all(&[
        "service_line.outstanding_amount_lcy",
        "service_line.shipped_not_invoiced_lcy",
        "service_ledger_entry.amount_lcy",
    ]);
    if let Some(cue) = found.as_mut().filter(|cue| may && cue.count <= SUMMED) {
        let sql = "SELECT CAST(coalesce(sum(l.\"outstanding_amount_lcy\" + l.\"shipped_not_invoiced_lcy\"), 0) AS BIGINT) \
                   FROM \"service_line\" l JOIN \"service_header\" h ON h.\"document_type\" = l.\"document_type\" AND h.\"no\" = l.\"document_no\" \
                   WHERE h.\"document_type\" = 'order' AND h.\"status\" = 'finished'";
        cue.detail = site.view.money(Amount::from_scaled(tx.number(sql, &[])?));
    }
    Ok(found)
}

/// What is finished and waits for its owner.
fn collect(tx: &mut Tx, site: Site) -> Result<Option<Cue>> {
    cue(tx, site, ViewTab::of("ui-cue-to-collect", &[("status", "finished")]), "")
}

/// Entries that are late at all, and the days they are late at least.
const OVERDUE: (ViewTab, i64) =
    (ViewTab::of("ui-cue-overdue", &[("open", "true"), ("dueDate", "..t-1")]), 1);
/// Entries that are more than 90 days late.
const OVER_90: (ViewTab, i64) =
    (ViewTab::of("ui-cue-over-90", &[("open", "true"), ("dueDate", "..t-91")]), 91);

fn overdue(tx: &mut Tx, site: Site, (tab, days): (ViewTab, i64)) -> Result<Option<Cue>> {
    let view = site.view;
    let Ok(def) = site.def("customerLedgerEntries") else { return Ok(None) };
    if !view.may_def(def, Action::Read) {
        return Ok(None);
    }
    let count = count(tx, view, def, &tab)?;
    let sees = view.sees_all(&["customer_ledger_entry.remaining_amt_lcy"]);
    let detail = if sees {
        let last = view.now.date().saturating_sub(days.days());
        let sql = "SELECT CAST(coalesce(sum(\"remaining_amt_lcy\"), 0) AS BIGINT) FROM \"customer_ledger_entry\" WHERE \"open\" = 1 AND \"due_date\" <> '' AND \"due_date\" <= $1";
        view.money(Amount::from_scaled(tx.number(sql, &[Value::Text(last.to_string())])?))
    } else {
        String::new()
    };
    Ok(Some(Cue {
        count,
        text: view.t(tab.text),
        detail,
        href: view.filtered_url("customerLedgerEntries", tab.filters),
        tone: "bad",
    }))
}
