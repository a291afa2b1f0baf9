//! The manual: contents and search on one page, each page of it on its own. It needs no script.

use axum::response::Response;
use base::Error;
use maud::{Markup, PreEscaped, html};

use super::site::Site;
use super::visit::Visit;
use crate::kit::frame::{self, Area};
use crate::kit::{View, empty, icon};
use crate::manual::{self, About, Found, Topic};

/// The contents, or what a search found.
pub async fn contents(visit: Visit) -> Response {
    let typed = visit.asked("q");
    of(visit).show(move |_, site| Ok(contents_page(site, typed.trim()))).await
}

/// One page.
pub async fn route(visit: Visit) -> Response {
    let name = visit.part("topic");
    of(visit)
        .show(move |_, site| match Topic::named(&name) {
            Some(topic) => Ok(topic_page(site, manual::read(topic, site.view.language))),
            None => Err(Error::NotFound { collection: "manual".to_owned(), key: name }),
        })
        .await
}

/// Without a company the manual is read all the same.
fn of(visit: Visit) -> Visit {
    let system = visit.place.company.is_empty();
    visit.of_installation(system)
}

fn contents_page(site: Site, typed: &str) -> Markup {
    let view = site.view;
    let body = if typed.is_empty() {
        overview(view)
    } else {
        hits(view, &manual::find(manual::pages_for(&view.role, view.language), typed))
    };
    framed(
        view,
        &view.t("ui-manual"),
        None,
        &html! { h1 { (view.t("ui-manual")) } (search(view, typed)) (body) },
    )
}

fn topic_page(site: Site, page: &manual::Page) -> Markup {
    let view = site.view;
    // The renderer of the manual lets no markup of a page through.
    let article = html! {
        (search(view, ""))
        @if page.language != view.language {
            p.strip role="note" { (icon("alert")) span { (view.t("ui-manual-english")) } }
        }
        article lang=(page.language.tag()) { (PreEscaped(&page.html)) }
    };
    framed(view, &page.title, Some(page), &article)
}

/// Contents at the side, and what is read beside it.
fn framed(view: &View, title: &str, page: Option<&manual::Page>, body: &Markup) -> Markup {
    let main = html! {
        div.manual {
            details.manual-side id="contents" open {
                summary { (view.t("ui-manual-contents")) }
                nav aria-label=(view.t("ui-manual-contents")) { (index(view, page)) }
            }
            div.manual-text { (body) }
        }
    };
    let page = frame::Page {
        title: title.to_owned(),
        area: Area::Other,
        kind: "manual",
        main,
        shortcuts: Vec::new(),
        about: About::CONTENTS,
    };
    frame::page(view, &page)
}

fn address(view: &View, topic: Topic, anchor: &str) -> String {
    let page = view.list_url(&format!("-/manual/{}", topic.name()));
    if anchor.is_empty() { page } else { format!("{page}#{anchor}") }
}

/// The pages, and below the open one its headings.
fn index(view: &View, open: Option<&manual::Page>) -> Markup {
    html! {
        ul {
            li { a href=(view.list_url("-/manual")) aria-current=[open.is_none().then_some("page")] { (view.t("ui-manual-overview")) } }
            @for page in manual::pages_for(&view.role, view.language) {
                @let here = open.is_some_and(|open| open.topic == page.topic);
                li {
                    a href=(address(view, page.topic, "")) aria-current=[here.then_some("page")] { (page.title) }
                    @if here {
                        ul { @for section in page.sections.iter().skip(1) { li { a href={ "#" (section.anchor) } { (section.heading) } } } }
                    }
                }
            }
        }
    }
}

fn search(view: &View, typed: &str) -> Markup {
    html! {
        form.manual-search role="search" action=(view.list_url("-/manual")) {
            label.vh for="manual-q" { (view.t("ui-manual-search")) }
            div.box { (icon("search")) input id="manual-q" type="search" name="q" value=(typed) placeholder=(view.t("ui-manual-search")) autocomplete="off"; }
            button.btn type="submit" { (view.t("ui-manual-find")) }
            a.manual-jump href="#contents" { (view.t("ui-manual-contents")) }
        }
    }
}

/// Every page with its headings.
fn overview(view: &View) -> Markup {
    html! {
        div.manual-pages {
            @for page in manual::pages_for(&view.role, view.language) {
                section.panel.hub-group {
                    header.panel-head { h2 { a href=(address(view, page.topic, "")) { (page.title) } } }
                    ul { @for section in page.sections.iter().skip(1) {
                        li { a href=(address(view, page.topic, &section.anchor)) { (section.heading) } }
                    } }
                }
            }
        }
    }
}

fn hits(view: &View, found: &[Found]) -> Markup {
    if found.is_empty() {
        return empty::empty(
            "search",
            &view.t("ui-manual-nothing"),
            &view.t("ui-manual-nothing-how"),
            None,
        );
    }
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    html! {
        p.hint role="status" { (view.tx("ui-manual-found", &[("count", count.into())])) }
        ol.manual-hits {
            @for hit in found {
                li {
                    a href=(address(view, hit.topic, hit.anchor)) { (hit.heading) }
                    @if hit.heading != hit.page { " " span.hint { (hit.page) } }
                    p { @for piece in &hit.excerpt { @if piece.hit { mark { (piece.text) } } @else { (piece.text) } " " } }
                }
            }
        }
    }
}
