//! Service orders and service invoices as documents: the header in groups, the machines and the
//! lines in grids, what is known at the right, the totals docked below, and posting.
//!
//! The server is the only one who renders: after each saved cell the page asks for what changed
//! (`pages/fragments.rs`) and takes it over, without moving the cursor.

mod actions;
mod columns;
mod facts;
mod grid;
mod outcome;
mod posted;
mod posting;
mod problem;
mod reports;
pub mod routes;
mod totals;

use base::Result;
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{EntityDef, Tx, Value};

use super::card::{self, Card};
use super::site::Site;
use crate::kit::frame::{self, Shortcut};
use crate::kit::layout::{self, Header};
use crate::kit::status::{self, Tone};

pub use outcome::outcome;
pub use posted::{entries as found_entries, page as posted_page};
pub use posting::plan;
pub use reports::{statistics, test_report};

const SHORTCUTS: [Shortcut; 14] = [
    ("F9", "ui-key-post"),
    ("F7", "ui-key-statistics"),
    ("Ctrl F7", "ui-key-entries"),
    ("Ctrl P", "ui-key-print"),
    ("Tab", "ui-key-save"),
    ("Enter", "ui-key-next-cell"),
    ("↑ ↓", "ui-key-rows"),
    ("Alt ↓", "ui-key-lookup"),
    ("F8", "ui-key-copy-above"),
    ("Ctrl V", "ui-key-paste-rows"),
    ("Ctrl Delete", "ui-key-delete-line"),
    ("Escape", "ui-key-undo-entry"),
    ("Alt F2", "ui-key-facts"),
    ("Alt PageDown", "ui-key-next"),
];

/// Whether a collection has document pages.
pub fn is_document(collection: &str) -> bool {
    matches!(collection, "serviceOrders" | "serviceInvoices")
}

/// Whether a collection has pages of posted documents.
pub fn is_posted(collection: &str) -> bool {
    matches!(collection, "postedServiceShipments" | "postedServiceInvoices")
}

/// The page of a document.
///
/// # Errors
/// `NotFound`, when the user may not see it, or the database fails.
pub fn page(tx: &mut Tx, site: Site, def: &EntityDef, key: &[Value]) -> Result<Markup> {
    let card = card::open(tx, site, def, key)?;
    let neighbours = card::neighbours(tx, &card)?;
    let grids = grid::grids(tx, &card)?;
    let facts = facts::facts(tx, &card)?;
    let totals = totals::totals(tx, &card)?;
    let dialog = posting::dialog(tx, &site, def, key, &card.record)?;
    let view = site.view;
    let head = layout::header(
        view,
        &Header {
            trail: vec![(site.title(def), site.list_url(def))],
            number: text(&card.record, "no"),
            name: text(&card.record, "name"),
            pills: pills(tx, &card)?,
            saves: card.editable(),
            previous: neighbours.0,
            next: neighbours.1,
        },
    );
    let bar = layout::actions(view, &actions::bar(&card), true);
    let main = html! { (card::groups(&card)) (grids) };
    let body = layout::document(view, &head, &bar, &main, Some(&facts), Some(&totals));
    let title = format!("{} {}", text(&card.record, "no"), text(&card.record, "name"));
    let list = site.list_url(def);
    let main = html! {
        div class="card-page document-page" data-record data-document data-api=(site.api_url(def, key)) data-list=(list)
            data-page-base=(list) data-etag=[card.record["@odata.etag"].as_str()] data-key-fields="no" data-what=(title) {
            (body)
        }
        (dialog)
        (actions::dialogs(&card))
    };
    Ok(frame::page(
        view,
        &frame::Page {
            title,
            area: card.looks.area,
            kind: "document",
            main,
            shortcuts: SHORTCUTS.to_vec(),
            about: crate::manual::of_collection(def.collection),
        },
    ))
}

fn text(record: &Json, property: &str) -> String {
    record[property].as_str().unwrap_or_default().to_owned()
}

/// At most three: the status, the response, and whether the order is released.
fn pills(tx: &mut Tx, card: &Card) -> Result<Vec<Markup>> {
    let view = card.site.view;
    let record = &card.record;
    let mut pills = Vec::new();
    if card.def.collection == "serviceOrders" {
        let status = text(record, "status");
        if let Some((tone, glyph)) = status::of_option(&status) {
            pills.push(status::pill(tone, glyph, &texts::option(view.language, &status)));
        }
        pills.extend(response(card));
        pills.extend(waiting(tx, card)?);
    }
    if text(record, "releaseStatus") == "releasedToShip" {
        let word = texts::option(view.language, "releasedToShip");
        pills.push(status::pill(Tone::Info, "g-ring", &word));
    }
    pills.truncate(3);
    Ok(pills)
}

/// What the repair waits for, as the repair statuses of the machines say.
fn waiting(tx: &mut Tx, card: &Card) -> Result<Option<Markup>> {
    let sql = "SELECT CAST(coalesce(sum(r.\"spare_part_ordered\"), 0) AS BIGINT), \
               CAST(coalesce(sum(r.\"waiting_for_customer\"), 0) AS BIGINT) \
               FROM \"service_item_line\" l JOIN \"repair_status\" r ON r.\"code\" = l.\"repair_status_code\" \
               WHERE l.\"document_type\" = $1 AND l.\"document_no\" = $2";
    let found = tx.rows(sql, &card.key)?.into_iter().next().unwrap_or_default();
    let counts: Vec<i64> = found.into_iter().map(Value::into_int).collect();
    let id = match counts.as_slice() {
        [parts, _] if *parts > 0 => "ui-waiting-parts",
        [_, customer] if *customer > 0 => "ui-waiting-customer",
        _ => return Ok(None),
    };
    let glyph = status::of_option("onHold").map_or("g-clock", |(_, glyph)| glyph);
    Ok(Some(status::pill(Tone::Warn, glyph, &card.site.view.t(id))))
}

/// How long there is to respond, while nobody has.
fn response(card: &Card) -> Option<Markup> {
    let view = card.site.view;
    let waiting = text(&card.record, "status") == "pending";
    let day: base::Date = text(&card.record, "responseDate").parse().ok()?;
    let time: base::Time = text(&card.record, "responseTime").parse().ok()?;
    if !waiting {
        return None;
    }
    let due = base::DateTime::from_parts(day, time);
    let when = if day == view.now.date() {
        texts::time(time)
    } else {
        texts::date_time(view.language, due)
    };
    let late = due < view.now;
    let id = if late { "ui-response-late" } else { "ui-response-due" };
    let (tone, glyph) = match (late, day == view.now.date()) {
        (true, _) => (Tone::Bad, "g-late"),
        (false, true) => (Tone::Warn, "g-clock"),
        (false, false) => (Tone::Neutral, "g-clock"),
    };
    Some(status::pill(tone, glyph, &view.tx(id, &[("when", when.as_str().into())])))
}
