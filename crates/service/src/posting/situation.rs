//! Everything a rule may look at when a document is posted, read once.

use std::collections::{BTreeMap, BTreeSet};

use base::{Code, Date, DateTime, Quantity, Refusal, Result, UnitPrice};
use books::company::{self, CompanyInformation};
use books::currency::Precision;
use books::customer::Customer;
use books::gl_account::GlAccount;
use books::item::{CostingMethod, Item};
use books::item_ledger::{Stock, Wanted};
use books::payment::PaymentMethod;
use books::posting_setup::{CustomerPostingGroup, GeneralPostingSetup};
use books::resource::Resource;
use books::salesperson::Salesperson;
use books::service_cost::ServiceCost;
use books::vat::VatPostingSetup;
use store::{Record, ToValue, Tx, Value, key, params};

use crate::amounts::Rounding;
use crate::history::ServiceShipmentLine;
use crate::invoice_discount;
use crate::ledger::WarrantyLedgerEntry;
use crate::line::quantities::Quantities;
use crate::line::{Context, LineType, ServiceLine};
use crate::order::{DocumentType, ServiceHeader, ServiceItemLine, numbering};
use crate::repair_status::RepairStatus;
use crate::service_item::ServiceItem;
use crate::statistics::Terms;

use super::dimensions;
use super::entries::item::wanted;
use super::request::{PostingOption, Request};
use super::rounding::RoundingAccount;
use super::setups::Setups;
use super::takings::takings;

/// A document and everything that posting it depends on.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// The unposted document.
    pub header: ServiceHeader,
    /// Its service item lines.
    pub item_lines: Vec<ServiceItemLine>,
    /// Its service lines.
    pub lines: Vec<ServiceLine>,
    /// Who posts.
    pub user: String,
    /// When.
    pub now: DateTime,
    /// Whether lines were selected, so that each is used on its own day.
    pub by_line: bool,
    /// Head and lines as they are stored, where the request or the set-up changed them.
    pub stored: Option<(ServiceHeader, Vec<ServiceLine>)>,
    /// Set-up.
    pub setups: Setups,
    /// Who sells, and the two-letter code of the country.
    pub seller: (CompanyInformation, String),
    /// Rounding in the currency of the document and in local currency.
    pub rounding: Rounding,
    /// Rounding of the total of an invoice.
    pub invoice_precision: Precision,
    /// Customers by number: who received the service and who is invoiced.
    pub customers: BTreeMap<Code<20>, Customer>,
    /// The salesperson, if the document names one that exists.
    pub salesperson: Option<Salesperson>,
    /// The account that rounds invoices, if they are rounded.
    pub rounding_account: Option<RoundingAccount>,
    /// The accounts of the customer.
    pub customer_posting_group: Option<CustomerPostingGroup>,
    /// How the customer pays.
    pub payment_method: Option<PaymentMethod>,
    /// Items by number.
    pub items: BTreeMap<Code<20>, Item>,
    /// Variants that may not be used any more.
    pub blocked_variants: Vec<(Code<20>, Code<10>)>,
    /// Resources by number.
    pub resources: BTreeMap<Code<20>, Resource>,
    /// Service costs by code.
    pub costs: BTreeMap<Code<20>, ServiceCost>,
    /// G/L accounts by number: those that lines are posted to.
    pub accounts: BTreeMap<Code<20>, GlAccount>,
    /// Accounts of the set-up that take no entries any more.
    pub blocked_accounts: Vec<Code<20>>,
    /// General posting setup by business and product group.
    pub general_setups: BTreeMap<(Code<20>, Code<20>), GeneralPostingSetup>,
    /// VAT posting setup by business and product group.
    pub vat_setups: BTreeMap<(Code<20>, Code<20>), VatPostingSetup>,
    /// Service items by number.
    pub service_items: BTreeMap<Code<20>, ServiceItem>,
    /// Repair statuses by code.
    pub repair_statuses: BTreeMap<Code<20>, RepairStatus>,
    /// What earlier shipments of the order left to invoice, oldest first.
    pub shipped: Vec<ServiceShipmentLine>,
    /// Warranty entries of the order, oldest first.
    pub warranty: Vec<WarrantyLedgerEntry>,
    /// The stock that the lines take from, with what was delivered and is invoiced now.
    pub stock: Stock,
    /// What is wrong with dimensions of the document and of the lines that take part.
    pub dimensions: Vec<Refusal>,
}

