//! The two charts: response times kept by week, service revenue by month.

use std::collections::BTreeMap;

use base::{Action, Amount, Date, Decimal, Result};
use jiff::ToSpan;
use maud::{Markup, html};
use store::{Tx, Value};

use crate::kit::chart::{self, Chart};
use crate::pages::site::Site;

const WEEKS: i64 = 12;
const MONTHS: i32 = 6;

/// Both charts.
///
/// # Errors
/// When the database fails.
pub fn charts(tx: &mut Tx, site: Site) -> Result<Markup> {
    let may = |table: &str| site.view.may(table, Action::Read);
    let kept = if may("service_header") && may("service_shipment_header") {
        kept(tx, site)?
    } else {
        html! {}
    };
    let revenue = if site.view.sees_all(&["service_ledger_entry.amount_lcy"]) {
        revenue(tx, site)?
    } else {
        html! {}
    };
    Ok(html! { (kept) (revenue) })
}

/// Of the orders whose work began in a week, or should have begun and did not: how many began in time,
/// in percent.
fn kept(tx: &mut Tx, site: Site) -> Result<Markup> {
    let view = site.view;
    let today = view.now.date();
    let monday = week_of(today);
    let first = monday.saturating_sub((WEEKS - 1).weeks());
    let columns = "\"starting_date\", \"starting_time\", \"response_date\", \"response_time\"";
    let rest = "\"starting_date\" >= $1 AND \"response_date\" <> ''";
    let sql = format!(
        "SELECT \"order_no\" AS \"no\", {columns} FROM \"service_shipment_header\" WHERE {rest} \
         UNION SELECT \"no\", {columns} FROM \"service_header\" WHERE \"document_type\" = 'order' AND {rest}"
    );
    let mut weeks: BTreeMap<Date, (i64, i64)> =
        (0..WEEKS).map(|at| (first.saturating_add(at.weeks()), (0, 0))).collect();
    for row in tx.rows(&sql, &[Value::Text(first.to_string())])? {
        let text = |at: usize| row[at].clone().into_text();
        let Ok(day) = text(1).parse::<Date>() else { continue };
        if let Some((all, met)) = weeks.get_mut(&week_of(day)) {
            *all += 1;
            *met += i64::from((text(1), text(2)) <= (text(3), text(4)));
        }
    }
    for (day, late) in not_begun(tx, site, first)? {
        if let Some((all, _)) = weeks.get_mut(&week_of(day)) {
            *all += late;
        }
    }
    let percent =
        |(all, met): (i64, i64)| (Decimal::from(met * 100) / Decimal::from(all.max(1))).round();
    let points: Vec<(String, Vec<Decimal>, bool)> = weeks
        .iter()
        .filter(|(_, (all, _))| *all > 0)
        .map(|(week, counts)| {
            let name = view
                .tx("ui-chart-week", &[("week", i64::from(week.iso_week_date().week()).into())]);
            (name, vec![percent(*counts)], *week == monday)
        })
        .collect();
    let lowest = points.iter().map(|(_, values, _)| values[0]).min().unwrap_or_default();
    let goal =
        goal(tx, site, "response_goal_percent")?.map(|goal| base::Percent::from_scaled(goal).dec());
    let lowest = lowest.min(goal.unwrap_or(lowest));
    let floor = (lowest - Decimal::from(5)).max(Decimal::ZERO) / Decimal::from(20);
    let chart = Chart {
        id: "kept".to_owned(),
        title: view.t("ui-chart-kept"),
        note: view.t("ui-chart-kept-note"),
        series: vec![view.t("ui-chart-kept")],
        points,
        goal,
        unit: if view.language == base::Language::Fr { "\u{a0}%" } else { " %" },
        floor: floor.floor() * Decimal::from(20),
        ceiling: Some(Decimal::ONE_HUNDRED),
    };
    Ok(if chart.points.is_empty() {
        nothing(&chart, &view.t("ui-chart-kept-none"))
    } else {
        chart::line(view, &chart)
    })
}

