//! Charts as SVG: hairline grid, 11 px axes, the last value labelled, an incomplete period paler,
//! and a table of the same figures one key away.

use base::Decimal;
use maud::{Markup, html};

use super::view::View;

/// The size of the drawing; it scales with its box.
const WIDTH: i64 = 600;
const HEIGHT: i64 = 210;
const LEFT: i64 = 44;
const RIGHT: i64 = 16;
const TOP: i64 = 22;
const BOTTOM: i64 = 26;

/// What a chart shows.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// Unique on the page.
    pub id: String,
    /// What the figures are.
    pub title: String,
    /// Beside the title: the period, what is counted.
    pub note: String,
    /// The names of the series.
    pub series: Vec<String>,
    /// The periods: name, a value per series, and whether the period is incomplete.
    pub points: Vec<(String, Vec<Decimal>, bool)>,
    /// The value to reach, dashed.
    pub goal: Option<Decimal>,
    /// Follows a value: ` %`.
    pub unit: &'static str,
    /// The lowest value of the axis.
    pub floor: Decimal,
    /// The highest value of the axis, where it is known.
    pub ceiling: Option<Decimal>,
}

/// A line of one series.
pub fn line(view: &View, chart: &Chart) -> Markup {
    let (low, high) = axis(chart, false);
    let y = |value: Decimal| scale(value, low, high);
    let step = (WIDTH - LEFT - RIGHT) / i64::try_from(chart.points.len().max(1)).unwrap_or(1);
    let x = |at: usize| LEFT + step / 2 + step * i64::try_from(at).unwrap_or(0);
    let first = |values: &[Decimal]| values.first().copied().unwrap_or_default();
    let path: Vec<String> = chart
        .points
        .iter()
        .enumerate()
        .map(|(at, (_, values, _))| format!("{},{}", x(at), y(first(values))))
        .collect();
    let drawing = html! {
        (grid(view, chart, low, high))
        (goal_line(view, chart, low, high))
        polyline.s1-line points=(path.join(" ")) {}
        @for (at, (name, values, open)) in chart.points.iter().enumerate() {
            circle.s1-dot.open[*open] cx=(x(at)) cy=(y(first(values))) r="3.5" {}
            text.axis x=(x(at)) y=(HEIGHT - 8) text-anchor="middle" { (name) }
        }
        @if let Some((at, (_, values, _))) = chart.points.iter().enumerate().next_back() {
            text.label x=(x(at)) y=(y(first(values)) - 10) text-anchor="middle" {
                (texts::number(view.language, first(values))) (chart.unit)
            }
        }
    };
    framed(view, chart, &drawing)
}

/// Columns, the series stacked.
pub fn columns(view: &View, chart: &Chart) -> Markup {
    let (low, high) = axis(chart, true);
    let y = |value: Decimal| scale(value, low, high);
    let step = (WIDTH - LEFT - RIGHT) / i64::try_from(chart.points.len().max(1)).unwrap_or(1);
    let wide = (step / 2).min(48);
    let drawing = html! {
        (grid(view, chart, low, high))
        @for (at, (name, values, open)) in chart.points.iter().enumerate() {
            @let middle = LEFT + step / 2 + step * i64::try_from(at).unwrap_or(0);
            @for (series, (from, to)) in stacked(values).into_iter().enumerate() {
                @let tall = y(from) - y(to);
                @if tall > 0 {
                    rect class={ "s" (series + 1) @if *open { " open" } } x=(middle - wide / 2) y=(y(to)) width=(wide)
                        height=((tall - i64::from(series > 0)).max(1)) rx="1" {}
                }
            }
            @let sum: Decimal = values.iter().copied().sum();
            @if !sum.is_zero() { text.label x=(middle) y=(y(sum) - 6) text-anchor="middle" { (texts::number(view.language, sum)) } }
            text.axis x=(middle) y=(HEIGHT - 8) text-anchor="middle" { (name) }
        }
        (goal_line(view, chart, low, high))
    };
    framed(view, chart, &drawing)
}

