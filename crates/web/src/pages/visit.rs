//! A visit to a page: who comes, where to, and what the address asks for.

use axum::extract::{FromRequestParts, MatchedPath, Query, RawPathParams};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base::{Actor, Answers, Result};
use maud::Markup;
use store::Tx;

use super::context::{Place, failed, view};
use super::fragments;
use super::site::Site;
use crate::App;
use crate::session::Caller;

/// What stands after the question mark of an address.
pub type Pairs = Vec<(String, String)>;

/// The first value of that name; blank when there is none.
pub fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
}

/// Addresses of collections of the installation begin so.
const INSTALLATION: &str = "/c/{company}/-/{collection}";

/// Everything that the handlers of pages take from a request.
pub struct Visit {
    pub app: App,
    pub caller: Caller,
    pub place: Place,
    pub pairs: Pairs,
    /// The parts of the address by the names that its route gives them.
    parts: Vec<(String, String)>,
    /// The fragments that the asking page holds; nothing when it wants the whole page.
    have: Option<String>,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let named = RawPathParams::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let named: Vec<(String, String)> =
            named.iter().map(|(name, part)| (name.to_owned(), part.to_owned())).collect();
        let Query(pairs) = Query::<Pairs>::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let company = value(&named, "company");
        let place = Place::of(company, route.starts_with(INSTALLATION), &parts.headers);
        let have = fragments::had(&parts.headers);
        Ok(Self { app: app.clone(), caller, place, pairs, parts: named, have })
    }
}

impl Visit {
    /// A part of the address; blank when its route has none of that name.
    pub fn part(&self, name: &str) -> String {
        value(&self.parts, name).to_owned()
    }

    /// Whether the address asks for this.
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(other, _)| other == name)
    }

    /// What the address asks for under a name; blank when it does not.
    pub fn asked(&self, name: &str) -> String {
        value(&self.pairs, name).to_owned()
    }

    /// The same visit to something of the installation.
    #[must_use]
    pub fn of_installation(mut self, system: bool) -> Self {
        self.place.system = system;
        self
    }

    /// Draws a page of the company, or of the installation where the place says so, in one
    /// reading transaction.
    pub async fn show(
        self,
        draw: impl FnOnce(&mut Tx, Site) -> Result<Markup> + Send + 'static,
    ) -> Response {
        self.show_with(move |tx, site, _| draw(tx, site)).await
    }

    /// The same for pages that lead to both: `draw` gets the place's own catalogue, and that of
    /// the installation.
    pub async fn show_with(
        self,
        draw: impl FnOnce(&mut Tx, Site, Site) -> Result<Markup> + Send + 'static,
    ) -> Response {
        let have = self.have.clone();
        let told = move |page: Markup| fragments::answer(&page.into_string(), have.as_deref());
        self.answer(draw, told).await
    }

    /// The page that says what went wrong.
    pub fn failed(&self, error: &base::Error) -> Response {
        let home = self.place.home();
        failed(error, self.caller.language, self.place.theme, &home)
    }

    /// Answers what is read in one transaction; what goes wrong is told on a page.
    pub async fn answer<T: Send + 'static>(
        self,
        act: impl FnOnce(&mut Tx, Site, Site) -> Result<T> + Send + 'static,
        told: impl FnOnce(T) -> Response,
    ) -> Response {
        let Self { app, caller, place, .. } = self;
        let (language, theme) = (caller.language, place.theme);
        let home = place.home();
        match read(&app, caller, place, act).await {
            Ok(found) => told(found),
            Err(error) => failed(&error, language, theme, &home),
        }
    }
}

/// Reads in the place's database with what pages work with.
async fn read<T: Send + 'static>(
    app: &App,
    caller: Caller,
    place: Place,
    act: impl FnOnce(&mut Tx, Site, Site) -> Result<T> + Send + 'static,
) -> Result<T> {
    app.blocking(move |app| {
        let view = view(app, &caller, &place)?;
        let name = if place.system { "" } else { place.company.as_str() };
        let actor = caller.actor(app, &place.company, Answers::default())?;
        // What the installation keeps is seen from the company.
        let actor = Actor { zone: view.zone.clone(), ..actor };
        let (company, installation) = (app.company_catalogue(), app.system_catalogue());
        let of_company = Site {
            view: &view,
            entities: &company.entities,
            actions: &company.actions,
            system: false,
        };
        let of_installation = Site {
            view: &view,
            entities: &installation.entities,
            actions: &installation.actions,
            system: true,
        };
        let here = if place.system { of_installation } else { of_company };
        app.database(name)?.read(&actor, |tx| act(tx, here, of_installation))
    })
    .await
}
