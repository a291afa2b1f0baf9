//! What calls for the user's attention: orders of theirs that are late or soon due, batch jobs, overdue
//! receivables. Everything is read from the data when it is asked for; each line leads to what it
//! speaks of.

use axum::response::Response;
use base::{Action, Amount, Result};
use jiff::SignedDuration;
use maud::{Markup, html};
use serde_json::Value as Json;
use service::job::{self, BatchJob, JobStatus};
use store::filter::Comparison;
use store::{EntityDef, Filter, Query, Tx, Value, Wanted};

use super::describe::set_filter;
use super::list::remaining_text;
use super::site::{Site, key_of};
use super::visit::Visit;
use crate::kit::button::Button;
use crate::kit::field::text_of;
use crate::kit::frame::{self, Area};
use crate::kit::icon::{drawn, icon};

/// So many jobs are listed.
const LISTED: usize = 100;
/// So many problems of a job are shown; its result in the API has all of them.
const SHOWN: usize = 50;
/// A job is news for so many days.
const NEWS: SignedDuration = SignedDuration::from_hours(48);
/// So many orders are named one by one.
const NAMED: usize = 4;
/// Beyond so many, a count says "more".
const MOST: i64 = 99;

/// A line of the panel.
struct Notice {
    /// What it speaks of; the browser remembers which were seen.
    key: String,
    tone: &'static str,
    glyph: &'static str,
    text: String,
    detail: String,
    href: String,
}

/// The panel below the bell.
pub async fn route(visit: Visit) -> Response {
    visit
        .show(|tx, site| {
            let mut jobs = job::list(tx, LISTED)?;
            jobs.retain(|job| job.user_name.as_str() == site.view.user);
            panel(tx, site, &jobs)
        })
        .await
}

/// The page of the batch jobs that the user may see.
pub async fn jobs_route(visit: Visit) -> Response {
    visit.show(|tx, site| Ok(jobs_page(site, &job::list(tx, LISTED)?))).await
}

/// What calls for attention, as the list below the bell.
///
/// # Errors
/// When the database fails.
pub(super) fn panel(tx: &mut Tx, site: Site, jobs: &[BatchJob]) -> Result<Markup> {
    let view = site.view;
    let since = view.moment.before(NEWS);
    let news = |job: &&BatchJob| job.ended_at.or(job.started_at).is_some_and(|at| at >= since);
    let news: Vec<&BatchJob> = jobs.iter().filter(news).take(NAMED).collect();
    let mut count = i64::try_from(news.iter().filter(|job| failed(job)).count()).unwrap_or(MOST);
    let mut notices: Vec<Notice> = news.into_iter().map(|job| of_job(site, job)).collect();
    for (set, tone, glyph) in [("late", "bad", "g-stop"), ("soon", "warn", "g-clock")] {
        count += orders(tx, site, set, (tone, glyph), &mut notices)?;
    }
    if let Some(notice) = overdue(tx, site)? {
        notices.push(notice);
        count += 1;
    }
    Ok(html! {
        div data-notices data-count=(if count > MOST { format!("{MOST}+") } else { count.to_string() }) {
            div.menu-head { (view.t("ui-notices")) }
            @for notice in &notices { (line(notice)) }
            @if notices.is_empty() { p.hint.notice-none { (icon("check")) (view.t("ui-notices-none")) } }
        }
    })
}

fn line(notice: &Notice) -> Markup {
    html! {
        a.menu-item.notice href=(notice.href) data-key-of=(notice.key) {
            span class={ "status status-" (notice.tone) } { (drawn("g", notice.glyph)) }
            span.notice-text { b { (notice.text) } span.hint { (notice.detail) } }
        }
    }
}

