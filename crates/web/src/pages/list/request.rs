//! What a list was asked for, from its address.

use std::fmt::Write as _;

use base::Refusal;
use serde_json::Value as Json;
use store::{EntityDef, Filter, Kind, Value, Wanted};

use super::expression::{MOST_CONDITIONS, Reader, bounded};
use crate::kit::View;
use crate::kit::view::encode;
use crate::pages::describe::{Looks, ViewTab, default_columns, hidden, set_filter};
use crate::pages::site::property_caption;
use crate::pages::tooltip;

/// The most characters that are searched for.
const MOST_SEARCHED: usize = 250;

/// A column of a list: of the table, or calculated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListColumn {
    /// The position of a column of the table, and its JSON name.
    Stored(usize, &'static str),
    /// A calculated property, by its JSON name; names with `@` are worked out by the list.
    Calculated(&'static str),
}

impl ListColumn {
    /// By the name that the description has.
    pub fn named(def: &EntityDef, name: &'static str) -> Self {
        match def.table.column(name) {
            Some(at) => Self::Stored(at, def.table.columns[at].json),
            None => Self::Calculated(name),
        }
    }

    /// Its JSON name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Stored(_, name) | Self::Calculated(name) => name,
        }
    }

    /// Its caption.
    pub fn caption(&self, view: &View, def: &EntityDef) -> String {
        match self {
            Self::Stored(at, _) => view.caption(def.table.name, def.table.columns[*at].name),
            Self::Calculated(name) => property_caption(view.language, def.table.name, name),
        }
    }

    /// The tooltip of its head: the caption and what it means.
    pub fn tooltip(&self, view: &View, def: &EntityDef) -> String {
        let help = match self {
            Self::Stored(at, _) => tooltip::column(view, def.table.name, &def.table.columns[*at]),
            Self::Calculated(name) => tooltip::figure(view, def.table.name, name),
        };
        tooltip::head(&self.caption(view, def), &help)
    }

    /// Its kind, as far as it is known without a value.
    pub fn kind(&self, def: &EntityDef) -> Option<Kind> {
        match self {
            Self::Stored(at, _) => Some(def.table.columns[*at].kind),
            Self::Calculated(_) => None,
        }
    }
}

/// A filter of the pane: what was typed, and what it means.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The column.
    pub column: usize,
    /// What was typed.
    pub text: String,
    /// The condition, or why there is none.
    pub read: Result<Filter, Refusal>,
}

/// What a list was asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The text searched for.
    pub search: String,
    /// The filters of the pane.
    pub filters: Vec<Typed>,
    /// The order.
    pub order: Vec<(usize, bool)>,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// The named set of rows in view, and its condition.
    set: Option<(String, Filter)>,
    /// The column by which rows are grouped.
    pub group: Option<usize>,
    /// Start after the row with these values.
    pub after: Vec<Value>,
    /// The conditions of the filters so far.
    conditions: usize,
    /// Whether the order was chosen.
    sorted: bool,
    /// Whether the columns were chosen.
    arranged: bool,
}

impl Request {
    /// The calculated properties that are shown.
    pub fn figures(&self) -> Wanted {
        let calculated = |column: &ListColumn| match column {
            ListColumn::Stored(..) => None,
            ListColumn::Calculated(name) => Some((*name).to_owned()),
        };
        Wanted::Named(self.columns.iter().filter_map(calculated).collect())
    }

