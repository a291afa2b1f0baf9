//! A small company for the stories: what the acceptance scenarios start from.

use base::{Actor, Answers, Error, Result};
use books::customer::Customer;
use books::general_ledger_setup::GeneralLedgerSetup;
use books::gl_account::GlAccount;
use books::item::{
    Item, ItemReference, ItemTranslation, ItemUnitOfMeasure, ItemVariant, UnitOfMeasure,
};
use books::posting_setup::{CustomerPostingGroup, GenProductPostingGroup};
use books::resource::Resource;
use books::service_cost::ServiceCost;
use books::vat::VatPostingSetup;
use books::zone::ServiceZone;
use serde_json::{Map, Value as Json, json};
use store::testing::{TestDatabase, actor, databases};
use store::{Db, Record, ToValue, Tx, Value, entity, key};

use crate::fault::FaultReasonCode;
use crate::line::ServiceLine;
use crate::order::{DocumentType, ServiceHeader, ServiceItemLine};
use crate::setup::ServiceMgtSetup;

/// Runs a story on every engine at hand.
pub(super) fn on_each(story: impl Fn(&Company)) {
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    store::entity::register(&tables);
    for database in databases(&tables) {
        let company = Company { database };
        company.write(fill);
        story(&company);
    }
}

pub(super) struct Company {
    database: TestDatabase,
}

impl Company {
    pub fn db(&self) -> &Db {
        &self.database.db
    }

    /// Does something that must succeed.
    pub fn write<T>(&self, act: impl Fn(&mut Tx) -> Result<T>) -> T {
        match self.db().write(&actor(), act) {
            Ok(value) => value,
            Err(error) => panic!("{error} on {:?}", self.database.engine()),
        }
    }

    /// Does something that must be refused, and tells the code.
    pub fn refused<T: std::fmt::Debug>(&self, act: impl Fn(&mut Tx) -> Result<T>) -> Error {
        self.db().write(&actor(), act).expect_err("refused")
    }

    /// Does something while nobody answers questions.
    pub fn unasked<T>(&self, act: impl Fn(&mut Tx) -> Result<T>) -> Result<T> {
        let actor = Actor { answers: Answers::default(), ..actor() };
        self.db().write(&actor, act)
    }

    pub fn add(&self, document: &str, body: Json) -> ServiceLine {
        self.write(|tx| add(tx, document, &body))
    }

    pub fn change(&self, line: &ServiceLine, body: Json) -> ServiceLine {
        self.write(|tx| change(tx, line, &body))
    }

    pub fn line(&self, line: &ServiceLine) -> ServiceLine {
        self.write(|tx| tx.find(&line.key()))
    }

    pub fn lines(&self, no: &str) -> Vec<ServiceLine> {
        let header = self.header(no);
        self.write(|tx| crate::line::of_document(tx, header.document_type, &header.no))
    }

    pub fn header(&self, no: &str) -> ServiceHeader {
        self.write(|tx| header(tx, no))
    }

    /// Carries an action out as the API does.
    pub fn act(&self, collection: &str, name: &str, key: &[Value], body: Json) -> Result<Json> {
        let action = crate::actions()
            .into_iter()
            .find(|action| action.collection == collection && action.name == name)
            .expect("the action is there");
        let body = body.as_object().cloned().unwrap_or_default();
        self.db().write(&actor(), |tx| (action.run)(tx, key, &body))
    }
}

/// Orders begin with O, invoices with I.
fn header(tx: &mut Tx, no: &str) -> Result<ServiceHeader> {
    let kind = if no.starts_with('I') { DocumentType::Invoice } else { DocumentType::Order };
    tx.find(key![kind, no])
}

pub(super) fn add(tx: &mut Tx, document: &str, body: &Json) -> Result<ServiceLine> {
    let header = header(tx, document)?;
    let given: Vec<(usize, Value)> =
        [header.document_type.to_value(), header.no.to_value()].into_iter().enumerate().collect();
    entity::create(tx, &given, body.as_object().expect("an object"))
}

pub(super) fn change(tx: &mut Tx, line: &ServiceLine, body: &Json) -> Result<ServiceLine> {
    entity::patch(tx, &line.key(), body.as_object().expect("an object"), None)
}

pub(super) fn remove(tx: &mut Tx, line: &ServiceLine) -> Result<()> {
    entity::delete::<ServiceLine>(tx, &line.key(), None)
}

/// A record from its JSON, without what entering its fields does.
pub(super) fn record<T: Record>(fields: &Json) -> T {
    let table = T::table();
    let mut record = T::default();
    let none = Map::new();
    for (name, json) in fields.as_object().unwrap_or(&none) {
        let at = table.json_column(name).unwrap_or_else(|| panic!("{} has {name}", table.name));
        let value = store::json::from_json(table.columns[at].kind, json).expect("a value");
        record.set_value(at, value).expect("a value that fits");
    }
    record
}

pub(super) fn put<T: Record>(tx: &mut Tx, fields: Json) -> Result<()> {
    tx.insert_unlogged(&mut record::<T>(&fields))
}

fn fill(tx: &mut Tx) -> Result<()> {
    set_up(tx)?;
    masters(tx)?;
    for no in ["O1", "O2", "I1"] {
        document(tx, no, json!({}))?;
    }
    Ok(())
}

