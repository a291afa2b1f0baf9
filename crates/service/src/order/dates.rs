//! Order, starting and finishing dates and times of a document.

use base::{Date, DateTime, Quantity, Result, Time, refuse};
use store::Tx;

use super::{ServiceHeader, ServiceItemLine, parts};
use crate::service_hour;

/// A moment, if both its parts are there.
fn moment(date: Option<Date>, time: Option<Time>) -> Option<DateTime> {
    Some(date?.to_datetime(time?))
}

/// Counts response and service time again.
///
/// # Errors
/// Refuses a setup without a base calendar once there is something to count.
pub(super) fn count_hours(tx: &mut Tx, header: &mut ServiceHeader) -> Result<()> {
    let call = moment(header.order_date, header.order_time);
    let start = moment(header.starting_date, header.starting_time);
    let finish = moment(header.finishing_date, header.finishing_time);
    header.actual_response_time_hours = elapsed(tx, call, start)?;
    header.service_time_hours = elapsed(tx, start, finish)?;
    Ok(())
}

fn elapsed(tx: &mut Tx, from: Option<DateTime>, to: Option<DateTime>) -> Result<Quantity> {
    let (Some(from), Some(to)) = (from, to) else { return Ok(Quantity::ZERO) };
    Ok(service_hour::schedule(tx)?.elapsed(from, to))
}

/// The earliest start among item lines that have begun.
pub(super) fn earliest_start(lines: &[ServiceItemLine]) -> Option<(Date, Option<Time>)> {
    lines.iter().filter_map(|line| Some((line.starting_date?, line.starting_time))).min()
}

/// The latest end among item lines that are done.
pub(super) fn latest_finish(lines: &[ServiceItemLine]) -> Option<(Date, Option<Time>)> {
    lines.iter().filter_map(|line| Some((line.finishing_date?, line.finishing_time))).max()
}

/// One of the dates or times was entered.
///
/// # Errors
/// Refuses what does not follow in order: call, start, end, on the document and its item lines.
pub(super) fn enter(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    before: &ServiceHeader,
    column: &str,
) -> Result<()> {
    match column {
        "order_date" => enter_order_date(tx, header, before)?,
        "order_time" => check_order_time(header)?,
        "starting_date" => enter_starting_date(tx, header, before)?,
        "starting_time" => check_starting_time(header)?,
        "finishing_date" => enter_finishing_date(tx, header, before)?,
        "finishing_time" => check_finishing_time(header)?,
        _ => return Ok(()),
    }
    count_hours(tx, header)
}

fn enter_order_date(tx: &mut Tx, header: &ServiceHeader, before: &ServiceHeader) -> Result<()> {
    let Some(date) = header.order_date else {
        return Err(refuse!("order.orderDate.missing").into());
    };
    if header.order_date == before.order_date {
        return Ok(());
    }
    if let Some(start) = header.starting_date.filter(|start| *start < date) {
        return Err(refuse!("order.orderDate.afterStart", date = date, start = start).into());
    }
    if let Some(finish) = header.finishing_date.filter(|finish| *finish < date) {
        return Err(refuse!("order.orderDate.afterFinish", date = date, finish = finish).into());
    }
    for line in parts::item_lines(tx, header)? {
        if let Some(start) = line.starting_date.filter(|start| *start < date) {
            let refusal = refuse!("order.orderDate.afterStart", date = date, start = start);
            return Err(refusal.line(line.line_no).into());
        }
    }
    check_order_time(header)
}

fn check_order_time(header: &ServiceHeader) -> Result<()> {
    if header.order_date != header.starting_date {
        return Ok(());
    }
    match (header.order_time, header.starting_time) {
        (Some(call), Some(start)) if start < call => {
            Err(refuse!("order.orderTime.afterStart", time = call, start = start).into())
        }
        _ => Ok(()),
    }
}

fn enter_starting_date(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    before: &ServiceHeader,
) -> Result<()> {
    let Some(date) = header.starting_date else {
        header.starting_time = None;
        header.finishing_date = None;
        header.finishing_time = None;
        return Ok(());
    };
    if header.starting_date == before.starting_date {
        return Ok(());
    }
    if let Some(call) = header.order_date.filter(|call| date < *call) {
        return Err(refuse!("order.startingDate.beforeOrder", date = date, order = call).into());
    }
    if let Some(finish) = header.finishing_date.filter(|finish| *finish < date) {
        return Err(refuse!("order.startingDate.afterFinish", date = date, finish = finish).into());
    }
    let lines = parts::item_lines(tx, header)?;
    if let Some((earliest, _)) = earliest_start(&lines).filter(|(earliest, _)| *earliest < date) {
        return Err(
            refuse!("order.startingDate.afterLines", date = date, earliest = earliest).into()
        );
    }
    let now = Some(tx.now().time());
    header.starting_time = now.max(header.order_time);
    if header.starting_date == header.finishing_date && header.finishing_time.is_some() {
        header.starting_time = header.starting_time.min(header.finishing_time);
    }
    Ok(())
}

fn check_starting_time(header: &ServiceHeader) -> Result<()> {
    let Some(time) = header.starting_time else { return Ok(()) };
    if header.starting_date.is_none() {
        return Err(refuse!("order.startingTime.noDate").into());
    }
    if header.starting_date == header.order_date
        && let Some(call) = header.order_time.filter(|call| time < *call)
    {
        return Err(refuse!("order.startingTime.beforeOrder", time = time, order = call).into());
    }
    if header.starting_date == header.finishing_date
        && let Some(finish) = header.finishing_time.filter(|finish| *finish < time)
    {
        return Err(refuse!("order.startingTime.afterFinish", time = time, finish = finish).into());
    }
    Ok(())
}

fn enter_finishing_date(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    before: &ServiceHeader,
) -> Result<()> {
    let Some(date) = header.finishing_date else {
        header.finishing_time = None;
        return Ok(());
    };
    if header.finishing_date == before.finishing_date {
        return Ok(());
    }
    if let Some(start) = header.starting_date.filter(|start| date < *start) {
        return Err(refuse!("order.finishingDate.beforeStart", date = date, start = start).into());
    }
    if let Some(call) = header.order_date.filter(|call| date < *call) {
        return Err(refuse!("order.finishingDate.beforeOrder", date = date, order = call).into());
    }
    let lines = parts::item_lines(tx, header)?;
    if let Some((latest, _)) = latest_finish(&lines).filter(|(latest, _)| date < *latest) {
        return Err(refuse!("order.finishingDate.beforeLines", date = date, latest = latest).into());
    }
    let now = Some(tx.now().time());
    if header.starting_date.is_none() {
        header.starting_date = Some(date);
        let same_day = header.order_date == Some(date);
        header.starting_time = if same_day { now.max(header.order_time) } else { now };
    }
    header.finishing_time = now.max(header.starting_time);
    Ok(())
}

fn check_finishing_time(header: &ServiceHeader) -> Result<()> {
    let Some(time) = header.finishing_time else { return Ok(()) };
    if header.finishing_date.is_none() {
        return Err(refuse!("order.finishingTime.noDate").into());
    }
    if header.finishing_date == header.starting_date
        && let Some(start) = header.starting_time.filter(|start| time < *start)
    {
        return Err(refuse!("order.finishingTime.beforeStart", time = time, start = start).into());
    }
    if header.finishing_date == header.order_date
        && let Some(call) = header.order_time.filter(|call| time < *call)
    {
        return Err(refuse!("order.finishingTime.beforeOrder", time = time, order = call).into());
    }
    Ok(())
}
