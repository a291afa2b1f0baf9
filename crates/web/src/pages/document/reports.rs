//! What a document says of itself before it is posted: the test report and the statistics.

use base::Result;
use maud::{Markup, html};
use serde_json::{Map, Value as Json};
use store::{EntityDef, Tx, Value};

use super::posting::act;
use super::problem::Problem;
use crate::kit::field::guess;
use crate::kit::glyph;
use crate::pages::site::{Site, property_caption};

/// What would stop a posting, and what may not be meant.
///
/// # Errors
/// When the document is gone, or the user may not post.
pub fn test_report(
    tx: &mut Tx,
    site: &Site,
    def: &EntityDef,
    key: &[Value],
    pairs: &[(String, String)],
) -> Result<Markup> {
    let mut body = Map::new();
    let option = pairs.iter().find(|(name, value)| name == "option" && !value.is_empty());
    if let Some((_, option)) = option {
        body.insert("option".to_owned(), Json::from(option.as_str()));
    }
    let report = act(tx, site, def, "testReport", key, &body)?;
    let view = site.view;
    let mut strips = Vec::new();
    for name in ["errors", "warnings"] {
        for entry in report[name].as_array().into_iter().flatten() {
            let problem = Problem {
                line: entry["line"].as_i64(),
                field: entry["field"].as_str(),
                text: entry["text"].as_str().unwrap_or_default().to_owned(),
                ways: entry["ways"].as_array().map_or(&[], Vec::as_slice),
                warning: name == "warnings",
            };
            strips.push(problem.strip(tx, view, key)?);
        }
    }
    Ok(html! {
        @if strips.is_empty() {
            p.all-well { (glyph("g-done")) (view.t("ui-report-clean")) }
        }
        div.report { @for strip in &strips { (strip) } }
    })
}

/// Figures of weight and volume: of no use where no item has them.
const MEASURES: [&str; 4] = ["parcels", "netWeight", "grossWeight", "volume"];

fn is_zero(value: &Json) -> bool {
    value.to_string().parse::<base::Decimal>().is_ok_and(|number| number.is_zero())
}

/// The statistics of a document, posted or not.
///
/// # Errors
/// When the document is gone, or the user may not see it.
pub fn statistics(tx: &mut Tx, site: &Site, def: &EntityDef, key: &[Value]) -> Result<Markup> {
    let answer = act(tx, site, def, "statistics", key, &Map::new())?;
    let view = site.view;
    let columns: Vec<(&String, &Map<String, Json>)> = answer
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name, value.as_object()?)))
        .collect();
    let mut names: Vec<&String> = Vec::new();
    for (name, value) in columns.iter().flat_map(|(_, figures)| figures.iter()) {
        let counts = !MEASURES.contains(&name.as_str()) || !is_zero(value);
        if !value.is_object() && !value.is_array() && counts && !names.contains(&name) {
            names.push(name);
        }
    }
    let text = |prefix: &str, name: &str| {
        let id = format!("ui-{prefix}-{name}");
        texts::find(view.language, &id, &[])
            .unwrap_or_else(|| property_caption(view.language, "", name))
    };
    Ok(html! {
        div.table-wrap tabindex="0" role="region" aria-label=(view.t("ui-statistics")) {
            table.grid.statistics {
                colgroup { col.s-name; @for _ in &columns { col.s-figure; } }
                thead { tr { th scope="col" { span.vh { (view.t("ui-statistics")) } } @for (name, _) in &columns { th.num scope="col" { (text("statistics", name)) } } } }
                tbody {
                    @for name in &names {
                        tr {
                            th scope="row" { (text("figure", name)) }
                            @for (_, figures) in &columns {
                                @let value = figures.get(*name).unwrap_or(&Json::Null);
                                td class={ "num" @if is_zero(value) { " zero" } } { (view.show(guess(name, value), value)) }
                            }
                        }
                    }
                }
            }
        }
    })
}
