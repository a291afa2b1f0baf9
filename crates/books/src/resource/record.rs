//! The records of resources.

use base::{Code, Date, Factor, Percent, Quantity, Text, UnitPrice};
use store::{Options, Record};

/// What a resource is.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResourceType {
    /// A person.
    #[default]
    Person,
    /// A machine.
    Machine,
}

/// How price, cost and profit of a resource depend on each other.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriceProfitCalculation {
    /// The profit follows from price and cost.
    #[default]
    ProfitPriceCost,
    /// The price follows from cost and profit.
    PriceCostProfit,
    /// Neither follows.
    NoRelationship,
}

/// The set-up of resources.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "resource_setup", key(primary_key), audited)]
pub struct ResourceSetup {
    /// Always blank: a company has one such record.
    #[column(read_only)]
    pub primary_key: Code<10>,
    /// The number series of resources.
    #[column(relation = "number_series")]
    pub resource_nos: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Somebody or something whose time is sold.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "resource", key(no), index(name), index(resource_group_no), audited)]
pub struct Resource {
    /// Identifies the resource.
    pub no: Code<20>,
    /// Whether the resource is a person or a machine.
    pub r#type: ResourceType,
    /// The name of the person or machine.
    pub name: Text<100>,
    /// The second line of the name.
    pub name_2: Text<50>,
    /// What the person does.
    pub job_title: Text<30>,
    /// The telephone number.
    pub phone_no: Text<30>,
    /// The e-mail address.
    pub email: Text<80>,
    /// The group that the resource belongs to.
    #[column(relation = "resource_group")]
    pub resource_group_no: Code<20>,
    /// The unit that time is counted in.
    #[column(relation = "unit_of_measure")]
    pub base_unit_of_measure: Code<10>,
    /// The group that decides about accounts of revenue and cost, together with the group of the
    /// customer.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// The group that decides about the VAT rate, together with the VAT group of the customer.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// What one base unit costs directly, in local currency.
    #[column(class = "cost")]
    pub direct_unit_cost: UnitPrice,
    /// The indirect cost, in percent of the direct cost.
    #[column(class = "cost")]
    pub indirect_cost_percent: Percent,
    /// What one base unit costs directly and indirectly, in local currency.
    #[column(class = "cost")]
    pub unit_cost: UnitPrice,
    /// How price, cost and profit depend on each other.
    pub price_profit_calculation: PriceProfitCalculation,
    /// The profit, in percent of the price.
    #[column(class = "cost")]
    pub profit_percent: Percent,
    /// The price of one base unit where no price list has another, in local currency.
    #[column(class = "price")]
    pub unit_price: UnitPrice,
    /// The user account of this person; blank for none.
    pub user_id: Code<50>,
    /// Whether the resource can no longer be used.
    pub blocked: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Resources with the same prices and capacity planning.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "resource_group", key(no), audited)]
pub struct ResourceGroup {
    /// Identifies the group.
    pub no: Code<20>,
    /// The name of the resource group.
    pub name: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A unit that the time of a resource can be counted in.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "resource_unit_of_measure", key(resource_no, code), audited)]
pub struct ResourceUnitOfMeasure {
    /// The resource.
    #[column(relation = "resource")]
    pub resource_no: Code<20>,
    /// The unit.
    #[column(relation = "unit_of_measure")]
    pub code: Code<10>,
    /// How many base units one such unit holds.
    pub qty_per_unit_of_measure: Factor,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Where a resource works from a date on.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "resource_location",
    key(location_code, resource_no, starting_date),
    index(resource_no, starting_date),
    audited
)]
pub struct ResourceLocation {
    /// The location.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The resource.
    #[column(relation = "resource")]
    pub resource_no: Code<20>,
    /// The first day; blank for always.
    pub starting_date: Option<Date>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A change of the hours that a resource has on a day; the sum of a day is its capacity.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "resource_capacity_entry",
    key(entry_no),
    ledger,
    index(resource_no, date),
    index(resource_group_no, date)
)]
pub struct ResourceCapacityEntry {
    /// Numbers the entries in the order in which they were made.
    #[column(read_only)]
    pub entry_no: i64,
    /// The resource.
    #[column(relation = "resource")]
    pub resource_no: Code<20>,
    /// The group of the resource when the entry was made.
    #[column(relation = "resource_group", read_only)]
    pub resource_group_no: Code<20>,
    /// The day.
    pub date: Option<Date>,
    /// So many base units more, or fewer when negative.
    pub capacity: Quantity,
}
