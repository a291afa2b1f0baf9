//! A small company for the stories, entered as people enter it: record by record, through the
//! collections that the API serves.

use std::collections::BTreeSet;

use base::{Actor, Answers, Error, Message, Result};
use serde_json::{Value as Json, json};
use store::testing::{TestDatabase, actor, databases};
use store::{EntityDef, Filter, Query, Tx, Value, create_with_parts};

/// Runs a story on every engine at hand.
pub(super) fn on_each(story: impl Fn(&Company)) {
    let tables = crate::installation::company_tables();
    store::entity::register(&tables);
    crate::hooks::register();
    for database in databases(&tables) {
        let company = Company { database, entities: crate::entities() };
        company.fill();
        story(&company);
    }
}

pub(super) struct Company {
    database: TestDatabase,
    entities: Vec<EntityDef>,
}

/// What a question is answered with.
#[derive(Clone, Copy)]
pub(super) enum Answer<'a> {
    /// Yes to everything.
    Yes,
    /// Nobody answers.
    Nobody,
    /// No to this, yes to everything else.
    No(&'a str),
}

impl Company {
    /// Every collection.
    pub fn entities(&self) -> &[EntityDef] {
        &self.entities
    }

    pub fn actor(&self, answer: Answer<'_>) -> Actor {
        let answers = match answer {
            Answer::Yes => Answers::yes(),
            Answer::Nobody => Answers::default(),
            Answer::No(code) => {
                Answers { declined: BTreeSet::from([code.to_owned()]), ..Answers::yes() }
            }
        };
        Actor { answers, user: "admin".to_owned(), ..actor() }
    }

    /// Does something that must succeed.
    pub fn write<T>(&self, act: impl Fn(&mut Tx) -> Result<T>) -> T {
        self.tried(Answer::Yes, act).unwrap_or_else(|error| {
            panic!("{error} on {:?}", self.database.engine());
        })
    }

    /// Reads something that must be there.
    pub fn read<T>(&self, act: impl FnOnce(&mut Tx) -> Result<T>) -> T {
        let actor = self.actor(Answer::Yes);
        self.database.db.read(&actor, act).unwrap_or_else(|error| {
            panic!("{error} on {:?}", self.database.engine());
        })
    }

    fn tried<T>(&self, answer: Answer<'_>, act: impl Fn(&mut Tx) -> Result<T>) -> Result<T> {
        self.database.db.write(&self.actor(answer), act)
    }

    /// The collection at a path such as `serviceOrders/SO-1/serviceItemLines`, and its parent's
    /// key.
    fn collection(&self, path: &str) -> (&EntityDef, Vec<(usize, Value)>, Vec<Value>) {
        let parts: Vec<&str> = path.split('/').collect();
        let named = |name: &str| {
            self.entities
                .iter()
                .find(|def| def.collection == name)
                .unwrap_or_else(|| panic!("there is a collection {name}"))
        };
        let top = named(parts[0]);
        let fixed: Vec<(usize, Value)> = top
            .fixed
            .iter()
            .map(|(name, value)| (top.table.column(name).expect("a column"), Value::from(*value)))
            .collect();
        let own = |words: &[&str]| -> Vec<Value> {
            let fixed = fixed.iter().map(|(_, value)| value.clone());
            let typed = words.iter().map(|word| match word.parse::<i64>() {
                Ok(number) if number >= 10_000 => Value::Int(number),
                _ => Value::from(*word),
            });
            fixed.chain(typed).collect()
        };
        let below = (2..parts.len()).find_map(|at| {
            let def = self.entities.iter().find(|def| {
                def.below
                    .is_some_and(|below| below.parent == parts[0] && below.segment == parts[at])
            });
            def.map(|def| (at, def))
        });
        match below {
            None => (top, fixed.clone(), own(&parts[1..])),
            Some((at, def)) => {
                let parent = own(&parts[1..at]);
                let columns = def.below.map(|below| below.columns).unwrap_or_default();
                let given = columns
                    .iter()
                    .filter_map(|name| def.table.column(name))
                    .zip(parent.iter().cloned())
                    .collect();
                let mut key = parent;
                key.extend(
                    parts[at + 1..]
                        .iter()
                        .map(|word| word.parse().map_or_else(|_| Value::from(*word), Value::Int)),
                );
                (def, given, key)
            }
        }
    }

