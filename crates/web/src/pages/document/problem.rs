//! What stops a posting, told with the line it is about and a way there.

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use service::line::ServiceLine;
use store::{Record, Tx, Value};

use crate::kit::{View, icon};
use crate::pages::site::segment_of;

/// One problem or warning.
pub(super) struct Problem<'p> {
    /// The number of the line it is about.
    pub line: Option<i64>,
    /// The property that has to be mended.
    pub field: Option<&'p str>,
    /// What is wrong and what to do.
    pub text: String,
    /// Where it is mended, beside that field.
    pub ways: &'p [Json],
    /// Whether it stops nothing.
    pub warning: bool,
}

impl Problem<'_> {
    /// The strip that shows it. `key` is that of the document.
    ///
    /// # Errors
    /// When the database fails.
    pub fn strip(&self, tx: &mut Tx, view: &View, key: &[Value]) -> Result<Markup> {
        let about = match self.line {
            Some(line) => Some(about(tx, view, key, line, self.field.unwrap_or_default())?),
            None => None,
        };
        Ok(html! {
            div class={ "strip" @if self.warning { " warn" } } {
                (icon(if self.warning { "info" } else { "problem" }))
                span {
                    @if let Some(about) = &about { span.name { (about) } " " }
                    (self.text)
                }
                span.grow {}
                @for way in self.ways {
                    @if let Some(address) = address(view, way) {
                        a.btn href=(address) target="_blank" rel="noopener" { (text(way, "text")) }
                    }
                }
                @if let Some(field) = self.field {
                    button type="button" class="btn" data-act="go-to" data-arg=(field) data-line=[self.line] { (view.t("ui-post-go-to")) }
                }
            }
        })
    }
}

fn text<'a>(way: &'a Json, name: &str) -> &'a str {
    way[name].as_str().unwrap_or_default()
}

/// The page of a record or a list that the user may open, at the field that is to be mended.
fn address(view: &View, way: &Json) -> Option<String> {
    let collection = text(way, "collection");
    let table = service::table_of(collection)?;
    if !view.may(table.name, Action::Read) {
        return None;
    }
    let list = view.list_url(collection);
    let page = match way["key"].as_array() {
        Some(key) => {
            let parts = key.iter().filter_map(Json::as_str).map(str::to_owned);
            format!("{list}/{}", segment_of(parts))
        }
        None => list,
    };
    Some(match text(way, "field") {
        "" => page,
        field => format!("{page}#f-{field}"),
    })
}

/// What people call a line: its number and description, or its place where it has neither.
fn about(tx: &mut Tx, view: &View, key: &[Value], line: i64, field: &str) -> Result<String> {
    let of_lines = field.is_empty() || ServiceLine::table().json_column(field).is_some();
    let (table, number) =
        if of_lines { ("service_line", "no") } else { ("service_item_line", "service_item_no") };
    let sql = format!(
        "SELECT \"{number}\", \"description\" FROM \"{table}\" \
         WHERE \"document_type\" = $1 AND \"document_no\" = $2 AND \"line_no\" = $3"
    );
    let mut parameters = key.to_vec();
    parameters.push(Value::Int(line));
    let found = tx.rows(&sql, &parameters)?.into_iter().next().unwrap_or_default();
    let words: Vec<String> = found.into_iter().map(Value::into_text).collect();
    let name = words.join(" ").trim().to_owned();
    if !name.is_empty() {
        return Ok(view.tx("ui-post-about", &[("what", name.as_str().into())]));
    }
    let sql = format!(
        "SELECT count(*) FROM \"{table}\" \
         WHERE \"document_type\" = $1 AND \"document_no\" = $2 AND \"line_no\" <= $3"
    );
    let place = tx.number(&sql, &parameters)?;
    Ok(view.tx("ui-post-line", &[("line", place.into())]))
}
