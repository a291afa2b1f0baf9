//! The card of any record: groups of fields, parts in grids below, what is known about it at the
//! right. A field is saved when it is left; what follows from it appears at once.

mod actions;
pub use actions::entries_of;
mod facts;
mod fields;
mod parts;
mod sheet;

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::{Map, Value as Json, json};
use store::{EntityDef, Query, Tx, Value, Wanted};

use super::describe::{Looks, looks, name_column};
use super::site::{Site, key_of, key_words};
use crate::kit::button::{Button, Weight};
use crate::kit::field::text_of;
use crate::kit::frame::{self, Shortcut};
use crate::kit::layout::{self, Header};
use crate::kit::status::{self, Tone};

pub(super) use facts::customer_box;
pub(super) use fields::groups;
pub(super) use parts::row_part;
pub use sheet::{batch_of, page as sheet_page};

const SHORTCUTS: [Shortcut; 9] = [
    ("Tab", "ui-key-save"),
    ("Alt ↓", "ui-key-lookup"),
    ("Escape", "ui-key-undo-entry"),
    ("Alt N", "ui-key-new"),
    ("F8", "ui-key-copy-above"),
    ("Alt F2", "ui-key-facts"),
    ("Alt PageUp", "ui-key-previous"),
    ("Alt PageDown", "ui-key-next"),
    ("Ctrl Delete", "ui-key-delete"),
];

/// A card in work.
pub struct Card<'a> {
    pub(super) site: Site<'a>,
    pub(super) def: &'a EntityDef,
    pub(super) looks: Looks,
    /// The key; of a new record, that of its parent.
    pub(super) key: Vec<Value>,
    /// The record as the API has it; empty for a new one.
    pub(super) record: Json,
    /// Whether the record is still to be created.
    pub(super) new: bool,
    /// The columns that may not be changed now.
    pub(super) locked: Vec<&'static str>,
    /// Names of the records that fields name, by table and key.
    pub(super) names: std::collections::BTreeMap<(String, String), String>,
}

impl Card<'_> {
    /// Whether people can change the record.
    pub(super) fn editable(&self) -> bool {
        let view = self.site.view;
        if self.new {
            view.may_def(self.def, Action::Insert)
        } else {
            self.def.updatable && view.may_def(self.def, Action::Modify)
        }
    }

    fn number(&self) -> String {
        if self.new {
            return self.site.view.t("ui-new-record");
        }
        if self.def.singleton {
            String::new()
        } else {
            key_words(self.site.view, self.def, &self.key)
        }
    }

    fn name(&self) -> String {
        if self.def.singleton {
            return self.site.title(self.def);
        }
        let name = name_column(self.def.table).filter(|at| !self.def.table.key.contains(at));
        name.map_or_else(String::new, |at| text_of(&self.record[self.def.table.columns[at].json]))
    }
}

/// A record that is there, as a card.
///
/// # Errors
/// `NotFound`, when the user may not see it, or the database fails.
pub(super) fn open<'a>(
    tx: &mut Tx,
    site: Site<'a>,
    def: &'a EntityDef,
    key: &[Value],
) -> Result<Card<'a>> {
    let record = site.fetch(tx, def, key)?;
    let locked = if def.updatable { (def.locked)(tx, key)? } else { Vec::new() };
    let names = std::collections::BTreeMap::new();
    let mut card =
        Card { site, def, looks: looks(def), key: key.to_vec(), record, new: false, locked, names };
    card.names = fields::names(tx, &card)?;
    Ok(card)
}

/// The page of a record.
///
/// # Errors
/// `NotFound`, when the user may not see it, or the database fails.
pub fn page(tx: &mut Tx, site: Site, def: &EntityDef, key: &[Value]) -> Result<Markup> {
    let card = open(tx, site, def, key)?;
    let neighbours = neighbours(tx, &card)?;
    let facts = facts::facts(tx, &card)?;
    let parts = parts::parts(tx, &card)?;
    Ok(whole(&card, &neighbours, &facts, &parts))
}

/// The page of a record that is to be created; `parent` is the key of what it is a part of.
///
/// # Errors
/// When the user may not create one.
pub fn new_page(tx: &mut Tx, site: Site, def: &EntityDef, parent: &[Value]) -> Result<Markup> {
    def.require(tx, Action::Insert)?;
    let mut blank = Map::new();
    for column in def.table.columns.iter().filter(|column| !column.secret) {
        blank.insert(
            column.json.to_owned(),
            store::json::to_json(column.kind, &column.kind.blank()),
        );
    }
    let card = Card {
        site,
        def,
        looks: looks(def),
        key: parent.to_vec(),
        record: json!(blank),
        new: true,
        locked: Vec::new(),
        names: Default::default(),
    };
    Ok(whole(&card, &(None, None), &None, &html! {}))
}

pub(super) type Neighbours = (Option<String>, Option<String>);