fn set_up(tx: &mut Tx) -> Result<()> {
    put::<GeneralLedgerSetup>(tx, json!({"lcyCode": "EUR"}))?;
    put::<ServiceMgtSetup>(tx, json!({"serviceOrderStartingFee": "START"}))?;
    put::<VatPostingSetup>(
        tx,
        json!({"vatBusPostingGroup": "DOMESTIC", "vatProdPostingGroup": "VAT25",
               "vatIdentifier": "VAT25", "vatPercent": 25}),
    )?;
    for group in ["PARTS", "SERVICES"] {
        put::<GenProductPostingGroup>(
            tx,
            json!({"code": group, "defVatProdPostingGroup": "VAT25"}),
        )?;
    }
    put::<CustomerPostingGroup>(tx, json!({"code": "DOMESTIC", "serviceChargeAcc": "6431"}))?;
    for (no, direct) in [("6430", true), ("6431", false), ("6910", false)] {
        put::<GlAccount>(
            tx,
            json!({"no": no, "name": format!("Account {no}"), "directPosting": direct,
                   "accountType": "posting", "genProdPostingGroup": "SERVICES",
                   "vatProdPostingGroup": "VAT25"}),
        )?;
    }
    for unit in ["PCS", "BOX", "HOUR", "DAY"] {
        put::<UnitOfMeasure>(tx, json!({"code": unit}))?;
    }
    put::<ServiceZone>(tx, json!({"code": "Z1"}))?;
    put::<ServiceZone>(tx, json!({"code": "Z2"}))
}

fn masters(tx: &mut Tx) -> Result<()> {
    put::<Customer>(tx, json!({"no": "C1", "name": "Customer", "languageCode": "FR"}))?;
    for (no, price, cost) in [("I1", 100, 60), ("I2", 50, 30), ("I3", 15, 9)] {
        put::<Item>(
            tx,
            json!({"no": no, "description": format!("Item {no}"), "baseUnitOfMeasure": "PCS",
                   "unitPrice": price, "unitCost": cost, "genProdPostingGroup": "PARTS",
                   "vatProdPostingGroup": "VAT25", "inventoryPostingGroup": "PARTS",
                   "allowInvoiceDisc": true, "netWeight": 2, "grossWeight": 3, "unitVolume": 0.5,
                   "unitsPerParcel": 4}),
        )?;
    }
    put::<ItemUnitOfMeasure>(
        tx,
        json!({"itemNo": "I1", "code": "BOX", "qtyPerUnitOfMeasure": 12}),
    )?;
    put::<ItemVariant>(tx, json!({"itemNo": "I1", "code": "V1", "description": "Variant"}))?;
    put::<ItemTranslation>(
        tx,
        json!({"itemNo": "I1", "languageCode": "FR", "description": "Traduction"}),
    )?;
    put::<ItemReference>(
        tx,
        json!({"itemNo": "I1", "variantCode": "V1", "referenceType": "customer",
               "referenceTypeNo": "C1", "referenceNo": "ABC", "description": "Reference"}),
    )?;
    put::<Resource>(
        tx,
        json!({"no": "R1", "name": "Resource R1", "baseUnitOfMeasure": "HOUR", "unitPrice": 80,
               "unitCost": 50, "genProdPostingGroup": "SERVICES", "vatProdPostingGroup": "VAT25"}),
    )?;
    for (code, kind, zone, price, cost) in [
        ("START", "other", "", 50, 20),
        ("TRAVEL", "travel", "Z1", 30, 15),
        ("TRAVEL2", "travel", "Z2", 45, 25),
    ] {
        put::<ServiceCost>(
            tx,
            json!({"code": code, "description": code, "costType": kind, "serviceZoneCode": zone,
                   "accountNo": "6430", "defaultQuantity": 1, "defaultUnitPrice": price,
                   "defaultUnitCost": cost}),
        )?;
    }
    for (code, warranty, contract) in
        [("ABUSE", true, false), ("BOTH", true, true), ("NONE", false, false)]
    {
        put::<FaultReasonCode>(
            tx,
            json!({"code": code, "excludeWarrantyDiscount": warranty,
                   "excludeContractDiscount": contract}),
        )?;
    }
    Ok(())
}

/// A document of C1 dated 2026-03-02.
pub(super) fn document(tx: &mut Tx, no: &str, more: Json) -> Result<()> {
    let kind = if no.starts_with('I') { "invoice" } else { "order" };
    let mut fields = json!({
        "documentType": kind, "no": no, "customerNo": "C1", "billToCustomerNo": "C1",
        "orderDate": "2026-03-02", "postingDate": "2026-03-02", "documentDate": "2026-03-02",
        "genBusPostingGroup": "DOMESTIC", "vatBusPostingGroup": "DOMESTIC",
        "customerPostingGroup": "DOMESTIC", "invoiceDiscCode": "C1", "allowLineDisc": true,
        "serviceZoneCode": "Z1",
    });
    for (name, value) in more.as_object().cloned().unwrap_or_default() {
        fields[name] = value;
    }
    put::<ServiceHeader>(tx, fields)
}

/// A machine on an order.
pub(super) fn machine(tx: &mut Tx, document: &str, line_no: i64, more: Json) -> Result<()> {
    let mut fields = json!({"documentType": "order", "documentNo": document, "lineNo": line_no,
                            "serviceItemNo": format!("SI{}", line_no / 10_000),
                            "serialNo": format!("SN{}", line_no / 10_000), "itemNo": "M1"});
    for (name, value) in more.as_object().cloned().unwrap_or_default() {
        fields[name] = value;
    }
    put::<ServiceItemLine>(tx, fields)
}

/// Warranty on parts and labor all through 2026.
pub(super) fn warranty(parts: i64, labor: i64) -> Json {
    json!({"warranty": true, "warrantyPercentParts": parts, "warrantyPercentLabor": labor,
           "warrantyStartingDateParts": "2026-01-01", "warrantyEndingDateParts": "2026-12-31",
           "warrantyStartingDateLabor": "2026-01-01", "warrantyEndingDateLabor": "2026-12-31"})
}
