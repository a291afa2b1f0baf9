//! Start and end of the work on a machine.

use base::{Result, refuse};
use store::Tx;

use super::ServiceItemLine;
use crate::order::ServiceHeader;

/// One of the dates or times was entered.
///
/// # Errors
/// Refuses what does not follow in order: call, start, end.
pub(super) fn enter(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    column: &str,
) -> Result<()> {
    match column {
        "starting_date" => enter_starting_date(tx, header, line),
        "starting_time" => check_starting_time(header, line),
        "finishing_date" => enter_finishing_date(tx, header, line),
        _ => check_finishing_time(line),
    }
}

fn enter_starting_date(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
) -> Result<()> {
    (line.finishing_date, line.finishing_time) = (None, None);
    let Some(date) = line.starting_date else {
        line.starting_time = None;
        return Ok(());
    };
    if let Some(call) = header.order_date.filter(|call| date < *call) {
        return Err(refuse!("order.startingDate.beforeOrder", date = date, order = call).into());
    }
    if let Some(finish) = header.finishing_date.filter(|finish| *finish < date) {
        return Err(refuse!("order.startingDate.afterFinish", date = date, finish = finish).into());
    }
    let now = Some(tx.now().time());
    let same_day = header.order_date == Some(date);
    line.starting_time = if same_day { now.max(header.order_time) } else { now };
    Ok(())
}

fn check_starting_time(header: &ServiceHeader, line: &ServiceItemLine) -> Result<()> {
    let Some(time) = line.starting_time else { return Ok(()) };
    if line.starting_date.is_none() {
        return Err(refuse!("order.startingTime.noDate").into());
    }
    if line.starting_date == header.order_date
        && let Some(call) = header.order_time.filter(|call| time < *call)
    {
        return Err(refuse!("order.startingTime.beforeOrder", time = time, order = call).into());
    }
    if line.starting_date == line.finishing_date
        && let Some(finish) = line.finishing_time.filter(|finish| *finish < time)
    {
        return Err(refuse!("order.startingTime.afterFinish", time = time, finish = finish).into());
    }
    Ok(())
}

fn enter_finishing_date(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
) -> Result<()> {
    let Some(date) = line.finishing_date else {
        line.finishing_time = None;
        return Ok(());
    };
    if let Some(call) = header.order_date.filter(|call| date < *call) {
        return Err(refuse!("order.finishingDate.beforeOrder", date = date, order = call).into());
    }
    if let Some(start) = line.starting_date.filter(|start| date < *start) {
        return Err(refuse!("order.finishingDate.beforeStart", date = date, start = start).into());
    }
    let now = Some(tx.now().time());
    let same_day = line.starting_date == Some(date);
    line.finishing_time = if same_day { now.max(line.starting_time) } else { now };
    Ok(())
}

fn check_finishing_time(line: &ServiceItemLine) -> Result<()> {
    let Some(time) = line.finishing_time else { return Ok(()) };
    if line.finishing_date.is_none() {
        return Err(refuse!("order.finishingTime.noDate").into());
    }
    if line.finishing_date == line.starting_date
        && let Some(start) = line.starting_time.filter(|start| time < *start)
    {
        return Err(refuse!("order.finishingTime.beforeStart", time = time, start = start).into());
    }
    Ok(())
}
