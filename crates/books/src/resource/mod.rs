//! Resources: technicians and machines, their groups, units, places and capacity.

mod record;

pub use record::{
    PriceProfitCalculation, Resource, ResourceCapacityEntry, ResourceGroup, ResourceLocation,
    ResourceSetup, ResourceType, ResourceUnitOfMeasure,
};
