//! Fault codes of a line, and the reason that can take its discounts away.

use base::{Code, Error, Result, refuse};
use store::{Tx, key};

use super::{Context, LineType, ServiceLine, guard, price};
use crate::fault::{FaultCode, FaultReasonCode};
use crate::order::ServiceItemLine;
use crate::pricing::discount;

/// Area, symptom or fault was entered: another area or symptom clears the fault, and a fault is
/// one of its area and symptom.
pub(super) fn enter_code(
    tx: &mut Tx,
    line: &mut ServiceLine,
    before: &ServiceLine,
    column: &str,
) -> Result<()> {
    if column != "fault_code" {
        if line.fault_code == before.fault_code {
            line.fault_code = Code::default();
        }
        return Ok(());
    }
    if line.fault_code.is_empty() {
        return Ok(());
    }
    let found: Option<FaultCode> =
        tx.get(key![line.fault_area_code, line.symptom_code, line.fault_code])?;
    if found.is_some() {
        return Ok(());
    }
    Err(refuse!(
        "line.faultCode.unknown",
        code = &line.fault_code,
        area = &line.fault_area_code,
        symptom = &line.symptom_code
    )
    .field("faultCode")
    .into())
}

/// Another reason was entered, or none.
pub(super) fn enter_reason(tx: &mut Tx, context: &Context, line: &mut ServiceLine) -> Result<()> {
    guard::counted(line, "faultReasonCode")?;
    let reason = reason(tx, &line.fault_reason_code)?;
    if reason.exclude_warranty_discount && !under_warranty_at_all(line.r#type) {
        return Err(refuse!("line.faultReasonCode.onlyItemsAndResources", code = &reason.code)
            .field("faultReasonCode")
            .into());
    }
    apply(line, context, &reason);
    price::set_discount(line, context);
    Ok(())
}

/// Takes over the reason of the service item line, where the line may have it.
pub(super) fn take_reason(tx: &mut Tx, context: &Context, line: &mut ServiceLine) -> Result<()> {
    line.exclude_warranty = false;
    line.exclude_contract_discount = false;
    line.fault_reason_code = match (&context.item_line, line.r#type) {
        (Some(item_line), LineType::Item | LineType::Resource | LineType::Cost) => {
            item_line.fault_reason_code.clone()
        }
        _ => Code::default(),
    };
    let reason = reason(tx, &line.fault_reason_code)?;
    if reason.exclude_warranty_discount && !under_warranty_at_all(line.r#type) {
        line.fault_reason_code = Code::default();
        return Ok(());
    }
    apply(line, context, &reason);
    Ok(())
}

/// Gives the line the new reason of its service item line. A reason that takes the warranty away
/// leaves lines alone that have none: costs and accounts.
pub(super) fn push_reason(
    tx: &mut Tx,
    context: &Context,
    item_line: &ServiceItemLine,
    line: &mut ServiceLine,
) -> Result<()> {
    let new = reason(tx, &item_line.fault_reason_code)?;
    if new.exclude_warranty_discount && !under_warranty_at_all(line.r#type) {
        return Ok(());
    }
    line.fault_reason_code = item_line.fault_reason_code.clone();
    apply(line, context, &new);
    Ok(())
}

/// The reason of a code; without one, the reason that excludes nothing.
fn reason(tx: &mut Tx, code: &Code<10>) -> Result<FaultReasonCode> {
    if code.is_empty() {
        return Ok(FaultReasonCode::default());
    }
    let found = tx.get(key![code])?;
    found.ok_or_else(|| {
        refuse!("record.relation.unknown", table = "fault_reason_code", value = code)
            .field("faultReasonCode")
            .into()
    })
}

/// A reason takes the warranty away only where there is one; otherwise the warranty is restored.
fn apply(line: &mut ServiceLine, context: &Context, reason: &FaultReasonCode) {
    line.exclude_contract_discount =
        reason.exclude_contract_discount && line.r#type != LineType::GlAccount;
    line.exclude_warranty = false;
    discount::set_warranty(line, context.item_line.as_ref());
    if reason.exclude_warranty_discount && line.warranty {
        line.exclude_warranty = true;
        discount::set_warranty(line, context.item_line.as_ref());
    }
}

/// Whether a line of this type can be under warranty.
fn under_warranty_at_all(kind: LineType) -> bool {
    matches!(kind, LineType::Item | LineType::Resource)
}

/// A person took the line out of the warranty, or put it back.
pub(super) fn enter_exclude_warranty(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
) -> Result<()> {
    let field = "excludeWarranty";
    if !under_warranty_at_all(line.r#type) {
        return Err(refuse!("line.excludeWarranty.onlyItemsAndResources").field(field).into());
    }
    if !context.item_line.as_ref().is_some_and(|item_line| item_line.warranty) {
        return Err(Error::state(refuse!("line.excludeWarranty.noWarranty").field(field)));
    }
    if !line.exclude_warranty && reason(tx, &line.fault_reason_code)?.exclude_warranty_discount {
        return Err(demanded(line, field));
    }
    let code = if line.exclude_warranty { "line.excludeWarranty" } else { "line.includeWarranty" };
    if !tx.confirm(code, true, vec![("no", (&line.no).into())])? {
        line.exclude_warranty = !line.exclude_warranty;
        return Ok(());
    }
    price::set_discount(line, context);
    Ok(())
}

/// A person took the line out of the discounts of contracts, or put it back.
pub(super) fn enter_exclude_contract(tx: &mut Tx, line: &mut ServiceLine) -> Result<()> {
    let field = "excludeContractDiscount";
    guard::counted(line, field)?;
    if line.r#type == LineType::GlAccount {
        return Err(refuse!("line.excludeContractDiscount.account").field(field).into());
    }
    if !line.exclude_contract_discount
        && reason(tx, &line.fault_reason_code)?.exclude_contract_discount
    {
        return Err(demanded(line, field));
    }
    let code = if line.exclude_contract_discount {
        "line.excludeContractDiscount"
    } else {
        "line.includeContractDiscount"
    };
    if !tx.confirm(code, true, vec![("no", (&line.no).into())])? {
        line.exclude_contract_discount = !line.exclude_contract_discount;
    }
    Ok(())
}

fn demanded(line: &ServiceLine, field: &'static str) -> Error {
    let code = &line.fault_reason_code;
    Error::state(refuse!("line.exclude.demandedByReason", code = code).field(field))
}
