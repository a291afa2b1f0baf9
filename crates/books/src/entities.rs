//! Every collection and every action of the room, as the API names them.

use store::{ActionDef, ChangeLogEntry, Entity, EntityDef};

use crate::calendar::{BaseCalendar, BaseCalendarChange};
use crate::company::CompanyInformation;
use crate::country_region::CountryRegion;
use crate::currency::{Currency, CurrencyExchangeRate};
use crate::customer::{
    Customer, CustomerDiscountGroup, CustomerInvoiceDiscount, CustomerPriceGroup, ShipToAddress,
};
use crate::customer_ledger::{CustomerLedgerEntry, DetailedCustomerLedgerEntry};
use crate::dimension::{
    DefaultDimension, DefaultDimensionPriority, Dimension, DimensionCombination, DimensionSet,
    DimensionSetEntry, DimensionValue, DimensionValueCombination,
};
use crate::general_ledger::{GeneralLedgerEntry, GeneralLedgerRegister, SourceCode};
use crate::general_ledger_setup::GeneralLedgerSetup;
use crate::gl_account::GlAccount;
use crate::inventory_setup::InventorySetup;
use crate::item::{
    Item, ItemDiscountGroup, ItemReference, ItemTranslation, ItemUnitOfMeasure, ItemVariant,
    StockkeepingUnit, UnitOfMeasure,
};
use crate::item_journal::{self, ItemJournalLine};
use crate::item_ledger::{self, ItemApplicationEntry, ItemLedgerEntry, ItemStock, ValueEntry};
use crate::location::Location;
use crate::number_series::{NumberSeries, NumberSeriesLine};
use crate::payment::{PaymentMethod, PaymentTerms};
use crate::posting_setup::{
    CustomerPostingGroup, GenBusinessPostingGroup, GenProductPostingGroup, GeneralPostingSetup,
    InventoryPostingGroup, InventoryPostingSetup,
};
use crate::price_list::{PriceListHeader, PriceListLine};
use crate::resource::{
    self, Resource, ResourceCapacityEntry, ResourceGroup, ResourceLocation, ResourceSetup,
    ResourceUnitOfMeasure,
};
use crate::resource_ledger::ResourceLedgerEntry;
use crate::responsibility_center::ResponsibilityCenter;
use crate::sales_setup::SalesSetup;
use crate::salesperson::Salesperson;
use crate::service_cost::ServiceCost;
use crate::user::UserSetup;
use crate::vat::{VatBusinessPostingGroup, VatPostingSetup, VatProductPostingGroup};
use crate::vat_ledger::VatEntry;
use crate::work_type::WorkType;
use crate::zone::ServiceZone;

/// Every collection of the room in a company.
pub fn entities() -> Vec<EntityDef> {
    let mut entities = set_up();
    entities.extend(posting_set_up());
    entities.extend(dimensions());
    entities.extend(customers());
    entities.extend(items());
    entities.extend(resources());
    entities.extend(ledgers());
    entities
}

/// Every action of the room.
pub fn actions() -> Vec<ActionDef> {
    let mut actions = item_journal::actions();
    actions.extend(item_ledger::actions());
    actions.extend(resource::actions());
    actions
}

fn set_up() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<CompanyInformation>(),
        EntityDef::of::<GeneralLedgerSetup>(),
        EntityDef::of::<SalesSetup>(),
        EntityDef::of::<InventorySetup>(),
        EntityDef::of::<ResourceSetup>(),
        EntityDef::of::<NumberSeries>(),
        below::<NumberSeriesLine>("numberSeries", "lines", &["series_code"]),
        EntityDef::of::<CountryRegion>(),
        EntityDef::of::<Currency>(),
        below::<CurrencyExchangeRate>("currencies", "currencyExchangeRates", &["currency_code"]),
        EntityDef::of::<PaymentTerms>(),
        EntityDef::of::<PaymentMethod>(),
        EntityDef::of::<BaseCalendar>(),
        below::<BaseCalendarChange>("baseCalendars", "changes", &["base_calendar_code"]),
        EntityDef::of::<Location>(),
        EntityDef::of::<ResponsibilityCenter>(),
        EntityDef::of::<Salesperson>(),
        EntityDef::of::<ServiceZone>(),
        EntityDef::of::<SourceCode>(),
        EntityDef::of::<UserSetup>(),
    ]
}

fn posting_set_up() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<GlAccount>(),
        EntityDef::of::<GenBusinessPostingGroup>(),
        EntityDef::of::<GenProductPostingGroup>(),
        EntityDef::of::<GeneralPostingSetup>(),
        EntityDef::of::<VatBusinessPostingGroup>(),
        EntityDef::of::<VatProductPostingGroup>(),
        EntityDef::of::<VatPostingSetup>(),
        EntityDef::of::<CustomerPostingGroup>(),
        EntityDef::of::<InventoryPostingGroup>(),
        EntityDef::of::<InventoryPostingSetup>(),
    ]
}

