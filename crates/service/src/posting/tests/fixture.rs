//! The company of the worked examples: 25 % tax, discounts posted to their own accounts, cost posted
//! with every movement of stock.

use base::{Amount, Code, Date, DateTime, Factor, Percent, Quantity, Text, UnitPrice};
use books::company::CompanyInformation;
use books::currency::{Currency, CurrencyExchangeRate};
use books::customer::Customer;
use books::entries::{Entries, Source};
use books::general_ledger::SourceCode;
use books::general_ledger_setup::GeneralLedgerSetup;
use books::gl_account::GlAccount;
use books::inventory_setup::{AutomaticCostAdjustment, InventorySetup};
use books::item::Item;
use books::item_ledger::{Invoicing, ItemLedgerEntryType, Movement, Stock, Wanted};
use books::number_series::{NumberSeries, NumberSeriesLine};
use books::posting_setup::{CustomerPostingGroup, GeneralPostingSetup, InventoryPostingSetup};
use books::resource::Resource;
use books::sales_setup::{DiscountPosting, SalesSetup};
use books::service_cost::ServiceCost;
use books::vat::VatPostingSetup;
use store::testing::{TestDatabase, actor, databases};
use store::{Db, Record, Tx, Value, key, params};

use crate::line::{LineType, ServiceLine, set_amounts};
use crate::order::{DocumentType, ServiceHeader, ServiceItemLine};
use crate::posting::{Posted, PostingOption, Request, post};
use crate::service_item::ServiceItem;
use crate::setup::ServiceMgtSetup;

/// The posting date of the examples.
pub const DAY: Date = Date::constant(2026, 3, 2);

/// A company on one of the engines.
pub struct Company {
    pub database: TestDatabase,
}

/// The company on every engine at hand.
pub fn companies() -> Vec<Company> {
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    databases(&tables)
        .into_iter()
        .map(|database| {
            let company = Company { database };
            company.write(set_up);
            company
        })
        .collect()
}

/// One company, on the embedded engine, for what has nothing to do with the engine.
pub fn company() -> Company {
    companies().remove(0)
}

impl Company {
    pub fn db(&self) -> &Db {
        &self.database.db
    }

    pub fn write<T>(&self, mut act: impl FnMut(&mut Tx) -> base::Result<T>) -> T {
        self.db().write(&actor(), |tx| act(tx)).expect("the act succeeds")
    }

    pub fn read<T>(&self, act: impl FnOnce(&mut Tx) -> base::Result<T>) -> T {
        self.db().read(&actor(), act).expect("the database is read")
    }

    /// Changes the only record of a set-up table, or the record of this key.
    pub fn change<T: Record>(&self, key: &[Value], change: impl Fn(&mut T)) {
        self.write(|tx| {
            let mut record: T = tx.find(key)?;
            change(&mut record);
            tx.update(&mut record)
        });
    }

    pub fn insert<T: Record>(&self, record: &T) {
        self.write(|tx| tx.insert(&mut record.clone()));
    }

    /// Saves a document with its lines.
    pub fn save(&self, document: &Document) {
        self.write(|tx| document.clone().save(tx));
    }

    /// Posts an order.
    pub fn post(&self, no: &str, option: PostingOption) -> Posted {
        self.try_post(no, option).expect("the order is posted")
    }

    pub fn try_post(&self, no: &str, option: PostingOption) -> base::Result<Posted> {
        self.request(no, &Request::new(option))
    }

    pub fn request(&self, no: &str, request: &Request) -> base::Result<Posted> {
        let no = Code::new(no);
        self.db().write(&actor(), |tx| post(tx, DocumentType::Order, &no, request))
    }

    /// Posts an invoice made by hand.
    pub fn post_invoice(&self, no: &str) -> base::Result<Posted> {
        let (no, request) = (Code::new(no), Request::new(PostingOption::ShipAndInvoice));
        self.db().write(&actor(), |tx| post(tx, DocumentType::Invoice, &no, &request))
    }

