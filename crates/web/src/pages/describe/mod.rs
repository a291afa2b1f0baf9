//! How each collection looks: the columns of its list, the filters offered, views, the groups of
//! its card. What is not described gets sensible defaults from its table.

mod ledgers;
mod masters;
mod posted;
mod service;
mod set_up;

use store::{EntityDef, Filter, Kind, Table};

use crate::kit::View;
use crate::kit::frame::Area;

/// A saved view that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct ViewTab {
    /// The id of its text.
    pub text: &'static str,
    /// Properties and the expressions that filter them.
    pub filters: &'static [(&'static str, &'static str)],
    /// The name of a set of rows that expressions cannot say; blank for none.
    pub set: &'static str,
}

impl ViewTab {
    /// A view of these filters.
    pub const fn of(text: &'static str, filters: &'static [(&'static str, &'static str)]) -> Self {
        Self { text, filters, set: "" }
    }

    /// A view of a named set.
    pub const fn named(text: &'static str, set: &'static str) -> Self {
        Self { text, filters: &[], set }
    }
}

/// The condition of a named set of rows.
pub fn set_filter(view: &View, table: &Table, name: &str) -> Option<Filter> {
    match (table.name, name) {
        ("service_header", "late" | "soon") => service::due(view, table, name == "late"),
        ("service_header", "parts") => Some(Filter::Where(service::WAITING_FOR_PARTS)),
        _ => None,
    }
}

/// A group of a card: the id of its title, and its columns.
pub type Group = (&'static str, &'static [&'static str]);

/// How a collection looks.
#[derive(Clone, Copy, Debug)]
pub struct Looks {
    /// The collections or the table it holds for.
    pub of: &'static [&'static str],
    /// The word of the menu that is marked.
    pub area: Area,
    /// The icon of empty states and search results.
    pub icon: &'static str,
    /// Columns of the list: names in the database, JSON names of calculated properties, or
    /// `@remaining` and the like for what the list itself works out.
    pub columns: &'static [&'static str],
    /// Columns offered in the filter pane.
    pub filters: &'static [&'static str],
    /// The order at first: a column, and whether descending.
    pub order: &'static [(&'static str, bool)],
    /// Views beside "all".
    pub views: &'static [ViewTab],
    /// Groups of the card; columns in none of them stand in the last one, "Details".
    pub groups: &'static [Group],
    /// What a group says while it is closed, by its title; a group without says its first columns.
    pub summaries: &'static [Group],
    /// Other collections shown as grids on the card, and their columns that name the record.
    pub related: &'static [(&'static str, &'static str)],
    /// Columns that a record cannot do without, beside its key.
    pub required: &'static [&'static str],
}

/// Nothing described.
pub const PLAIN: Looks = Looks {
    of: &[],
    area: Area::SetUp,
    icon: "list",
    columns: &[],
    filters: &[],
    order: &[],
    views: &[],
    groups: &[],
    summaries: &[],
    related: &[],
    required: &[],
};

/// How this collection looks.
pub fn looks(def: &EntityDef) -> Looks {
    let all = [service::LOOKS, posted::LOOKS, masters::LOOKS, ledgers::LOOKS, set_up::LOOKS];
    let find =
        |name: &str| all.iter().flat_map(|part| part.iter()).find(|looks| looks.of.contains(&name));
    find(def.collection)
        .or_else(|| find(def.table.name))
        .copied()
        .unwrap_or_else(|| default_of(def))
}

fn default_of(def: &EntityDef) -> Looks {
    if def.table.ledger.is_some() {
        return Looks { area: Area::Finance, order: &[("entry_no", true)], ..PLAIN };
    }
    PLAIN
}

/// The column that names a record for people.
pub fn name_column(table: &Table) -> Option<usize> {
    ["name", "description", "display_name", "full_name", "comment"]
        .iter()
        .find_map(|name| table.column(name))
}

/// The columns that the address of the collection fixes already, or that no list shows.
pub fn hidden(def: &EntityDef, at: usize) -> bool {
    let name = def.table.columns[at].name;
    !def.table.is_shown(at)
        || def.fixed.iter().any(|(fixed, _)| *fixed == name)
        || def.below.is_some_and(|below| below.columns.contains(&name))
        || def.singleton && def.table.key.contains(&at)
}

/// The columns of a list when nothing is said: the key, the name, and what follows.
pub fn default_columns(def: &EntityDef) -> Vec<&'static str> {
    let table = def.table;
    let mut chosen: Vec<usize> = table.key.iter().copied().filter(|at| !hidden(def, *at)).collect();
    chosen.extend(name_column(table));
    let fits = |at: &usize| !hidden(def, *at) && table.columns[*at].kind != Kind::Memo;
    for at in (0..table.columns.len()).filter(fits) {
        if chosen.len() < 9 && !chosen.contains(&at) {
            chosen.push(at);
        }
    }
    chosen.dedup();
    chosen.into_iter().map(|at| table.columns[at].name).collect()
}
