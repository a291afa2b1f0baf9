//! How stock is valued and posted.

mod rules;

use base::Code;
pub use rules::of;
use store::{Options, Record};

/// When the cost of what was delivered is brought in line with the cost of what came in.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AutomaticCostAdjustment {
    /// Only when somebody runs the adjustment.
    #[default]
    Never,
    /// At each posting, for the current day.
    Day,
    /// At each posting, for the current week.
    Week,
    /// At each posting, for the current month.
    Month,
    /// At each posting, for the current quarter.
    Quarter,
    /// At each posting, for the current year.
    Year,
    /// At each posting.
    Always,
}

/// What an average cost is the average of.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AverageCostCalculationType {
    /// All stock of the item.
    #[default]
    Item,
    /// The stock of the item and variant at one location.
    ItemLocationVariant,
}

/// The period that an average cost holds for.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AverageCostPeriod {
    /// A day.
    #[default]
    Day,
    /// A week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

/// The set-up of stock.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "inventory_setup", key(primary_key), audited)]
pub struct InventorySetup {
    /// Always blank: a company has one such record.
    #[column(read_only)]
    pub primary_key: Code<10>,
    /// Whether the cost of stock is posted to the general ledger with each movement.
    pub automatic_cost_posting: bool,
    /// Whether the expected cost of what is delivered and not invoiced is posted to interim accounts.
    pub expected_cost_posting_to_gl: bool,
    /// When the cost of what was delivered is brought in line with the cost of what came in.
    pub automatic_cost_adjustment: AutomaticCostAdjustment,
    /// What an average cost is the average of: the item, or the item by variant and location.
    pub average_cost_calc_type: AverageCostCalculationType,
    /// The period that an average cost holds for.
    pub average_cost_period: AverageCostPeriod,
    /// Whether every movement of stock must name a location.
    pub location_mandatory: bool,
    /// Whether stock may not fall below zero, unless the item says otherwise.
    pub prevent_negative_inventory: bool,
    /// The number series of items.
    #[column(relation = "number_series")]
    pub item_nos: Code<20>,
    /// The number series of documents that the item journal posts.
    #[column(relation = "number_series")]
    pub item_journal_nos: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}
