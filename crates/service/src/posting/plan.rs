//! What a posting writes, worked out from the situation alone: documents, entries of every ledger,
//! and what becomes of the document. Nothing is read and nothing is written here.

use base::{Code, Refusals, refuse};
use books::entries::Entries;
use books::item_ledger::Stock;

use crate::history::ServiceShipmentLine;
use crate::ledger::{ServiceEntryDocumentType, ServiceLedgerEntry, WarrantyLedgerEntry};
use crate::line::quantities::Measured;
use crate::line::{LineType, ServiceLine};
use crate::statistics::Terms;

use super::amounts::{Charge, Charges};
use super::check::check;
use super::entries::customer::{Totals, receivable};
use super::entries::general::Books;
use super::entries::item::{Movements, Portions};
use super::entries::resource;
use super::entries::revenue::{Accounts, Sums};
use super::entries::service::ServiceEntries;
use super::entries::warranty::{settle as settle_warranty, warranty_entry};
use super::invoice::Invoice;
use super::outcome::{Outcome, outcome};
use super::request::{Numbers, PostingOption, Request};
use super::rounding;
use super::settle::settle;
use super::shipment::{Shipment, shipment};
use super::situation::Situation;
use super::takings::{Taking, takings};

/// Everything that one posting writes. Entries carry placeholders for the numbers of documents,
/// and name other entries by their place in the list, counted from 1.
#[derive(Clone, Debug)]
pub struct Posting {
    /// What was asked for.
    pub option: PostingOption,
    /// The numbers of the documents, placeholders at first.
    pub numbers: Numbers,
    /// The posted shipment.
    pub shipment: Option<Shipment>,
    /// The posted invoice.
    pub invoice: Option<Invoice>,
    /// Service ledger entries, in the order of their creation.
    pub service: Vec<ServiceLedgerEntry>,
    /// Warranty ledger entries.
    pub warranty: Vec<WarrantyLedgerEntry>,
    /// Earlier warranty ledger entries that are settled now.
    pub closed_warranty: Vec<WarrantyLedgerEntry>,
    /// Lines of earlier shipments that are invoiced now.
    pub invoiced: Vec<ServiceShipmentLine>,
    /// Entries of the books.
    pub entries: Entries,
    /// What the invoice comes to.
    pub totals: Totals,
    /// Service items that were served, by number.
    pub served: Vec<Code<20>>,
    /// What becomes of the document.
    pub outcome: Outcome,
}

/// Works a posting out.
///
/// # Errors
/// Everything that stops it, all at once.
pub fn plan(situation: &Situation, request: &Request) -> Result<Posting, Refusals> {
    let takings = takings(situation, request);
    let refusals = check(situation, request, &takings);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let terms = situation.terms();
    let numbers = Numbers::placeholders();
    let mut plan = Plan::new(situation, request, &terms, &numbers, &takings);
    for taking in &takings {
        plan.take(taking);
    }
    let posting = plan.finish(&takings)?;
    if posting.invoice.is_some() && posting.totals.including_vat.is_negative() {
        // What the customer gets back is a credit memo, not an invoice.
        let total = posting.totals.including_vat;
        return Err(Refusals(vec![refuse!("posting.total.negative", total = total)]));
    }
    posting.entries.assert_balanced();
    Ok(posting)
}

/// A plan in the making.
struct Plan<'p> {
    situation: &'p Situation,
    request: &'p Request,
    terms: &'p Terms,
    numbers: &'p Numbers,
    ledger: ServiceEntries<'p>,
    movements: Movements<'p>,
    used: Charges,
    covered: Charges,
    charged: Charges,
    sums: Sums,
    stock: Stock,
    shipment: Option<Shipment>,
    invoice: Option<Invoice>,
    service: Vec<ServiceLedgerEntry>,
    warranty: Vec<WarrantyLedgerEntry>,
    shipped: Vec<ServiceShipmentLine>,
    entries: Entries,
    totals: Totals,
}