impl Situation {
    /// Locks the document and reads what a rule may look at. The number of queries does not grow
    /// with the number of lines, only with the number of different things on them.
    ///
    /// # Errors
    /// `NotFound` when there is no such document; when the database fails.
    pub fn load(
        tx: &mut Tx,
        document_type: DocumentType,
        no: &Code<20>,
        request: &Request,
    ) -> Result<Self> {
        let header: ServiceHeader = tx.find(key![document_type, no])?;
        let document = params![document_type, no];
        let lines = "WHERE \"document_type\" = $1 AND \"document_no\" = $2 ORDER BY \"line_no\"";
        let mut situation = Self {
            header,
            item_lines: tx.select(lines, document)?,
            lines: tx.select(lines, document)?,
            user: tx.user().to_owned(),
            now: tx.now(),
            by_line: request.lines.is_some(),
            setups: Setups::load(tx)?,
            ..Self::default()
        };
        situation.complete_series(tx)?;
        situation.redate(tx, request)?;
        situation.calculate_invoice_discount(tx, request)?;
        situation.load_parties(tx)?;
        if request.option.invoices() {
            situation.load_seller(tx)?;
        }
        situation.load_line_masters(tx)?;
        situation.load_accounts(tx)?;
        situation.load_history(tx)?;
        situation.load_stock(tx, request)?;
        situation.dimensions = dimensions::check(tx, &situation, &takings(&situation, request))?;
        Ok(situation)
    }

    /// Takes the series that were set up after the document was written.
    fn complete_series(&mut self, tx: &mut Tx) -> Result<()> {
        let mut header = self.header.clone();
        numbering::complete(tx, &mut header, &self.setups.service)?;
        if header != self.header {
            self.keep_stored();
            self.header = header;
        }
        Ok(())
    }

    /// Applies the dates of the request to the document, as entering them would.
    fn redate(&mut self, tx: &mut Tx, request: &Request) -> Result<()> {
        let setup = &self.setups.general_ledger;
        let precision = books::currency::precision_in(tx, setup, &self.header.currency_code)?;
        self.rounding = precision.into();
        self.invoice_precision = precision;
        if request.posting_date.is_none() && request.document_date.is_none() {
            return Ok(());
        }
        self.keep_stored();
        if let Some(date) = request.posting_date {
            self.header.posting_date = Some(date);
            for line in &mut self.lines {
                line.posting_date = Some(date);
            }
            if !self.header.currency_code.is_empty() {
                let factor = books::currency::factor(tx, &self.header.currency_code, date)?;
                self.header.currency_factor = factor;
            }
        }
        if let Some(date) = request.document_date.or(request.posting_date) {
            self.header.document_date = Some(date);
            crate::order::apply_payment_terms(tx, &mut self.header)?;
        }
        Ok(())
    }

    /// Calculates the invoice discount before something is invoiced, where the set-up wants that.
    fn calculate_invoice_discount(&mut self, tx: &mut Tx, request: &Request) -> Result<()> {
        let invoiced = request.option.invoices() || !self.is_order();
        if !invoiced {
            return Ok(());
        }
        let context = self.context();
        let lines = invoice_discount::plan_automatic(tx, &context, self.lines.clone())?;
        if lines != self.lines {
            self.keep_stored();
            self.lines = lines;
        }
        Ok(())
    }

    /// The document as its lines see it.
    pub fn context(&self) -> Context {
        let terms = self.terms();
        Context {
            header: self.header.clone(),
            item_line: None,
            rounding: self.rounding,
            local_rounding: terms.local_rounding,
            base_discount_percent: terms.base_discount_percent,
        }
    }

    /// Remembers the document as it is stored, before something of it is changed.
    fn keep_stored(&mut self) {
        if self.stored.is_none() {
            self.stored = Some((self.header.clone(), self.lines.clone()));
        }
    }