fn dimensions() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<Dimension>(),
        EntityDef::of::<DimensionValue>(),
        EntityDef::of::<DefaultDimension>(),
        EntityDef::of::<DefaultDimensionPriority>(),
        EntityDef::of::<DimensionCombination>(),
        EntityDef::of::<DimensionValueCombination>(),
        EntityDef::of::<DimensionSet>(),
        below::<DimensionSetEntry>("dimensionSets", "dimensionSetEntries", &["dimension_set_id"]),
    ]
}

fn customers() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<Customer>(),
        below::<ShipToAddress>("customers", "shipToAddresses", &["customer_no"]),
        EntityDef::of::<CustomerPriceGroup>(),
        EntityDef::of::<CustomerDiscountGroup>(),
        EntityDef::of::<CustomerInvoiceDiscount>(),
        EntityDef::of::<PriceListHeader>(),
        below::<PriceListLine>("priceLists", "lines", &["price_list_code"]),
    ]
}

fn items() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<UnitOfMeasure>(),
        EntityDef::of::<Item>(),
        below::<ItemUnitOfMeasure>("items", "itemUnitsOfMeasure", &["item_no"]),
        below::<ItemVariant>("items", "itemVariants", &["item_no"]),
        below::<ItemTranslation>("items", "itemTranslations", &["item_no"]),
        below::<ItemReference>("items", "itemReferences", &["item_no"]),
        EntityDef::of::<StockkeepingUnit>(),
        EntityDef::of::<ItemDiscountGroup>(),
        EntityDef::of::<ItemJournalLine>(),
    ]
}

fn resources() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<Resource>(),
        below::<ResourceUnitOfMeasure>("resources", "resourceUnitsOfMeasure", &["resource_no"]),
        EntityDef::of::<ResourceGroup>(),
        EntityDef::of::<ResourceLocation>(),
        EntityDef { insertable: true, ..EntityDef::of::<ResourceCapacityEntry>() },
        EntityDef::of::<WorkType>(),
        EntityDef::of::<ServiceCost>(),
    ]
}

fn ledgers() -> Vec<EntityDef> {
    vec![
        EntityDef::of::<GeneralLedgerEntry>(),
        EntityDef::of::<GeneralLedgerRegister>(),
        EntityDef::of::<VatEntry>(),
        EntityDef::of::<CustomerLedgerEntry>(),
        EntityDef::of::<DetailedCustomerLedgerEntry>(),
        EntityDef::of::<ItemLedgerEntry>(),
        EntityDef::of::<ValueEntry>(),
        EntityDef::of::<ItemApplicationEntry>(),
        EntityDef::of::<ItemStock>().read_only(),
        EntityDef::of::<ResourceLedgerEntry>(),
        EntityDef::of::<ChangeLogEntry>(),
    ]
}

/// A collection of parts: its address is the parent's and the segment.
fn below<T: Entity>(
    parent: &'static str,
    segment: &'static str,
    columns: &'static [&'static str],
) -> EntityDef {
    EntityDef::of::<T>().below(parent, segment, columns)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use store::Query;

    use crate::testing::on_each;

    #[test]
    fn every_table_of_a_company_is_served_once() {
        let all = super::entities();
        let names: BTreeSet<&str> = all.iter().map(|def| def.collection).collect();
        assert_eq!(names.len(), all.len());
        let served: BTreeSet<&str> = all.iter().map(|def| def.table.name).collect();
        let tables = crate::tables().into_iter().map(|table| table.name);
        let hidden: Vec<&str> = tables.filter(|name| !served.contains(name)).collect();
        // Views of lists belong to the screens, totals to figures.
        assert_eq!(hidden, ["saved_view", "gl_account_total"]);
    }

    #[test]
    fn parts_hang_below_a_collection_by_its_key() {
        let all = super::entities();
        for def in &all {
            let Some(below) = def.below else { continue };
            let parent = all.iter().find(|other| other.collection == below.parent);
            let parent = parent.expect("the parent is a collection");
            assert_eq!(parent.table.key.len(), below.columns.len(), "{}", def.collection);
            let columns: Vec<usize> =
                below.columns.iter().filter_map(|name| def.table.column(name)).collect();
            assert_eq!(columns, def.table.key[..columns.len()], "{}", def.collection);
        }
    }

    #[test]
    fn every_collection_can_be_listed() {
        on_each(|tx| {
            for def in super::entities() {
                let page = (def.list)(tx, &Query::default())?;
                assert_eq!(page.rows.len(), usize::from(def.singleton), "{}", def.collection);
            }
            Ok(())
        });
    }
}
