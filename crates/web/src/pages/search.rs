//! Search everything: pages by their titles, records by number, name or serial number.

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{EntityDef, Filter, Kind, Query, Tx, Wanted};

use super::describe::{hidden, looks, name_column};
use super::site::{Site, key_of, key_words};
use crate::kit::field::text_of;
use crate::kit::{View, icon};

/// Where records are looked for, in this order.
const RECORDS: [&str; 9] = [
    "serviceOrders",
    "serviceInvoices",
    "serviceItems",
    "customers",
    "items",
    "resources",
    "postedServiceInvoices",
    "postedServiceShipments",
    "priceLists",
];
/// Hits of one kind.
const EACH: usize = 4;

/// A hit: where it leads, its icon, number, name and kind.
struct Hit {
    href: String,
    icon: &'static str,
    number: String,
    name: String,
    what: String,
}

/// The results for what was typed; without anything typed, the pages that matter.
///
/// # Errors
/// When the database fails.
pub fn results(tx: &mut Tx, site: Site, system: Site, typed: &str) -> Result<Markup> {
    let typed = typed.trim();
    let mut hits = pages(site, system, typed);
    if typed.chars().count() >= 2 {
        for collection in RECORDS {
            if let Ok(def) = site.def(collection)
                && site.view.may_def(def, Action::Read)
            {
                hits.extend(records(tx, site, def, typed)?);
            }
        }
    }
    Ok(html! {
        @for (at, hit) in hits.iter().enumerate() {
            a.hit id={ "hit-" (at) } role="option" aria-selected="false" tabindex="-1" href=(hit.href) {
                (icon(hit.icon))
                @if !hit.number.is_empty() { span.no { (hit.number) } }
                span.cut { (hit.name) }
                span.what { (hit.what) }
            }
        }
        @if hits.is_empty() { p.hint.hit role="option" aria-disabled="true" aria-selected="false" { (site.view.t("ui-js-nothing-found")) } }
    })
}

/// Pages whose title has every word that was typed, and the acts of creating.
fn pages(site: Site, system: Site, typed: &str) -> Vec<Hit> {
    let view = site.view;
    let words: Vec<String> = store::fold(typed).split_whitespace().map(str::to_owned).collect();
    let fits = |title: &str| words.iter().all(|word| store::fold(title).contains(word));
    let mut hits = Vec::new();
    for (place, one) in [(site, false), (system, true)] {
        for def in place
            .entities
            .iter()
            .filter(|def| def.below.is_none() && view.may_def(def, Action::Read))
        {
            let title = place.title(def);
            let main = RECORDS.contains(&def.collection);
            if if words.is_empty() { main } else { fits(&title) } {
                hits.push(Hit {
                    href: place.list_url(def),
                    icon: looks(def).icon,
                    number: String::new(),
                    name: title.clone(),
                    what: view.t("ui-search-page"),
                });
            }
            let new = view.tx(
                "ui-search-new",
                &[("what", texts::table(view.language, def.table.name, false).as_str().into())],
            );
            if !one
                && !words.is_empty()
                && def.insertable
                && view.may_def(def, Action::Insert)
                && main
                && fits(&new)
            {
                hits.push(Hit {
                    href: format!("{}?new", place.list_url(def)),
                    icon: "plus",
                    number: String::new(),
                    name: new,
                    what: view.t("ui-search-action"),
                });
            }
        }
    }
    hits.extend(own_pages(site).filter(|hit| fits(&hit.name)));
    hits.truncate(if words.is_empty() { 14 } else { 7 });
    hits
}

/// The pages that show no collection.
fn own_pages<'a>(site: Site<'a>) -> impl Iterator<Item = Hit> + 'a {
    let view = site.view;
    let pages = [
        ("", "ui-menu-home", "home"),
        ("/-/finance", "ui-menu-finance", "bank"),
        ("/-/find-entries", "ui-find-entries", "search"),
        ("/-/set-up", "ui-menu-set-up", "settings"),
        ("/-/import", "ui-import", "upload"),
        ("/-/jobs", "ui-jobs", "history"),
        ("/-/account", "ui-account", "user"),
        ("/-/manual", "ui-manual", "document"),
    ];
    pages.into_iter().map(move |(path, id, icon)| Hit {
        href: format!("/c/{}{path}", view.company.name),
        icon,
        number: String::new(),
        name: view.t(id),
        what: view.t("ui-search-page"),
    })
}

fn records(tx: &mut Tx, site: Site, def: &EntityDef, typed: &str) -> Result<Vec<Hit>> {
    let filter = def.fixed_filter().and(search_filter(site.view, def, typed));
    let rows = (def.list)(
        tx,
        &Query { filter, top: EACH, figures: Wanted::nothing(), ..Query::default() },
    )?
    .rows;
    let what = texts::table(site.view.language, def.table.name, false);
    let what = if def.fixed.is_empty() { what } else { site.title(def) };
    Ok(rows.iter().map(|row| hit(site, def, row, &what)).collect())
}

fn hit(site: Site, def: &EntityDef, row: &Json, what: &str) -> Hit {
    let key = key_of(def, row);
    let number = key_words(site.view, def, &key);
    let name = name_column(def.table)
        .map_or_else(String::new, |at| text_of(&row[def.table.columns[at].json]));
    let serial = text_of(&row["serialNo"]);
    let name = if serial.is_empty() { name } else { format!("{name} · {serial}") };
    Hit {
        href: site.record_url(def, &key),
        icon: looks(def).icon,
        number,
        name,
        what: what.to_owned(),
    }
}

/// Key, names, serial number, telephone and town: what people search by.
pub fn search_filter(view: &View, def: &EntityDef, typed: &str) -> Filter {
    if !def.table.search.is_empty() {
        return Filter::Search(typed.to_owned());
    }
    let pattern = format!("*{}*", typed.replace(['*', '?'], " ").trim());
    let worth = [
        "name",
        "description",
        "serial_no",
        "phone_no",
        "city",
        "bill_to_name",
        "external_document_no",
        "no_2",
        "full_name",
    ];
    let columns = def.table.columns.iter().enumerate().filter(|(at, column)| {
        let key =
            def.table.key.contains(at) && matches!(column.kind, Kind::Code(_) | Kind::Text(_));
        !hidden(def, *at)
            && (key || worth.contains(&column.name))
            && view.sees(def.table, column.name)
    });
    Filter::Or(columns.map(|(at, _)| Filter::Matches(at, pattern.clone())).collect())
}
