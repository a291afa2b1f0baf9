//! Posting a document: the choice, what it will write, and what it wrote.

use base::{Error, Result};
use books::gl_account::GlAccount;
use books::user::{InvoicePostingPolicy, UserSetup};
use maud::{Markup, html};
use serde_json::{Map, Value as Json};
use service::order::ServiceHeader;
use service::posting::{PostingOption, allowed};
use store::{EntityDef, Kind, Record, Tx, Value, key};

use super::grid::heading;
use super::problem::Problem;
use crate::kit::button::{Button, Weight};
use crate::kit::field::{Control, guess};
use crate::kit::{View, icon};
use crate::pages::describe::{default_columns, looks};
use crate::pages::site::{Site, property_caption};
use crate::pages::tooltip;

/// The dialog in which a document is posted, closed until F9.
pub fn dialog(
    tx: &mut Tx,
    site: &Site,
    def: &EntityDef,
    key: &[Value],
    record: &Json,
) -> Result<Markup> {
    let view = site.view;
    let no = record["no"].as_str().unwrap_or_default();
    let title =
        view.tx("ui-post-title", &[("what", site.record_name(def).into()), ("no", no.into())]);
    let user = tx.user().to_owned();
    let setup: Option<UserSetup> = tx.get(key![user])?;
    let policy = setup.unwrap_or_default().service_invoice_posting_policy;
    let order = def.collection == "serviceOrders";
    Ok(html! {
        dialog class="dialog full posting" id="posting" data-part="posting" aria-labelledby="posting-title" data-posting
            data-api=(site.api_url(def, key)) data-preview={ (site.record_url(def, key)) "/preview" }
            data-result=(view.list_url("-/posting-result")) data-list=(site.list_url(def)) {
            div.dialog-head {
                h2 id="posting-title" { (title) }
                span data-verdict data-own role="status" {}
                button type="button" class="btn btn-plain btn-icon" data-act="dialog-close" title=(view.t("ui-close")) {
                    (icon("close")) span.vh { (view.t("ui-close")) }
                }
            }
            div.posting-body {
                form.posting-choice data-choice {
                    (options(view, policy, order))
                    (posting_date(view, record))
                }
                div.posting-plan data-plan data-own aria-live="polite" { p.posting-wait { (view.t("ui-post-wait")) } }
            }
            div.dialog-foot {
                span.grow.quiet { (view.t("ui-post-nothing-yet")) }
                (Button::new(view.t("ui-cancel"), "dialog-close"))
                (Button::new(view.t("ui-post"), "post-now").icon("post").key("F9").weight(Weight::Primary))
            }
        }
        dialog class="dialog wide" id="posted" aria-label=(view.t("ui-posted-title")) data-posted {
            div data-outcome data-own {}
        }
    })
}

fn options(view: &View, policy: InvoicePostingPolicy, order: bool) -> Markup {
    let usual = if policy == InvoicePostingPolicy::Prohibited {
        PostingOption::Ship
    } else {
        PostingOption::ShipAndInvoice
    };
    html! {
        fieldset.plain {
            legend { (view.t("ui-post-how")) }
            @for option in PostingOption::ALL {
                @let offered = order || option == PostingOption::ShipAndInvoice;
                @let open = offered && allowed(policy).contains(&option);
                label.choice aria-disabled=[(!open).then_some("true")] {
                    input.radio type="radio" name="option" value=(option.name()) checked[open && option == usual] disabled[!open];
                    span {
                        (view.t(&format!("ui-post-{}", option.name())))
                        @if !offered { small { (view.t("ui-post-only-orders")) } }
                        @else if !open { small { (view.t("ui-post-not-in-policy")) } }
                        @else { small { (view.t(&format!("ui-post-{}-what", option.name()))) } }
                    }
                }
            }
        }
    }
}

fn posting_date(view: &View, record: &Json) -> Markup {
    Control {
        id: "posting-date".to_owned(),
        property: "postingDate".to_owned(),
        label: view.caption("service_header", "posting_date"),
        help: tooltip::named(view, ServiceHeader::table(), "posting_date"),
        kind: Some(Kind::Date),
        value: record["postingDate"].clone(),
        stacked: true,
        ..Control::default()
    }
    .render(view)
}

/// What a posting would write, or what stops it.
///
/// # Errors
/// When the document is gone, or the user may not post.
pub fn plan(
    tx: &mut Tx,
    site: &Site,
    def: &EntityDef,
    key: &[Value],
    pairs: &[(String, String)],
) -> Result<Markup> {
    let mut body = Map::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        if matches!(name.as_str(), "option" | "postingDate") {
            body.insert(name.clone(), Json::from(value.as_str()));
        }
    }
    match act(tx, site, def, "previewPosting", key, &body) {
        Ok(plan) => shown_plan(tx, site, &plan),
        Err(error @ (Error::Refused(_) | Error::State(_) | Error::Malformed(_))) => {
            problems(tx, site.view, key, &error)
        }
        Err(error) => Err(error),
    }
}

