//! What a list says when it costs more than a page, or does not show all: rows in an order, or by a
//! value, that no index holds, so that all of them are looked through; a search that finds more than
//! searches take.

use base::Result;
use store::{Filter, Tx};

use super::List;

/// From so many rows on it is worth a word.
const MANY: i64 = 200_000;

/// The note above the rows of a large table, where one is due.
///
/// # Errors
/// When the database fails.
pub(super) fn note(tx: &mut Tx, list: &List) -> Result<Option<String>> {
    let table = list.def.table;
    let request = &list.request;
    if !request.search.is_empty() && tx.search_is_cut(table, &request.filter(list.def))? {
        let args = [("most", store::filter::MOST_FOUND.into())];
        return Ok(Some(list.site.view.tx("ui-list-cut", &args)));
    }
    let ordered = request.order.first().is_none_or(|(column, _)| table.leads(*column));
    let filtered = request.filters.iter().any(|typed| table.leads(typed.column));
    let searched = !request.search.is_empty() && table.search.is_empty();
    let kind = match (ordered, filtered, request.filters.is_empty()) {
        (_, true, _) => return Ok(None),
        (false, ..) => "ui-list-unordered",
        (true, _, false) => "ui-list-unindexed",
        (true, _, true) if searched && table.ledger.is_some() => "ui-list-searched",
        (true, _, true) => return Ok(None),
    };
    if tx.count_up_to(table, &Filter::All, MANY)? < MANY {
        return Ok(None);
    }
    let latest = store::filter::LATEST;
    let args = [("rows", MANY.into()), ("latest", latest.into())];
    Ok(Some(list.site.view.tx(kind, &args)))
}