    /// From the pairs of the address.
    pub fn read(view: &View, def: &EntityDef, looks: &Looks, pairs: &[(String, String)]) -> Self {
        let mut request = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "q" => request.search = value.trim().chars().take(MOST_SEARCHED).collect(),
                "sort" => request.sort(def, value),
                "cols" => request.arrange(view, def, looks, value),
                "set" => request.choose_set(view, def, value),
                "group" => request.group = def.table.json_column(value),
                "after" => request.after = read_after(value),
                other => {
                    if let Some(at) =
                        other.strip_prefix("f.").and_then(|json| def.table.json_column(json))
                    {
                        request.add_filter(view, def, at, value);
                    }
                }
            }
        }
        if !request.sorted {
            let known = looks
                .order
                .iter()
                .filter_map(|(name, down)| Some((def.table.column(name)?, *down)));
            request.order = known.collect();
        }
        if let Some(group) = request.group {
            request.order.retain(|(at, _)| *at != group);
            request.order.insert(0, (group, false));
        }
        if request.columns.is_empty() {
            request.columns = standard(view, def, looks);
        }
        request
    }

    /// The request that a view makes.
    pub fn of_view(view: &View, def: &EntityDef, tab: &ViewTab) -> Self {
        let mut request = Self::default();
        for (name, text) in tab.filters {
            if let Some(at) = def.table.json_column(name) {
                request.add_filter(view, def, at, text);
            }
        }
        request.choose_set(view, def, tab.set);
        request
    }

    fn choose_set(&mut self, view: &View, def: &EntityDef, name: &str) {
        self.set = set_filter(view, def.table, name).map(|filter| (name.to_owned(), filter));
    }

    fn add_filter(&mut self, view: &View, def: &EntityDef, column: usize, text: &str) {
        let reader = Reader { language: view.language, today: view.now.date(), zone: &view.zone };
        let left = MOST_CONDITIONS.saturating_sub(self.conditions);
        let read = bounded(text, left).and_then(|conditions| {
            self.conditions += conditions;
            reader.read(column, def.table.columns[column].kind, text)
        });
        self.filters.push(Typed { column, text: text.to_owned(), read });
    }

    fn sort(&mut self, def: &EntityDef, value: &str) {
        for name in value.split(',') {
            let (name, down) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
            let at = def.table.json_column(name);
            if let Some(at) = at.filter(|at| self.order.iter().all(|(known, _)| known != at)) {
                self.order.push((at, down));
                self.sorted = true;
            }
        }
    }

    fn arrange(&mut self, view: &View, def: &EntityDef, looks: &Looks, value: &str) {
        let all = choosable(view, def, looks);
        self.columns.clear();
        for name in value.split(',') {
            let named = all.iter().find(|column| column.name() == name);
            if let Some(column) = named.filter(|column| !self.columns.contains(column)) {
                self.columns.push(column.clone());
            }
        }
        self.arranged = !self.columns.is_empty();
    }

    /// The condition of all filters that can be read, the search and the collection.
    pub fn filter(&self, def: &EntityDef) -> Filter {
        let mut filter = def.fixed_filter();
        if let Some((_, set)) = &self.set {
            filter = filter.and(set.clone());
        }
        for typed in &self.filters {
            if let Ok(condition) = &typed.read {
                filter = filter.and(condition.clone());
            }
        }
        if self.search.is_empty() {
            filter
        } else {
            filter.and(Filter::Search(self.search.clone()))
        }
    }

    /// Why a filter of the pane cannot be read, if one cannot.
    pub fn unreadable(&self) -> Option<&Refusal> {
        self.filters.iter().find_map(|typed| typed.read.as_ref().err())
    }

    /// Whether any filter of the pane says something.
    pub fn filtered(&self) -> bool {
        self.set.is_some() || self.filters.iter().any(|typed| !typed.text.trim().is_empty())
    }

    /// Whether there is a filter or a search.
    pub fn narrows(&self) -> bool {
        self.filtered() || !self.search.is_empty()
    }

    /// Whether the filters are those of a view, and no others.
    pub fn is_view(&self, tab: &ViewTab) -> bool {
        let typed: Vec<&Typed> =
            self.filters.iter().filter(|typed| !typed.text.trim().is_empty()).collect();
        let set = self.set.as_ref().map_or("", |(name, _)| name.as_str());
        set == tab.set
            && typed.len() == tab.filters.len()
            && tab.filters.iter().all(|(_, text)| typed.iter().any(|typed| typed.text == *text))
    }

    /// What was typed for a column.
    pub fn typed(&self, column: usize) -> Option<&Typed> {
        self.filters.iter().find(|typed| typed.column == column)
    }

    /// The address of the list with the same choices and further ones, which replace those of the
    /// same name.
    pub fn url_of(&self, def: &EntityDef, base: &str, more: &[(&str, &str)]) -> String {
        let mut pairs: Vec<(String, String)> = Vec::new();
        if !self.search.is_empty() {
            pairs.push(("q".into(), self.search.clone()));
        }
        for typed in &self.filters {
            pairs.push((format!("f.{}", def.table.columns[typed.column].json), typed.text.clone()));
        }
        if let Some((name, _)) = &self.set {
            pairs.push(("set".into(), name.clone()));
        }
        if self.sorted {
            let names =
                self.order.iter().filter(|(at, _)| Some(*at) != self.group).map(|(at, down)| {
                    format!("{}{}", if *down { "-" } else { "" }, def.table.columns[*at].json)
                });
            pairs.push(("sort".into(), names.collect::<Vec<_>>().join(",")));
        }
        if let Some(group) = self.group {
            pairs.push(("group".into(), def.table.columns[group].json.to_owned()));
        }
        if self.arranged {
            let names = self.columns.iter().map(ListColumn::name);
            pairs.push(("cols".into(), names.collect::<Vec<_>>().join(",")));
        }
        pairs.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        pairs.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let mut url = base.to_owned();
        for (at, (name, value)) in pairs.iter().enumerate() {
            let _ = write!(url, "{}{name}={}", if at == 0 { '?' } else { '&' }, encode(value));
        }
        url
    }
}

/// The columns of a list when nobody chose others.
fn standard(view: &View, def: &EntityDef, looks: &Looks) -> Vec<ListColumn> {
    let names =
        if looks.columns.is_empty() { default_columns(def) } else { looks.columns.to_vec() };
    let known = |column: &ListColumn| match column {
        ListColumn::Stored(at, _) => {
            !hidden(def, *at) && view.sees(def.table, def.table.columns[*at].name)
        }
        ListColumn::Calculated(name) => name.starts_with('@') || view.sees_figure(def, name),
    };
    names.into_iter().map(|name| ListColumn::named(def, name)).filter(known).collect()
}

/// Every column that people can choose: those of the list first, then the rest of the table.
pub fn choosable(view: &View, def: &EntityDef, looks: &Looks) -> Vec<ListColumn> {
    let mut all = standard(view, def, looks);
    for at in (0..def.table.columns.len()).filter(|at| !hidden(def, *at)) {
        let column = ListColumn::Stored(at, def.table.columns[at].json);
        let stored = &def.table.columns[at];
        let sees = view.sees(def.table, stored.name);
        if sees && !all.contains(&column) && stored.kind != Kind::Memo {
            all.push(column);
        }
    }
    all
}

/// The place of a row in an address: whole numbers and texts in a JSON list.
pub fn write_after(after: &[Value]) -> String {
    let values = after.iter().map(|value| match value {
        Value::Int(number) => Json::from(*number),
        Value::Text(text) => Json::from(text.as_str()),
    });
    Json::Array(values.collect()).to_string()
}

fn read_after(text: &str) -> Vec<Value> {
    let Ok(Json::Array(values)) = serde_json::from_str(text) else { return Vec::new() };
    let value = |json: Json| match json {
        Json::Number(number) => Value::Int(number.to_string().parse().unwrap_or_default()),
        Json::String(text) => Value::Text(text),
        _ => Value::from(""),
    };
    values.into_iter().map(value).collect()
}
