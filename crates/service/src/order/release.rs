//! Handing an order to the store, and taking it back.

use base::{Error, Refusal, Refusals, Result, refuse};
use books::inventory_setup;
use books::item::{Item, ItemType, ItemVariant};
use serde_json::{Map, Value as Json};
use store::json::record as record_of;
use store::{ActionDef, Bound, Screen, Tx, Value, entity, key};

use super::{ReleaseStatus, ServiceHeader, parts};
use crate::line::{LineType, ServiceLine};
use crate::service_item::{ServiceItem, ServiceItemBlocked};

/// What can be done about the release of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseAction {
    /// Hand it to the store.
    Release,
    /// Take it back.
    Reopen,
}

/// A state with an action, and the state that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The state before.
    pub from: ReleaseStatus,
    /// The action.
    pub action: ReleaseAction,
    /// The state after.
    pub to: ReleaseStatus,
}

/// Every state with every action. Repeating an action does nothing.
pub const TRANSITIONS: [Transition; 4] = [
    Transition {
        from: ReleaseStatus::Open,
        action: ReleaseAction::Release,
        to: ReleaseStatus::ReleasedToShip,
    },
    Transition {
        from: ReleaseStatus::ReleasedToShip,
        action: ReleaseAction::Release,
        to: ReleaseStatus::ReleasedToShip,
    },
    Transition {
        from: ReleaseStatus::ReleasedToShip,
        action: ReleaseAction::Reopen,
        to: ReleaseStatus::Open,
    },
    Transition {
        from: ReleaseStatus::Open,
        action: ReleaseAction::Reopen,
        to: ReleaseStatus::Open,
    },
];

/// The state that follows.
pub fn after(from: ReleaseStatus, action: ReleaseAction) -> ReleaseStatus {
    let transition = TRANSITIONS.into_iter().find(|row| (row.from, row.action) == (from, action));
    transition.expect("the table names every state with every action").to
}

/// Carries out the action.
///
/// # Errors
/// Refuses to release a document that is incomplete or holds something blocked, with everything
/// that is wrong.
pub fn carry_out(tx: &mut Tx, header: &mut ServiceHeader, action: ReleaseAction) -> Result<()> {
    let to = after(header.release_status, action);
    if already(header, action).is_some() {
        return Ok(());
    }
    if action == ReleaseAction::Release {
        let refusals = problems(tx, header)?;
        if !refusals.is_empty() {
            return Err(Error::State(refusals));
        }
    }
    header.release_status = to;
    tx.update(header)
}

/// Why the action would do nothing: the document is already what it would make of it.
fn already(header: &ServiceHeader, action: ReleaseAction) -> Option<Refusal> {
    let done = after(header.release_status, action) == header.release_status;
    done.then(|| match action {
        ReleaseAction::Release => refuse!("order.release.already", no = &header.no),
        ReleaseAction::Reopen => refuse!("order.reopen.already", no = &header.no),
    })
}

/// Everything that stops the release.
fn problems(tx: &mut Tx, header: &ServiceHeader) -> Result<Refusals> {
    let mut refusals = Refusals::default();
    if header.bill_to_customer_no.is_empty() {
        refusals.push(refuse!("order.release.noBillTo").field("billToCustomerNo"));
    }
    let lines = parts::lines(tx, header)?;
    if !lines.iter().any(|line| line.r#type != LineType::Text && !line.quantity.is_zero()) {
        refusals.push(refuse!("order.release.nothing", no = &header.no));
    }
    let location_mandatory = inventory_setup::of(tx)?.location_mandatory;
    for line in lines.iter().filter(|line| line.r#type == LineType::Item && !line.no.is_empty()) {
        let found = of_item_line(tx, line, location_mandatory)?;
        refusals.0.extend(found.into_iter().map(|refusal| refusal.line(line.line_no)));
    }
    for line in parts::item_lines(tx, header)? {
        let machine: Option<ServiceItem> = tx.get(key![line.service_item_no])?;
        if machine.is_some_and(|machine| machine.blocked == ServiceItemBlocked::All) {
            let refusal =
                refuse!("itemLine.serviceItem.blocked", serviceItem = &line.service_item_no);
            refusals.push(refusal.line(line.line_no).field("serviceItemNo"));
        }
    }
    Ok(refusals)
}

fn of_item_line(tx: &mut Tx, line: &ServiceLine, location_mandatory: bool) -> Result<Vec<Refusal>> {
    let mut refusals = Vec::new();
    let Some(item): Option<Item> = tx.get(key![line.no])? else { return Ok(refusals) };
    let variant: Option<ItemVariant> = tx.get(key![line.no, line.variant_code])?;
    let stocked = item.r#type == ItemType::Inventory;
    if item.blocked || item.service_blocked {
        refusals.push(refuse!("order.release.itemBlocked", item = &item.no).field("no"));
    }
    if variant.is_some_and(|variant| variant.blocked || variant.service_blocked) {
        let (item, variant) = (&line.no, &line.variant_code);
        let refusal = refuse!("order.release.variantBlocked", item = item, variant = variant);
        refusals.push(refusal.field("variantCode"));
    }
    if location_mandatory && stocked && line.location_code.is_empty() {
        let refusal = refuse!("order.release.locationMissing", item = &item.no);
        refusals.push(refusal.field("locationCode"));
    }
    if stocked && line.unit_of_measure_code.is_empty() {
        let refusal = refuse!("order.release.unitMissing", item = &item.no);
        refusals.push(refusal.field("unitOfMeasureCode"));
    }
    Ok(refusals)
}

/// The actions on orders and invoices.
pub(crate) fn actions() -> Vec<ActionDef> {
    let release = ActionDef {
        collection: "serviceOrders",
        segment: None,
        name: "release",
        class: store::Class::Work,
        bound: Bound::Record,
        help: "Hands the document to the store: item lines are fixed until it is opened again.",
        parameters: &[],
        writes: true,
        screen: Screen {
            closed: Some(|record| already(&record_of(record), ReleaseAction::Release)),
            undo: Some("reopen"),
            ..Screen::PLAIN
        },
        run: |tx, key, body| run(tx, key, body, ReleaseAction::Release),
    };
    let reopen = ActionDef {
        name: "reopen",
        help: "Opens a released document again.",
        screen: Screen {
            closed: Some(|record| already(&record_of(record), ReleaseAction::Reopen)),
            undo: Some("release"),
            ..Screen::PLAIN
        },
        run: |tx, key, body| run(tx, key, body, ReleaseAction::Reopen),
        ..release
    };
    let of_invoices = |action: ActionDef| ActionDef { collection: "serviceInvoices", ..action };
    vec![release, reopen, of_invoices(release), of_invoices(reopen)]
}

fn run(
    tx: &mut Tx,
    key: &[Value],
    _body: &Map<String, Json>,
    action: ReleaseAction,
) -> Result<Json> {
    let mut header: ServiceHeader = tx.find(key)?;
    carry_out(tx, &mut header, action)?;
    entity::to_json(tx, &header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_with_every_action() {
        for from in [ReleaseStatus::Open, ReleaseStatus::ReleasedToShip] {
            assert_eq!(after(from, ReleaseAction::Release), ReleaseStatus::ReleasedToShip);
            assert_eq!(after(from, ReleaseAction::Reopen), ReleaseStatus::Open);
        }
    }
}
