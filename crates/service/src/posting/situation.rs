//! Everything a rule may look at when a document is posted, read once.

use std::collections::BTreeMap;

use base::{Code, Date, DateTime, Quantity, Refusal, Result, UnitPrice};
use books::customer::Customer;
use books::general_ledger_setup::{self, GeneralLedgerSetup};
use books::gl_account::GlAccount;
use books::inventory_setup::{self, InventorySetup};
use books::item::{CostingMethod, Item};
use books::payment::PaymentMethod;
use books::posting_setup::{CustomerPostingGroup, GeneralPostingSetup};
use books::resource::Resource;
use books::sales_setup::{self, SalesSetup};
use books::salesperson::Salesperson;
use books::service_cost::ServiceCost;
use books::user::{self, UserSetup};
use books::vat::VatPostingSetup;
use store::{Record, Tx, Value, key, params};

use crate::amounts::Rounding;
use crate::history::ServiceShipmentLine;
use crate::ledger::WarrantyLedgerEntry;
use crate::line::quantities::Quantities;
use crate::line::{LineType, ServiceLine};
use crate::order::{DocumentType, ServiceHeader, ServiceItemLine};
use crate::repair_status::RepairStatus;
use crate::service_item::ServiceItem;
use crate::setup::{self, ServiceMgtSetup};
use crate::statistics::Terms;

use super::request::{PostingOption, Request};

/// The set-up records that exist once.
#[derive(Clone, Debug, Default)]
pub struct Setups {
    /// Service management.
    pub service: ServiceMgtSetup,
    /// Sales and receivables.
    pub sales: SalesSetup,
    /// Stock.
    pub inventory: InventorySetup,
    /// General ledger.
    pub general_ledger: GeneralLedgerSetup,
    /// What holds for the user.
    pub user: UserSetup,
}

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
    /// Set-up.
    pub setups: Setups,
    /// Rounding in the currency of the document and in local currency.
    pub rounding: Rounding,
    /// Rounding of the total of an invoice.
    pub invoice_precision: books::currency::Precision,
    /// Customers by number: who received the service and who is invoiced.
    pub customers: BTreeMap<Code<20>, Customer>,
    /// The salesperson, if the document names one that exists.
    pub salesperson: Option<Salesperson>,
    /// The accounts of the customer.
    pub customer_posting_group: Option<CustomerPostingGroup>,
    /// How the customer pays.
    pub payment_method: Option<PaymentMethod>,
    /// Items by number.
    pub items: BTreeMap<Code<20>, Item>,
    /// Resources by number.
    pub resources: BTreeMap<Code<20>, Resource>,
    /// Service costs by code.
    pub costs: BTreeMap<Code<20>, ServiceCost>,
    /// G/L accounts by number: those that lines are posted to.
    pub accounts: BTreeMap<Code<20>, GlAccount>,
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
        let header: ServiceHeader = tx.lock(key![document_type, no])?;
        let document = params![document_type, no];
        let lines = "WHERE \"document_type\" = $1 AND \"document_no\" = $2 ORDER BY \"line_no\"";
        let mut situation = Self {
            header,
            item_lines: tx.select(lines, document)?,
            lines: tx.select(lines, document)?,
            user: tx.user().to_owned(),
            now: tx.now(),
            by_line: request.lines.is_some(),
            setups: Setups {
                service: setup::of(tx)?,
                sales: sales_setup::of(tx)?,
                inventory: inventory_setup::of(tx)?,
                general_ledger: general_ledger_setup::of(tx)?,
                user: user::setup_of(tx, tx.user().to_owned().as_str())?,
            },
            ..Self::default()
        };
        situation.redate(tx, request)?;
        situation.load_parties(tx)?;
        situation.load_line_masters(tx)?;
        situation.load_accounts(tx)?;
        situation.load_history(tx)?;
        Ok(situation)
    }

    /// Applies the dates of the request to the document, as entering them would.
    fn redate(&mut self, tx: &mut Tx, request: &Request) -> Result<()> {
        let precision = books::currency::precision(tx, &self.header.currency_code)?;
        self.rounding =
            Rounding { amount: precision.amount, unit_price: precision.unit_amount };
        self.invoice_precision = precision;
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

    fn load_parties(&mut self, tx: &mut Tx) -> Result<()> {
        let header = &self.header;
        self.customers = by_key(tx, [&header.customer_no, &header.bill_to_customer_no])?;
        self.salesperson = optional(tx, &header.salesperson_code)?;
        self.customer_posting_group = optional(tx, &header.customer_posting_group)?;
        self.payment_method = optional(tx, &header.payment_method_code)?;
        Ok(())
    }

    fn load_line_masters(&mut self, tx: &mut Tx) -> Result<()> {
        let of_type = |wanted| {
            self.lines.iter().filter(move |line| line.r#type == wanted).map(|line| &line.no)
        };
        self.items = by_key(tx, of_type(LineType::Item))?;
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
        for line in self.lines.iter().filter(|line| line.r#type != LineType::Text) {
            let general = (line.gen_bus_posting_group.clone(), line.gen_prod_posting_group.clone());
            if !self.general_setups.contains_key(&general)
                && let Some(setup) = tx.get(key![general.0, general.1])?
            {
                self.general_setups.insert(general, setup);
            }
            let vat = (line.vat_bus_posting_group.clone(), line.vat_prod_posting_group.clone());
            if !self.vat_setups.contains_key(&vat)
                && let Some(setup) = tx.get(key![vat.0, vat.1])?
            {
                self.vat_setups.insert(vat, setup);
            }
        }
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
            self.warranty = tx.select(
                "WHERE \"service_order_no\" = $1 ORDER BY \"entry_no\"",
                params![order],
            )?;
        }
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
        if self.by_line { line.posting_date.or(self.header.posting_date) } else { self.header.posting_date }
    }

    /// The cost of one unit of a line in local currency. An item with a standard cost takes the
    /// one that holds now.
    pub fn unit_cost(&self, line: &ServiceLine) -> UnitPrice {
        let item = self.items.get(&line.no).filter(|_| line.r#type == LineType::Item);
        match item {
            Some(item) if item.costing_method == CostingMethod::Standard => UnitPrice::of(
                item.standard_cost.dec() * line.qty_per_unit_of_measure.dec(),
            ),
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
            local_rounding: Rounding {
                amount: setup.amount_rounding_precision.dec(),
                unit_price: setup.unit_amount_rounding_precision.dec(),
            },
            currency_factor: self.header.currency_factor,
        }
    }
}

/// The record of this key, or nothing when the key is blank or unknown.
fn optional<T: Record, const N: usize>(tx: &mut Tx, code: &Code<N>) -> Result<Option<T>> {
    if code.is_empty() { Ok(None) } else { tx.get(key![code]) }
}

/// The records of these keys, each read once; blank and unknown keys are left out.
fn by_key<'k, T: Record, const N: usize>(
    tx: &mut Tx,
    codes: impl IntoIterator<Item = &'k Code<N>>,
) -> Result<BTreeMap<Code<N>, T>> {
    let mut found = BTreeMap::new();
    for code in codes {
        if !code.is_empty()
            && !found.contains_key(code)
            && let Some(record) = tx.get(key![code])?
        {
            found.insert(code.clone(), record);
        }
    }
    Ok(found)
}
