//! Every table, collection and action of a company and of the installation.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base::Language;
use store::{ActionDef, EntityDef, Record, Table};

use crate::comment::ServiceCommentLine;
use crate::document_log::ServiceDocumentLog;
use crate::fault::{FaultArea, FaultCode, FaultReasonCode, ResolutionCode, SymptomCode};
use crate::goal::ServiceGoal;
use crate::history::{
    ServiceInvoiceHeader, ServiceInvoiceLine, ServiceShipmentHeader, ServiceShipmentItemLine,
    ServiceShipmentLine,
};
use crate::installation::Company;
use crate::job::BatchJob;
use crate::ledger::{ServiceLedgerEntry, ServiceRegister, ServiceSalesTotal, WarrantyLedgerEntry};
use crate::line::ServiceLine;
use crate::order::{ServiceHeader, ServiceItemLine};
use crate::print::{ReportLayout, ReportText};
use crate::repair_status::RepairStatus;
use crate::service_hour::ServiceHour;
use crate::service_item::ServiceItem;
use crate::service_item_group::ServiceItemGroup;
use crate::service_item_log::ServiceItemLog;
use crate::service_order_type::ServiceOrderType;
use crate::service_shelf::ServiceShelf;
use crate::setup::ServiceMgtSetup;
use crate::status_priority::ServiceStatusPriority;

/// The tables of service in a company, beside those of the books.
pub fn tables() -> Vec<&'static Table> {
    vec![
        ServiceMgtSetup::table(),
        ServiceStatusPriority::table(),
        RepairStatus::table(),
        FaultArea::table(),
        SymptomCode::table(),
        FaultCode::table(),
        ResolutionCode::table(),
        FaultReasonCode::table(),
        ServiceItemGroup::table(),
        ServiceItem::table(),
        ServiceItemLog::table(),
        ServiceOrderType::table(),
        ServiceShelf::table(),
        ServiceHour::table(),
        ServiceHeader::table(),
        ServiceItemLine::table(),
        ServiceLine::table(),
        ServiceCommentLine::table(),
        ServiceDocumentLog::table(),
        ServiceShipmentHeader::table(),
        ServiceShipmentItemLine::table(),
        ServiceShipmentLine::table(),
        ServiceInvoiceHeader::table(),
        ServiceInvoiceLine::table(),
        ServiceLedgerEntry::table(),
        WarrantyLedgerEntry::table(),
        ServiceRegister::table(),
        ServiceSalesTotal::table(),
        ReportLayout::table(),
        ReportText::table(),
        BatchJob::table(),
        ServiceGoal::table(),
    ]
}

/// Every collection of a company, by its name in the API: those of the books and those of service.
pub fn entities() -> Vec<EntityDef> {
    let mut entities = books::entities();
    entities.extend([
        EntityDef::of::<ServiceMgtSetup>(),
        EntityDef::of::<ServiceGoal>(),
        EntityDef::of::<ServiceStatusPriority>(),
        EntityDef::of::<RepairStatus>(),
        EntityDef::of::<FaultArea>(),
        EntityDef::of::<SymptomCode>(),
        EntityDef::of::<FaultCode>(),
        EntityDef::of::<ResolutionCode>(),
        EntityDef::of::<FaultReasonCode>(),
        EntityDef::of::<ServiceItemGroup>(),
        EntityDef::of::<ServiceItem>(),
        EntityDef::of::<ServiceItemLog>(),
        EntityDef::of::<ServiceOrderType>(),
        EntityDef::of::<ServiceShelf>(),
        EntityDef::of::<ServiceHour>(),
        EntityDef::of::<ServiceDocumentLog>(),
        EntityDef::of::<ReportLayout>(),
        EntityDef::of::<ReportText>(),
    ]);
    entities.extend(crate::order::entities());
    entities.extend(crate::line::entities());
    entities.extend(crate::history::entities());
    entities.extend(crate::ledger::entities());
    entities
}

/// Every action on the collections of a company.
pub fn actions() -> Vec<ActionDef> {
    let mut actions = books::actions();
    actions.extend(crate::order::actions());
    actions.extend(crate::document_log::actions());
    actions.extend(crate::service_item_log::actions());
    actions.extend(crate::posting::actions());
    actions.extend(crate::line::actions());
    actions.extend(crate::invoice_discount::actions());
    actions.extend(crate::statistics::actions());
    actions.extend(crate::history::actions());
    actions.extend(crate::find_entries::actions());
    actions
}

/// The collections of the installation: users, roles and companies.
pub fn system_entities() -> Vec<EntityDef> {
    let mut entities = books::user::system_entities();
    entities.push(EntityDef::of::<Company>());
    entities
}

/// The actions of the installation.
pub fn system_actions() -> Vec<ActionDef> {
    let mut actions = books::user::actions();
    actions.extend(books::system_log::actions());
    actions
}

/// The table behind a collection, by its name.
pub fn table_of(collection: &str) -> Option<&'static Table> {
    static TABLES: LazyLock<BTreeMap<&'static str, &'static Table>> = LazyLock::new(|| {
        let all = entities().into_iter().chain(system_entities());
        all.map(|def| (def.collection, def.table)).collect()
    });
    TABLES.get(collection).copied()
}

/// What one record of a collection is called, such as `Service order`. A table is known by its own
/// name too.
pub fn record_name(language: Language, collection: &str) -> String {
    static TABLES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
        let all = entities().into_iter().chain(system_entities());
        all.flat_map(|def| [def.collection, def.table.name].map(|name| (name, def.table.name)))
            .collect()
    });
    let named = texts::find(language, &format!("record-{collection}"), &[]);
    let name = named.unwrap_or_else(|| {
        let table = TABLES.get(collection).copied().unwrap_or(collection);
        texts::table(language, table, false)
    });
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