/// Carries an action of the catalogue out.
pub(super) fn act(
    tx: &mut Tx,
    site: &Site,
    def: &EntityDef,
    name: &str,
    key: &[Value],
    body: &Map<String, Json>,
) -> Result<Json> {
    let found = site.actions.iter().find(|action| {
        action.collection == def.collection && action.segment.is_none() && action.name == name
    });
    let action = found.ok_or_else(|| Error::NotFound {
        collection: def.collection.to_owned(),
        key: name.to_owned(),
    })?;
    action.call(tx, def.table, key, body)
}

fn problems(tx: &mut Tx, view: &View, key: &[Value], error: &Error) -> Result<Markup> {
    let all = error.refusals();
    let mut strips = Vec::new();
    for refusal in all {
        let ways = service::ways::json(refusal, view.language);
        let problem = Problem {
            line: refusal.line,
            field: refusal.field.as_deref(),
            text: texts::refusal(view.language, refusal),
            ways: &ways,
            warning: false,
        };
        strips.push(problem.strip(tx, view, key)?);
    }
    Ok(html! {
        div.posting-problems data-ready="no" data-verdict-text=(view.tx("ui-post-problems", &[("count", all.len().into())])) {
            @for strip in &strips { (strip) }
        }
    })
}

fn shown_plan(tx: &mut Tx, site: &Site, plan: &Json) -> Result<Markup> {
    let view = site.view;
    let ledgers: Vec<&Json> = plan["ledgers"].as_array().into_iter().flatten().collect();
    let balanced = plan["balanced"] == Json::Bool(true);
    let mut panels = Vec::new();
    for ledger in &ledgers {
        panels.push(panel(tx, site, ledger)?);
    }
    Ok(html! {
        div.posting-ledgers data-ready=(if balanced { "yes" } else { "no" }) data-verdict-text=(view.t("ui-post-balanced")) {
            h3 { (view.t("ui-post-will-be")) }
            div role="tablist" aria-orientation="vertical" {
                @for (at, ledger) in ledgers.iter().enumerate() {
                    button type="button" role="tab" id={ "ledger-" (at) } aria-controls={ "entries-" (at) }
                        aria-selected=(if at == 0 { "true" } else { "false" }) tabindex=(if at == 0 { "0" } else { "-1" }) data-ledger {
                        span { (texts::table(view.language, ledger["table"].as_str().unwrap_or_default(), true)) }
                        b { (ledger["count"].to_string()) }
                    }
                }
            }
        }
        div.posting-entries {
            @for (at, panel) in panels.iter().enumerate() {
                div role="tabpanel" id={ "entries-" (at) } aria-labelledby={ "ledger-" (at) } tabindex="0" hidden[at != 0] { (panel) }
            }
            (notes(view, plan))
        }
    })
}

/// What else there is to know before posting.
fn notes(view: &View, plan: &Json) -> Markup {
    let totals = &plan["totals"];
    let amount = |name: &str| view.show(Kind::Amount, &totals[name]);
    let due = view.show(Kind::Date, &totals["dueDate"]);
    html! {
        ul.posting-notes {
            @if !due.is_empty() {
                li {
                    (icon("check"))
                    (view.tx("ui-post-total", &[
                        ("total", amount("amountIncludingVat").as_str().into()),
                        ("vat", amount("vatAmount").as_str().into()),
                        ("due", due.as_str().into()),
                    ]))
                }
            }
            @for message in plan["messages"].as_array().into_iter().flatten() {
                li.warn { (icon("info")) (message["text"].as_str().unwrap_or_default()) }
            }
        }
    }
}

fn panel(tx: &mut Tx, site: &Site, ledger: &Json) -> Result<Markup> {
    let entries: Vec<&Json> = ledger["entries"].as_array().into_iter().flatten().collect();
    if ledger["collection"] == "generalLedgerEntries" {
        return general(tx, site, &entries);
    }
    let collection = ledger["collection"].as_str().unwrap_or_default();
    Ok(match site.def(collection) {
        Ok(def) => entries_table(
            site.view,
            def,
            &entries,
            &["entry_no", "posting_date", "document_type", "document_no"],
        ),
        Err(_) => html! {},
    })
}

/// General ledger entries as a bookkeeper reads them: account, debit, credit, and equal sums.
fn general(tx: &mut Tx, site: &Site, entries: &[&Json]) -> Result<Markup> {
    let view = site.view;
    let caption = |column| view.caption("general_ledger_entry", column);
    let mut rows = Vec::new();
    for entry in entries {
        let no = entry["glAccountNo"].as_str().unwrap_or_default();
        let account: Option<GlAccount> = tx.get(key![no])?;
        rows.push((entry, no, account.map(|account| account.name.to_string()).unwrap_or_default()));
    }
    let sum = |column: &str| -> base::Amount {
        let amounts = entries
            .iter()
            .filter_map(|entry| entry[column].to_string().parse::<base::Amount>().ok());
        amounts.sum()
    };
    Ok(html! {
        table.grid {
            thead {
                tr {
                    th { (caption("gl_account_no")) }
                    th.wide { (view.caption("gl_account", "name")) }
                    th.num { (caption("debit_amount")) }
                    th.num { (caption("credit_amount")) }
                }
            }
            tbody {
                @for (entry, no, name) in &rows {
                    tr {
                        td { a href=(view.url("glAccounts", no)) { (no) } }
                        td.name title=(name) { (name) }
                        td.num { (unless_zero(view, &entry["debitAmount"])) }
                        td.num { (unless_zero(view, &entry["creditAmount"])) }
                    }
                }
            }
            tfoot {
                tr {
                    td {}
                    td.name { (view.t("ui-total")) }
                    td.num { (view.amount(sum("debitAmount"))) }
                    td.num { (view.amount(sum("creditAmount"))) }
                }
            }
        }
    })
}

