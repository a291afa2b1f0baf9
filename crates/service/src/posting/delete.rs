//! Posted documents that fill gaps: an unposted document goes whose number, or whose reserved
//! number, belongs to the series of posted invoices.

use base::{Code, Result, refuse};
use store::{Tx, params};

use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine};
use crate::line::numbering;
use crate::order::ServiceHeader;

use super::apply::kept_number;

/// Asks whether an empty posted invoice may fill the gap that the document would leave in the
/// series of posted invoices, and writes it. Does nothing for a document that leaves no gap. To be
/// called before the document is deleted.
///
/// # Errors
/// `Confirm` until the question is answered; refuses when the answer is no.
pub fn fill_gap(tx: &mut Tx, header: &ServiceHeader) -> Result<()> {
    let Some(no) = kept_number(header) else { return Ok(()) };
    if tx.exists::<ServiceInvoiceHeader>("WHERE \"no\" = $1", params![no])? {
        return Ok(());
    }
    if !tx.confirm("posting.emptyInvoice", true, vec![("no", (&no).into())])? {
        let refusal = refuse!("posting.emptyInvoice.declined", no = &no);
        return Err(base::Error::state(refusal));
    }
    write_empty(tx, header, no)
}

fn write_empty(tx: &mut Tx, header: &ServiceHeader, no: Code<20>) -> Result<()> {
    let date = header.posting_date.or_else(|| Some(tx.today()));
    let language = books::language_of_books(tx)?;
    let mut line = ServiceInvoiceLine {
        document_no: no.clone(),
        line_no: numbering::STEP,
        description: base::Text::cut(&texts::plain(language, "message-posting-emptyInvoice-line")),
        posting_date: date,
        customer_no: header.customer_no.clone(),
        bill_to_customer_no: header.bill_to_customer_no.clone(),
        ..ServiceInvoiceLine::default()
    };
    let mut invoice = ServiceInvoiceHeader {
        no,
        customer_no: header.customer_no.clone(),
        name: header.name.clone(),
        bill_to_customer_no: header.bill_to_customer_no.clone(),
        bill_to_name: header.bill_to_name.clone(),
        posting_date: date,
        document_date: header.document_date.or(date),
        due_date: header.due_date,
        pre_assigned_no: header.no.clone(),
        currency_code: header.currency_code.clone(),
        currency_factor: header.currency_factor,
        customer_posting_group: header.customer_posting_group.clone(),
        gen_bus_posting_group: header.gen_bus_posting_group.clone(),
        vat_bus_posting_group: header.vat_bus_posting_group.clone(),
        posting_description: header.posting_description.clone(),
        user_id: Code::parse(tx.user()).unwrap_or_default(),
        ..ServiceInvoiceHeader::default()
    };
    tx.insert_unlogged(&mut invoice)?;
    tx.insert_unlogged(&mut line)
}