/// Orders in this state that the user answers for: the first ones by name, then how many there are.
fn orders(
    tx: &mut Tx,
    site: Site,
    set: &str,
    (tone, glyph): (&'static str, &'static str),
    notices: &mut Vec<Notice>,
) -> Result<i64> {
    let view = site.view;
    let Ok(def) = site.def("serviceOrders") else { return Ok(0) };
    let Some(due) = set_filter(view, def.table, set) else { return Ok(0) };
    if !view.may_def(def, Action::Read) {
        return Ok(0);
    }
    let filter = def.fixed_filter().and(due).and(mine(tx, site, def)?);
    let count = def.count(tx, &filter, Some(MOST + 1))?;
    let order = ["response_date", "response_time"]
        .iter()
        .filter_map(|name| Some((def.table.column(name)?, false)))
        .collect();
    let query = Query { filter, order, top: NAMED, figures: Wanted::nothing(), ..Query::default() };
    for row in (def.list)(tx, &query)?.rows {
        let no = text_of(&row["no"]);
        notices.push(Notice {
            key: format!("{set}:{no}"),
            tone,
            glyph,
            text: format!("{no} {}", text_of(&row["name"])),
            detail: words(&[remaining_text(view, &row), text_of(&row["description"])]),
            href: site.record_url(def, &key_of(def, &row)),
        });
    }
    if count > NAMED as i64 {
        let shown = if count > MOST { format!("{MOST}+") } else { count.to_string() };
        notices.push(Notice {
            key: format!("{set}:{shown}"),
            tone,
            glyph,
            text: view.tx(&format!("ui-notices-{set}"), &[("count", shown.as_str().into())]),
            detail: view.t("ui-open-list"),
            href: format!("{}?set={set}", site.list_url(def)),
        });
    }
    Ok(count)
}

/// What is said, with a dot between.
fn words(parts: &[String]) -> String {
    let said: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}

/// What the user answers for: what is assigned to them and, for those who take orders in, what nobody
/// has taken yet, within their responsibility centre.
fn mine(tx: &mut Tx, site: Site, def: &EntityDef) -> Result<Filter> {
    let view = site.view;
    let (Some(user), Some(center)) =
        (def.table.column("assigned_user_id"), def.table.column("responsibility_center"))
    else {
        return Ok(Filter::All);
    };
    let own = Filter::equal(user, Value::from(view.user.as_str()));
    let plans = view.may_def(def, Action::Insert) && view.role != "TECHNICIAN";
    if !plans {
        return Ok(own);
    }
    let sql = "SELECT \"service_resp_ctr_filter\" FROM \"user_setup\" WHERE \"user_id\" = $1";
    let found = tx.rows(sql, &[Value::from(view.user.as_str())])?.into_iter().flatten().next();
    let of_center = match found.map(Value::into_text).filter(|code| !code.is_empty()) {
        Some(code) => Filter::Compare(center, Comparison::Equal, Value::Text(code)),
        None => Filter::All,
    };
    let free = Filter::equal(user, Value::from("")).and(of_center);
    Ok(Filter::Or(vec![own, free]))
}

/// Overdue entries of customers, for those who keep the accounts.
fn overdue(tx: &mut Tx, site: Site) -> Result<Option<Notice>> {
    let view = site.view;
    let keeps = view.sees_all(&["customer_ledger_entry.remaining_amt_lcy"])
        && view.may("customer_posting_group", Action::Modify);
    if !keeps {
        return Ok(None);
    }
    let sql = "SELECT count(*), CAST(coalesce(sum(\"remaining_amt_lcy\"), 0) AS BIGINT) FROM \"customer_ledger_entry\" \
               WHERE \"open\" = 1 AND \"due_date\" <> '' AND \"due_date\" < $1";
    let found = tx.rows(sql, &[Value::Text(view.now.date().to_string())])?;
    let figure = |at: usize| found.first().map_or(0, |row| row[at].clone().into_int());
    let (count, sum) = (figure(0), Amount::from_scaled(figure(1)));
    Ok((count > 0).then(|| Notice {
        key: format!("overdue:{count}"),
        tone: "bad",
        glyph: "g-late",
        text: view.tx("ui-notices-overdue", &[("count", count.into())]),
        detail: view.money(sum),
        href: view.filtered_url("customerLedgerEntries", &[("open", "true"), ("dueDate", "..t-1")]),
    }))
}

fn failed(job: &BatchJob) -> bool {
    matches!(job.status, JobStatus::Failed | JobStatus::Interrupted)
}

fn of_job(site: Site, job: &BatchJob) -> Notice {
    let (tone, glyph) = job_tone(job);
    Notice {
        key: format!("job:{}:{}", job.entry_no, job.status.name()),
        tone,
        glyph,
        text: job_name(site, job),
        detail: words(&[job_state(site, job), job_detail(site, job)]),
        href: site.view.list_url("-/jobs"),
    }
}

fn job_tone(job: &BatchJob) -> (&'static str, &'static str) {
    match job.status {
        JobStatus::Running => ("info", "g-half"),
        JobStatus::Succeeded => ("ok", "g-done"),
        JobStatus::Failed | JobStatus::Interrupted => ("bad", "g-stop"),
        JobStatus::Cancelled => ("warn", "g-hold"),
    }
}