    /// Changes the quantities of an order line, with everything that follows.
    pub fn change_line(&self, no: &str, line_no: i64, change: impl Fn(&mut ServiceLine)) {
        self.write(|tx| {
            let mut document = Document::load(tx, DocumentType::Order, no)?;
            let line = document.lines.iter_mut().find(|line| line.line_no == line_no);
            change(line.expect("the line is there"));
            document.calculate();
            for line in &mut document.lines {
                tx.update(line)?;
            }
            Ok(())
        });
    }

    /// All records of a table, by key.
    pub fn all<T: Record>(&self) -> Vec<T> {
        self.read(|tx| tx.all::<T>(&store::Filter::All))
    }

    pub fn line(&self, no: &str, line_no: i64) -> ServiceLine {
        self.read(|tx| tx.find(key![DocumentType::Order, Code::<20>::new(no), line_no]))
    }

    pub fn exists(&self, no: &str) -> bool {
        self.read(|tx| tx.exists::<ServiceHeader>("WHERE \"no\" = $1", params![no]))
    }

    /// How many rows every table of documents, ledgers and set-up has.
    pub fn counts(&self) -> Vec<(&'static str, i64)> {
        let mut tables = books::tables();
        tables.extend(crate::tables());
        self.read(|tx| {
            let count = |table: &&'static store::Table| {
                let sql = format!("SELECT count(*) FROM \"{}\"", table.name);
                Ok((table.name, tx.number(&sql, &[])?))
            };
            tables.iter().map(count).collect()
        })
    }
}

/// A document that is not posted.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub header: ServiceHeader,
    pub item_lines: Vec<ServiceItemLine>,
    pub lines: Vec<ServiceLine>,
}

/// An order of customer C1 for service item SI1.
pub fn order(no: &str) -> Document {
    let header = header(DocumentType::Order, no);
    let item_line = ServiceItemLine {
        document_no: header.no.clone(),
        line_no: 10_000,
        service_item_no: Code::new("SI1"),
        item_no: Code::new("M1"),
        serial_no: Code::new("SN1"),
        customer_no: Code::new("C1"),
        ..ServiceItemLine::default()
    };
    Document { header, item_lines: vec![item_line], lines: Vec::new() }
}

/// An invoice made by hand for customer C1.
pub fn invoice(no: &str) -> Document {
    Document { header: header(DocumentType::Invoice, no), ..Document::default() }
}

fn header(document_type: DocumentType, no: &str) -> ServiceHeader {
    ServiceHeader {
        document_type,
        no: Code::new(no),
        order_date: Some(DAY),
        posting_date: Some(DAY),
        document_date: Some(DAY),
        due_date: Some(DAY),
        customer_no: Code::new("C1"),
        name: Text::cut("Customer 1"),
        bill_to_customer_no: Code::new("C1"),
        bill_to_name: Text::cut("Customer 1"),
        gen_bus_posting_group: Code::new("DOM"),
        vat_bus_posting_group: Code::new("DOM"),
        customer_posting_group: Code::new("DOM"),
        posting_description: Text::cut(&format!("Order {no}")),
        currency_factor: Factor::ONE,
        posting_no_series: Code::new("IN"),
        shipping_no_series: Code::new("SH"),
        no_series: Code::new("SO"),
        ..ServiceHeader::default()
    }
}

impl Document {
    pub fn load(tx: &mut Tx, document_type: DocumentType, no: &str) -> base::Result<Self> {
        let no = Code::<20>::new(no);
        let rest = "WHERE \"document_type\" = $1 AND \"document_no\" = $2 ORDER BY \"line_no\"";
        Ok(Self {
            header: tx.find(key![document_type, no])?,
            item_lines: tx.select(rest, params![document_type, no])?,
            lines: tx.select(rest, params![document_type, no])?,
        })
    }

    pub fn save(&mut self, tx: &mut Tx) -> base::Result<()> {
        self.calculate();
        tx.insert(&mut self.header)?;
        for item_line in &mut self.item_lines {
            tx.insert(item_line)?;
        }
        for line in &mut self.lines {
            tx.insert(line)?;
        }
        Ok(())
    }

