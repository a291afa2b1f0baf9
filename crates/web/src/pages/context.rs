//! What every page needs before it can be drawn: who looks, at which company, how.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::{Answers, Error, Language, Result};
use books::user;
use maud::Markup;
use store::{Tx, params};

use super::sign_in::failure;
use crate::App;
use crate::kit::View;
use crate::kit::view::{CompanyName, Density, Theme};
use crate::problem::{self, Failure};
use crate::session::{Caller, asked_language};

/// Where a page is, and how the browser wants it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The company.
    pub company: String,
    /// Whether the page is about the installation: it then reads the system database.
    pub system: bool,
    /// Light or dark.
    pub theme: Theme,
    /// Room of rows.
    pub density: Density,
}

impl Place {
    /// The address of the home.
    pub fn home(&self) -> String {
        if self.company.is_empty() { "/".to_owned() } else { format!("/c/{}", self.company) }
    }

    /// A page of a company, or of the installation as seen from there.
    pub fn of(company: &str, system: bool, headers: &HeaderMap) -> Self {
        Self {
            company: company.to_owned(),
            system,
            theme: Theme::from_name(&cookie(headers, "fw_theme")),
            density: Density::from_name(&cookie(headers, "fw_density")),
        }
    }
}

/// A cookie that the browser keeps for a choice of the user; blank when there is none.
pub fn cookie(headers: &HeaderMap, name: &str) -> String {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let found = lines
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned));
    found.unwrap_or_default()
}

/// A page as an answer.
pub fn html(markup: Markup) -> Response {
    Html(markup.into_string()).into_response()
}

/// Who looks, and how. Without a company that is somebody at their own account or at the manual.
pub fn view(app: &App, caller: &Caller, place: &Place) -> Result<View> {
    let companies = companies(app, caller)?;
    let company = if place.company.is_empty() {
        CompanyName::default()
    } else {
        let found = companies.iter().find(|company| company.name == place.company).cloned();
        found.ok_or_else(|| Error::NotFound {
            collection: "companies".to_owned(),
            key: place.company.clone(),
        })?
    };
    let actor = caller.actor(app, &place.company, Answers::default())?;
    let calendar = |tx: &mut Tx| Ok((tx.zone().clone(), tx.now(), tx.today()));
    let (zone, now, today) = app.database(&place.company)?.read(&actor, calendar)?;
    let currency = if place.company.is_empty() {
        String::new()
    } else {
        let sql = "SELECT \"lcy_code\" FROM \"general_ledger_setup\"";
        let rows = app.database(&place.company)?.read(&actor, |tx| tx.rows(sql, &[]))?;
        rows.into_iter().flatten().next().map(store::Value::into_text).unwrap_or_default()
    };
    let roles = roles(app, caller, &place.company)?;
    let homes = homes_of(&roles);
    let wanted = caller.user.home_role.to_string();
    let role = roles.iter().find(|role| **role == wanted).or(roles.first()).cloned();
    let role = role.unwrap_or_default();
    Ok(View {
        language: caller.language,
        theme: place.theme,
        density: place.density,
        user: actor.user.clone(),
        full_name: caller.user.full_name.to_string(),
        home: if homes.contains(&wanted) { wanted } else { role.clone() },
        homes,
        role,
        tour: !caller.user.toured && caller.session().is_some(),
        company,
        companies,
        work_date: today,
        now,
        moment: actor.moment,
        zone,
        csrf: caller.csrf.clone().unwrap_or_default(),
        permissions: actor.permissions,
        currency,
    })
}

/// The roles that have a home of their own.
const HOMES: [&str; 6] =
    ["SUPER", "SERVICE-MANAGER", "DISPATCHER", "COUNTER", "TECHNICIAN", "BOOKKEEPER"];

/// The homes that somebody with these roles may choose from: who may do everything sees any.
fn homes_of(roles: &[String]) -> Vec<String> {
    let all = roles.iter().any(|role| role == "SUPER");
    let known = |home: &&str| all || roles.iter().any(|role| role == home);
    HOMES.iter().copied().filter(known).map(str::to_owned).collect()
}