/// The Monday of a day's week.
fn week_of(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// How many orders should have begun on each day and have not, from a day on.
fn not_begun(tx: &mut Tx, site: Site, first: Date) -> Result<Vec<(Date, i64)>> {
    let sql = "SELECT \"response_date\", count(*) FROM \"service_header\" \
               WHERE \"document_type\" = 'order' AND \"starting_date\" = '' \
               AND \"starting_time\" = '' AND \"response_date\" >= $1 \
               AND (\"response_date\" < $2 OR \"response_date\" = $2 AND \"response_time\" < $3) \
               AND \"status\" <> 'finished' GROUP BY \"response_date\"";
    let now = site.view.now;
    let text = |value: &dyn std::fmt::Display| Value::Text(value.to_string());
    let parameters = [text(&first), text(&now.date()), text(&now.time())];
    let counted = tx.rows(sql, &parameters)?.into_iter().filter_map(|mut row| {
        let count = row.pop()?.into_int();
        Some((row.pop()?.into_text().parse().ok()?, count))
    });
    Ok(counted.collect())
}

/// Sales of service by month: labour, parts, the rest, in thousands.
fn revenue(tx: &mut Tx, site: Site) -> Result<Markup> {
    let view = site.view;
    let this = view.now.date().first_of_month();
    let months: Vec<Date> =
        (0..MONTHS).map(|at| this.saturating_sub((MONTHS - 1 - at).months())).collect();
    let from = months.first().copied().unwrap_or(this);
    let sql = "SELECT substr(\"month\", 1, 7), \"type\", \"amount\" \
               FROM \"service_sales_total\" WHERE \"month\" >= $1";
    let mut sums: BTreeMap<(String, usize), Decimal> = BTreeMap::new();
    for row in tx.rows(sql, &[Value::Text(from.to_string())])? {
        let series = match row[1].clone().into_text().as_str() {
            "resource" => 0,
            "item" => 1,
            _ => 2,
        };
        *sums.entry((row[0].clone().into_text(), series)).or_default() +=
            Amount::from_scaled(row[2].clone().into_int()).dec();
    }
    let largest = sums.values().copied().max().unwrap_or_default();
    let thousands = largest >= Decimal::from(5000);
    let (unit, places, title) = if thousands {
        (Decimal::ONE_THOUSAND, 1, "ui-chart-revenue-thousand")
    } else {
        (Decimal::ONE, 0, "ui-chart-revenue")
    };
    let names = view.t("ui-js-months");
    let point = |month: &Date| {
        let key = month.to_string().chars().take(7).collect::<String>();
        let value = |series: usize| {
            (sums.get(&(key.clone(), series)).copied().unwrap_or_default() / unit)
                .round_dp(places)
                .max(Decimal::ZERO)
        };
        let name = names
            .split(' ')
            .nth(usize::try_from(month.month() - 1).unwrap_or(0))
            .unwrap_or_default()
            .to_owned();
        (name, vec![value(0), value(1), value(2)], *month == this)
    };
    let symbol = crate::kit::view::symbol(&view.currency);
    let chart = Chart {
        id: "revenue".to_owned(),
        title: view.tx(title, &[("currency", symbol.into())]),
        note: String::new(),
        series: ["ui-chart-labour", "ui-chart-parts", "ui-chart-other"]
            .iter()
            .map(|id| view.t(id))
            .collect(),
        points: months.iter().map(point).collect(),
        goal: goal(tx, site, "monthly_revenue_goal")?
            .map(|goal| (Amount::from_scaled(goal).dec() / unit).round_dp(places)),
        ..Chart::default()
    };
    Ok(if sums.is_empty() {
        nothing(&chart, &view.t("ui-chart-revenue-none"))
    } else {
        chart::columns(view, &chart)
    })
}

/// A goal of the company, where there is one and the user may see it.
fn goal(tx: &mut Tx, site: Site, column: &str) -> Result<Option<i64>> {
    if !site.view.sees_all(&[&format!("service_goal.{column}")]) {
        return Ok(None);
    }
    let sql = format!("SELECT \"{column}\" FROM \"service_goal\"");
    let found = tx.rows(&sql, &[])?.into_iter().flatten().next();
    Ok(found.map(Value::into_int).filter(|goal| *goal != 0))
}

/// A chart without figures says what will fill it.
fn nothing(chart: &Chart, how: &str) -> Markup {
    html! {
        section.panel.chart aria-labelledby={ (chart.id) "-title" } {
            header.panel-head { h2 id={ (chart.id) "-title" } { (chart.title) } }
            div.empty { (crate::kit::icon("chart")) p { (how) } }
        }
    }
}