    /// Adds a line: type, number, quantity, price, discount and cost.
    #[must_use]
    pub fn line(mut self, kind: LineType, no: &str, numbers: [&str; 4]) -> Self {
        let [quantity, price, discount, cost] = numbers;
        let line_no = 10_000 * i64::try_from(self.lines.len() + 1).expect("a small number");
        let (gen_prod, posting_group) = match kind {
            LineType::Item => ("ITEM", "PARTS"),
            LineType::Resource => ("RES", ""),
            _ => ("COST", ""),
        };
        let has_machine = !self.item_lines.is_empty();
        let mut line = ServiceLine {
            document_type: self.header.document_type,
            document_no: self.header.no.clone(),
            line_no,
            service_item_line_no: if has_machine { 10_000 } else { 0 },
            service_item_no: Code::new(if has_machine { "SI1" } else { "" }),
            service_item_serial_no: Code::new(if has_machine { "SN1" } else { "" }),
            r#type: kind,
            no: Code::new(no),
            description: Text::cut(&format!("Line {no}")),
            unit_of_measure_code: Code::new(if kind == LineType::Resource {
                "HOUR"
            } else {
                "PCS"
            }),
            qty_per_unit_of_measure: Factor::ONE,
            unit_price: price.parse().expect("a price"),
            line_discount_percent: discount.parse().expect("a percentage"),
            unit_cost_lcy: cost.parse().expect("a cost"),
            unit_cost: cost.parse().expect("a cost"),
            posting_date: Some(DAY),
            order_date: Some(DAY),
            customer_no: Code::new("C1"),
            bill_to_customer_no: Code::new("C1"),
            gen_bus_posting_group: Code::new("DOM"),
            gen_prod_posting_group: Code::new(gen_prod),
            vat_bus_posting_group: Code::new("DOM"),
            vat_prod_posting_group: Code::new("VAT25"),
            vat_identifier: Code::new("VAT25"),
            vat_percent: Percent::from(25),
            posting_group: Code::new(posting_group),
            allow_invoice_disc: kind != LineType::GlAccount,
            ..ServiceLine::default()
        };
        enter(&mut line, |quantities| quantities.enter_quantity(q(quantity)));
        self.lines.push(line);
        self
    }

    #[must_use]
    pub fn item(self, no: &str, quantity: &str) -> Self {
        self.line(LineType::Item, no, [quantity, "100", "0", "60"])
    }

    #[must_use]
    pub fn resource(self, quantity: &str) -> Self {
        self.line(LineType::Resource, "R1", [quantity, "80", "0", "50"])
    }

    /// Changes the line added last.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut ServiceLine)) -> Self {
        change(self.lines.last_mut().expect("there is a line"));
        self
    }

    #[must_use]
    pub fn head(mut self, change: impl FnOnce(&mut ServiceHeader)) -> Self {
        change(&mut self.header);
        self
    }

    /// Works the amounts of all lines out.
    pub fn calculate(&mut self) {
        let rounding = crate::amounts::Rounding::default();
        for line in &mut self.lines {
            let amounts = crate::amounts::line_amounts(
                line.chargeable_quantity(),
                line.unit_price,
                line.line_discount_percent,
                &rounding,
            );
            line.line_discount_amount = amounts.discount;
            line.line_amount = amounts.line_amount;
        }
        let situation =
            super::super::Situation { header: self.header.clone(), ..Default::default() };
        set_amounts(self.lines.iter_mut(), &situation.context());
    }
}

/// Enters quantities of a line.
pub fn enter<T>(
    line: &mut ServiceLine,
    act: impl FnOnce(&mut crate::line::quantities::Quantities) -> Result<T, base::Refusal>,
) {
    let mut quantities = line.quantities(base::decimal("0.00001"));
    act(&mut quantities).expect("the quantity is accepted");
    line.set_quantities(&quantities);
}

/// Enters a quantity to ship.
pub fn to_ship(quantity: &str) -> impl Fn(&mut ServiceLine) {
    let quantity = q(quantity);
    move |line| enter(line, |quantities| quantities.enter_to_ship(quantity))
}

