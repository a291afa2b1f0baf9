//! When a response is due for a machine.

use base::{Result, refuse};
use store::{Tx, key};

use super::ServiceItemLine;
use crate::order::ServiceHeader;
use crate::response_time::{Sources, hours};
use crate::service_item::ServiceItem;
use crate::service_item_group::ServiceItemGroup;
use crate::{service_hour, setup};

/// Finds the hours within which a response is due: of the service item, its group, or the setup.
///
/// # Errors
/// When the database fails.
pub(super) fn derive_hours(tx: &mut Tx, line: &mut ServiceItemLine) -> Result<()> {
    let machine: Option<ServiceItem> = tx.get(key![line.service_item_no])?;
    let group: Option<ServiceItemGroup> = tx.get(key![line.service_item_group_code])?;
    line.response_time_hours = hours(Sources {
        service_item: machine.map(|machine| machine.response_time_hours).unwrap_or_default(),
        group: group.map(|group| group.default_response_time_hours).unwrap_or_default(),
        setup: setup::of(tx)?.default_response_time_hours,
    });
    Ok(())
}

/// Finds the hours, and from them day and time.
///
/// # Errors
/// As [`compute`].
pub(super) fn derive(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
) -> Result<()> {
    let before = line.response_time_hours;
    derive_hours(tx, line)?;
    if line.response_date.is_some() && line.response_time_hours == before {
        return Ok(());
    }
    compute(tx, header, line)
}

/// Works out day and time from the hours.
///
/// # Errors
/// Refuses a setup without a base calendar, and a response after more than a year.
pub(in crate::order) fn compute(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
) -> Result<()> {
    let (Some(date), Some(time)) = (header.order_date, header.order_time) else {
        line.response_date = header.order_date;
        line.response_time = header.order_time;
        return Ok(());
    };
    let schedule = service_hour::schedule(tx)?;
    let due = schedule
        .response(date.to_datetime(time), line.response_time_hours)
        .map_err(|refusal| refusal.field("responseTimeHours"))?;
    line.response_date = Some(due.date());
    line.response_time = Some(due.time());
    Ok(())
}

/// The day was typed: it does not lie before the call.
pub(super) fn enter_date(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
) -> Result<()> {
    line.response_time_hours = base::Quantity::ZERO;
    let Some(date) = line.response_date else {
        line.response_time = None;
        return Ok(());
    };
    if let Some(call) = header.order_date.filter(|call| date < *call) {
        return Err(refuse!("itemLine.responseDate.beforeOrder", date = date, order = call).into());
    }
    if header.order_date == Some(date) {
        line.response_time = Some(tx.now().time()).max(header.order_time);
    }
    Ok(())
}

/// The time was typed: it does not lie before the call.
pub(super) fn enter_time(header: &ServiceHeader, line: &mut ServiceItemLine) -> Result<()> {
    line.response_time_hours = base::Quantity::ZERO;
    let Some(time) = line.response_time else { return Ok(()) };
    if line.response_date.is_none() {
        return Err(refuse!("itemLine.responseTime.noDate").into());
    }
    if line.response_date == header.order_date
        && let Some(call) = header.order_time.filter(|call| time < *call)
    {
        return Err(refuse!("itemLine.responseTime.beforeOrder", time = time, order = call).into());
    }
    Ok(())
}
