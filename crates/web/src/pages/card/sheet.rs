//! A sheet: the lines of a journal in one grid, typed from top to bottom, and what is done with all of
//! them.

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::{Map, Value as Json};
use store::{ActionDef, Bound, EntityDef, Tx, Value};

use super::{Card, parts};
use crate::kit::button::{Item, Weight};
use crate::kit::frame::{self, Shortcut};
use crate::kit::layout::{self, Header};
use crate::pages::action;
use crate::pages::describe::looks;
use crate::pages::site::Site;

const SHORTCUTS: [Shortcut; 4] = [
    ("Tab", "ui-key-save"),
    ("Alt \u{2193}", "ui-key-lookup"),
    ("F8", "ui-key-copy-above"),
    ("F9", "ui-key-post-journal"),
];
/// What a posting of a journal writes.
const LEDGERS: [&str; 3] = ["generalLedgerEntries", "itemLedgerEntries", "valueEntries"];

/// Of the collections that are typed as a sheet: the column of the batch, and the batch.
pub fn batch_of(collection: &str) -> Option<(&'static str, &'static str)> {
    (collection == "itemJournalLines").then_some(("journal_batch_name", "DEFAULT"))
}

/// The page.
///
/// # Errors
/// When the user may not see the collection, or the database fails.
pub fn page(
    tx: &mut Tx,
    site: Site,
    def: &EntityDef,
    (column, batch): (&'static str, &str),
) -> Result<Markup> {
    let view = site.view;
    def.require(tx, Action::Read)?;
    let looks = looks(def);
    let card = Card {
        site,
        def,
        looks,
        key: Vec::new(),
        record: Json::Null,
        new: false,
        locked: Default::default(),
        names: Default::default(),
    };
    let grid = parts::sheet(tx, &card, vec![(column, Value::from(batch))])?;
    let title = site.title(def);
    let head = layout::header(
        view,
        &Header { name: title.clone(), saves: card.editable(), ..Header::default() },
    );
    let bar = layout::actions(view, &bar(site, def), false);
    let titles: Map<String, Json> = LEDGERS
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), site.title(site.def(name).ok()?).into())))
        .collect();
    let body = layout::document(view, &head, &bar, &grid, None, None);
    let main = html! {
        div.sheet-page data-sheet-page data-api=(site.api_url(def, &[])) data-titles=(Json::Object(titles)) {
            (body)
        }
        @for action in actions(site, def) { (action::place(site, def, action)) }
    };
    let page = frame::Page {
        title,
        area: looks.area,
        kind: "card",
        main,
        shortcuts: SHORTCUTS.to_vec(),
        about: crate::manual::of_collection(def.collection),
    };
    Ok(frame::page(view, &page))
}

fn actions<'a>(site: Site<'a>, def: &EntityDef) -> impl Iterator<Item = &'a ActionDef> {
    let collection = def.collection;
    let whole = |action: &&ActionDef| action.bound == Bound::Collection && action.segment.is_none();
    site.actions.iter().filter(move |action| action.collection == collection).filter(whole)
}

/// Posting first, then what looks at it before.
fn bar(site: Site, def: &EntityDef) -> Markup {
    let view = site.view;
    let post = actions(site, def).find(|action| action.name == "post");
    let others: Vec<Item> = actions(site, def)
        .filter(|action| action.name != "post")
        .map(|action| Item::Act(action::button(view, action, &Json::Null)))
        .collect();
    html! {
        @if let Some(post) = post {
            (action::button(view, post, &Json::Null).icon("post").key("F9").weight(Weight::Primary))
        }
        @for other in &others { @if let Item::Act(button) = other { (button) } }
    }
}