/// Enters a quantity to consume.
pub fn to_consume(quantity: &str) -> impl Fn(&mut ServiceLine) {
    let quantity = q(quantity);
    move |line| enter(line, |quantities| quantities.enter_to_consume(quantity))
}

/// Enters a quantity to invoice.
pub fn to_invoice(quantity: &str) -> impl Fn(&mut ServiceLine) {
    let quantity = q(quantity);
    move |line| enter(line, |quantities| quantities.enter_to_invoice(quantity))
}

pub fn q(text: &str) -> Quantity {
    text.parse().expect("a quantity")
}

pub fn a(text: &str) -> Amount {
    text.parse().expect("an amount")
}

/// Who sells, as invoices say it.
pub fn seller() -> CompanyInformation {
    CompanyInformation {
        name: Text::cut("Workshop"),
        address: Text::cut("1 Main Street"),
        city: Text::cut("Grenoble"),
        ..CompanyInformation::default()
    }
}

fn set_up(tx: &mut Tx) -> base::Result<()> {
    tx.insert(&mut GeneralLedgerSetup { lcy_code: Code::new("EUR"), ..Default::default() })?;
    tx.insert(&mut SalesSetup {
        discount_posting: DiscountPosting::AllDiscounts,
        ..SalesSetup::default()
    })?;
    tx.insert(&mut InventorySetup {
        automatic_cost_posting: true,
        automatic_cost_adjustment: AutomaticCostAdjustment::Always,
        ..InventorySetup::default()
    })?;
    tx.insert(&mut ServiceMgtSetup::initial())?;
    tx.insert(&mut seller())?;
    tx.insert(&mut SourceCode { code: Code::new("SERVICE"), ..SourceCode::default() })?;
    for (series, first) in [("SH", "SH1"), ("IN", "IN1"), ("SO", "SO1")] {
        tx.insert(&mut NumberSeries {
            code: Code::new(series),
            default_nos: true,
            manual_nos: true,
            ..NumberSeries::default()
        })?;
        tx.insert(&mut NumberSeriesLine {
            series_code: Code::new(series),
            line_no: 10_000,
            starting_no: Code::new(first),
            increment_by_no: 1,
            open: true,
            ..NumberSeriesLine::default()
        })?;
    }
    accounts(tx)?;
    posting_setup(tx)?;
    masters(tx)?;
    tx.insert(&mut Currency { code: Code::new("USD"), ..Currency::default() })?;
    tx.insert(&mut CurrencyExchangeRate {
        currency_code: Code::new("USD"),
        starting_date: Some(Date::constant(2015, 1, 1)),
        exchange_rate_amount: "1.25".parse()?,
        relational_exch_rate_amount: Factor::ONE,
        ..CurrencyExchangeRate::default()
    })?;
    stock_up(tx, "I1", "50", "60")?;
    stock_up(tx, "I2", "50", "25")
}

fn accounts(tx: &mut Tx) -> base::Result<()> {
    for no in [
        "2310", "5610", "6210", "6410", "6430", "6810", "6820", "6910", "6920", "2110", "2111",
        "7290", "7291", "7170", "2910", "9140", "9250",
    ] {
        tx.insert(&mut GlAccount {
            no: Code::new(no),
            name: Text::cut(&format!("Account {no}")),
            direct_posting: true,
            gen_prod_posting_group: Code::new("COST"),
            vat_prod_posting_group: Code::new("VAT25"),
            ..GlAccount::default()
        })?;
    }
    Ok(())
}