impl<'p> Plan<'p> {
    fn new(
        situation: &'p Situation,
        request: &'p Request,
        terms: &'p Terms,
        numbers: &'p Numbers,
        takings: &[Taking<'_>],
    ) -> Self {
        let ships = takings.iter().any(Taking::ships);
        let with_shipment = ships && situation.makes_shipment(request.option);
        let invoices = takings.iter().any(|taking| taking.on_invoice);
        Self {
            situation,
            request,
            terms,
            numbers,
            ledger: ServiceEntries { situation, terms, with_shipment },
            movements: Movements { situation, numbers, with_shipment },
            used: Charges::new(*terms),
            covered: Charges::new(*terms),
            charged: Charges::new(*terms),
            sums: Sums::default(),
            stock: situation.stock.clone(),
            shipment: with_shipment.then(|| shipment(situation, takings)),
            invoice: invoices.then(|| Invoice::new(situation)),
            service: Vec::new(),
            warranty: Vec::new(),
            shipped: situation.shipped.clone(),
            entries: Entries::default(),
            totals: Totals::default(),
        }
    }

    /// Takes one line: what is used, what is charged, what is given away.
    fn take(&mut self, taking: &Taking<'_>) {
        let line = taking.line;
        let worth = self.used.use_up(line, taking.taken.shipped - taking.taken.consumed);
        if taking.ships() && line.counts() {
            self.use_up(taking, &worth);
        }
        let mut charge = Charge::default();
        if taking.on_invoice {
            charge = if line.counts() {
                self.charged.charge(line, taking.taken.invoiced)
            } else {
                Charge::default()
            };
            self.invoice(taking, &charge);
        }
        if taking.consumes() {
            self.service.push(self.ledger.consumption(taking));
        }
        self.move_stock(taking, &worth, &charge);
    }

    fn usage_document_no(&self) -> &'p Code<20> {
        if self.shipment.is_some() { &self.numbers.shipment } else { &self.numbers.invoice }
    }

    fn use_up(&mut self, taking: &Taking<'_>, worth: &Charge) {
        self.service.push(self.ledger.usage(taking, worth));
        let entry_place = self.service.len();
        let covered = self.covered.use_up(taking.line, taking.taken.shipped);
        let warranty = warranty_entry(self.situation, taking, &covered);
        let warranty_place = warranty.as_ref().map_or(0, |_| self.warranty.len() + 1);
        self.warranty.extend(warranty);
        let document_no = self.usage_document_no();
        let usage = resource::usage(self.situation, self.terms, taking, worth, document_no);
        self.entries.resource.extend(usage);
        let line_no = taking.line.line_no;
        if let Some(line) = self.shipment.as_mut().and_then(|shipment| shipment.line(line_no)) {
            line.service_ledger_entry_no = place(entry_place);
            line.warranty_ledger_entry_no = place(warranty_place);
        }
    }

    fn invoice(&mut self, taking: &Taking<'_>, charge: &Charge) {
        let (line, situation) = (taking.line, self.situation);
        if let Some(invoice) = self.invoice.as_mut() {
            invoice.push(situation, line, charge);
        }
        if !line.counts() {
            return;
        }
        self.service.push(self.ledger.sale(line, charge));
        let no = &self.numbers.invoice;
        self.entries.resource.extend(resource::sale(situation, self.terms, line, charge, no));
        let accounts = accounts(situation, line);
        let own_text = situation.setups.service.copy_line_descr_to_gl_entry
            && line.r#type == LineType::GlAccount;
        let text = &situation.header.posting_description;
        self.sums.add(line, charge, &accounts, text, own_text);
        self.count(line, charge);
    }

