//! How somebody wants the program: language, home, theme, height of rows. The first two follow the
//! person, the others stay with the browser, since a phone wants other rows than a desk.

use axum::http::{HeaderValue, header};
use axum::response::Response;
use base::{Language, Result, refuse};
use books::user::User;
use maud::{Markup, html};
use serde_json::{Map, Value as Json};
use store::{Tx, key};

use crate::kit::View;
use crate::kit::view::{Density, Theme};
use crate::pages::visit::{Pairs, value};

/// A choice: its name in the form, the id of its text, whether it is the present one.
type Choice = (&'static str, &'static str, bool);

/// The fields of the form.
pub fn fields(view: &View) -> Markup {
    let themes: [Choice; 3] = [
        ("system", "ui-theme-system", view.theme == Theme::System),
        ("light", "ui-theme-light", view.theme == Theme::Light),
        ("dark", "ui-theme-dark", view.theme == Theme::Dark),
    ];
    let densities: [Choice; 3] = [
        ("compact", "ui-density-compact", view.density == Density::Compact),
        ("normal", "ui-density-normal", view.density == Density::Normal),
        ("comfortable", "ui-density-comfortable", view.density == Density::Comfortable),
    ];
    let named = |choices: &[Choice]| -> Vec<(String, String, bool)> {
        choices.iter().map(|(name, text, here)| ((*name).to_owned(), view.t(text), *here)).collect()
    };
    let languages = [(Language::En, "English"), (Language::Fr, "Français")];
    let languages = languages.map(|(language, name)| {
        (language.tag().to_owned(), name.to_owned(), view.language == language)
    });
    let homes: Vec<(String, String, bool)> = view
        .homes
        .iter()
        .map(|role| (role.clone(), view.role_name(role), *role == view.home))
        .collect();
    html! {
        (select("language", &view.t("ui-language"), &languages))
        @if homes.len() > 1 { (select("homeRole", &view.t("ui-preferences-home"), &homes)) }
        (select("theme", &view.t("ui-theme"), &named(&themes)))
        (select("density", &view.t("ui-density"), &named(&densities)))
    }
}

fn select(name: &str, label: &str, choices: &[(String, String, bool)]) -> Markup {
    let id = format!("prefer-{name}");
    html! {
        div class="field stack" {
            label for=(id) { (label) }
            div.val { div.box { select id=(id) name=(name) {
                @for (name, text, here) in choices { option value=(name) selected[*here] { (text) } }
            } } }
        }
    }
}

/// Keeps what follows the person. `homes` are those that the user may choose from.
///
/// # Errors
/// `user.home.unknown`; when the database fails.
pub fn keep(tx: &mut Tx, user_name: &str, homes: &[String], pairs: &Pairs) -> Result<()> {
    let mut own: Map<String, Json> = Map::new();
    for name in ["language", "homeRole"] {
        let chosen = value(pairs, name);
        if !chosen.is_empty() {
            own.insert(name.to_owned(), chosen.into());
        }
    }
    let home = value(pairs, "homeRole");
    if !home.is_empty() && !homes.iter().any(|known| known == home) {
        return Err(refuse!("user.home.unknown", role = home).field("homeRole").into());
    }
    if own.is_empty() {
        return Ok(());
    }
    store::entity::patch::<User>(tx, key![user_name], &own, None).map(drop)
}

/// Has the browser keep what stays with it.
pub fn keep_here(response: &mut Response, pairs: &Pairs) {
    for (cookie, name, known, standard) in [
        ("fw_theme", "theme", ["system", "light", "dark"], "system"),
        ("fw_density", "density", ["compact", "normal", "comfortable"], "normal"),
    ] {
        let Some(chosen) = known.into_iter().find(|known| *known == value(pairs, name)) else {
            continue;
        };
        let (kept, life) = if chosen == standard { ("", 0) } else { (chosen, 31_536_000) };
        let line = format!("{cookie}={kept}; Path=/; Max-Age={life}; SameSite=Lax");
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
}