    /// The head as it is stored.
    pub fn stored_header(&self) -> &ServiceHeader {
        self.stored.as_ref().map_or(&self.header, |(header, _)| header)
    }

    /// The lines as they are stored.
    pub fn stored_lines(&self) -> &[ServiceLine] {
        self.stored.as_ref().map_or(&self.lines, |(_, lines)| lines)
    }

    fn load_parties(&mut self, tx: &mut Tx) -> Result<()> {
        let header = &self.header;
        self.customers = by_key(tx, [&header.customer_no, &header.bill_to_customer_no])?;
        self.salesperson = optional(tx, &header.salesperson_code)?;
        self.customer_posting_group = optional(tx, &header.customer_posting_group)?;
        self.payment_method = optional(tx, &header.payment_method_code)?;
        self.load_rounding_account(tx)
    }

    fn load_seller(&mut self, tx: &mut Tx) -> Result<()> {
        let company: CompanyInformation = tx.get(key![""])?.unwrap_or_default();
        let iso = company::iso_of(tx, &company.country_region_code)?;
        self.seller = (company, iso);
        Ok(())
    }

    fn load_rounding_account(&mut self, tx: &mut Tx) -> Result<()> {
        let group = self.customer_posting_group.as_ref();
        let no = group.map(|group| group.invoice_rounding_account.clone()).unwrap_or_default();
        if !self.setups.sales.invoice_rounding || no.is_empty() {
            return Ok(());
        }
        if let Some(account) = tx.get::<GlAccount>(key![no])? {
            let groups = key![self.header.vat_bus_posting_group, account.vat_prod_posting_group];
            let vat = tx.get(groups)?;
            self.rounding_account = Some(RoundingAccount { account, vat });
        }
        Ok(())
    }

