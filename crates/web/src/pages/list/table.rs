//! The table of a list: heads that sort, rows that open, numbers right.

use base::DateTime;
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{Kind, Page, Value, json};

use super::List;
use super::actions::of_rows;
use super::request::{ListColumn, write_after};
use super::width::{free, layout};
use crate::kit::field::{guess, kind_name, text_of};
use crate::kit::icon::drawn;
use crate::kit::status::{self, Tone};
use crate::kit::{View, icon};
use crate::pages::action;
use crate::pages::describe::name_column;
use crate::pages::site::{key_of, own_segment};

/// The whole table.
pub fn table(list: &List, page: &Page<Json>) -> Markup {
    let view = list.site.view;
    let title = list.site.title(list.def);
    let layout = layout(list, &page.rows);
    html! {
        table class={ "grid rows " (layout.least) } aria-label=(title) data-grid {
            colgroup {
                col.w-pick;
                @for class in &layout.classes { col class=(class); }
                @if layout.fills { col; }
            }
            thead {
                tr {
                    th.pick scope="col" {
                        input.check type="checkbox" data-pick-all aria-label=(view.t("ui-select-all"));
                    }
                    @for column in &list.request.columns { (head(list, column)) }
                    @if layout.fills { td.fill {} }
                }
            }
            tbody id="rows" { (rows(list, page)) }
        }
    }
}

/// The rows, and after them where the next ones are.
pub fn rows(list: &List, page: &Page<Json>) -> Markup {
    let link = link(list, page);
    html! {
        @for (at, record) in page.rows.iter().enumerate() {
            @if let Some(group) = list.request.group {
                @let name = list.def.table.columns[group].json;
                @if at == 0 || page.rows[at - 1][name] != record[name] { (group_head(list, group, &record[name])) }
            }
            (row(list, record, link))
        }
        @if let Some(next) = &page.next {
            @let url = list.request.url_of(list.def, &list.site.list_url(list.def), &[("after", &write_after(next))]);
            tr.next data-next=(url) { td colspan=(span(list)) { span.skel {} } }
        }
    }
}

/// All columns of the table.
fn span(list: &List) -> usize {
    list.request.columns.len() + 1 + usize::from(free(list).is_none())
}

/// The line above the rows of a group.
fn group_head(list: &List, group: usize, value: &Json) -> Markup {
    let view = list.site.view;
    let column = &list.def.table.columns[group];
    let text = view.show(column.kind, value);
    let caption = view.caption(list.def.table.name, column.name);
    html! {
        tr.group data-group=(text_of(value)) {
            td colspan=(span(list)) {
                span.quiet { (caption) " " } b { @if text.is_empty() { "–" } @else { (text) } }
            }
        }
    }
}

fn row(list: &List, record: &Json, link: usize) -> Markup {
    let key = key_of(list.def, record);
    let url = list.site.record_url(list.def, &key);
    let name = own_segment(list.def, &key);
    html! {
        tr data-href=(url) data-key=(name) data-api=(list.site.api_url(list.def, &key)) data-etag=[record["@odata.etag"].as_str()]
            data-closed=[action::closed(list.site.view, of_rows(list), record)]
            data-currency=[record["currencyCode"].as_str().filter(|code| !code.is_empty())] {
            td.pick {
                input.check type="checkbox" data-pick tabindex="-1" aria-label={ (list.site.view.t("ui-select")) " " (name) };
            }
            @for (at, column) in list.request.columns.iter().enumerate() {
                (cell(list, record, column, (at == link).then_some(url.as_str())))
            }
            @if free(list).is_none() { td.fill {} }
        }
    }
}

/// The column whose value opens the record: of the key, the last code that every row has, or else
/// the first part that is shown.
fn link(list: &List, page: &Page<Json>) -> usize {
    let stored = |column: &ListColumn| match column {
        ListColumn::Stored(at, _) if list.def.table.key.contains(at) => Some(*at),
        _ => None,
    };
    let filled = |at: usize, name: &str| {
        matches!(list.def.table.columns[at].kind, Kind::Code(_) | Kind::Text(_))
            && page.rows.iter().all(|row| !text_of(&row[name]).is_empty())
    };
    let columns = &list.request.columns;
    let last = columns
        .iter()
        .rposition(|column| stored(column).is_some_and(|at| filled(at, column.name())));
    last.or_else(|| columns.iter().position(|column| stored(column).is_some())).unwrap_or(0)
}