/// The value to reach: a dashed line with its name below, or above where there is no room.
fn goal_line(view: &View, chart: &Chart, low: Decimal, high: Decimal) -> Markup {
    let Some(goal) = chart.goal else { return html! {} };
    let y = scale(goal, low, high);
    let name = if y + 18 > HEIGHT - BOTTOM { y - 6 } else { y + 14 };
    html! {
        line.goal x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y) y2=(y) {}
        text.axis x=(WIDTH - RIGHT) y=(name) text-anchor="end" {
            (view.t("ui-chart-goal")) " " (texts::number(view.language, goal))
        }
    }
}

fn stacked(values: &[Decimal]) -> Vec<(Decimal, Decimal)> {
    let mut from = Decimal::ZERO;
    values
        .iter()
        .map(|value| {
            let to = from + *value;
            let pair = (from, to);
            from = to;
            pair
        })
        .collect()
}

fn framed(view: &View, chart: &Chart, drawing: &Markup) -> Markup {
    html! {
        section.panel.chart aria-labelledby={ (chart.id) "-title" } {
            header.panel-head {
                h2 id={ (chart.id) "-title" } { (chart.title) }
                span.grow {}
                @if chart.series.len() > 1 {
                    ul.legend { @for (at, name) in chart.series.iter().enumerate() { li { i class={ "s" (at + 1) } {} (name) } } }
                } @else { span.hint { (chart.note) } }
                button type="button" class="btn btn-link" data-act="toggle" data-arg={ (chart.id) "-table" }
                    aria-expanded="false" aria-controls={ (chart.id) "-table" } { (view.t("ui-chart-table")) }
            }
            svg.drawing viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-labelledby={ (chart.id) "-title" } { (drawing) }
            div.chart-table id={ (chart.id) "-table" } hidden { (table(view, chart)) }
        }
    }
}

fn table(view: &View, chart: &Chart) -> Markup {
    html! {
        table.figures {
            thead { tr {
                th scope="col" { (view.t("ui-chart-period")) }
                @for name in &chart.series { th.num scope="col" { (name) } }
            } }
            tbody {
                @for (name, values, _) in &chart.points {
                    tr {
                        th scope="row" { (name) }
                        @for value in values { td.num { (texts::number(view.language, *value)) (chart.unit) } }
                    }
                }
            }
        }
    }
}

fn grid(view: &View, chart: &Chart, low: Decimal, high: Decimal) -> Markup {
    let step = (high - low) / Decimal::from(4);
    html! {
        @for at in 0..=4 {
            @let value = low + step * Decimal::from(at);
            @let y = scale(value, low, high);
            line.grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y) y2=(y) {}
            text.axis x=(LEFT - 8) y=(y + 4) text-anchor="end" {
                (texts::number(view.language, value.round_dp(1))) @if at == 4 { (chart.unit) }
            }
        }
    }
}

/// The ends of the axis: from the floor to a round number above every value.
fn axis(chart: &Chart, sums: bool) -> (Decimal, Decimal) {
    if let Some(ceiling) = chart.ceiling {
        return (chart.floor, ceiling);
    }
    let tallest = chart
        .points
        .iter()
        .map(|(_, values, _)| {
            if sums {
                values.iter().copied().sum()
            } else {
                values.first().copied().unwrap_or_default()
            }
        })
        .max()
        .unwrap_or_default();
    let span = (tallest.max(chart.goal.unwrap_or_default()) - chart.floor).max(Decimal::ONE);
    let mut unit = Decimal::ONE;
    loop {
        for factor in [1, 2, 3, 4, 6, 8] {
            let candidate = unit * Decimal::from(factor) * Decimal::from(4);
            if candidate >= span {
                return (chart.floor, chart.floor + candidate);
            }
        }
        unit *= Decimal::TEN;
    }
}

/// Where a value stands, in whole units of the drawing.
fn scale(value: Decimal, low: Decimal, high: Decimal) -> i64 {
    let room = Decimal::from(HEIGHT - TOP - BOTTOM);
    let part = (value - low).max(Decimal::ZERO) / (high - low) * room;
    HEIGHT - BOTTOM - i64::try_from(part.round().mantissa()).unwrap_or(0)
}