    pub fn post(&self, path: &str, body: Json) -> Json {
        self.try_post(Answer::Yes, path, body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn try_post(&self, answer: Answer<'_>, path: &str, body: Json) -> Result<Json> {
        let (def, given, _) = self.collection(path);
        let body = body.as_object().cloned().unwrap_or_default();
        self.tried(answer, |tx| create_with_parts(tx, &self.entities, def, &given, &body))
    }

    pub fn patch(&self, path: &str, body: Json) -> Json {
        self.try_patch(Answer::Yes, path, body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn try_patch(&self, answer: Answer<'_>, path: &str, body: Json) -> Result<Json> {
        let (def, _, key) = self.collection(path);
        let body = body.as_object().cloned().unwrap_or_default();
        let key = if def.singleton { vec![Value::from("")] } else { key };
        self.tried(answer, |tx| (def.patch)(tx, &key, &body, None))
    }

    /// What the user is told when changing something.
    pub fn told(&self, path: &str, body: Json) -> Vec<Message> {
        let (def, _, key) = self.collection(path);
        let body = body.as_object().cloned().unwrap_or_default();
        self.write(|tx| {
            (def.patch)(tx, &key, &body, None)?;
            Ok(tx.take_messages())
        })
    }

    /// The code of what is refused or asked.
    pub fn refused(&self, path: &str, body: Json) -> String {
        let error = self.try_patch(Answer::Yes, path, body).expect_err("refused");
        error.code().to_owned()
    }

    pub fn get(&self, path: &str) -> Json {
        let (def, _, key) = self.collection(path);
        self.write(|tx| (def.get)(tx, &key))
    }

    pub fn locked(&self, path: &str) -> Vec<&'static str> {
        let (def, _, key) = self.collection(path);
        self.write(|tx| (def.locked)(tx, &key))
    }

    pub fn list(&self, path: &str) -> Vec<Json> {
        let (def, given, _) = self.collection(path);
        let mut filter = def.fixed_filter();
        for (column, value) in given {
            filter = filter.and(Filter::equal(column, value));
        }
        let query = Query { filter, top: 1000, ..Query::default() };
        self.write(|tx| (def.list)(tx, &query)).rows
    }

    pub fn delete(&self, path: &str) -> Result<()> {
        self.try_delete(Answer::Yes, path)
    }

    pub fn try_delete(&self, answer: Answer<'_>, path: &str) -> Result<()> {
        let (def, _, key) = self.collection(path);
        self.tried(answer, |tx| (def.delete)(tx, &key, None))
    }

    /// Carries an action out as the API does.
    pub fn act(&self, path: &str, name: &str, body: Json) -> Result<Json> {
        let (def, _, key) = self.collection(path);
        let action = crate::actions().into_iter().find(|action| {
            action.name == name
                && match def.below {
                    None => action.collection == def.collection && action.segment.is_none(),
                    Some(below) => {
                        action.collection == below.parent && action.segment == Some(below.segment)
                    }
                }
        });
        let action = action.unwrap_or_else(|| panic!("{path} has the action {name}"));
        let body = body.as_object().cloned().unwrap_or_default();
        self.tried(Answer::Yes, |tx| (action.run)(tx, &key, &body))
    }

    /// An order of C1 with its machines SI1, SI2, ... and its number.
    pub fn order(&self, machines: usize) -> String {
        let lines: Vec<Json> =
            (1..=machines).map(|no| json!({"serviceItemNo": format!("SI{no}")})).collect();
        let order =
            self.post("serviceOrders", json!({"customerNo": "C1", "serviceItemLines": lines}));
        order["no"].as_str().expect("a number").to_owned()
    }

    fn fill(&self) {
        for (collection, records) in masters() {
            for record in records.as_array().expect("a list") {
                let (def, given, _) = self.collection(collection);
                let body = record.as_object().expect("an object");
                let done = self.tried(Answer::Yes, |tx| def.create(tx, &given, body));
                if let Err(error) = done {
                    panic!("{collection} {record}: {error}");
                }
            }
        }
    }
}

/// The code of an error.
pub(super) fn code(result: Result<impl std::fmt::Debug>) -> String {
    match result {
        Err(Error::Confirm(question)) => format!("asked {}", question.code),
        Err(error) => error.code().to_owned(),
        Ok(done) => panic!("done: {done:?}"),
    }
}

fn masters() -> Vec<(&'static str, Json)> {
    let mut all = finance();
    all.extend(service());
    all
}

fn finance() -> Vec<(&'static str, Json)> {
    let series = ["S-ORD", "S-INV", "S-INV+", "S-SHPT+", "S-ITEM"];
    let customer = |no: &str, more: Json| {
        let mut record = json!({
            "no": no, "name": format!("Customer {no}"), "address": "1 Main Street",
            "city": "Grenoble", "genBusPostingGroup": "DOMESTIC",
            "vatBusPostingGroup": "DOMESTIC", "customerPostingGroup": "DOMESTIC",
            "locationCode": "L1",
        });
        for (name, value) in more.as_object().cloned().unwrap_or_default() {
            record[name] = value;
        }
        record
    };
    vec![
        ("generalLedgerSetup", json!([{"lcyCode": "EUR"}])),
        (
            "numberSeries",
            series.map(|code| json!({"code": code, "defaultNos": true, "manualNos": true})).into(),
        ),
        (
            "numberSeriesLines",
            series
                .map(|code| {
                    json!({"seriesCode": code, "startingNo": format!("{code}-0001"),
                                     "incrementByNo": 1, "open": true})
                })
                .into(),
        ),
        ("genBusinessPostingGroups", json!([{"code": "DOMESTIC"}])),
        ("genProductPostingGroups", json!([{"code": "PARTS"}, {"code": "SERVICES"}])),
        ("vatBusinessPostingGroups", json!([{"code": "DOMESTIC"}, {"code": "V1"}, {"code": "V2"}])),
        ("vatProductPostingGroups", json!([{"code": "VAT25"}])),
        ("inventoryPostingGroups", json!([{"code": "PARTS"}])),
        ("glAccounts", json!([{"no": "2310", "accountType": "posting"}])),
        (
            "vatPostingSetup",
            ["DOMESTIC", "V1", "V2"]
                .map(|group| {
                    json!({"vatBusPostingGroup": group, "vatProdPostingGroup": "VAT25",
                                    "vatIdentifier": "VAT25", "vatPercent": 25})
                })
                .into(),
        ),
        ("customerPostingGroups", json!([{"code": "DOMESTIC", "receivablesAccount": "2310"}])),
        ("locations", json!([{"code": "L1"}, {"code": "L2"}])),
        ("currencies", json!([{"code": "USD"}])),
        (
            "currencyExchangeRates",
            json!([{"currencyCode": "USD", "startingDate": "2015-01-01",
                    "exchangeRateAmount": 1.25, "relationalExchRateAmount": 1},
                   {"currencyCode": "USD", "startingDate": "2026-04-01",
                    "exchangeRateAmount": 1.5, "relationalExchRateAmount": 1}]),
        ),
        (
            "paymentTerms",
            json!([{"code": "30D", "dueDateCalculation": "30D",
                                 "discountDateCalculation": "8D", "discountPercent": 2}]),
        ),
        (
            "salespersons",
            json!([{"code": "SP1"}, {"code": "SP2"}, {"code": "SP3", "blocked": true}]),
        ),
        ("unitsOfMeasure", json!([{"code": "PCS"}, {"code": "HOUR"}])),
        ("baseCalendars", json!([{"code": "BASE"}])),
        (
            "baseCalendarChanges",
            json!([{"baseCalendarCode": "BASE", "lineNo": 10000, "recurringSystem":
                    "weeklyRecurring", "day": "saturday", "nonworking": true},
                   {"baseCalendarCode": "BASE", "lineNo": 20000, "recurringSystem":
                    "weeklyRecurring", "day": "sunday", "nonworking": true}]),
        ),
        ("serviceZones", json!([{"code": "Z1"}, {"code": "Z2"}])),
        (
            "customers",
            json!([
                customer(
                    "C1",
                    json!({"paymentTermsCode": "30D", "salespersonCode": "SP1",
                                      "serviceZoneCode": "Z1"})
                ),
                customer("C2", json!({})),
                customer("C4", json!({})),
                customer("C3", json!({"billToCustomerNo": "C4"})),
            ]),
        ),
        (
            "shipToAddresses",
            json!([{"customerNo": "C1", "code": "A1", "name": "Workshop", "city": "Lyon",
                    "salespersonCode": "SP2", "locationCode": "L2"},
                   {"customerNo": "C1", "code": "A2", "name": "Shop"}]),
        ),
        (
            "items",
            json!([
            {"no": "I1", "description": "Part 1", "type": "inventory", "baseUnitOfMeasure": "PCS",
             "genProdPostingGroup": "PARTS", "vatProdPostingGroup": "VAT25",
             "inventoryPostingGroup": "PARTS", "unitPrice": 100, "unitCost": 60},
            {"no": "M1", "description": "Machine 1", "type": "inventory",
             "baseUnitOfMeasure": "PCS", "genProdPostingGroup": "PARTS",
             "vatProdPostingGroup": "VAT25", "inventoryPostingGroup": "PARTS", "unitPrice": 500}]),
        ),
        (
            "resources",
            json!([{"no": "R1", "type": "person", "name": "Resource 1",
                              "baseUnitOfMeasure": "HOUR", "genProdPostingGroup": "SERVICES",
                              "vatProdPostingGroup": "VAT25", "unitPrice": 80, "unitCost": 45}]),
        ),
    ]
}

/// A repair status that allows everything.
fn repair_status(code: &str, order: &str, mark: &str) -> Json {
    json!({"code": code, "serviceOrderStatus": order, mark: true})
}

fn service() -> Vec<(&'static str, Json)> {
    let machine = |no: usize| {
        json!({"no": format!("SI{no}"), "customerNo": "C1", "itemNo": "M1",
               "serialNo": format!("SN{no}")})
    };
    let day = |day: &str| json!({"day": day, "startingTime": "08:00", "endingTime": "17:00"});
    vec![
        (
            "serviceManagementSetup",
            json!([{"serviceItemNos": "S-ITEM", "serviceOrderNos": "S-ORD",
                    "serviceInvoiceNos": "S-INV", "postedServiceInvoiceNos": "S-INV+",
                    "postedServiceShipmentNos": "S-SHPT+", "baseCalendarCode": "BASE",
                    "warrantyDiscPercentParts": 40, "warrantyDiscPercentLabor": 60}]),
        ),
        (
            "serviceStatusPriorities",
            json!([{"serviceOrderStatus": "inProcess", "priority": "high"},
                   {"serviceOrderStatus": "pending", "priority": "mediumHigh"},
                   {"serviceOrderStatus": "onHold", "priority": "mediumLow"},
                   {"serviceOrderStatus": "finished", "priority": "low"}]),
        ),
        (
            "repairStatuses",
            json!([
                repair_status("INITIAL", "pending", "initial"),
                repair_status("PARTLY", "pending", "partlyServiced"),
                repair_status("INPROCESS", "inProcess", "inProcess"),
                repair_status("ORDERED", "onHold", "sparePartOrdered"),
                repair_status("QUOTED", "onHold", "quoteFinished"),
                repair_status("FINISHED", "finished", "finished"),
            ]),
        ),
        ("serviceHours", ["monday", "tuesday", "wednesday", "thursday", "friday"].map(day).into()),
        (
            "faultReasonCodes",
            json!([{"code": "FR0"}, {"code": "ABUSE",
                                                      "excludeWarrantyDiscount": true}]),
        ),
        ("serviceOrderTypes", json!([{"code": "T1"}])),
        (
            "serviceItemGroups",
            json!([{"code": "G1", "description": "Group 1",
                                      "defaultResponseTimeHours": 8}]),
        ),
        ("serviceItems", [1, 2, 3].map(machine).into()),
    ]
}
