//! Every table of the room.

use store::{Record, Table};

use crate::{
    attempts, calendar, company, country_region, currency, customer, customer_ledger, dimension,
    general_ledger, general_ledger_setup, gl_account, inventory_setup, item, item_journal,
    item_ledger, location, number_series, payment, posting_setup, price_list, resource,
    resource_ledger, responsibility_center, sales_setup, salesperson, saved_view, second_factor,
    service_cost, system_log, user, vat, vat_ledger, work_type, zone,
};

/// The tables of master data, set-up and ledgers in a company.
pub fn tables() -> Vec<&'static Table> {
    let mut tables = set_up();
    tables.extend(master_data());
    tables.extend(ledgers());
    tables
}

fn set_up() -> Vec<&'static Table> {
    vec![
        company::CompanyInformation::table(),
        country_region::CountryRegion::table(),
        general_ledger_setup::GeneralLedgerSetup::table(),
        sales_setup::SalesSetup::table(),
        inventory_setup::InventorySetup::table(),
        resource::ResourceSetup::table(),
        number_series::NumberSeries::table(),
        number_series::NumberSeriesLine::table(),
        gl_account::GlAccount::table(),
        vat::VatBusinessPostingGroup::table(),
        vat::VatProductPostingGroup::table(),
        vat::VatPostingSetup::table(),
        posting_setup::GenBusinessPostingGroup::table(),
        posting_setup::GenProductPostingGroup::table(),
        posting_setup::GeneralPostingSetup::table(),
        posting_setup::CustomerPostingGroup::table(),
        posting_setup::InventoryPostingGroup::table(),
        posting_setup::InventoryPostingSetup::table(),
        payment::PaymentTerms::table(),
        payment::PaymentMethod::table(),
        currency::Currency::table(),
        currency::CurrencyExchangeRate::table(),
        dimension::Dimension::table(),
        dimension::DimensionValue::table(),
        dimension::DefaultDimension::table(),
        dimension::DimensionCombination::table(),
        dimension::DimensionValueCombination::table(),
        dimension::DefaultDimensionPriority::table(),
        dimension::DimensionSet::table(),
        dimension::DimensionSetEntry::table(),
        calendar::BaseCalendar::table(),
        calendar::BaseCalendarChange::table(),
        general_ledger::SourceCode::table(),
        user::UserSetup::table(),
        saved_view::SavedView::table(),
    ]
}

fn master_data() -> Vec<&'static Table> {
    vec![
        customer::Customer::table(),
        customer::ShipToAddress::table(),
        customer::CustomerPriceGroup::table(),
        customer::CustomerDiscountGroup::table(),
        customer::CustomerInvoiceDiscount::table(),
        salesperson::Salesperson::table(),
        responsibility_center::ResponsibilityCenter::table(),
        location::Location::table(),
        zone::ServiceZone::table(),
        item::UnitOfMeasure::table(),
        item::Item::table(),
        item::ItemUnitOfMeasure::table(),
        item::ItemVariant::table(),
        item::ItemTranslation::table(),
        item::ItemReference::table(),
        item::ItemDiscountGroup::table(),
        item::StockkeepingUnit::table(),
        item_journal::ItemJournalLine::table(),
        resource::Resource::table(),
        resource::ResourceGroup::table(),
        resource::ResourceUnitOfMeasure::table(),
        resource::ResourceLocation::table(),
        resource::ResourceCapacityEntry::table(),
        work_type::WorkType::table(),
        service_cost::ServiceCost::table(),
        price_list::PriceListHeader::table(),
        price_list::PriceListLine::table(),
    ]
}

fn ledgers() -> Vec<&'static Table> {
    vec![
        general_ledger::GeneralLedgerEntry::table(),
        general_ledger::GeneralLedgerRegister::table(),
        gl_account::GlAccountTotal::table(),
        vat_ledger::VatEntry::table(),
        customer_ledger::CustomerLedgerEntry::table(),
        customer_ledger::DetailedCustomerLedgerEntry::table(),
        item_ledger::ItemLedgerEntry::table(),
        item_ledger::ValueEntry::table(),
        item_ledger::ItemApplicationEntry::table(),
        item_ledger::ItemStock::table(),
        resource_ledger::ResourceLedgerEntry::table(),
    ]
}

/// The tables of users and permissions in the system database.
pub fn system_tables() -> Vec<&'static Table> {
    vec![
        user::User::table(),
        user::UserPassword::table(),
        user::PermissionSet::table(),
        user::Permission::table(),
        user::UserPermissionSet::table(),
        user::Session::table(),
        user::ApiToken::table(),
        user::KnownDevice::table(),
        second_factor::SecondFactor::table(),
        second_factor::RecoveryCode::table(),
        attempts::SignInAttempt::table(),
        system_log::SystemLogEntry::table(),
    ]
}