fn whole(card: &Card, neighbours: &Neighbours, facts: &Option<Markup>, parts: &Markup) -> Markup {
    let view = card.site.view;
    let title = format!("{} {}", card.number(), card.name()).trim().to_owned();
    let mut trail = vec![(card.site.title(card.def), card.site.list_url(card.def))];
    if card.def.singleton {
        trail = vec![(view.t("ui-menu-set-up"), view.list_url("-/set-up"))];
    }
    if let Some(below) = card.def.below
        && let Ok(parent) = card.site.def(below.parent)
    {
        let key = &card.key[..below.columns.len().min(card.key.len())];
        trail = vec![
            (card.site.title(parent), card.site.list_url(parent)),
            (key_words(view, parent, key), card.site.record_url(parent, key)),
            (card.site.title(card.def), String::new()),
        ];
    }
    let head = layout::header(
        view,
        &Header {
            trail,
            number: card.number(),
            name: card.name(),
            pills: pills(card),
            saves: card.editable(),
            previous: neighbours.0.clone(),
            next: neighbours.1.clone(),
        },
    );
    let bar = layout::actions(view, &actions::bar(card), facts.is_some());
    let main = html! { (fields::groups(card)) (parts) };
    let body = layout::document(view, &head, &bar, &main, facts.as_ref(), None);
    let list = card.site.list_url(card.def);
    let main = html! {
        div.card-page data-record data-api=(api(card)) data-new[card.new] data-list=(list) data-page-base=(list)
            data-etag=[card.record["@odata.etag"].as_str()] data-key-fields=(key_fields(card)) data-what=(title) {
            (body)
        }
        @for action in actions::of_record(card) { (super::action::place(card.site, card.def, action)) }
    };
    let page = frame::Page {
        title: if title.is_empty() { card.site.title(card.def) } else { title },
        area: card.looks.area,
        kind: "card",
        main,
        shortcuts: SHORTCUTS.to_vec(),
        about: crate::manual::of_collection(
            card.def.below.map_or(card.def.collection, |below| below.parent),
        ),
    };
    frame::page(view, &page)
}

/// Where the record is in the API; where it is created, for a new one.
fn api(card: &Card) -> String {
    card.site.api_url(card.def, &card.key)
}

/// The properties that make the key in the address of a page.
fn key_fields(card: &Card) -> String {
    own_key_fields(card.def)
}

/// The properties of the key that the address of the collection does not fix.
pub(super) fn own_key_fields(def: &EntityDef) -> String {
    let own = def.table.key.iter().filter(|at| !super::describe::hidden(def, **at));
    own.map(|at| def.table.columns[*at].json).collect::<Vec<_>>().join(",")
}

fn pills(card: &Card) -> Vec<Markup> {
    let view = card.site.view;
    let mut pills = Vec::new();
    if card.def.table.ledger.is_some() {
        pills.push(status::pill(Tone::Ok, "g-done", &view.t("ui-posted")));
    }
    let state = ["status", "state", "blocked"];
    for name in state {
        let value = text_of(&card.record[name]);
        if name == "blocked" {
            if !matches!(value.as_str(), "" | "false") {
                let word = if value == "true" {
                    view.caption(card.def.table.name, "blocked")
                } else {
                    format!(
                        "{}: {}",
                        view.caption(card.def.table.name, "blocked"),
                        texts::option(view.language, &value)
                    )
                };
                pills.push(status::pill(Tone::Bad, "g-stop", &word));
            }
        } else if let Some((tone, glyph)) = status::of_option(&value) {
            pills.push(status::pill(tone, glyph, &texts::option(view.language, &value)));
        }
    }
    pills
}

/// The records before and after this one in the order of the key.
pub(super) fn neighbours(tx: &mut Tx, card: &Card) -> Result<Neighbours> {
    if card.def.singleton || card.def.below.is_some() {
        return Ok((None, None));
    }
    let mut find = |descending: bool| -> Result<Option<String>> {
        let order: Vec<(usize, bool)> =
            card.def.table.key.iter().map(|at| (*at, descending)).collect();
        let query = Query {
            filter: card.def.fixed_filter(),
            order,
            after: Some(card.key.clone()),
            top: 1,
            figures: Wanted::nothing(),
            ..Query::default()
        };
        let found = (card.def.list)(tx, &query)?.rows;
        Ok(found.first().map(|record| card.site.record_url(card.def, &key_of(card.def, record))))
    };
    Ok((find(true)?, find(false)?))
}

/// The button for a new record of the same collection.
pub(super) fn new_button(card: &Card, weight: Weight) -> Option<Button> {
    let view = card.site.view;
    let may =
        card.def.insertable && card.def.below.is_none() && view.may_def(card.def, Action::Insert);
    may.then(|| {
        let url = format!("{}?new", card.site.list_url(card.def));
        Button::link(view.t("ui-new"), url).icon("plus").key("Alt N").weight(weight)
    })
}