fn posting_setup(tx: &mut Tx) -> base::Result<()> {
    for (business, product, sales) in [
        ("DOM", "ITEM", "6210"),
        ("DOM", "RES", "6410"),
        ("DOM", "COST", "6810"),
        ("", "ITEM", "6210"),
    ] {
        tx.insert(&mut GeneralPostingSetup {
            gen_bus_posting_group: Code::new(business),
            gen_prod_posting_group: Code::new(product),
            sales_account: Code::new(sales),
            sales_line_disc_account: Code::new("6910"),
            sales_inv_disc_account: Code::new("6920"),
            cogs_account: Code::new("7290"),
            cogs_account_interim: Code::new("7291"),
            inventory_adjmt_account: Code::new("7170"),
            ..GeneralPostingSetup::default()
        })?;
    }
    tx.insert(&mut VatPostingSetup {
        vat_bus_posting_group: Code::new("DOM"),
        vat_prod_posting_group: Code::new("VAT25"),
        vat_identifier: Code::new("VAT25"),
        vat_percent: Percent::from(25),
        sales_vat_account: Code::new("5610"),
        ..VatPostingSetup::default()
    })?;
    tx.insert(&mut CustomerPostingGroup {
        code: Code::new("DOM"),
        receivables_account: Code::new("2310"),
        service_charge_acc: Code::new("6820"),
        invoice_rounding_account: Code::new("9140"),
        payment_disc_debit_acc: Code::new("9250"),
        ..CustomerPostingGroup::default()
    })?;
    tx.insert(&mut InventoryPostingSetup {
        invt_posting_group_code: Code::new("PARTS"),
        inventory_account: Code::new("2110"),
        inventory_account_interim: Code::new("2111"),
        ..InventoryPostingSetup::default()
    })
}

fn masters(tx: &mut Tx) -> base::Result<()> {
    for no in ["C1", "C2"] {
        tx.insert(&mut Customer {
            no: Code::new(no),
            name: Text::cut("Customer 1"),
            customer_posting_group: Code::new("DOM"),
            gen_bus_posting_group: Code::new("DOM"),
            vat_bus_posting_group: Code::new("DOM"),
            ..Customer::default()
        })?;
    }
    for (no, cost) in [("I1", "60"), ("I2", "25")] {
        tx.insert(&mut Item {
            no: Code::new(no),
            description: Text::cut("Part"),
            base_unit_of_measure: Code::new("PCS"),
            gen_prod_posting_group: Code::new("ITEM"),
            vat_prod_posting_group: Code::new("VAT25"),
            inventory_posting_group: Code::new("PARTS"),
            unit_cost: cost.parse()?,
            unit_price: UnitPrice::from(100),
            ..Item::default()
        })?;
    }
    tx.insert(&mut Resource {
        no: Code::new("R1"),
        name: Text::cut("Technician"),
        base_unit_of_measure: Code::new("HOUR"),
        gen_prod_posting_group: Code::new("RES"),
        vat_prod_posting_group: Code::new("VAT25"),
        ..Resource::default()
    })?;
    tx.insert(&mut ServiceCost {
        code: Code::new("TRV"),
        account_no: Code::new("6430"),
        ..ServiceCost::default()
    })?;
    tx.insert(&mut ServiceItem {
        no: Code::new("SI1"),
        customer_no: Code::new("C1"),
        item_no: Code::new("M1"),
        serial_no: Code::new("SN1"),
        ..ServiceItem::default()
    })
}

/// Buys items on 1 January.
pub fn stock_up(tx: &mut Tx, item: &str, quantity: &str, cost: &str) -> base::Result<()> {
    let day = Date::constant(2026, 1, 1);
    let wanted = Wanted { item_no: Code::new(item), incoming: q(quantity), ..Wanted::default() };
    let mut stock = Stock::load(tx, &[wanted], &[], day)?;
    let mut movement = Movement {
        entry_type: ItemLedgerEntryType::Purchase,
        document_no: Code::new("START"),
        document_line_no: 10_000,
        posting_date: Some(day),
        item_no: Code::new(item),
        quantity: q(quantity),
        qty_per_unit_of_measure: Factor::ONE,
        unit_cost: cost.parse()?,
        gen_prod_posting_group: Code::new("ITEM"),
        ..Movement::default()
    };
    movement.invoicing = Some(Invoicing::at_once(&movement));
    stock.receive(&movement);
    let (items, postings) = stock.into_parts()?;
    let mut entries = Entries { item: items, ..Entries::default() };
    for posting in postings {
        entries.post(posting.into());
    }
    let source = Source {
        user_id: Code::new("TEST"),
        source_code: Code::new("SERVICE"),
        now: DateTime::constant(2026, 1, 1, 8, 0, 0, 0),
    };
    entries.apply(tx, &source).map(drop)
}
