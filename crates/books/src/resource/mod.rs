//! Resources: technicians and machines, their groups, units, places and capacity.

mod record;

pub use record::{
    PriceProfitCalculation, Resource, ResourceCapacityEntry, ResourceGroup, ResourceLocation,
    ResourceSetup, ResourceType, ResourceUnitOfMeasure,
};

crate::check::plain_entities!(
    Resource => "resources",
    ResourceGroup => "resourceGroups",
    ResourceUnitOfMeasure => "resourceUnitsOfMeasure",
    ResourceLocation => "resourceLocations",
    ResourceCapacityEntry => "resourceCapacityEntries",
);

impl store::Entity for ResourceSetup {
    const COLLECTION: &'static str = "resourceSetup";
    const SINGLETON: bool = true;
}
