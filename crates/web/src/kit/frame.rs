//! The frame around every page: top bar, skip link, search, shortcuts, texts for the client.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::{Map, Value as Json};

use super::button::{self, Button, Item, Weight};
use super::dialog;
use super::icon::icon;
use super::view::{Density, Theme, View};
use crate::manual::About;

/// The font that every page needs first.
pub const FONT: &str = concat!("/ui/", env!("UI_FONT"));
/// The styles of all screens.
pub const STYLES: &str = concat!("/ui/main.css?v=", env!("UI_VERSION"));
/// The modules of all screens.
pub const SCRIPT: &str = concat!("/ui/main.js?v=", env!("UI_VERSION"));

/// The words of the role's menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// The role centre.
    Home,
    /// Service orders and invoices.
    Orders,
    /// Service items.
    ServiceItems,
    /// Customers.
    Customers,
    /// Items.
    Items,
    /// Resources.
    Resources,
    /// Posted documents and ledgers.
    Finance,
    /// Set-up and administration.
    SetUp,
    /// None of them.
    Other,
}

/// The menu: word, page, and what it stands for.
const MENU: [(Area, &str, &str); 8] = [
    (Area::Home, "ui-menu-home", ""),
    (Area::Orders, "ui-menu-orders", "serviceOrders"),
    (Area::ServiceItems, "ui-menu-service-items", "serviceItems"),
    (Area::Customers, "ui-menu-customers", "customers"),
    (Area::Items, "ui-menu-items", "items"),
    (Area::Resources, "ui-menu-resources", "resources"),
    (Area::Finance, "ui-menu-finance", "-/finance"),
    (Area::SetUp, "ui-menu-set-up", "-/set-up"),
];

/// A key and the id of the text that says what it does.
pub type Shortcut = (&'static str, &'static str);

/// Shortcuts that work on every page.
const EVERYWHERE: [Shortcut; 7] = [
    ("F1", "ui-key-manual"),
    ("Ctrl K", "ui-key-search"),
    ("Alt Q", "ui-key-search"),
    ("Alt B", "ui-notices"),
    ("?", "ui-key-shortcuts"),
    ("Escape", "ui-key-escape"),
    ("Alt H", "ui-key-home"),
];

/// A page inside the frame.
#[derive(Clone, Debug)]
pub struct Page {
    /// The title of the window.
    pub title: String,
    /// The word of the menu that is marked.
    pub area: Area,
    /// What the page is, for styles and scripts: `list`, `card`, `document`, `home`, ...
    pub kind: &'static str,
    /// The page's own part.
    pub main: Markup,
    /// The shortcuts of this page beside those of every page.
    pub shortcuts: Vec<Shortcut>,
    /// The place of the manual that speaks of it, for F1.
    pub about: About,
}

/// A whole page in the frame.
pub fn page(view: &View, page: &Page) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(view.language.tag()) data-theme=[view.theme.attribute()]
            data-density=[view.density.attribute()] {
            (head(&page_title(view, &page.title)))
            body class={ "p-" (page.kind) } data-page=(page.kind) data-company=(view.company.name)
                data-api=(view.api("")) data-csrf=(view.csrf) data-work-date=(view.work_date)
                data-zone=(view.zone.name()) {
                a.skip href="#main" { (view.t("ui-skip")) }
                (top_bar(view, page))
                main id="main" tabindex="-1" data-part="page" { (page.main) }
                div.toasts id="toasts" role="region" aria-live="polite" aria-label=(view.t("ui-messages")) {}
                @if view.has_company() { (search(view)) }
                (shortcuts(view, &page.shortcuts))
                (work_date(view))
                (confirmation(view))
                (client_texts(view))
            }
        }
    }
}

/// A page without the frame: sign-in and failures.
pub fn bare(
    language: base::Language,
    theme: Theme,
    title: &str,
    kind: &str,
    main: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) data-theme=[theme.attribute()] {
            (head(title))
            body.(kind) data-page=(kind) { main id="main" { (main) } }
        }
    }
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) }
            link rel="icon" href="/ui/mark.svg" type="image/svg+xml";
            link rel="preload" as="font" type="font/woff2" href=(FONT) crossorigin;
            link rel="stylesheet" href=(STYLES);
            script type="module" src=(SCRIPT) {}
        }
    }
}

