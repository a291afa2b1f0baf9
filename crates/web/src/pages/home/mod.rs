//! The home of each role: what needs attention as figures that lead to their lists, tasks, quick
//! actions; my day for a technician, the longest overdue for a bookkeeper, charts for who steers.

mod charts;
mod cues;
mod day;
mod longest;
mod next;

use base::{Action, Result};
use maud::{Markup, html};
use store::Tx;

use super::site::Site;
use crate::kit::frame::{self, Area, Shortcut};
use crate::kit::icon;

const SHORTCUTS: [Shortcut; 2] = [("Alt N", "ui-key-new-order"), ("F5", "ui-key-refresh")];

/// The page. `team` shows everybody's orders, or only those of the user.
///
/// # Errors
/// When the database fails.
pub fn page(tx: &mut Tx, site: Site, team: Option<bool>) -> Result<Markup> {
    let view = site.view;
    let cues = cues::cues(tx, site)?;
    // Charts are for who steers; who works has tasks.
    let charts = match view.home.as_str() {
        "TECHNICIAN" | "COUNTER" | "BOOKKEEPER" => html! {},
        _ => charts::charts(tx, site)?,
    };
    let day = if view.home == "TECHNICIAN" {
        day::day(tx, site)?
    } else {
        html! {}
    };
    let next = match view.home.as_str() {
        "BOOKKEEPER" => longest::longest(tx, site)?,
        // Their own orders stand in the day already.
        "TECHNICIAN" => next::next(tx, site, team.or(Some(true)))?,
        _ => next::next(tx, site, team)?,
    };
    let main = html! {
        div.home {
            header.home-head {
                div.grow {
                    h1 { (title(site)) }
                    p.hint { (weekday(site)) " " (view.date(view.now.date())) " · " (view.tx("ui-home-as-of", &[("time", texts::time(view.now.time()).as_str().into())])) }
                }
                a class="btn btn-plain" href=(format!("/c/{}", view.company.name)) { (icon("refresh")) (view.t("ui-refresh")) }
            }
            (day)
            (cues)
            div.home-charts { (charts) }
            div.home-rest {
                (next)
                section.panel.quick aria-labelledby="quick-title" {
                    header.panel-head { h2 id="quick-title" { (view.t("ui-quick-actions")) } }
                    (quick(site))
                    header.panel-head.recent-head { h2 { (view.t("ui-recent")) } }
                    div.recent data-recent { p.hint { (view.t("ui-recent-none")) } }
                }
            }
        }
    };
    let page = frame::Page {
        title: view.t("ui-menu-home"),
        area: Area::Home,
        kind: "home",
        main,
        shortcuts: SHORTCUTS.to_vec(),
        about: crate::manual::About::HOME,
    };
    Ok(frame::page(view, &page))
}

fn title(site: Site) -> String {
    let home = &site.view.home;
    if home.is_empty() { site.view.t("ui-menu-home") } else { site.view.role_name(home) }
}

fn weekday(site: Site) -> String {
    let day = site.view.now.date().weekday().to_monday_one_offset();
    site.view.t(&format!("ui-weekday-{day}"))
}

fn quick(site: Site) -> Markup {
    let view = site.view;
    let all = [
        ("serviceOrders", "ui-quick-order", "plus", "Alt N"),
        ("serviceInvoices", "ui-quick-invoice", "document", ""),
        ("customers", "ui-quick-customer", "users", ""),
        ("serviceItems", "ui-quick-service-item", "wrench", ""),
        ("items", "ui-quick-item", "box", ""),
    ];
    let may = |collection: &str| {
        site.def(collection).is_ok_and(|def| def.insertable && view.may_def(def, Action::Insert))
    };
    html! {
        ul.quick-list {
            @for (collection, text, name, key) in all {
                @if may(collection) {
                    li {
                        a.quick-item href={ (view.list_url(collection)) "?new" } data-key=[(!key.is_empty()).then_some(key)] {
                            (icon(name)) span.grow { (view.t(text)) }
                            @if !key.is_empty() { kbd aria-hidden="true" { (key) } }
                        }
                    }
                }
            }
            li { a.quick-item href=(view.list_url("-/finance")) { (icon("bank")) span.grow { (view.t("ui-quick-ledgers")) } } }
        }
    }
}