fn head(list: &List, column: &ListColumn) -> Markup {
    let caption = column.caption(list.site.view, list.def);
    let tooltip = column.tooltip(list.site.view, list.def);
    let number = column.kind(list.def).is_some_and(Kind::is_number) || is_number_name(column);
    let class = if number || column.name() == "@response" { "num" } else { "" };
    let shown = match column {
        // Date and time in one column are sorted by both.
        ListColumn::Calculated("@response") => {
            list.def.table.column("response_date").map(|at| (at, "responseDate,responseTime"))
        }
        ListColumn::Stored(at, name) => Some((*at, *name)),
        ListColumn::Calculated(_) => None,
    };
    let Some((at, name)) = shown else {
        return html! { th class=(class) scope="col" data-head=(column.name()) title=(tooltip) { (caption) } };
    };
    let sorted = list
        .request
        .order
        .iter()
        .find(|(one, _)| Some(*one) != list.request.group)
        .filter(|(first, _)| *first == at)
        .map(|(_, down)| *down);
    let next = if sorted == Some(false) {
        name.split(',').map(|one| format!("-{one}")).collect::<Vec<_>>().join(",")
    } else {
        name.to_owned()
    };
    let url = list.request.url_of(list.def, &list.site.list_url(list.def), &[("sort", &next)]);
    let way = sorted.map(|down| if down { "descending" } else { "ascending" });
    html! {
        th class=(class) scope="col" data-head=(name) aria-sort=[way] {
            a.sort href=(url) data-swap data-name=(name) title=(tooltip) {
                span.cut { (caption) }
                @if let Some(down) = sorted { (icon(if down { "down" } else { "up" })) }
            }
        }
    }
}

fn cell(list: &List, record: &Json, column: &ListColumn, href: Option<&str>) -> Markup {
    let view = list.site.view;
    if column.name() == "@response" {
        return html! { td.num data-col="responseDate" data-kind="date" data-value=(text_of(&record["responseDate"])) { (response(view, record)) } };
    }
    if column.name() == "@remaining" {
        return html! { td data-col="@remaining" data-kind="text" { (remaining(view, record)) } };
    }
    let value = &record[column.name()];
    let kind = column.kind(list.def).unwrap_or_else(|| guess(column.name(), value));
    let text = text(list, record, column);
    let class = class(list, column, kind, value);
    let drill = href.is_none().then(|| drill_down(list, record, column)).flatten();
    let inside = html! {
        @if let Some(drill) = drill { a href=(drill) tabindex="-1" { (text) } }
        @else if let Some(href) = href { a href=(href) tabindex="-1" { @if text.is_empty() { "–" } @else { (text) } } }
        @else if let (Kind::Option(_), Some((tone, glyph))) = (kind, status::of_option(&text_of(value))) { (status::word(tone, glyph, &text)) }
        @else if kind == Kind::Bool { @if *value == Json::Bool(true) { (drawn("g ok", "g-check")) span.vh { (text) } } }
        @else if text == NOTHING { span.zero { (text) } }
        @else { (text) }
    };
    let title = (text.chars().count() > 18 && !kind.is_number()).then_some(&text);
    html! { td class=(class) data-col=(column.name()) data-kind=(kind_name(kind)) data-value=(text_of(value)) title=[title] { (inside) } }
}

/// What stands where a figure is nothing.
const NOTHING: &str = "–";

/// What a cell shows.
fn text(list: &List, record: &Json, column: &ListColumn) -> String {
    let value = &record[column.name()];
    let kind = column.kind(list.def).unwrap_or_else(|| guess(column.name(), value));
    // A number of an entry or line that is 0 means that there is none.
    let counts = kind != Kind::Int || list.def.table.ledger.is_some();
    if kind.is_number() && counts && is_zero(value) {
        return NOTHING.to_owned();
    }
    let text = list.site.view.show(kind, value);
    super::named::named(list, record, column, text)
}

/// What a cell shows, and whether a glyph stands before it; the layout makes room for both.
pub fn words(list: &List, record: &Json, column: &ListColumn) -> (String, bool) {
    match column.name() {
        "@response" => return (response(list.site.view, record), false),
        "@remaining" => return (remaining_words(list.site.view, record).1, true),
        _ => {}
    }
    let option = matches!(column.kind(list.def), Some(Kind::Option(_)));
    if matches!(column.kind(list.def), Some(Kind::Bool)) {
        return (String::new(), true);
    }
    let glyph = option && status::of_option(&text_of(&record[column.name()])).is_some();
    (text(list, record, column), glyph)
}

/// Where a number in a ledger leads: the record it names, or the posted document.
fn drill_down(list: &List, record: &Json, column: &ListColumn) -> Option<String> {
    let ListColumn::Stored(at, _) = column else { return None };
    list.def.table.ledger?;
    let stored = &list.def.table.columns[*at];
    let code = text_of(&record[stored.json]);
    if code.is_empty() {
        return None;
    }
    crate::pages::site::leads_to(list.site, list.def, stored, record, &code)
}

