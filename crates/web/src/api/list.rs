//! Answers a list.

use base::{Action, Result};
use serde_json::{Map, Value as Json};
use store::{EntityDef, Page, Query, Tx};

use super::address::Target;
use super::expand::{MOST_PARTS, expand};
use super::odata::{DEFAULT_TOP, MOST_TOP, Names, Options, parse_pairs, read_token, write_token};
use super::request::Request;
use super::respond::{self, Reply};
use crate::problem::Failure;

/// Records that are read at once when parts come with them.
const PIECE: usize = 20;

/// A page of a collection, or the number of its records.
///
/// # Errors
/// What the query asks for and is not there.
pub fn list(request: &Request, target: &Target) -> Result<Reply, Failure> {
    let app = &request.app;
    let names = Names { all: &request.catalogue().entities, figures: app.figures() };
    let options = parse_pairs(names, target.def, &request.query, &[])?;
    let bound_to = format!("{}/{}\n{}", request.company, target.name, options.bound_to);
    let filter = target.filter().and(options.filter.clone());
    if target.count {
        let count = request.read(|tx| {
            target.check_above(tx)?;
            target.def.count(tx, &filter, None)
        })?;
        return Ok(Reply::text(count.to_string()));
    }
    let size = size(request, &options);
    let after = options.skip_token.as_deref();
    let query = Query {
        filter: filter.clone(),
        order: options.order.clone(),
        after: after.map(|token| read_token(&bound_to, token)).transpose()?,
        skip: if after.is_some() { 0 } else { options.skip },
        top: size,
        figures: options.figures(),
    };
    let (rows, next, count, cut) = request.read(|tx| {
        target.check_above(tx)?;
        target.def.require(tx, Action::Read)?;
        let page = page(tx, names.all, target, &options, query)?;
        let count = match options.count {
            true => Some(target.def.count(tx, &filter, None)?),
            false => None,
        };
        let cut = tx.search_is_cut(target.def.table, &filter)?;
        Ok((page.rows, page.next, count, cut))
    })?;
    let mut body = Map::new();
    body.insert("@odata.context".into(), respond::context(request, &target.name, false));
    if let Some(count) = count {
        body.insert("@odata.count".into(), Json::from(count));
    }
    if cut {
        body.insert("@fieldwright.searchCut".into(), Json::Bool(true));
    }
    let shown = rows.len();
    body.insert("value".into(), Json::from(rows));
    let left = options.top.map(|top| top.saturating_sub(shown));
    if let Some(next) = next.filter(|_| size > 0) {
        let token = write_token(&bound_to, &next);
        if let Some(link) = next_link(request, left, &token) {
            body.insert("@odata.nextLink".into(), Json::from(link));
        }
    }
    let mut reply = Reply::json(200, Json::Object(body));
    if request.page_size.is_some() {
        reply.header("preference-applied", format!("odata.maxpagesize={size}"));
    }
    Ok(reply)
}

/// The records of a page with their parts. A page of records with many parts ends earlier, so that no
/// answer is larger than memory allows; its link leads on.
fn page(
    tx: &mut Tx,
    all: &[EntityDef],
    target: &Target,
    options: &Options,
    mut query: Query,
) -> Result<Page<Json>> {
    if options.expand.is_empty() {
        let mut page = (target.def.list)(tx, &query)?;
        page.rows.iter_mut().for_each(|row| select(row, options));
        return Ok(page);
    }
    let (mut rows, mut parts, size) = (Vec::new(), 0, query.top);
    loop {
        query.top = PIECE.min(size - rows.len());
        let mut piece = (target.def.list)(tx, &query)?;
        parts += expand(tx, all, target.def, &target.given, &options.expand, &mut piece.rows)?;
        piece.rows.iter_mut().for_each(|row| select(row, options));
        rows.append(&mut piece.rows);
        if piece.next.is_none() || rows.len() >= size || parts >= MOST_PARTS {
            return Ok(Page { rows, next: piece.next });
        }
        (query.after, query.skip) = (piece.next, 0);
    }
}

/// Rows of this page: as many as the client prefers, or else as `$top` asks for, up to the most that
/// a page holds. `$top` limits all pages together.
fn size(request: &Request, options: &Options) -> usize {
    let usual = if options.top.is_some() { MOST_TOP } else { DEFAULT_TOP };
    let page = request.page_size.unwrap_or(usual).min(MOST_TOP);
    options.top.map_or(page, |top| page.min(top))
}

fn next_link(request: &Request, left: Option<usize>, token: &str) -> Option<String> {
    let mut pairs: Vec<(String, String)> = request
        .query
        .iter()
        .filter(|(name, _)| name != "$skip" && name != "$skiptoken")
        .cloned()
        .collect();
    if let Some(left) = left {
        if left == 0 {
            return None;
        }
        for (_, value) in pairs.iter_mut().filter(|(name, _)| name == "$top") {
            *value = left.to_string();
        }
    }
    pairs.push(("$skiptoken".to_owned(), token.to_owned()));
    let query: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", crate::session::encode(value)))
        .collect();
    Some(format!("{}{}?{}", request.origin, request.path, query.join("&")))
}

/// Leaves the selected properties, expanded parts and annotations.
pub fn select(row: &mut Json, options: &Options) {
    let Json::Object(map) = row else { return };
    if options.select.is_empty() {
        return;
    }
    let wanted = |name: &String| {
        name.starts_with('@')
            || options.select.contains(name)
            || options.expand.iter().any(|part| part.segment == *name)
    };
    map.retain(|name, _| wanted(name));
}