fn unless_zero(view: &View, value: &Json) -> String {
    let zero = value.to_string().parse::<base::Amount>().is_ok_and(|amount| amount.is_zero());
    if zero { String::new() } else { view.show(Kind::Amount, value) }
}

/// Entries of any ledger in the columns of its list, without those that say the same in each row.
pub(super) fn entries_table(
    view: &View,
    def: &EntityDef,
    entries: &[&Json],
    without: &[&str],
) -> Markup {
    let looks = looks(def);
    let own = if looks.columns.is_empty() { default_columns(def) } else { looks.columns.to_vec() };
    let columns: Vec<&str> =
        own.into_iter().filter(|name| !without.contains(name) && !name.starts_with('@')).collect();
    let seen = |name: &&str| match def.table.column(name) {
        Some(_) => view.sees(def.table, name),
        None => view.sees_figure(def, name),
    };
    let columns: Vec<&str> = columns.into_iter().filter(seen).collect();
    let of = |name: &str, entry: &Json| match def.table.column(name) {
        Some(at) => (def.table.columns[at].kind, entry[def.table.columns[at].json].clone()),
        None => (guess(name, &entry[name]), entry[name].clone()),
    };
    let caption = |name: &str| match def.table.column(name) {
        Some(_) => view.caption(def.table.name, name),
        None => property_caption(view.language, def.table.name, name),
    };
    let help = |name: &str| {
        let help = tooltip::named(view, def.table, name);
        tooltip::head(&caption(name), &help)
    };
    let is_number = |name: &str| {
        def.table.column(name).is_some_and(|at| def.table.columns[at].kind.is_number())
    };
    let short = |name: &str| match def.table.column(name) {
        Some(_) => heading(view, def.table.name, name),
        None => caption(name),
    };
    let widths: Vec<(&str, usize)> = columns.iter().map(|name| width(def, name)).collect();
    let least = widths.iter().map(|(_, px)| px).sum::<usize>().div_ceil(50);
    html! {
        table class={ "grid entries mw-" (least) } {
            colgroup { @for (class, _) in &widths { col class=(class); } }
            thead { tr { @for name in &columns { th class=(if is_number(name) { "num" } else { "" }) scope="col" title=(help(name)) { (short(name)) } } } }
            tbody {
                @for entry in entries {
                    tr {
                        @for name in &columns {
                            @let (kind, value) = of(name, entry);
                            @let text = entry_text(view, kind, &value);
                            td class=(if kind.is_number() { "num" } else { "" }) data-field=(name) data-label=(short(name)) title=(text) {
                                @if let Some(href) = entry_leads_to(view, def, name, entry) { a href=(href) { (text) } } @else { (text) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The class of a column's width, and the width.
fn width(def: &EntityDef, name: &str) -> (&'static str, usize) {
    let Some(at) = def.table.column(name) else { return ("e-n", 84) };
    match def.table.columns[at].kind {
        Kind::Bool | Kind::Percent | Kind::Time | Kind::Int => ("e-p", 64),
        Kind::Quantity => ("e-q", 76),
        Kind::Option(_) => ("e-t", 86),
        Kind::Amount | Kind::UnitPrice | Kind::Factor => ("e-n", 84),
        Kind::Date | Kind::Moment => ("e-d", 96),
        Kind::Code(_) if name == "unit_of_measure_code" => ("e-u", 74),
        Kind::Code(_) | Kind::DateFormula => ("e-c", 92),
        Kind::Text(_) | Kind::Memo => ("e-text", 150),
    }
}

/// A value of an entry: nothing where a discount of zero says nothing.
fn entry_text(view: &View, kind: Kind, value: &Json) -> String {
    let zero = value.as_number().is_some_and(|number| number.as_f64() == Some(0.0));
    if zero && matches!(kind, Kind::Percent | Kind::Int) {
        return String::new();
    }
    view.show(kind, value)
}

/// Where the number of a posted line or of its machine leads.
fn entry_leads_to(view: &View, def: &EntityDef, name: &str, entry: &Json) -> Option<String> {
    let at = def.table.column(name)?;
    let code = entry[def.table.columns[at].json].as_str().filter(|code| !code.is_empty())?;
    let collection = match (name, entry["type"].as_str().unwrap_or_default()) {
        ("no", "item") => "items",
        ("no", "resource") => "resources",
        ("no", "cost") => "serviceCosts",
        ("no", "glAccount") => "glAccounts",
        ("service_item_no", _) => "serviceItems",
        _ => return None,
    };
    Some(view.url(collection, code))
}
