//! The own account: preferences, password, second factor, sessions. What changes something comes as a form, and
//! shows the password again where it opens doors.

mod preferences;

use axum::extract::RawForm;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Result, refuse};
use books::second_factor::{self, SecondFactor};
use books::user::{self, Session};
use maud::{Markup, html};
use store::Tx;

use super::context::{form_pairs, homes};
use super::entrance::{answered, detail};
use super::sign_in::{code_field, code_list, secret};
use super::site::Site;
use super::visit::{Pairs, Visit, value};
use crate::kit::frame::{self, Area};
use crate::kit::icon;
use crate::problem::Failure;
use crate::session::CSRF_FIELD;
use crate::sign_in::with_own_password;

/// What the page knows.
struct Account<'a> {
    site: Site<'a>,
    /// What went wrong, and in which part.
    problem: Option<(String, String)>,
    /// What has just been done; blank for nothing.
    done: String,
    /// Recovery codes, which are shown only now.
    codes: Vec<String>,
    active: Option<SecondFactor>,
    pending: Option<SecondFactor>,
    required: bool,
    codes_left: i64,
    sessions: Vec<Session>,
    /// The fingerprint of the session in which the page is seen.
    here: String,
}

/// What came of an act, for the page that follows.
#[derive(Default)]
struct Came {
    problem: Option<(String, String)>,
    codes: Vec<String>,
}

/// The page.
pub async fn route(visit: Visit) -> Response {
    page(visit, Came::default()).await
}

async fn page(visit: Visit, came: Came) -> Response {
    let caller = visit.caller.clone();
    let done = visit.asked("done");
    visit
        .of_installation(true)
        .show(move |tx, site| {
            let name = &caller.user.user_name;
            let user: user::User = tx.find(store::key![name])?;
            let account = Account {
                site,
                problem: came.problem,
                done,
                codes: came.codes,
                active: second_factor::active(tx, name)?,
                pending: second_factor::pending(tx, name)?,
                required: user.second_factor_required,
                codes_left: second_factor::codes_left(tx, name)?,
                sessions: user::sessions_of(tx, name)?,
                here: caller.session().unwrap_or_default().to_owned(),
            };
            Ok(account.page())
        })
        .await
}

/// Carries out what a form of the page asks for, and shows the page again.
pub async fn act(visit: Visit, RawForm(form): RawForm) -> Response {
    let pairs: Pairs = form_pairs(&form);
    let act = visit.part("act");
    let (language, company) = (visit.caller.language, visit.place.company.clone());
    match done(&visit, &act, &pairs).await {
        Ok(codes) if codes.is_empty() => {
            let at = if company.is_empty() { String::new() } else { format!("/c/{company}") };
            let place = format!("{at}/-/account?done={act}#{}", part_of(&act));
            let mut response = Redirect::to(&place).into_response();
            if act == "preferences" {
                preferences::keep_here(&mut response, &pairs);
            }
            response
        }
        Ok(codes) => page(visit, Came { codes, problem: None }).await,
        Err(failure) => {
            let problem = Some((part_of(&act).to_owned(), detail(&failure, language)));
            answered(&failure, page(visit, Came { problem, codes: Vec::new() }).await)
        }
    }
}

/// The part of the page that an act belongs to.
fn part_of(act: &str) -> &'static str {
    match act {
        "preferences" => "preferences",
        "password" => "password",
        "sign-out" | "sign-out-others" => "sessions",
        _ => "factor",
    }
}