fn is_zero(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Number(number) => json::from_json(Kind::Amount, &Json::Number(number.clone()))
            .is_ok_and(|v| v == Value::Int(0)),
        _ => false,
    }
}

fn class(list: &List, column: &ListColumn, kind: Kind, value: &Json) -> String {
    let mut class = String::new();
    if kind.is_number() || is_number_name(column) {
        class.push_str("num");
    }
    if let ListColumn::Stored(at, _) = column {
        if name_column(list.def.table) == Some(*at) {
            class.push_str(" name");
        } else if matches!(kind, Kind::Text(_) | Kind::Code(_)) && !list.def.table.key.contains(at)
        {
            class.push_str(" soft");
        }
    }
    if matches!(kind, Kind::Amount) && value.to_string().starts_with('-') {
        class.push_str(" minus");
    }
    class
}

/// Calculated figures whose values are not known to the head.
fn is_number_name(column: &ListColumn) -> bool {
    let name = column.name().to_lowercase();
    matches!(column, ListColumn::Calculated(_))
        && ["amount", "balance", "inventory", "quantity", "qty", "cost", "sales", "noof", "overdue"]
            .iter()
            .any(|part| name.contains(part))
}

/// Date and time of the response: `24 Nov 13:30`, with the year when it is another one.
fn response(view: &View, record: &Json) -> String {
    let Some(due) = due(record) else { return "–".to_owned() };
    let day = view.date(due.date());
    let year = format!(" {}", view.now.date().year());
    let time =
        if record["responseTime"].is_null() { String::new() } else { texts::time(due.time()) };
    format!("{} {time}", day.strip_suffix(&year).unwrap_or(&day)).trim().to_owned()
}

/// What is left until the response is due, late when it is past; once work has begun, whether it began
/// in time.
pub fn remaining(view: &View, record: &Json) -> Markup {
    match remaining_words(view, record) {
        (None, text) if text == NOTHING => html! { span.zero { (text) } },
        (None, text) => html! { (text) },
        (Some((tone, glyph)), text) => status::word(tone, glyph, &text),
    }
}

/// The same in words.
pub fn remaining_text(view: &View, record: &Json) -> String {
    remaining_words(view, record).1
}

type Mark = Option<(Tone, &'static str)>;

fn remaining_words(view: &View, record: &Json) -> (Mark, String) {
    let Some(due) = due(record) else { return (None, NOTHING.to_owned()) };
    match responded(record) {
        Some(begun) if begun <= due => return (Some((Tone::Ok, "g-check")), view.t("ui-met")),
        Some(_) => return (Some((Tone::Bad, "g-stop")), view.t("ui-missed")),
        None => {}
    }
    let minutes = view.now.until(due).map_or(0, |span| {
        i64::from(span.get_days()) * 1440 + i64::from(span.get_hours()) * 60 + span.get_minutes()
    });
    let text = duration(view, minutes.abs());
    if minutes < 0 {
        let text = view.tx("ui-late-by", &[("time", text.as_str().into())]);
        (Some((Tone::Bad, "g-stop")), text)
    } else if minutes <= 60 {
        (Some((Tone::Warn, "g-clock")), text)
    } else {
        (None, text)
    }
}

/// When work on an order began, or ended where nobody noted its beginning. A day without a time is one
/// of which nobody said when.
fn responded(record: &Json) -> Option<DateTime> {
    let at = |day: &str, time: &str| {
        let day: base::Date = record[day].as_str()?.parse().ok()?;
        let time = record[time].as_str().unwrap_or("00:00:00").parse().ok()?;
        Some(day.to_datetime(time))
    };
    at("startingDate", "startingTime").or_else(|| at("finishingDate", "finishingTime"))
}

fn due(record: &Json) -> Option<DateTime> {
    let day: base::Date = record["responseDate"].as_str()?.parse().ok()?;
    let time: base::Time = record["responseTime"].as_str().unwrap_or("23:59:00").parse().ok()?;
    Some(day.to_datetime(time))
}

/// Minutes as people say them: 27 min, 2 h 42, 3 d.
pub fn duration(view: &View, minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    if minutes < 60 {
        view.tx("ui-minutes", &[("count", minutes.into())])
    } else if hours < 48 {
        view.tx(
            "ui-hours",
            &[("hours", hours.into()), ("minutes", format!("{rest:02}").as_str().into())],
        )
    } else {
        view.tx("ui-days", &[("count", (hours / 24).into())])
    }
}
