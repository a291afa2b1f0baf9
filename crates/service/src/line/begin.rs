//! A new line: its number and what comes from its document.

use base::{Result, refuse};
use store::{Tx, key, params};

use super::{ServiceLine, numbering};
use crate::order::ServiceHeader;

/// Gives a new line its number and what its document says.
///
/// # Errors
/// Refuses a line without its document and a number below 1.
pub(super) fn begin(tx: &mut Tx, line: &mut ServiceLine) -> Result<()> {
    let header: ServiceHeader = tx.find(key![line.document_type, line.document_no])?;
    if line.line_no < 0 {
        return Err(refuse!("line.lineNo.range", no = line.line_no).field("lineNo").into());
    }
    if line.line_no == 0 {
        let document = params![line.document_type, line.document_no];
        line.line_no = tx.last_part::<ServiceLine>(document)? + numbering::STEP;
    }
    let today = tx.today();
    of_header(line, &header);
    line.needed_by_date = header.order_date.or(Some(today));
    line.dimension_set_id = header.dimension_set_id;
    line.shortcut_dimension_1_code = header.shortcut_dimension_1_code;
    line.shortcut_dimension_2_code = header.shortcut_dimension_2_code;
    Ok(())
}

/// Copies what every line has from its document.
pub(super) fn of_header(line: &mut ServiceLine, header: &ServiceHeader) {
    line.document_type = header.document_type;
    line.document_no = header.no.clone();
    line.customer_no = header.customer_no.clone();
    line.bill_to_customer_no = header.bill_to_customer_no.clone();
    line.ship_to_code = header.ship_to_code.clone();
    line.currency_code = header.currency_code.clone();
    line.posting_date = header.posting_date;
    line.order_date = header.order_date;
    line.gen_bus_posting_group = header.gen_bus_posting_group.clone();
    line.vat_bus_posting_group = header.vat_bus_posting_group.clone();
}
