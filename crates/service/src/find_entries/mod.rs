//! Find entries: everything that was posted under a document number.
//!
//! Usage entries are found by the number of the shipment, sale entries by that of the invoice.

use base::{Action, Code, Date, Error, Result, Text, refuse};
use store::{Entity, Table, Value, params};

use books::customer_ledger::{CustomerLedgerEntry, DetailedCustomerLedgerEntry};
use books::general_ledger::GeneralLedgerEntry;
use books::item_ledger::{ItemLedgerEntry, ValueEntry};
use books::resource_ledger::ResourceLedgerEntry;
use books::vat_ledger::VatEntry;
use store::Tx;

use crate::history::{ServiceInvoiceHeader, ServiceShipmentHeader};
use crate::ledger::{ServiceLedgerEntry, WarrantyLedgerEntry};

mod actions;
mod by_customer;

pub use actions::actions;
pub use by_customer::find_documents;

/// One kind of record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The collection the records are in, such as `serviceLedgerEntries`.
    pub collection: &'static str,
    /// Their table, whose name is the id of the caption.
    pub table: &'static str,
    /// How many there are.
    pub count: i64,
    /// The filter that lists exactly these, as the API takes it.
    pub filter: String,
}

/// What was posted under a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The customer behind the document: who received the shipment, or who is invoiced.
    pub source_no: Code<20>,
    /// That customer's name.
    pub source_name: Text<100>,
    /// The kinds of records that were found.
    pub found: Vec<Found>,
}

/// Finds everything posted under a document number, on a day if one is given.
///
/// # Errors
/// Refuses a blank number; when the database fails.
pub fn find_entries(
    tx: &mut Tx,
    document_no: &Code<20>,
    posting_date: Option<Date>,
) -> Result<Findings> {
    if document_no.is_empty() {
        return Err(Error::from(refuse!("findEntries.documentNo.missing").field("documentNo")));
    }
    let mut findings = Findings::default();
    let mut search = Search { tx, document_no, posting_date, found: Vec::new() };
    search.count::<ServiceShipmentHeader>("no")?;
    search.count::<ServiceInvoiceHeader>("no")?;
    search.count::<ServiceLedgerEntry>("document_no")?;
    search.count::<WarrantyLedgerEntry>("document_no")?;
    search.count::<GeneralLedgerEntry>("document_no")?;
    search.count::<VatEntry>("document_no")?;
    search.count::<CustomerLedgerEntry>("document_no")?;
    search.count::<DetailedCustomerLedgerEntry>("document_no")?;
    search.count::<ItemLedgerEntry>("document_no")?;
    search.count::<ValueEntry>("document_no")?;
    search.count::<ResourceLedgerEntry>("document_no")?;
    findings.found = search.found;
    if let Some(invoice) = tx.get::<ServiceInvoiceHeader>(params![document_no])? {
        findings.source_no = invoice.bill_to_customer_no;
        findings.source_name = invoice.bill_to_name;
    } else if let Some(shipment) = tx.get::<ServiceShipmentHeader>(params![document_no])? {
        findings.source_no = shipment.customer_no;
        findings.source_name = shipment.name;
    }
    Ok(findings)
}

struct Search<'t, 'c> {
    tx: &'t mut Tx<'c>,
    document_no: &'t Code<20>,
    posting_date: Option<Date>,
    found: Vec<Found>,
}

impl Search<'_, '_> {
    /// Counts the records of a table whose column holds the number; tables that the user may not
    /// read are left out.
    fn count<T: Entity>(&mut self, column: &str) -> Result<()> {
        let table = T::table();
        if self.tx.require(table.name, Action::Read).is_err() {
            return Ok(());
        }
        let mut condition = format!("WHERE \"{column}\" = $1");
        let mut values: Vec<Value> = params![self.document_no].to_vec();
        if let Some(date) = self.posting_date {
            condition.push_str(" AND \"posting_date\" = $2");
            values.extend_from_slice(params![date]);
        }
        let count = self.tx.count::<T>(&condition, &values)?;
        if count > 0 {
            let filter = self.filter(table, column);
            self.found.push(Found { collection: T::COLLECTION, table: table.name, count, filter });
        }
        Ok(())
    }

    fn filter(&self, table: &Table, column: &str) -> String {
        let json = table.column(column).map_or(column, |at| table.columns[at].json);
        let quoted = self.document_no.replace('\'', "''");
        match self.posting_date {
            Some(date) => format!("{json} eq '{quoted}' and postingDate eq {date}"),
            None => format!("{json} eq '{quoted}'"),
        }
    }
}
