//! The page where one signs in.

use base::Language;
use books::second_factor::{self, SecondFactor};
use maud::{Markup, html};

use super::context::is_within;
use crate::kit::frame::{bare, mark};
use crate::kit::view::{Theme, encode};
use crate::kit::{icon, qr};

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

/// What the second step shows.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The language.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Where to go afterwards.
    pub next: String,
    /// The second factor to set up; none when a code is asked for.
    pub factor: Option<SecondFactor>,
    /// Why it did not work.
    pub problem: Option<String>,
}

/// The page of the second step.
pub fn step(step: &Step) -> Markup {
    let t = |id: &str| texts::plain(step.language, id);
    let wrong = step.problem.is_some();
    let title = if step.factor.is_some() { "ui-factor-set-up" } else { "ui-factor-title" };
    let main = html! {
        div.sign-card {
            div.panel {
                div.sign-brand { (mark()) "Fieldwright" }
                h1 { (t(title)) }
                @if let Some(problem) = &step.problem {
                    p.strip id="sign-in-problem" role="alert" { (icon("problem")) span { (problem) } }
                }
                @match &step.factor {
                    Some(factor) => {
                        p.hint { (t("ui-factor-required-why")) }
                        (secret(step.language, factor))
                    }
                    None => p.hint { (t("ui-factor-how")) },
                }
                form method="post" action="/sign-in/code" {
                    input type="hidden" name="next" value=(step.next);
                    (code_field(step.language, wrong, step.factor.is_none()))
                    button class="btn btn-primary" type="submit" { (t("ui-sign-in")) }
                }
            }
            div.sign-foot { a href={ "/sign-in?next=" (encode(&step.next)) } { (t("ui-factor-other-user")) } }
        }
    };
    let title = format!("{} · Fieldwright", t(title));
    bare(step.language, step.theme, &title, "sign-in", &main)
}

/// The field for a code; a recovery code may have letters.
pub fn code_field(language: Language, wrong: bool, recovery: bool) -> Markup {
    let mode = if recovery { "text" } else { "numeric" };
    html! {
        div class="field stack" {
            label for="code" { (texts::plain(language, "ui-factor-code")) }
            div.val { div.box.problem[wrong] {
                input id="code" name="code" inputmode=(mode) autocomplete="one-time-code" autocapitalize="none" spellcheck="false"
                    required autofocus aria-describedby=[wrong.then_some("sign-in-problem")];
            } }
        }
    }
}

/// The secret of a second factor, as a picture and as text.
pub fn secret(language: Language, factor: &SecondFactor) -> Markup {
    let t = |id: &str| texts::plain(language, id);
    let groups: Vec<String> = factor
        .secret
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    html! {
        div.factor-secret {
            (qr(&second_factor::uri(factor), &t("ui-factor-picture")))
            p.hint { (t("ui-factor-text")) }
            p.mono id="factor-text" { (groups.join(" ")) }
        }
    }
}

/// The recovery codes, which are shown only now.
pub fn codes(language: Language, theme: Theme, next: &str, codes: &[String]) -> Markup {
    let t = |id: &str| texts::plain(language, id);
    let place = if is_within(next) { next } else { "/" };
    let main = html! {
        div.sign-card {
            div.panel {
                div.sign-brand { (mark()) "Fieldwright" }
                h1 { (t("ui-factor-codes")) }
                p.hint { (t("ui-factor-codes-how")) }
                (code_list(codes))
                a class="btn btn-primary" href=(place) { (t("ui-factor-codes-kept")) }
            }
        }
    };
    let title = format!("{} · Fieldwright", t("ui-factor-codes"));
    bare(language, theme, &title, "sign-in", &main)
}

/// Recovery codes as a list.
pub fn code_list(codes: &[String]) -> Markup {
    html! { ol.factor-codes { @for code in codes { li { code.mono { (code) } } } } }
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
