//! The codes of a fault on a machine.

use base::{Code, Result};
use store::{Tx, key, params};

use super::{ServiceItemLine, follow};
use crate::fault::{FaultCode, FaultReasonCode, check_code};
use crate::line::{LineType, ServiceLine};

/// Area, symptom, fault or resolution was entered. Another area or symptom takes the fault away;
/// a fault that exists once only brings its area and symptom.
pub(super) fn enter_code(
    tx: &mut Tx,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
    column: &str,
) -> Result<()> {
    match column {
        "fault_area_code" | "symptom_code" => line.fault_code = Code::default(),
        "fault_code" => {
            complete(tx, line)?;
            check_code(tx, &line.fault_area_code, &line.symptom_code, &line.fault_code)?;
        }
        _ => {}
    }
    if follow::has_lines(tx, before)? {
        tx.inform("itemLine.fault.linesKept", vec![("line", line.line_no.to_string().into())]);
    }
    Ok(())
}

fn complete(tx: &mut Tx, line: &mut ServiceItemLine) -> Result<()> {
    if !line.fault_area_code.is_empty() || !line.symptom_code.is_empty() {
        return Ok(());
    }
    let found: Vec<FaultCode> = tx.select("WHERE \"code\" = $1", params![line.fault_code])?;
    if let [only] = found.as_slice() {
        line.fault_area_code = only.fault_area_code.clone();
        line.symptom_code = only.symptom_code.clone();
    }
    Ok(())
}

/// A fault reason was entered. One that excludes warranty goes to lines of items and resources
/// only; where there are others the user is asked.
pub(super) fn enter_reason(
    tx: &mut Tx,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
) -> Result<()> {
    let reason: Option<FaultReasonCode> = tx.get(key![line.fault_reason_code])?;
    if !reason.is_some_and(|reason| reason.exclude_warranty_discount) {
        return Ok(());
    }
    let others = tx.exists::<ServiceLine>(
        "WHERE \"document_type\" = $1 AND \"document_no\" = $2 AND \"service_item_line_no\" = $3 \
         AND \"type\" IN ($4, $5)",
        params![
            line.document_type,
            line.document_no,
            line.line_no,
            LineType::Cost,
            LineType::GlAccount
        ],
    )?;
    let args = vec![("reason", (&line.fault_reason_code).into())];
    if others && !tx.confirm("itemLine.faultReason.notAllLines", true, args)? {
        line.fault_reason_code = before.fault_reason_code.clone();
    }
    Ok(())
}