/// Carries an act out; answers recovery codes that came of it.
async fn done(visit: &Visit, act: &str, pairs: &Pairs) -> Result<Vec<String>, Failure> {
    let (app, caller) = (&visit.app, visit.caller.clone());
    let (name, actor) = (caller.user.user_name.clone(), caller.acting(app.program()));
    let password = value(pairs, "currentPassword").to_owned();
    match act {
        "preferences" => {
            let (caller, pairs) = (caller.clone(), pairs.clone());
            let keep = app.blocking(move |app| {
                let homes = homes(app, &caller)?;
                let system = app.installation().system();
                system.write(&actor, |tx| preferences::keep(tx, &name, &homes, &pairs))
            });
            keep.await?;
            Ok(Vec::new())
        }
        "password" => {
            let new = value(pairs, "newPassword").to_owned();
            if new != value(pairs, "again") {
                return Err(refuse!("user.password.notTheSame").field("again").into());
            }
            crate::api::session::new_password(app, caller, password, new).await?;
            Ok(Vec::new())
        }
        "factor-begin" => {
            let begin = move |tx: &mut Tx| second_factor::begin(tx, &name).map(drop);
            with_own_password(app, actor, password, begin).await.map(|()| Vec::new())
        }
        "factor-confirm" => {
            let (code, unix) =
                (value(pairs, "code").to_owned(), app.installation().clock().moment().unix());
            let confirmed = app.blocking(move |app| {
                let confirm = |tx: &mut Tx| second_factor::confirm(tx, &name, &code, unix);
                app.installation().system().write(&actor, confirm)
            });
            Ok(confirmed.await?)
        }
        "factor-off" => {
            let off = move |tx: &mut Tx| second_factor::turn_off(tx, &name);
            with_own_password(app, actor, password, off).await.map(|()| Vec::new())
        }
        "factor-codes" => {
            let renew = move |tx: &mut Tx| second_factor::renew(tx, &name);
            with_own_password(app, actor, password, renew).await
        }
        "sign-out" | "sign-out-others" => {
            let handle = (act == "sign-out").then(|| value(pairs, "session").to_owned());
            let here = caller.session().unwrap_or_default().to_owned();
            let ended = app.blocking(move |app| {
                let system = app.installation().system();
                system.write(&actor, |tx| end(tx, &name, handle.as_deref(), &here))
            });
            ended.await?;
            Ok(Vec::new())
        }
        _ => Err(crate::api::unknown(act)),
    }
}

/// Ends one session of the user, or all but this one.
fn end(tx: &mut Tx, user_name: &str, handle: Option<&str>, here: &str) -> Result<()> {
    let Some(handle) = handle else {
        return user::sign_out_elsewhere(tx, user_name, here).map(drop);
    };
    let sessions = user::sessions_of(tx, user_name)?;
    match sessions.iter().find(|session| user::session_handle(session) == handle) {
        Some(session) => user::sign_out(tx, &session.token_hash),
        None => Ok(()),
    }
}

