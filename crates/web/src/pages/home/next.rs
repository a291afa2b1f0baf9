//! My tasks: the orders that nobody has finished, by response.

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{Filter, Query, Tx, Value, Wanted};

use crate::kit::field::text_of;
use crate::kit::status;
use crate::pages::list::remaining;
use crate::pages::site::{Site, key_of};

const ROWS: usize = 10;

/// The panel.
///
/// # Errors
/// When the database fails.
pub fn next(tx: &mut Tx, site: Site, team: Option<bool>) -> Result<Markup> {
    let view = site.view;
    // Who has no orders of their own sees those of the team, unless asked otherwise.
    let mut rows = rows(tx, site, team == Some(true))?;
    let team = team.unwrap_or(rows.is_empty());
    if team && rows.is_empty() {
        rows = self::rows(tx, site, true)?;
    }
    let home = format!("/c/{}", view.company.name);
    Ok(html! {
        section.panel.tasks aria-labelledby="tasks-title" {
            header.panel-head {
                h2 id="tasks-title" { (view.t("ui-tasks")) }
                span.grow {}
                nav.seg aria-label=(view.t("ui-tasks")) {
                    a href={ (home) "?mine" } aria-current=[(!team).then_some("true")] { (view.t("ui-tasks-mine")) }
                    a href={ (home) "?team" } aria-current=[team.then_some("true")] { (view.t("ui-tasks-team")) }
                }
                a href=(view.filtered_url("serviceOrders", &[("status", "pending|inProcess")])) { (view.t("ui-open-list")) }
            }
            @if rows.is_empty() {
                div.empty {
                    (crate::kit::icon("check"))
                    h2 { (view.t("ui-tasks-none")) }
                    p { (view.t(if team { "ui-tasks-none-team" } else { "ui-tasks-none-how" })) }
                }
            } @else {
                table.task-table aria-label=(view.t("ui-tasks")) {
                    colgroup { @for width in ["no", "customer", "what", "status", "zone", "due"] { col class={ "t-" (width) }; } }
                    thead.vh { tr { @for id in ["ui-task-no", "ui-task-customer", "ui-task-what", "ui-task-status", "ui-task-zone", "ui-task-due"] { th scope="col" { (view.t(id)) } } } }
                    tbody { @for row in &rows { (drawn(site, row)) } }
                }
            }
        }
    })
}

fn rows(tx: &mut Tx, site: Site, team: bool) -> Result<Vec<Json>> {
    let Ok(def) = site.def("serviceOrders") else { return Ok(Vec::new()) };
    if !site.view.may_def(def, Action::Read) {
        return Ok(Vec::new());
    }
    let column = |name: &str| def.table.column(name);
    let (Some(status), Some(user)) = (column("status"), column("assigned_user_id")) else {
        return Ok(Vec::new());
    };
    let whose =
        if team { Filter::All } else { Filter::equal(user, Value::from(site.view.user.as_str())) };
    let order: Vec<(usize, bool)> = ["response_date", "response_time"]
        .iter()
        .filter_map(|name| Some((column(name)?, false)))
        .collect();
    // First what nobody has begun, by response; then what is under way or waits.
    let mut found = Vec::new();
    for states in [&["pending"][..], &["inProcess", "onHold"]] {
        let top = ROWS - found.len();
        let mut next = Vec::new();
        // Of each state by itself, whose order an index keeps.
        for state in states.iter().filter(|_| top > 0) {
            let filter = def.fixed_filter().and(Filter::equal(status, Value::from(*state)));
            let filter = filter.and(whose.clone());
            let order = order.clone();
            let query =
                Query { filter, order, top, figures: Wanted::nothing(), ..Query::default() };
            next.extend((def.list)(tx, &query)?.rows);
        }
        let response =
            |row: &Json| ["responseDate", "responseTime", "no"].map(|name| text_of(&row[name]));
        next.sort_by_key(response);
        next.truncate(top);
        found.extend(next);
    }
    Ok(found)
}

fn drawn(site: Site, row: &Json) -> Markup {
    let view = site.view;
    let url = site
        .def("serviceOrders")
        .map(|def| site.record_url(def, &key_of(def, row)))
        .unwrap_or_default();
    let state = text_of(&row["status"]);
    html! {
        tr data-href=(url) {
            td { a href=(url) { (text_of(&row["no"])) } }
            td.strong.cut { (text_of(&row["name"])) }
            td.quiet.cut { (text_of(&row["description"])) }
            td { @if let Some((tone, glyph)) = status::of_option(&state) { (status::word(tone, glyph, &texts::option(view.language, &state))) } }
            td.quiet { (text_of(&row["serviceZoneCode"])) }
            td.num { (remaining(view, row)) }
        }
    }
}