/// The mark of the program.
pub fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 22 22" aria-hidden="true" focusable="false" {
            rect width="22" height="22" rx="5" fill="currentColor" {}
            path d="M8 16V6.5h6.5M8 11h5" {}
            circle cx="14.5" cy="15.25" r="1.4" {}
        }
    }
}

/// The title of the window.
fn page_title(view: &View, title: &str) -> String {
    if view.has_company() {
        format!("{title} · {}", view.company.display_name)
    } else {
        title.to_owned()
    }
}

fn top_bar(view: &View, page: &Page) -> Markup {
    let home = view.home_url();
    let brand = html! {
        a.brand href=(home) title=(view.t("ui-menu-home")) { (mark()) span.vh { (view.t("ui-menu-home")) } }
    };
    html! {
        header.top {
            @if view.has_company() {
                button type="button" class="btn btn-plain btn-icon drawer-button" data-act="drawer" aria-expanded="false" aria-controls="menu" {
                    (icon("menu")) span.vh { (view.t("ui-menu")) }
                }
                (brand)
                (company_menu(view))
                (words(view, page.area))
                span.grow {}
                (tools(view))
            } @else {
                (brand)
                span.grow {}
            }
            (language_menu(view))
            (user_menu(view, page.about))
        }
    }
}

/// The menu of the company.
fn words(view: &View, area: Area) -> Markup {
    let home = view.home_url();
    html! {
        nav.words id="menu" aria-label=(view.t("ui-menu")) {
            @for (word, text, place) in MENU {
                a href={ @if place.is_empty() { (home) } @else { (home) "/" (place) } }
                    data-key=[(word == Area::Home).then_some("Alt H")]
                    aria-current=[(word == area).then_some("page")] { (view.t(text)) }
            }
            span.more-host hidden {
                (button::menu("more", &Button { text: view.t("ui-more"), weight: Weight::Plain, ..Button::default() }, &[]))
            }
        }
    }
}

/// Search, work date and bell, which speak of the company.
fn tools(view: &View) -> Markup {
    html! {
        button.search-box type="button" data-act="search" data-key="Ctrl K" {
            (icon("search")) span.grow { (view.t("ui-search-everything")) } kbd aria-hidden="true" { "Ctrl K" }
        }
        button type="button" class="btn btn-plain work-date" data-dialog="work-date" title=(view.t("ui-work-date")) {
            (icon("calendar")) span.vh { (view.t("ui-work-date")) " " } span { (view.date(view.work_date)) }
        }
        (bell(view))
    }
}

/// The bell: how much calls for attention, and the list of it; the client asks for both.
fn bell(view: &View) -> Markup {
    let label = view.t("ui-notices");
    html! {
        span.menu-host {
            button type="button" class="btn btn-plain btn-icon bell" data-menu="notices" data-key="Alt B" aria-haspopup="true" aria-expanded="false"
                aria-controls="notices" title=(label) {
                (icon("bell")) span.vh { (label) } span.bell-count data-bell hidden {}
            }
            div class="menu end notices" id="notices" role="group" aria-label=(label) data-from=(view.list_url("-/notices")) hidden {
                p.hint { (view.t("ui-js-loading")) }
            }
        }
    }
}

fn company_menu(view: &View) -> Markup {
    let mut items: Vec<Item> = vec![Item::Head(view.t("ui-company"))];
    items.extend(view.companies.iter().map(|company| {
        let chosen = company.name == view.company.name;
        let link = Button::link(&company.display_name, format!("/c/{}", company.name));
        Item::Act(link.icon(if chosen { "check" } else { "bank" }))
    }));
    items.push(Item::Separator);
    let about = Button::link(view.t("ui-company-information"), view.list_url("companyInformation"));
    items.push(Item::Act(about.icon("settings")));
    let name = Button {
        text: view.company.display_name.clone(),
        weight: Weight::Plain,
        ..Button::default()
    };
    html! { span.company { (button::menu("companies", &name, &items)) } }
}

/// A language to choose.
fn language(view: &View, tag: &str, name: &str) -> Item {
    let chosen = view.language.tag() == tag;
    Item::Act(Button::new(name, "language").arg(tag).icon(if chosen { "check" } else { "" }))
}

fn language_menu(view: &View) -> Markup {
    let opener = Button {
        text: view.language.tag().to_uppercase(),
        weight: Weight::Plain,
        ..Button::default()
    };
    let items = [language(view, "en", "English"), language(view, "fr", "Français")];
    html! { span.language { (button::menu("languages", &opener, &items)) } }
}