    fn load_line_masters(&mut self, tx: &mut Tx) -> Result<()> {
        let of_type = |wanted| {
            self.lines.iter().filter(move |line| line.r#type == wanted).map(|line| &line.no)
        };
        self.items = by_key(tx, of_type(LineType::Item))?;
        self.blocked_variants = super::variants::blocked(tx, &self.header, &self.lines)?;
        self.resources = by_key(tx, of_type(LineType::Resource))?;
        self.costs = by_key(tx, of_type(LineType::Cost))?;
        self.accounts = by_key(tx, of_type(LineType::GlAccount))?;
        let serviced = self.item_lines.iter().map(|line| &line.service_item_no);
        self.service_items = by_key(tx, serviced)?;
        let statuses = self.item_lines.iter().map(|line| &line.repair_status_code);
        self.repair_statuses = by_key(tx, statuses)?;
        Ok(())
    }

    fn load_accounts(&mut self, tx: &mut Tx) -> Result<()> {
        let lines: Vec<&ServiceLine> = self.lines.iter().filter(|line| line.counts()).collect();
        let general = lines.iter().map(|l| (&l.gen_bus_posting_group, &l.gen_prod_posting_group));
        self.general_setups = by_pair(tx, general)?;
        let vat = lines.iter().map(|l| (&l.vat_bus_posting_group, &l.vat_prod_posting_group));
        let mut setups: BTreeMap<_, VatPostingSetup> = by_pair(tx, vat)?;
        if let Some(RoundingAccount { vat: Some(vat), .. }) = &self.rounding_account {
            let pair = (vat.vat_bus_posting_group.clone(), vat.vat_prod_posting_group.clone());
            setups.insert(pair, vat.clone());
        }
        self.vat_setups = setups;
        self.load_blocked_accounts(tx)
    }

    /// Looks for blocked ones among the accounts that the posting may use.
    fn load_blocked_accounts(&mut self, tx: &mut Tx) -> Result<()> {
        let mut used: BTreeSet<&Code<20>> = BTreeSet::new();
        for setup in self.general_setups.values() {
            used.extend([
                &setup.sales_account,
                &setup.sales_line_disc_account,
                &setup.sales_inv_disc_account,
            ]);
        }
        used.extend(self.vat_setups.values().map(|setup| &setup.sales_vat_account));
        used.extend(self.costs.values().map(|cost| &cost.account_no));
        used.extend(self.customer_posting_group.iter().map(|group| &group.receivables_account));
        used.extend(self.payment_method.iter().map(|method| &method.bal_account_no));
        let found: BTreeMap<_, GlAccount> = by_key(tx, used)?;
        let blocked = found.into_values().filter(|account| account.blocked);
        self.blocked_accounts = blocked.map(|account| account.no).collect();
        Ok(())
    }

    fn load_history(&mut self, tx: &mut Tx) -> Result<()> {
        if !self.is_order() {
            return Ok(());
        }
        let order = self.header.no.clone();
        if self.lines.iter().any(|line| !line.qty_shipped_not_invoiced.is_zero()) {
            self.shipped = tx.select(
                "WHERE \"order_no\" = $1 AND \"qty_shipped_not_invoiced\" <> 0 \
                 ORDER BY \"posting_date\", \"document_no\", \"line_no\"",
                params![order],
            )?;
        }
        if self.lines.iter().any(|line| line.warranty) {
            self.warranty =
                tx.select("WHERE \"service_order_no\" = $1 ORDER BY \"entry_no\"", params![order])?;
        }
        Ok(())
    }

    /// Reads the stock that lines take from, and earlier deliveries that are invoiced.
    fn load_stock(&mut self, tx: &mut Tx, request: &Request) -> Result<()> {
        let taken = takings(self, request);
        let wanted: Vec<Wanted> =
            taken.iter().filter_map(|taking| wanted(taking.line, taking.taken.shipped)).collect();
        let earlier: Vec<i64> = self
            .shipped
            .iter()
            .filter(|_| request.option.invoices())
            .map(|line| line.item_ledger_entry_no)
            .filter(|entry_no| *entry_no != 0)
            .collect();
        if wanted.is_empty() && earlier.is_empty() {
            return Ok(());
        }
        let dates = taken.iter().filter_map(|taking| self.posting_date_of(taking.line));
        let first = dates.chain(self.header.posting_date).min().unwrap_or_else(|| tx.today());
        self.stock = Stock::load(tx, &wanted, &earlier, first)?;
        Ok(())
    }

    /// Whether the document is a service order.
    pub fn is_order(&self) -> bool {
        self.header.document_type == DocumentType::Order
    }

    /// The number of the order; blank for an invoice made by hand.
    pub fn order_no(&self) -> Code<20> {
        if self.is_order() { self.header.no.clone() } else { Code::default() }
    }

    /// The number of the unposted invoice; blank for an order.
    pub fn invoice_no(&self) -> Code<20> {
        if self.is_order() { Code::default() } else { self.header.no.clone() }
    }

    /// The user as entries name them.
    pub fn user_id(&self) -> Code<50> {
        Code::parse(&self.user).unwrap_or_default()
    }

    /// The customer who is invoiced.
    pub fn bill_to(&self) -> Option<&Customer> {
        self.customers.get(&self.header.bill_to_customer_no)
    }

    /// The language of documents for who is invoiced.
    pub fn language_code(&self) -> Code<10> {
        self.bill_to().map(|customer| customer.language_code.clone()).unwrap_or_default()
    }

    /// Whether posting makes a posted shipment.
    pub fn makes_shipment(&self, option: PostingOption) -> bool {
        option.ships() && (self.is_order() || self.setups.service.shipment_on_invoice)
    }

    /// The service item line of this number.
    pub fn item_line(&self, line_no: i64) -> Option<&ServiceItemLine> {
        self.item_lines.iter().find(|line| line.line_no == line_no)
    }

    /// The day on which a line is used: its own when lines were selected, else that of the
    /// document.
    pub fn posting_date_of(&self, line: &ServiceLine) -> Option<Date> {
        if self.by_line {
            line.posting_date.or(self.header.posting_date)
        } else {
            self.header.posting_date
        }
    }

    /// The cost of one unit of a line in local currency. An item with a standard cost takes the
    /// one that holds now.
    pub fn unit_cost(&self, line: &ServiceLine) -> UnitPrice {
        let item = self.items.get(&line.no).filter(|_| line.r#type == LineType::Item);
        match item {
            Some(item) if item.costing_method == CostingMethod::Standard => {
                UnitPrice::of(item.standard_cost.dec() * line.qty_per_unit_of_measure.dec())
            }
            _ => line.unit_cost_lcy,
        }
    }

    /// The quantities of a line, in multiples of the precision of its item.
    pub fn quantities(&self, line: &ServiceLine) -> Quantities {
        let item = self.items.get(&line.no).filter(|_| line.r#type == LineType::Item);
        let precision = item.map(|item| item.rounding_precision).filter(|p| p.is_positive());
        line.quantities(precision.unwrap_or(Quantity::from_scaled(1)).dec())
    }

    /// How the amounts of the document are calculated.
    pub fn terms(&self) -> Terms {
        let setup = &self.setups.general_ledger;
        Terms {
            prices_including_vat: self.header.prices_including_vat,
            base_discount_percent: self
                .header
                .payment_discount_percent
                .min(setup.vat_tolerance_percent),
            rounding: self.rounding,
            local_rounding: Precision::local(setup).into(),
            currency_factor: self.header.currency_factor,
        }
    }
}

/// The record of this key, or nothing when the key is blank or unknown.
fn optional<T: Record, const N: usize>(tx: &mut Tx, code: &Code<N>) -> Result<Option<T>> {
    if code.is_empty() { Ok(None) } else { tx.get(key![code]) }
}

/// The records of these keys, all in one query; blank and unknown keys are left out.
fn by_key<'k, T: Record, const N: usize>(
    tx: &mut Tx,
    codes: impl IntoIterator<Item = &'k Code<N>>,
) -> Result<BTreeMap<Code<N>, T>> {
    let wanted: BTreeSet<&Code<N>> = codes.into_iter().filter(|code| !code.is_empty()).collect();
    let wanted: Vec<&Code<N>> = wanted.into_iter().collect();
    let values: Vec<Value> = wanted.iter().map(|code| code.to_value()).collect();
    if values.is_empty() {
        return Ok(BTreeMap::new());
    }
    let table = T::table();
    let places: Vec<String> = (1..=values.len()).map(|at| format!("${at}")).collect();
    let key = table.columns[table.key[0]].name;
    let found: Vec<T> =
        tx.select(&format!("WHERE \"{key}\" IN ({})", places.join(", ")), &values)?;
    let mut by_key = BTreeMap::new();
    for record in found {
        let value = record.value(table.key[0]);
        let code = wanted.iter().find(|code| code.to_value() == value);
        if let Some(code) = code {
            by_key.insert((*code).clone(), record);
        }
    }
    Ok(by_key)
}

/// The records of these pairs, all in one query.
fn by_pair<'k, T: Record>(
    tx: &mut Tx,
    pairs: impl Iterator<Item = (&'k Code<20>, &'k Code<20>)>,
) -> Result<BTreeMap<(Code<20>, Code<20>), T>> {
    let wanted: BTreeSet<(&Code<20>, &Code<20>)> = pairs.collect();
    let wanted: Vec<(&Code<20>, &Code<20>)> = wanted.into_iter().collect();
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let table = T::table();
    let name = |at: usize| table.columns[table.key[at]].name;
    let either: Vec<String> = (0..wanted.len())
        .map(|at| {
            let (one, two) = (2 * at + 1, 2 * at + 2);
            format!("(\"{}\" = ${one} AND \"{}\" = ${two})", name(0), name(1))
        })
        .collect();
    let values: Vec<Value> =
        wanted.iter().flat_map(|(one, two)| [one.to_value(), two.to_value()]).collect();
    let found: Vec<T> = tx.select(&format!("WHERE {}", either.join(" OR ")), &values)?;
    let mut by_pair = BTreeMap::new();
    for record in found {
        let key = record.key();
        let pair = wanted.iter().find(|(one, two)| key == [one.to_value(), two.to_value()]);
        if let Some((one, two)) = pair {
            by_pair.insert(((*one).clone(), (*two).clone()), record);
        }
    }
    Ok(by_pair)
}
