//! What a new service item line begins with.

use base::{Error, Result, refuse};
use store::{Tx, key, params};

use super::{ServiceItemLine, dimensions};
use crate::order::{DocumentType, ServiceHeader};
use crate::{repair_status, setup};

const OF_DOCUMENT: &str = "WHERE \"document_type\" = $1 AND \"document_no\" = $2";

/// Gives a new line its number and what its order says. A machine begins with the initial repair
/// status.
///
/// # Errors
/// Refuses a line without its order, and a second one where an order holds one machine only.
pub(super) fn begin(tx: &mut Tx, line: &mut ServiceItemLine) -> Result<()> {
    let header: ServiceHeader = tx.find(key![line.document_type, line.document_no])?;
    if header.document_type != DocumentType::Order {
        return Err(Error::state(refuse!("itemLine.onlyOrders", no = &header.no)));
    }
    let document = params![line.document_type, line.document_no];
    if setup::of(tx)?.one_service_item_line_order
        && tx.exists::<ServiceItemLine>(OF_DOCUMENT, document)?
    {
        return Err(Error::state(refuse!("itemLine.onlyOne", no = &header.no)));
    }
    if line.line_no <= 0 {
        line.line_no = (tx.last_part::<ServiceItemLine>(document)? / 10_000 + 1) * 10_000;
    }
    line.customer_no = header.customer_no.clone();
    line.ship_to_code = header.ship_to_code.clone();
    line.responsibility_center = header.responsibility_center.clone();
    if let Some(initial) = repair_status::marked(tx, "initial")? {
        line.repair_status_code = initial.code;
    }
    dimensions::renew(tx, &header, line)
}