impl Account<'_> {
    fn t(&self, id: &str) -> String {
        self.site.view.t(id)
    }

    fn page(&self) -> Markup {
        let title = self.t("ui-account");
        let main = html! {
            div.hub.account {
                header.home-head { h1 { (title) } }
                (self.told())
                (self.preferences())
                (self.password())
                (self.factor())
                (self.sessions_part())
            }
        };
        let shortcuts = Vec::new();
        let page = frame::Page {
            title,
            area: Area::Other,
            kind: "hub",
            main,
            shortcuts,
            about: crate::manual::About::ACCOUNT,
        };
        frame::page(self.site.view, &page)
    }

    /// What has just been done.
    fn told(&self) -> Markup {
        let id = match self.done.as_str() {
            "preferences" => "ui-preferences-done",
            "password" => "ui-account-password-done",
            "factor-off" => "ui-account-factor-off-done",
            "sign-out" | "sign-out-others" => "ui-account-sign-out-done",
            _ => return html! {},
        };
        html! { p class="strip done" role="status" { (icon("check")) span { (self.t(id)) } } }
    }

    fn part(&self, id: &str, glyph: &str, title: &str, body: &Markup) -> Markup {
        let problem = self.problem.as_ref().filter(|(part, _)| part == id);
        html! {
            section.panel id=(id) {
                header.panel-head { (icon(glyph)) h2 { (self.t(title)) } }
                div.account-body {
                    @if let Some((_, problem)) = problem {
                        p.strip role="alert" { (icon("problem")) span { (problem) } }
                    }
                    (body)
                }
            }
        }
    }

    /// A form for an act, with the token against forged requests.
    fn form(&self, act: &str, button: &str, weight: &str, body: &Markup) -> Markup {
        let place = self.site.view.list_url(&format!("-/account/{act}"));
        html! {
            form.account-form method="post" action=(place) {
                input type="hidden" name=(CSRF_FIELD) value=(self.site.view.csrf);
                (body)
                button class={ "btn " (weight) } type="submit" { (self.t(button)) }
            }
        }
    }

    fn secret_field(&self, id: &str, name: &str, label: &str, kind: &str) -> Markup {
        html! {
            div class="field stack" {
                label for=(id) { (self.t(label)) }
                div.val { div.box { input id=(id) name=(name) type="password" autocomplete=(kind) required; } }
            }
        }
    }

    /// The present password, for the form of this act.
    fn present(&self, act: &str) -> Markup {
        let id = format!("present-{act}");
        self.secret_field(&id, "currentPassword", "ui-account-present", "current-password")
    }

    fn preferences(&self) -> Markup {
        let fields = preferences::fields(self.site.view);
        let body = html! {
            p.hint { (self.t("ui-preferences-how")) }
            (self.form("preferences", "ui-preferences-save", "btn-primary", &fields))
        };
        self.part("preferences", "settings", "ui-preferences", &body)
    }

    fn password(&self) -> Markup {
        let fields = html! {
            (self.present("password"))
            (self.secret_field("new", "newPassword", "ui-account-new", "new-password"))
            (self.secret_field("again", "again", "ui-account-again", "new-password"))
        };
        let body = html! {
            p.hint { (self.t("ui-account-password-how")) }
            (self.form("password", "ui-account-password-change", "btn-primary", &fields))
        };
        self.part("password", "key", "ui-account-password", &body)
    }

    fn factor(&self) -> Markup {
        let language = self.site.view.language;
        let body = if !self.codes.is_empty() {
            html! {
                h3 { (self.t("ui-factor-codes")) }
                p.hint { (self.t("ui-factor-codes-how")) }
                (code_list(&self.codes))
                a.btn href=(self.site.view.list_url("-/account#factor")) { (self.t("ui-factor-codes-kept")) }
            }
        } else if self.active.is_some() {
            self.factor_is_on()
        } else if let Some(pending) = &self.pending {
            let field = code_field(language, false, false);
            html! {
                p.hint { (self.t("ui-factor-set-up-how")) }
                (secret(language, pending))
                (self.form("factor-confirm", "ui-factor-confirm", "btn-primary", &field))
            }
        } else {
            html! {
                p.hint { (self.t("ui-factor-why")) }
                (self.form("factor-begin", "ui-factor-set-up", "btn-primary", &self.present("begin")))
            }
        };
        self.part("factor", "shield", "ui-factor", &body)
    }

    fn factor_is_on(&self) -> Markup {
        let left = self.site.view.tx("ui-factor-codes-left", &[("count", self.codes_left.into())]);
        html! {
            p { (icon("check")) " " (self.t("ui-factor-on")) " " (left) }
            (self.form("factor-codes", "ui-factor-codes-renew", "", &self.present("codes")))
            @if self.required {
                p.hint { (self.t("ui-factor-required")) }
            } @else {
                (self.form("factor-off", "ui-factor-off", "", &self.present("off")))
            }
        }
    }

    fn sessions_part(&self) -> Markup {
        let others = self.sessions.iter().any(|session| *session.token_hash != *self.here);
        let body = html! {
            ul.account-sessions { @for session in &self.sessions { (self.session(session)) } }
            @if others { (self.form("sign-out-others", "ui-account-sign-out-others", "", &html! {})) }
        };
        self.part("sessions", "users", "ui-account-sessions", &body)
    }

    fn session(&self, session: &Session) -> Markup {
        let view = self.site.view;
        let moment = |at: Option<base::Moment>| at.map_or_else(String::new, |at| view.at(at));
        let used = view.tx(
            "ui-account-session-used",
            &[
                ("used", moment(session.last_used_at).into()),
                ("since", moment(session.created_at).into()),
            ],
        );
        let here = *session.token_hash == *self.here;
        let handle =
            html! { input type="hidden" name="session" value=(user::session_handle(session)); };
        html! {
            li {
                div {
                    b { (program(&session.user_agent)) } " " span.soft { (session.address) }
                    @if here { " " span.tag { (self.t("ui-account-session-here")) } }
                    p.hint { (used) }
                }
                @if !here { (self.form("sign-out", "ui-sign-out", "", &handle)) }
            }
        }
    }
}

/// What a browser calls itself, in two words; other programs as they are.
fn program(agent: &str) -> String {
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        _ if agent.is_empty() => "–".to_owned(),
        _ => agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_known_by_name() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox · Linux",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36",
                "Chrome · Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
                "Safari · iPhone",
            ),
            ("curl/8.5.0", "curl/8.5.0"),
            ("", "–"),
        ] {
            assert_eq!(program(agent), name);
        }
    }
}
