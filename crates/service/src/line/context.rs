//! What a service line depends on: its document, its service item line and how money is rounded.

use base::{Date, Factor, Percent, Result, refuse};
use books::currency;
use books::general_ledger_setup;
use store::{Tx, key};

use super::ServiceLine;
use crate::amounts::Rounding;
use crate::order::{DocumentType, ServiceHeader, ServiceItemLine};
use crate::statistics::Terms;

/// The document around a line.
#[derive(Clone, Debug)]
pub struct Context {
    /// The header of the document.
    pub header: ServiceHeader,
    /// The service item line that the line is linked to.
    pub item_line: Option<ServiceItemLine>,
    /// To what amounts of the document are rounded.
    pub rounding: Rounding,
    /// To what amounts in local currency are rounded.
    pub local_rounding: Rounding,
    /// What may be taken off the base of value added tax for early payment.
    pub base_discount_percent: Percent,
}

impl Context {
    /// Reads what the line depends on.
    ///
    /// # Errors
    /// Refuses a line without its document, or linked to a service item line that is not there.
    pub fn of(tx: &mut Tx, line: &ServiceLine) -> Result<Self> {
        let header: ServiceHeader = tx.find(key![line.document_type, line.document_no])?;
        let mut context = Self::around(tx, header)?;
        context.link(tx, line.service_item_line_no)?;
        Ok(context)
    }

    /// The same for a document as a whole.
    ///
    /// # Errors
    /// When the database fails.
    pub fn around(tx: &mut Tx, header: ServiceHeader) -> Result<Self> {
        let set_up = general_ledger_setup::of(tx)?;
        let rounding = currency::precision_in(tx, &set_up, &header.currency_code)?.into();
        let local_rounding = currency::Precision::local(&set_up).into();
        let tolerance = set_up.vat_tolerance_percent;
        let base_discount_percent = header.payment_discount_percent.min(tolerance);
        Ok(Self { header, item_line: None, rounding, local_rounding, base_discount_percent })
    }

    /// Reads the service item line of this number; 0 is none.
    ///
    /// # Errors
    /// Refuses a number that the document does not have.
    pub fn link(&mut self, tx: &mut Tx, line_no: i64) -> Result<()> {
        self.item_line = None;
        if line_no == 0 {
            return Ok(());
        }
        let header = &self.header;
        let found = tx.get(key![header.document_type, header.no, line_no])?;
        let missing = || {
            refuse!("line.serviceItemLineNo.unknown", document = &header.no, no = line_no)
                .field("serviceItemLineNo")
        };
        self.item_line = Some(found.ok_or_else(missing)?);
        Ok(())
    }

    /// The day whose prices hold: of an order the order date, of an invoice the posting date.
    pub fn price_date(&self, today: Date) -> Date {
        let date = match self.header.document_type {
            DocumentType::Order => self.header.order_date,
            DocumentType::Invoice => self.header.posting_date,
        };
        date.unwrap_or(today)
    }

    /// The document's currency for one unit of local currency.
    pub fn factor(&self) -> Factor {
        self.header.currency_factor
    }

    /// How the document calculates.
    pub fn terms(&self) -> Terms {
        Terms {
            prices_including_vat: self.header.prices_including_vat,
            base_discount_percent: self.base_discount_percent,
            rounding: self.rounding,
            currency_factor: self.header.currency_factor,
            local_rounding: self.local_rounding,
        }
    }
}
