//! The entries of customers that have been due for the longest time.

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{Query, Tx, Wanted};

use crate::kit::field::text_of;
use crate::pages::describe::ViewTab;
use crate::pages::list::Request;
use crate::pages::site::{Site, key_of};

const ROWS: usize = 10;
const OVERDUE: ViewTab = ViewTab::of("ui-cue-overdue", &[("open", "true"), ("dueDate", "..t-1")]);

/// The panel; nothing where the user may not read the entries.
///
/// # Errors
/// When the database fails.
pub fn longest(tx: &mut Tx, site: Site) -> Result<Markup> {
    let view = site.view;
    let Ok(def) = site.def("customerLedgerEntries") else { return Ok(html! { div {} }) };
    if !view.may_def(def, Action::Read) {
        return Ok(html! { div {} });
    }
    let filter = Request::of_view(view, def, &OVERDUE).filter(def);
    let order = def.table.column("due_date").map(|at| (at, false)).into_iter().collect();
    let query = Query { filter, order, top: ROWS, figures: Wanted::nothing(), ..Query::default() };
    let rows = (def.list)(tx, &query)?.rows;
    Ok(html! {
        section.panel.tasks aria-labelledby="longest-title" {
            header.panel-head {
                h2 id="longest-title" { (view.t("ui-longest-overdue")) }
                span.grow {}
                a href=(view.filtered_url("customerLedgerEntries", OVERDUE.filters)) { (view.t("ui-open-list")) }
            }
            @if rows.is_empty() {
                div.empty { (crate::kit::icon("check")) h2 { (view.t("ui-longest-none")) } }
            } @else {
                table.task-table aria-label=(view.t("ui-longest-overdue")) {
                    tbody { @for row in &rows { (drawn(site, row, &site.record_url(def, &key_of(def, row)))) } }
                }
            }
        }
    })
}

fn drawn(site: Site, row: &Json, url: &str) -> Markup {
    let view = site.view;
    let sees = |column: &str| view.sees_all(&[&format!("customer_ledger_entry.{column}")]);
    let due = text_of(&row["dueDate"]).parse::<base::Date>().ok();
    let days = due.and_then(|due| view.now.date().since(due).ok()).map(|span| span.get_days());
    let amount = text_of(&row["remainingAmtLcy"]).parse::<base::Amount>().ok();
    html! {
        tr data-href=(url) {
            td { a href=(url) { (text_of(&row["documentNo"])) } }
            td.strong.cut { @if sees("customer_no") { (text_of(&row["customerNo"])) } }
            td.quiet.cut { @if sees("description") { (text_of(&row["description"])) } }
            td.num { @if let Some(amount) = amount.filter(|_| sees("remaining_amt_lcy")) { (view.money(amount)) } }
            td.num { @if let Some(days) = days { (view.tx("ui-days-late", &[("count", i64::from(days).into())])) } }
        }
    }
}
