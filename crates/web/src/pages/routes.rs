//! What answers each address of a page.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, RawForm, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::Answers;
use books::saved_view;
use books::user::Credentials;

use super::context::{
    self, Place, companies, cookie, failed, form_pairs, guest_language, html, read, redirect, show,
};
use super::list::{Format, List};
use super::sign_in::SignIn;
use super::site::{Site, read_key};
use super::{
    card, document, home as centre, hub, list as lists, lookup as lookups, search as searches,
    sign_in as entrance,
};
use crate::App;
use crate::assets;
use crate::kit::view::Theme;
use crate::problem::{self, Failure};
use crate::session::{self, Caller};

type Pairs = Vec<(String, String)>;

fn has(pairs: &Pairs, name: &str) -> bool {
    pairs.iter().any(|(other, _)| other == name)
}

fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
}

/// The first page: the company that was last in view, or the first one.
pub async fn start(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Response {
    let last = cookie(&headers, "fw_company");
    let language = caller.language;
    let all = app.blocking(move |app| companies(app, &caller)).await;
    match all {
        Ok(all) => match all.iter().find(|company| company.name == last).or(all.first()) {
            Some(company) => Redirect::to(&format!("/c/{}", company.name)).into_response(),
            None => {
                let t = |id: &str| texts::plain(language, id);
                html(entrance::failure(
                    language,
                    Theme::System,
                    &t("ui-no-company"),
                    &t("ui-no-company-how"),
                    "/",
                ))
            }
        },
        Err(error) => failed(&error, language, Theme::System, "/"),
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

/// The page where one signs in.
pub async fn sign_in(Query(pairs): Query<Pairs>, headers: HeaderMap) -> Response {
    let chosen = value(&pairs, "language");
    let language =
        if chosen.is_empty() { guest_language(&headers) } else { base::Language::from_tag(chosen) };
    let page = SignIn {
        language,
        theme: Theme::from_name(&cookie(&headers, "fw_theme")),
        next: value(&pairs, "next").to_owned(),
        ..SignIn::default()
    };
    let mut response = html(entrance::page(&page));
    if !chosen.is_empty()
        && let Ok(keep) = HeaderValue::from_str(&format!(
            "fw_language={}; Path=/; Max-Age=31536000; SameSite=Lax",
            language.tag()
        ))
    {
        response.headers_mut().append(header::SET_COOKIE, keep);
    }
    response
}

/// Signs in with what was typed.
pub async fn signed_in(State(app): State<App>, parts: Parts, RawForm(form): RawForm) -> Response {
    let headers = &parts.headers;
    let pairs: Pairs = form_pairs(&form);
    let agent =
        headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let credentials = Credentials {
        user_name: value(&pairs, "userName").trim().to_owned(),
        password: value(&pairs, "password").to_owned(),
        address: session::address(&parts),
        user_agent: agent.chars().take(200).collect(),
    };
    match session::sign_in(&app, credentials).await {
        Ok(signed_in) => {
            let mut response = redirect(value(&pairs, "next"));
            *response.status_mut() = StatusCode::SEE_OTHER;
            if let Ok(keep) = HeaderValue::from_str(&session::cookie(&signed_in.token, headers)) {
                response.headers_mut().append(header::SET_COOKIE, keep);
            }
            response
        }
        Err(failure) => not_signed_in(&failure, &pairs, headers),
    }
}

fn not_signed_in(failure: &Failure, pairs: &Pairs, headers: &HeaderMap) -> Response {
    let language = guest_language(headers);
    let body = problem::body(failure, language, "/sign-in");
    let page = SignIn {
        language,
        theme: Theme::from_name(&cookie(headers, "fw_theme")),
        next: value(pairs, "next").to_owned(),
        user_name: value(pairs, "userName").to_owned(),
        problem: Some(
            body.get("detail").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
        ),
    };
    let mut response = html(entrance::page(&page));
    *response.status_mut() = failure.status();
    if let Failure::Http { header: Some((name, value)), .. } = failure
        && let Ok(value) = HeaderValue::from_str(value)
    {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The role centre.
pub async fn home(
    State(app): State<App>,
    caller: Caller,
    Path(company): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    let place = Place::of(&company, &headers);
    let team = if has(&pairs, "team") { Some(true) } else { has(&pairs, "mine").then_some(false) };
    let mut response =
        show(&app, caller, place, move |tx, site, _| centre::page(tx, site, team)).await;
    if let Ok(keep) = HeaderValue::from_str(&format!(
        "fw_company={company}; Path=/; Max-Age=31536000; SameSite=Lax"
    )) {
        response.headers_mut().append(header::SET_COOKIE, keep);
    }
    response
}

/// All set-up pages.
pub async fn set_up(
    State(app): State<App>,
    caller: Caller,
    Path(company): Path<String>,
    headers: HeaderMap,
) -> Response {
    show(&app, caller, Place::of(&company, &headers), |_, site, system| {
        Ok(hub::set_up(site, system))
    })
    .await
}

/// Everything posted.
pub async fn finance(
    State(app): State<App>,
    caller: Caller,
    Path(company): Path<String>,
    headers: HeaderMap,
) -> Response {
    show(&app, caller, Place::of(&company, &headers), |_, site, _| Ok(hub::finance(site))).await
}

/// Search everything.
pub async fn search(
    State(app): State<App>,
    caller: Caller,
    Path(company): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    let place = Place::of(&company, &headers);
    show(&app, caller, place, move |tx, site, system| {
        searches::results(tx, site, system, value(&pairs, "q"))
    })
    .await
}

/// The rows of a lookup, or the name of one code.
pub async fn lookup(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    let system = app.company_catalogue().entities.iter().all(|def| def.collection != collection);
    let place = Place::of(&company, &headers);
    let place = if system { place.installation() } else { place };
    show(&app, caller, place, move |tx, site, of_system| {
        let site = if system { of_system } else { site };
        let def = site.def(&collection).or_else(|error| {
            // Parts are looked up within their whole.
            let part = site.entities.iter().find(|def| def.collection == collection);
            part.ok_or(error)
        })?;
        let within = value(&pairs, "in");
        if has(&pairs, "code") {
            let name = lookups::name_of(tx, def, value(&pairs, "code"), within)?;
            return Ok(maud::html! { (name) });
        }
        let typed = if has(&pairs, "all") { "" } else { value(&pairs, "q") };
        lookups::results(tx, site, def, typed, within)
    })
    .await
}

/// A list, the card of a record that exists once, or a new record.
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    listed(app, caller, Place::of(&company, &headers), collection, pairs).await
}

/// The same for a collection of the installation.
pub async fn system_list(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    listed(app, caller, Place::of(&company, &headers).installation(), collection, pairs).await
}

async fn listed(
    app: App,
    caller: Caller,
    place: Place,
    collection: String,
    pairs: Pairs,
) -> Response {
    if let Some(format) = Format::from_name(value(&pairs, "export")) {
        return exported(app, caller, place, collection, pairs, format).await;
    }
    let in_system = place.system;
    show(&app, caller, place, move |tx, site, system| {
        let site = if in_system { system } else { site };
        let def = site.def(&collection)?;
        if def.singleton {
            let key = read_key(def, &[], "")?;
            return card::page(tx, site, def, &key);
        }
        if has(&pairs, "new") {
            return card::new_page(tx, site, def, &[]);
        }
        if let Some(batch) = card::batch_of(def.collection).filter(|_| pairs.is_empty()) {
            return card::sheet_page(tx, site, def, batch);
        }
        let list = List::new(site, def, &pairs);
        if has(&pairs, "after") { lists::more(tx, &list) } else { lists::page(tx, &list) }
    })
    .await
}

async fn exported(
    app: App,
    caller: Caller,
    place: Place,
    collection: String,
    pairs: Pairs,
    format: Format,
) -> Response {
    let (language, theme, in_system) = (caller.language, place.theme, place.system);
    let home = format!("/c/{}", place.company);
    let name = collection.clone();
    let file = read(&app, caller, place, move |tx, site, system| {
        let site = if in_system { system } else { site };
        let list = List::new(site, site.def(&collection)?, &pairs);
        lists::export(tx, &list, format)
    })
    .await;
    let (kind, end) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Xlsx => {
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        }
    };
    match file {
        Ok(bytes) => {
            let disposition = format!("attachment; filename=\"{name}.{end}\"");
            (
                [
                    (header::CONTENT_TYPE, kind.to_owned()),
                    (header::CONTENT_DISPOSITION, disposition),
                ],
                Body::from(bytes),
            )
                .into_response()
        }
        Err(error) => failed(&error, language, theme, &home),
    }
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
    let (name, shared) = (value(&pairs, "name").to_owned(), has(&pairs, "shared"));
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
pub async fn card(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection, key)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    carded(app, caller, Place::of(&company, &headers), collection, key).await
}

/// The same for a record of the installation.
pub async fn system_card(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection, key)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    carded(app, caller, Place::of(&company, &headers).installation(), collection, key).await
}

async fn carded(
    app: App,
    caller: Caller,
    place: Place,
    collection: String,
    key: String,
) -> Response {
    let in_system = place.system;
    show(&app, caller, place, move |tx, site, system| {
        let site = if in_system { system } else { site };
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

type PartPath = (String, String, String, String);

/// A new part, or the card that its parent's parts stand on.
pub async fn part_new(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<PartPath>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    let place = Place::of(&path.0, &headers);
    parted(app, caller, place, path, if has(&pairs, "new") { Part::New } else { Part::Parent })
        .await
}

/// The same for a part of a record of the installation.
pub async fn system_part_new(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<PartPath>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    let place = Place::of(&path.0, &headers).installation();
    parted(app, caller, place, path, if has(&pairs, "new") { Part::New } else { Part::Parent })
        .await
}

type OwnPath = (String, String, String, String, String);

/// The card of a part.
pub async fn part(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection, key, segment, own)): Path<OwnPath>,
    headers: HeaderMap,
) -> Response {
    let place = Place::of(&company, &headers);
    parted(app, caller, place, (company, collection, key, segment), Part::Own(own)).await
}

/// The same for a part of a record of the installation.
pub async fn system_part(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection, key, segment, own)): Path<OwnPath>,
    headers: HeaderMap,
) -> Response {
    let place = Place::of(&company, &headers).installation();
    parted(app, caller, place, (company, collection, key, segment), Part::Own(own)).await
}

enum Part {
    New,
    Parent,
    Own(String),
}

async fn parted(app: App, caller: Caller, place: Place, path: PartPath, part: Part) -> Response {
    let in_system = place.system;
    let (_, collection, key, segment) = path;
    show(&app, caller, place, move |tx, site: Site, system| {
        let site = if in_system { system } else { site };
        let parent = site.def(&collection)?;
        let parent_key = read_key(parent, &[], &key)?;
        let def = site.part(parent.collection, &segment)?;
        match part {
            Part::Parent => card::page(tx, site, parent, &parent_key),
            Part::New => card::new_page(tx, site, def, &parent_key),
            Part::Own(own) => card::page(tx, site, def, &read_key(def, &parent_key, &own)?),
        }
    })
    .await
}
