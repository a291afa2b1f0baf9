//! Resources: technicians and machines, their groups, units, places and capacity.

mod adjust;
mod record;
mod rules;
#[cfg(test)]
mod tests;

pub use adjust::actions;
pub use record::{
    PriceProfitCalculation, Resource, ResourceCapacityEntry, ResourceGroup, ResourceLocation,
    ResourceSetup, ResourceType, ResourceUnitOfMeasure,
};
pub use rules::{capacity, check_usable, location_on, qty_per_unit, set_up};
