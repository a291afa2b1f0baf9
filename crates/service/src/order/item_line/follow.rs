//! What follows for order, lines and logs when a service item line came or changed.

use base::Result;
use store::figures::{number_at, one_of};
use store::{Record, ToValue, Tx, key};

use super::{ServiceItemLine, dimensions, response, warranty};
use crate::document_log::{self, DocumentEvent};
use crate::line::{self, ServiceLine};
use crate::order::roll_up::{ROLL_UP, roll_up};
use crate::order::{ServiceHeader, parts};
use crate::service_item_log::{self, ServiceItemEvent};

/// Whether service lines belong to the machine. A new line has none.
///
/// # Errors
/// When the database fails.
pub(super) fn has_lines(tx: &mut Tx, line: &ServiceItemLine) -> Result<bool> {
    let rest = "WHERE \"document_type\" = $1 AND \"document_no\" = $2 \
                AND \"service_item_line_no\" = $3";
    Ok(line.version > 0 && tx.exists::<ServiceLine>(rest, &line.key())?)
}

/// Of each machine how many service lines belong to it.
///
/// # Errors
/// When the database fails.
pub(super) fn numbers_of_lines(tx: &mut Tx, machines: &[ServiceItemLine]) -> Result<Vec<i64>> {
    let mut parameters = Vec::new();
    let kinds = machines.iter().map(|line| line.document_type.to_value());
    let kinds = one_of("document_type", kinds, &mut parameters);
    let numbers = machines.iter().map(|line| line.document_no.to_value());
    let numbers = one_of("document_no", numbers, &mut parameters);
    let sql = format!(
        "SELECT \"document_type\", \"document_no\", \"service_item_line_no\", count(*) \
         FROM \"service_line\" WHERE {kinds} AND {numbers} \
         GROUP BY \"document_type\", \"document_no\", \"service_item_line_no\""
    );
    let counts = tx.rows_by(3, &sql, &parameters)?;
    Ok(machines.iter().map(|line| number_at(counts.get(&line.key()), 0)).collect())
}

/// A line came.
pub(super) fn created(tx: &mut Tx, line: &ServiceItemLine) -> Result<()> {
    if !line.service_item_no.is_empty() {
        let event = ServiceItemEvent::AddedToOrder;
        service_item_log::note(tx, &line.service_item_no, event, &line.document_no, "", "")?;
    }
    // Dates of work on the header bound those of the next line; everything else can wait for it.
    if line.starting_date.is_some() || line.finishing_date.is_some() {
        return roll_up(tx, (line.document_type, &line.document_no), None);
    }
    tx.afterwards(ROLL_UP, key![line.document_type, line.document_no])
}

/// A line changed.
pub(super) fn changed(tx: &mut Tx, line: &ServiceItemLine, before: &ServiceItemLine) -> Result<()> {
    log(tx, line, before)?;
    roll_up(tx, (line.document_type, &line.document_no), Some((before, line)))?;
    let has_lines = has_lines(tx, line)?;
    if !has_lines {
        return Ok(());
    }
    let header: ServiceHeader = tx.find(key![line.document_type, line.document_no])?;
    line::follow_item_line(tx, &header, line, before)?;
    dimensions::push(tx, &header, line, before, has_lines)
}

fn log(tx: &mut Tx, line: &ServiceItemLine, before: &ServiceItemLine) -> Result<()> {
    let document = (line.document_type, &line.document_no);
    let text = |moment: Option<String>| moment.unwrap_or_default();
    for (event, was, is) in [
        (
            DocumentEvent::RepairStatusChanged,
            before.repair_status_code.to_string(),
            line.repair_status_code.to_string(),
        ),
        (
            DocumentEvent::ResponseDateChanged,
            text(before.response_date.map(|date| date.to_string())),
            text(line.response_date.map(|date| date.to_string())),
        ),
        (
            DocumentEvent::ResponseTimeChanged,
            text(before.response_time.map(|time| time.to_string())),
            text(line.response_time.map(|time| time.to_string())),
        ),
    ] {
        document_log::change(tx, document, line.line_no, event, &was, &is)?;
    }
    if line.service_item_no != before.service_item_no {
        for (no, event) in [
            (&before.service_item_no, ServiceItemEvent::RemovedFromOrder),
            (&line.service_item_no, ServiceItemEvent::AddedToOrder),
        ] {
            if !no.is_empty() {
                service_item_log::note(tx, no, event, &line.document_no, "", "")?;
            }
        }
    }
    Ok(())
}

/// The order has another date or time: warranty and response of every machine follow.
///
/// # Errors
/// As working out the response.
pub(in crate::order) fn follow_order_date(tx: &mut Tx, header: &ServiceHeader) -> Result<()> {
    for mut line in parts::item_lines(tx, header)? {
        let before = line.clone();
        if line.warranty_starting_date_parts.is_some()
            || line.warranty_starting_date_labor.is_some()
        {
            warranty::evaluate(&mut line, header.order_date);
        }
        response::compute(tx, header, &mut line)?;
        if line != before {
            tx.update(&mut line)?;
        }
    }
    Ok(())
}
