//! Items: spare parts and machines, with units, variants and other names.

mod parts;
mod record;

pub use parts::{
    ItemDiscountGroup, ItemReference, ItemReferenceType, ItemTranslation, ItemUnitOfMeasure,
    ItemVariant, StockkeepingUnit, UnitOfMeasure,
};
pub use record::{CostingMethod, DefaultNoYes, Item, ItemType};

crate::check::plain_entities!(
    Item => "items",
    UnitOfMeasure => "unitsOfMeasure",
    ItemUnitOfMeasure => "itemUnitsOfMeasure",
    ItemVariant => "itemVariants",
    ItemTranslation => "itemTranslations",
    ItemReference => "itemReferences",
    ItemDiscountGroup => "itemDiscountGroups",
    StockkeepingUnit => "stockkeepingUnits",
);
