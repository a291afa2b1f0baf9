//! Changing who owns a service item, or where it stands.

use base::{Error, Result, refuse};
use books::customer::ShipToAddress;
use store::{Tx, key, params};

use super::{ServiceItem, ServiceItemStatus};
use crate::ledger::ServiceLedgerEntry;
use crate::order::ServiceItemLine;

/// A line of an order that the service item is on.
///
/// # Errors
/// When the database fails.
pub fn open_line(tx: &mut Tx, item: &ServiceItem) -> Result<Option<ServiceItemLine>> {
    if item.no.is_empty() {
        return Ok(None);
    }
    tx.first(
        "WHERE \"service_item_no\" = $1 ORDER BY \"document_type\", \"document_no\", \"line_no\"",
        params![item.no],
    )
}

impl ServiceItem {
    /// Another customer owns the machine now: it stands at that customer's own address, and is
    /// installed if nobody had it before.
    pub(super) fn enter_customer(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        if self.customer_no == before.customer_no {
            return Ok(());
        }
        before.check_moves(tx)?;
        self.ship_to_code = base::Code::default();
        if before.customer_no.is_empty() {
            self.status = ServiceItemStatus::Installed;
            self.enter_status(tx);
        }
        Ok(())
    }

    /// The machine stands at another address of its customer.
    pub(super) fn enter_ship_to(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        if self.ship_to_code == before.ship_to_code {
            return Ok(());
        }
        if !self.ship_to_code.is_empty() {
            let key = key![self.customer_no, self.ship_to_code];
            if tx.get::<ShipToAddress>(key)?.is_none() {
                let (code, customer) = (&self.ship_to_code, &self.customer_no);
                return Err(refuse!("shipTo.unknown", code = code, customer = customer).into());
            }
        }
        before.check_moves(tx)
    }

    /// A machine that is installed was installed on some day.
    pub(super) fn enter_status(&mut self, tx: &Tx) {
        if self.status == ServiceItemStatus::Installed && self.installation_date.is_none() {
            self.installation_date = Some(tx.today());
        }
    }

    /// Refuses that a machine on an order goes to another owner or address; asks when it has a
    /// history.
    pub(super) fn check_moves(&self, tx: &mut Tx) -> Result<()> {
        if let Some(line) = open_line(tx, self)? {
            return Err(Error::state(refuse!(
                "serviceItem.owner.onOrder",
                order = &line.document_no,
                line = line.line_no.to_string(),
                serviceItem = &self.no,
                serial = &self.serial_no,
                customer = &self.customer_no
            )));
        }
        let entries = "WHERE \"service_item_no_serviced\" = $1";
        if !self.no.is_empty()
            && tx.exists::<ServiceLedgerEntry>(entries, params![self.no])?
            && !tx.confirm("serviceItem.moveWithEntries", true, vec![("no", (&self.no).into())])?
        {
            return Err(refuse!("serviceItem.owner.kept", no = &self.no).into());
        }
        Ok(())
    }
}