fn job_state(site: Site, job: &BatchJob) -> String {
    let state = site.view.t(&format!("ui-job-{}", job.status.name()));
    if job.status == JobStatus::Running { format!("{state} {} %", job.progress) } else { state }
}

/// What a job is called: the words of its action.
fn job_name(site: Site, job: &BatchJob) -> String {
    if let Some(collection) = job.name.strip_suffix(".import") {
        let def = site.entities.iter().find(|def| def.collection == collection);
        let what = def.map_or_else(|| collection.to_owned(), |def| site.title(def));
        return texts::text(site.view.language, "ui-job-import", &[("what", what.into())]);
    }
    let action = job::named(site.actions, &job.name);
    action.map_or_else(|| job.name.to_string(), |action| super::action::text(site.view, action))
}

/// Why a job failed, or the figures that it came to.
fn job_detail(site: Site, job: &BatchJob) -> String {
    let error: Json = serde_json::from_str(&job.error).unwrap_or_default();
    if failed(job) {
        return text_of(&error["detail"]);
    }
    let result = job.result();
    if let Some(errors) = result.get("errorCount") {
        let count = |value: &Json| base::Arg::from(value.as_i64().unwrap_or_default());
        let mut args = vec![("errors", count(errors))];
        for name in ["rows", "created", "updated", "skipped"] {
            args.push((name, count(result.get(name).unwrap_or(&Json::Null))));
        }
        let dry = result.get("dryRun") == Some(&Json::Bool(true));
        let id = if dry { "ui-job-import-would" } else { "ui-job-import-came-to" };
        return texts::text(site.view.language, id, &args);
    }
    let said = result.iter().filter_map(|(name, value)| {
        let figure = match value {
            Json::Number(number) => number.to_string(),
            Json::Array(list) => list.len().to_string(),
            _ => return None,
        };
        Some(format!("{}: {figure}", super::site::property_caption(site.view.language, "", name)))
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// The jobs, what they came to and what they met with.
pub(super) fn jobs_page(site: Site, jobs: &[BatchJob]) -> Markup {
    let view = site.view;
    let title = view.t("ui-jobs");
    let main = html! {
        div.hub {
            header.home-head { h1 { (title) } }
            @if jobs.is_empty() {
                (crate::kit::empty::empty("history", &view.t("ui-jobs-none"), &view.t("ui-jobs-none-how"), None))
            } @else {
                section.panel.table-wrap tabindex="0" aria-label=(title) {
                    table.figures.jobs {
                        thead { tr {
                            @for id in ["ui-job-what", "ui-job-who", "ui-job-started", "ui-job-state", "ui-job-came-to"] { th scope="col" { (view.t(id)) } }
                        } }
                        tbody { @for job in jobs { (job_row(site, job)) } }
                    }
                }
            }
        }
    };
    frame::page(
        view,
        &frame::Page {
            title,
            area: Area::Other,
            kind: "hub",
            main,
            shortcuts: Vec::new(),
            about: crate::manual::About::JOBS,
        },
    )
}

fn job_row(site: Site, job: &BatchJob) -> Markup {
    let view = site.view;
    let (tone, glyph) = job_tone(job);
    let stop = Button::new(view.t("ui-js-stop"), "job-stop").arg(job.entry_no.to_string());
    html! {
        tr {
            th scope="row" { (job_name(site, job)) }
            td { (job.user_name.as_str()) }
            td { @if let Some(at) = job.started_at { (view.at(at)) } }
            td {
                span class={ "status status-" (tone) } { (drawn("g", glyph)) (job_state(site, job)) }
                @if job.status == JobStatus::Running { " " (stop) }
            }
            td { (job_detail(site, job)) (problems(job)) }
        }
    }
}

/// The problems that a job met with, one a line.
fn problems(job: &BatchJob) -> Markup {
    let result = job.result();
    let all = ["errors", "problems", "failed", "refused"]
        .iter()
        .find_map(|name| result.get(*name)?.as_array().cloned())
        .unwrap_or_default();
    let said = |problem: &Json| {
        let detail = ["detail", "message"].iter().find_map(|name| problem[*name].as_str());
        let inner = problem["errors"][0]["detail"].as_str();
        let place = if problem["no"].is_null() { &problem["cell"] } else { &problem["no"] };
        words(&[text_of(place), detail.or(inner).unwrap_or_default().to_owned()])
    };
    html! { @if !all.is_empty() { ul { @for problem in all.iter().take(SHOWN) { li { (said(problem)) } }
    @if all.len() > SHOWN { li { "…" } } } } }
}