fn user_menu(view: &View, about: About) -> Markup {
    let chosen = |yes: bool| if yes { "check" } else { "" };
    let theme = |theme: Theme, name: &str, id: &str| {
        Item::Act(Button::new(view.t(id), "theme").arg(name).icon(chosen(view.theme == theme)))
    };
    let density = |density: Density, name: &str, id: &str| {
        Item::Act(
            Button::new(view.t(id), "density").arg(name).icon(chosen(view.density == density)),
        )
    };
    let mut items = vec![
        Item::Head(if view.full_name.is_empty() {
            view.user.clone()
        } else {
            view.full_name.clone()
        }),
        Item::Separator,
        Item::Head(view.t("ui-language")),
        language(view, "en", "English"),
        language(view, "fr", "Français"),
        Item::Separator,
        Item::Head(view.t("ui-theme")),
        theme(Theme::System, "system", "ui-theme-system"),
        theme(Theme::Light, "light", "ui-theme-light"),
        theme(Theme::Dark, "dark", "ui-theme-dark"),
        Item::Separator,
        Item::Head(view.t("ui-density")),
        density(Density::Compact, "compact", "ui-density-compact"),
        density(Density::Normal, "normal", "ui-density-normal"),
        density(Density::Comfortable, "comfortable", "ui-density-comfortable"),
        Item::Separator,
        Item::Act(Button::link(view.t("ui-account"), view.list_url("-/account")).icon("user")),
        Item::Act(manual(view, about)),
    ];
    // Of use to who connects programs, which no clerk does.
    if ["SUPER", "INTEGRATOR"].contains(&view.role.as_str()) {
        let api = Button::link(view.t("ui-api-description"), "/api/docs");
        items.push(Item::Act(api.icon("link")));
    }
    items.push(Item::Act(Button::new(view.t("ui-sign-out"), "sign-out").icon("leave")));
    html! {
        span.menu-host {
            button type="button" class="user-button" data-menu="user" aria-haspopup="menu" aria-expanded="false"
                aria-controls="user" title=(view.t("ui-user-menu")) {
                span.avatar aria-hidden="true" { (view.initials()) } span.vh { (view.t("ui-user-menu")) }
            }
            div class="menu end" id="user" role="menu" aria-label=(view.t("ui-user-menu")) hidden { @for item in &items { (item) } }
        }
    }
}

/// The manual where it speaks of the page, in a window of its own: work and what is typed stay.
fn manual(view: &View, about: About) -> Button {
    let link = Button::link(view.t("ui-manual"), view.list_url(&about.path()));
    link.icon("document").key("F1").window("manual")
}

fn search(view: &View) -> Markup {
    let label = view.t("ui-search-everything");
    html! {
        dialog.palette id="search" aria-label=(label) {
            div.palette-input {
                (icon("search"))
                input type="search" id="search-input" autocomplete="off" spellcheck="false" placeholder=(label)
                    aria-label=(label) role="combobox" aria-expanded="true" aria-controls="search-results"
                    data-from=(view.list_url("-/search"));
                kbd aria-hidden="true" { (view.key("Escape")) }
            }
            div id="search-results" role="listbox" aria-label=(view.t("ui-search-results")) {}
            p.palette-hint { (view.t("ui-search-hint")) }
        }
    }
}

fn shortcuts(view: &View, own: &[Shortcut]) -> Markup {
    let list = |rows: &[Shortcut]| {
        html! {
            dl.keys {
                @for (key, text) in rows {
                    div { dt { @for part in key.split(' ') { kbd { (view.key(part)) } " " } } dd { (view.t(text)) } }
                }
            }
        }
    };
    let body = html! {
        @if !own.is_empty() { h3 { (view.t("ui-keys-page")) } (list(own)) }
        h3 { (view.t("ui-keys-everywhere")) } (list(&EVERYWHERE))
    };
    let close = Button::new(view.t("ui-close"), "dialog-close");
    dialog::dialog(view, "shortcuts", "wide", &view.t("ui-shortcuts"), &body, &html! { (close) })
}