    /// Adds a line to what the invoice comes to.
    fn count(&mut self, line: &ServiceLine, charge: &Charge) {
        let unit_cost = self.situation.unit_cost(line);
        let cost = charge.quantity.of_line.dec() * unit_cost.dec();
        let (document, local) = (&charge.document, &charge.local);
        self.totals.amount += document.net.amount;
        self.totals.including_vat += document.net.including_vat();
        self.totals.including_vat_lcy += local.net.including_vat();
        self.totals.sales_lcy += local.net.amount;
        self.totals.cost_lcy += self.terms.local_rounding.amount(cost);
        self.totals.inv_discount_lcy += local.invoice_discount.amount;
    }

    fn move_stock(&mut self, taking: &Taking<'_>, worth: &Charge, charge: &Charge) {
        let line = taking.line;
        let mut portions = Portions::new(charge);
        self.settle_earlier(line, taking.invoiced_of_earlier(), &mut portions);
        if line.r#type != LineType::Item || !taking.ships() {
            return;
        }
        let movement = self.movements.delivery(taking, worth, &mut portions);
        let entry_place = self.stock.ship(&movement) + 1;
        if let Some(line) = self.shipment.as_mut().and_then(|made| made.line(line.line_no)) {
            line.item_ledger_entry_no = place(entry_place);
        }
    }

    /// Invoices what earlier shipments delivered, and the stock that left with them.
    fn settle_earlier(
        &mut self,
        line: &ServiceLine,
        invoiced: Measured,
        portions: &mut Portions<'_>,
    ) {
        for settled in settle(&mut self.shipped, line.line_no, invoiced) {
            let entry_no = self.shipped[settled.at].item_ledger_entry_no;
            if line.r#type != LineType::Item || entry_no == 0 {
                continue;
            }
            let invoicing = self.movements.invoiced(line, settled.quantity, portions);
            self.stock.invoice(entry_no, &invoicing);
        }
    }

    fn finish(mut self, takings: &[Taking<'_>]) -> Result<Posting, Refusals> {
        self.round();
        self.post_books();
        self.post_stock()?;
        let closed_warranty = self.settle_warranty(takings);
        let before = &self.situation.shipped;
        let now = std::mem::take(&mut self.shipped);
        let invoiced = now.into_iter().zip(before).filter(|(now, before)| now != *before);
        let invoiced = invoiced.map(|(now, _)| now).collect();
        let mut served: Vec<Code<20>> = takings
            .iter()
            .filter(|taking| taking.ships() && !taking.line.service_item_no.is_empty())
            .map(|taking| taking.line.service_item_no.clone())
            .collect();
        served.sort();
        served.dedup();
        let mut posting = Posting {
            option: self.request.option,
            numbers: self.numbers.clone(),
            shipment: self.shipment,
            invoice: self.invoice,
            service: self.service,
            warranty: self.warranty,
            closed_warranty,
            invoiced,
            entries: self.entries,
            totals: self.totals,
            served,
            outcome: outcome(self.situation, takings),
        };
        posting.number_documents(self.numbers);
        Ok(posting)
    }

    /// The entries of the stock that moved, its cost brought in line with the receipts it was taken
    /// from, and that cost in the general ledger.
    fn post_stock(&mut self) -> Result<(), Refusals> {
        self.stock.adjust();
        let (items, postings) = std::mem::take(&mut self.stock).into_parts()?;
        self.entries.item = items;
        for posting in postings {
            self.entries.post(posting.into());
        }
        Ok(())
    }

    /// Adds the line that rounds the total.
    fn round(&mut self) {
        let situation = self.situation;
        let Some(invoice) = self.invoice.as_mut() else { return };
        let Some((line, difference)) = rounding::line(situation, invoice.total()) else { return };
        let charge = self.charged.add_including_vat(&line, difference);
        invoice.push(situation, &line, &charge);
        if let Some(rounded) = invoice.lines.last_mut() {
            rounded.order_line_no = 0;
        }
        let accounts = accounts(situation, &line);
        let text = &situation.header.posting_description;
        self.sums.add(&line, &charge, &accounts, text, false);
        self.count(&line, &charge);
    }

    fn post_books(&mut self) {
        if self.invoice.is_none() {
            return;
        }
        let books = Books { situation: self.situation, document_no: &self.numbers.invoice };
        for sum in std::mem::take(&mut self.sums).into_sums() {
            books.sum(&mut self.entries, &sum);
        }
        if let Some(group) = self.situation.customer_posting_group.as_ref() {
            receivable(self.situation, group, &self.totals, &books, &mut self.entries);
        }
    }

    /// Settles the warranty of the lines of which something is invoiced or consumed.
    fn settle_warranty(&mut self, takings: &[Taking<'_>]) -> Vec<WarrantyLedgerEntry> {
        let mut earlier = self.situation.warranty.clone();
        for taking in takings.iter().filter(|taking| taking.line.counts()) {
            let (line, taken) = (taking.line, &taking.taken);
            let settled = line.quantity_invoiced
                + line.quantity_consumed
                + taken.invoiced.of_line
                + taken.consumed.of_line;
            let of_line =
                |entry: &&mut WarrantyLedgerEntry| entry.service_order_line_no == line.line_no;
            let now = self.warranty.iter_mut().filter(of_line);
            let mut all: Vec<_> = earlier.iter_mut().filter(of_line).chain(now).collect();
            settle_warranty(&mut all, settled);
        }
        let before = &self.situation.warranty;
        let closed = earlier.into_iter().zip(before).filter(|(now, before)| now != *before);
        closed.map(|(now, _)| now).collect()
    }
}

/// A place in a list as entries name it.
fn place(place: usize) -> i64 {
    i64::try_from(place).unwrap_or_default()
}

/// The accounts a line is posted to. Discounts have none where they are not posted by themselves.
fn accounts(situation: &Situation, line: &ServiceLine) -> Accounts {
    let groups = (line.gen_bus_posting_group.clone(), line.gen_prod_posting_group.clone());
    let general = situation.general_setups.get(&groups).cloned().unwrap_or_default();
    let vat = (line.vat_bus_posting_group.clone(), line.vat_prod_posting_group.clone());
    let vat = situation.vat_setups.get(&vat);
    let discounts = situation.setups.sales.discount_posting;
    let revenue = match line.r#type {
        LineType::Item | LineType::Resource => general.sales_account,
        LineType::Cost => {
            situation.costs.get(&line.no).map(|cost| cost.account_no.clone()).unwrap_or_default()
        }
        LineType::GlAccount | LineType::Text => line.no.clone(),
    };
    Accounts {
        revenue,
        line_discount: if discounts.line() {
            general.sales_line_disc_account
        } else {
            Code::default()
        },
        invoice_discount: if discounts.invoice() {
            general.sales_inv_disc_account
        } else {
            Code::default()
        },
        vat: vat.map(|setup| setup.sales_vat_account.clone()).unwrap_or_default(),
    }
}

impl Posting {
    /// Gives the documents and all their entries their numbers.
    pub fn number(&mut self, numbers: &Numbers) {
        let old = std::mem::replace(&mut self.numbers, numbers.clone());
        self.entries.number(&old.shipment, &numbers.shipment);
        self.entries.number(&old.invoice, &numbers.invoice);
        self.number_documents(numbers);
    }

    fn number_documents(&mut self, numbers: &Numbers) {
        if let Some(shipment) = self.shipment.as_mut() {
            shipment.number(&numbers.shipment);
        }
        if let Some(invoice) = self.invoice.as_mut() {
            invoice.number(&numbers.invoice);
        }
        for entry in &mut self.service {
            entry.document_no = match entry.document_type {
                ServiceEntryDocumentType::Shipment => numbers.shipment.clone(),
                _ => numbers.invoice.clone(),
            };
        }
        for entry in &mut self.warranty {
            entry.document_no = numbers.shipment.clone();
        }
    }
}
