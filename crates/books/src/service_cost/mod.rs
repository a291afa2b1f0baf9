//! Service costs: starting fees, travel, support and other costs charged with a service.

mod rules;

use base::{Code, Quantity, Text, UnitPrice};
use store::{Options, Record};

/// What kind of cost it is.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceCostType {
    /// Travel to the customer.
    Travel,
    /// Support.
    Support,
    /// Any other cost.
    #[default]
    Other,
}

/// A cost that can be charged with a service.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_cost", key(code), index(service_zone_code), audited)]
pub struct ServiceCost {
    /// Identifies the service cost.
    pub code: Code<10>,
    /// Says what is charged, as documents show it.
    pub description: Text<100>,
    /// What kind of cost it is: travel, support or other.
    pub cost_type: ServiceCostType,
    /// The account for the revenue; its posting groups hold for the line.
    #[column(relation = "gl_account")]
    pub account_no: Code<20>,
    /// How many units a new line gets.
    pub default_quantity: Quantity,
    /// The unit that the cost is counted in.
    #[column(relation = "unit_of_measure")]
    pub unit_of_measure_code: Code<10>,
    /// What one unit costs the company, in local currency.
    #[column(class = "cost")]
    pub default_unit_cost: UnitPrice,
    /// What one unit costs the customer, in local currency.
    #[column(class = "price")]
    pub default_unit_price: UnitPrice,
    /// The service zone that the travel cost is for.
    #[column(relation = "service_zone")]
    pub service_zone_code: Code<10>,
    /// Counts the changes of the record.
    pub version: i64,
}