fn work_date(view: &View) -> Markup {
    let body = html! {
        p { (view.t("ui-work-date-help")) }
        div class="field stack" {
            label for="work-date-input" { (view.t("ui-work-date")) }
            div.val { div.box { input id="work-date-input" type="date" value=(view.work_date); } }
        }
    };
    let foot = html! {
        (Button::new(view.t("ui-work-date-today"), "work-date-today"))
        (Button::new(view.t("ui-work-date-set"), "work-date-set").weight(Weight::Primary))
    };
    dialog::dialog(view, "work-date", "", &view.t("ui-work-date"), &body, &foot)
}

/// The dialog that asks what a rule wants confirmed; the client fills in the question.
fn confirmation(view: &View) -> Markup {
    let foot = html! {
        (Button::new(view.t("ui-no"), "confirm-no"))
        (Button::new(view.t("ui-yes"), "confirm-yes").weight(Weight::Primary))
    };
    let body = html! { p data-question {} };
    dialog::dialog(view, "confirmation", "", &view.t("ui-confirm"), &body, &foot)
}

/// Texts that the client composes with.
const CLIENT_TEXTS: &[&str] = &[
    "ui-js-import-no-file",
    "ui-js-import-errors",
    "ui-js-import-would",
    "ui-js-import-done",
    "ui-js-import-cell",
    "ui-js-import-heading",
    "ui-js-import-value",
    "ui-js-import-problem",
    "ui-js-no-line",
    "ui-js-scope-chosen",
    "ui-js-scope-all",
    "ui-js-outlook-ready",
    "ui-js-outlook-none",
    "ui-js-outlook-more",
    "ui-js-outlook-left",
    "ui-js-outlook-amounts",
    "ui-total-excl",
    "ui-total-vat",
    "ui-total-incl",
    "ui-js-made",
    "ui-js-open",
    "ui-js-acted",
    "ui-js-acted-many",
    "ui-js-undone",
    "ui-js-posted-many",
    "ui-js-jobs-link",
    "ui-js-paste-row",
    "ui-js-conflict",
    "ui-js-mend-first",
    "ui-js-keep-mine",
    "ui-js-take-theirs",
    "ui-js-pick",
    "ui-js-paste-choice",
    "ui-js-paste-undone",
    "ui-js-paste-left",
    "ui-js-paste-copy",
    "ui-js-search-actions",
    "ui-js-course",
    "ui-previous",
    "ui-next",
    "ui-js-try-again",
    "ui-js-sign-in",
    "ui-js-signed-out",
    "ui-js-pasted",
    "ui-js-posted-whole",
    "ui-js-posted-part",
    "ui-close",
    "ui-save-view",
    "ui-view-shared",
    "ui-js-view-removed",
    "ui-yes",
    "ui-no",
    "ui-undo",
    "ui-cancel",
    "ui-delete",
    "ui-keep",
    "ui-retry",
    "ui-js-saved",
    "ui-js-saving",
    "ui-js-not-saved",
    "ui-js-problem-one",
    "ui-js-problem-many",
    "ui-js-not-a-number",
    "ui-js-not-a-date",
    "ui-js-not-a-time",
    "ui-js-offline",
    "ui-js-changed",
    "ui-js-reload",
    "ui-js-undo-entry",
    "ui-js-selected-one",
    "ui-js-selected-many",
    "ui-js-rows-loaded",
    "ui-js-rows-more",
    "ui-js-rows-all",
    "ui-js-nothing-found",
    "ui-js-loading",
    "ui-js-link-copied",
    "ui-js-delete-title",
    "ui-js-delete-body",
    "ui-js-deleted",
    "ui-js-create-first",
    "ui-js-new",
    "ui-js-done",
    "ui-js-progress",
    "ui-js-stop",
    "ui-js-view-name",
    "ui-js-view-saved",
    "ui-js-filter-this",
    "ui-js-choose",
    "ui-js-date",
    "ui-js-months",
    "ui-js-decimal",
    "ui-js-group",
    "ui-js-today",
    "ui-js-lookup-more",
    "ui-js-confirm",
    "ui-js-job-leave",
    "ui-js-nothing-stops",
];

fn client_texts(view: &View) -> Markup {
    let map: Map<String, Json> = CLIENT_TEXTS
        .iter()
        .map(|id| ((*id).trim_start_matches("ui-").to_owned(), Json::from(view.t(id))))
        .collect();
    // `<` must not end the element early.
    let json = Json::Object(map).to_string().replace('<', "\\u003c");
    html! { script type="application/json" id="texts" { (PreEscaped(json)) } }
}
