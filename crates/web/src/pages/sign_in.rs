//! The page where one signs in.

use base::Language;
use maud::{Markup, html};

use crate::kit::frame::{bare, mark};
use crate::kit::icon;
use crate::kit::view::Theme;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// The language.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Where to go afterwards.
    pub next: String,
    /// The name that was typed before.
    pub user_name: String,
    /// Why it did not work.
    pub problem: Option<String>,
}

/// The page.
pub fn page(sign_in: &SignIn) -> Markup {
    let t = |id: &str| texts::plain(sign_in.language, id);
    let other =
        if sign_in.language == Language::En { ("fr", "Français") } else { ("en", "English") };
    let wrong = sign_in.problem.is_some();
    let main = html! {
        div.sign-card {
            div.panel {
                div.sign-brand { (mark()) "Fieldwright" }
                h1 { (t("ui-sign-in-title")) }
                @if let Some(problem) = &sign_in.problem {
                    p.strip id="sign-in-problem" role="alert" { (icon("problem")) span { (problem) } }
                }
                form method="post" action="/sign-in" data-sign-in {
                    input type="hidden" name="next" value=(sign_in.next);
                    div class="field stack" {
                        label for="user-name" { (t("ui-sign-in-user")) }
                        div.val { div.box.problem[wrong] {
                            input id="user-name" name="userName" value=(sign_in.user_name) autocomplete="username" autocapitalize="none" spellcheck="false" required
                                autofocus[!wrong] aria-describedby=[wrong.then_some("sign-in-problem")];
                        } }
                    }
                    div class="field stack" {
                        label for="password" { (t("ui-sign-in-password")) }
                        div.val { div.box.problem[wrong] {
                            input id="password" name="password" type="password" autocomplete="current-password" required autofocus[wrong]
                                aria-describedby=[wrong.then_some("sign-in-problem")];
                        } }
                    }
                    button class="btn btn-primary" type="submit" { (t("ui-sign-in")) }
                }
            }
            div.sign-foot {
                a href={ "/sign-in?language=" (other.0) "&next=" (crate::kit::view::encode(&sign_in.next)) } lang=(other.0) hreflang=(other.0) { (other.1) }
            }
        }
    };
    bare(
        sign_in.language,
        sign_in.theme,
        &format!("{} · Fieldwright", t("ui-sign-in-title")),
        "sign-in",
        &main,
    )
}

/// A page that says what went wrong and where to go.
pub fn failure(language: Language, theme: Theme, title: &str, detail: &str, home: &str) -> Markup {
    let main = html! {
        div.sign-card {
            div.panel {
                div.sign-brand { (mark()) "Fieldwright" }
                h1 { (title) }
                p.quiet { (detail) }
                p.sign-foot { a class="btn" href=(home) { (texts::plain(language, "ui-failure-home")) } }
            }
        }
    };
    bare(language, theme, title, "failure", &main)
}