/// The homes that somebody may choose from in any company.
///
/// # Errors
/// When the database fails.
pub fn homes(app: &App, caller: &Caller) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT \"role_id\" FROM \"user_permission_set\" WHERE \"user_name\" = $1";
    Ok(homes_of(&roles_by(app, sql, params![caller.user.user_name])?))
}

/// The roles that a user has in a company: those given for it before those given for all.
fn roles(app: &App, caller: &Caller, company: &str) -> Result<Vec<String>> {
    let sql = "SELECT \"role_id\" FROM \"user_permission_set\" WHERE \"user_name\" = $1 AND (\"company_name\" = $2 OR \"company_name\" = '') \
               ORDER BY \"company_name\" DESC, \"role_id\"";
    roles_by(app, sql, params![caller.user.user_name, company])
}

fn roles_by(app: &App, sql: &str, params: &[store::Value]) -> Result<Vec<String>> {
    let rows = app.installation().system().read(&app.program(), |tx| tx.rows(sql, params))?;
    Ok(rows.into_iter().flatten().map(store::Value::into_text).collect())
}

/// The companies that a user may see.
///
/// # Errors
/// When the database fails.
pub fn companies(app: &App, caller: &Caller) -> Result<Vec<CompanyName>> {
    let all = app.installation().companies()?;
    let names: Vec<String> = all.iter().map(|company| company.name.to_string()).collect();
    let program = app.program();
    let mine = app
        .installation()
        .system()
        .read(&program, |tx| user::companies_of(tx, &caller.user.user_name, &names))?;
    let shown = |name: &str, display: &str| {
        if display.is_empty() { name.to_owned() } else { display.to_owned() }
    };
    Ok(all
        .iter()
        .filter(|company| mine.iter().any(|name| *name == *company.name))
        .map(|company| CompanyName {
            name: company.name.to_string(),
            display_name: shown(&company.name, &company.display_name),
        })
        .collect())
}

/// The page that says what went wrong.
pub fn failed(error: &Error, language: Language, theme: Theme, home: &str) -> Response {
    if let Error::Unavailable(why) = error {
        tracing::error!(why, "a page could not be drawn");
    }
    let failure_of = Failure::from(error.clone());
    let status = failure_of.status();
    let body = problem::body(&failure_of, language, "");
    let text =
        |name: &str| body.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let page = failure(language, theme, &text("title"), &text("detail"), home);
    let mut response = (status, Html(page.into_string())).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, problem::RETRY_AFTER);
    }
    response
}

/// The language of somebody who has not signed in: chosen before, or asked for by the browser.
pub fn guest_language(headers: &HeaderMap) -> Language {
    let chosen = cookie(headers, "fw_language");
    if chosen.is_empty() {
        asked_language(headers).unwrap_or_default()
    } else {
        Language::from_tag(&chosen)
    }
}

/// The pairs of a form.
pub fn form_pairs(form: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(form);
    let decoded = |part: &str| percent_decoded(&part.replace('+', " "));
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut result = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = text
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        result.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&result).into_owned()
}

/// A redirect within the program; other places are not followed.
pub fn redirect(next: &str) -> Response {
    Redirect::to(if is_within(next) { next } else { "/" }).into_response()
}

/// Whether an address leads to a place of this program, however a browser reads it: browsers take
/// backslashes for slashes and leave out tabs and line breaks.
pub fn is_within(next: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && c != '\\';
    next.starts_with('/') && !next.starts_with("//") && next.chars().all(plain)
}

/// The answer for a file that is not there.
pub fn not_there() -> Response {
    StatusCode::NOT_FOUND.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stay_within_the_program() {
        for (next, to) in [
            ("/c/one/customers?q=a%2Fb", "/c/one/customers?q=a%2Fb"),
            ("/", "/"),
            ("", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("\\\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("/\n/evil.example", "/"),
            ("/c\r\nset-cookie: a=b", "/"),
            ("/\u{0}/evil.example", "/"),
            ("/\u{85}/evil.example", "/"),
            ("/a b", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            (" /c", "/"),
        ] {
            let response = redirect(next);
            assert_eq!(response.status(), StatusCode::SEE_OTHER, "{next:?}");
            let location = response.headers().get(header::LOCATION).expect("a place");
            assert_eq!(location.to_str().expect("ascii"), to, "{next:?}");
        }
    }
}
