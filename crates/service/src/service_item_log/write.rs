//! Writing the log of service items.

use base::{Code, Result, Text};
use store::Tx;

use super::{ServiceItemEvent, ServiceItemLog};
use crate::service_item::ServiceItem;

/// Notes that something happened to a service item, on a document or on its card.
///
/// # Errors
/// When the database fails.
pub fn note(
    tx: &mut Tx,
    no: &Code<20>,
    event: ServiceItemEvent,
    document: &str,
    before: &str,
    after: &str,
) -> Result<()> {
    let mut entry = ServiceItemLog {
        service_item_no: no.clone(),
        event,
        document_no: Code::parse(document).unwrap_or_default(),
        before: Text::cut(before),
        after: Text::cut(after),
        change_date: Some(tx.now().date()),
        change_time: Some(tx.now().time()),
        user_id: Code::parse(tx.user()).unwrap_or_default(),
        ..ServiceItemLog::default()
    };
    tx.insert_unlogged(&mut entry)
}

/// Notes what is different on the card of a service item.
///
/// # Errors
/// When the database fails.
pub fn changes(tx: &mut Tx, before: &ServiceItem, after: &ServiceItem) -> Result<()> {
    for (event, was, is) in [
        (
            ServiceItemEvent::CustomerChanged,
            before.customer_no.as_str(),
            after.customer_no.as_str(),
        ),
        (ServiceItemEvent::ShipToChanged, &before.ship_to_code, &after.ship_to_code),
        (ServiceItemEvent::StatusChanged, before.status.name(), after.status.name()),
        (ServiceItemEvent::ItemNoChanged, &before.item_no, &after.item_no),
        (ServiceItemEvent::SerialNoChanged, &before.serial_no, &after.serial_no),
        (ServiceItemEvent::BlockedChanged, before.blocked.name(), after.blocked.name()),
    ] {
        if was != is {
            note(tx, &after.no, event, "", was, is)?;
        }
    }
    Ok(())
}
