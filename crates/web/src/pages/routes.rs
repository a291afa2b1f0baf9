//! What answers each address of a page.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::Answers;
use books::saved_view;
use documents::table::Format;

use super::context::{self, companies, cookie};
use super::list::List;
use super::site::{Site, read_key};
use super::visit::{Pairs, Visit, value};
use super::{
    card, document, home as centre, hub, list as lists, lookup as lookups, search as searches,
};
use crate::App;
use crate::assets;
use crate::exports;
use crate::problem::{self, Failure};
use crate::session::Caller;

/// The first page: the company that was last in view, or the first one. Who may see none is told so,
/// with their own account and the manual at hand.
pub async fn start(headers: HeaderMap, visit: Visit) -> Response {
    let last = cookie(&headers, "fw_company");
    let caller = visit.caller.clone();
    let all = visit.app.blocking(move |app| companies(app, &caller)).await;
    match all {
        Ok(all) => match all.iter().find(|company| company.name == last).or(all.first()) {
            Some(company) => Redirect::to(&format!("/c/{}", company.name)).into_response(),
            None => visit.of_installation(true).show(|_, site| Ok(hub::no_company(site))).await,
        },
        Err(error) => visit.failed(&error),
    }
}

/// Styles, modules and icons.
pub async fn asset(Path(file): Path<String>) -> Response {
    match assets::find(&file) {
        Some((kind, content)) => {
            let forever = "public, max-age=31536000, immutable";
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, forever)], content)
                .into_response()
        }
        None => context::not_there(),
    }
}

/// The role centre.
pub async fn home(visit: Visit) -> Response {
    let company = visit.place.company.clone();
    let team = if visit.has("team") { Some(true) } else { visit.has("mine").then_some(false) };
    let mut response = visit.show(move |tx, site| centre::page(tx, site, team)).await;
    if let Ok(keep) = HeaderValue::from_str(&format!(
        "fw_company={company}; Path=/; Max-Age=31536000; SameSite=Lax"
    )) {
        response.headers_mut().append(header::SET_COOKIE, keep);
    }
    response
}

/// All set-up pages.
pub async fn set_up(visit: Visit) -> Response {
    visit.show_with(|_, site, system| Ok(hub::set_up(site, system))).await
}

/// Everything posted.
pub async fn finance(visit: Visit) -> Response {
    visit.show(|_, site| Ok(hub::finance(site))).await
}

/// Search everything.
pub async fn search(visit: Visit) -> Response {
    let words = visit.asked("q");
    visit.show_with(move |tx, site, system| searches::results(tx, site, system, &words)).await
}

/// The rows of a lookup, or the name of one code.
pub async fn lookup(visit: Visit) -> Response {
    let collection = visit.part("collection");
    let entities = &visit.app.company_catalogue().entities;
    let system = entities.iter().all(|def| def.collection != collection);
    let (code, within) = (visit.has("code").then(|| visit.asked("code")), visit.asked("in"));
    let typed = if visit.has("all") { String::new() } else { visit.asked("q") };
    visit
        .of_installation(system)
        .show(move |tx, site| {
            let def = site.def(&collection).or_else(|error| {
                // Parts are looked up within their whole.
                let part = site.entities.iter().find(|def| def.collection == collection);
                part.ok_or(error)
            })?;
            if let Some(code) = code {
                let name = lookups::name_of(tx, def, &code, &within)?;
                return Ok(maud::html! { (name) });
            }
            lookups::results(tx, site, def, &typed, &within)
        })
        .await
}

/// A list, the card of a record that exists once, or a new record.
pub async fn list(visit: Visit) -> Response {
    let collection = visit.part("collection");
    if let Some(format) = Format::named(&visit.asked("export")) {
        return exported(visit, collection, format).await;
    }
    let (new, more, pairs) = (visit.has("new"), visit.has("after"), visit.pairs.clone());
    visit
        .show(move |tx, site| {
            let def = site.def(&collection)?;
            if def.singleton {
                let key = read_key(def, &[], "")?;
                return card::page(tx, site, def, &key);
            }
            if new {
                return card::new_page(tx, site, def, &[]);
            }
            if let Some(batch) = card::batch_of(def.collection).filter(|_| pairs.is_empty()) {
                return card::sheet_page(tx, site, def, batch);
            }
            let list = List::new(site, def, &pairs);
            if more { lists::more(tx, &list) } else { lists::page(tx, &list) }
        })
        .await
}

async fn exported(visit: Visit, collection: String, format: Format) -> Response {
    let user = visit.caller.user.user_name.to_string();
    let (place, turn) = match visit.app.exports().enter(&user).await {
        Ok(entered) => entered,
        Err(error) => return visit.failed(&error),
    };
    let (pairs, name) = (visit.pairs.clone(), collection.clone());
    let read = move |tx: &mut store::Tx, site: Site, _: Site| {
        let list = List::new(site, site.def(&collection)?, &pairs);
        lists::export(tx, &list, format, &turn.left)
    };
    visit.answer(read, move |file| exports::send(place, file, &name, format)).await
}

/// Saves a view of a list.
pub async fn keep_view(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection)): Path<(String, String)>,
    Json(body): Json<serde_json::Value>,
) -> Response {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (name, query, shared) =
        (text("name"), text("query"), body["shared"].as_bool().unwrap_or_default());
    let language = caller.language;
    let kept = app
        .write(&caller, &company, Answers::default(), move |tx| {
            saved_view::keep(tx, &collection, &name, &query, shared)
        })
        .await;
    settled(kept, language)
}

/// Removes a view of a list.
pub async fn remove_view(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Response {
    let (name, shared) =
        (value(&pairs, "name").to_owned(), pairs.iter().any(|(name, _)| name == "shared"));
    let language = caller.language;
    let removed = app
        .write(&caller, &company, Answers::default(), move |tx| {
            saved_view::remove(tx, &collection, &name, shared)
        })
        .await;
    settled(removed, language)
}

/// The answer to a change without content.
fn settled(done: base::Result<()>, language: base::Language) -> Response {
    match done {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => problem::response(&Failure::from(error), language, ""),
    }
}

/// The card of a record.
pub async fn card(visit: Visit) -> Response {
    let (collection, key) = (visit.part("collection"), visit.part("key"));
    visit
        .show(move |tx, site| {
            let def = site.def(&collection)?;
            let key = read_key(def, &[], &key)?;
            if document::is_document(&collection) {
                document::page(tx, site, def, &key)
            } else if document::is_posted(&collection) {
                document::posted_page(tx, site, def, &key)
            } else {
                card::page(tx, site, def, &key)
            }
        })
        .await
}

/// The card of a part; without its key a new part, or the card that its parent's parts stand on.
pub async fn part(visit: Visit) -> Response {
    let (collection, key) = (visit.part("collection"), visit.part("key"));
    let (segment, own, new) = (visit.part("segment"), visit.part("own"), visit.has("new"));
    visit
        .show(move |tx, site| {
            let parent = site.def(&collection)?;
            let parent_key = read_key(parent, &[], &key)?;
            let def = site.part(parent.collection, &segment)?;
            match own.as_str() {
                "" if new => card::new_page(tx, site, def, &parent_key),
                "" => card::page(tx, site, parent, &parent_key),
                own => card::page(tx, site, def, &read_key(def, &parent_key, own)?),
            }
        })
        .await
}
